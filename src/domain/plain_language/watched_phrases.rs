//! Phrases that a text is searched for, and the search.

use std::collections::HashMap;

use super::folded_words::{FoldedWord, NoWidth, fold_words};
use super::remark::{Remark, RemarkKind, new_remark};

/// A word of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
enum WordPattern {
    /// This word.
    Whole(String),
    /// Every word that begins so.
    Beginning(String),
}

/// What is said of a phrase that is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Watched {
    /// A remark of this kind and with these words.
    Remark(RemarkKind, String),
    /// Nothing, and nothing of domestic abuse that begins at the same word.
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

/// The phrases to look for, by the first letters of their first word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct WatchedPhrases(HashMap<FirstLetters, Vec<WatchedPhrase>>);

impl WatchedPhrases {
    /// Prepares the search for phrases. A word of a phrase that ends in `*` stands for all that begin so.
    pub(super) fn new(phrases: impl Iterator<Item = (String, Watched)>) -> Self {
        let mut by_first: HashMap<_, Vec<_>> = HashMap::new();
        for (phrase, watched) in phrases {
            let phrase = WatchedPhrase::new(&phrase, watched);
            by_first.entry(phrase.first_letters()).or_default().push(phrase);
        }
        Self(by_first)
    }

    /// Finds the phrases in the words of a text.
    pub(super) fn find_in(&self, words: &[FoldedWord]) -> Vec<Remark> {
        let mut remarks = Vec::new();
        for (index, FoldedWord { start, folded: first, .. }) in words.iter().enumerate() {
            let from_here = words.get(index..).unwrap_or_default();
            let found = self.0.get(&first_letters(first)).into_iter().flatten();
            let found: Vec<_> = found.filter_map(|phrase| Some((phrase, phrase.end_in(from_here)?))).collect();
            let is_exempt = found.iter().any(|(phrase, _)| matches!(phrase.watched, Watched::NoAbuse));
            for (phrase, end) in found {
                if let Watched::Remark(kind, says) = &phrase.watched
                    && !(is_exempt && *kind == RemarkKind::DomesticAbuse)
                {
                    remarks.push(new_remark(*start, end - start, *kind, says.clone(), None));
                }
            }
        }
        remarks
    }
}

impl WatchedPhrase {
    fn new(phrase: &str, watched: Watched) -> Self {
        let patterns = phrase.split_whitespace().flat_map(|word| {
            let (word, is_whole) = word.strip_suffix('*').map_or((word, true), |beginning| (beginning, false));
            let mut folded: Vec<_> = fold_words(word, NoWidth::Joins).into_iter().map(|word| word.folded).collect();
            let last = folded.pop();
            let last = last.map(if is_whole { WordPattern::Whole } else { WordPattern::Beginning });
            folded.into_iter().map(WordPattern::Whole).chain(last)
        });
        Self { words: patterns.collect(), watched }
    }

    /// Returns where the phrase ends if the words begin with it.
    fn end_in(&self, words: &[FoldedWord]) -> Option<usize> {
        let found = words.get(..self.words.len())?;
        let fits = |(pattern, word): (&WordPattern, &FoldedWord)| match pattern {
            WordPattern::Whole(whole) => word.folded == *whole,
            WordPattern::Beginning(beginning) => word.folded.starts_with(beginning.as_str()),
        };
        let last = found.last()?;
        self.words.iter().zip(found).all(fits).then_some(last.end)
    }

    fn first_letters(&self) -> FirstLetters {
        match self.words.first() {
            Some(WordPattern::Whole(word) | WordPattern::Beginning(word)) => first_letters(word),
            None => (None, None),
        }
    }
}

/// Returns the first two letters of a word; a beginning has at least two.
fn first_letters(word: &str) -> FirstLetters {
    let mut letters = word.chars();
    (letters.next(), letters.next())
}
