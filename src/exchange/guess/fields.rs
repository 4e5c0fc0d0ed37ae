//! Which column holds which field.

use std::collections::HashMap;
use std::sync::LazyLock;

use strum::VariantArray as _;

use super::super::field::{ExtractField, KindFields};
use super::super::layouts::Layouts;
use super::super::pattern::comparison_key;
use super::column::ColumnSample;
use crate::domain::extract::ExtractKind;

/// Below this a column and a field have nothing to do with each other.
const LEAST: f64 = 0.5;
/// From here on a header is a misspelled one that is known.
const ALIKE: f64 = 0.84;

/// The words of `assets/layout_words.toml`, by the field's id.
#[expect(clippy::expect_used, reason = "the file is built in, and a test parses it")]
static WORDS: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../assets/layout_words.toml")).expect("the built-in words can be read")
});

/// The kind that the columns fit best, or `kind`, and the field of each column by its place.
pub(super) fn best_kind(
    samples: &[ColumnSample],
    layouts: &Layouts,
    kind: Option<ExtractKind>,
) -> (ExtractKind, Vec<(ExtractField, usize)>) {
    // A list to be matched has little beside names: any extract would pass for one, so it is only guessed when told.
    let extracts = || ExtractKind::VARIANTS.iter().copied().filter(|kind| *kind != ExtractKind::ChildWelfare).collect();
    let kinds: Vec<ExtractKind> = kind.map_or_else(extracts, |kind| vec![kind]);
    let tried = kinds.into_iter().map(|kind| {
        let (score, fields) = assign_columns(samples, layouts, kind);
        (score, kind, fields)
    });
    let best = tried.max_by(|one, other| one.0.total_cmp(&other.0));
    best.map_or((ExtractKind::Listing, Vec::new()), |(_, kind, fields)| (kind, fields))
}

/// Gives each field the column that fits it best, the surest pair first. The score is the share of needed fields that
/// were found, and how sure they all are.
fn assign_columns(samples: &[ColumnSample], layouts: &Layouts, kind: ExtractKind) -> (f64, Vec<(ExtractField, usize)>) {
    let fields = KindFields::for_kind(kind);
    let all = fields.needed.iter().chain(fields.optional);
    let mut pairs: Vec<(f64, ExtractField, usize)> = all
        .flat_map(|field| samples.iter().enumerate().map(move |(place, sample)| (field, place, sample)))
        .map(|(field, place, sample)| (fit_score(sample, *field, layouts, kind), *field, place))
        .filter(|(score, ..)| *score >= LEAST)
        .collect();
    pairs.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut taken: Vec<(ExtractField, usize)> = Vec::new();
    let mut sure = 0.0;
    for (score, field, place) in pairs {
        if taken.iter().all(|(other, at)| *other != field && *at != place) {
            taken.push((field, place));
            sure += score;
        }
    }
    let is_found = |field: &&ExtractField| {
        let has = |wanted: ExtractField| taken.iter().any(|(other, _)| *other == wanted);
        has(**field) || (**field == ExtractField::Name && has(ExtractField::LastName))
    };
    #[expect(clippy::cast_precision_loss, reason = "fields are few")]
    let (found, needed) = (fields.needed.iter().filter(is_found).count() as f64, fields.needed.len() as f64);
    (found / needed * 10.0 + sure, taken)
}

/// How well a column fits a field, from 0 to 1: by its header, as far as its values allow it.
fn fit_score(sample: &ColumnSample, field: ExtractField, layouts: &Layouts, kind: ExtractKind) -> f64 {
    header_score(sample, field, layouts, kind) * sample.field_likeness(field)
}

fn header_score(sample: &ColumnSample, field: ExtractField, layouts: &Layouts, kind: ExtractKind) -> f64 {
    let header = comparison_key(&sample.header);
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
    let alike = if likeness >= ALIKE { likeness * 0.95 } else { 0.0 };
    f64::max(f64::max(alike, other), word_score(&sample.words, field))
}

/// By the words that stand in the header: the more of its words are told, the better.
#[expect(clippy::cast_precision_loss, reason = "a header has few words")]
fn word_score(header: &[String], field: ExtractField) -> f64 {
    let said = |entry: &String| {
        let words: Vec<&str> = entry.split(' ').collect();
        let all = words.iter().all(|word| header.iter().any(|has| has == word));
        if all { 0.6 + 0.3 * (words.len() as f64 / header.len() as f64) } else { 0.0 }
    };
    WORDS.get(field.id()).into_iter().flatten().map(said).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_words_and_every_word_a_field() {
        assert!(ExtractField::VARIANTS.iter().all(|field| WORDS.contains_key(field.id())));
        assert!(WORDS.keys().all(|id| id.parse::<ExtractField>().is_ok()));
    }
}
