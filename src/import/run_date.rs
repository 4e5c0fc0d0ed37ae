//! Finds the day on which the county ran a report, in the lines above the header or in the file's name.

use std::ops::Range;

use chrono::{Datelike as _, NaiveDate};

use super::date_form::CellDateForm;
use super::layout::Layout;
use super::recognize::LayoutFit;

/// What a file says of the day on which the county ran the report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum RunDate {
    /// Nothing, or several days.
    #[default]
    Unsaid,
    /// This day.
    Day(NaiveDate),
    /// What looks like a day and is none.
    Impossible(String),
}

impl RunDate {
    /// Returns the day, if the file says one.
    pub const fn day(&self) -> Option<NaiveDate> {
        match self {
            Self::Day(day) => Some(*day),
            _ => None,
        }
    }

    /// Returns whether it is a day, or has a day and a month that a slip of a key made impossible. A Social Security number
    /// that ends like a year is none.
    fn is_like_day(&self) -> bool {
        match self {
            Self::Unsaid => false,
            Self::Day(_) => true,
            Self::Impossible(text) => {
                text.split('-').all(|part| is_report_year(part) || part.parse().is_ok_and(|number: u32| number <= 31))
            }
        }
    }
}

/// The first year that two digits can mean, and the years in which a report can have been run.
const YEARS_FROM: i32 = 1970;
const REPORT_YEARS: std::ops::RangeInclusive<i32> = 2000..=2099;

/// Returns the day after one of the layout's labels ("Run date:") in a line above the header, or else the day in the
/// file's name (`2026-11-19`, `20261119`, `11-19-2026`, `Nov 19 2026`).
pub fn find_run_date(fit: &LayoutFit<'_>, file: &str) -> RunDate {
    let titled =
        fit.above.iter().map(|line| run_date_in_title(line, fit.layout)).find(|found| *found != RunDate::Unsaid);
    titled.unwrap_or_else(|| run_date_in_name(file, &fit.layout.dates))
}

fn run_date_in_title(line: &str, layout: &Layout) -> RunDate {
    let line = line.to_lowercase();
    let Some((_, rest)) = layout.run_date.iter().find_map(|label| line.split_once(label.as_str())) else {
        return RunDate::Unsaid;
    };
    let words: Vec<&str> = rest.trim_start_matches([':', ' ', '=']).split_whitespace().collect();
    // A date has one word (11/19/2026) to three (Nov 19, 2026).
    let text = |count: usize| words.iter().take(count).copied().collect::<Vec<_>>().join(" ");
    if let Some(day) = (1..=3).find_map(|count| parse_run_date(&text(count), layout)) {
        return RunDate::Day(day);
    }
    let numbers: Vec<&str> = words.first().map(|word| word.split(['/', '-', '.']).collect()).unwrap_or_default();
    read_numbers(&numbers, &layout.dates)
}

/// Parses a day in one of the layout's usual forms, or as a workbook's date is shown: `2026-11-19`.
fn parse_run_date(text: &str, layout: &Layout) -> Option<NaiveDate> {
    let forms = layout.dates.iter().chain(&[CellDateForm::YearMonthDay]);
    forms.filter(|form| !form.is_month()).find_map(|form| form.parse_date(text, YEARS_FROM))
}

/// Returns the last three words before the first date of a line, in lower case, if there are a date and words.
pub fn label_before_date(line: &str, forms: &[CellDateForm]) -> Option<String> {
    const MAX_WORDS: usize = 3;
    let words: Vec<&str> = line.split_whitespace().collect();
    let usual =
        [CellDateForm::MonthDayYear, CellDateForm::YearMonthDay, CellDateForm::NameDayYear, CellDateForm::DayNameYear];
    let is_date = |index: usize| {
        (1..=3).any(|count| {
            let text = words.iter().skip(index).take(count).copied().collect::<Vec<_>>().join(" ");
            forms.iter().chain(&usual).any(|form| !form.is_month() && form.parse_date(&text, 1970).is_some())
        })
    };
    let date_index = (1..words.len()).find(|index| is_date(*index))?;
    let before = words.iter().take(date_index).skip(date_index.saturating_sub(MAX_WORDS));
    let before = before.copied().collect::<Vec<_>>().join(" ").to_lowercase();
    let label = before.trim_matches(|c: char| !c.is_alphanumeric());
    if label.is_empty() { None } else { Some(label.to_owned()) }
}

/// Returns the day in a file's name, if it has one alone. Two days may be those of a period, and say nothing of the run.
fn run_date_in_name(file: &str, forms: &[CellDateForm]) -> RunDate {
    let mut found: Vec<RunDate> = days_in_name(file, forms).into_iter().map(|(_, day)| day).collect();
    found.dedup();
    let days: Vec<NaiveDate> = found.iter().filter_map(RunDate::day).collect();
    match (days.as_slice(), found.pop()) {
        ([day], _) => RunDate::Day(*day),
        ([], Some(impossible)) => impossible,
        _ => RunDate::Unsaid,
    }
}

