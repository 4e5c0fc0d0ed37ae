//! Phrases that a text is searched for, and the search.

use std::collections::HashMap;
use std::ops::Range;

use super::folded_words::{FoldedWord, NoWidth, fold_words};
use super::remark::{Remark, RemarkKind, new_remark};
use crate::domain::name::squeeze_for_search;

/// A word of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
enum WordPattern {
    /// This word.
    Whole(String),
    /// Every word that begins so.
    Beginning(String),
    /// One word to three, whatever they are.
    Gap,
    /// A number in digits.
    Number,
}

/// The sign of a gap in a phrase.
const GAP: &str = "_";
/// The sign of a number in a phrase.
const NUMBER: &str = "#";
/// The most words in a gap.
const LONGEST_GAP: usize = 3;
/// The fewest letters of a phrase that is looked for without its blanks at the beginning or end of a word; shorter ones are parts
/// of other words.
const FEWEST_JOINED: usize = 7;
/// The fewest letters of one that is looked for anywhere in a word.
const FEWEST_INNER: usize = 9;

/// What is said of a phrase that is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Watched {
    /// A remark of this kind and with these words.
    Remark(RemarkKind, String),
    /// Nothing, and nothing of domestic abuse that begins at the same word or lies within these words.
    NoAbuse,
}

/// A phrase to look for: words that follow each other.
#[derive(Debug, Clone, PartialEq, Eq)]
struct WatchedPhrase {
    words: Vec<WordPattern>,
    watched: Watched,
}

/// The first letters of a word, which a beginning has too.
type FirstLetters = (Option<char>, Option<char>);

/// The phrases to look for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct WatchedPhrases {
    /// The phrases by the first letters of their first word.
    by_first: HashMap<FirstLetters, Vec<WatchedPhrase>>,
    /// The phrases of abuse of several words, without their blanks.
    joined: Vec<String>,
}

impl WatchedPhrases {
    /// Prepares the search for phrases. A word of a phrase that ends in `*` stands for all that begin so.
    pub(super) fn new(phrases: impl Iterator<Item = (String, Watched)>) -> Self {
        let mut found = Self::default();
        for (phrase, watched) in phrases {
            let phrase = WatchedPhrase::new(&phrase, watched);
            found.joined.extend(phrase.joined());
            found.by_first.entry(phrase.first_letters()).or_default().push(phrase);
        }
        found
    }

    /// Returns whether a word has words of abuse in it that stand without blanks between them.
    pub(super) fn are_joined_in(&self, word: &str) -> bool {
        let word = squeeze_for_search(word);
        self.joined.iter().any(|phrase| {
            let phrase = phrase.as_str();
            word.starts_with(phrase) || word.ends_with(phrase) || phrase.len() >= FEWEST_INNER && word.contains(phrase)
        })
    }

    /// Returns what is said of words of abuse.
    pub(super) fn abuse_remark(&self, start: usize, end: usize) -> Option<Remark> {
        let says = self.by_first.values().flatten().find_map(|phrase| match &phrase.watched {
            Watched::Remark(RemarkKind::DomesticAbuse, says) => Some(says.clone()),
            _ => None,
        })?;
        Some(new_remark(start, end - start, RemarkKind::DomesticAbuse, says, None))
    }

    /// Finds the phrases in the words of a text.
    pub(super) fn find_in(&self, words: &[FoldedWord]) -> Vec<Remark> {
        let (mut remarks, mut harmless) = (Vec::new(), Vec::new());
        for (index, FoldedWord { start, folded: first, .. }) in words.iter().enumerate() {
            let from_here = words.get(index..).unwrap_or_default();
            let found = self.by_first.get(&first_letters(first)).into_iter().flatten();
            for (phrase, end) in found.filter_map(|phrase| Some((phrase, phrase.end_in(from_here)?))) {
                match &phrase.watched {
                    Watched::Remark(kind, says) => {
                        remarks.push(new_remark(*start, end - start, *kind, says.clone(), None));
                    }
                    Watched::NoAbuse => harmless.push(*start..end),
                }
            }
        }
        let is_harmless = |span: &Range<usize>| {
            harmless
                .iter()
                .any(|words| words.start == span.start || (words.start < span.start && span.end <= words.end))
        };
        remarks.retain(|remark| remark.kind != RemarkKind::DomesticAbuse || !is_harmless(&remark.span));
        remarks
    }
}

impl WatchedPhrase {
    fn new(phrase: &str, watched: Watched) -> Self {
        let patterns = phrase.split_whitespace().flat_map(|word| {
            if word == GAP {
                return vec![WordPattern::Gap];
            }
            if word == NUMBER {
                return vec![WordPattern::Number];
            }
            let (word, is_whole) = word.strip_suffix('*').map_or((word, true), |beginning| (beginning, false));
            let mut folded: Vec<_> = fold_words(word, NoWidth::Joins).into_iter().map(|word| word.folded).collect();
            let last = folded.pop();
            let last = last.map(if is_whole { WordPattern::Whole } else { WordPattern::Beginning });
            folded.into_iter().map(WordPattern::Whole).chain(last).collect()
        });
        Self { words: patterns.collect(), watched }
    }

    /// Returns where the phrase ends if the words begin with it.
    fn end_in(&self, words: &[FoldedWord]) -> Option<usize> {
        end_of(&self.words, words)
    }

    /// Returns the phrase without its blanks, if it is one of abuse that is long enough and has several words.
    fn joined(&self) -> Option<String> {
        let is_abuse = matches!(self.watched, Watched::Remark(RemarkKind::DomesticAbuse, _));
        let word = |pattern: &WordPattern| match pattern {
            WordPattern::Whole(word) | WordPattern::Beginning(word) => Some(squeeze_for_search(word)),
            WordPattern::Gap | WordPattern::Number => None,
        };
        let joined = self.words.iter().map(word).collect::<Option<String>>()?;
        (is_abuse && self.words.len() > 1 && joined.len() >= FEWEST_JOINED).then_some(joined)
    }

    fn first_letters(&self) -> FirstLetters {
        match self.words.first() {
            Some(WordPattern::Whole(word) | WordPattern::Beginning(word)) => first_letters(word),
            Some(WordPattern::Gap | WordPattern::Number) | None => (None, None),
        }
    }
}

/// Returns where the patterns end if the words begin with them.
fn end_of(patterns: &[WordPattern], words: &[FoldedWord]) -> Option<usize> {
    let (pattern, rest) = patterns.split_first()?;
    if *pattern == WordPattern::Gap {
        return (1..=LONGEST_GAP).find_map(|length| end_of(rest, words.get(length..)?));
    }
    let (word, behind) = words.split_first()?;
    let fits = match pattern {
        WordPattern::Whole(whole) => word.folded == *whole,
        WordPattern::Beginning(beginning) => word.folded.starts_with(beginning.as_str()),
        WordPattern::Number => word.folded.bytes().all(|byte| byte.is_ascii_digit()),
        WordPattern::Gap => false,
    };
    match (fits, rest) {
        (false, _) => None,
        (true, []) => Some(word.end),
        (true, rest) => end_of(rest, behind),
    }
}

/// Returns the first two letters of a word; a beginning has at least two.
fn first_letters(word: &str) -> FirstLetters {
    let mut letters = word.chars();
    (letters.next(), letters.next())
}
