//! Writes the proposed layout as a file, with what was decided and why beside each line.

use std::fmt::Write as _;

use super::super::cell::TableRow;
use super::super::date_form::CellDateForm;
use super::super::field::{ExtractField, ValueKind};
use super::super::pattern::{Pattern, comparison_key};
use super::super::{redact_ssn, run_date};
use super::codes;
use super::column::{ColumnSample, is_case_number};
use super::context::GuessContext;

/// The digits of a case number without letters, if the values do not show more.
const USUAL_PAD: usize = 7;

/// The most digits of a case number.
const LONGEST_PAD: usize = 12;

/// Returns the text of the layout's file.
pub(super) fn layout_toml(proposal: &GuessContext<'_>, several_sheets: bool) -> String {
    let mut out = String::new();
    write_head(proposal, several_sheets, &mut out);
    for (field, index) in fields_in_order(proposal) {
        write_column(proposal, field, index, &mut out);
    }
    for field in proposal.missing {
        push_line(&mut out, &format!("\n# NEEDED AND NOT FOUND: which column is the {}?", field.title()));
        push_line(&mut out, &format!("# [columns.{field}]\n# names = [\"\"]"));
    }
    write_unread_columns(proposal, &mut out);
    out
}

fn push_line(out: &mut String, text: &str) {
    // Writing into memory cannot fail.
    let _ = writeln!(out, "{text}");
}

fn quote_toml(text: &str) -> String {
    toml::Value::String(redact_ssn::clean_text(text)).to_string()
}

fn join_quoted<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    texts.map(quote_toml).collect::<Vec<_>>().join(", ")
}

fn write_head(proposal: &GuessContext<'_>, several_sheets: bool, out: &mut String) {
    let stem = proposal.name.rsplit_once('.').map_or(proposal.name, |(stem, _)| stem);
    let words: Vec<String> =
        stem.split(|c: char| !c.is_alphabetic()).map(comparison_key).filter(|word| !word.is_empty()).collect();
    push_line(out, "# Proposed from the file itself. Read it through: what says \"check\" was not certain.");
    push_line(out, "# docs/layouts.md explains each line.");
    push_line(out, &format!("id = {}", quote_toml(&format!("own_{}", words.join("_")))));
    push_line(out, &format!("kind = {} # {}", quote_toml(proposal.kind.id()), proposal.kind.title()));
    push_line(out, &format!("title = {}", quote_toml(&format!("{} as in {}", proposal.kind.title(), proposal.name))));
    push_line(out, "source = \"guessed from a file; say here who described the report\"");
    if several_sheets && let Some(sheet) = proposal.found.sheet.as_deref() {
        push_line(out, &format!("sheet = {} # the workbook has other sheets", quote_toml(sheet)));
    }
    if let Some(forms) = usual_date_forms(proposal) {
        push_line(out, &format!("dates = [{}]", join_quoted(forms.iter().map(|form| form.name()))));
    }
    let blanks = blank_words(proposal);
    if !blanks.is_empty() {
        push_line(
            out,
            &format!(
                "blank = [{}] # found where dates should be: check",
                join_quoted(blanks.iter().map(String::as_str))
            ),
        );
    }
    write_skip_patterns(proposal, out);
    write_run_date(proposal, out);
}

/// Returns the forms of the date columns that leave no doubt. They decide for the columns that leave doubt.
fn usual_date_forms(proposal: &GuessContext<'_>) -> Option<Vec<CellDateForm>> {
    let dates = proposal.fields.iter().filter(|(field, _)| field.value_kind() == ValueKind::Date);
    let found: Vec<_> = dates
        .filter_map(|(_, index)| proposal.samples.get(*index))
        .map(|sample| sample.guess_date_forms(false))
        .collect();
    let certain = found.iter().filter(|dates| !dates.ambiguous && !dates.forms.is_empty());
    let first =
        certain.max_by_key(|dates| dates.forms.len()).or_else(|| found.iter().find(|dates| !dates.forms.is_empty()));
    first.map(|dates| dates.forms.clone())
}

/// Returns the texts that occur more than once in columns of dates, or that are known to mean an empty cell.
fn blank_words(proposal: &GuessContext<'_>) -> Vec<String> {
    let mut blanks: Vec<String> = Vec::new();
    for (_, index) in proposal.fields.iter().filter(|(field, _)| field.value_kind() == ValueKind::Date) {
        let Some(sample) = proposal.samples.get(*index) else { continue };
        let dates = sample.guess_date_forms(false);
        if dates.forms.is_empty() {
            continue;
        }
        let known = |text: &str| proposal.layouts.iter().any(|layout| layout.is_blank_text(text));
        let frequent = |text: &&String| known(text) || sample.texts.get(*text).is_some_and(|count| *count > 1);
        blanks.extend(dates.others.iter().filter(frequent).cloned());
    }
    blanks.sort();
    blanks.dedup();
    blanks
}