/// Returns the bytes of a file's name that are a day, or the year behind or before a case number, in order and apart from each
/// other. Digits beside them belong to something else.
pub fn find_day_spans(file: &str) -> Vec<Range<usize>> {
    let words = word_spans(file);
    let years = words.windows(2).filter_map(|pair| {
        let [first, second] = pair else { return None };
        let text = |span: &Range<usize>| file.get(span.clone()).unwrap_or_default();
        let is_pair = |case: &str, year: &str| is_lettered_case(case) && is_report_year(year);
        let belongs = is_pair(text(first), text(second)) || is_pair(text(second), text(first));
        belongs.then_some(first.start..second.end)
    });
    let days = days_in_name(file, &[]).into_iter().filter(|(_, found)| found.is_like_day()).map(|(span, _)| span);
    let mut spans: Vec<Range<usize>> = days.chain(years).collect();
    spans.sort_by_key(|span| span.start);
    let mut apart: Vec<Range<usize>> = Vec::with_capacity(spans.len());
    for span in spans {
        match apart.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => apart.push(span),
        }
    }
    apart
}

/// Returns every day in a file's name, possible or not, with its place.
fn days_in_name(file: &str, forms: &[CellDateForm]) -> Vec<(Range<usize>, RunDate)> {
    let text = |span: &Range<usize>| file.get(span.clone()).unwrap_or_default();
    let words = word_spans(file);
    let compact = words.iter().map(|word| (word.clone(), read_compact(text(word), forms)));
    let parted = words.windows(3).filter_map(|parts| {
        let [first, _, third] = parts else { return None };
        let read: Vec<&str> = parts.iter().map(text).collect();
        Some((first.start..third.end, read_parts(&read, forms)))
    });
    compact.chain(parted).filter(|(_, found)| *found != RunDate::Unsaid).collect()
}

/// Returns the places of the words of a file's name: letters and digits with nothing else between them.
fn word_spans(file: &str) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    let mut begun = None;
    for (index, c) in file.char_indices().chain([(file.len(), ' ')]) {
        match (begun, c.is_alphanumeric()) {
            (None, true) => begun = Some(index),
            (Some(start), false) => {
                spans.push(start..index);
                begun = None;
            }
            _ => {}
        }
    }
    spans
}

/// Returns whether a word is a case number with a letter between its digits: `1B20001`.
fn is_lettered_case(word: &str) -> bool {
    let (county, rest) = word.split_at(word.bytes().take_while(u8::is_ascii_digit).count());
    let mut rest = rest.chars();
    let has_letter = rest.next().is_some_and(|letter| letter.is_ascii_uppercase());
    let is_number = |digits: &str| digits.len() == 5 && digits.bytes().all(|byte| byte.is_ascii_digit());
    (1..=2).contains(&county.len()) && has_letter && is_number(rest.as_str())
}

/// Reads eight digits: `20261119`, `11192026`, with or without a time behind them; or a day with the name of its month:
/// `19NOV2026`. Other numbers have eight digits, too, so that none is impossible.
fn read_compact(word: &str, forms: &[CellDateForm]) -> RunDate {
    let word = without_time(word);
    let year_first = CellDateForm::Compact.parse_date(word, YEARS_FROM);
    let year_last = || {
        let (month, rest) = word.split_at_checked(2)?;
        let (day, year) = rest.split_at_checked(2).filter(|_| word.len() == 8)?;
        read_numbers(&[month, day, year], forms).day()
    };
    let named = || match alike_runs(word).as_slice() {
        parts @ [_, _, _] => read_named(parts),
        // `NOV282026`
        [month, rest] => {
            rest.split_at_checked(rest.len().checked_sub(4)?).and_then(|(day, year)| read_named(&[month, day, year]))
        }
        _ => None,
    };
    year_first.filter(|day| is_report_day(*day)).or_else(year_last).or_else(named).map_or(RunDate::Unsaid, RunDate::Day)
}

/// Returns the eight digits before a time of four or six digits (`202611190730`, `20261119T073000`); otherwise the whole word.
fn without_time(word: &str) -> &str {
    let Some((day, time)) = word.split_at_checked(8) else { return word };
    let time = time.strip_prefix(['T', 't']).unwrap_or(time);
    let is_time = matches!(time.len(), 4 | 6)
        && time.bytes().all(|byte| byte.is_ascii_digit())
        && time.get(..2).is_some_and(|hour| hour < "24")
        && time.as_bytes().chunks(2).skip(1).all(|part| part.first().is_some_and(|tens| *tens < b'6'));
    if is_time { day } else { word }
}

/// Returns the runs of a word that are digits alone or no digits.
fn alike_runs(word: &str) -> Vec<&str> {
    let mut runs = Vec::new();
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let is_other = |c: char| c.is_ascii_digit() != first.is_ascii_digit();
        let (run, behind) = rest.split_at(rest.find(is_other).unwrap_or(rest.len()));
        runs.push(run);
        rest = behind;
    }
    runs
}

