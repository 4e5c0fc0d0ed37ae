//! Parses the values of cells. Each error is the end of a reason, which begins with the field's label and the cell's
//! text: "hours -5 is not a number from 0 to 744".

use std::borrow::Cow;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

use crate::domain::dates::{Month, digits_for_letters, format_long_date};
use crate::domain::hours::Hours;
use crate::domain::ids::{CaseNumber, PersonNumber, WorkerNumber};

use crate::policy::act_forms::{AnswerBounds, DatedEvent};

use super::cell::Cell;
use super::date_form::{CellDateForm, is_plausible_date};
use super::field::ExtractField;
use super::layout::LayoutColumn;
use super::layout_words::{find_code, is_contact_placeholder, is_placeholder};
use super::look_alike::name_look_alike;
use super::redact_ssn;

/// What is wrong with a value: the end of a reason.
pub type Problem = Cow<'static, str>;

/// The most bytes of a text that is kept.
const LONGEST_TEXT: usize = 4_000;

/// Parses a case number. A number that a spreadsheet stripped of its leading zeros gets them back.
pub fn parse_case_number(column: &LayoutColumn, cell: &Cell) -> Result<CaseNumber, Problem> {
    let text = cell.display_text();
    // A spreadsheet writes an apostrophe before a number that it is to keep as a text.
    let text = text.strip_prefix('\'').map_or(text.clone(), |kept| kept.to_owned().into());
    let numeric = text.bytes().all(|byte| byte.is_ascii_digit());
    if numeric && column.pad > 0 && text.len() > column.pad {
        return Err(format!("has more than {} digits", column.pad).into());
    }
    let full = if numeric { format!("{text:0>width$}", width = column.pad) } else { text.into_owned() };
    if is_shortened_number(&full) {
        return Err(SHORTENED.into());
    }
    full.parse().map_err(|_id_error| match name_look_alike(&full) {
        Some(sign) => format!("is not a case number: {sign}").into(),
        None => "is not a case number".into(),
    })
}

/// Parses a person number: 1, 01 or 1.0. The record calls the case as a whole 0, so that no participant has this
/// number.
pub fn parse_person_number(_: &LayoutColumn, cell: &Cell) -> Result<PersonNumber, Problem> {
    let text = cell.display_text();
    let number: PersonNumber = text
        .strip_suffix(".0")
        .unwrap_or(&text)
        .parse()
        .map_err(|_id_error| Problem::from("is not a person number"))?;
    if number == PersonNumber::CASE {
        return Err("is no person number: 0 stands for the case as a whole".into());
    }
    Ok(number)
}

/// Parses a worker number.
pub fn parse_worker_number(_: &LayoutColumn, cell: &Cell) -> Result<WorkerNumber, Problem> {
    cell.display_text().parse().map_err(|_id_error| "is not a worker number".into())
}

/// Returns the cell's text, made safe to keep.
pub fn parse_text(_: &LayoutColumn, cell: &Cell) -> Result<String, Problem> {
    let text = match cell {
        Cell::Error(_) => return Err("is a formula's error".into()),
        Cell::Text(text) if text.len() > LONGEST_TEXT => return Err("is too long".into()),
        cell => redact_ssn::clean_text(&cell.display_text()),
    };
    Ok(text)
}

/// Returns the cell's text, unless it stands for a value and is none.
pub fn parse_words(column: &LayoutColumn, cell: &Cell) -> Result<String, Problem> {
    let text = parse_text(column, cell)?;
    if is_placeholder(&text) { Err(PLACEHOLDER.into()) } else { Ok(text) }
}

/// Returns the cell's text as a telephone number or a language, which no row of the same digit is. A number that a
/// spreadsheet wrote in scientific notation is written out if all of its digits are there.
pub fn parse_contact(column: &LayoutColumn, cell: &Cell) -> Result<String, Problem> {
    if matches!(cell, Cell::Number(number) if number.fract() != 0.0) {
        return Err(NOT_WHOLE.into());
    }
    // Before Social Security numbers are masked: nine digits of a telephone number look like one.
    let whole = match cell {
        Cell::Text(text) if is_shortened_number(text) => Some(Cell::Text(write_out(text)?)),
        _ => None,
    };
    let text = parse_words(column, whole.as_ref().unwrap_or(cell))?;
    if is_contact_placeholder(&text) { Err(PLACEHOLDER.into()) } else { Ok(text) }
}

