//! Finds the day on which the county ran a report, in the lines above the header or in the file's name.

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
    let words: Vec<&str> = file.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let compact = words.iter().map(|word| read_compact(word, forms));
    let parted = words.windows(3).map(|parts| read_parts(parts, forms));
    let mut found: Vec<RunDate> = compact.chain(parted).filter(|found| *found != RunDate::Unsaid).collect();
    found.dedup();
    let days: Vec<NaiveDate> = found.iter().filter_map(RunDate::day).collect();
    match (days.as_slice(), found.pop()) {
        ([day], _) => RunDate::Day(*day),
        ([], Some(impossible)) => impossible,
        _ => RunDate::Unsaid,
    }
}

/// Reads eight digits: `20261119`, `11192026`. Other numbers have eight digits, too, so that none is impossible.
fn read_compact(word: &str, forms: &[CellDateForm]) -> RunDate {
    let year_first = CellDateForm::Compact.parse_date(word, YEARS_FROM);
    let year_last = || {
        let (month, rest) = word.split_at_checked(2)?;
        let (day, year) = rest.split_at_checked(2).filter(|_| word.len() == 8)?;
        read_numbers(&[month, day, year], forms).day()
    };
    year_first.filter(|day| is_report_day(*day)).or_else(year_last).map_or(RunDate::Unsaid, RunDate::Day)
}

/// Reads three parts of a name: numbers, or a month's name among them.
fn read_parts(parts: &[&str], forms: &[CellDateForm]) -> RunDate {
    let named = [CellDateForm::NameDayYear, CellDateForm::DayNameYear];
    let text = parts.join(" ");
    match named.iter().find_map(|form| form.parse_date(&text, YEARS_FROM)).filter(|day| is_report_day(*day)) {
        Some(day) => RunDate::Day(day),
        None => read_numbers(parts, forms),
    }
}

/// Reads three numbers as a day with the year first or last. Where month and day can change places, the layout's forms
/// say which comes first.
fn read_numbers(parts: &[&str], forms: &[CellDateForm]) -> RunDate {
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 2);
    let year = |part: &str| part.parse::<i32>().ok().filter(|year| part.len() == 4 && REPORT_YEARS.contains(year));
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
