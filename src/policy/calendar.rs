//! The county's working days: neither a weekend day nor a holiday.

use chrono::{Datelike, Duration, NaiveDate, Weekday};
use serde::Deserialize;

use super::param::{Certainty, WorkingDays};

/// The years for which holidays are laid out: from the first year of CalWORKs.
const YEARS: std::ops::RangeInclusive<i32> = 1998..=2060;

/// A holiday as data states it, by its rule.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// Its name.
    pub name: String,
    /// Its month.
    pub month: u32,
    /// Its day, where that is fixed.
    #[serde(default)]
    pub day: Option<u32>,
    /// Its weekday, where it moves.
    #[serde(default)]
    pub weekday: Option<Weekday>,
    /// Which such weekday of the month: 1 the first, -1 the last.
    #[serde(default)]
    pub nth: Option<i8>,
    /// Days after the date that the rule gives.
    #[serde(default)]
    pub days_after: i64,
    /// Its first year.
    #[serde(default)]
    pub from_year: Option<i32>,
    /// Who says so.
    pub source: String,
    /// How sure that is.
    pub certainty: Certainty,
}

impl Holiday {
    /// The day off that it gives in `year`, if any: one on a Sunday moves to Monday, one on a Saturday to Friday.
    pub fn observed_day(&self, year: i32) -> Option<NaiveDate> {
        let first_year = self.from_year.unwrap_or(year);
        let date = self.rule_date(year).filter(|_| first_year <= year)?;
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

    /// Whether the data give one rule and only one.
    pub(super) fn is_well_formed(&self) -> bool {
        // 2024 is a leap year, so that a holiday on 29 February would be a date.
        self.rule_date(2024).is_some()
    }
}

/// The first (1), second (2) … or last (-1) such weekday of a month.
fn nth_weekday(year: i32, month: u32, weekday: Weekday, nth: i8) -> Option<NaiveDate> {
    match u8::try_from(nth) {
        Ok(nth) => NaiveDate::from_weekday_of_month_opt(year, month, weekday, nth),
        Err(_negative) => (1..=5).rev().find_map(|nth| NaiveDate::from_weekday_of_month_opt(year, month, weekday, nth)),
    }
}

/// Working days of a county.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    /// Days off, ascending, each with its holiday's name.
    days_off: Vec<(NaiveDate, String)>,
}

impl Calendar {
    /// The calendar with these holidays.
    pub fn new(holidays: &[Holiday]) -> Self {
        let mut days_off: Vec<_> = holidays
            .iter()
            .flat_map(|holiday| YEARS.filter_map(|year| Some((holiday.observed_day(year)?, holiday.name.clone()))))
            .collect();
        days_off.sort();
        Self { days_off }
    }

    /// The holiday observed on `date`, if any.
    pub fn holiday_on(&self, date: NaiveDate) -> Option<&str> {
        let at = self.days_off.partition_point(|(day, _)| *day < date);
        self.days_off.get(at).filter(|(day, _)| *day == date).map(|(_, name)| name.as_str())
    }

    /// Whether the office works on `date`.
    pub fn is_working_day(&self, date: NaiveDate) -> bool {
        !matches!(date.weekday(), Weekday::Sat | Weekday::Sun) && self.holiday_on(date).is_none()
    }

    /// The `days`th working day after `date`; `date` itself where no days are added.
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

    /// Working days after `earlier`, up to and with `later`; none where `later` is not later.
    pub fn working_days_between(&self, earlier: NaiveDate, later: NaiveDate) -> usize {
        earlier.iter_days().skip(1).take_while(|day| *day <= later).filter(|day| self.is_working_day(*day)).count()
    }
}
