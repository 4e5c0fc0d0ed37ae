//! The county's words and ours, as far as they can be told.

use super::super::field::{CodeSet, ExtractField, ValueKind};
use super::super::layouts::Layouts;
use super::super::pattern::comparison_key;
use super::column::ColumnSample;

/// From here on a word is like one of ours.
const ALIKE: f64 = 0.7;

/// A county's word and ours.
pub(super) struct CodeGuess {
    /// The county's word.
    pub(super) word: String,
    /// Ours, where one is known or alike.
    pub(super) code: Option<String>,
    /// Whether it is only alike.
    pub(super) guessed: bool,
}

/// The words of a column of codes; none for another column.
pub(super) fn guess_codes(sample: &ColumnSample, field: ExtractField, layouts: &Layouts) -> Vec<CodeGuess> {
    let ValueKind::Code(codes) = field.value_kind() else { return Vec::new() };
    sample.texts.keys().map(|word| guess_code(word, field, codes, layouts)).collect()
}

fn guess_code(word: &str, field: ExtractField, codes: CodeSet, layouts: &Layouts) -> CodeGuess {
    let sought = comparison_key(word);
    let known = || layouts.iter().filter_map(|layout| layout.column_for(field)).flat_map(|column| &column.codes);
    if let Some((_, ours)) = known().find(|(known, _)| **known == sought) {
        return CodeGuess { word: word.to_owned(), code: Some(ours.clone()), guessed: false };
    }
    let likeness = |known: &str| strsim::normalized_damerau_levenshtein(&sought, known);
    let nearest = known().map(|(known, ours)| (likeness(known).max(likeness(&comparison_key(ours))), ours));
    let best = nearest.max_by(|one, other| one.0.total_cmp(&other.0)).filter(|(alike, _)| *alike >= ALIKE);
    let yes_no = || guess_yes_no(&sought).filter(|_| codes == CodeSet::YesNo).map(str::to_owned);
    let ours = best.map(|(_, ours)| ours.clone()).or_else(yes_no);
    CodeGuess { word: word.to_owned(), code: ours, guessed: true }
}

/// Yes and no as they are written.
fn guess_yes_no(word: &str) -> Option<&'static str> {
    match word {
        "y" | "yes" | "si" | "s" | "1" | "x" | "true" | "t" => Some("yes"),
        "n" | "no" | "0" | "false" | "f" => Some("no"),
        _ => None,
    }
}
