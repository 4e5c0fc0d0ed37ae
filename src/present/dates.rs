//! Dates and months as people read them. A date has one form, `Thu 11/19/2026`, and shorter ones for lists and narrow
//! columns.

use chrono::{Datelike as _, NaiveDate, NaiveDateTime, Weekday};

use crate::domain::dates::{self, Month, WrittenDates, days_between};
pub use crate::domain::dates::{
    format_compact_date as compact_date, format_compact_month as compact_month, format_month as long_month,
};

/// Returns a date in at most eleven columns: `Sun 11/22`, or `11/22/2027` in a year other than that of `on`.
pub fn short_date(date: NaiveDate, on: NaiveDate) -> String {
    if date.year() == on.year() { dates::format_date(date, on) } else { compact_date(date) }
}

/// Returns what a date field shows for a date that data holds as `2026-11-19`: `11/19/2026`. Any other text is
/// shown as it was typed.
pub fn date_field_text(kept: &str) -> String {
    kept.parse().map_or_else(|_typed| kept.to_owned(), compact_date)
}

/// Returns what a month field shows for a month that data holds as `2026-11`: `Nov 2026`. Any other text is
/// shown as it was typed.
pub fn month_field_text(kept: &str) -> String {
    kept.parse().map_or_else(|_typed| kept.to_owned(), compact_month)
}

/// Returns the name of a month beside its neighbors, where the year is clear: `November`.
pub fn month_name(month: Month) -> String {
    month.first_day().format("%B").to_string()
}

/// Returns the name of a month in three columns, where the year is clear: `Nov`.
pub fn short_month_name(month: Month) -> String {
    month.first_day().format("%b").to_string()
}

/// Returns a moment of the record, in the office's time zone: `Thu 11/19/2026 14:02`.
pub fn moment_text(moment: NaiveDateTime) -> String {
    format!("{} {}", dates::format_long_date(moment.date()), moment.format("%H:%M"))
}

/// Returns a moment of the record to the second, in the office's time zone: `Thu 11/19/2026 14:02:31`.
pub fn precise_moment_text(moment: NaiveDateTime) -> String {
    format!("{} {}", dates::format_long_date(moment.date()), moment.format("%H:%M:%S"))
}

/// Returns the name of a weekday.
pub const fn weekday_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

/// Returns the weekdays in the order of a week of the calendar.
pub fn weekdays() -> [Weekday; 7] {
    let mut day = WrittenDates::of_process().first_weekday;
    [(); 7].map(|()| {
        let next = day.succ();
        std::mem::replace(&mut day, next)
    })
}

/// Returns how many days of its week of the calendar lie before a day: 0 for the first one.
pub fn days_into_week(day: NaiveDate) -> usize {
    day.weekday().days_since(WrittenDates::of_process().first_weekday).try_into().unwrap_or_default()
}

/// How pressing a due day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// The day is today or has passed.
    Now,
    /// The day is at most seven days ahead.
    Soon,
    /// The day is further off, or none is known.
    Later,
}

/// Returns a due day as seen from `on`: `3 d late`, `today`, `Sun 11/22`; and how pressing it is.
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
    fn a_due_day_is_shown_in_words() {
        let on = day("2026-11-19");
        assert_eq!(due_label(Some(day("2026-11-16")), on), ("3 d late".into(), Urgency::Now));
        assert_eq!(due_label(Some(on), on), ("today".into(), Urgency::Now));
        assert_eq!(due_label(Some(day("2026-11-22")), on), ("Sun 11/22".into(), Urgency::Soon));
        assert_eq!(due_label(Some(day("2027-01-05")), on), ("01/05/2027".into(), Urgency::Later));
    }

    #[test]
    fn a_field_shows_what_data_keeps_and_leaves_what_was_typed() {
        let shown = ["2026-11-09", "+7", "11/9", ""].map(date_field_text);
        assert_eq!(shown, ["11/09/2026", "+7", "11/9", ""]);
        assert_eq!(["2026-11", "May 26"].map(month_field_text), ["Nov 2026", "May 26"]);
    }

    #[test]
    fn a_month_is_shown_by_name() {
        let month = Month::from_date(day("2026-10-31"));
        assert_eq!((long_month(month), compact_month(month)), ("October 2026".into(), "Oct 2026".into()));
    }
}
