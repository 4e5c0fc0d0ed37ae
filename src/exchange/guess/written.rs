//! The proposed layout as a file, with what was decided and why beside each line.

use std::fmt::Write as _;

use super::super::date_form::DateForm;
use super::super::field::{Field, Value};
use super::super::pattern::bare;
use super::super::{plain, run_date};
use super::{Proposal, codes};

/// A case number of digits alone has so many where the values do not say more.
const USUAL_PAD: usize = 7;

/// And at most so many.
const LONGEST_PAD: usize = 12;

/// The layout's file.
pub(super) fn toml(proposal: &Proposal<'_>, several_sheets: bool) -> String {
    let mut out = String::new();
    head(proposal, several_sheets, &mut out);
    for (field, place) in in_order(proposal) {
        column(proposal, field, place, &mut out);
    }
    for field in proposal.missing {
        line(&mut out, &format!("\n# NEEDED AND NOT FOUND: which column is the {}?", field.label()));
        line(&mut out, &format!("# [columns.{field}]\n# names = [\"\"]"));
    }
    unread(proposal, &mut out);
    out
}

/// Writing into memory cannot fail.
fn line(out: &mut String, text: &str) {
    let _written = writeln!(out, "{text}");
}

fn quoted(text: &str) -> String {
    toml::Value::String(plain::kept(text)).to_string()
}

fn list<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    texts.map(quoted).collect::<Vec<_>>().join(", ")
}

fn head(proposal: &Proposal<'_>, several_sheets: bool, out: &mut String) {
    let stem = proposal.name.rsplit_once('.').map_or(proposal.name, |(stem, _)| stem);
    let words: Vec<String> =
        stem.split(|c: char| !c.is_alphabetic()).map(bare).filter(|word| !word.is_empty()).collect();
    line(out, "# Proposed from the file itself. Read it through: what says \"check\" was not certain.");
    line(out, "# What each line means stands in docs/layouts.md.");
    line(out, &format!("id = {}", quoted(&format!("own_{}", words.join("_")))));
    line(out, &format!("kind = {} # {}", quoted(proposal.kind.id()), proposal.kind.title()));
    line(out, &format!("title = {}", quoted(&format!("{} as in {}", proposal.kind.title(), proposal.name))));
    line(out, "source = \"guessed from a file; say here who described the report\"");
    if let Some(sheet) = proposal.found.sheet.as_deref().filter(|_| several_sheets) {
        line(out, &format!("sheet = {} # the workbook has other sheets", quoted(sheet)));
    }
    if let Some(forms) = usual_dates(proposal) {
        line(out, &format!("dates = [{}]", list(forms.iter().map(|form| form.name()))));
    }
    let blanks = blanks(proposal);
    if !blanks.is_empty() {
        line(
            out,
            &format!("blank = [{}] # stand where dates should be: check", list(blanks.iter().map(String::as_str))),
        );
    }
    skipped(proposal, out);
    line(out, "never = [\"*SSN*\", \"SS#\", \"SS No*\", \"*Social Security*\", \"*Seguro Social*\"]");
    run_words(proposal, out);
}

/// The forms of the columns that leave no doubt: they decide for those that do.
fn usual_dates(proposal: &Proposal<'_>) -> Option<Vec<DateForm>> {
    let dates = proposal.fields.iter().filter(|(field, _)| field.value() == Value::Date);
    let found: Vec<_> =
        dates.filter_map(|(_, place)| proposal.samples.get(*place)).map(|sample| sample.dates_in(false)).collect();
    let sure = found.iter().filter(|dates| !dates.ambiguous && !dates.forms.is_empty());
    let first =
        sure.max_by_key(|dates| dates.forms.len()).or_else(|| found.iter().find(|dates| !dates.forms.is_empty()));
    first.map(|dates| dates.forms.clone())
}

/// Texts that stand in columns of dates more than once, or are known to say nothing.
fn blanks(proposal: &Proposal<'_>) -> Vec<String> {
    let mut blanks: Vec<String> = Vec::new();
    for (_, place) in proposal.fields.iter().filter(|(field, _)| field.value() == Value::Date) {
        let Some(sample) = proposal.samples.get(*place) else { continue };
        let dates = sample.dates_in(false);
        let known = |text: &str| proposal.layouts.iter().any(|layout| layout.means_blank(text));
        let often = |text: &&String| known(text) || sample.texts.get(*text).is_some_and(|count| *count > 1);
        blanks.extend(dates.others.iter().filter(|_| !dates.forms.is_empty()).filter(often).cloned());
    }
    blanks.sort();
    blanks.dedup();
    blanks
}