/// What is said of a telephone number with a fraction.
const NOT_WHOLE: &str = "is not a whole number";

/// Returns a number in scientific notation with all of its digits.
///
/// # Errors
/// The notation has fewer digits than the number, or the number has a fraction.
fn write_out(text: &str) -> Result<String, Problem> {
    let (mantissa, exponent) = text.split_once(['E', 'e']).unwrap_or((text, "0"));
    let (whole, decimals) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, ""));
    let power: usize = exponent.trim_start_matches('+').parse().map_err(|_negative| Problem::from(NOT_WHOLE))?;
    let Some((shown, rest)) = decimals.split_at_checked(power) else { return Err(SHORTENED.into()) };
    if rest.bytes().all(|digit| digit == b'0') { Ok(format!("{whole}{shown}")) } else { Err(NOT_WHOLE.into()) }
}

/// What is said of a number in scientific notation.
const SHORTENED: &str = "is a number that a spreadsheet shortened: its last digits are lost";

/// Returns whether a text is a number in scientific notation, `5.10556E+09`, as a spreadsheet shows a long number in a narrow
/// column and saves it.
fn is_shortened_number(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, decimals) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, "0"));
    // A number of a case may have an E between digits, but no decimals and no sign behind it.
    let power = exponent.strip_prefix(['+', '-']);
    is_digits(whole)
        && is_digits(decimals)
        && (power.is_some() || whole.len() < mantissa.len())
        && is_digits(power.unwrap_or(exponent))
}

/// What is said of a text that stands for a value.
const PLACEHOLDER: &str = "stands for a value that is not known";

/// Parses a date: one that the workbook has as a date, or a text in one of the column's forms.
pub fn parse_date(column: &LayoutColumn, cell: &Cell) -> Result<NaiveDate, Problem> {
    let date = date_in_forms(column, cell).or_else(|| date_in_clear_form(column, cell));
    let date = date.ok_or_else(|| not_a_date(column, cell))?;
    ensure_not_before_aid(column, date)
}

/// Returns what is said of a cell that is no date: that a letter stands for a digit, if it would be one otherwise.
fn not_a_date(column: &LayoutColumn, cell: &Cell) -> Problem {
    let form = usual_form_hint(column);
    let in_digits = match cell {
        Cell::Text(text) => digits_for_letters(text),
        _ => return format!("is not a date{form}").into(),
    };
    match date_in_forms(column, &Cell::from_text(&in_digits)) {
        Some(_meant) => {
            format!("is not a date{form}: a letter in it looks like a digit, and {in_digits} may be meant").into()
        }
        None => format!("is not a date{form}").into(),
    }
}

/// Refuses a day before there was aid to families, wherever it stands: only somebody's birth can be as long ago.
fn ensure_not_before_aid(column: &LayoutColumn, date: NaiveDate) -> Result<NaiveDate, Problem> {
    let earliest =
        AnswerBounds::builtin().earliest(DatedEvent::Aid).filter(|_| column.field != ExtractField::BirthDate);
    match earliest.map(|bound| (bound, bound.first_day(date))).filter(|(_, first)| date < *first) {
        Some((bound, first)) => Err(format!("is before {} ({})", format_long_date(first), bound.reason()).into()),
        None => Ok(date),
    }
}

/// Parses a month: any date in it, or a text in one of the column's forms.
pub fn parse_month(column: &LayoutColumn, cell: &Cell) -> Result<Month, Problem> {
    let date = date_in_forms(column, cell).ok_or_else(|| format!("is not a month{}", usual_form_hint(column)))?;
    ensure_not_before_aid(column, date).map(Month::from_date)
}

