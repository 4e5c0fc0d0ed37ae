//! The reason that the participant was not offered an appointment within the period of the notice (WIC 11327.4(b)(1)): the
//! county sets one within the 20 days, the participant may move it once within them, and a contact by telephone will do.

use chrono::NaiveDate;

use super::step::FailedStep;
use crate::domain::facts::Noncompliance;
use crate::rules::contacts_made;
use crate::rules::message::{Message, message};
use crate::rules::noncompliance::last_day_of_period;
use crate::rules::reason_against::{Answer, ReasonAgainst};

/// Returns the reason that no appointment was set within the good-cause period. While the period runs, one can still be
/// set. An appointment that was moved counts with its new day.
pub(super) fn outside_period(of: &FailedStep) -> Option<ReasonAgainst> {
    let (view, step) = (&of.view, of.step);
    let rule = view.policy.good_cause_period.as_ref()?;
    let last = last_day_of_period(view, step).filter(|last| *last < view.on)?;
    let spoken =
        step.notice_issued.succ_opt().and_then(|first| contacts_made::made_within(view, step.person, first, last));
    let answer = match step.appointment_on(view.on) {
        // Who agreed to a compliance plan was heard.
        _ if is_plan_agreed(of) => Answer::Absent("a compliance plan was agreed to".into()),
        Some(day) if step.notice_issued <= day && day <= last && is_closed(of, day) && spoken.is_none() => {
            Answer::CannotTell(message!(
                "an appointment could be held within the good-cause period: it was set for {}, on which the county's offices \
                 are closed, and no contact is recorded",
                day
            ))
        }
        Some(day) if step.notice_issued <= day && day <= last => {
            Answer::Absent(message!("an appointment was set for {}, within the good-cause period", day))
        }
        Some(day) => {
            let moved = step.last_move(view.on).is_some();
            let lies = if moved {
                message!("the appointment was moved to {}, outside the good-cause period, which ends on {}", day, last)
            } else {
                message!("the appointment on {} is outside the good-cause period, which ends on {}", day, last)
            };
            match spoken {
                Some(on) => Answer::CannotTell(message!("the contact on {} was about the failure: {}", on, lies)),
                None => weigh_review(step, lies, moved),
            }
        }
        // Whatever the review says of the process as a whole, nobody recorded an appointment.
        None => spoken.map_or_else(
            || Answer::Unrecorded("an appointment was set within the good-cause period".into()),
            |on| {
                Answer::CannotTell(message!("the contact on {} was about the failure: no appointment is recorded", on))
            },
        ),
    };
    let source = step.appointment_source(view.on);
    Some(ReasonAgainst::new("appointment_outside_period", answer, rule).stated_by(source))
}

/// Weighs the review that the process was followed, which such an appointment contradicts. That the participant asked for a
/// later day may have moved it, so a moved appointment does not stand against the sanction for sure.
fn weigh_review(step: &Noncompliance, lies: Message, moved: bool) -> Answer {
    match step.gate.process_followed {
        Some(true) => Answer::CannotTell(contradiction_text(lies)),
        _ if moved => Answer::MayHold(lies),
        _ => Answer::Holds(lies),
    }
}

fn contradiction_text(lies: Message) -> Message {
    message!("the process was followed: the review says so, but {}", lies)
}

/// Returns whether the day is a holiday of the county or on a weekend.
fn is_closed(of: &FailedStep, day: NaiveDate) -> bool {
    !of.view.policy.calendar.is_working_day(day)
}

fn is_plan_agreed(of: &FailedStep) -> bool {
    of.step.plan_end.is_some() || of.step.plan_result.as_ref().is_some_and(|result| result.on <= of.view.on)
}
