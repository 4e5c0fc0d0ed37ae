//! The month as a calendar: its weeks from Sunday, which days the office works, and how much is due on each day.

use chrono::{Datelike as _, NaiveDate, Weekday};
use serde::Serialize;

use super::{Caseload, DueItem, DueKind};
use crate::domain::dates::{Month, WrittenDates};

/// Whether the office works on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// A working day.
    Working,
    /// A Saturday or a Sunday.
    Weekend,
    /// A holiday, by its name.
    Holiday(String),
}

/// A day of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CalendarDay {
    /// The day.
    pub day: NaiveDate,
    /// Whether the day is in the month; the first and the last week may have days of the months beside it.
    pub in_month: bool,
    /// Whether the office works.
    pub kind: DayKind,
    /// How many entries are due on the day, appointments included.
    pub due: usize,
    /// How many of them are overdue.
    pub late: usize,
    /// How many of them are appointments.
    pub appointments: usize,
}

/// A month as a calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MonthCalendar {
    /// The month.
    pub month: Month,
    /// The as-of day.
    pub as_of: NaiveDate,
    /// The weeks, each from Sunday to Saturday.
    pub weeks: Vec<Vec<CalendarDay>>,
    /// The number of working days in the month.
    pub working_days: usize,
    /// The number of working days from the first of the month to the as-of day, both included; `None` if the as-of day is in
    /// another month.
    pub working_day_today: Option<usize>,
    /// How many entries are overdue from before the month.
    pub earlier: usize,
}

impl Caseload {
    /// Returns a month as a calendar of these entries.
    pub fn month_calendar(&self, month: Month, items: &[DueItem]) -> MonthCalendar {
        let policies = self.policies();
        let works = |day: NaiveDate| policies.in_force_on(day).calendar.is_working_day(day);
        let days_of_month = || month.first_day().iter_days().take_while(|day| month.contains(*day));
        let first = month.first_day().week(WrittenDates::of_process().first_weekday).first_day();
        let weeks = first.iter_weeks().take_while(|first| *first <= month.last_day());
        let today = self.as_of();
        MonthCalendar {
            month,
            as_of: today,
            weeks: weeks
                .map(|first| first.iter_days().take(7).map(|day| self.calendar_day(month, day, items)).collect())
                .collect(),
            working_days: days_of_month().filter(|day| works(*day)).count(),
            working_day_today: month
                .contains(today)
                .then(|| days_of_month().take_while(|day| *day <= today).filter(|day| works(*day)).count()),
            earlier: items.iter().filter(|item| item.day < month.first_day()).count(),
        }
    }

    fn calendar_day(&self, month: Month, day: NaiveDate, items: &[DueItem]) -> CalendarDay {
        let calendar = &self.policies().in_force_on(day).calendar;
        let kind = match (calendar.holiday_on(day), day.weekday()) {
            (Some(name), _) => DayKind::Holiday(name.to_owned()),
            (None, Weekday::Sat | Weekday::Sun) => DayKind::Weekend,
            (None, _) => DayKind::Working,
        };
        // The entries are in the order of their days.
        let start = items.partition_point(|item| item.day < day);
        let of_day = || items.iter().skip(start).take_while(|item| item.day == day);
        CalendarDay {
            day,
            in_month: month.contains(day),
            kind,
            due: of_day().count(),
            late: of_day().filter(|item| item.late).count(),
            appointments: of_day().filter(|item| item.kind == DueKind::Appointment).count(),
        }
    }
}