/// Parses the month of a row that somebody corrected. A full date is refused, unless the county itself writes months as
/// the first days of them: a date that is typed there is meant for another field.
pub fn parse_corrected_month(column: &LayoutColumn, cell: &Cell) -> Result<Month, Problem> {
    let is_month = |form: &&CellDateForm| form.is_month();
    let month_form = column.dates.iter().find(is_month);
    let writes_days = column.dates.first().is_some_and(|form| !form.is_month());
    if let (Cell::Text(text), Some(form)) = (cell, month_form) {
        let reads = |form: &CellDateForm| form.parse_date(text, column.years_from);
        let by_month = column.dates.iter().filter(is_month).find_map(reads);
        let full = if by_month.is_none() { column.dates.iter().find_map(reads) } else { None };
        if full.is_some_and(|date| !(writes_days && date.day() == 1)) {
            return Err(format!("is a day and not a month: write the month as {}", form.told_form()).into());
        }
    }
    parse_month(column, cell)
}

fn date_in_forms(column: &LayoutColumn, cell: &Cell) -> Option<NaiveDate> {
    let read = |form: &CellDateForm| match cell {
        Cell::Text(text) => form.parse_date(text, column.years_from),
        Cell::Number(days) => {
            form.parse_serial(*days).or_else(|| form.parse_date(&cell.display_text(), column.years_from))
        }
        _ => None,
    };
    match cell {
        Cell::Date(date) => is_plausible_date(*date).then_some(*date),
        _ => column.dates.iter().find_map(read),
    }
}

/// Reads a date that somebody typed otherwise than the layout's forms, where it can mean one day alone: with the year
/// first, with the name of the month, or with two digits for the year of a form that the layout has.
fn date_in_clear_form(column: &LayoutColumn, cell: &Cell) -> Option<NaiveDate> {
    let Cell::Text(text) = cell else { return None };
    let short = column.dates.iter().filter_map(|form| form.with_short_year());
    CellDateForm::CLEAR.into_iter().chain(short).find_map(|form| form.parse_date(text, column.years_from))
}

/// Names the form that the layout has first, to show what is expected.
fn usual_form_hint(column: &LayoutColumn) -> String {
    column.dates.first().map(|form| format!(" ({})", form.told_form())).unwrap_or_default()
}

/// Parses hours in a month: at most as many as the longest month has.
pub fn parse_monthly_hours(_: &LayoutColumn, cell: &Cell) -> Result<Hours, Problem> {
    parse_hours(cell, Hours::from_whole(31 * 24))
}

/// Parses hours in a week.
pub fn parse_weekly_hours(_: &LayoutColumn, cell: &Cell) -> Result<Hours, Problem> {
    parse_hours(cell, Hours::from_whole(bound_of("weekly_hours", 7 * 24)))
}

/// Returns the largest number of a field that `assets/acts/bounds.toml` allows; `otherwise` for one that it does not name.
fn bound_of(field: &str, otherwise: u32) -> u32 {
    AnswerBounds::builtin().for_number(field).map_or(otherwise, |bound| bound.most)
}

fn parse_hours(cell: &Cell, most: Hours) -> Result<Hours, Problem> {
    let wrong = || Problem::from(format!("is not a number from 0 to {most}"));
    let hours = parse_hours_and_minutes(cell)
        .or_else(|| parse_number(cell))
        .and_then(|number| Hours::try_from(number).ok())
        .ok_or_else(wrong)?;
    if let Some(shown) = parse_number(cell).and_then(shown_fraction_of_day) {
        return Err(
            format!("is no number of hours: a spreadsheet keeps {shown} hours as this fraction of a day").into()
        );
    }
    // A trace of an hour would be kept as none.
    let is_trace = hours == Hours::ZERO && parse_number(cell).is_some_and(|number| number > 0.0);
    if hours <= most && !is_trace { Ok(hours) } else { Err(wrong()) }
}

/// Returns the hours and minutes that a number stands for if it is a fraction of a day, as spreadsheets keep lengths of time:
/// it is no whole number of minutes of hours, and no hundredths, and it is whole minutes of days or less than an hour.
fn shown_fraction_of_day(number: f64) -> Option<String> {
    const MINUTES_PER_HOUR: f64 = 60.0;
    const MINUTES_PER_DAY: f64 = 24.0 * MINUTES_PER_HOUR;
    let is_whole = |scale: f64, tolerance: f64| ((number * scale) - (number * scale).round()).abs() <= tolerance;
    if is_whole(100.0, 1e-6) || is_whole(MINUTES_PER_HOUR, 0.03) || !(number < 1.0 || is_whole(MINUTES_PER_DAY, 0.02)) {
        return None;
    }
    let minutes = (number * MINUTES_PER_DAY).round();
    Some(format!("{}:{:02}", (minutes / MINUTES_PER_HOUR).trunc(), minutes % MINUTES_PER_HOUR))
}

