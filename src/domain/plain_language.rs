//! Remarks on what is dictated: abbreviations that nobody explained, words of feeling or blame, identifiers, blanks
//! left over, and domestic-abuse facts in an open comment. A remark points something out and never stops anybody.

mod abbreviations;
mod blanks;
mod identifiers;
mod spelling;
mod wording;

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::comment::{CommentDraft, CommentElement};

/// The words that are remarked: `assets/catalog/jargon.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Jargon {
    /// Abbreviations that need no explanation.
    pub known: Vec<String>,
    /// Abbreviations of the work.
    #[serde(rename = "abbreviation")]
    pub abbreviations: Vec<Abbreviation>,
    /// Words of feeling or blame.
    pub judging: Vec<JudgmentalWords>,
    /// Words that tell of domestic abuse.
    pub domestic_abuse: AbuseWords,
}

/// An abbreviation of the work.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Abbreviation {
    /// As it is written.
    pub short: String,
    /// What it stands for.
    pub means: String,
    /// Whether it is one in capitals alone, because it is a word or a name otherwise.
    #[serde(default)]
    pub capitals: bool,
}

/// Words of feeling or blame that the same advice answers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JudgmentalWords {
    /// The words, each possibly several.
    pub words: Vec<String>,
    /// What to do instead.
    pub instead: String,
}

/// Words that tell of domestic abuse.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AbuseWords {
    /// The words, each possibly several.
    pub words: Vec<String>,
}

/// What a remark is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum RemarkKind {
    /// A number that identifies somebody, such as a Social Security number.
    Identifier,
    /// Domestic-abuse facts: the comment should be a protected one.
    DomesticAbuse,
    /// A blank of a phrase that was not filled in.
    Blank,
    /// A word of feeling or blame.
    Judging,
    /// An abbreviation that the text does not explain.
    Abbreviation,
    /// A word that is in no dictionary.
    Spelling,
}

/// Something pointed out in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// Where: bytes of the text, always whole characters.
    pub span: Range<usize>,
    /// What it is about.
    pub kind: RemarkKind,
    /// What there is to say.
    pub says: String,
    /// What can be put in its place.
    pub expansion: Option<String>,
}

/// What a dictionary says of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DictionaryAnswer {
    /// It has the word, or there is no dictionary.
    Known,
    /// It does not have the word.
    Unknown {
        /// The words it has that are nearest, the likeliest first.
        near: Vec<String>,
    },
}

/// Looks a word up in a dictionary.
pub type WordLookup<'a> = dyn FnMut(&str) -> DictionaryAnswer + 'a;

/// What is to be pointed out in a text, in its order. No two remarks overlap; of those that would, the graver stays.
pub fn find_remarks(text: &str, jargon: &Jargon, look_up: &mut WordLookup<'_>) -> Vec<Remark> {
    let mut found = identifiers::find_identifiers(text);
    found.extend(blanks::find_blanks(text));
    found.extend(wording::find_watched_phrases(text, jargon));
    found.extend(abbreviations::find_abbreviations(text, jargon));
    found.extend(spelling::find_misspellings(text, jargon, look_up));
    found.sort_by_key(|remark| (remark.kind, remark.span.start));
    let mut kept: BTreeMap<usize, Remark> = BTreeMap::new();
    for remark in found {
        // Those that are kept lie apart, so that only the last one that begins before the end can reach into it.
        let reaches_in =
            kept.range(..remark.span.end).next_back().is_some_and(|(_, other)| other.span.end > remark.span.start);
        if !reaches_in {
            kept.insert(remark.span.start, remark);
        }
    }
    kept.into_values().collect()
}

/// The remarks on a comment's purpose and results. A protected comment is the place for domestic-abuse facts, so that
/// nothing is said of them there.
pub fn find_draft_remarks(
    draft: &CommentDraft,
    jargon: &Jargon,
    look_up: &mut WordLookup<'_>,
) -> Vec<(CommentElement, Remark)> {
    let fits = |remark: &Remark| !(draft.protected && remark.kind == RemarkKind::DomesticAbuse);
    let mut told = Vec::new();
    for (element, text) in [(CommentElement::Purpose, &draft.purpose), (CommentElement::Results, &draft.results)] {
        let of_element = find_remarks(text, jargon, look_up).into_iter().filter(fits);
        told.extend(of_element.map(|remark| (element, remark)));
    }
    told
}

/// The words of a text with their places: runs of anything but white space, without the punctuation around them.
fn word_positions(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().filter_map(move |run| {
        let word = run.trim_matches(|c: char| !c.is_alphanumeric());
        // Both are slices of `text`.
        let at = word.as_ptr().addr().checked_sub(text.as_ptr().addr())?;
        (!word.is_empty()).then_some((at, word))
    })
}

/// A remark on the bytes from `at` on.
fn new_remark(at: usize, length: usize, kind: RemarkKind, says: String, expansion: Option<String>) -> Remark {
    Remark { span: at..at + length, kind, says, expansion }
}

#[cfg(test)]
mod tests;
