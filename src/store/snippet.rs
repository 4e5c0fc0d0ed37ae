//! The part of a comment that a search shows: a few words around what was found. The index's own function needs time
//! that grows with the square of the hits in a comment; this one reads a bounded beginning of the text once.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;

use deunicode::deunicode;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::domain::search::{SearchTerm, is_unspaced};

/// The most words of a snippet.
const SNIPPET_WORDS: usize = 16;
/// The most characters of a snippet, where words or the gaps between them are long.
const SNIPPET_CHARACTERS: usize = 400;
/// How many characters are shown of a text in which nothing is marked.
const BEGINNING_CHARACTERS: usize = 100;
/// How many bytes of a comment are searched for the words to show. No comment of today is as long; of an older one
/// that is, and in which the words stand later, the beginning is shown.
const MAX_BYTES: usize = 1 << 20;
/// What stands where a text goes on.
const ELLIPSIS: &str = "…";

/// A piece of a snippet.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SnippetPart {
    /// The text of the piece.
    pub text: String,
    /// Whether the piece matches a term of the query.
    pub hit: bool,
}

/// A word of a text: where it is, and the form in which words are compared.
struct Word {
    place: Range<usize>,
    folded: String,
}

/// A place where a term was found: its first word and the number of its words.
#[derive(Clone, Copy)]
struct Hit {
    first: usize,
    words: usize,
    term: usize,
}

/// Returns the beginning of a comment.
pub(super) fn beginning(text: &str) -> Vec<SnippetPart> {
    new_part(text.chars().take(BEGINNING_CHARACTERS).collect(), false).into_iter().collect()
}

/// Returns the part of the first of the texts that holds a term, with the terms marked; the beginning of the first one
/// if none does.
pub(super) fn around_terms(texts: &[String], terms: &[SearchTerm]) -> Vec<SnippetPart> {
    let terms: Vec<_> = terms.iter().map(|term| (split_words(&term.words), term.is_prefix)).collect();
    let mut left = MAX_BYTES;
    for text in texts {
        let text = text.get(..text.floor_char_boundary(left)).unwrap_or_default();
        left -= text.len();
        let words = split_words(text);
        let hits = find_hits(&words, &terms);
        if let Some(from) = best_beginning(&hits) {
            return marked_window(text, &words, &hits, from);
        }
    }
    around_spellings(texts, &terms).unwrap_or_else(|| beginning(texts.first().map_or("", String::as_str)))
}

/// Returns the part of the first of the texts that holds a term in another spelling: in plain letters, or a name of
/// several parts typed as one word. The index found one, so the text as it was written is shown.
fn around_spellings(texts: &[String], terms: &[(Vec<Word>, bool)]) -> Option<Vec<SnippetPart>> {
    let wanted: Vec<(String, bool)> = terms
        .iter()
        .map(|(words, is_prefix)| (words.iter().map(|word| plain(&word.folded)).collect(), *is_prefix))
        .collect();
    let mut left = MAX_BYTES;
    texts.iter().find_map(|text| {
        let text = text.get(..text.floor_char_boundary(left)).unwrap_or_default();
        left -= text.len();
        let words = split_words(text);
        let spelled: Vec<String> = words.iter().map(|word| plain(&word.folded)).collect();
        let hits = find_spellings(&spelled, &wanted);
        Some(marked_window(text, &words, &hits, best_beginning(&hits)?))
    })
}

/// Returns the word in plain letters, lowercase.
fn plain(folded: &str) -> String {
    deunicode(folded).chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// Returns where words that follow each other make a term together, in the order of the text.
fn find_spellings(spelled: &[String], wanted: &[(String, bool)]) -> Vec<Hit> {
    let mut hits = Vec::new();
    for first in 0..spelled.len() {
        for (term, (wanted, is_prefix)) in wanted.iter().enumerate().filter(|(_, (wanted, _))| !wanted.is_empty()) {
            let mut together = String::new();
            for (count, word) in (1..).zip(spelled.get(first..).unwrap_or_default()) {
                together.push_str(word);
                if together == *wanted || (*is_prefix && together.starts_with(wanted.as_str())) {
                    hits.push(Hit { first, words: count, term });
                }
                if together.len() >= wanted.len() {
                    break;
                }
            }
        }
    }
    hits
}

/// Splits a text into words as the index does: runs of letters, digits and the signs on them, compared without case
/// and signs. Each sign of a script that is written without blanks is a word.
fn split_words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let (mut is_inside, mut was_unspaced) = (false, false);
    for (start, c) in text.char_indices() {
        let end = start + c.len_utf8();
        let is_mark = is_combining_mark(c);
        let is_part = c.is_alphanumeric() || (is_inside && is_mark);
        let goes_on = is_inside && (is_mark || !(was_unspaced || is_unspaced(c)));
        was_unspaced = if is_mark { was_unspaced } else { is_unspaced(c) };
        match words.last_mut().filter(|_| goes_on && is_part) {
            Some(word) => {
                word.place.end = end;
                fold_into(c, &mut word.folded);
            }
            None if is_part => {
                let mut folded = String::new();
                fold_into(c, &mut folded);
                words.push(Word { place: start..end, folded });
            }
            None => {}
        }
        is_inside = is_part;
    }
    words
}

