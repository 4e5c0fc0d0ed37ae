//! Civil dates and months. A due day is a civil day in the office's time zone; nothing here knows the time of day.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use serde::{Deserialize, Serialize, Serializer};

use super::sanitize::quoted;

pub use super::date_form::{DateForm, WrittenDates};

/// An error for a text that is not the date or month it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text} is not a {what}{meant}", text = quoted(.text))]
pub struct DateError {
    text: String,
    what: Cow<'static, str>,
    /// What is wrong and what may be meant, after a colon; empty where nobody can tell.
    meant: String,
}

impl DateError {
    fn new(text: &str, what: impl Into<Cow<'static, str>>) -> Self {
        Self { text: text.to_owned(), what: what.into(), meant: String::new() }
    }

    /// Returns what is wrong and what may be meant, after a colon; empty where nobody can tell.
    pub fn meant(&self) -> &str {
        &self.meant
    }
}

/// The side of today on which a typed date lies, if the text gives no year or only a weekday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateSide {
    /// Today or before.
    Past,
    /// Today or after.
    Future,
}

/// A calendar month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Month(NaiveDate);

impl Month {
    /// Returns the month that `date` lies in.
    pub fn from_date(date: NaiveDate) -> Self {
        Self(date.with_day(1).unwrap_or(date))
    }

    /// Returns the first day of the month.
    pub const fn first_day(self) -> NaiveDate {
        self.0
    }

    /// Returns the last day of the month.
    pub fn last_day(self) -> NaiveDate {
        self.next().0.pred_opt().unwrap_or(self.0)
    }

    /// Returns the next month.
    pub fn next(self) -> Self {
        self.months_after(1)
    }

    /// Returns the previous month.
    pub fn previous(self) -> Self {
        self.months_before(1)
    }

    /// Returns the month that is `months` later, or the month itself where that is beyond the calendar.
    pub fn months_after(self, months: u32) -> Self {
        Self(self.0.checked_add_months(Months::new(months)).unwrap_or(self.0))
    }

    /// Returns the month that is `months` earlier, or the month itself where that is before the calendar.
    pub fn months_before(self, months: u32) -> Self {
        Self(self.0.checked_sub_months(Months::new(months)).unwrap_or(self.0))
    }

    /// Returns whether `date` lies in this month.
    pub fn contains(self, date: NaiveDate) -> bool {
        Self::from_date(date) == self
    }
}

impl FromStr for Month {
    type Err = DateError;

    /// Parses a month in the form of data: `2026-11`.
    fn from_str(text: &str) -> Result<Self, DateError> {
        let error = || DateError::new(text, "month (yyyy-mm)");
        let (year, month) = text.trim().split_once('-').ok_or_else(error)?;
        if (year.len(), month.len()) != (4, 2) {
            return Err(error());
        }
        let first = year.parse().ok().zip(month.parse().ok());
        first.and_then(|(year, month)| NaiveDate::from_ymd_opt(year, month, 1)).map(Self).ok_or_else(error)
    }
}

impl TryFrom<String> for Month {
    type Error = DateError;
    fn try_from(text: String) -> Result<Self, DateError> {
        text.parse()
    }
}

impl From<Month> for String {
    fn from(month: Month) -> Self {
        month.to_string()
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.format("%Y-%m").fmt(f)
    }
}

/// Serializes a date as ISO 8601, `2026-11-19`. A large extract has millions of dates, and there the general formatter
/// takes noticeable time.
///
/// # Errors
/// Returns the errors of `serializer`.
pub fn serialize_iso_date<S: Serializer>(date: &NaiveDate, serializer: S) -> Result<S::Ok, S::Error> {
    let Some(year) = u32::try_from(date.year()).ok().filter(|year| *year < 10_000) else {
        return date.serialize(serializer);
    };
    let mut text = String::with_capacity("2026-11-19".len());
    push_digits(&mut text, [year / 1_000, year / 100, year / 10, year]);
    text.push('-');
    push_digits(&mut text, [date.month() / 10, date.month()]);
    text.push('-');
    push_digits(&mut text, [date.day() / 10, date.day()]);
    serializer.serialize_str(&text)
}

/// Serializes a date that may be missing, as [`serialize_iso_date`] does.
///
/// # Errors
/// Returns the errors of `serializer`.
pub fn serialize_optional_iso_date<S: Serializer>(date: &Option<NaiveDate>, serializer: S) -> Result<S::Ok, S::Error> {
    match date {
        Some(date) => serialize_iso_date(date, serializer),
        None => serializer.serialize_none(),
    }
}

