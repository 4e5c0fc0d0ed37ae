//! Acts from the request of a sanction through its gate to the sanction, its hand-off, its cure and the restoration of
//! aid.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::activity_ref::ActivityRef;
use super::apply_act::{ApplyAct, Provenance};
use crate::domain::code_words::code_words;
use crate::domain::facts::{CaseFacts, Cure, GateFacts, Noncompliance, Sanction, SupervisorReturn};
use crate::domain::hours::Hours;
use crate::domain::status::{ActivityStatus, RegistrationStatus};

code_words! {
    /// A reason against a sanction that only a worker can judge; the record shows the others.
    pub enum ReasonAgainstSanction {
        /// No reason applies.
        None = "none" => "none of them applies",
        /// An exemption may apply.
        ExemptionEligible = "exemption_eligible" => "an exemption may apply",
        /// Employment with full hours is verified.
        FullTimeEmployment = "full_time_employment" => "full-time employment is verified",
        /// Supportive services were not assigned or issued.
        ServicesNotIssued = "services_not_issued" => "supportive services were not issued",
        /// Notices or forms are missing or wrong.
        NoticesWrong = "notices_wrong" => "notices or forms are missing or wrong",
        /// The second parent was not sent a notice at the start.
        SecondParentNotNoticed = "second_parent_not_noticed" => "the second parent was not sent a notice",
        /// The process was not followed.
        ProcessNotFollowed = "process_not_followed" => "the process was not followed",
        /// The request was not submitted in time.
        SubmittedLate = "submitted_late" => "the request is late",
        /// Child care was not available during the missed activity.
        ChildCareUnavailable = "child_care_unavailable" => "child care was not available",
        /// A transport payment is still being assessed.
        TransportPending = "transport_pending" => "a transportation payment is being assessed",
    }
}

/// A worker reviewed the reasons against a sanction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SanctionReasonsReviewed {
    /// The day on which the notice of non-compliance was issued.
    pub notice: NaiveDate,
    /// The reason that applies, or that none does.
    pub stands: ReasonAgainstSanction,
    /// Whether the participant was pregnant on the day of the failure, as the participant said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pregnant: Option<bool>,
}

/// A sanction was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SanctionRequested {
    /// The day on which the notice of non-compliance was issued.
    pub notice: NaiveDate,
    /// Why it is requested although something on record stands against it or is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The supervisor sent the request for a sanction back to the EC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SanctionRequestReturned {
    /// The day on which the notice of non-compliance was issued.
    pub notice: NaiveDate,
    /// The reason: what the EC has to correct first.
    pub reason: String,
}

/// A sanction was approved and imposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SanctionImposed {
    /// The day on which the notice of non-compliance was issued.
    pub notice: NaiveDate,
    /// The first day of the sanction.
    pub from: NaiveDate,
    /// The activity in which the participant is sanctioned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity: Option<ActivityRef>,
    /// Who approved it, where another than the supervisor records the approval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<String>,
    /// Why it is imposed although something on record stands against it or is open, or on a day within a month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The eligibility worker was notified of the sanction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SanctionHandedOff {
    /// The day on which the notice of non-compliance was issued.
    pub notice: NaiveDate,
}

/// The participant asked to stop the sanction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CureRequested {}

/// The cure plan was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurePlanSigned {
    /// The planned last day of the cure's activity.
    pub until: NaiveDate,
    /// The hours a week that the cure plan asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weekly_hours: Option<Hours>,
}

/// The cure ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CureEnded {
    /// Whether the participant completed the cure.
    pub completed: bool,
    /// What the participant did not keep; needed for a cure that failed before its last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The participant was found to meet the federal rate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FederalRateFound {}

/// Aid was restored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AidRestored {}

impl ReasonAgainstSanction {
    fn apply_to_gate(self, gate: &mut GateFacts) {
        match self {
            Self::None => {
                let (only_missing_sar7, pregnant_at_failure) = (gate.only_missing_sar7, gate.pregnant_at_failure);
                *gate = GateFacts { only_missing_sar7, pregnant_at_failure, ..clear_gate() };
            }
            Self::ExemptionEligible => gate.exemption_eligible = Some(true),
            Self::FullTimeEmployment => gate.full_time_employment = Some(true),
            Self::ServicesNotIssued => gate.services_issued = Some(false),
            Self::NoticesWrong => gate.notices_correct = Some(false),
            Self::SecondParentNotNoticed => gate.second_parent_noticed = Some(false),
            Self::ProcessNotFollowed => gate.process_followed = Some(false),
            Self::SubmittedLate => gate.submitted_in_time = Some(false),
            Self::ChildCareUnavailable => gate.child_care_available = Some(false),
            Self::TransportPending => gate.transport_pending = Some(true),
        }
    }
}

