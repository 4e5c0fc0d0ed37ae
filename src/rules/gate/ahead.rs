//! Reasons against a sanction that begin after the day of the decision, up to the first day of the sanction.
//!
//! A sanction is not imposed on somebody who is exempt, has good cause or is out of the unit before its first day, and what
//! is recorded today, or follows from a birth date, is known today. What begins on the first day itself is looked at as well:
//! where no aid is left from that day on, there is none to take; whether an exemption or good cause of that day comes before
//! the sanction, no source says.
//!
//! Source: Santa Clara CWES handbook, chapter 36, Sanction Effective Date (exception).

use chrono::NaiveDate;

use super::step::{FailedStep, earliest_day, first_of_month};
use super::{excuses, hours_met, job, participant, program};
use crate::domain::dates::Month;
use crate::domain::facts::Noncompliance;
use crate::policy::Param;
use crate::rules::message::message;
use crate::rules::noncompliance::pending_sanction;
use crate::rules::obligation;
use crate::rules::reason_against::{ReasonAgainst, ReasonState};
use crate::rules::view::View;

/// The first day on which the sanction takes effect, and from when it is not sure that it has not begun.
struct FirstDay {
    /// The first day, where nothing else is known.
    day: NaiveDate,
    /// The first day on which it may have begun by another reading.
    at_earliest: NaiveDate,
}

/// Puts beside each reason of the day of the decision the surest one of a later day, up to the day on which the sanction
/// takes effect. Every day is looked at: what is found on one hides nothing of another.
pub(super) fn look_ahead(of: &FailedStep, reasons: &mut Vec<ReasonAgainst>) {
    let Some(first) = first_day(of) else { return };
    let begins_later = RULES_WITH_FIRST_DAY.iter().filter(|id| !reasons.iter().any(|known| known.id == **id));
    let later: Vec<ReasonAgainst> = begins_later.filter_map(|id| reason_by_later_rule(of, id, &first)).collect();
    reasons.extend(later);
    let days = days_ahead(of, first.day);
    for known in reasons.iter_mut().filter(|known| known.state != ReasonState::Blocks) {
        let later = days.iter().filter_map(|day| reason_on(of, known.id, *day).map(|later| (*day, later)));
        // What is held today in the same words is said already.
        let is_new = |later: &ReasonAgainst| later.says != known.says || later.state < known.state;
        let held = later.filter(|(_, later)| is_held(later) && is_new(later));
        let surest = held.map(|(day, later)| later_reason(later, day, &first)).min_by_key(|later| later.state);
        if let Some(later) = surest {
            *known = known.clone().beside(later);
        }
    }
}

/// Returns whether an exemption or good cause begins on the first day of the sanction itself, as it is known on the day of the
/// view. Whether it comes before the sanction, no source says.
pub(in crate::rules) fn excuse_begins_with_sanction(view: &View, step: &Noncompliance, first_day: NaiveDate) -> bool {
    let Some(eve) = first_day.pred_opt() else { return false };
    let of = FailedStep::new(&View::new(view.facts, view.policies, eve), step);
    let ids = [participant::EXEMPTION, excuses::GOOD_CAUSE];
    ids.into_iter().filter_map(|id| reason_on(&of, id, first_day)).any(|later| later.state == ReasonState::Blocks)
}

/// Returns the reason of this id on a later day, if it is one that may begin between the decision and the sanction.
fn reason_on(of: &FailedStep, id: &str, day: NaiveDate) -> Option<ReasonAgainst> {
    let then = FailedStep { view: View::new(of.view.facts, of.view.policies, day), ..*of };
    let gate = || then.view.policy.sanction_gate.as_ref().filter(|gate| gate.value.0);
    match id {
        participant::EXEMPTION => participant::exemption_ahead(&then, gate()?),
        participant::AID_DISCONTINUED => Some(participant::aid_discontinued(&then, gate()?)),
        participant::OUTSIDE_UNIT => participant::outside_unit(&then),
        job::FULL_TIME_JOB => Some(job::full_time_job(&then, gate()?)),
        excuses::GOOD_CAUSE => excuses::good_cause(&then),
        _ => None,
    }
}

