//! Reasons against a sanction that begin after the day of the decision and before the sanction would.
//!
//! A sanction is not imposed on somebody who is exempt, has good cause or is out of the unit before its first day, and what
//! is recorded today, or follows from a birth date, is known today.
//!
//! Source: Santa Clara CWES handbook, chapter 36, Sanction Effective Date (exception).

use chrono::NaiveDate;

use super::step::{FailedStep, earliest_day, first_of_month};
use super::{excuses, participant};
use crate::domain::dates::Month;
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

/// Replaces each reason that the day of the decision does not hold by the one that a later day holds, up to the day before
/// the sanction takes effect.
pub(super) fn look_ahead(of: &FailedStep, reasons: &mut [ReasonAgainst]) {
    let Some(first) = first_day(of) else { return };
    for day in days_ahead(of, first.day) {
        let then = FailedStep { view: View::new(of.view.facts, of.view.policies, day), ..*of };
        for later in reasons_of_day(&then) {
            let known = reasons.iter_mut().find(|reason| reason.id == later.id);
            if let Some(known) = known.filter(|known| known.state > ReasonState::Warns && is_held(&later)) {
                *known = later_reason(known, later, day, &first);
            }
        }
    }
}

/// Returns the reasons that may begin between the decision and the sanction.
fn reasons_of_day(of: &FailedStep) -> impl Iterator<Item = ReasonAgainst> + use<> {
    let gate = of.view.policy.sanction_gate.as_ref().filter(|gate| gate.value.0);
    let exempt = gate.and_then(|gate| participant::exemption_ahead(of, gate));
    let discontinued = gate.map(|gate| participant::aid_discontinued(of, gate));
    [exempt, discontinued, participant::outside_unit(of), excuses::good_cause(of)].into_iter().flatten()
}

fn is_held(reason: &ReasonAgainst) -> bool {
    matches!(reason.state, ReasonState::Blocks | ReasonState::Warns)
}

/// Returns the reason of a later day. It forbids the sanction only if the sanction has not begun by any reading, and never
/// makes a question that somebody must answer a mere warning.
fn later_reason(known: &ReasonAgainst, later: ReasonAgainst, day: NaiveDate, first: &FirstDay) -> ReasonAgainst {
    let state = match (later.state, known.state) {
        (ReasonState::Blocks, _) if day < first.at_earliest => ReasonState::Blocks,
        (_, ReasonState::CannotTell) => ReasonState::CannotTell,
        _ => ReasonState::Warns,
    };
    let says = message!("{} (from {} on, before a sanction begins on {})", later.says.clone(), day, first.day);
    ReasonAgainst { says, state, unrecorded: false, ..later }
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

/// Returns the days after the decision and before the sanction on which the participant's standing may change.
fn days_ahead(of: &FailedStep, first: NaiveDate) -> Vec<NaiveDate> {
    let (Some(tomorrow), Some(eve)) = (of.view.on.succ_opt(), first.pred_opt()) else { return Vec::new() };
    let Some(person) = of.person.filter(|_| tomorrow <= eve) else { return Vec::new() };
    obligation::days_of_change(&of.view, person, tomorrow, eve)
}
