//! A remark, and what every kind of remark needs to be made.

use std::ops::Range;

use serde::Serialize;

use crate::domain::code_words::code_words;

code_words! {
    /// What a remark is about.
    pub enum RemarkKind {
        /// A number that identifies somebody, such as a Social Security number.
        Identifier = "identifier",
        /// Domestic-abuse facts: the comment should be a protected one.
        DomesticAbuse = "domestic_abuse",
        /// A blank of a phrase that was not filled in.
        Blank = "blank",
        /// A word of feeling or blame.
        Judging = "judging",
        /// An abbreviation that the text does not explain.
        Abbreviation = "abbreviation",
        /// A word that is in no dictionary.
        Spelling = "spelling",
    }
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

/// The words of a text with their places: runs of anything but white space, without the punctuation around them.
pub(super) fn word_positions(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().filter_map(move |run| {
        let word = run.trim_matches(|c: char| !c.is_alphanumeric());
        // Both are slices of `text`.
        let at = word.as_ptr().addr().checked_sub(text.as_ptr().addr())?;
        (!word.is_empty()).then_some((at, word))
    })
}

/// A remark on the bytes from `at` on.
pub(super) fn new_remark(
    at: usize,
    length: usize,
    kind: RemarkKind,
    says: String,
    expansion: Option<String>,
) -> Remark {
    Remark { span: at..at + length, kind, says, expansion }
}
