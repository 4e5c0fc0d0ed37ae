//! Finds words that are in no dictionary.

use super::jargon::Jargon;
use super::remark::{DictionaryAnswer, Remark, RemarkKind, WordLookup, new_remark, word_positions};

/// The number of near words that a remark names.
const NAMED: usize = 3;

/// Returns remarks on words that the dictionary does not have. Numbers, addresses, single letters and words in
/// capitals are not looked up; abbreviations of the work get remarks of their own.
pub(super) fn find_misspellings(text: &str, jargon: &Jargon, look_up: &mut WordLookup<'_>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for (start, word) in word_positions(text).flat_map(split_word) {
        if !is_spellable(word) || is_work_term(word, jargon) {
            continue;
        }
        if let DictionaryAnswer::Unknown { near } = look_up(&word.replace('\u{2019}', "'")) {
            let says = spelling_message(word, &near);
            remarks.push(new_remark(start, word.len(), RemarkKind::Spelling, says, near.into_iter().next()));
        }
    }
    remarks
}

fn spelling_message(word: &str, near: &[String]) -> String {
    let named = near.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    let near = if named.is_empty() { String::new() } else { format!(" ({named}?)") };
    format!("{word}: not in the dictionary{near}")
}

/// Splits a word into its parts with their positions: `well-known` has two, and `Linh's` is `Linh`. An address has
/// none.
fn split_word((start, word): (usize, &str)) -> impl Iterator<Item = (usize, &str)> {
    let is_address = word.contains(['@', '_', '\\']) || word.contains("://") || word.contains('.');
    let mut begin = start;
    let parts = word.split_inclusive(['-', '/', '\u{2010}', '\u{2013}', '\u{2014}', ',', ';', ':', '(', ')']).map(
        move |part| {
            let position = begin;
            begin += part.len();
            let part = part.trim_end_matches(|c: char| !c.is_alphanumeric());
            (position, part.strip_suffix("'s").or_else(|| part.strip_suffix("\u{2019}s")).unwrap_or(part))
        },
    );
    parts.filter(move |_| !is_address)
}

/// Returns whether the word consists of letters and is not in capitals throughout.
fn is_spellable(word: &str) -> bool {
    let is_part = |c: char| c.is_alphabetic() || matches!(c, '\'' | '\u{2019}' | '\u{300}'..='\u{36f}');
    word.chars().count() > 1 && word.chars().all(is_part) && word.chars().any(char::is_lowercase)
}

fn is_work_term(word: &str, jargon: &Jargon) -> bool {
    let abbreviations = jargon.abbreviations.iter().map(|known| &known.short);
    abbreviations.chain(&jargon.known).any(|known| known.eq_ignore_ascii_case(word))
}
