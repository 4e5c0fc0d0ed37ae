//! Conferences on families in CalWORKs and in child welfare: every linked case is considered, everybody is invited, the
//! conference is recorded and its minutes are written.
//!
//! Source: San Francisco handbook 75-9, V. It names the duties and no clock, so the days are settings of the office.

use chrono::NaiveDate;

use super::common_case::newest_common_case;
use super::finding::Finding;
use super::message::{Message, message};
use super::rule_id::RuleId;
use super::social_work::{UnitCase, unit_cases};
use super::view::View;
use crate::domain::PersonNumber;
use crate::domain::act::ActId;
use crate::domain::facts::conference::ConsiderOutcome;
use crate::domain::facts::{LinkageConference, Source};
use crate::domain::partner_state::{CommonCaseState, ConferenceState, PartnerModule};
use crate::domain::proposal::Proposal;
use crate::domain::seat::Seat;
use crate::domain::wording::count_with_noun;
use crate::policy::Param;
use crate::policy::param::ParamValue;

/// A conference on the day of the view.
pub struct ConferenceView<'a> {
    view: View<'a>,
    /// The conference.
    pub conference: &'a LinkageConference,
}

/// Returns the newest conference of the case.
pub fn newest_conference<'a>(view: &View<'a>) -> Option<ConferenceView<'a>> {
    let begun = view.facts.conferences.iter().filter(|known| known.began().is_some_and(|day| day <= view.on));
    let newest = begun.max_by_key(|known| (known.began(), known.source.record_order()))?;
    Some(ConferenceView { view: *view, conference: newest })
}

