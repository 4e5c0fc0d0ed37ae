//! The days that a finding counts, as a small calendar in plain characters.

use chrono::{Datelike, NaiveDate, TimeDelta};

use super::dates::{self, days_into_week, weekdays};
use crate::domain::dates::{Month, days_between};
use crate::rules::finding::DayCount;

/// Days in a row of the calendar, Monday first.
const WEEK: usize = 7;
/// The most months that are all shown. A longer count shows its first and its last.
const MONTHS_SHOWN: usize = 3;
/// The width of a day, in columns.
const CELL: usize = 5;
/// What the marks of the days mean.
const LEGEND: &str = "( ) day 0   . counted   | | last day   [ ] as of";

/// Returns the lines of the calendar: each month with its weeks, and at the end what the marks mean.
pub fn calendar_lines(count: &DayCount) -> Vec<String> {
    let months = counted_months(count).into_iter().flat_map(|month| month_lines(month, count));
    months.chain([LEGEND.to_owned()]).collect()
}

/// Returns the months from the day before day 1 to the later of the as-of day and the last day of the period; of a long
/// count the first and the last only.
fn counted_months(count: &DayCount) -> Vec<Month> {
    let last = count.of.and_then(|days| count.after.checked_add_signed(TimeDelta::days(days)));
    let end = last.map_or(count.on, |last| last.max(count.on)).max(count.after);
    let months: Vec<Month> = std::iter::successors(Some(Month::from_date(count.after)), |month| Some(month.next()))
        .take_while(|month| month.first_day() <= end)
        .collect();
    match months.as_slice() {
        [first, .., last] if months.len() > MONTHS_SHOWN => vec![*first, *last],
        _ => months,
    }
}

fn month_lines(month: Month, count: &DayCount) -> Vec<String> {
    let head: String =
        weekdays().map(|day| format!("{:^CELL$}", day.to_string().chars().take(2).collect::<String>())).concat();
    let mut lines = vec![dates::long_month(month), head.trim_end().to_owned()];
    let before = days_into_week(month.first_day());
    let days = month.first_day().iter_days().take_while(|date| month.contains(*date));
    let cells: Vec<String> = std::iter::repeat_n(" ".repeat(CELL), before)
        .chain(days.map(|date| format!("{:^CELL$}", day_text(date, count))))
        .collect();
    lines.extend(cells.chunks(WEEK).map(|week| week.concat().trim_end().to_owned()));
    lines
}

/// Returns the day of the month with its mark in the count.
fn day_text(date: NaiveDate, count: &DayCount) -> String {
    let (day, number) = (date.day(), days_between(count.after, date));
    if date == count.on {
        format!("[{day}]")
    } else if number == 0 {
        format!("({day})")
    } else if Some(number) == count.of {
        format!("|{day}|")
    } else if number > 0 && date < count.on {
        format!("{day}.")
    } else {
        day.to_string()
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[rstest]
    #[case::as_many_as_are_shown("2026-09-30", "2026-11-02", &["2026-09", "2026-10", "2026-11"])]
    #[case::one_more("2026-08-30", "2026-11-02", &["2026-08", "2026-11"])]
    #[case::of_one_month("2026-11-02", "2026-11-30", &["2026-11"])]
    fn a_long_count_shows_its_first_month_and_its_last(#[case] after: &str, #[case] on: &str, #[case] shown: &[&str]) {
        let count = DayCount::new("days", day(after), day(on), None);
        let months: Vec<String> = counted_months(&count).iter().map(ToString::to_string).collect();
        assert_eq!(months, shown);
    }
}
