//! Finds the day on which the county ran a report, in the lines above the header or in the file's name.

use chrono::NaiveDate;

use super::date_form::CellDateForm;
use super::layout::Layout;
use super::recognize::LayoutFit;

/// Returns the day after one of the layout's labels ("Run date:") in a line above the header, or else the day in the
/// file's name (`2026-11-19` or `20261119`).
pub fn find_run_date(fit: &LayoutFit<'_>, file: &str) -> Option<NaiveDate> {
    fit.above.iter().find_map(|line| run_date_in_title(line, fit.layout)).or_else(|| run_date_in_name(file))
}

fn run_date_in_title(line: &str, layout: &Layout) -> Option<NaiveDate> {
    let line = line.to_lowercase();
    let (_, rest) = layout.run_date.iter().find_map(|label| line.split_once(label.as_str()))?;
    let words: Vec<&str> = rest.trim_start_matches([':', ' ', '=']).split_whitespace().collect();
    // A date has one word (11/19/2026) to three (Nov 19, 2026).
    (1..=3).find_map(|count| parse_run_date(&words.iter().take(count).copied().collect::<Vec<_>>().join(" "), layout))
}

/// Parses a day in one of the layout's usual forms, or as a workbook's date is shown: `2026-11-19`.
fn parse_run_date(text: &str, layout: &Layout) -> Option<NaiveDate> {
    const YEARS_FROM: i32 = 1970;
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

fn run_date_in_name(file: &str) -> Option<NaiveDate> {
    let is_part = |c: char| c.is_ascii_digit() || c == '-';
    file.split(|c: char| !is_part(c)).find_map(|part| {
        let part = part.trim_matches('-');
        CellDateForm::YearMonthDay.parse_date(part, 0).or_else(|| CellDateForm::Compact.parse_date(part, 0))
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::layouts::Layouts;
    use super::*;

    #[rstest]
    #[case("Run date: 11/19/2026 06:12", Some("2026-11-19"))]
    #[case("Unit V12  RUN DATE 2026-11-19", Some("2026-11-19"))]
    #[case("Run date: today", None)]
    #[case("Worker: V1A3", None)]
    fn the_title_block_says_the_day(#[case] line: &str, #[case] day: Option<&str>) {
        let layouts = Layouts::for_extracts();
        let read = run_date_in_title(line, layouts.get("listing").unwrap());
        assert_eq!(read.map(|date| date.to_string()).as_deref(), day);
    }

    #[rstest]
    #[case("es108_V1A3_2026-11-19.xlsx", Some("2026-11-19"))]
    #[case("alerts-20261119.txt", Some("2026-11-19"))]
    #[case("alerts.txt", None)]
    #[case("unit-12345678.csv", None)]
    fn the_name_says_the_day(#[case] file: &str, #[case] day: Option<&str>) {
        assert_eq!(run_date_in_name(file).map(|date| date.to_string()).as_deref(), day);
    }
}
