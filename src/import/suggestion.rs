//! Suggests how to correct a row that cannot be used, in a sentence for the worker who corrects it.

use std::borrow::Cow;

use strum::VariantArray as _;

use super::cell::Cell;
use super::date_form::CellDateForm;
use super::field::{ExtractField, ValueKind};
use super::layout::LayoutColumn;
use super::look_alike::name_look_alike;
use super::pattern::comparison_key;
use super::workbook::UNCOMPUTED;

/// The lowest likeness, 1 for the same word, at which a word is taken for a misspelled one.
const MIN_SIMILARITY: f64 = 0.75;
/// The most bytes of a text that may be a misspelled word.
const LONGEST_WORD: usize = 100;

/// Suggests how to correct the value of a column.
pub fn for_value(column: &LayoutColumn, cell: &Cell) -> Cow<'static, str> {
    if let Cell::Error(error) = cell {
        return if error == UNCOMPUTED {
            "The file does not hold the result of this formula: open it in a spreadsheet, save it there, and import it again."
        } else {
            "The formula in this cell fails: replace it with its value."
        }
        .into();
    }
    match column.field.value_kind() {
        ValueKind::Code(_) => for_word(column, &cell.display_text()),
        // What the workbook has as a day is one, whatever its form.
        ValueKind::Date | ValueKind::Month if matches!(cell, Cell::Date(_)) => "Correct the date.".into(),
        ValueKind::Date | ValueKind::Month => for_date(column, &cell.display_text()),
        ValueKind::Number => "Write a plain number, without words or signs.".into(),
        ValueKind::Text if column.field == ExtractField::Case => for_case_number(column, &cell.display_text()),
        ValueKind::Text => "Correct it.".into(),
    }
}

/// Suggests what to do about a value that is missing, by the column in which it should be.
pub fn for_missing(column: Option<&LayoutColumn>) -> Cow<'static, str> {
    match column {
        Some(column) => format!("Fill in the {}.", column.field.title()).into(),
        None => "The file has no column for it: ask for a report that has one.".into(),
    }
}

fn for_word(column: &LayoutColumn, text: &str) -> Cow<'static, str> {
    // A long text is no misspelled word, and to compare it would take long.
    let word = if text.len() <= LONGEST_WORD { comparison_key(text) } else { String::new() };
    let likeness = |known: &str| strsim::normalized_damerau_levenshtein(&word, known);
    let known = column.codes.iter().filter(|(known, _)| !known.is_empty());
    let nearest = known.max_by(|a, b| likeness(a.0).total_cmp(&likeness(b.0)));
    let explain = "say once what it means: M in the preview, --word in a command";
    match nearest.filter(|(known, _)| likeness(known) >= MIN_SIMILARITY) {
        Some((_, ours)) => {
            format!("It looks like a word for {}: correct it, or {explain}.", ours.replace('_', " ")).into()
        }
        None => format!("Correct it, or {explain}.").into(),
    }
}

fn for_date(column: &LayoutColumn, text: &str) -> Cow<'static, str> {
    let usual = column.dates.first().map_or("a date", |form| form.told_form());
    let reads = |form: &&CellDateForm| form.parse_date(text, column.years_from).is_some();
    if column.dates.iter().any(|form| reads(&form)) {
        // It is a date, and not one that the field can hold.
        return "Correct the date.".into();
    }
    match CellDateForm::VARIANTS.iter().filter(|form| !column.dates.contains(form)).find(reads) {
        Some(other) => {
            format!("It reads as a date in the form {}, but this column has {usual}.", other.told_form()).into()
        }
        None => format!("Write it as {usual}.").into(),
    }
}

fn for_case_number(column: &LayoutColumn, text: &str) -> Cow<'static, str> {
    if name_look_alike(text).is_some() {
        return "Write the number with the letters and digits of the keyboard.".into();
    }
    let shortened = text.contains("E+") || text.contains("e+");
    if shortened {
        return "A spreadsheet shortened the number: format the column as text and export it again.".into();
    }
    match column.pad {
        0 => "A case number has 3 to 12 letters and digits.".into(),
        pad => format!("A case number has 3 to 12 letters and digits; a number without letters has {pad} digits here.")
            .into(),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::layouts::Layouts;
    use super::*;

    #[rstest]
    #[case("noncompliance", ExtractField::Outcome, "Good Cuase", "looks like a word for good cause")]
    #[case("noncompliance", ExtractField::Outcome, "Unclear", "say once what it means: M in the preview")]
    #[case(
        "noncompliance",
        ExtractField::NoticeIssued,
        "19.11.2026",
        "in the form dd/mm/yyyy, but this column has mm/dd/yyyy"
    )]
    #[case("noncompliance", ExtractField::NoticeIssued, "soon", "Write it as mm/dd/yyyy.")]
    #[case("noncompliance", ExtractField::Case, "1.23E+09", "shortened the number")]
    #[case("noncompliance", ExtractField::Case, "12/34", "has 7 digits here")]
    fn a_suggestion_says_what_to_do(
        #[case] layout: &str,
        #[case] field: ExtractField,
        #[case] text: &str,
        #[case] wanted: &str,
    ) {
        let layouts = Layouts::for_extracts();
        let column = layouts.get(layout).unwrap().column_for(field).unwrap();
        let suggested = for_value(column, &Cell::from_text(text));
        assert!(suggested.contains(wanted), "{suggested}");
    }
}
