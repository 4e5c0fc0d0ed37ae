//! What an act changes: the case is evaluated before the act and after it, and the differences are collected.

use chrono::NaiveDate;
use serde::Serialize;

use super::coworker_message::{self, CoworkerMessage};
use super::{common_case_message, partner_message, status_transitions};
use crate::domain::PersonNumber;
use crate::domain::act::Act;
use crate::domain::dates::Month;
use crate::domain::facts::{CaseFacts, Difference};
use crate::domain::hours::Hours;
use crate::domain::status::RegistrationStatus;
use crate::policy::Policies;
use crate::rules::clock::{Clock, ClockId};
use crate::rules::evaluation::{Evaluation, NextDate, evaluate_case};
use crate::rules::finding::Finding;
use crate::rules::gate::Gate;
use crate::rules::message::Message;
use crate::rules::monthly_hours::MonthlyHours;
use crate::rules::view::View;

/// The consequences of an act.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Consequences {
    /// Registration statuses that change.
    pub statuses: Vec<StatusChange>,
    /// Findings that the act clears.
    pub clears: Vec<Finding>,
    /// New findings, including findings that appear only on the day on which the act takes effect.
    pub raises: Vec<Finding>,
    /// Findings whose text or due day changes.
    pub moves: Vec<FindingChange>,
    /// Clocks that start, stop or move.
    pub clocks: Vec<ClockChange>,
    /// Upcoming dates that were not on the list before.
    pub dates: Vec<NextDate>,
    /// Months whose hours change.
    pub hours: Vec<HoursChange>,
    /// Sanction gates that open, close or change their reasons, as they are after the act.
    pub gates: Vec<Gate>,
    /// Values that the county reports differently; both values are kept.
    pub differences: Vec<Difference>,
    /// A text to copy for another worker.
    pub message: Option<CoworkerMessage>,
}

/// A registration status that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatusChange {
    /// The participant.
    pub person: PersonNumber,
    /// The day from which it changes.
    pub since: NaiveDate,
    /// The status before.
    pub from: RegistrationStatus,
    /// The status after.
    pub to: RegistrationStatus,
}

/// The hours of a month after the act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HoursChange {
    /// The participant; 0 if two parents share the hours.
    pub person: PersonNumber,
    /// The month.
    pub month: Month,
    /// The weekly average of the hours attended.
    pub weekly_average: Hours,
    /// The hours required per week.
    pub required: Hours,
    /// Whether the average meets the required hours.
    pub met: bool,
}

/// A finding whose text or due day changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingChange {
    /// The finding before.
    pub before: Finding,
    /// The finding after.
    pub after: Finding,
}

/// A clock that starts, stops or moves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClockChange {
    /// The kind of the clock.
    pub clock: ClockId,
    /// The participant; 0 for the case as a whole.
    pub person: PersonNumber,
    /// The text of the clock before the act; `None` if the clock did not run.
    pub before: Option<Message>,
    /// The text of the clock after the act; `None` if the clock stops.
    pub after: Option<Message>,
}

/// Returns the differences between the facts before and after an act.
pub(super) fn act_consequences(
    before: &CaseFacts,
    after: &CaseFacts,
    policies: &Policies,
    act: &Act,
    today: NaiveDate,
) -> Consequences {
    let mut found = consequences_between(before, after, policies, today);
    for day in effective_days(before, after, today) {
        let then = consequences_between(before, after, policies, day);
        let is_new = |raised: &Finding, known: &[Finding]| !known.iter().any(|known| is_same_finding(known, raised));
        let raises: Vec<_> = then.raises.into_iter().filter(|raised| is_new(raised, &found.raises)).collect();
        found.raises.extend(raises);
        let moved =
            then.statuses.into_iter().filter(|change| !found.statuses.iter().any(|known| known.to == change.to));
        let moved: Vec<_> = moved.collect();
        found.statuses.extend(moved);
    }
    found.differences =
        after.differences.iter().filter(|difference| !before.differences.contains(difference)).cloned().collect();
    let for_step = || partner_message::message_for_step(&View::new(after, policies, act.on), act, &act.kind);
    let for_case = || common_case_message::message_for_common_case(&View::new(after, policies, act.on), act, &act.kind);
    let message = coworker_message::message_for_act(after, policies, act, today);
    found.message = message.or_else(for_step).or_else(for_case);
    found
}