fn push_digits<const N: usize>(text: &mut String, numbers: [u32; N]) {
    text.extend(numbers.into_iter().filter_map(|number| char::from_digit(number % 10, 10)));
}

/// Formats a date as every screen shows it: `Thu 11/19`, with the year where it is not that of `today`.
pub fn format_date(date: NaiveDate, today: NaiveDate) -> String {
    if date.year() != today.year() {
        return format_long_date(date);
    }
    format!("{} {}", date.weekday(), DateForm::of_process().day_text(date))
}

/// Formats a date with its year: `Thu 11/19/2026`.
pub fn format_long_date(date: NaiveDate) -> String {
    format!("{} {}", date.weekday(), format_compact_date(date))
}

/// Formats a date with its year and without its weekday, for fields in which a date is typed and for columns:
/// `11/19/2026`.
pub fn format_compact_date(date: NaiveDate) -> String {
    DateForm::of_process().date_text(date)
}

/// Formats a month with its year, for sentences and headings: `November 2026`.
pub fn format_month(month: Month) -> String {
    month.0.format("%B %Y").to_string()
}

/// Formats a month with its year in eight columns, for narrow columns and fields: `Nov 2026`.
pub fn format_compact_month(month: Month) -> String {
    month.0.format("%b %Y").to_string()
}

/// Formats a date in as few columns as it needs: `11/19`, with its year if that is not the year of `today`.
pub fn format_brief_date(date: NaiveDate, today: NaiveDate) -> String {
    let form = DateForm::of_process();
    if date.year() == today.year() { form.day_text(date) } else { form.date_text(date) }
}

/// Formats a month in as few columns as it needs: `Nov`, with its year if it is not within a year of `today`.
pub fn format_brief_month(month: Month, today: NaiveDate) -> String {
    const NEAR_DAYS: i64 = 334;
    let is_near = days_between(month.0, today).abs() <= NEAR_DAYS;
    if is_near { month.0.format("%b").to_string() } else { format_compact_month(month) }
}

/// Returns the number of days from `earlier` to `later`; negative where `later` comes first.
pub fn days_between(earlier: NaiveDate, later: NaiveDate) -> i64 {
    later.signed_duration_since(earlier).num_days()
}

/// What may be typed where a date is asked for, on the screen and in commands.
const DATE_EXAMPLES: &str = "t, y, -3, fri, Nov 15, 11/15, 11/15/26";

/// What may be typed where a month is asked for.
const MONTH_EXAMPLES: &str = "Nov 2026, 11/2026";

/// Parses a date as people type it: `t` today, `y` yesterday, `-3` three days ago, `+10` in ten days, `fri` the last
/// or next Friday, `15`, `11/15`, `11/15/26`, `11-15-2026`, `11.15.2026`, `Nov 15`, `November 15, 2026`, or as it is shown:
/// `Sun 11/15/2026`, `15 Nov 2026`. The form of data, `2026-11-15`, is read too.
///
/// A weekday, a day, or a month and day without a year mean the nearest such date on the given side of today, today
/// included. A weekday before a date has to be the weekday of that date.
///
/// # Errors
/// The text is none of these, or its year is not from 1900 to 2099.
pub fn parse_typed_date(text: &str, today: NaiveDate, side: DateSide) -> Result<NaiveDate, DateError> {
    let typed = text.trim().to_ascii_lowercase();
    parse_relative_date(&typed, today)
        .or_else(|| parse_weekday(&typed, today, side))
        .or_else(|| parse_calendar_date(&typed, today, side))
        .or_else(|| parse_date_after_weekday(&typed, today, side))
        .filter(|date| TYPED_YEARS.contains(&date.year()))
        .ok_or_else(|| DateError {
            meant: likely_meaning(&typed, today, side).unwrap_or_default(),
            ..DateError::new(text, format!("date ({DATE_EXAMPLES})"))
        })
}

/// Parses a date as [`parse_typed_date`] does. A day without a month, or a month and day without a year, mean the
/// nearest such day, so that a slip of some days never becomes a year; of two that are equally near, the later one. A
/// weekday alone is the last one.
///
/// # Errors
/// As for [`parse_typed_date`].
pub fn parse_nearest_date(text: &str, today: NaiveDate) -> Result<NaiveDate, DateError> {
    let distance = |day: &NaiveDate| days_between(today, *day).abs();
    let past = parse_typed_date(text, today, DateSide::Past);
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return past;
    }
    let future = parse_typed_date(text, today, DateSide::Future).ok();
    future.into_iter().chain(past.as_ref().ok().copied()).min_by_key(distance).map_or(past, Ok)
}

