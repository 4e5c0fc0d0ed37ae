//! Finds words of feeling or blame, and words that point to domestic abuse.

use std::collections::HashMap;

use super::jargon::Jargon;
use super::remark::{Remark, RemarkKind, new_remark, word_positions};

const ABUSE: &str = "domestic-abuse facts: make it a protected comment";

/// A phrase to look for: words that follow each other.
struct WatchedPhrase {
    words: Vec<String>,
    kind: RemarkKind,
    message: String,
}

/// The phrases to look for, by their first word.
type PhrasesByFirstWord = HashMap<String, Vec<WatchedPhrase>>;

/// Finds the phrases in a text, by whole words and whatever their case.
pub(super) fn find_watched_phrases(text: &str, jargon: &Jargon) -> Vec<Remark> {
    let wanted = watched_phrases(jargon);
    let words: Vec<(usize, usize, String)> =
        word_positions(text).map(|(start, word)| (start, start + word.len(), fold_word(word))).collect();
    let mut remarks = Vec::new();
    for (index, (start, _, first)) in words.iter().enumerate() {
        for wanted in wanted.get(first).into_iter().flatten() {
            let found = words.get(index..index + wanted.words.len()).unwrap_or_default();
            if let Some((_, end, _)) = found.last()
                && found.iter().map(|(_, _, word)| word).eq(&wanted.words)
            {
                remarks.push(new_remark(*start, end - start, wanted.kind, wanted.message.clone(), None));
            }
        }
    }
    remarks
}

fn watched_phrases(jargon: &Jargon) -> PhrasesByFirstWord {
    let abuse = jargon.domestic_abuse.words.iter();
    let abuse = abuse.map(|words| (words, RemarkKind::DomesticAbuse, ABUSE.to_owned()));
    let judging = jargon.judging.iter().flat_map(|judging| {
        let says = |words: &String| format!("{words}: {}", judging.instead);
        judging.words.iter().map(move |words| (words, RemarkKind::Judging, says(words)))
    });
    let mut by_first = PhrasesByFirstWord::new();
    for (words, kind, says) in abuse.chain(judging) {
        let words: Vec<String> = words.split_whitespace().map(fold_word).collect();
        if let Some(first) = words.first().cloned() {
            by_first.entry(first).or_default().push(WatchedPhrase { words, kind, message: says });
        }
    }
    by_first
}

/// Returns the word in lower case, with the typewriter's apostrophe.
fn fold_word(word: &str) -> String {
    word.to_lowercase().replace('\u{2019}', "'")
}
