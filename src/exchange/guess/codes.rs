//! The county's words and ours, as far as they can be told.

use super::super::field::{Codes, Field, Value};
use super::super::layout::Layouts;
use super::super::pattern::bare;
use super::column::Sample;

/// From here on a word is like one of ours.
const ALIKE: f64 = 0.7;

/// A county's word and ours.
pub(super) struct Said {
    /// The county's word.
    pub(super) word: String,
    /// Ours, where one is known or alike.
    pub(super) ours: Option<String>,
    /// Whether it is only alike.
    pub(super) guessed: bool,
}

/// The words of a column of codes; none for another column.
pub(super) fn of(sample: &Sample, field: Field, layouts: &Layouts) -> Vec<Said> {
    let Value::Code(codes) = field.value() else { return Vec::new() };
    sample.texts.keys().map(|word| said(word, field, codes, layouts)).collect()
}

fn said(word: &str, field: Field, codes: Codes, layouts: &Layouts) -> Said {
    let sought = bare(word);
    let known = || layouts.iter().filter_map(|layout| layout.column(field)).flat_map(|column| &column.codes);
    if let Some((_, ours)) = known().find(|(known, _)| **known == sought) {
        return Said { word: word.to_owned(), ours: Some(ours.clone()), guessed: false };
    }
    let likeness = |known: &str| strsim::normalized_damerau_levenshtein(&sought, known);
    let nearest = known().map(|(known, ours)| (likeness(known).max(likeness(&bare(ours))), ours));
    let best = nearest.max_by(|one, other| one.0.total_cmp(&other.0)).filter(|(alike, _)| *alike >= ALIKE);
    let yes_no = || yes_or_no(&sought).filter(|_| codes == Codes::YesNo).map(str::to_owned);
    let ours = best.map(|(_, ours)| ours.clone()).or_else(yes_no);
    Said { word: word.to_owned(), ours, guessed: true }
}

/// Yes and no as they are written.
fn yes_or_no(word: &str) -> Option<&'static str> {
    match word {
        "y" | "yes" | "si" | "s" | "1" | "x" | "true" | "t" => Some("yes"),
        "n" | "no" | "0" | "false" | "f" => Some("no"),
        _ => None,
    }
}
