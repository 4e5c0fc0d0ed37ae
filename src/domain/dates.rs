//! Civil dates and months. A deadline is a civil day in the office's zone; nothing here knows the time of day.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use serde::{Deserialize, Serialize, Serializer};

/// A text that is not the date or month it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a {what}")]
pub struct DateError {
    text: String,
    what: &'static str,
}

/// A calendar month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Month(NaiveDate);

impl Month {
    /// The month that `date` lies in.
    pub fn from_date(date: NaiveDate) -> Self {
        Self(date.with_day(1).unwrap_or(date))
    }

    /// Its first day.
    pub const fn first_day(self) -> NaiveDate {
        self.0
    }

    /// Its last day.
    pub fn last_day(self) -> NaiveDate {
        self.next().0.pred_opt().unwrap_or(self.0)
    }

    /// The month after it.
    pub fn next(self) -> Self {
        Self(self.0.checked_add_months(Months::new(1)).unwrap_or(self.0))
    }

    /// The month before it.
    pub fn previous(self) -> Self {
        Self(self.0.checked_sub_months(Months::new(1)).unwrap_or(self.0))
    }

    /// Whether `date` lies in this month.
    pub fn contains(self, date: NaiveDate) -> bool {
        Self::from_date(date) == self
    }
}

impl FromStr for Month {
    type Err = DateError;

