//! Finds abbreviations that the text does not explain.

use std::collections::HashSet;

use super::jargon::{Abbreviation, Jargon};
use super::remark::{Remark, RemarkKind, new_remark, word_positions};

/// The longest run of capitals that counts as an abbreviation and not as a shouted word.
const LONGEST: usize = 5;

pub(super) fn find_abbreviations(text: &str, jargon: &Jargon) -> Vec<Remark> {
    let shouted = is_all_capitals(text);
    let lower = text.to_lowercase();
    let mut remarks = Vec::new();
    let mut seen = HashSet::new();
    let mut following = word_positions(text).skip(1).map(|(_, word)| word);
    for (start, word) in word_positions(text) {
        let next = following.next();
        let numbered = next.is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()));
        if seen.contains(word) || numbered || needs_no_explanation(word, jargon) {
            continue;
        }
        let known = jargon.abbreviations.iter().find(|known| is_abbreviation(word, known));
        if known.is_none() && (shouted || !looks_like_abbreviation(word)) {
            continue;
        }
        seen.insert(word);
        if known.is_none_or(|known| !is_explained(&lower, word, known)) {
            remarks.push(abbreviation_remark(start, word, known));
        }
    }
    remarks
}

fn abbreviation_remark(start: usize, word: &str, known: Option<&Abbreviation>) -> Remark {
    let says = known.map_or_else(
        || format!("{word}: an abbreviation; write it out"),
        |known| format!("{word}: write {}", known.means),
    );
    new_remark(start, word.len(), RemarkKind::Abbreviation, says, known.map(|known| known.means.clone()))
}

fn needs_no_explanation(word: &str, jargon: &Jargon) -> bool {
    jargon.known.iter().any(|known| known == word)
}

/// Returns whether the word is this abbreviation. One of two letters counts in capitals only, because "re" and "up"
/// are words.
fn is_abbreviation(word: &str, known: &Abbreviation) -> bool {
    let distinct = known.short.len() > 2 && !known.capitals;
    word == known.short || (distinct && word.eq_ignore_ascii_case(&known.short))
}

/// Returns whether the text, which is in lower case, has both forms: "notice of action (NOA)" or "NOA (notice of
/// action)".
fn is_explained(text: &str, word: &str, known: &Abbreviation) -> bool {
    let (short, means) = (word.to_lowercase(), known.means.to_lowercase());
    text.contains(&format!("{means} ({short})")) || text.contains(&format!("{short} ({means})"))
}

fn looks_like_abbreviation(word: &str) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    (2..=LONGEST).contains(&word.chars().count())
        && capitals >= 2
        && word.chars().all(|c| c.is_uppercase() || c == '/' || c == '&')
}

/// Returns whether the text is written in capitals throughout, so that capitals mean nothing.
fn is_all_capitals(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    letters > 20 && capitals * 2 > letters
}