/// Returns the facts of a gate without a reason against a sanction; whether only a SAR 7 is missing, and whether the
/// participant was pregnant, stay open.
const fn clear_gate() -> GateFacts {
    GateFacts {
        exemption_eligible: Some(false),
        full_time_employment: Some(false),
        services_issued: Some(true),
        notices_correct: Some(true),
        second_parent_noticed: Some(true),
        process_followed: Some(true),
        submitted_in_time: Some(true),
        child_care_available: Some(true),
        transport_pending: Some(false),
        only_missing_sar7: None,
        pregnant_at_failure: None,
    }
}

impl ApplyAct for SanctionReasonsReviewed {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some((step, _)) = facts.noncompliance_mut(self.notice, by) {
            self.stands.apply_to_gate(&mut step.gate);
            step.gate.pregnant_at_failure = self.pregnant.or(step.gate.pregnant_at_failure);
            step.note_recorded(Noncompliance::REASONS, by.source);
        }
    }
}

impl ApplyAct for SanctionRequested {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some((step, _)) = facts.noncompliance_mut(self.notice, by) {
            step.sanction_requested = Some(by.on);
            step.note_recorded(Noncompliance::REQUEST, by.source);
        }
    }
}

impl ApplyAct for SanctionRequestReturned {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some((step, _)) = facts.noncompliance_mut(self.notice, by) {
            step.sanction_requested = None;
            let (on, reason, source) = (by.on, self.reason.clone(), by.source.clone());
            step.sanction_returned.push(SupervisorReturn { on, reason, source });
        }
    }
}

impl ApplyAct for SanctionImposed {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some((step, _)) = facts.noncompliance_mut(self.notice, by) {
            step.sanction = Some(Sanction { from: self.from, approved: Some(by.on), handed_off: None });
            step.note_recorded(Noncompliance::SANCTION, by.source);
        }
        facts.set_registration(RegistrationStatus::Sanction, self.from, by);
        if let Some(activity) = &self.activity {
            facts.set_activity_status(activity, ActivityStatus::EndUnsatisfactoryParticipation, self.from, by);
        }
    }
}

impl ApplyAct for SanctionHandedOff {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let Some((step, _)) = facts.noncompliance_mut(self.notice, by) else { return };
        step.told.push(by.on);
        if let Some(sanction) = &mut step.sanction {
            sanction.handed_off.get_or_insert(by.on);
        }
        step.note_recorded(Noncompliance::HAND_OFF, by.source);
    }
}

impl ApplyAct for CureRequested {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        facts.cures.push(Cure::minimal(by.person, by.on, by.source.clone()));
    }
}

impl CaseFacts {
    /// Returns the participant's newest cure. Where no request is on record, a cure that begins with the act is added.
    fn cure_mut(&mut self, by: &Provenance<'_>) -> Option<&mut Cure> {
        if !self.cures.iter().any(|cure| cure.person == by.person) {
            self.cures.push(Cure::minimal(by.person, by.on, by.source.clone()));
        }
        self.cures.iter_mut().filter(|cure| cure.person == by.person).max_by_key(|cure| cure.requested)
    }
}

impl ApplyAct for CurePlanSigned {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(cure) = facts.cure_mut(by) {
            // A second record corrects the last day of the plan; the day on which the plan was signed stays.
            if cure.plan_signed.is_none() {
                cure.plan_signed = Some(by.on);
                cure.note_recorded(Cure::PLAN_SIGNED, by.source);
            }
            cure.until = Some(self.until);
            cure.weekly_hours = self.weekly_hours.or(cure.weekly_hours);
            cure.note_recorded(Cure::UNTIL, by.source);
        }
        facts.set_registration(RegistrationStatus::CuringSanction, by.on, by);
    }
}

impl ApplyAct for CureEnded {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(cure) = facts.cure_mut(by) {
            let ended = if self.completed { &mut cure.completed } else { &mut cure.failed };
            *ended = Some(by.on);
            cure.note_recorded(Cure::RESULT, by.source);
        }
        if self.completed {
            facts.restore_registration(by.on, by);
        } else {
            facts.set_registration(RegistrationStatus::Sanction, by.on, by);
        }
    }
}

impl ApplyAct for FederalRateFound {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(cure) = facts.cure_mut(by) {
            cure.federal_rate_found = Some(by.on);
            cure.note_recorded(Cure::FEDERAL_RATE, by.source);
        }
        facts.restore_registration(by.on, by);
    }
}

impl ApplyAct for AidRestored {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(cure) = facts.cure_mut(by) {
            cure.restored = Some(by.on);
            cure.note_recorded(Cure::RESTORED, by.source);
        }
    }
}