fn consequences_between(before: &CaseFacts, after: &CaseFacts, policies: &Policies, on: NaiveDate) -> Consequences {
    let (was, is) = (evaluate_case(before, policies, on), evaluate_case(after, policies, on));
    let views = (View::new(before, policies, on), View::new(after, policies, on));
    let statuses = status_transitions::changed_registrations(&views.0, &views.1);
    Consequences {
        statuses: statuses.into_iter().map(|(person, from, to)| StatusChange { person, since: on, from, to }).collect(),
        clears: findings_without(&was.findings, &is.findings),
        raises: findings_without(&is.findings, &was.findings),
        moves: changed_findings(&was, &is),
        clocks: changed_clocks(&was.clocks, &is.clocks),
        dates: is.next_dates.iter().filter(|next| !was.next_dates.contains(next)).cloned().collect(),
        hours: is.hours.iter().filter(|hours| !was.hours.contains(hours)).map(HoursChange::from).collect(),
        gates: is.gates.iter().filter(|gate| !was.gates.contains(gate)).cloned().collect(),
        ..Consequences::default()
    }
}

/// Returns the future days on which the act takes effect: a status begins later, or an activity starts.
fn effective_days(before: &CaseFacts, after: &CaseFacts, today: NaiveDate) -> Vec<NaiveDate> {
    let registrations = |facts: &CaseFacts| -> Vec<NaiveDate> {
        facts.people.iter().flat_map(|person| &person.registration).map(|status| status.since).collect()
    };
    let starts =
        |facts: &CaseFacts| -> Vec<NaiveDate> { facts.activities.iter().map(|activity| activity.start).collect() };
    let (mut known, mut days) = (registrations(before), registrations(after));
    known.extend(starts(before));
    days.extend(starts(after));
    days.retain(|day| *day > today && !known.contains(day));
    days.sort_unstable();
    days.dedup();
    days
}

fn is_same_finding(a: &Finding, b: &Finding) -> bool {
    a.rule == b.rule && a.person == b.person
}

fn findings_without(these: &[Finding], others: &[Finding]) -> Vec<Finding> {
    these.iter().filter(|finding| !others.iter().any(|other| is_same_finding(finding, other))).cloned().collect()
}

fn changed_findings(was: &Evaluation, is: &Evaluation) -> Vec<FindingChange> {
    let moved = |after: &Finding| {
        let before = was.findings.iter().find(|before| is_same_finding(before, after))?;
        let is_same = was
            .findings
            .iter()
            .any(|before| is_same_finding(before, after) && text_and_due(before) == text_and_due(after));
        (!is_same).then(|| FindingChange { before: before.clone(), after: after.clone() })
    };
    is.findings.iter().filter_map(moved).collect()
}

fn text_and_due(finding: &Finding) -> impl PartialEq + '_ {
    (&finding.says, finding.due)
}

fn changed_clocks(was: &[Clock], is: &[Clock]) -> Vec<ClockChange> {
    let find = |clocks: &[Clock], like: &Clock| {
        clocks.iter().find(|clock| clock.id == like.id && clock.person == like.person).map(|clock| clock.says.clone())
    };
    let moved = |like: &Clock| ClockChange {
        clock: like.id,
        person: like.person,
        before: find(was, like),
        after: find(is, like),
    };
    let stopped = was.iter().filter(|clock| find(is, clock).is_none());
    is.iter().chain(stopped).map(moved).filter(|clock| clock.before != clock.after).collect()
}

impl From<&MonthlyHours> for HoursChange {
    fn from(hours: &MonthlyHours) -> Self {
        let MonthlyHours { person, month, weekly_average, met, .. } = *hours;
        Self { person, month, weekly_average, required: hours.required.weekly, met }
    }
}

impl Consequences {
    /// Returns whether the act changes nothing worth a line: no status, finding, clock, hours or gate, and no value
    /// that the county reports differently.
    pub const fn is_empty(&self) -> bool {
        let Self { statuses, clears, raises, moves, clocks, hours, gates, differences, .. } = self;
        statuses.is_empty()
            && clears.is_empty()
            && raises.is_empty()
            && moves.is_empty()
            && clocks.is_empty()
            && hours.is_empty()
            && gates.is_empty()
            && differences.is_empty()
    }
}