/// Parses hours as a clock shows them, `102:45`, or as a length of time in a workbook.
fn parse_hours_and_minutes(cell: &Cell) -> Option<f64> {
    const HOURS_PER_DAY: f64 = 24.0;
    const MINUTES_PER_HOUR: f64 = 60.0;
    match cell {
        // Rounded to the minute, which the fraction of a day does not hold exactly.
        Cell::Duration(days) => Some((days * HOURS_PER_DAY * MINUTES_PER_HOUR).round() / MINUTES_PER_HOUR),
        Cell::Text(text) => {
            let (hours, minutes) = text.split_once(':')?;
            let minutes = minutes.strip_suffix(":00").unwrap_or(minutes);
            let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            let minutes: f64 = minutes.parse().ok().filter(|_| is_number(minutes) && minutes.len() == 2)?;
            let hours: f64 = hours.parse().ok().filter(|_| is_number(hours))?;
            (minutes < MINUTES_PER_HOUR).then_some(hours + minutes / MINUTES_PER_HOUR)
        }
        _ => None,
    }
}

/// Parses a number of digits, a decimal point and a minus sign only: no `1E10`, no `NaN`.
fn parse_number(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Number(number) => Some(*number),
        Cell::Text(text) if text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-')) => text.parse().ok(),
        _ => None,
    }
}

/// Parses a number of days in a month.
pub fn parse_day_count(column: &LayoutColumn, cell: &Cell) -> Result<u8, Problem> {
    let most = bound_of(column.field.into(), 31);
    let count = cell.display_text().parse().ok().filter(|count| u32::from(*count) <= most);
    count.ok_or_else(|| format!("is not a whole number from 0 to {most}").into())
}

/// Parses an amount in whole dollars: `$1,024.00`. Cents are dropped, because what is kept is in whole dollars.
pub fn parse_dollars(_: &LayoutColumn, cell: &Cell) -> Result<u32, Problem> {
    const MOST: u32 = 999_999;
    let text = cell.display_text();
    let plain: String = text.chars().filter(|sign| !matches!(sign, '$' | ',' | ' ')).collect();
    let (dollars, cents) = plain.split_once('.').unwrap_or((&plain, ""));
    let are_cents = cents.len() <= 2 && cents.bytes().all(|byte| byte.is_ascii_digit());
    let amount = dollars.parse().ok().filter(|dollars| are_cents && *dollars <= MOST);
    amount.ok_or_else(|| format!("is not an amount from $0 to ${MOST}").into())
}

/// Parses a count of months.
pub fn parse_month_count(_: &LayoutColumn, cell: &Cell) -> Result<u16, Problem> {
    const MOST: u16 = 999;
    let count = cell.display_text().parse().ok().filter(|count| *count <= MOST);
    count.ok_or_else(|| format!("is not a whole number from 0 to {MOST}").into())
}

/// Parses a code word from the layout's translation of the county's word, or of each word in the cell.
pub fn parse_code<T: FromStr>(column: &LayoutColumn, cell: &Cell) -> Result<T, Problem> {
    let ours = find_code(column, &cell.display_text());
    ours.and_then(|id| id.parse().ok()).ok_or_else(|| "is not known".into())
}