/// Finds what is owed on a linked case and its conference. It goes on after aid has ended.
pub(super) fn linkage_findings(view: &View) -> Vec<Finding> {
    let Some(known) = newest_conference(view) else { return unconsidered_finding(view).into_iter().collect() };
    [
        known.consider_finding(),
        known.invite_finding(),
        known.seat_finding(),
        known.held_finding(),
        known.minutes_finding(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Finds a case that was found to be common in a county that has conferences and no Partnership EC: it is linked.
fn unconsidered_finding(view: &View) -> Option<Finding> {
    let modules = view.policy.partner_modules.as_ref()?;
    let has = |module| modules.value.0.contains(&module);
    let is_linked = has(PartnerModule::Linkages) && !has(PartnerModule::CommonCases);
    let common = newest_common_case(view).filter(|_| is_linked)?;
    let is_over =
        matches!(common.state(), CommonCaseState::Dropped | CommonCaseState::NotCommon | CommonCaseState::Closed);
    if is_over { None } else { consider_finding(view, common.case.found.on, &common.case.source) }
}

fn consider_finding(view: &View, linked: NaiveDate, source: &Source) -> Option<Finding> {
    let rule = view.policy.linkage_consider.as_ref()?;
    let due = view.policy.calendar.add_working_days(linked, rule.value);
    let says = "consider the linked case: a conference, or none";
    let finding = begin(RuleId::LinkageConsider, says, rule).due_on(due).late_after_due(view.on);
    let finding = finding.with_ground("linked", linked, source).clears_when("the case is considered");
    Some(finding.with_proposals([Proposal::LinkageConsider]))
}

fn begin<T: ParamValue>(rule: RuleId, says: impl Into<Message>, under: &Param<T>) -> Finding {
    Finding::new(rule, PersonNumber::CASE, says)
        .under_policy(under)
        .if_nothing("The family meets two departments that do not speak with each other.")
}

impl ConferenceView<'_> {
    fn is_known(&self, day: Option<NaiveDate>) -> bool {
        day.is_some_and(|day| day <= self.view.on)
    }

    /// Returns the entry in which a step was recorded; that of the conference where no act says it.
    fn source_of(&self, act: ActId, on: NaiveDate) -> &Source {
        let entry = self.view.facts.entry_of(&[act.id()], PersonNumber::CASE, on);
        entry.unwrap_or(&self.conference.source)
    }

    /// Returns the state.
    pub fn state(&self) -> ConferenceState {
        let known = self.conference;
        let considered = known.considered.as_ref().filter(|considered| considered.on <= self.view.on);
        if self.is_known(known.canceled) {
            ConferenceState::Canceled
        } else if self.is_known(known.minutes.as_ref().map(|minutes| minutes.on)) {
            ConferenceState::Minuted
        } else if self.is_known(known.held) {
            ConferenceState::Held
        } else if self.is_known(known.called.as_ref().map(|called| called.on)) {
            ConferenceState::Called
        } else {
            match considered.map(|considered| considered.outcome) {
                Some(ConsiderOutcome::Refer) => ConferenceState::Considered,
                Some(ConsiderOutcome::Not) => ConferenceState::NotReferred,
                None => ConferenceState::Linked,
            }
        }
    }

    /// Returns the day for which the conference is called, while it is.
    pub fn called_for(&self) -> Option<NaiveDate> {
        let called = self.conference.called.as_ref().filter(|_| self.state() == ConferenceState::Called)?;
        Some(called.on_day)
    }

    /// Returns the seats that must be filled.
    pub fn needed_seats(&self) -> impl Iterator<Item = Seat> + use<> {
        let called = self.conference.called.as_ref();
        Seat::needed(called.and_then(|called| called.substance_abuse) == Some(true))
    }

    /// Returns the seats that must be filled and have no name yet.
    pub fn open_seats(&self) -> impl Iterator<Item = Seat> + '_ {
        let is_named =
            |seat: Seat| self.conference.seats.iter().any(|taken| taken.seat == seat && taken.name.is_some());
        self.needed_seats().filter(move |seat| !is_named(*seat))
    }

    fn consider_finding(&self) -> Option<Finding> {
        let linked = self.conference.linked.as_ref().filter(|_| self.state() == ConferenceState::Linked)?;
        consider_finding(&self.view, linked.on, &self.conference.source)
    }

    /// Finds seats that must be filled and to which nobody is invited.
    fn invite_finding(&self) -> Option<Finding> {
        let rule = self.view.policy.conference_invite.as_ref()?;
        let day = self.called_for().filter(|day| self.view.on <= *day)?;
        let is_invited = |seat: &Seat| {
            let mut theirs = self.conference.seats.iter().filter(|taken| taken.seat == *seat);
            theirs.any(|taken| self.is_known(taken.invited))
        };
        let missing: Vec<Message> =
            self.needed_seats().filter(|seat| !is_invited(seat)).map(|seat| seat.title().into()).collect();
        if missing.is_empty() {
            return None;
        }
        let says =
            message!("{} of the conference of {} without an invitation", count_with_noun(missing.len(), "seat"), day);
        let finding = begin(RuleId::ConferenceInvite, says, rule).due_on(day - rule.value).late_after_due(self.view.on);
        let finding = finding.with_ground("not invited", Message::join(missing, ", "), &self.conference.source);
        let finding = finding.clears_when("everybody whose seat must be filled is invited");
        Some(finding.with_proposals([Proposal::ConferenceInvite]))
    }

    /// Finds the seat of the social worker without a name, where no social worker has the case.
    fn seat_finding(&self) -> Option<Finding> {
        let rule = self.view.policy.conference_rep.as_ref()?;
        let day = self.called_for().filter(|day| self.view.on <= *day)?;
        let has_worker =
            unit_cases(&self.view).iter().any(|case| UnitCase::is_running(case) && case.work.worker.is_some());
        let is_named =
            self.conference.seats.iter().any(|taken| taken.seat == Seat::SOCIAL_WORKER && taken.name.is_some());
        if has_worker || is_named {
            return None;
        }
        let due = self.view.policy.calendar.subtract_working_days(day, rule.value);
        let says = message!("name a social worker for the conference of {}", day);
        let finding = begin(RuleId::ConferenceRep, says, rule).due_on(due).late_after_due(self.view.on);
        let finding = finding.with_ground("conference", day, &self.conference.source);
        Some(finding.clears_when("the seat has a name").with_proposals([Proposal::ConferenceInvite]))
    }

    fn held_finding(&self) -> Option<Finding> {
        let rule = self.view.policy.conference_held.as_ref()?;
        let day = self.called_for().filter(|day| *day < self.view.on)?;
        let due = self.view.policy.calendar.add_working_days(day, rule.value);
        let says = message!("the conference of {} is not recorded: held, called again, or canceled", day);
        let finding = begin(RuleId::ConferenceHeld, says, rule).due_on(due).late_after_due(self.view.on);
        let finding = finding.with_ground("conference", day, &self.conference.source);
        let finding = finding.clears_when("the conference is held, called again or canceled");
        Some(finding.with_proposals([Proposal::ConferenceHold, Proposal::ConferenceCall]))
    }

    fn minutes_finding(&self) -> Option<Finding> {
        let rule = self.view.policy.conference_minutes.as_ref()?;
        let held = self.conference.held.filter(|_| self.state() == ConferenceState::Held)?;
        let due = self.view.policy.calendar.add_working_days(held, rule.value);
        let says = message!("write the minutes of the conference of {}", held);
        let finding = begin(RuleId::ConferenceMinutes, says, rule).due_on(due).late_after_due(self.view.on);
        let finding = finding.with_ground("held", held, self.source_of(ActId::ConferenceHeld, held));
        Some(finding.clears_when("the minutes are recorded").with_proposals([Proposal::ConferenceMinutes]))
    }
}
