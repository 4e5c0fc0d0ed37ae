//! A common case as it is known on a day: its state, the family's services of child welfare, its orientation, and whether
//! the employment program goes on for it.

use chrono::NaiveDate;

use crate::domain::PersonNumber;
use crate::domain::act::ActId;
use crate::domain::facts::common_case::{DecideOutcome, FoundBy, ReviewOutcome, VerifyOutcome};
use crate::domain::facts::{CommonCase, DfcsService};
use crate::domain::partner_state::CommonCaseState;
use crate::domain::proposal::Proposal;
use crate::domain::status::{ActivityStatus, AidStatus, RegistrationStatus};
use crate::policy::Param;
use crate::policy::param::{ParamValue, WorkingDays};
use crate::rules::finding::Finding;
use crate::rules::message::Message;
use crate::rules::recognized_kinds::is_before_plan;
use crate::rules::rule_id::RuleId;
use crate::rules::view::View;

/// A round of a common case on the day of the view.
pub(in crate::rules) struct CommonCaseView<'a> {
    /// The case on the day.
    pub view: View<'a>,
    /// The round.
    pub case: &'a CommonCase,
    /// Which round it is, where there are several.
    pub ordinal: Option<u32>,
}

/// Returns the rounds that were begun by the day, the earliest first.
pub(in crate::rules) fn common_cases<'a>(view: &View<'a>) -> Vec<CommonCaseView<'a>> {
    let begun = view.facts.common_cases.iter().filter(|case| case.found.on <= view.on);
    let mut begun: Vec<&CommonCase> = begun.collect();
    begun.sort_by_key(|case| (case.found.on, case.source.record_order()));
    let several = begun.len() > 1;
    let numbered = begun.into_iter().zip(1_u32..);
    numbered.map(|(case, number)| CommonCaseView { view: *view, case, ordinal: several.then_some(number) }).collect()
}

/// Returns the newest round.
pub(in crate::rules) fn newest_common_case<'a>(view: &View<'a>) -> Option<CommonCaseView<'a>> {
    common_cases(view).pop()
}

/// How far the orientation of a family is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) enum Orientation {
    /// It is completed, or a step after it shows that it is.
    CompletedOn(NaiveDate),
    /// It is not completed.
    Open,
    /// Nobody has recorded it.
    Unrecorded,
}