/// Writes the beginnings of the lines below the header that fill too few columns and are not rows. A line with a case
/// number is a row, however little it has, and a beginning that such a row shares is not proposed.
fn write_skip_patterns(proposal: &GuessContext<'_>, out: &mut String) {
    let case = proposal.fields.iter().find(|(field, _)| *field == ExtractField::Case).map(|(_, index)| *index);
    // If no column holds case numbers, no line can be distinguished from a row.
    let is_of_case = |row: &&TableRow| case.is_none_or(|index| has_case_number(row, index));
    let rows_of_cases: Vec<&TableRow> = proposal.found.rows_and_lines().filter(is_of_case).collect();
    let would_skip_case = |start: &String| {
        let pattern = Pattern::from(start.as_str());
        let begins = |row: &&TableRow| row.filled_cells().next().is_some_and(|cell| pattern.matches(&cell.to_string()));
        rows_of_cases.iter().any(|row| begins(row) || pattern.matches(&row.joined_text()))
    };
    let lines = proposal.found.thin.iter().filter(|row| !is_of_case(row));
    let first_words = lines.filter_map(|row| row.filled_cells().next()).map(ToString::to_string);
    let mut skip: Vec<String> = first_words
        .map(|text| text.chars().take_while(|c| !c.is_ascii_digit() && *c != ':').collect::<String>())
        .map(|start| format!("{}*", start.trim()))
        .filter(|start| start.len() > 3 && !would_skip_case(start))
        .collect();
    skip.sort();
    skip.dedup();
    if !skip.is_empty() {
        push_line(
            out,
            &format!(
                "skip = [{}] # lines below the header that are not rows: check",
                join_quoted(skip.iter().map(String::as_str))
            ),
        );
    }
}

/// Returns whether the cell with the index `case` holds what looks like a case number.
fn has_case_number(row: &TableRow, case: usize) -> bool {
    row.cells.get(case).is_some_and(|cell| is_case_number(&cell.display_text().replace('-', "")))
}

fn write_run_date(proposal: &GuessContext<'_>, out: &mut String) {
    let forms: Vec<CellDateForm> = usual_date_forms(proposal).unwrap_or_default();
    let found = proposal.found.above.iter().find_map(|above| run_date::label_before_date(above, &forms));
    match found {
        Some(label) => push_line(out, &format!("run_date = [{}]", quote_toml(&label))),
        None => push_line(out, "run_date = [\"run date\"] # no line above the header has a date: check"),
    }
}

/// Returns the fields in the order of their columns in the file.
fn fields_in_order(proposal: &GuessContext<'_>) -> Vec<(ExtractField, usize)> {
    let mut fields = proposal.fields.to_vec();
    fields.sort_by_key(|(_, index)| *index);
    fields
}

fn write_column(proposal: &GuessContext<'_>, field: ExtractField, index: usize, out: &mut String) {
    let Some(sample) = proposal.samples.get(index) else { return };
    push_line(out, &format!("\n[columns.{field}] # {}", field.title()));
    push_line(out, &format!("names = [{}]", quote_toml(&sample.header)));
    match field.value_kind() {
        ValueKind::Date | ValueKind::Month => write_dates(proposal, field, sample, out),
        ValueKind::Text if field == ExtractField::Case && sample.longest_number > 0 => {
            let pad = sample.longest_number.clamp(USUAL_PAD, LONGEST_PAD);
            push_line(out, &format!("pad = {pad} # a number with fewer digits lost its zeros: check"));
        }
        ValueKind::Code(_) => write_codes(proposal, field, sample, out),
        _ => {}
    }
}

fn write_dates(proposal: &GuessContext<'_>, field: ExtractField, sample: &ColumnSample, out: &mut String) {
    let found = sample.guess_date_forms(field.value_kind() == ValueKind::Month);
    let usual = usual_date_forms(proposal).unwrap_or_default();
    if found.forms.is_empty() {
        if usual.is_empty() || field.value_kind() == ValueKind::Month {
            let form = if field.value_kind() == ValueKind::Month {
                CellDateForm::YearMonth
            } else {
                CellDateForm::MonthDayYear
            };
            push_line(
                out,
                &format!("dates = [{}] # the workbook has them as dates, or all are blank", quote_toml(form.name())),
            );
        }
        return;
    }
    let conflicts = |form: &&CellDateForm| found.forms.iter().any(|own| own.conflicts_with(**form));
    let decided = if found.ambiguous { usual.iter().find(conflicts) } else { None };
    if let Some(form) = decided {
        push_line(out, &format!("dates = [{}] # {}; decided by the other columns", quote_toml(form.name()), found.why));
    } else {
        let forms = join_quoted(found.forms.iter().map(|form| form.name()));
        push_line(out, &format!("dates = [{forms}] # {}", found.why));
    }
}

fn write_codes(proposal: &GuessContext<'_>, field: ExtractField, sample: &ColumnSample, out: &mut String) {
    push_line(out, &format!("[columns.{field}.codes]"));
    let guesses = codes::guess_codes(sample, field, proposal.layouts);
    for word in &guesses {
        match &word.code {
            Some(ours) if word.guessed => {
                push_line(out, &format!("{} = {} # alike: check", quote_toml(&word.word), quote_toml(ours)));
            }
            Some(ours) => push_line(out, &format!("{} = {}", quote_toml(&word.word), quote_toml(ours))),
            None => push_line(out, &format!("# {} = \"\" # which of Caseload's words is it?", quote_toml(&word.word))),
        }
    }
    if guesses.iter().all(|word| word.code.is_none()) {
        push_line(out, "# No word is known; a layout needs at least one.");
    }
}

/// Names the columns that the layout does not read.
fn write_unread_columns(proposal: &GuessContext<'_>, out: &mut String) {
    let is_read = |index: usize| proposal.fields.iter().any(|(_, read)| *read == index);
    let headers =
        proposal.samples.iter().enumerate().filter(|(index, _)| !is_read(*index)).map(|(_, sample)| &sample.header);
    let headers: Vec<String> = headers.filter(|header| !header.is_empty()).map(|header| quote_toml(header)).collect();
    if !headers.is_empty() {
        push_line(out, &format!("\n# Columns that are not read: {}", headers.join(", ")));
    }
}
