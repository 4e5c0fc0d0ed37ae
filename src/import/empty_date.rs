//! Days that databases and spreadsheets write where there is none: the first and the last day of a calendar, and the day
//! before a spreadsheet's first one.

use chrono::{Datelike as _, NaiveDate};

use super::cell::Cell;
use super::date_form::split_date;
use super::layout_words::empty_dates;

/// Returns whether a cell of a column of dates says in this way that it is empty.
pub fn is_empty_date(cell: &Cell) -> bool {
    match cell {
        Cell::Date(date) => empty_dates().contains(&numbers_of(*date)),
        // Day 0 of a spreadsheet, which shows it as 1/0/1900.
        Cell::Number(days) | Cell::Duration(days) => *days == 0.0,
        Cell::Text(text) => readings_of(text).iter().any(|numbers| empty_dates().contains(numbers)) || is_zero(text),
        Cell::Blank | Cell::Error(_) => false,
    }
}

/// Returns whether a cell has the last day of the calendar, December 31, 9999, in whatever form and with whatever time of
/// day.
pub fn is_last_day_of_calendar(cell: &Cell) -> bool {
    const LAST_DAY: [u32; 3] = [9999, 12, 31];
    match cell {
        Cell::Date(date) => u32::try_from(date.year()) == Ok(LAST_DAY[0]),
        Cell::Text(text) => readings_of(text).contains(&LAST_DAY),
        _ => false,
    }
}

fn numbers_of(date: NaiveDate) -> [u32; 3] {
    [u32::try_from(date.year()).unwrap_or_default(), date.month(), date.day()]
}

/// Returns whether a text has zeros alone, with the signs of a date between them: `00/00/0000`.
fn is_zero(text: &str) -> bool {
    text.contains('0') && text.chars().all(|c| matches!(c, '0' | '/' | '-' | '.' | ' ' | ':'))
}

/// Returns the year, month and day that a text with a year of four digits, or with day 0, may mean, whatever the order: a
/// day that means nothing means nothing in any order.
fn readings_of(text: &str) -> Vec<[u32; 3]> {
    let Some((parts, count)) = split_date(text) else { return Vec::new() };
    let number =
        |part: &str| -> Option<u32> { part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok())? };
    let month = |part: &str| number(part).or_else(|| super::date_form::month_number(part));
    match (parts, count) {
        ([whole, ..], 1) if whole.len() == 8 => {
            let both = |year: Option<&str>, month: Option<&str>, day: Option<&str>| {
                Some([number(year?)?, number(month?)?, number(day?)?])
            };
            let first = both(whole.get(..4), whole.get(4..6), whole.get(6..));
            let month_first = both(whole.get(4..), whole.get(..2), whole.get(2..4));
            let day_first = both(whole.get(4..), whole.get(2..4), whole.get(..2));
            [first, month_first, day_first].into_iter().flatten().collect()
        }
        ([year, first, second], 3) if year.len() == 4 => {
            number(year).zip(month(first)).zip(number(second)).map(|((y, m), d)| [y, m, d]).into_iter().collect()
        }
        ([first, second, year], 3) if year.len() == 4 || number(first) == Some(0) || number(second) == Some(0) => {
            let Some(year) = number(year).map(|number| if year.len() == 2 { 1900 + number } else { number }) else {
                return Vec::new();
            };
            let read = |m: &str, d: &str| Some([year, month(m)?, number(d)?]);
            read(first, second).into_iter().chain(read(second, first)).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("0001-01-01")]
    #[case("0001-01-01 00:00:00")]
    #[case("0001-01-01T00:00:00.0000000")]
    #[case("01/01/0001")]
    #[case("1/1/0001 12:00:00 AM")]
    #[case("01-JAN-0001")]
    #[case("Jan 1, 0001")]
    #[case("00010101")]
    #[case("1753-01-01")]
    #[case("1/1/1753")]
    #[case("12/30/1899")]
    #[case("1899-12-30 00:00:00")]
    #[case("30.12.1899")]
    #[case("18991231")]
    #[case("1/0/1900")]
    #[case("01/00/1900")]
    #[case("1900-01-00")]
    #[case("1/0/00")]
    #[case("0000-00-00")]
    #[case("00/00/0000")]
    #[case("00000000")]
    #[case("0000-00-00 00:00:00")]
    fn an_empty_date_is_none(#[case] text: &str) {
        assert!(is_empty_date(&Cell::from_text(text)), "{text}");
    }

    #[rstest]
    #[case("2001-01-01")]
    #[case("01/01/01")]
    #[case("1/1/1900")]
    #[case("0026-01-05")]
    #[case("1/5/1990")]
    #[case("10/10/2000")]
    #[case("")]
    #[case("word")]
    fn any_other_date_is_read_or_refused(#[case] text: &str) {
        assert!(!is_empty_date(&Cell::from_text(text)), "{text}");
    }

    #[rstest]
    #[case("12/31/9999 11:59:59 PM", true)]
    #[case("9999-12-31T23:59:59", true)]
    #[case("31-DEC-9999", true)]
    #[case("99991231", true)]
    #[case("12/31/1999", false)]
    fn the_last_day_of_the_calendar_has_many_forms(#[case] text: &str, #[case] is_last: bool) {
        assert_eq!(is_last_day_of_calendar(&Cell::from_text(text)), is_last);
    }

    #[test]
    fn a_workbook_s_empty_dates_are_none() {
        let date = |year, month, day| Cell::Date(NaiveDate::from_ymd_opt(year, month, day).unwrap());
        assert!(is_empty_date(&date(1899, 12, 30)) && is_empty_date(&date(1899, 12, 31)));
        assert!(is_empty_date(&Cell::Duration(0.0)) && is_empty_date(&Cell::Number(0.0)));
        assert!(!is_empty_date(&date(1990, 1, 5)));
    }
}