/// The reasons whose rules begin on a day of the calendar, which may lie between the decision and the first day of a sanction.
const RULES_WITH_FIRST_DAY: &[&str] =
    &[hours_met::HOURS_MET, program::CHILD_CARE, program::TRANSPORT, program::NEW_PARTICIPANT];

/// Returns the reason of this id by a rule that is not in force yet and will be on the first day of the sanction. No source
/// says whether the law of the decision decides or that of the sanction, so it is to be looked at.
fn reason_by_later_rule(of: &FailedStep, id: &str, first: &FirstDay) -> Option<ReasonAgainst> {
    let then = FailedStep { view: View::new(of.view.facts, of.view.policies, first.day), ..*of };
    let later = match id {
        hours_met::HOURS_MET => hours_met::hours_met(&then),
        program::CHILD_CARE => program::child_care_unavailable(&then),
        program::TRANSPORT => program::transport_pending(&then),
        program::NEW_PARTICIPANT => program::new_participant(&then),
        _ => None,
    };
    let later = later.filter(is_held)?;
    let says = message!(
        "{}; the rule begins on {}, before or with a sanction on {}, and no source says whether the law of the decision decides \
         or that of the sanction",
        later.says.clone(),
        later.under.in_force_from,
        first.day
    );
    Some(ReasonAgainst { says, state: ReasonState::Warns, ..later })
}

fn is_held(reason: &ReasonAgainst) -> bool {
    matches!(reason.state, ReasonState::Blocks | ReasonState::Warns)
}

/// Returns the reason of a later day. It forbids the sanction only if the sanction has not begun by any reading, or finds no
/// aid to take on its first day.
fn later_reason(later: ReasonAgainst, day: NaiveDate, first: &FirstDay) -> ReasonAgainst {
    let without_aid = [participant::AID_DISCONTINUED, participant::OUTSIDE_UNIT].contains(&later.id);
    let in_time = day < first.at_earliest || (without_aid && day == first.at_earliest);
    let sure = later.state == ReasonState::Blocks && in_time;
    let state = if sure { ReasonState::Blocks } else { ReasonState::Warns };
    let when = if day < first.day {
        message!("before a sanction begins on {}", first.day)
    } else {
        "the first day of a sanction".into()
    };
    // A day that the reason names already is not named again.
    let says = if day < first.day && later.says.mentions_day(day) {
        message!("{} ({})", later.says.clone(), when)
    } else {
        message!("{} (as of {}, {})", later.says.clone(), day, when)
    };
    ReasonAgainst { says, state, ..later }
}

/// Returns the first day on which the sanction takes effect after the day of the decision; `None` if it has begun.
fn first_day(of: &FailedStep) -> Option<FirstDay> {
    let (view, step) = (&of.view, of.step);
    if let Some(sanction) = pending_sanction(view, step) {
        return Some(FirstDay { day: sanction.from, at_earliest: sanction.from });
    }
    if step.sanction.as_ref().is_some_and(|sanction| sanction.from <= view.on) {
        return None;
    }
    let tomorrow = view.on.succ_opt()?;
    let earliest = earliest_day(view, step)?.max(tomorrow);
    let rule = view.policy.sanction_first_of_month.as_ref();
    let Some(month) = first_of_month(view, step) else {
        return Some(FirstDay { day: earliest, at_earliest: earliest });
    };
    let next = Month::from_date(view.on).next().first_day();
    // Once the first of the month has come without a sanction, the next one is the earliest.
    let day = if month < tomorrow { next } else { month };
    let sure = rule.is_some_and(Param::can_decide);
    Some(FirstDay { day, at_earliest: if sure { day } else { earliest } })
}

/// Returns the days after the decision, up to the first day of the sanction, on which the participant's standing may change.
fn days_ahead(of: &FailedStep, first: NaiveDate) -> Vec<NaiveDate> {
    let Some(person) = of.person.filter(|_| of.view.on < first) else { return Vec::new() };
    let mut days = obligation::days_of_change(&of.view, person, of.view.on, first);
    let starts = of.view.facts.activities.iter().filter(|activity| activity.person == of.step.person);
    days.extend(starts.map(|activity| activity.start).filter(|start| *start <= first));
    days.sort_unstable();
    days.dedup();
    // The day of the decision comes first, and is looked at already.
    days.retain(|day| of.view.on < *day);
    days
}
