//! Words of feeling or blame, and words that tell of domestic abuse.

use std::collections::HashMap;

use super::jargon::Jargon;
use super::remark::{Remark, RemarkKind, new_remark, word_positions};

const ABUSE: &str = "domestic-abuse facts: make it a protected comment";

/// Words that are looked for, as they follow each other.
struct WatchedPhrase {
    words: Vec<String>,
    kind: RemarkKind,
    message: String,
}

/// What is wanted, by its first word.
type PhrasesByFirstWord = HashMap<String, Vec<WatchedPhrase>>;

/// Where wanted words follow each other in the text, whole words only, whatever their case.
pub(super) fn find_watched_phrases(text: &str, jargon: &Jargon) -> Vec<Remark> {
    let wanted = watched_phrases(jargon);
    let said: Vec<(usize, usize, String)> =
        word_positions(text).map(|(at, word)| (at, at + word.len(), fold_word(word))).collect();
    let mut remarks = Vec::new();
    for (place, (start, _, first)) in said.iter().enumerate() {
        for wanted in wanted.get(first).into_iter().flatten() {
            let follows = said.get(place..place + wanted.words.len()).unwrap_or_default();
            let is_there = !follows.is_empty() && follows.iter().map(|(_, _, word)| word).eq(&wanted.words);
            if let Some((_, end, _)) = follows.last().filter(|_| is_there) {
                remarks.push(new_remark(*start, end - start, wanted.kind, wanted.message.clone(), None));
            }
        }
    }
    remarks
}

fn watched_phrases(jargon: &Jargon) -> PhrasesByFirstWord {
    let of_abuse = jargon.domestic_abuse.words.iter();
    let of_abuse = of_abuse.map(|words| (words, RemarkKind::DomesticAbuse, ABUSE.to_owned()));
    let judging = jargon.judging.iter().flat_map(|judging| {
        let says = |words: &String| format!("{words}: {}", judging.instead);
        judging.words.iter().map(move |words| (words, RemarkKind::Judging, says(words)))
    });
    let mut by_first = PhrasesByFirstWord::new();
    for (words, kind, says) in of_abuse.chain(judging) {
        let words: Vec<String> = words.split_whitespace().map(fold_word).collect();
        if let Some(first) = words.first().cloned() {
            by_first.entry(first).or_default().push(WatchedPhrase { words, kind, message: says });
        }
    }
    by_first
}

/// Lower case, with the typewriter's apostrophe.
fn fold_word(word: &str) -> String {
    word.to_lowercase().replace('\u{2019}', "'")
}
