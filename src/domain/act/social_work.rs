//! Acts on a social-work case: form 7045 CW and its way to the social worker, what the social worker does, the progress
//! reports (7046 CW), and the closing.
//!
//! Each act is about the newest case that the person had on the act's day.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use super::apply_act::{ApplyAct, Provenance};
use crate::domain::WorkerNumber;
use crate::domain::facts::social_work::{
    ClosingTalk, ContactOutcome, ContactWay, DatedUnitStatus, FinalLetter, ProgressReport, ReferralRound,
    ReferralWithdrawal, ReportReturn, TalkOutcome, UnitCaseClosing, UnitClosingReason, UnitContact, UnitStatus,
};
use crate::domain::facts::{CaseFacts, Referral, SocialWork, StepDay};

/// The kind of a referral to the social-work unit.
const KIND: &str = "social work";

/// Form 7045 went to the social-work unit, for the first time or again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SocialWorkReferred {
    /// The reasons that are marked on the form.
    pub reasons: Vec<String>,
    /// What the referring worker has already tried.
    pub tried: String,
    /// What the referring worker asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<String>,
    /// Whether the client was told of the referral.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_told: Option<bool>,
    /// Whether the client has a telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<bool>,
    /// Whether the client is homeless.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub homeless: Option<bool>,
    /// The provider who suggested the referral.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggested_by: Option<String>,
}

/// The referral was withdrawn before the unit accepted it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SocialWorkWithdrawn {
    /// The reason.
    pub reason: String,
}

/// The unit sent form 7045 back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SocialWorkReturned {
    /// The reason: what the referring worker has to add.
    pub reason: String,
}

/// The referral was accepted and the case assigned, or the case went to another social worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SocialWorkAssigned {
    /// The social worker.
    pub worker: WorkerNumber,
    /// The time of day, where somebody wrote it down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<NaiveTime>,
    /// The day of the acceptance, where it was an earlier one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<NaiveDate>,
}

/// The clerk kept the original of form 7045 and handed its copy, the folder, to the social worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SocialWorkFolder {}

/// The social worker discussed the case with the referring worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SocialWorkDiscussed {
    /// Whether the client knows of the referral; if not, the referring worker was asked to tell.
    pub client_told: bool,
    /// The time of day, where somebody wrote it down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<NaiveTime>,
}

/// The referring worker told the client of the referral.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SocialWorkInformed {}

/// The social worker got in touch with the client, or tried to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SocialWorkContact {
    /// The way.
    pub how: ContactWay,
    /// What came of it.
    pub outcome: ContactOutcome,
    /// The time of day, where somebody wrote it down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<NaiveTime>,
    /// The day that was agreed for the next contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<NaiveDate>,
}

/// The social worker took the client in: goals and plan. Their texts are in the act alone, and no list shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SocialWorkIntake {
    /// The goals.
    pub goals: String,
    /// The plan.
    pub plan: String,
}

/// The social worker handed in a progress report. Its texts are in the act alone; form 7046 shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SocialWorkReport {
    /// The due day that the report answers; missing where it is the one that the rule names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<NaiveDate>,
    /// The status of the case.
    pub status: UnitStatus,
    /// What happened.
    pub comments: String,
    /// What comes next.
    pub next_steps: String,
    /// What the referring worker is asked to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<String>,
}

/// The supervisor passed the progress report to the referring worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SocialWorkReportForwarded {}

/// The supervisor sent the progress report back to the social worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SocialWorkReportReturned {
    /// The reason.
    pub reason: String,
}

/// The referring worker read the progress report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SocialWorkRead {}

/// The case was given a status, or its status was looked at again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SocialWorkStatus {
    /// The status.
    pub to: UnitStatus,
    /// The reason.
    pub reason: String,
}

/// The last letter to a client who was not reached for months went out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SocialWorkFinalLetter {
    /// How it went: `mail`, `with the check`.
    pub channel: String,
    /// The day of the check, where the letter goes with one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check_on: Option<NaiveDate>,
    /// The day by which the client may reply; missing where the rule sets it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_by: Option<NaiveDate>,
}

/// The social worker, the referring worker and the supervisor talked about closing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SocialWorkTalk {
    /// Who took part.
    pub with: String,
    /// What they decided.
    pub outcome: TalkOutcome,
    /// What they agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreed: Option<String>,
}

/// The case was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SocialWorkClosed {
    /// The reason.
    pub reason: UnitClosingReason,
    /// The result.
    pub result: String,
}