/// Lines below the header that fill too few columns: how they begin.
fn skipped(proposal: &Proposal<'_>, out: &mut String) {
    let first_words = proposal.found.thin.iter().filter_map(|row| row.filled().next()).map(ToString::to_string);
    let mut skip: Vec<String> = first_words
        .map(|text| text.chars().take_while(|c| !c.is_ascii_digit() && *c != ':').collect::<String>())
        .map(|start| format!("{}*", start.trim()))
        .filter(|start| start.len() > 3)
        .collect();
    skip.sort();
    skip.dedup();
    if !skip.is_empty() {
        line(
            out,
            &format!(
                "skip = [{}] # lines below the header that are no rows: check",
                list(skip.iter().map(String::as_str))
            ),
        );
    }
}

fn run_words(proposal: &Proposal<'_>, out: &mut String) {
    let forms: Vec<DateForm> = usual_dates(proposal).unwrap_or_default();
    let found = proposal.found.above.iter().find_map(|above| run_date::words_before(above, &forms));
    match found {
        Some(words) => line(out, &format!("run_date = [{}]", list(std::iter::once(words.as_str())))),
        None => line(out, "run_date = [\"run date\"] # no line above the header has a date: check"),
    }
}

/// The fields in the order in which the file has their columns.
fn in_order(proposal: &Proposal<'_>) -> Vec<(Field, usize)> {
    let mut fields = proposal.fields.to_vec();
    fields.sort_by_key(|(_, place)| *place);
    fields
}

fn column(proposal: &Proposal<'_>, field: Field, place: usize, out: &mut String) {
    let Some(sample) = proposal.samples.get(place) else { return };
    line(out, &format!("\n[columns.{field}] # {}", field.label()));
    line(out, &format!("names = [{}]", quoted(&sample.header)));
    match field.value() {
        Value::Date | Value::Month => dates(proposal, field, place, out),
        Value::Text if field == Field::Case && sample.longest_number > 0 => {
            let pad = sample.longest_number.clamp(USUAL_PAD, LONGEST_PAD);
            line(out, &format!("pad = {pad} # a number of fewer digits lost its zeros: check"));
        }
        Value::Code(_) => words(proposal, field, place, out),
        _ => {}
    }
}

fn dates(proposal: &Proposal<'_>, field: Field, place: usize, out: &mut String) {
    let Some(sample) = proposal.samples.get(place) else { return };
    let found = sample.dates_in(field.value() == Value::Month);
    let usual = usual_dates(proposal).unwrap_or_default();
    if found.forms.is_empty() {
        if usual.is_empty() || field.value() == Value::Month {
            let form = if field.value() == Value::Month { DateForm::YearMonth } else { DateForm::MonthDayYear };
            line(out, &format!("dates = [{}] # the workbook calls them dates, or all are blank", quoted(form.name())));
        }
        return;
    }
    let by_others =
        found.ambiguous.then(|| usual.iter().find(|form| found.forms.iter().any(|own| own.contradicts(**form))));
    if let Some(form) = by_others.flatten() {
        line(out, &format!("dates = [{}] # {}; decided as the other columns are", quoted(form.name()), found.why));
    } else {
        let forms = list(found.forms.iter().map(|form| form.name()));
        line(out, &format!("dates = [{forms}] # {}", found.why));
    }
}

fn words(proposal: &Proposal<'_>, field: Field, place: usize, out: &mut String) {
    let Some(sample) = proposal.samples.get(place) else { return };
    line(out, &format!("[columns.{field}.codes]"));
    let said = codes::of(sample, field, proposal.layouts);
    for word in &said {
        match &word.ours {
            Some(ours) if word.guessed => {
                line(out, &format!("{} = {} # alike: check", quoted(&word.word), quoted(ours)));
            }
            Some(ours) => line(out, &format!("{} = {}", quoted(&word.word), quoted(ours))),
            None => line(out, &format!("# {} = \"\" # which of ours is it?", quoted(&word.word))),
        }
    }
    if said.iter().all(|word| word.ours.is_none()) {
        line(out, "# No word is known; a layout needs one at least.");
    }
}

/// The columns that the layout does not read.
fn unread(proposal: &Proposal<'_>, out: &mut String) {
    let read = |place: usize| proposal.fields.iter().any(|(_, at)| *at == place);
    let headers =
        proposal.samples.iter().enumerate().filter(|(place, _)| !read(*place)).map(|(_, sample)| &sample.header);
    let headers: Vec<String> = headers.filter(|header| !header.is_empty()).map(|header| quoted(header)).collect();
    if !headers.is_empty() {
        line(out, &format!("\n# Columns that are not read: {}", headers.join(", ")));
    }
}
