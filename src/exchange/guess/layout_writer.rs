//! The proposed layout as a file, with what was decided and why beside each line.

use std::fmt::Write as _;

use super::super::date_form::DateForm;
use super::super::field::{ExtractField, ValueKind};
use super::super::pattern::comparison_key;
use super::super::{redact_ssn, run_date};
use super::codes;
use super::context::GuessContext;

/// A case number of digits alone has so many where the values do not say more.
const USUAL_PAD: usize = 7;

/// And at most so many.
const LONGEST_PAD: usize = 12;

/// The layout's file.
pub(super) fn layout_toml(proposal: &GuessContext<'_>, several_sheets: bool) -> String {
    let mut out = String::new();
    write_head(proposal, several_sheets, &mut out);
    for (field, place) in fields_in_order(proposal) {
        write_column(proposal, field, place, &mut out);
    }
    for field in proposal.missing {
        push_line(&mut out, &format!("\n# NEEDED AND NOT FOUND: which column is the {}?", field.label()));
        push_line(&mut out, &format!("# [columns.{field}]\n# names = [\"\"]"));
    }
    write_unread_columns(proposal, &mut out);
    out
}

/// Writing into memory cannot fail.
fn push_line(out: &mut String, text: &str) {
    let _written = writeln!(out, "{text}");
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
    push_line(out, "# What each line means stands in docs/layouts.md.");
    push_line(out, &format!("id = {}", quote_toml(&format!("own_{}", words.join("_")))));
    push_line(out, &format!("kind = {} # {}", quote_toml(proposal.kind.id()), proposal.kind.title()));
    push_line(out, &format!("title = {}", quote_toml(&format!("{} as in {}", proposal.kind.title(), proposal.name))));
    push_line(out, "source = \"guessed from a file; say here who described the report\"");
    if let Some(sheet) = proposal.found.sheet.as_deref().filter(|_| several_sheets) {
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
                "blank = [{}] # stand where dates should be: check",
                join_quoted(blanks.iter().map(String::as_str))
            ),
        );
    }
    write_skip_patterns(proposal, out);
    push_line(out, "never = [\"*SSN*\", \"SS#\", \"SS No*\", \"*Social Security*\", \"*Seguro Social*\"]");
    write_run_date(proposal, out);
}

/// The forms of the columns that leave no doubt: they decide for those that do.
fn usual_date_forms(proposal: &GuessContext<'_>) -> Option<Vec<DateForm>> {
    let dates = proposal.fields.iter().filter(|(field, _)| field.value_kind() == ValueKind::Date);
    let found: Vec<_> = dates
        .filter_map(|(_, place)| proposal.samples.get(*place))
        .map(|sample| sample.guess_date_forms(false))
        .collect();
    let sure = found.iter().filter(|dates| !dates.ambiguous && !dates.forms.is_empty());
    let first =
        sure.max_by_key(|dates| dates.forms.len()).or_else(|| found.iter().find(|dates| !dates.forms.is_empty()));
    first.map(|dates| dates.forms.clone())
}

/// Texts that stand in columns of dates more than once, or are known to say nothing.
fn blank_words(proposal: &GuessContext<'_>) -> Vec<String> {
    let mut blanks: Vec<String> = Vec::new();
    for (_, place) in proposal.fields.iter().filter(|(field, _)| field.value_kind() == ValueKind::Date) {
        let Some(sample) = proposal.samples.get(*place) else { continue };
        let dates = sample.guess_date_forms(false);
        let known = |text: &str| proposal.layouts.iter().any(|layout| layout.is_blank_text(text));
        let often = |text: &&String| known(text) || sample.texts.get(*text).is_some_and(|count| *count > 1);
        blanks.extend(dates.others.iter().filter(|_| !dates.forms.is_empty()).filter(often).cloned());
    }
    blanks.sort();
    blanks.dedup();
    blanks
}

/// Lines below the header that fill too few columns: how they begin.
fn write_skip_patterns(proposal: &GuessContext<'_>, out: &mut String) {
    let first_words = proposal.found.thin.iter().filter_map(|row| row.filled_cells().next()).map(ToString::to_string);
    let mut skip: Vec<String> = first_words
        .map(|text| text.chars().take_while(|c| !c.is_ascii_digit() && *c != ':').collect::<String>())
        .map(|start| format!("{}*", start.trim()))
        .filter(|start| start.len() > 3)
        .collect();
    skip.sort();
    skip.dedup();
    if !skip.is_empty() {
        push_line(
            out,
            &format!(
                "skip = [{}] # lines below the header that are no rows: check",
                join_quoted(skip.iter().map(String::as_str))
            ),
        );
    }
}

