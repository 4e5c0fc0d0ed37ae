//! Days on which an office is open: whatever a worker does in the practice caseload is done on one.

use chrono::NaiveDate;

use crate::policy::Policies;

/// Returns the last day up to `day` on which the office is open.
pub fn last_working_day(day: NaiveDate) -> NaiveDate {
    std::iter::successors(Some(day), NaiveDate::pred_opt).find(|day| is_office_open(*day)).unwrap_or(day)
}

/// Returns the first day from `day` on on which the office is open.
pub fn first_working_day(day: NaiveDate) -> NaiveDate {
    day.iter_days().find(|day| is_office_open(*day)).unwrap_or(day)
}

fn is_office_open(day: NaiveDate) -> bool {
    Policies::builtin().in_force_on(day).calendar.is_working_day(day)
}
