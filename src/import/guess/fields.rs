//! Decides which column holds which field.

use strum::VariantArray as _;

use super::super::field::ExtractField;
use super::super::kind_fields::KindFields;
use super::super::layout_words::header_words;
use super::super::layouts::Layouts;
use super::super::pattern::comparison_key;
use super::column::ColumnSample;
use crate::domain::extract::ExtractKind;
use crate::domain::ssn::is_ssn_header;

/// The minimum score at which a column is matched to a field.
const LEAST: f64 = 0.5;
/// The lowest likeness at which a header is taken for a known one that is misspelled.
const MIN_SIMILARITY: f64 = 0.84;

/// Returns the kind that the columns fit best, or `kind` if it is given, and the fields with the indexes of their
/// columns.
pub(super) fn best_kind(
    samples: &[ColumnSample],
    layouts: &Layouts,
    kind: Option<ExtractKind>,
) -> (ExtractKind, Vec<(ExtractField, usize)>) {
    // A list to be matched has little besides names, so that any extract would pass for one: it is never guessed.
    let extracts = || ExtractKind::VARIANTS.iter().copied().filter(|kind| *kind != ExtractKind::ChildWelfare).collect();
    let kinds: Vec<ExtractKind> = kind.map_or_else(extracts, |kind| vec![kind]);
    let tried = kinds.into_iter().map(|kind| {
        let (score, fields) = assign_columns(samples, layouts, kind);
        (score, kind, fields)
    });
    let best = tried.max_by(|a, b| a.0.total_cmp(&b.0));
    best.map_or((ExtractKind::Listing, Vec::new()), |(_, kind, fields)| (kind, fields))
}

/// Gives each field the column that fits it best, the surest pair first. The score is the share of needed fields that
/// were found, and the sum of all fit scores.
fn assign_columns(samples: &[ColumnSample], layouts: &Layouts, kind: ExtractKind) -> (f64, Vec<(ExtractField, usize)>) {
    let fields = KindFields::for_kind(kind);
    let all = fields.needed.iter().chain(fields.optional);
    let mut pairs: Vec<(f64, ExtractField, usize)> = all
        .flat_map(|field| samples.iter().enumerate().map(move |(index, sample)| (field, index, sample)))
        .map(|(field, index, sample)| (fit_score(sample, *field, layouts, kind), *field, index))
        .filter(|(score, ..)| *score >= LEAST)
        .collect();
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut assigned: Vec<(ExtractField, usize)> = Vec::new();
    let mut total = 0.0;
    for (score, field, index) in pairs {
        if assigned.iter().all(|(other, taken)| *other != field && *taken != index) {
            assigned.push((field, index));
            total += score;
        }
    }
    let missing = fields.missing_needed(|field| assigned.iter().any(|(other, _)| *other == field)).len();
    let needed = fields.needed.len();
    #[expect(clippy::cast_precision_loss, reason = "fields are few")]
    let share = (needed - missing) as f64 / needed as f64;
    (share * 10.0 + total, assigned)
}

/// Scores how well a column fits a field, from 0 to 1: by its header, as far as its values allow it.
fn fit_score(sample: &ColumnSample, field: ExtractField, layouts: &Layouts, kind: ExtractKind) -> f64 {
    header_score(sample, field, layouts, kind) * sample.field_likeness(field)
}

fn header_score(sample: &ColumnSample, field: ExtractField, layouts: &Layouts, kind: ExtractKind) -> f64 {
    let header = comparison_key(&sample.header);
    if is_ssn_header(&sample.header) {
        return 0.0;
    }
    if header.is_empty() || layouts.iter().any(|layout| layout.never.iter().any(|never| never.matches_key(&header))) {
        return 0.0;
    }
    let known = |of_kind: bool| {
        let names = layouts.iter().filter(move |layout| (layout.kind == kind) == of_kind);
        names.filter_map(move |layout| layout.column_for(field)).flat_map(|column| &column.names)
    };
    if known(true).any(|name| *name == header) {
        return 1.0;
    }
    let other = if known(false).any(|name| *name == header) { 0.9 } else { 0.0 };
    let likeness = known(true).map(|name| strsim::normalized_damerau_levenshtein(name, &header)).fold(0.0, f64::max);
    let alike = if likeness >= MIN_SIMILARITY { likeness * 0.95 } else { 0.0 };
    f64::max(f64::max(alike, other), word_score(&sample.words, field))
}

/// Scores a header by its words: the more of them are words of the field, the higher the score.
#[expect(clippy::cast_precision_loss, reason = "a header has few words")]
fn word_score(header: &[String], field: ExtractField) -> f64 {
    let score = |entry: &String| {
        let words: Vec<&str> = entry.split(' ').collect();
        let all = words.iter().all(|word| header.iter().any(|has| has == word));
        if all { 0.6 + 0.3 * (words.len() as f64 / header.len() as f64) } else { 0.0 }
    };
    header_words(field).iter().map(score).fold(0.0, f64::max)
}