/// Returns what is wrong with a text that looks like a date, and the date that may be meant by it.
fn likely_meaning(typed: &str, today: NaiveDate, side: DateSide) -> Option<String> {
    let in_slashes = typed.replace(['-', '.'], "/");
    let month_first = || {
        let (day, rest) = in_slashes.split_once('/')?;
        let (month, year) = rest.split_once('/')?;
        parse_slashed_date(&format!("{month}/{day}/{year}"), today, side)
    };
    let in_digits = || parse_calendar_date(&digits_for_letters(typed), today, side);
    let is_typed_year = |date: &NaiveDate| TYPED_YEARS.contains(&date.year());
    if let Some(date) = parse_calendar_date(typed, today, side).filter(|date| !is_typed_year(date)) {
        return Some(format!(
            ": the year {} is not from {} to {}.",
            date.year(),
            TYPED_YEARS.start(),
            TYPED_YEARS.end()
        ));
    }
    let (date, why) = if let Some(date) = month_first().filter(is_typed_year) {
        (date, "the month comes first")
    } else {
        let is_meant = typed.contains(|c: char| c.is_ascii_digit()) && digits_for_letters(typed) != typed;
        (in_digits().filter(is_typed_year).filter(|_date| is_meant)?, "a letter stands for a digit")
    };
    Some(format!(": {why}. Is {} meant?", DateForm::MonthDay.date_text(date)))
}

/// Returns a text with the digits for which letters are mistaken: zero for the letter O, one for l and I.
pub fn digits_for_letters(text: &str) -> String {
    let digit = |c: char| match c {
        'o' | 'O' => '0',
        'l' | 'L' | 'i' | 'I' => '1',
        c => c,
    };
    text.chars().map(digit).collect()
}

/// Parses a month as people type it, `Nov 2026`, `November 2026` or `11/2026`, or in the form of data, `2026-11`.
///
/// # Errors
/// The text is none of these.
pub fn parse_typed_month(text: &str) -> Result<Month, DateError> {
    let worded = || {
        let (month, year) = text.trim().split_once(' ')?;
        NaiveDate::from_ymd_opt(parse_year(year.trim())?, parse_month_name(month)?, 1).map(Month)
    };
    let slashed = || {
        let (month, year) = text.trim().split_once(['/', '.', '-'])?;
        NaiveDate::from_ymd_opt(parse_year(year)?, month.parse().ok()?, 1).map(Month)
    };
    text.parse()
        .ok()
        .or_else(worded)
        .or_else(slashed)
        .filter(|month| TYPED_YEARS.contains(&month.0.year()))
        .ok_or_else(|| DateError::new(text, format!("month ({MONTH_EXAMPLES})")))
}

/// Parses a date in any of its forms, without a weekday.
fn parse_calendar_date(typed: &str, today: NaiveDate, side: DateSide) -> Option<NaiveDate> {
    parse_iso_date(typed)
        .or_else(|| parse_dotted_date(typed, today, side))
        .or_else(|| parse_slashed_date(&typed.replace('-', "/"), today, side))
        .or_else(|| parse_worded_date(typed, today, side))
}

/// Parses a date after its weekday, as the screen shows it: `Thu 11/19/2026`, `Thursday, November 19th`.
fn parse_date_after_weekday(typed: &str, today: NaiveDate, side: DateSide) -> Option<NaiveDate> {
    let (weekday, date) = typed.split_once([' ', ',', '.'])?;
    let weekday: Weekday = weekday.parse().ok()?;
    let date = date.trim_start_matches([' ', ',', '.']);
    parse_calendar_date(date, today, side).filter(|date| date.weekday() == weekday)
}

/// Parses a date with the name of its month, day or month first: `19 Nov`, `Nov 19`, `November 19th, 2026`.
fn parse_worded_date(typed: &str, today: NaiveDate, side: DateSide) -> Option<NaiveDate> {
    let plain = typed.replace([',', '.'], " ");
    let mut parts = plain.split_whitespace();
    let (first, second) = (parts.next()?, parts.next()?);
    let (day, month) = match parse_month_name(first) {
        Some(month) => (parse_day_number(second)?, month),
        None => (parse_day_number(first)?, parse_month_name(second)?),
    };
    let date = match parts.next() {
        Some(year) => NaiveDate::from_ymd_opt(parse_year(year)?, month, day),
        None => nearest_month_day(month, day, today, side),
    }?;
    parts.next().is_none().then_some(date)
}