impl CaseFacts {
    /// Returns the newest referral to social work that the person had on the act's day.
    fn unit_referral_mut(&mut self, by: &Provenance<'_>) -> Option<&mut Referral> {
        let theirs = self.referrals.iter_mut().filter(|referral| {
            referral.person == by.person && referral.social_work.is_some() && referral.requested <= by.on
        });
        theirs.max_by_key(|referral| (referral.requested, referral.source.record_order()))
    }

    fn unit_case_mut(&mut self, by: &Provenance<'_>) -> Option<&mut SocialWork> {
        self.unit_referral_mut(by)?.social_work.as_mut()
    }

    /// Returns the newest case that is meant: a closed one may wait for its closing report after another referral was sent.
    /// Where none is meant, it is the newest.
    fn meant_unit_case_mut(
        &mut self,
        by: &Provenance<'_>,
        is_meant: impl Fn(&SocialWork) -> bool,
    ) -> Option<&mut SocialWork> {
        let is_theirs = |referral: &Referral| {
            let work = referral.social_work.as_ref().filter(|work| is_meant(work));
            referral.person == by.person && referral.requested <= by.on && work.is_some()
        };
        if !self.referrals.iter().any(is_theirs) {
            return self.unit_case_mut(by);
        }
        let meant = self.referrals.iter_mut().filter(|referral| is_theirs(referral));
        meant.max_by_key(|referral| (referral.requested, referral.source.record_order()))?.social_work.as_mut()
    }
}

impl SocialWork {
    /// Returns the newest report that was handed in by the day and for which `is_meant` holds.
    fn report_mut(&mut self, on: NaiveDate, is_meant: impl Fn(&ProgressReport) -> bool) -> Option<&mut ProgressReport> {
        let meant = self.reports.iter_mut().filter(|report| report.submitted <= on && is_meant(report));
        meant.max_by_key(|report| report.submitted)
    }

    /// Returns whether a report was handed in by the day for which `is_meant` holds.
    fn has_report(&self, on: NaiveDate, is_meant: impl Fn(&ProgressReport) -> bool) -> bool {
        self.reports.iter().any(|report| report.submitted <= on && is_meant(report))
    }

    /// Returns whether the case is closed on the day and no closing report stands.
    fn waits_for_closing_report(&self, on: NaiveDate) -> bool {
        let is_closing = |report: &ProgressReport| report.status == UnitStatus::Closed && report.returned.is_empty();
        let is_closed = self.closing.as_ref().is_some_and(|closing| closing.on <= on);
        is_closed && !self.has_report(on, is_closing)
    }

    /// Returns whether form 7045 was sent back, and nothing was done on the referral since.
    fn waits_for_another_round(&self) -> bool {
        let newest = self.rounds.iter().max_by_key(|round| round.sent);
        let is_over = self.withdrawn.is_some() || self.assigned.is_some() || self.closing.is_some();
        newest.is_some_and(|round| round.returned.is_some()) && !is_over
    }
}

/// Returns the later of two days of a step.
fn later(known: Option<StepDay>, new: StepDay) -> StepDay {
    known.filter(|known| new.on < known.on).unwrap_or(new)
}

/// Returns the earlier of two days of a step.
fn earlier(known: Option<StepDay>, new: StepDay) -> StepDay {
    known.filter(|known| known.on <= new.on).unwrap_or(new)
}

impl SocialWorkReferred {
    fn fill(&self, work: &mut SocialWork, sent: NaiveDate) {
        work.rounds.push(ReferralRound { sent, returned: None, reason: None });
        work.reasons.clone_from(&self.reasons);
        work.tried = Some(self.tried.clone());
        work.asked.clone_from(&self.asked);
        work.client_told = self.client_told.or(work.client_told);
        work.phone = self.phone.or(work.phone);
        work.homeless = self.homeless.or(work.homeless);
    }
}

impl ApplyAct for SocialWorkReferred {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(work) = facts.unit_case_mut(by).filter(|work| work.waits_for_another_round()) {
            return self.fill(work, by.on);
        }
        let mut work = SocialWork::default();
        self.fill(&mut work, by.on);
        facts.referrals.push(Referral {
            person: by.person,
            kind: KIND.to_owned(),
            requested: by.on,
            by: by.source.author().cloned(),
            made: Some(by.on),
            registered: None,
            social_work: Some(work),
            closed: None,
            result: None,
            source: by.source.clone(),
        });
    }
}

impl ApplyAct for SocialWorkWithdrawn {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(work) = facts.unit_case_mut(by) {
            work.withdrawn = Some(ReferralWithdrawal { on: by.on, reason: Some(self.reason.clone()) });
        }
    }
}

