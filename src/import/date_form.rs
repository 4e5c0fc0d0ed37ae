//! The forms in which counties write dates. A layout names the forms of each column, so that nothing is guessed row by
//! row: the layout decides, never the row, whether 03/04/2026 is March 4 or April 3.

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Deserializer};
use strum::{EnumString, IntoStaticStr, VariantArray};

/// A form of dates, with the name that layouts give it. Day and month may have one digit or two, the parts may be
/// separated by `/`, `-`, `.` or a space, and a time of day after the date is ignored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
pub enum CellDateForm {
    /// 11/19/2026
    #[strum(serialize = "mm/dd/yyyy")]
    MonthDayYear,
    /// 11/19/26
    #[strum(serialize = "mm/dd/yy")]
    MonthDayShortYear,
    /// 19/11/2026
    #[strum(serialize = "dd/mm/yyyy")]
    DayMonthYear,
    /// 19/11/26
    #[strum(serialize = "dd/mm/yy")]
    DayMonthShortYear,
    /// 2026-11-19
    #[strum(serialize = "yyyy-mm-dd")]
    YearMonthDay,
    /// 20261119
    #[strum(serialize = "yyyymmdd")]
    Compact,
    /// 19-Nov-2026
    #[strum(serialize = "dd-mon-yyyy")]
    DayNameYear,
    /// 19-Nov-26
    #[strum(serialize = "dd-mon-yy")]
    DayNameShortYear,
    /// Nov 19, 2026
    #[strum(serialize = "mon dd, yyyy")]
    NameDayYear,
    /// A spreadsheet's day number, counted from 1900.
    #[strum(serialize = "serial-1900")]
    Serial1900,
    /// A spreadsheet's day number, counted from 1904.
    #[strum(serialize = "serial-1904")]
    Serial1904,
    /// 2026-11, a month
    #[strum(serialize = "yyyy-mm")]
    YearMonth,
    /// 11/2026, a month
    #[strum(serialize = "mm/yyyy")]
    MonthYear,
    /// Nov 2026, a month
    #[strum(serialize = "mon yyyy")]
    NameYear,
    /// Nov-26, a month
    #[strum(serialize = "mon-yy")]
    NameShortYear,
}

impl<'de> Deserialize<'de> for CellDateForm {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        name.to_lowercase().parse().map_err(|_unknown| {
            let known: Vec<_> = Self::VARIANTS.iter().map(|form| form.name()).collect();
            serde::de::Error::custom(format!("{name:?} is not a form of dates; there are {}", known.join("; ")))
        })
    }
}

