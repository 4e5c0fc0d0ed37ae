//! What would mend a row that cannot be used, in a sentence for whoever mends it.

use strum::VariantArray as _;

use super::date_form::DateForm;
use super::field::{Field, Value};
use super::layout::Column;
use super::pattern::bare;
use super::table::Cell;

/// From this likeness on, of 1 for the same word, a word is taken for a misspelt one.
const ALIKE: f64 = 0.75;

/// What would mend the value of a column.
pub fn for_value(column: &Column, cell: &Cell) -> String {
    if matches!(cell, Cell::Error(_)) {
        return "The formula of the cell fails: put its value there.".to_owned();
    }
    match column.field.value() {
        Value::Code(_) => for_word(column, &cell.to_string()),
        Value::Date | Value::Month => for_date(column, &cell.to_string()),
        Value::Number => "Write a plain number, without words or signs.".to_owned(),
        Value::Text if column.field == Field::Case => for_case_number(column, &cell.to_string()),
        Value::Text => "Correct it.".to_owned(),
    }
}

/// What would mend a row without a value that it needs.
pub fn for_missing(column: Option<&Column>) -> String {
    match column {
        Some(column) => format!("Fill in the {}.", column.field.label()),
        None => "The file has no column for it: ask for a report that has one.".to_owned(),
    }
}

fn for_word(column: &Column, text: &str) -> String {
    let word = bare(text);
    let likeness = |known: &str| strsim::normalized_damerau_levenshtein(&word, known);
    let nearest = column.codes.iter().max_by(|one, other| likeness(one.0).total_cmp(&likeness(other.0)));
    let add = format!("add the word to the codes of `{}` in the layout", column.field);
    match nearest.filter(|(known, _)| likeness(known) >= ALIKE) {
        Some((_, ours)) => format!("It is nearly a word for {}: correct it, or {add}.", ours.replace('_', " ")),
        None => format!("Correct it, or {add}."),
    }
}

fn for_date(column: &Column, text: &str) -> String {
    let usual = column.dates.first().map_or("a date", |form| form.name());
    let reads = |form: &&DateForm| form.read(text, column.years_from).is_some();
    match DateForm::VARIANTS.iter().filter(|form| !column.dates.contains(form)).find(reads) {
        Some(other) => format!("It would be a date as {}; this column is {usual}. Write it so.", other.name()),
        None => format!("Write it as {usual}."),
    }
}

fn for_case_number(column: &Column, text: &str) -> String {
    let shortened = text.contains("E+") || text.contains("e+");
    if shortened {
        return "A spreadsheet shortened the number: format the column as text and export it again.".to_owned();
    }
    match column.pad {
        0 => "A case number has 3 to 12 letters and digits.".to_owned(),
        pad => format!("A case number has 3 to 12 letters and digits; one of digits alone has {pad} here."),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::layout::Layouts;
    use super::*;

    #[rstest]
    #[case("noncompliance", Field::Outcome, "Good Cuase", "nearly a word for good cause")]
    #[case("noncompliance", Field::Outcome, "Unclear", "add the word to the codes of `outcome`")]
    #[case("noncompliance", Field::NoticeIssued, "19.11.2026", "as dd/mm/yyyy; this column is mm/dd/yyyy")]
    #[case("noncompliance", Field::NoticeIssued, "soon", "Write it as mm/dd/yyyy.")]
    #[case("noncompliance", Field::Case, "1.23E+09", "shortened the number")]
    #[case("noncompliance", Field::Case, "12/34", "one of digits alone has 7 here")]
    fn it_says_what_to_do(#[case] layout: &str, #[case] field: Field, #[case] text: &str, #[case] wanted: &str) {
        let layouts = Layouts::bundled().unwrap();
        let column = layouts.get(layout).unwrap().column(field).unwrap();
        let said = for_value(column, &Cell::text(text));
        assert!(said.contains(wanted), "{said}");
    }
}