/// Parses yes or no by the layout's translation of the county's words.
pub fn parse_yes_no(column: &LayoutColumn, cell: &Cell) -> Result<bool, Problem> {
    parse_code::<String>(column, cell).map(|id| id == "yes")
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use rstest::rstest;

    use super::*;

    fn column(forms: &[&str]) -> LayoutColumn {
        LayoutColumn {
            field: ExtractField::Case,
            names: Vec::new(),
            required: false,
            dates: forms.iter().map(|form| form.parse().unwrap()).collect(),
            years_from: 1970,
            codes: HashMap::from([("registeredmandatory".to_owned(), "registered_mandatory".to_owned())]),
            pad: 7,
        }
    }

    #[rstest]
    #[case(Cell::Number(52445.0), Ok("0052445"))]
    #[case(Cell::from_text("52445"), Ok("0052445"))]
    #[case(Cell::from_text("15b22770"), Ok("15B22770"))]
    #[case(Cell::from_text("'15B22770"), Ok("15B22770"))]
    #[case(Cell::from_text("'52445"), Ok("0052445"))]
    #[case(Cell::Number(931_739_690.0), Err("has more than 7 digits"))]
    #[case(Cell::Number(52.5), Err("is not a case number"))]
    #[case(Cell::Number(-1.0), Err("is not a case number"))]
    #[case(Cell::from_text("931-73-9690"), Err("is not a case number"))]
    #[case(Cell::from_text("1.23E+09"), Err(SHORTENED))]
    #[case(Cell::from_text("123E+7"), Err(SHORTENED))]
    #[case(Cell::from_text("1E20001"), Ok("1E20001"))]
    fn a_case_number_gets_its_zeros_back(#[case] cell: Cell, #[case] expected: Result<&str, &str>) {
        let read = parse_case_number(&column(&[]), &cell);
        assert_eq!(read.as_ref().map(CaseNumber::as_str).map_err(std::ops::Deref::deref), expected);
    }

    #[rstest]
    #[case("1", Some(1))]
    #[case("01", Some(1))]
    #[case("1.0", Some(1))]
    #[case("0", None)]
    #[case("00", None)]
    #[case("1.5", None)]
    fn a_person_number_is_never_that_of_the_case(#[case] text: &str, #[case] expected: Option<u8>) {
        let read = parse_person_number(&column(&[]), &Cell::from_text(text));
        assert_eq!(read.ok(), expected.map(PersonNumber));
    }

    #[test]
    fn a_number_is_a_date_only_where_the_layout_says_so() {
        let serial = Cell::Number(46345.0);
        assert_eq!(parse_date(&column(&["mm/dd/yyyy"]), &serial).unwrap_err(), "is not a date (mm/dd/yyyy)");
        assert_eq!(parse_date(&column(&["serial-1900"]), &serial).unwrap().to_string(), "2026-11-19");
        let letters = parse_date(&column(&["mm/dd/yyyy"]), &Cell::from_text("1O/l5/2026")).unwrap_err();
        assert!(letters.ends_with("a letter in it looks like a digit, and 10/15/2026 may be meant"), "{letters}");
        assert_eq!(parse_date(&column(&["yyyymmdd"]), &Cell::Number(20_261_119.0)).unwrap().to_string(), "2026-11-19");
    }

    #[rstest]
    #[case(&["yyyy-mm", "mm/dd/yyyy"], "2026-02", Ok("2026-02"))]
    #[case(&["yyyy-mm", "mm/dd/yyyy"], "02/28/1990", Err("is a day and not a month: write the month as 2026-11"))]
    #[case(&["yyyy-mm", "mm/dd/yyyy"], "02/01/2026", Err("is a day and not a month: write the month as 2026-11"))]
    #[case(&["mm/dd/yyyy", "yyyy-mm"], "02/01/2026", Ok("2026-02"))]
    #[case(&["mm/dd/yyyy", "yyyy-mm"], "02/28/2026", Err("is a day and not a month: write the month as 2026-11"))]
    #[case(&["yyyy-mm"], "2026-13", Err("is not a month (2026-11)"))]
    fn a_full_date_is_not_a_corrected_month(
        #[case] forms: &[&str],
        #[case] text: &str,
        #[case] expected: Result<&str, &str>,
    ) {
        let read = parse_corrected_month(&column(forms), &Cell::from_text(text)).map(|month| month.to_string());
        assert_eq!(read.as_deref().map_err(std::ops::Deref::deref), expected);
    }

    #[rstest]
    #[case(Cell::from_text("102.75"), Some("102.75"))]
    #[case(Cell::Number(20.0), Some("20"))]
    #[case(Cell::Duration(4.28125), Some("102.75"))]
    #[case(Cell::Duration(8.5 / 24.0), Some("8.5"))]
    #[case(Cell::from_text("102:45"), Some("102.75"))]
    #[case(Cell::from_text("8:30:00"), Some("8.5"))]
    #[case(Cell::from_text("8:75"), None)]
    #[case(Cell::from_text("-5"), None)]
    #[case(Cell::from_text("1e2"), None)]
    #[case(Cell::from_text("inf"), None)]
    #[case(Cell::from_text("745"), None)]
    #[case(Cell::from_text("0.001"), None)]
    #[case::fraction_of_a_day(Cell::from_text("0.2291666"), None)]
    #[case::fraction_of_a_day_in_a_workbook(Cell::Number(0.229_166_666_7), None)]
    #[case::days(Cell::from_text("4.28125"), None)]
    #[case::no_length_at_all(Cell::from_text("0.123456"), None)]
    #[case::twenty_minutes(Cell::from_text("20.3333"), Some("20.33"))]
    #[case::quarter_hours(Cell::from_text("12.250"), Some("12.25"))]
    #[case::hundredths(Cell::from_text("0.07"), Some("0.07"))]
    fn hours_fit_in_a_month(#[case] cell: Cell, #[case] expected: Option<&str>) {
        let read = parse_monthly_hours(&column(&[]), &cell).ok().map(|hours| hours.to_string());
        assert_eq!(read.as_deref(), expected);
    }

    #[rstest]
    #[case(Cell::from_text("$1,024.00"), Some(1024))]
    #[case(Cell::Number(707.0), Some(707))]
    #[case(Cell::Number(707.5), Some(707))]
    #[case(Cell::from_text("0"), Some(0))]
    #[case(Cell::from_text("-12"), None)]
    #[case(Cell::from_text("12.345"), None)]
    #[case(Cell::from_text("none"), None)]
    fn an_amount_is_in_whole_dollars(#[case] cell: Cell, #[case] expected: Option<u32>) {
        assert_eq!(parse_dollars(&column(&[]), &cell).ok(), expected);
    }

    #[test]
    fn a_month_has_no_more_than_its_days() {
        assert_eq!(parse_day_count(&column(&[]), &Cell::Number(20.0)).ok(), Some(20));
        assert!(parse_day_count(&column(&[]), &Cell::from_text("32")).is_err());
    }

    #[test]
    fn a_word_is_known_in_any_case_and_punctuation() {
        let known = parse_code::<String>(&column(&[]), &Cell::from_text("REGISTERED (MANDATORY)"));
        assert_eq!(known.as_deref(), Ok("registered_mandatory"));
        assert_eq!(parse_code::<String>(&column(&[]), &Cell::from_text("REGSTRD??")).unwrap_err(), "is not known");
    }

    #[rstest]
    #[case::all_digits("5.105550104E+9", Ok("5105550104"))]
    #[case::two_digits("5.105550101E+09", Ok("5105550101"))]
    #[case::small("5.105550104e9", Ok("5105550104"))]
    #[case::a_comma("5,105550104E09", Ok("5105550104"))]
    #[case::zeros("5.1055501040E+9", Ok("5105550104"))]
    #[case::zeros_of_its_own("5.105550100E+9", Ok("5105550100"))]
    #[case::eight_decimals("5.10555010E+9", Err(SHORTENED))]
    #[case::short("5.1E+9", Err(SHORTENED))]
    #[case::short_with_a_comma("5,10556E+09", Err(SHORTENED))]
    #[case::without_a_sign("5.1E9", Err(SHORTENED))]
    #[case::a_fraction("5.1055501045E+9", Err(NOT_WHOLE))]
    #[case::less_than_one("5.1E-9", Err(NOT_WHOLE))]
    #[case::as_it_is("510-555-0104", Ok("510-555-0104"))]
    #[case::a_number_to_mask("9.31739690E+8", Err(PLACEHOLDER))]
    fn a_telephone_number_is_whole_or_none(#[case] text: &str, #[case] expected: Result<&str, &str>) {
        let read = parse_contact(&column(&[]), &Cell::from_text(text));
        assert_eq!(read.as_deref().map_err(|problem| &**problem), expected);
        assert_eq!(parse_contact(&column(&[]), &Cell::Number(5_105_550_104.5)).unwrap_err(), NOT_WHOLE);
        assert_eq!(parse_contact(&column(&[]), &Cell::Number(5_105_550_104.0)).as_deref(), Ok("5105550104"));
    }
}