impl CellDateForm {
    /// Returns the form's name in a layout.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Returns the form as somebody is told to write it: by an example where the year comes first, because nobody writes
    /// dates so by hand.
    pub fn told_form(self) -> &'static str {
        match self {
            Self::YearMonthDay => "2026-11-19",
            Self::Compact => "20261119",
            Self::YearMonth => "2026-11",
            _ => self.name(),
        }
    }

    /// Returns whether the form writes a month without a day. Such a date is read as the month's first day.
    pub const fn is_month(self) -> bool {
        matches!(self, Self::YearMonth | Self::MonthYear | Self::NameYear | Self::NameShortYear)
    }

    /// The forms that can mean one day alone, whatever forms a column has: the year is first, or the month has a name.
    pub const CLEAR: [Self; 4] = [Self::YearMonthDay, Self::Compact, Self::DayNameYear, Self::NameDayYear];

    /// Returns the same form with two digits for the year, if there is one.
    pub const fn with_short_year(self) -> Option<Self> {
        match self {
            Self::MonthDayYear => Some(Self::MonthDayShortYear),
            Self::DayMonthYear => Some(Self::DayMonthShortYear),
            Self::DayNameYear => Some(Self::DayNameShortYear),
            _ => None,
        }
    }

    /// Returns whether the same text can mean different days in this form and in `other`.
    pub const fn conflicts_with(self, other: Self) -> bool {
        matches!(
            (self, other),
            (Self::MonthDayYear | Self::MonthDayShortYear, Self::DayMonthYear | Self::DayMonthShortYear)
                | (Self::DayMonthYear | Self::DayMonthShortYear, Self::MonthDayYear | Self::MonthDayShortYear)
                | (Self::Serial1900, Self::Serial1904)
                | (Self::Serial1904, Self::Serial1900)
        )
    }

    /// Reads `text` as a date of this form. `years_from` is the first year that two digits can mean: from 1970, `70` is
    /// 1970 and `69` is 2069.
    pub fn parse_date(self, text: &str, years_from: i32) -> Option<NaiveDate> {
        let (parts, count) = split_date(text)?;
        let short = |year: &str| parse_short_year(year, years_from);
        let date = match (self, parts.get(..count)?) {
            (Self::MonthDayYear, [m, d, y]) | (Self::DayMonthYear, [d, m, y]) | (Self::YearMonthDay, [y, m, d]) => {
                date_from_parts(parse_full_year(y), parse_short(m), parse_short(d))
            }
            (Self::MonthDayShortYear, [m, d, y]) | (Self::DayMonthShortYear, [d, m, y]) => {
                date_from_parts(short(y), parse_short(m), parse_short(d))
            }
            (Self::DayNameYear, [d, m, y]) | (Self::NameDayYear, [m, d, y]) => {
                date_from_parts(parse_full_year(y), month_number(m), parse_short(d))
            }
            (Self::DayNameShortYear, [d, m, y]) => date_from_parts(short(y), month_number(m), parse_short(d)),
            (Self::YearMonth, [y, m]) | (Self::MonthYear, [m, y]) => {
                date_from_parts(parse_full_year(y), parse_short(m), Some(1))
            }
            (Self::NameYear, [m, y]) => date_from_parts(parse_full_year(y), month_number(m), Some(1)),
            (Self::NameShortYear, [m, y]) => date_from_parts(short(y), month_number(m), Some(1)),
            (Self::Compact, [digits]) => parse_compact(digits),
            (Self::Serial1900 | Self::Serial1904, [days]) => self.parse_serial(days.parse().ok()?),
            _ => None,
        };
        date.filter(|date| is_plausible_date(*date))
    }

    /// Reads a spreadsheet's day number. Returns nothing if this form is not one of day numbers, or the number is no
    /// day.
    pub fn parse_serial(self, days: f64) -> Option<NaiveDate> {
        const FALSE_LEAP_DAY: u64 = 60; // February 29, 1900, which spreadsheets count and the calendar does not have
        const LAST: f64 = 110_000.0; // in the year 2201
        if !(1.0..LAST).contains(&days) {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 110000")]
        let days = days as u64;
        let (base, days) = match self {
            Self::Serial1900 if days < FALSE_LEAP_DAY => (NaiveDate::from_ymd_opt(1899, 12, 31)?, days),
            Self::Serial1900 if days > FALSE_LEAP_DAY => (NaiveDate::from_ymd_opt(1899, 12, 30)?, days),
            Self::Serial1904 => (NaiveDate::from_ymd_opt(1904, 1, 1)?, days),
            _ => return None,
        };
        base.checked_add_days(Days::new(days))
    }
}

/// Returns whether a text can be the date at all: from 1800 to 2199. Which days a field can hold is in `plausible`.
pub fn is_plausible_date(date: NaiveDate) -> bool {
    (1800..2200).contains(&date.year())
}

/// Splits a date into its parts and counts them, up to a time of day: `11/19/2026 06:12 AM`, `2026-11-19T00:00:00`.
/// Returns nothing if there are more parts than a date has.
pub fn split_date(text: &str) -> Option<([&str; 3], usize)> {
    let date = match text.split_once('T') {
        Some((date, time)) if time.contains(':') => date,
        _ => text,
    };
    let words = date.split_whitespace().take_while(|word| !word.contains(':'));
    let (mut parts, mut count) = ([""; 3], 0);
    for part in words.flat_map(|word| word.split(['/', '-', '.', ','])).filter(|part| !part.is_empty()) {
        *parts.get_mut(count)? = part;
        count += 1;
    }
    Some((parts, count))
}

fn parse_full_year(text: &str) -> Option<i32> {
    i32::try_from(parse_digits_of_length(text, 4)?).ok()
}

fn parse_short_year(text: &str, years_from: i32) -> Option<i32> {
    let year = i32::try_from(parse_digits_of_length(text, 2)?).ok()?;
    Some(years_from + (year - years_from).rem_euclid(100))
}

fn parse_digits_of_length(text: &str, length: usize) -> Option<u32> {
    if text.len() == length { parse_digits(text) } else { None }
}

/// Parses a day or the number of a month: a longer one is a year that stands where none is expected.
fn parse_short(text: &str) -> Option<u32> {
    if text.len() <= 2 { parse_digits(text) } else { None }
}

fn parse_digits(text: &str) -> Option<u32> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