fn write_run_date(proposal: &GuessContext<'_>, out: &mut String) {
    let forms: Vec<DateForm> = usual_date_forms(proposal).unwrap_or_default();
    let found = proposal.found.above.iter().find_map(|above| run_date::label_before_date(above, &forms));
    match found {
        Some(words) => push_line(out, &format!("run_date = [{}]", join_quoted(std::iter::once(words.as_str())))),
        None => push_line(out, "run_date = [\"run date\"] # no line above the header has a date: check"),
    }
}

/// The fields in the order in which the file has their columns.
fn fields_in_order(proposal: &GuessContext<'_>) -> Vec<(ExtractField, usize)> {
    let mut fields = proposal.fields.to_vec();
    fields.sort_by_key(|(_, place)| *place);
    fields
}

fn write_column(proposal: &GuessContext<'_>, field: ExtractField, place: usize, out: &mut String) {
    let Some(sample) = proposal.samples.get(place) else { return };
    push_line(out, &format!("\n[columns.{field}] # {}", field.label()));
    push_line(out, &format!("names = [{}]", quote_toml(&sample.header)));
    match field.value_kind() {
        ValueKind::Date | ValueKind::Month => write_dates(proposal, field, place, out),
        ValueKind::Text if field == ExtractField::Case && sample.longest_number > 0 => {
            let pad = sample.longest_number.clamp(USUAL_PAD, LONGEST_PAD);
            push_line(out, &format!("pad = {pad} # a number of fewer digits lost its zeros: check"));
        }
        ValueKind::Code(_) => write_codes(proposal, field, place, out),
        _ => {}
    }
}

fn write_dates(proposal: &GuessContext<'_>, field: ExtractField, place: usize, out: &mut String) {
    let Some(sample) = proposal.samples.get(place) else { return };
    let found = sample.guess_date_forms(field.value_kind() == ValueKind::Month);
    let usual = usual_date_forms(proposal).unwrap_or_default();
    if found.forms.is_empty() {
        if usual.is_empty() || field.value_kind() == ValueKind::Month {
            let form =
                if field.value_kind() == ValueKind::Month { DateForm::YearMonth } else { DateForm::MonthDayYear };
            push_line(
                out,
                &format!("dates = [{}] # the workbook calls them dates, or all are blank", quote_toml(form.name())),
            );
        }
        return;
    }
    let by_others =
        found.ambiguous.then(|| usual.iter().find(|form| found.forms.iter().any(|own| own.conflicts_with(**form))));
    if let Some(form) = by_others.flatten() {
        push_line(
            out,
            &format!("dates = [{}] # {}; decided as the other columns are", quote_toml(form.name()), found.why),
        );
    } else {
        let forms = join_quoted(found.forms.iter().map(|form| form.name()));
        push_line(out, &format!("dates = [{forms}] # {}", found.why));
    }
}

fn write_codes(proposal: &GuessContext<'_>, field: ExtractField, place: usize, out: &mut String) {
    let Some(sample) = proposal.samples.get(place) else { return };
    push_line(out, &format!("[columns.{field}.codes]"));
    let said = codes::guess_codes(sample, field, proposal.layouts);
    for word in &said {
        match &word.code {
            Some(ours) if word.guessed => {
                push_line(out, &format!("{} = {} # alike: check", quote_toml(&word.word), quote_toml(ours)));
            }
            Some(ours) => push_line(out, &format!("{} = {}", quote_toml(&word.word), quote_toml(ours))),
            None => push_line(out, &format!("# {} = \"\" # which of ours is it?", quote_toml(&word.word))),
        }
    }
    if said.iter().all(|word| word.code.is_none()) {
        push_line(out, "# No word is known; a layout needs one at least.");
    }
}

/// The columns that the layout does not read.
fn write_unread_columns(proposal: &GuessContext<'_>, out: &mut String) {
    let read = |place: usize| proposal.fields.iter().any(|(_, at)| *at == place);
    let headers =
        proposal.samples.iter().enumerate().filter(|(place, _)| !read(*place)).map(|(_, sample)| &sample.header);
    let headers: Vec<String> = headers.filter(|header| !header.is_empty()).map(|header| quote_toml(header)).collect();
    if !headers.is_empty() {
        push_line(out, &format!("\n# Columns that are not read: {}", headers.join(", ")));
    }
}