impl ApplyAct for SocialWorkReturned {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let Some(work) = facts.unit_case_mut(by) else { return };
        let sent = work.rounds.iter_mut().filter(|round| round.sent <= by.on && round.returned.is_none());
        if let Some(round) = sent.max_by_key(|round| round.sent) {
            round.returned = Some(by.on);
            round.reason = Some(self.reason.clone());
        }
    }
}

impl ApplyAct for SocialWorkAssigned {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let Some(work) = facts.unit_case_mut(by) else { return };
        work.accepted = Some(earlier(work.accepted, self.accepted.unwrap_or(by.on).into()));
        if work.assigned.is_none_or(|known| known.on <= by.on) {
            work.assigned = Some(StepDay { on: by.on, at: self.at });
            work.worker = Some(self.worker.clone());
        }
    }
}

impl ApplyAct for SocialWorkFolder {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(work) = facts.unit_case_mut(by) {
            work.file_received = Some(later(work.file_received, by.on.into()));
        }
    }
}

impl ApplyAct for SocialWorkDiscussed {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(work) = facts.unit_case_mut(by) {
            if work.discussed.is_none_or(|known| known.on <= by.on) {
                work.client_told = Some(self.client_told);
            }
            work.discussed = Some(later(work.discussed, StepDay { on: by.on, at: self.at }));
        }
    }
}

impl ApplyAct for SocialWorkInformed {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(work) = facts.unit_case_mut(by) {
            work.informed = Some(earlier(work.informed, by.on.into()));
        }
    }
}

impl ApplyAct for SocialWorkContact {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(work) = facts.unit_case_mut(by) {
            let contact = UnitContact::new(by.on, self.how, self.outcome);
            work.contacts.push(UnitContact { at: self.at, next: self.next, ..contact });
        }
    }
}

impl ApplyAct for SocialWorkIntake {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(work) = facts.unit_case_mut(by) {
            work.intake = Some(earlier(work.intake, by.on.into()));
        }
    }
}

impl ApplyAct for SocialWorkReport {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let waits = |work: &SocialWork| self.status == UnitStatus::Closed && work.waits_for_closing_report(by.on);
        if let Some(work) = facts.meant_unit_case_mut(by, waits) {
            work.reports.push(ProgressReport {
                submitted: by.on,
                answers: self.answers,
                status: self.status,
                returned: Vec::new(),
                forwarded: None,
                read: None,
            });
        }
    }
}

impl ApplyAct for SocialWorkReportForwarded {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let waits = |report: &ProgressReport| report.forwarded.is_none() && report.returned.is_empty();
        let case = facts.meant_unit_case_mut(by, |work| work.has_report(by.on, waits));
        if let Some(report) = case.and_then(|work| work.report_mut(by.on, waits)) {
            report.forwarded = Some(by.on);
        }
    }
}

impl ApplyAct for SocialWorkReportReturned {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let waits = |report: &ProgressReport| report.forwarded.is_none() && report.returned.is_empty();
        let case = facts.meant_unit_case_mut(by, |work| work.has_report(by.on, waits));
        if let Some(report) = case.and_then(|work| work.report_mut(by.on, waits)) {
            report.returned.push(ReportReturn { on: by.on, reason: Some(self.reason.clone()) });
        }
    }
}

impl ApplyAct for SocialWorkRead {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let is_new = |report: &ProgressReport| report.forwarded.is_some_and(|on| on <= by.on) && report.read.is_none();
        let case = facts.meant_unit_case_mut(by, |work| work.has_report(by.on, is_new));
        if let Some(report) = case.and_then(|work| work.report_mut(by.on, is_new)) {
            report.read = Some(by.on);
        }
    }
}

impl ApplyAct for SocialWorkStatus {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(work) = facts.unit_case_mut(by) {
            work.statuses.push(DatedUnitStatus { to: self.to, on: by.on, reason: Some(self.reason.clone()) });
        }
    }
}

impl ApplyAct for SocialWorkFinalLetter {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(work) = facts.unit_case_mut(by) {
            let (on, reply_by) = (by.on, self.reply_by);
            work.final_letter.push(FinalLetter { on, channel: Some(self.channel.clone()), reply_by });
        }
    }
}

impl ApplyAct for SocialWorkTalk {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(work) = facts.unit_case_mut(by) {
            work.talk.push(ClosingTalk { on: by.on, outcome: self.outcome, with: Some(self.with.clone()) });
        }
    }
}

impl ApplyAct for SocialWorkClosed {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let Some(referral) = facts.unit_referral_mut(by) else { return };
        referral.closed = Some(by.on);
        referral.result = Some(self.reason.title().to_owned());
        if let Some(work) = referral.social_work.as_mut() {
            work.closing = Some(UnitCaseClosing { on: by.on, reason: Some(self.reason) });
        }
    }
}