/// Reads a day whose month has a name.
fn read_named(parts: &[&str]) -> Option<NaiveDate> {
    let named = [CellDateForm::NameDayYear, CellDateForm::DayNameYear];
    let text = parts.join(" ");
    named.iter().find_map(|form| form.parse_date(&text, YEARS_FROM)).filter(|day| is_report_day(*day))
}

/// Reads three parts of a name: numbers, or a month's name among them.
fn read_parts(parts: &[&str], forms: &[CellDateForm]) -> RunDate {
    read_named(parts).map_or_else(|| read_numbers(parts, forms), RunDate::Day)
}

/// Reads three numbers as a day with the year first or last. Where month and day can change places, the layout's forms
/// say which comes first.
fn read_numbers(parts: &[&str], forms: &[CellDateForm]) -> RunDate {
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 2);
    let year = |part: &str| part.parse::<i32>().ok().filter(|_| is_report_year(part));
    let [first, second, third] = *parts else { return RunDate::Unsaid };
    let (year, orders) = match (year(first), year(third)) {
        (Some(year), _) => (year, [(second, third), (second, third)]),
        (None, Some(year)) if is_day_first(forms) => (year, [(second, first), (first, second)]),
        (None, Some(year)) => (year, [(first, second), (second, first)]),
        (None, None) => return RunDate::Unsaid,
    };
    let [(month, day), _] = orders;
    if number(month).zip(number(day)).is_none() {
        return RunDate::Unsaid;
    }
    let day = orders.into_iter().find_map(|(month, day)| NaiveDate::from_ymd_opt(year, number(month)?, number(day)?));
    day.map_or_else(|| RunDate::Impossible(parts.join("-")), RunDate::Day)
}

/// Returns whether the layout writes the day before the month.
fn is_day_first(forms: &[CellDateForm]) -> bool {
    forms.iter().any(|form| matches!(form, CellDateForm::DayMonthYear | CellDateForm::DayMonthShortYear))
}

fn is_report_year(text: &str) -> bool {
    text.len() == 4 && text.parse().is_ok_and(|year| REPORT_YEARS.contains(&year))
}

fn is_report_day(day: NaiveDate) -> bool {
    REPORT_YEARS.contains(&day.year())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::layouts::Layouts;
    use super::*;

    fn said(found: &RunDate) -> String {
        match found {
            RunDate::Unsaid => String::new(),
            RunDate::Day(day) => day.to_string(),
            RunDate::Impossible(text) => format!("no {text}"),
        }
    }

    #[rstest]
    #[case("Run date: 11/19/2026 06:12", "2026-11-19")]
    #[case("Unit V12  RUN DATE 2026-11-19", "2026-11-19")]
    #[case("Run date: 13/45/2026", "no 13-45-2026")]
    #[case("Run date: today", "")]
    #[case("Worker: V1A3", "")]
    fn the_title_block_says_the_day(#[case] line: &str, #[case] expected: &str) {
        let layouts = Layouts::for_extracts();
        assert_eq!(said(&run_date_in_title(line, layouts.get("listing").unwrap())), expected);
    }

    #[rstest]
    #[case("es108_V1A3_2026-11-19.xlsx", "2026-11-19")]
    #[case("alerts-20261119.txt", "2026-11-19")]
    #[case("listing 11-29-2026.csv", "2026-11-29")]
    #[case("listing_11292026.csv", "2026-11-29")]
    #[case("listing 29-11-2026.csv", "2026-11-29")]
    #[case("listing 11.9.2026 (2).csv", "2026-11-09")]
    #[case("Listing Nov 29, 2026.csv", "2026-11-29")]
    #[case("listing_29-Nov-2026.csv", "2026-11-29")]
    #[case("listing_2026_11_29.csv", "2026-11-29")]
    #[case("listing_2026-13-01.csv", "no 2026-13-01")]
    #[case("listing 02-30-2026.csv", "no 02-30-2026")]
    #[case("ES108_20261001 (1).csv", "2026-10-01")]
    #[case("ES108_V1A3_10012026.csv", "2026-10-01")]
    #[case("ES108 28NOV2026.csv", "2026-11-28")]
    #[case("ES108_Nov282026.csv", "2026-11-28")]
    #[case("ES108_20261129073000.csv", "2026-11-29")]
    #[case("ES108_20261129T0730.csv", "2026-11-29")]
    #[case("listing_1B20001_2026.csv", "")]
    #[case("listing_2026-11-01_to_2026-11-29.csv", "")]
    #[case("alerts.txt", "")]
    #[case("unit-12345678.csv", "")]
    #[case("unit 12-3456.csv", "")]
    fn the_name_says_the_day(#[case] file: &str, #[case] expected: &str) {
        let forms = [CellDateForm::MonthDayYear];
        assert_eq!(said(&run_date_in_name(file, &forms)), expected);
    }

    #[test]
    fn a_layout_that_writes_the_day_first_reads_names_so() {
        let read = |forms| said(&run_date_in_name("listing 05-04-2026.csv", forms));
        assert_eq!(read(&[CellDateForm::DayMonthYear]), "2026-04-05");
        assert_eq!(read(&[CellDateForm::MonthDayYear]), "2026-05-04");
    }
}