impl CommonCaseView<'_> {
    /// Returns the day if it is not after the day of the view.
    pub fn known(&self, day: Option<NaiveDate>) -> Option<NaiveDate> {
        day.filter(|day| *day <= self.view.on)
    }

    /// Returns the day of the assignment to the Partnership EC.
    pub fn assigned(&self) -> Option<NaiveDate> {
        self.known(self.case.assigned.as_ref().map(|assigned| assigned.on))
    }

    /// Returns the day on which the liaison was asked.
    pub fn asked(&self) -> Option<NaiveDate> {
        let reviewed = self.case.reviewed.as_ref().filter(|reviewed| reviewed.outcome == ReviewOutcome::Ask);
        self.known(self.case.asked).or_else(|| self.known(reviewed.map(|reviewed| reviewed.on)))
    }

    /// Returns the day on which it was found to be a common case. What the liaison or the match found needs no other
    /// answer.
    pub fn verified(&self) -> Option<NaiveDate> {
        let answer = self.case.verified.as_ref().filter(|answer| answer.on <= self.view.on);
        let is_common = answer.filter(|answer| answer.outcome == VerifyOutcome::Common).map(|answer| answer.on);
        let told = matches!(self.case.found.how, Some(FoundBy::Liaison | FoundBy::Match));
        let found = told && self.case.proposed != Some(true);
        let straight = found && answer.is_none() && self.case.reviewed.is_none() && self.case.asked.is_none();
        is_common.or_else(|| straight.then_some(self.case.found.on))
    }

    /// Returns the day on which the Partnership EC Supervisor accepted it.
    pub fn accepted(&self) -> Option<NaiveDate> {
        let accepted = self.case.decided.as_ref().filter(|decided| decided.outcome == DecideOutcome::Accept);
        self.known(accepted.map(|accepted| accepted.on))
    }

    /// Returns whether the case waits in a bank.
    pub fn is_banked(&self) -> bool {
        let at_assignment = || self.case.assigned.as_ref().and_then(|assigned| assigned.banked);
        self.case.banked.or_else(at_assignment) == Some(true)
    }

    /// Returns whether the child-welfare case is sensitive: by its mark, or because the liaison passed it to an analyst.
    pub fn is_sensitive(&self) -> bool {
        let passed_on = self
            .case
            .verified
            .as_ref()
            .is_some_and(|answer| answer.on <= self.view.on && answer.outcome == VerifyOutcome::ToAnalyst);
        self.case.sensitive.unwrap_or(passed_on)
    }

    /// Returns the state of the round.
    pub fn state(&self) -> CommonCaseState {
        let case = self.case;
        let is_known = |day: Option<NaiveDate>| self.known(day).is_some();
        let ends = [
            (is_known(case.dropped.as_ref().map(|dropped| dropped.on)), CommonCaseState::Dropped),
            (is_known(case.closed), CommonCaseState::Closed),
            (is_known(case.returned.as_ref().map(|returned| returned.on)), CommonCaseState::Returned),
            (is_known(case.handed_back.as_ref().map(|back| back.on)), CommonCaseState::HandedBack),
            (is_known(case.ending), CommonCaseState::Ending),
            (self.assigned().is_some(), CommonCaseState::Managed),
            (is_known(case.sent), CommonCaseState::Sent),
            (is_known(case.prepared), CommonCaseState::Prepared),
            (self.accepted().is_some(), CommonCaseState::Accepted),
            (is_known(case.decided.as_ref().map(|decided| decided.on)), CommonCaseState::Declined),
            (self.verified().is_some(), CommonCaseState::Verified),
            (self.is_not_common(), CommonCaseState::NotCommon),
            (self.asked().is_some(), CommonCaseState::Asked),
            (is_known(case.reviewed.as_ref().map(|reviewed| reviewed.on)), CommonCaseState::Dropped),
        ];
        ends.into_iter().find(|(holds, _)| *holds).map_or(CommonCaseState::Proposed, |(_, state)| state)
    }

    fn is_not_common(&self) -> bool {
        let answer = self.case.verified.as_ref();
        answer.is_some_and(|answer| answer.on <= self.view.on && answer.outcome == VerifyOutcome::NotCommon)
    }

    /// Returns how far the orientation is. A completed appraisal or a signed plan comes after it.
    pub fn orientation(&self) -> Orientation {
        let view = &self.view;
        let kinds = view.facts.activities.iter().filter(|activity| is_before_plan(view.policy, &activity.kind));
        let kinds = kinds.filter(|activity| activity.start <= view.on);
        let completed = kinds
            .clone()
            .flat_map(|activity| &activity.statuses)
            .filter(|status| status.status == ActivityStatus::Completed && status.on <= view.on);
        let planned = view.facts.plans.iter().map(|plan| plan.signed).filter(|signed| *signed <= view.on);
        match completed.map(|status| status.on).chain(planned).min() {
            Some(on) => Orientation::CompletedOn(on),
            None if kinds.clone().next().is_some() => Orientation::Open,
            None => Orientation::Unrecorded,
        }
    }

    /// Begins a finding on a step of the round.
    pub fn finding<T: ParamValue>(&self, rule: RuleId, says: impl Into<Message>, under: &Param<T>) -> Finding {
        Finding::new(rule, PersonNumber::CASE, says)
            .about_number(self.ordinal)
            .under_policy(under)
            .if_nothing("The family meets two departments that do not speak with each other.")
            .with_proposals([Proposal::Refer])
    }

    /// Begins a finding that is due some working days after the day of the step before it.
    pub fn finding_after(
        &self,
        rule: RuleId,
        says: impl Into<Message>,
        under: &Param<WorkingDays>,
        (step, day): (&'static str, NaiveDate),
    ) -> Finding {
        let due = self.view.policy.calendar.add_working_days(day, under.value);
        let finding = self.finding(rule, says, under).due_on(due).late_after_due(self.view.on);
        let entry = self.view.facts.entry_of(&[act_of(step).id()], PersonNumber::CASE, day);
        finding.with_ground(step, day, entry.unwrap_or(&self.case.source))
    }
}

/// Returns the act that records a step, by what the ground calls it.
fn act_of(step: &str) -> ActId {
    match step {
        "found" => ActId::CommonCaseFound,
        "asked" => ActId::CommonCaseReviewed,
        "verified" => ActId::CommonCaseVerified,
        "accepted" => ActId::CommonCaseDecided,
        "prepared" => ActId::TransferPrepared,
        "sent" => ActId::TransferSent,
        "assigned to the Partnership EC" => ActId::CaseAssigned,
        "handed back" => ActId::CaseHandedBack,
        "planning meeting" => ActId::PlanningHeld,
        _ => ActId::DfcsEnded,
    }
}

/// Returns the services of child welfare that run on the day.
pub(super) fn running_services<'a>(view: &View<'a>) -> impl Iterator<Item = &'a DfcsService> + use<'a> {
    let on = view.on;
    view.facts.dfcs.iter().filter(move |service| service.runs_on(on))
}

/// Returns the reunification service that runs on the day, if one does.
pub(in crate::rules) fn has_reunification<'a>(view: &View<'a>) -> Option<&'a DfcsService> {
    let running = running_services(view).filter(|service| service.service.is_reunification());
    running.min_by_key(|service| (service.from, service.service, service.until, service.cash_aid, service.cash_from))
}

/// Returns whether the employment program goes on for the family: aid is active, reunification services run, or somebody
/// is registered while nothing says that aid is discontinued.
pub(in crate::rules) fn is_program_active(view: &View) -> bool {
    if has_reunification(view).is_some() {
        return true;
    }
    match view.aid_status().map(|aid| aid.status) {
        Some(AidStatus::Active) => true,
        Some(AidStatus::Discontinued) => false,
        _ => view.participants().any(|participant| {
            !matches!(participant.registration.status, RegistrationStatus::Closed | RegistrationStatus::Ineligible)
        }),
    }
}
