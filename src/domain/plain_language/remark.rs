//! The type of a remark, and helpers for every kind of remark.

use std::ops::Range;

use serde::Serialize;

use crate::domain::code_words::code_words;

code_words! {
    /// The subject of a remark, the most serious first.
    pub enum RemarkKind {
        /// A number that identifies somebody, such as a Social Security number.
        Identifier = "identifier",
        /// A domestic-abuse fact; the comment should be a protected one.
        DomesticAbuse = "domestic_abuse",
        /// A fact of a child-welfare case; the comment should be a protected one.
        ChildWelfare = "child_welfare",
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

/// A remark on a part of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// The bytes of the text that the remark is about, always whole characters.
    pub span: Range<usize>,
    /// The subject of the remark.
    pub kind: RemarkKind,
    /// The message to the worker.
    pub says: String,
    /// The text that can replace the part.
    pub expansion: Option<String>,
}

/// The answer of a dictionary about a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DictionaryAnswer {
    /// The dictionary has the word, or there is no dictionary.
    Known,
    /// The dictionary does not have the word.
    Unknown {
        /// The nearest words of the dictionary, the likeliest first.
        near: Vec<String>,
    },
}

/// A lookup of a word in a dictionary.
pub type WordLookup<'a> = dyn FnMut(&str) -> DictionaryAnswer + 'a;

/// Returns the words of a text with their byte positions: runs without white space and without punctuation around
/// them.
pub(super) fn word_positions(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().filter_map(move |run| {
        let word = run.trim_matches(|c: char| !c.is_alphanumeric());
        // Both are slices of `text`, so the difference of their addresses is the position.
        let start = word.as_ptr().addr().checked_sub(text.as_ptr().addr())?;
        (!word.is_empty()).then_some((start, word))
    })
}

/// Creates a remark on `length` bytes from `start` on.
pub(super) fn new_remark(
    start: usize,
    length: usize,
    kind: RemarkKind,
    says: String,
    expansion: Option<String>,
) -> Remark {
    Remark { span: start..start + length, kind, says, expansion }
}
