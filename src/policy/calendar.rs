//! The county's working days: days that are neither on a weekend nor a holiday.

use chrono::{Datelike, Duration, NaiveDate, Weekday};
use serde::Deserialize;

use super::param::{Certainty, WorkingDays};

/// The years for which holidays are computed, from the first year of CalWORKs.
const YEARS: std::ops::RangeInclusive<i32> = 1998..=2060;

/// A holiday with the rule for its date.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// The name of the holiday.
    pub name: String,
    /// The month, 1 to 12.
    pub month: u32,
    /// The day of the month, where it is fixed.
    #[serde(default)]
    pub day: Option<u32>,
    /// The weekday, where the day of the month varies.
    #[serde(default)]
    pub weekday: Option<Weekday>,
    /// Which such weekday of the month it is: 1 for the first, -1 for the last.
    #[serde(default)]
    pub nth: Option<i8>,
    /// The number of days from the date that the rule gives to the holiday.
    #[serde(default)]
    pub days_after: i64,
    /// The first year of the holiday.
    #[serde(default)]
    pub from_year: Option<i32>,
    /// The statute, letter, handbook section or office that says so.
    pub source: String,
    /// How sure the source is.
    pub certainty: Certainty,
}

impl Holiday {
    /// Returns the day off in `year`, if there is one. A holiday on a Sunday moves to Monday, one on a Saturday to
    /// Friday.
    pub fn observed_day(&self, year: i32) -> Option<NaiveDate> {
        if self.from_year.is_some_and(|first| year < first) {
            return None;
        }
        let date = self.rule_date(year)?;
        match date.weekday() {
            Weekday::Sun => date.succ_opt(),
            Weekday::Sat => date.pred_opt(),
            _ => Some(date),
        }
    }

    fn rule_date(&self, year: i32) -> Option<NaiveDate> {
        let date = match (self.day, self.weekday, self.nth) {
            (Some(day), None, None) => NaiveDate::from_ymd_opt(year, self.month, day),
            (None, Some(weekday), Some(nth)) => nth_weekday(year, self.month, weekday, nth),
            _ => None,
        };
        date?.checked_add_signed(Duration::days(self.days_after))
    }

    /// Returns whether the data give exactly one rule.
    pub(super) fn is_well_formed(&self) -> bool {
        // 2024 is a leap year, so February 29 counts as a date.
        self.rule_date(2024).is_some()
    }
}

/// Returns the first (1), second (2) … or last (-1) such weekday of a month.
fn nth_weekday(year: i32, month: u32, weekday: Weekday, nth: i8) -> Option<NaiveDate> {
    match u8::try_from(nth) {
        Ok(nth) => NaiveDate::from_weekday_of_month_opt(year, month, weekday, nth),
        Err(_negative) => (1..=5).rev().find_map(|nth| NaiveDate::from_weekday_of_month_opt(year, month, weekday, nth)),
    }
}

/// The working days of a county.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    /// The days off, ascending, each with the name of its holiday.
    days_off: Vec<(NaiveDate, String)>,
}

impl Calendar {
    /// Creates the calendar with these holidays.
    pub fn new(holidays: &[Holiday]) -> Self {
        let mut days_off: Vec<_> = holidays
            .iter()
            .flat_map(|holiday| YEARS.filter_map(|year| Some((holiday.observed_day(year)?, holiday.name.clone()))))
            .collect();
        days_off.sort();
        Self { days_off }
    }

    /// Returns the name of the holiday observed on `date`, if there is one.
    pub fn holiday_on(&self, date: NaiveDate) -> Option<&str> {
        let index = self.days_off.partition_point(|(day, _)| *day < date);
        self.days_off.get(index).filter(|(day, _)| *day == date).map(|(_, name)| name.as_str())
    }

    /// Returns whether the office works on `date`.
    pub fn is_working_day(&self, date: NaiveDate) -> bool {
        !matches!(date.weekday(), Weekday::Sat | Weekday::Sun) && self.holiday_on(date).is_none()
    }

    /// Returns the `days`th working day after `date`, or `date` itself where `days` is 0.
    pub fn add_working_days(&self, date: NaiveDate, days: WorkingDays) -> NaiveDate {
        let mut day = date;
        let mut left = days.0;
        while left > 0 {
            let Some(next) = day.succ_opt() else { return day };
            day = next;
            if self.is_working_day(day) {
                left -= 1;
            }
        }
        day
    }

    /// Returns the `days`th working day before `date`, or `date` itself where `days` is 0.
    pub fn subtract_working_days(&self, date: NaiveDate, days: WorkingDays) -> NaiveDate {
        let mut day = date;
        let mut left = days.0;
        while left > 0 {
            let Some(before) = day.pred_opt() else { return day };
            day = before;
            if self.is_working_day(day) {
                left -= 1;
            }
        }
        day
    }

    /// Returns `date` if it is a working day, else the next working day.
    pub fn working_day_from(&self, date: NaiveDate) -> NaiveDate {
        date.iter_days().find(|day| self.is_working_day(*day)).unwrap_or(date)
    }

    /// Returns the number of working days after `earlier`, up to and including `later`; 0 where `later` is not later.
    pub fn working_days_between(&self, earlier: NaiveDate, later: NaiveDate) -> usize {
        earlier.iter_days().skip(1).take_while(|day| *day <= later).filter(|day| self.is_working_day(*day)).count()
    }
}
