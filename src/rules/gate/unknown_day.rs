//! A failure whose day is not recorded may have happened on any day of a time: what the participant was on one of them may
//! be a reason, although it was none on the last.
//!
//! Source: WIC 11320.3(b), 11327.5(b), (c)(1).

use chrono::NaiveDate;

use super::step::FailedStep;
use super::{decision, excuses, hours_met, participant, program};
use crate::domain::dates::Month;
use crate::domain::facts::{Noncompliance, Service};
use crate::rules::message::message;
use crate::rules::obligation::days_of_change;
use crate::rules::reason_against::{ReasonAgainst, ReasonState};
use crate::rules::service_owner::{ServiceOwner, owner_of_service};

/// Puts beside each reason that is looked at on the day of the failure, and that the record does not hold on the last day on
/// which the failure may have happened, the surest one of an earlier day as a question.
pub(super) fn look_at_other_days(of: &FailedStep, reasons: &mut [ReasonAgainst]) {
    let Some(person) = of.person.filter(|_| of.step.failed_on.is_none()) else { return };
    let (first, last) = of.failure_days();
    // What the participant is changes on these days, the record of a month with the month, and the plan as it is signed; the last day before each stands
    // for the time up to it.
    let mut changes = days_of_change(&of.view, person, first, last);
    changes.push(Month::from_date(last).first_day());
    changes.extend(days_of_services(of).filter(|day| (first..=last).contains(day)));
    let theirs = of.view.facts.plans.iter().filter(|plan| plan.person == of.step.person);
    changes.extend(theirs.map(|plan| plan.signed).filter(|signed| *signed <= last));
    changes.sort_unstable();
    changes.dedup();
    let days = changes.into_iter().filter(|day| first < *day).filter_map(|day| day.pred_opt());
    let steps: Vec<Noncompliance> = days.map(|day| Noncompliance { failed_on: Some(day), ..of.step.clone() }).collect();
    let failed: Vec<FailedStep> = steps
        .iter()
        .filter_map(|step| Some(FailedStep { failure: of.view_on(step.failed_on?), step, ..*of }))
        .collect();
    for known in reasons.iter_mut().filter(|known| known.state == ReasonState::Absent || known.unrecorded) {
        let earlier = failed.iter().rev().filter_map(|then| Some((then.failure.on, reason_if(then, known.id)?)));
        let held = earlier.filter(|(_, then)| matches!(then.state, ReasonState::Blocks | ReasonState::Warns));
        if let Some((day, then)) = held.min_by_key(|(_, then)| then.state) {
            *known = known.clone().beside(as_question(then, day));
        }
    }
}

/// Returns the reason of this id as it stands if the step failed so.
fn reason_if(then: &FailedStep, id: &str) -> Option<ReasonAgainst> {
    match id {
        participant::EXEMPT_AT_FAILURE => participant::exempt_at_failure(then),
        participant::VOLUNTEER => participant::volunteer_at_failure(then),
        participant::OUTSIDE_UNIT => participant::outside_unit(then),
        participant::CAL_LEARN => participant::cal_learn(then),
        participant::NOT_REQUIRED_YET => participant::not_required_yet(then),
        excuses::GOOD_CAUSE => excuses::good_cause(then),
        hours_met::HOURS_MET => hours_met::hours_met(then),
        program::SERVICES_NOT_ISSUED => {
            let gate = then.view.policy.sanction_gate.as_ref().filter(|gate| gate.value.0)?;
            Some(program::services_not_issued(then, gate))
        }
        program::CHILD_CARE => program::child_care_unavailable(then),
        program::NEW_PARTICIPANT => program::new_participant(then),
        decision::NOT_IN_PLAN => decision::not_in_plan(then),
        _ => None,
    }
}

/// Returns the days on which what a service covers changes, and the day after the first days in the program.
fn days_of_services(of: &FailedStep) -> impl Iterator<Item = NaiveDate> {
    let of_others = |service: &Service| owner_of_service(&of.view, service, of.step.person) == ServiceOwner::Other;
    let theirs = of.view.facts.services.iter().filter(move |service| !of_others(service));
    let periods = theirs.flat_map(|service| service.authorized.iter().chain(std::iter::once(&service.needed)));
    let days = periods.flat_map(|period| [Some(period.from), period.until.and_then(|until| until.succ_opt())]);
    let entered = of.person.and_then(|person| person.entered_program);
    let new_until = entered.zip(of.view.policy.new_participant_guard.as_ref());
    let after = new_until.and_then(|(entered, rule)| (entered + rule.value).succ_opt());
    days.chain(std::iter::once(after)).flatten()
}

fn as_question(then: ReasonAgainst, day: NaiveDate) -> ReasonAgainst {
    let says =
        message!("the failure happened on or before {}, which is not recorded; if so, {}", day, then.says.clone());
    ReasonAgainst { says, state: ReasonState::CannotTell, ..then }
}
