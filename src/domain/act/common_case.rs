//! Acts on a case that is common with child welfare: its discovery, the answers on it, its transfer to the Partnership EC,
//! the planning meeting, and the way back.
//!
//! Each act is about the newest round that the case had on the act's day.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::apply_act::{ApplyAct, Provenance};
use crate::domain::WorkerNumber;
use crate::domain::facts::common_case::{
    CaseAssignment, DecideOutcome, Decided, DfcsServiceKind, DroppedCase, FoundBy, HandBack, Integration,
    PlanningMeeting, ReviewOutcome, VerifyOutcome,
};
use crate::domain::facts::{CaseFacts, CommonCase, DfcsService};

/// A case was found to be common with child welfare, or to be perhaps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommonCaseFound {
    /// How it became known.
    pub how: FoundBy,
    /// Whether child welfare has confirmed it, so that no liaison is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<bool>,
    /// Whether the child-welfare case is sensitive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sensitive: Option<bool>,
    /// The service of child welfare, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<DfcsServiceKind>,
}

/// The supervisor of the unit reviewed a proposed common case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommonCaseReviewed {
    /// What was decided.
    pub outcome: ReviewOutcome,
    /// The reason, where it is dropped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The liaison or an analyst answered whether it is a common case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommonCaseVerified {
    /// The answer.
    pub outcome: VerifyOutcome,
    /// The reason, where the answer is no.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Whether the child-welfare case is sensitive; missing where nobody says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sensitive: Option<bool>,
    /// The service of child welfare.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<DfcsServiceKind>,
    /// Whether a child is in protective custody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_custody: Option<bool>,
    /// The day of the court hearing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub court_on: Option<NaiveDate>,
}

/// The Partnership EC Supervisor decided on a common case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommonCaseDecided {
    /// What was decided.
    pub outcome: DecideOutcome,
    /// The reason, where it is declined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Whether the case waits in a bank, so that no worker has to transfer it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub banked: Option<bool>,
}

/// The EC made the case ready for its transfer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferPrepared {
    /// Whether the client knows that the Partnership EC will call.
    pub client_told: bool,
}

/// The supervisor sent the case to the Control Clerk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferSent {}

/// A case was assigned to the Partnership EC, or to an EC after it was handed back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseAssigned {
    /// The worker.
    pub to: WorkerNumber,
    /// Whether the case comes out of a bank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub banked: Option<bool>,
}

/// The Partnership EC met the social worker of the child-welfare case and planned together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanningHeld {
    /// Whether the client wants the two plans to be one.
    pub integration: Integration,
    /// Who took part. It is protected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<String>,
    /// Whether form SCD 1811 is completed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scd_1811: Option<bool>,
    /// Whether the WTW 2 is to be amended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wtw_2: Option<bool>,
}

/// What is known of a service of child welfare was recorded or brought up to date. All of it is protected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DfcsRecorded {
    /// The service.
    pub service: DfcsServiceKind,
    /// The first day of the service.
    pub from: NaiveDate,
    /// The last day of the service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// Whether a child is in protective custody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_custody: Option<bool>,
    /// The day on which the child was removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removed_on: Option<NaiveDate>,
    /// Whether all children of the family are removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub all_removed: Option<bool>,
    /// The day of the reunification plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fr_plan_on: Option<NaiveDate>,
    /// The day on which the months of reunification services were extended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fr_extended_on: Option<NaiveDate>,
    /// Whether cash aid goes on during reunification (AB 135).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cash_aid: Option<bool>,
    /// The first day of that cash aid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cash_from: Option<NaiveDate>,
    /// The day of the court hearing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub court_on: Option<NaiveDate>,
    /// The social worker of the child-welfare case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worker: Option<String>,
    /// The number of the child-welfare case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

/// Child welfare has ended for the family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DfcsEnded {
    /// The last day of its services.
    pub last_day: NaiveDate,
}

/// The child-welfare case was confirmed to be open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommonCaseConfirmed {}

/// The case was handed back to an office of the employment program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseHandedBack {
    /// The office of the family.
    pub office: String,
}

/// The common case was closed, because the employment program has ended for the family too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommonCaseClosed {}

/// The common case was dropped before the Partnership EC had it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommonCaseDropped {
    /// The reason.
    pub reason: String,
}

impl CaseFacts {
    /// Returns the newest round that the case had on the act's day.
    fn common_case_mut(&mut self, by: &Provenance<'_>) -> Option<&mut CommonCase> {
        let begun = self.common_cases.iter_mut().filter(|case| case.found.on <= by.on);
        begun.max_by_key(|case| (case.found.on, case.source.record_order()))
    }

    /// Adds a service of child welfare that an answer names, unless the record has it. Returns it.
    fn note_service(&mut self, service: DfcsServiceKind, by: &Provenance<'_>) -> Option<&mut DfcsService> {
        let is_it = |known: &DfcsService| known.service == service && known.runs_on(by.on);
        if !self.dfcs.iter().any(is_it) {
            self.dfcs.push(DfcsService::new(service, by.on, by.source.clone()));
        }
        self.dfcs.iter_mut().find(|known| is_it(known))
    }
}

