//! The checks for the hours of a month of attendance.

use chrono::NaiveDate;

use super::act_refusal::ActRefusal;
use crate::domain::act::activity::AttendancePosted;
use crate::domain::dates::Month;
use crate::domain::facts::Activity;
use crate::domain::hours::Hours;
use crate::rules::average::{days_inclusive, hours_of_days};
use crate::rules::message::{Message, message};

/// Refuses hours that the month cannot hold, and parts that are more than their whole.
pub(super) fn check_hours(activity: &Activity, on: NaiveDate, what: &AttendancePosted) -> Result<(), ActRefusal> {
    match impossible_hours(activity, on, what) {
        Some(says) => Err(ActRefusal::from_message(says)),
        None => Ok(()),
    }
}

/// Returns what is impossible about the hours, if anything is.
fn impossible_hours(activity: &Activity, on: NaiveDate, what: &AttendancePosted) -> Option<Message> {
    let month = what.month;
    let days_of_month = days_inclusive(month.first_day(), month.last_day());
    let absent = what.excused + what.unexcused;
    let whole: Hours = [what.attended, absent, what.holiday, what.study.unwrap_or_default()].into_iter().sum();
    if whole > hours_of_days(days_of_month) {
        return Some(message!("{} hours are more than there are in {}.", whole, month));
    }
    // A month that is not over, and one in which the activity began, have fewer days to attend.
    let (first, last) = (month.first_day().max(activity.start), month.last_day().min(on));
    let days_to_attend = days_inclusive(first, last);
    if what.attended > hours_of_days(days_to_attend) {
        return Some(message!("{} hours attended are more than there are from {} to {}.", what.attended, first, last));
    }
    parts_fault(what, absent).or_else(|| days_fault(month, days_of_month, what))
}

/// Returns a message if a part of the hours is more than their whole.
fn parts_fault(what: &AttendancePosted, absent: Hours) -> Option<Message> {
    if let Some(paid) = what.paid_absence.filter(|paid| *paid > what.excused) {
        return Some(message!("{} hours of paid absence are more than the {} excused hours.", paid, what.excused));
    }
    let scheduled = what.scheduled?;
    (absent > scheduled)
        .then(|| message!("{} hours of absence are more than the {} hours that were scheduled.", absent, scheduled))
}

/// Returns a message if a number of days does not fit the month or the hours.
fn days_fault(month: Month, days_of_month: u32, what: &AttendancePosted) -> Option<Message> {
    let too_many = |days: Option<u32>| days.filter(|days| *days > days_of_month);
    if let Some(days) = too_many(what.scheduled_days).or_else(|| too_many(what.holiday_days)) {
        return Some(message!("{} days are more than there are in {}.", days, month));
    }
    if let Some(days) = what.holiday_days.filter(|days| what.holiday > hours_of_days(*days)) {
        return Some(message!("{} holiday hours are more than there are in {} days.", what.holiday, days));
    }
    let days = what.scheduled_days?;
    let scheduled = what.scheduled.filter(|scheduled| *scheduled > hours_of_days(days))?;
    Some(message!("{} scheduled hours are more than there are in {} days.", scheduled, days))
}