    /// Reads `2026-11`.
    fn from_str(text: &str) -> Result<Self, DateError> {
        let error = || DateError { text: text.to_owned(), what: "month (yyyy-mm)" };
        let (year, month) = text.trim().split_once('-').ok_or_else(error)?;
        let year = year.parse().ok().filter(|_| year.len() == 4);
        let month = month.parse().ok().filter(|_| month.len() == 2);
        year.zip(month).and_then(|(year, month)| NaiveDate::from_ymd_opt(year, month, 1)).map(Self).ok_or_else(error)
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

/// Writes a date as it is always written, `2026-11-19`. A large extract has millions of them: the general way of
/// formatting shows in how long they take.
///
/// # Errors
/// Those of `serializer`.
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

/// Writes a date that may be missing.
///
/// # Errors
/// Those of `serializer`.
pub fn serialize_optional_iso_date<S: Serializer>(date: &Option<NaiveDate>, serializer: S) -> Result<S::Ok, S::Error> {
    match date {
        Some(date) => serialize_iso_date(date, serializer),
        None => serializer.serialize_none(),
    }
}

fn push_digits<const N: usize>(text: &mut String, numbers: [u32; N]) {
    text.extend(numbers.into_iter().filter_map(|number| char::from_digit(number % 10, 10)));
}

/// The date as every screen shows it: `Thu 19 Nov`, with the year where it is not `today`'s.
pub fn format_date(date: NaiveDate, today: NaiveDate) -> String {
    if date.year() == today.year() { date.format("%a %-d %b").to_string() } else { format_long_date(date) }
}

/// The date with its year: `Thu 19 Nov 2026`.
pub fn format_long_date(date: NaiveDate) -> String {
    date.format("%a %-d %b %Y").to_string()
}

/// The month with its year: `November 2026`.
pub fn format_month(month: Month) -> String {
    month.0.format("%B %Y").to_string()
}

/// Whole days from `earlier` to `later`; negative when it lies the other way round.
pub fn days_between(earlier: NaiveDate, later: NaiveDate) -> i64 {
    later.signed_duration_since(earlier).num_days()
}

/// Reads a date as people say it: `t` today, `y` yesterday, `-3` three days ago, `+10` in ten days, `fri` the last
/// Friday (or the next one for `fri` with `ahead`), `15`, `11/15`, `11/15/26`, `2026-11-15`.
///
/// A day or a day and month without a year are taken as the nearest such date on the side that `ahead` names,
/// today included.
///
/// # Errors
/// Any other text.
pub fn parse_typed_date(text: &str, today: NaiveDate, ahead: bool) -> Result<NaiveDate, DateError> {
    let said = text.trim().to_ascii_lowercase();
    parse_relative_date(&said, today)
        .or_else(|| parse_weekday(&said, today, ahead))
        .or_else(|| NaiveDate::parse_from_str(&said, "%Y-%m-%d").ok())
        .or_else(|| parse_slashed_date(&said, today, ahead))
        .ok_or_else(|| DateError { text: text.to_owned(), what: "date (t, y, -3, fri, 11/15, 2026-11-15)" })
}

fn parse_relative_date(said: &str, today: NaiveDate) -> Option<NaiveDate> {
    match said {
        "t" | "today" => Some(today),
        "y" | "yesterday" => today.pred_opt(),
        _ => {
            let forward = said.strip_prefix('+').and_then(|n| n.parse().ok());
            let back = said.strip_prefix('-').and_then(|n| n.parse().ok());
            forward
                .and_then(|days| today.checked_add_days(Days::new(days)))
                .or_else(|| back.and_then(|days| today.checked_sub_days(Days::new(days))))
        }
    }
}

fn parse_weekday(said: &str, today: NaiveDate, ahead: bool) -> Option<NaiveDate> {
    let wanted: Weekday = said.parse().ok()?;
    let step = |days| {
        if ahead { today.checked_add_days(Days::new(days)) } else { today.checked_sub_days(Days::new(days)) }
    };
    (0..7).filter_map(step).find(|day| day.weekday() == wanted)
}

fn parse_slashed_date(said: &str, today: NaiveDate, ahead: bool) -> Option<NaiveDate> {
    let parts: Vec<u32> = said.split('/').map(str::parse).collect::<Result<_, _>>().ok()?;
    match *parts.as_slice() {
        [day] => nearest_date(Month::from_date(today).0, ahead, today, |first| first.with_day(day), 1),
        [month, day] => nearest_date(
            today.with_day(1)?,
            ahead,
            today,
            |first| first.with_day(1)?.with_month(month)?.with_day(day),
            12,
        ),
        [month, day, year] if year < 100 => NaiveDate::from_ymd_opt(2000 + i32::try_from(year).ok()?, month, day),
        [month, day, year] => NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day),
        _ => None,
    }
}

/// The nearest date that `make` builds from `start` or a few steps of `months` from it, on the side wanted.
fn nearest_date(
    start: NaiveDate,
    ahead: bool,
    today: NaiveDate,
    make: impl Fn(NaiveDate) -> Option<NaiveDate>,
    months: u32,
) -> Option<NaiveDate> {
    // Four steps reach past a February and past a leap day's three short years.
    (0..=4)
        .filter_map(|step| {
            let by = Months::new(step * months);
            if ahead { start.checked_add_months(by) } else { start.checked_sub_months(by) }
        })
        .filter_map(make)
        .find(|date| if ahead { *date >= today } else { *date <= today })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[rstest]
    #[case("2026-11-19")]
    #[case("0001-01-05")]
    #[case("9999-12-31")]
    #[case("+10000-01-01")]
    #[case("-0001-12-31")]
    fn a_date_is_written_as_ever(#[case] text: &str) {
        let mut ours = Vec::new();
        serialize_iso_date(&day(text), &mut serde_json::Serializer::new(&mut ours)).unwrap();
        assert_eq!(ours, serde_json::to_vec(&day(text)).unwrap());
        assert_eq!(ours, format!("{text:?}").into_bytes());
    }

    #[rstest]
    #[case("t", "2026-11-19")]
    #[case("Y", "2026-11-18")]
    #[case("-3", "2026-11-16")]
    #[case("+10", "2026-11-29")]
    #[case("fri", "2026-11-13")]
    #[case("thu", "2026-11-19")]
    #[case("15", "2026-11-15")]
    #[case("30", "2026-10-30")]
    #[case("11/15", "2026-11-15")]
    #[case("12/31", "2025-12-31")]
    #[case("2/29", "2024-02-29")]
    #[case("11/15/26", "2026-11-15")]
    #[case("2026-11-15", "2026-11-15")]
    fn dates_are_read_as_people_say_them(#[case] said: &str, #[case] meant: &str) {
        assert_eq!(parse_typed_date(said, day("2026-11-19"), false), Ok(day(meant)), "{said}");
    }

    #[rstest]
    #[case("fri", "2026-11-20")]
    #[case("15", "2026-12-15")]
    #[case("1/5", "2027-01-05")]
    fn a_date_ahead_is_the_next_one(#[case] said: &str, #[case] meant: &str) {
        assert_eq!(parse_typed_date(said, day("2026-11-19"), true), Ok(day(meant)), "{said}");
    }

    #[rstest]
    #[case("")]
    #[case("2/30/2026")]
    #[case("soon")]
    #[case("-")]
    fn anything_else_is_refused(#[case] said: &str) {
        assert!(parse_typed_date(said, day("2026-11-19"), false).is_err());
    }

    #[test]
    fn a_month_is_four_digits_and_two() {
        assert!("2026-13".parse::<Month>().is_err());
        assert!("2026-1".parse::<Month>().is_err());
        let month: Month = "2026-12".parse().unwrap();
        assert_eq!(month.last_day(), day("2026-12-31"));
        assert_eq!(month.next().to_string(), "2027-01");
        assert_eq!(month.previous().to_string(), "2026-11");
    }
}