fn fold_into(c: char, folded: &mut String) {
    if c.is_ascii() {
        folded.push(c.to_ascii_lowercase());
    } else {
        folded.extend(c.to_lowercase().nfd().filter(|c| !is_combining_mark(*c)));
    }
}

/// Returns where the terms are, in the order of the text.
fn find_hits(words: &[Word], terms: &[(Vec<Word>, bool)]) -> Vec<Hit> {
    let mut hits = Vec::new();
    for first in 0..words.len() {
        let here = words.get(first..).unwrap_or_default();
        for (term, (wanted, is_prefix)) in terms.iter().enumerate() {
            if begins_with(here, wanted, *is_prefix) {
                hits.push(Hit { first, words: wanted.len(), term });
            }
        }
    }
    hits
}

fn begins_with(words: &[Word], wanted: &[Word], is_prefix: bool) -> bool {
    let Some((last, before)) = wanted.split_last() else { return false };
    let Some(found) = words.get(..wanted.len()) else { return false };
    let is_last = |found: &Word| {
        if is_prefix { found.folded.starts_with(&last.folded) } else { found.folded == last.folded }
    };
    found.last().is_some_and(is_last) && found.iter().zip(before).all(|(found, wanted)| found.folded == wanted.folded)
}

/// Returns the first word of the window that holds most of the different terms, the first of such windows; `None`
/// without hits. The hits stand in the middle of it.
fn best_beginning(hits: &[Hit]) -> Option<usize> {
    let mut window: VecDeque<Hit> = VecDeque::new();
    let mut hits_of_term: BTreeMap<usize, usize> = BTreeMap::new();
    let mut best: Option<(usize, usize, usize)> = None;
    for hit in hits {
        window.push_back(*hit);
        *hits_of_term.entry(hit.term).or_default() += 1;
        while let Some(front) = window.pop_front_if(|front| hit.first + hit.words > front.first + SNIPPET_WORDS) {
            if let Entry::Occupied(mut left) = hits_of_term.entry(front.term) {
                *left.get_mut() -= 1;
                if *left.get() == 0 {
                    left.remove();
                }
            }
        }
        let Some(front) = window.front() else { continue };
        if best.is_none_or(|(most, ..)| hits_of_term.len() > most) {
            best = Some((hits_of_term.len(), front.first, hit.first + hit.words));
        }
    }
    let (_, first, end) = best.or_else(|| hits.first().map(|hit| (1, hit.first, hit.first + hit.words)))?;
    Some(first.saturating_sub(SNIPPET_WORDS.saturating_sub(end - first) / 2))
}

/// Returns the window of a text that begins with a word, with the hits in it marked.
fn marked_window(text: &str, words: &[Word], hits: &[Hit], from: usize) -> Vec<SnippetPart> {
    let from = from.min(words.len().saturating_sub(SNIPPET_WORDS));
    let until = (from + SNIPPET_WORDS).min(words.len());
    let place = |at: usize| words.get(at).map(|word| word.place.clone()).unwrap_or_default();
    let start = if from == 0 { 0 } else { place(from).start };
    let end = if until == words.len() { text.len() } else { place(until - 1).end };
    let mut writer = SnippetWriter::default();
    if start > 0 {
        writer.write(ELLIPSIS, false);
    }
    let mut done = start;
    for hit in hits.iter().filter(|hit| hit.first >= from && hit.first < until) {
        let marked = place(hit.first).start.max(done)..place((hit.first + hit.words).min(until) - 1).end;
        if marked.is_empty() {
            continue;
        }
        writer.write_gap(text.get(done..marked.start).unwrap_or_default());
        writer.write(text.get(marked.clone()).unwrap_or_default(), true);
        done = marked.end;
    }
    writer.write(text.get(done..end).unwrap_or_default(), false);
    if end < text.len() && !writer.is_full {
        writer.write(ELLIPSIS, false);
    }
    writer.parts
}

/// Collects the parts of a snippet until it has as many characters as are shown.
#[derive(Default)]
struct SnippetWriter {
    parts: Vec<SnippetPart>,
    characters: usize,
    is_full: bool,
}

