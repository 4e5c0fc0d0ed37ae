//! Translates a county's words into Caseload's code words, as far as they are known.

use super::super::field::{CodeSet, ExtractField, ValueKind};
use super::super::layouts::Layouts;
use super::super::pattern::comparison_key;
use super::column::ColumnSample;

/// The lowest likeness at which a word is taken for a known one.
const MIN_SIMILARITY: f64 = 0.7;

/// A county's word with the code word that it may mean.
pub(super) struct CodeGuess {
    /// The county's word.
    pub(super) word: String,
    /// The code word, if one is known or alike.
    pub(super) code: Option<String>,
    /// Whether the code word is a guess, because the county's word is not known.
    pub(super) guessed: bool,
}

/// Translates the words of a column; a column that does not hold codes has none.
pub(super) fn guess_codes(sample: &ColumnSample, field: ExtractField, layouts: &Layouts) -> Vec<CodeGuess> {
    let ValueKind::Code(codes) = field.value_kind() else { return Vec::new() };
    sample.texts.keys().map(|word| guess_code(word, field, codes, layouts)).collect()
}

fn guess_code(word: &str, field: ExtractField, codes: CodeSet, layouts: &Layouts) -> CodeGuess {
    let key = comparison_key(word);
    let known = || layouts.iter().filter_map(|layout| layout.column_for(field)).flat_map(|column| &column.codes);
    if let Some((_, ours)) = known().find(|(known, _)| **known == key) {
        return CodeGuess { word: word.to_owned(), code: Some(ours.clone()), guessed: false };
    }
    let likeness = |known: &str| strsim::normalized_damerau_levenshtein(&key, known);
    let nearest = known().map(|(known, ours)| (likeness(known).max(likeness(&comparison_key(ours))), ours));
    let best = nearest.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(likeness, _)| *likeness >= MIN_SIMILARITY);
    let code = match best {
        Some((_, ours)) => Some(ours.clone()),
        None if codes == CodeSet::YesNo => guess_yes_no(&key).map(str::to_owned),
        None => None,
    };
    CodeGuess { word: word.to_owned(), code, guessed: true }
}

/// Recognizes the usual ways to write yes and no.
fn guess_yes_no(word: &str) -> Option<&'static str> {
    match word {
        "y" | "yes" | "si" | "s" | "1" | "x" | "true" | "t" => Some("yes"),
        "n" | "no" | "0" | "false" | "f" => Some("no"),
        _ => None,
    }
}