fn date_from_parts(year: Option<i32>, month: Option<u32>, day: Option<u32>) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year?, month?, day?)
}

fn parse_compact(digits: &str) -> Option<NaiveDate> {
    let all = parse_digits_of_length(digits, 8)?;
    NaiveDate::from_ymd_opt(i32::try_from(all / 10_000).ok()?, all / 100 % 100, all % 100)
}

/// Returns the number of the month that a name means, by its first three letters in English or Spanish.
pub fn month_number(name: &str) -> Option<u32> {
    const ENGLISH: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    const SPANISH: [&str; 12] = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"];
    let name = name.to_lowercase();
    let letters = name.get(..3)?;
    if !name.chars().all(char::is_alphabetic) {
        return None;
    }
    let index_in = |names: [&str; 12]| names.iter().position(|known| *known == letters);
    index_in(ENGLISH).or_else(|| index_in(SPANISH)).and_then(|index| u32::try_from(index + 1).ok())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn read(form: &str, text: &str) -> Option<String> {
        form.parse::<CellDateForm>().unwrap().parse_date(text, 1970).map(|date| date.to_string())
    }

    #[rstest]
    #[case("mm/dd/yyyy", "11/19/2026", "2026-11-19")]
    #[case("mm/dd/yyyy", "1/5/2026", "2026-01-05")]
    #[case("mm/dd/yyyy", "11/19/2026 06:12 AM", "2026-11-19")]
    #[case("mm/dd/yy", "11/19/26", "2026-11-19")]
    #[case("mm/dd/yy", "11/19/70", "1970-11-19")]
    #[case("mm/dd/yy", "11/19/69", "2069-11-19")]
    #[case("dd/mm/yyyy", "03/04/2026", "2026-04-03")]
    #[case("dd/mm/yy", "03.04.26", "2026-04-03")]
    #[case("yyyy-mm-dd", "2026-11-19T00:00:00", "2026-11-19")]
    #[case("yyyymmdd", "20261119", "2026-11-19")]
    #[case("dd-mon-yy", "19-Nov-26", "2026-11-19")]
    #[case("dd-mon-yyyy", "19 noviembre 2026", "2026-11-19")]
    #[case("mon dd, yyyy", "Nov 19, 2026", "2026-11-19")]
    #[case("yyyy-mm", "2026-11", "2026-11-01")]
    #[case("mm/yyyy", "11/2026", "2026-11-01")]
    #[case("mon yyyy", "November 2026", "2026-11-01")]
    #[case("mon-yy", "Nov-26", "2026-11-01")]
    #[case("serial-1900", "46345", "2026-11-19")]
    #[case("serial-1900", "59", "1900-02-28")]
    #[case("serial-1900", "61", "1900-03-01")]
    #[case("serial-1904", "44883", "2026-11-19")]
    fn every_form_reads_its_dates(#[case] form: &str, #[case] text: &str, #[case] date: &str) {
        assert_eq!(read(form, text).as_deref(), Some(date));
    }

    #[rstest]
    #[case("mm/dd/yyyy", "02/30/1990")]
    #[case("mm/dd/yyyy", "19/11/2026")]
    #[case("mm/dd/yyyy", "11/19/26")]
    #[case("mm/dd/yyyy", "11/19")]
    #[case("mm/dd/yyyy", "11/19/0026")]
    #[case("mm/dd/yy", "0001-01-01")]
    #[case("dd/mm/yy", "0001-01-01")]
    #[case("mm/dd/yy", "1/0001/01")]
    #[case("dd-mon-yy", "0001-Jan-01")]
    #[case("mm/dd/yyyy", "+1/19/2026")]
    #[case("mm/dd/yyyy", "")]
    #[case("yyyy-mm", "2026-13")]
    #[case("dd-mon-yy", "19-Nix-26")]
    #[case("dd-mon-yy", "19-đáy-26")]
    #[case("serial-1900", "60")]
    #[case("serial-1900", "NaN")]
    #[case("serial-1900", "1e300")]
    fn nothing_else_is_a_date(#[case] form: &str, #[case] text: &str) {
        assert_eq!(read(form, text), None);
    }

    #[test]
    fn day_first_and_month_first_contradict_each_other() {
        assert!(CellDateForm::DayMonthYear.conflicts_with(CellDateForm::MonthDayShortYear));
        assert!(!CellDateForm::MonthDayYear.conflicts_with(CellDateForm::YearMonthDay));
    }
}
