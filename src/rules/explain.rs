//! A finding explained: each fact with where it comes from, the days that were counted as a small calendar, the rule's
//! words, its citation and certainty, what clears it, and what happens if nothing is done.
//!
//! The command and the screen show the same lines.

use std::fmt::Write as _;

use chrono::{Datelike, NaiveDate, TimeDelta};
use serde::Serialize;

use super::finding::{Citation, DayCount, Finding, Ground};
use crate::domain::dates::{Month, days_between};
use crate::domain::facts::Source;

/// Days in a row of the calendar, Monday first.
const WEEK: usize = 7;
/// A count that reaches over more months shows its first and its last.
const MONTHS_SHOWN: usize = 3;
/// The width of a day in the plain calendar.
const CELL: usize = 5;

/// What a day of the calendar is to the count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DayMark {
    /// Not part of the count.
    Outside,
    /// The day before day 1.
    Start,
    /// A day that was counted.
    Counted,
    /// The last day of the period.
    Last,
    /// The day as of which is judged.
    AsOf,
}

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CalendarDay {
    /// The day.
    pub date: NaiveDate,
    /// What it is to the count.
    pub mark: DayMark,
}

/// A month of the calendar, in weeks from Monday to Sunday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CalendarMonth {
    /// The month.
    pub month: Month,
    /// Its weeks; a place outside the month is empty.
    pub weeks: Vec<[Option<CalendarDay>; WEEK]>,
}

/// A finding, explained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explanation<'a> {
    /// The finding.
    pub finding: &'a Finding,
    /// The arithmetic in words, where days were counted.
    pub arithmetic: Option<String>,
    /// The months over which days were counted.
    pub calendar: Vec<CalendarMonth>,
}

/// Explains a finding.
pub fn explain_finding(finding: &Finding) -> Explanation<'_> {
    let counted = finding.counted.as_ref();
    Explanation {
        finding,
        arithmetic: counted.map(arithmetic_text),
        calendar: counted.map(count_calendar).unwrap_or_default(),
    }
}

fn arithmetic_text(count: &DayCount) -> String {
    let mut text = format!("{}: from {} (day 0) to {} is day {}", count.what, count.after, count.on, count.day);
    if let Some(last) = last_day(count) {
        // Writing to a String does not fail.
        let _infallible = write!(text, "; day {} is {last}", count.of.unwrap_or_default());
    }
    text
}

fn last_day(count: &DayCount) -> Option<NaiveDate> {
    count.after.checked_add_signed(TimeDelta::days(count.of?))
}

/// The months from the day before day 1 to the later of the day and the period's last; of a long count the first and
/// the last only.
pub fn count_calendar(count: &DayCount) -> Vec<CalendarMonth> {
    let end = last_day(count).map_or(count.on, |last| last.max(count.on)).max(count.after);
    let mut months: Vec<Month> = std::iter::successors(Some(Month::from_date(count.after)), |month| Some(month.next()))
        .take_while(|month| month.first_day() <= end)
        .collect();
    if months.len() > MONTHS_SHOWN {
        months = [months.first(), months.last()].into_iter().flatten().copied().collect();
    }
    months.into_iter().map(|month| calendar_month(month, count)).collect()
}

fn calendar_month(month: Month, count: &DayCount) -> CalendarMonth {
    let mut weeks: Vec<[Option<CalendarDay>; WEEK]> = Vec::new();
    for date in month.first_day().iter_days().take_while(|date| month.contains(*date)) {
        let column = usize::try_from(date.weekday().num_days_from_monday()).unwrap_or_default();
        if column == 0 || weeks.is_empty() {
            weeks.push([None; WEEK]);
        }
        if let Some(place) = weeks.last_mut().and_then(|week| week.get_mut(column)) {
            *place = Some(CalendarDay { date, mark: day_mark(date, count) });
        }
    }
    CalendarMonth { month, weeks }
}

fn day_mark(date: NaiveDate, count: &DayCount) -> DayMark {
    let number = days_between(count.after, date);
    if date == count.on {
        DayMark::AsOf
    } else if number == 0 {
        DayMark::Start
    } else if Some(number) == count.of {
        DayMark::Last
    } else if number > 0 && date < count.on {
        DayMark::Counted
    } else {
        DayMark::Outside
    }
}

impl Explanation<'_> {
    /// The explanation as plain lines.
    pub fn to_lines(&self) -> Vec<String> {
        let finding = self.finding;
        let mut lines = vec![heading_line(finding), String::new(), "Facts".to_owned()];
        lines.extend(finding.because.iter().map(fact_line));
        if let Some(arithmetic) = &self.arithmetic {
            lines.extend([String::new(), "Days".to_owned(), format!("  {arithmetic}")]);
            lines.extend(self.calendar.iter().flat_map(month_lines));
            lines.push("  ( ) day 0   . counted   | | last day   [ ] as of".to_owned());
        }
        lines.extend([String::new(), "Rule".to_owned()]);
        lines.extend(finding.under.iter().flat_map(rule_lines));
        lines.extend(finding.cannot_tell.iter().map(|what| format!("  Cannot tell: {what}.")));
        lines.extend([
            String::new(),
            format!("Clears when {}.", finding.clears_when),
            format!("If nothing is done: {}", finding.if_nothing),
        ]);
        lines
    }
}

fn heading_line(finding: &Finding) -> String {
    let due = finding.due.map_or_else(|| "no date known".to_owned(), |due| format!("due {due}"));
    let who = if finding.person.0 == 0 { "case".to_owned() } else { format!("person {}", finding.person) };
    format!("{}: {} ({who}, {due})", finding.category.title(), finding.says)
}

fn fact_line(ground: &Ground) -> String {
    let from = match &ground.source {
        Source::Stated => "as stated".to_owned(),
        known => known.to_string(),
    };
    format!("  {}: {}  [{from}]", ground.fact, ground.value)
}

fn rule_lines(citation: &Citation) -> Vec<String> {
    let words = citation.words.iter().map(|words| format!("  {words}"));
    let cited = format!(
        "  {} = {}, in force from {}; {} ({})",
        citation.parameter, citation.value, citation.in_force_from, citation.source, citation.certainty
    );
    words.chain([cited]).collect()
}

fn month_lines(month: &CalendarMonth) -> Vec<String> {
    let head = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"].map(|day| format!("{day:^CELL$}")).concat();
    let weeks = month.weeks.iter().map(|week| format!("  {}", week.map(day_cell).concat()).trim_end().to_owned());
    [format!("  {}", month.month), format!("  {}", head.trim_end())].into_iter().chain(weeks).collect()
}

fn day_cell(day: Option<CalendarDay>) -> String {
    let Some(day) = day else { return " ".repeat(CELL) };
    let number = day.date.day();
    let text = match day.mark {
        DayMark::Outside => format!("{number}"),
        DayMark::Start => format!("({number})"),
        DayMark::Counted => format!("{number}."),
        DayMark::Last => format!("|{number}|"),
        DayMark::AsOf => format!("[{number}]"),
    };
    format!("{text:^CELL$}")
}
