//! The reason that nothing was scheduled on the day of the failure: nobody can fail to go where nothing takes place.
//!
//! Source: WIC 11327.4(a)(1) (failure to participate).

use chrono::{Datelike, NaiveDate, Weekday};

use super::step::FailedStep;
use crate::domain::facts::Activity;
use crate::rules::message::{Message, message};
use crate::rules::plan::newest_signed_plan;
use crate::rules::reason_against::Answer;

/// Returns what says that nothing was scheduled on the day of the failure: a holiday of the county, the terms and sessions of
/// the activities in which the failure may have been, or a weekend of which no session is recorded.
pub(super) fn day_off_answer(of: &FailedStep) -> Option<Answer> {
    let failed = of.step.failed_on?;
    holiday_text(of, failed)
        .or_else(|| unscheduled_text(of, failed))
        .map(Answer::MayHold)
        .or_else(|| weekend_text(of, failed).map(Answer::Unrecorded))
}

/// Returns that the failure was on a holiday of the county, on which its offices and most providers are closed.
fn holiday_text(of: &FailedStep, failed: NaiveDate) -> Option<Message> {
    let holiday = of.failure.policy.calendar.holiday_on(failed)?;
    Some(message!("nothing was scheduled on {}, a holiday of the county ({})", failed, holiday.to_owned()))
}

/// Returns that the failure was on a weekend, where the record does not hold the sessions of what was missed.
fn weekend_text(of: &FailedStep, failed: NaiveDate) -> Option<Message> {
    let is_weekend = matches!(failed.weekday(), Weekday::Sat | Weekday::Sun);
    let missed = activities_missed(of);
    let are_known = !missed.is_empty() && missed.iter().all(|activity| !weekdays_of(of, activity).is_empty());
    (is_weekend && !are_known)
        .then(|| message!("anything was scheduled on {}, the day of the failure, which is on a weekend", failed))
}

/// Returns that none of the activities in which the failure may have been was scheduled on its day: it was outside their
/// terms, or on a weekday without a session.
fn unscheduled_text(of: &FailedStep, failed: NaiveDate) -> Option<Message> {
    let missed = activities_missed(of);
    let unscheduled: Option<Vec<Message>> =
        missed.iter().map(|activity| day_off_text(activity, &weekdays_of(of, activity), failed)).collect();
    unscheduled?.into_iter().next()
}

/// Returns the activities in which the failure may have been: of those that ran on its day, those of the refused kind, or all
/// where what was refused is not recorded.
fn activities_missed<'a>(of: &FailedStep<'a>) -> Vec<&'a Activity> {
    let is_refused = |activity: &&Activity| {
        of.step.refused_activity.as_ref().is_none_or(|refused| activity.kind.eq_ignore_ascii_case(refused))
    };
    of.failure.running_activities(of.step.person).filter(is_refused).collect()
}

/// Returns the weekdays on which the activity has sessions, by itself or by the plan; none where they are not recorded.
fn weekdays_of(of: &FailedStep, activity: &Activity) -> Vec<Weekday> {
    if !activity.sessions.is_empty() {
        return activity.sessions.iter().map(|session| session.day).collect();
    }
    let plan = newest_signed_plan(&of.failure, of.step.person);
    let planned = plan.into_iter().flat_map(|plan| &plan.activities);
    let same = planned.filter(|planned| planned.kind.eq_ignore_ascii_case(&activity.kind));
    same.flat_map(|planned| planned.sessions.iter().map(|session| session.day)).collect()
}

/// Returns that the activity was not scheduled on the day, by its term or by the weekdays of its sessions.
fn day_off_text(activity: &Activity, weekdays: &[Weekday], day: NaiveDate) -> Option<Message> {
    if let Some(first) = activity.term_from.filter(|first| day < *first) {
        return Some(message!("{} was not scheduled on {}: its term began on {}", &activity.kind, day, first));
    }
    if let Some(last) = activity.term_until.filter(|last| *last < day) {
        return Some(message!("{} was not scheduled on {}: its term ended on {}", &activity.kind, day, last));
    }
    (!weekdays.is_empty() && !weekdays.contains(&day.weekday()))
        .then(|| message!("{} was not scheduled on {}: it has no session on that weekday", &activity.kind, day))
}
