//! The WTW 2 plan.

use chrono::NaiveDate;

use super::clock::{Clock, ClockId, Unit};
use super::finding::Ground;
use super::view::{Participant, View};
use crate::domain::PersonNumber;
use crate::domain::facts::Plan;

/// The newest plan or amendment that `person` had signed by the day.
pub fn newest_signed<'a>(view: &View<'a>, person: PersonNumber) -> Option<&'a Plan> {
    let signed = view.facts.plans.iter().filter(|plan| plan.person == person && plan.signed <= view.on);
    signed.max_by_key(|plan| (plan.signed, plan.amends))
}

/// When a plan is due that is not signed yet, and what that stands on.
pub struct PlanDue {
    /// The day from which the days are counted.
    pub from: NaiveDate,
    /// The last day.
    pub due: NaiveDate,
    /// The fact that gives the first day.
    pub ground: Ground,
    /// What is missing.
    pub cannot_tell: Option<&'static str>,
}

/// When the plan of a participant who takes part and has not signed one is due.
pub fn due(view: &View, participant: &Participant) -> Option<PlanDue> {
    let days = view.policy.plan_due.as_ref()?;
    let owes = participant.registration.status.takes_part() && newest_signed(view, participant.number).is_none();
    let from = owes.then_some(participant.registration.since)?;
    Some(PlanDue {
        from,
        due: from + days.value,
        ground: participant.ground(),
        cannot_tell: Some(
            "the day eligibility was determined or participation became required; counted from the registration",
        ),
    })
}

/// The plan's clocks.
pub(super) fn clocks(view: &View, participant: &Participant) -> Vec<Clock> {
    let Some(plan) = due(view, participant) else { return Vec::new() };
    let mut clock = Clock::new(ClockId::PlanDue, participant.number, Unit::Days, format!("due by {}", plan.due));
    clock = clock.span(plan.from, plan.due, view.on);
    clock.because.push(plan.ground);
    clock.cannot_tell.extend(plan.cannot_tell.map(str::to_owned));
    vec![clock]
}
