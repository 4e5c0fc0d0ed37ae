//! What made the participant exempt, or a volunteer, for a time between the failure and the decision, and no longer does: a
//! compliance plan that ran at that time asked for what nobody owed.
//!
//! Source: WIC 11320.3(b), 11327.5(b).

use super::step::FailedStep;
use crate::domain::facts::{DatedRegistration, Person};
use crate::domain::status::RegistrationStatus;
use crate::rules::message::{Message, Value, message};
use crate::rules::obligation::days_of_change;
use crate::rules::reason_against::Answer;
use crate::rules::shown_exemption::{ShownReason, is_exempt_by_pregnancy, reason_by_age, undecided_reason};
use crate::rules::view::{View, registration_order};

/// Returns that the participant was or may have been exempt, or was a volunteer, on a day since the failure. What holds on
/// the day of the failure or of the decision has an answer of its own.
pub(super) fn exempt_since_failure(of: &FailedStep) -> Option<Answer> {
    let person = of.person?;
    status_since_failure(of, person)
        .or_else(|| shown_since_failure(of, person))
        .map(|says| Answer::MayHold(with_plan(of, says)))
}

/// Returns the last status of an exempt person or a volunteer that began after the failure and is over.
fn status_since_failure(of: &FailedStep, person: &Person) -> Option<Message> {
    let mut history: Vec<&DatedRegistration> = person.registration.iter().collect();
    history.sort_by_key(|known| registration_order(known));
    let excused = |known: &DatedRegistration| {
        matches!(known.status, RegistrationStatus::Exempt | RegistrationStatus::RegisteredVoluntary)
    };
    let pairs = history.iter().zip(history.iter().skip(1));
    let mut over = pairs.filter(|(known, next)| excused(known) && known.since < next.since && next.since <= of.view.on);
    let (known, next) = over.rfind(|(known, _)| of.failure.on < known.since)?;
    let period = Value::Period { from: known.since, until: next.since.pred_opt() };
    Some(message!("the participant had the status {} {}, after the failure", known.status.title(), period))
}

/// Returns what the facts show on a day since the failure and neither on its day nor now: a disability, a pregnancy, an
/// infant or an age that exempts.
fn shown_since_failure(of: &FailedStep, person: &Person) -> Option<Message> {
    let first = of.failure.on.succ_opt()?;
    if shown_on(&of.failure, person).is_some() || shown_on(&of.view, person).is_some() {
        return None;
    }
    let days = days_of_change(&of.view, person, first, of.view.on);
    let (day, says) = days.into_iter().find_map(|day| Some((day, shown_on(&of.view_on(day), person)?)))?;
    Some(message!("the participant may have been exempt after the failure, on {}: {}", day, says))
}

fn shown_on(view: &View, person: &Person) -> Option<Message> {
    if is_exempt_by_pregnancy(view, person) {
        return Some("the participant was pregnant then, which exempts on the participant's statement".into());
    }
    let by_age = || reason_by_age(view, person).map(|reason| (&reason.title).into());
    undecided_reason(view, person).map(ShownReason::text).or_else(by_age)
}

/// Adds that a compliance plan ran at some time since the failure, which asks for nothing of somebody who is exempt.
fn with_plan(of: &FailedStep, says: Message) -> Message {
    match of.plan_days() {
        Some((first, last)) => message!("{}; the compliance plan ran from {} to {}", says, first, last),
        None => says,
    }
}