impl SnippetWriter {
    /// Writes what stands before a hit: its end, where it is long, so that the hit is shown.
    fn write_gap(&mut self, text: &str) {
        let shown = text.char_indices().rev().nth(BEGINNING_CHARACTERS).map(|(at, _)| at);
        match shown {
            Some(at) => {
                self.write(ELLIPSIS, false);
                self.write(text.get(at..).unwrap_or_default(), false);
            }
            None => self.write(text, false),
        }
    }

    fn write(&mut self, text: &str, hit: bool) {
        if self.is_full {
            return;
        }
        let room = SNIPPET_CHARACTERS.saturating_sub(self.characters);
        let mut shown: String = text.chars().take(room).collect();
        self.characters += shown.chars().count();
        self.is_full = shown.len() < text.len();
        if self.is_full {
            shown.push_str(ELLIPSIS);
        }
        match self.parts.last_mut().filter(|last| last.hit == hit && !hit) {
            Some(last) => last.text.push_str(&shown),
            None => self.parts.extend(new_part(shown, hit)),
        }
    }
}

fn new_part(text: String, hit: bool) -> Option<SnippetPart> {
    (!text.is_empty()).then_some(SnippetPart { text, hit })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn term(words: &str) -> SearchTerm {
        SearchTerm { words: words.trim_end_matches('*').into(), is_prefix: words.ends_with('*') }
    }

    /// Returns the snippet with its hits in brackets.
    fn bracket_hits(texts: &[&str], terms: &[&str]) -> String {
        let texts: Vec<_> = texts.iter().map(|text| (*text).to_owned()).collect();
        let terms: Vec<_> = terms.iter().map(|words| term(words)).collect();
        let mark = |part: &SnippetPart| if part.hit { format!("[{}]", part.text) } else { part.text.clone() };
        around_terms(&texts, &terms).iter().map(mark).collect()
    }

    #[test]
    fn words_phrases_and_beginnings_are_marked_whatever_their_case_and_signs() {
        assert_eq!(
            bracket_hits(&["purpose", "Señora NÚÑEZ, bus pass"], &["nunez", "bus pas*"]),
            "Señora [NÚÑEZ], [bus pass]"
        );
        assert_eq!(bracket_hits(&["Le\u{302} Đặng"], &["lê"]), "[Le\u{302}] Đặng");
        assert_eq!(bracket_hits(&["one two", "three"], &["three"]), "[three]");
        assert_eq!(bracket_hits(&["nothing of it"], &["obrien"]), "nothing of it");
    }

    #[test]
    fn another_spelling_marks_the_name_as_it_was_written() {
        let text = "Met O'Brien Mia, Juan de la Cruz, Đặng Hoa, Łukasz Żółć";
        for (term, marked) in [
            ("obrien", "[O'Brien]"),
            ("delacruz", "[de la Cruz]"),
            ("delacr*", "[de la Cruz]"),
            ("lacruz", "[la Cruz]"),
            ("dang", "[Đặng]"),
            ("zolc", "[Żółć]"),
        ] {
            let shown = bracket_hits(&["purpose", text], &[term]);
            assert!(shown.contains(marked), "{term}: {shown}");
            assert_eq!(shown.replace(['[', ']'], ""), text, "{term}");
        }
    }

    #[test]
    fn the_window_with_most_terms_is_shown_and_says_where_the_text_goes_on() {
        let text = format!("bus {}bus pass {}", "x ".repeat(40), "y ".repeat(40));
        let window = bracket_hits(&[&text], &["bus", "pass"]);
        assert!(window.starts_with("…x x") && window.contains("[bus] [pass]") && window.ends_with("y…"), "{window}");
    }

    #[test]
    fn a_megabyte_of_hits_or_without_a_gap_is_shown_bounded_and_at_once() {
        let began = std::time::Instant::now();
        let texts = ["word ".repeat(200_000), "x".repeat(1_000_000), format!("word{}word", ".".repeat(900_000))];
        for text in &texts {
            let window = bracket_hits(&[text], &["word", "x*", "word word word word word word word word word"]);
            assert!(window.chars().count() < 2 * SNIPPET_CHARACTERS, "{}", window.len());
            assert!(window.contains('['), "{window}");
        }
        assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
    }

    proptest! {
        #[test]
        fn any_text_and_any_term_give_a_piece_of_the_text(text in "\\PC{0,200}", words in "[a-z\\PC]{1,9}") {
            let parts = around_terms(std::slice::from_ref(&text), &[term(&words)]);
            let pieces = parts.iter().flat_map(|part| part.text.split('…'));
            prop_assert!(pieces.into_iter().all(|piece| text.contains(piece)));
        }
    }
}