impl ApplyAct for CommonCaseFound {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let mut case = CommonCase::found_on(by.on, self.how, by.source.clone());
        if self.confirmed == Some(true) {
            case.verified = Some(Decided { on: by.on, outcome: VerifyOutcome::Common, reason: None });
        } else {
            case.proposed = Some(true);
        }
        case.sensitive = self.sensitive;
        facts.common_cases.push(case);
        if let Some(service) = self.service {
            facts.note_service(service, by);
        }
    }
}

impl ApplyAct for CommonCaseReviewed {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(case) = facts.common_case_mut(by) {
            case.reviewed = Some(Decided { on: by.on, outcome: self.outcome, reason: self.reason.clone() });
        }
    }
}

impl ApplyAct for CommonCaseVerified {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let Some(case) = facts.common_case_mut(by) else { return };
        let passed_on = self.outcome == VerifyOutcome::ToAnalyst;
        case.sensitive = if passed_on { Some(true) } else { self.sensitive.or(case.sensitive) };
        case.verified = Some(Decided { on: by.on, outcome: self.outcome, reason: self.reason.clone() });
        if let Some(service) = self.service.filter(|_| self.outcome == VerifyOutcome::Common) {
            let Some(known) = facts.note_service(service, by) else { return };
            known.in_custody = self.in_custody.or(known.in_custody);
            known.court_on = self.court_on.or(known.court_on);
        }
    }
}

impl ApplyAct for CommonCaseDecided {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(case) = facts.common_case_mut(by) {
            case.decided = Some(Decided { on: by.on, outcome: self.outcome, reason: self.reason.clone() });
            case.banked = self.banked.or(case.banked);
        }
    }
}

impl ApplyAct for TransferPrepared {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(case) = facts.common_case_mut(by) {
            case.prepared = Some(by.on);
        }
    }
}

impl ApplyAct for TransferSent {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(case) = facts.common_case_mut(by) {
            case.sent = Some(by.on);
        }
    }
}

impl ApplyAct for CaseAssigned {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let Some(case) = facts.common_case_mut(by) else { return };
        let assignment = CaseAssignment { on: by.on, to: Some(self.to.clone()), banked: self.banked };
        if case.handed_back.as_ref().is_some_and(|back| back.on <= by.on) {
            case.returned = Some(assignment);
        } else {
            case.assigned = Some(assignment);
        }
    }
}

impl ApplyAct for PlanningHeld {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(case) = facts.common_case_mut(by) {
            case.meetings.push(PlanningMeeting { on: by.on, integration: self.integration });
        }
    }
}

impl ApplyAct for DfcsRecorded {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let is_same = |known: &DfcsService| known.service == self.service && known.from == self.from;
        // An answer names a service and no first day: this is that service, and not another one.
        let is_named =
            |known: &DfcsService| known.service == self.service && known.is_only_named() && self.from <= known.from;
        let at = facts.dfcs.iter().position(is_same).or_else(|| facts.dfcs.iter().position(is_named));
        if let Some(known) = at.and_then(|at| facts.dfcs.get_mut(at)) {
            known.from = self.from;
            return self.fill(known);
        }
        let mut service = DfcsService::new(self.service, self.from, by.source.clone());
        self.fill(&mut service);
        facts.dfcs.push(service);
    }
}

impl DfcsRecorded {
    /// Gives the service what the act says of it. What the act leaves open stays as it was.
    fn fill(&self, known: &mut DfcsService) {
        known.until = self.until.or(known.until);
        known.in_custody = self.in_custody.or(known.in_custody);
        known.removed_on = self.removed_on.or(known.removed_on);
        known.all_removed = self.all_removed.or(known.all_removed);
        known.fr_plan_on = self.fr_plan_on.or(known.fr_plan_on);
        known.fr_extended_on = self.fr_extended_on.or(known.fr_extended_on);
        known.cash_aid = self.cash_aid.or(known.cash_aid);
        known.cash_from = self.cash_from.or(known.cash_from);
        known.court_on = self.court_on.or(known.court_on);
        known.worker = self.worker.clone().or_else(|| known.worker.take());
        known.reference = self.reference.clone().or_else(|| known.reference.take());
    }
}

impl ApplyAct for DfcsEnded {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(case) = facts.common_case_mut(by) {
            case.ending = Some(by.on);
        }
        for service in facts.dfcs.iter_mut().filter(|known| known.from <= self.last_day) {
            service.until = Some(service.until.map_or(self.last_day, |until| until.min(self.last_day)));
        }
    }
}

impl ApplyAct for CommonCaseConfirmed {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(case) = facts.common_case_mut(by) {
            case.confirmed_open.push(by.on);
        }
    }
}

impl ApplyAct for CaseHandedBack {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(case) = facts.common_case_mut(by) {
            case.handed_back = Some(HandBack { on: by.on, office: Some(self.office.clone()) });
        }
    }
}

impl ApplyAct for CommonCaseClosed {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(case) = facts.common_case_mut(by) {
            case.closed = Some(by.on);
        }
    }
}

impl ApplyAct for CommonCaseDropped {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(case) = facts.common_case_mut(by) {
            case.dropped = Some(DroppedCase { on: by.on, reason: Some(self.reason.clone()) });
        }
    }
}