/// Parses a whole date with dots, `11.15.2026`: the month first, as with slashes. Two numbers with a dot are no date.
fn parse_dotted_date(typed: &str, today: NaiveDate, side: DateSide) -> Option<NaiveDate> {
    let is_whole = typed.matches('.').count() == 2;
    is_whole.then(|| parse_slashed_date(&typed.replace('.', "/"), today, side)).flatten()
}

/// Parses the day of a month, `19` or `19th`.
fn parse_day_number(text: &str) -> Option<u32> {
    let endings = ["st", "nd", "rd", "th"];
    endings.iter().find_map(|ending| text.strip_suffix(ending)).unwrap_or(text).parse().ok()
}

fn parse_month_name(name: &str) -> Option<u32> {
    name.parse::<chrono::Month>().ok().map(|month| month.number_from_month())
}

/// The years that a typed date can mean, both included: births of people who are alive, and plans for them.
const TYPED_YEARS: std::ops::RangeInclusive<i32> = 1900..=2099;

/// Parses a date in the form of data, `2026-11-19`, also with slashes or dots.
fn parse_iso_date(typed: &str) -> Option<NaiveDate> {
    let typed = &typed.replace(['/', '.'], "-");
    let is_whole = typed.split_once('-').is_some_and(|(year, _)| year.len() == 4);
    is_whole.then(|| NaiveDate::parse_from_str(typed, "%Y-%m-%d").ok()).flatten()
}

/// Parses a year of four digits, or of two, which is a year of this century. Any other number of digits is a typing
/// error that nobody can resolve.
fn parse_year(text: &str) -> Option<i32> {
    let year: i32 = text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))?;
    match text.len() {
        2 => Some(2000 + year),
        4 if TYPED_YEARS.contains(&year) => Some(year),
        _ => None,
    }
}

/// Returns the nearest date with this month and day on the wanted side of today.
fn nearest_month_day(month: u32, day: u32, today: NaiveDate, side: DateSide) -> Option<NaiveDate> {
    let on_day = |first: NaiveDate| first.with_day(1)?.with_month(month)?.with_day(day);
    nearest_date(today.with_day(1)?, side, today, on_day, 12)
}

fn parse_relative_date(typed: &str, today: NaiveDate) -> Option<NaiveDate> {
    match typed {
        "t" | "today" => Some(today),
        "y" | "yesterday" => today.pred_opt(),
        "tomorrow" => today.succ_opt(),
        _ => {
            let forward = typed.strip_prefix('+').and_then(|n| n.parse().ok());
            let back = typed.strip_prefix('-').and_then(|n| n.parse().ok());
            forward
                .and_then(|days| today.checked_add_days(Days::new(days)))
                .or_else(|| back.and_then(|days| today.checked_sub_days(Days::new(days))))
        }
    }
}

fn parse_weekday(typed: &str, today: NaiveDate, side: DateSide) -> Option<NaiveDate> {
    let wanted: Weekday = typed.parse().ok()?;
    let step = |days| match side {
        DateSide::Past => today.checked_sub_days(Days::new(days)),
        DateSide::Future => today.checked_add_days(Days::new(days)),
    };
    (0..7).filter_map(step).find(|day| day.weekday() == wanted)
}

fn parse_slashed_date(typed: &str, today: NaiveDate, side: DateSide) -> Option<NaiveDate> {
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 2);
    let parts: Vec<&str> = typed.split('/').collect();
    match *parts.as_slice() {
        [day] => {
            let day = number(day)?;
            nearest_date(Month::from_date(today).0, side, today, |first| first.with_day(day), 1)
        }
        [month, day] => nearest_month_day(number(month)?, number(day)?, today, side),
        [month, day, year] => NaiveDate::from_ymd_opt(parse_year(year)?, number(month)?, number(day)?),
        _ => None,
    }
}

/// Returns the nearest date on the wanted side that `make` builds from `start`, or from a few steps of months away.
fn nearest_date(
    start: NaiveDate,
    side: DateSide,
    today: NaiveDate,
    make: impl Fn(NaiveDate) -> Option<NaiveDate>,
    months: u32,
) -> Option<NaiveDate> {
    // Four steps reach past a February and past the three years between two leap days.
    (0..=4)
        .filter_map(|step| {
            let by = Months::new(step * months);
            match side {
                DateSide::Past => start.checked_sub_months(by),
                DateSide::Future => start.checked_add_months(by),
            }
        })
        .filter_map(make)
        .find(|date| match side {
            DateSide::Past => *date <= today,
            DateSide::Future => *date >= today,
        })
}

#[cfg(test)]
mod tests;
