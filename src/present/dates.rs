//! Dates and months as people read them. A date has one form, `Thu 19 Nov 2026`, and shorter ones for lists and narrow
//! columns.

use chrono::{Datelike as _, NaiveDate};

pub use crate::domain::dates::format_month as long_month;
use crate::domain::dates::{self, Month, days_between};

/// Returns a date in at most eleven columns: `Sun 22 Nov`, in another year than that of `on` `22 Nov 2027`.
pub fn short_date(date: NaiveDate, on: NaiveDate) -> String {
    if date.year() == on.year() { dates::format_date(date, on) } else { compact_date(date) }
}

/// Returns a date with its year in at most eleven columns: `19 Nov 2026`.
pub fn compact_date(date: NaiveDate) -> String {
    date.format("%-d %b %Y").to_string()
}

/// Returns a month with its year in eight columns: `Nov 2026`.
pub fn compact_month(month: Month) -> String {
    month.first_day().format("%b %Y").to_string()
}

/// How pressing a due date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// The date is today or has passed.
    Now,
    /// The date is within a week.
    Soon,
    /// The date is further off, or none is known.
    Later,
}

/// Returns a due date beside the day `on`: `3 d late`, `today`, `Sun 22 Nov`; and how pressing it is.
pub fn due_label(due: Option<NaiveDate>, on: NaiveDate) -> (String, Urgency) {
    const NEAR_DAYS: i64 = 7;
    let Some(due) = due else { return (String::new(), Urgency::Later) };
    match days_between(on, due) {
        0 => ("today".to_owned(), Urgency::Now),
        days if days < 0 => (format!("{} d late", -days), Urgency::Now),
        days => (short_date(due, on), if days <= NEAR_DAYS { Urgency::Soon } else { Urgency::Later }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_due_date_is_named_in_the_words_that_matter() {
        let on = day("2026-11-19");
        assert_eq!(due_label(Some(day("2026-11-16")), on), ("3 d late".into(), Urgency::Now));
        assert_eq!(due_label(Some(on), on), ("today".into(), Urgency::Now));
        assert_eq!(due_label(Some(day("2026-11-22")), on), ("Sun 22 Nov".into(), Urgency::Soon));
        assert_eq!(due_label(Some(day("2027-01-05")), on), ("5 Jan 2027".into(), Urgency::Later));
    }

    #[test]
    fn a_month_is_named() {
        let month = Month::from_date(day("2026-10-31"));
        assert_eq!((long_month(month), compact_month(month)), ("October 2026".into(), "Oct 2026".into()));
    }
}
