//! The words of a text in the one form in which lists of words are compared with it: small letters without accents,
//! hyphens, dots of an abbreviation and characters of no width, and without the space between them.

use crate::domain::name::fold_for_search;
use crate::domain::sanitize;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FoldedWord {
    /// The byte at which the word begins in the text.
    pub start: usize,
    /// The byte after the word.
    pub end: usize,
    /// The word as it is compared.
    pub folded: String,
}

/// What a character of no width between two letters means. Copied text has it within words and in place of blanks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoWidth {
    /// The letters belong to one word.
    Joins,
    /// The letters belong to two words.
    Parts,
}

/// Returns whether some character of the text has no width, so that its words can be read in both ways.
pub(super) fn has_no_width(text: &str) -> bool {
    text.chars().any(is_of_no_width)
}

/// Returns the words of a text. A hyphen, a slash and every other sign parts two words; the dots of `D.V.` and the
/// apostrophe of `baby's` do not. A sign of a script without spaces between words is a word of its own.
pub(super) fn fold_words(text: &str, no_width: NoWidth) -> Vec<FoldedWord> {
    let mut reader = WordReader { text, words: Vec::new(), start: None, letters: String::new() };
    let signs: Vec<(usize, char)> = text.char_indices().collect();
    for (place, (index, c)) in signs.iter().enumerate() {
        let ahead = |by: usize| signs.get(place.saturating_add(by)).map(|(_, c)| *c);
        match *c {
            c if is_mark(c) || (is_of_no_width(c) && no_width == NoWidth::Joins) => {}
            c if is_of_unspaced_script(c) && c.is_alphanumeric() => {
                reader.end_word(*index);
                reader.add(*index, c);
                reader.end_word(index.saturating_add(c.len_utf8()));
            }
            c if c.is_alphanumeric() => reader.add(*index, c),
            '\'' | '\u{2019}' if reader.start.is_some() && ahead(1).is_some_and(char::is_alphanumeric) => {
                reader.add(*index, '\'');
            }
            '.' if reader.is_spelling_out() && is_one_letter(ahead(1), ahead(2)) => {}
            _ => reader.end_word(*index),
        }
    }
    reader.end_word(text.len());
    reader.words
}

/// Returns a text with the letters for which digits and signs are written, in words that have both: `h1ts`, `hu5band`, `$`. A 1
/// and a ! may stand for two letters, so there are two readings; none if no word has both. Places stay as they are.
pub(super) fn letters_for_signs(text: &str) -> Vec<String> {
    let is_sign = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'@' | b'$' | b'!' | b'|');
    let bytes = text.as_bytes();
    let has_both = bytes.windows(2).any(|pair| matches!(pair, [a, b] if is_sign(*a) && b.is_ascii_alphabetic() || a.is_ascii_alphabetic() && is_sign(*b)));
    if !has_both {
        return Vec::new();
    }
    let read_as =
        |one: char| {
            let in_word = |run: &str| run.bytes().any(|byte| byte.is_ascii_alphabetic()) && run.bytes().any(is_sign);
            text.split_inclusive(char::is_whitespace)
                .map(|run| {
                    if in_word(run) { run.chars().map(|sign| letter_for(sign, one)).collect() } else { run.to_owned() }
                })
                .collect::<String>()
        };
    vec![read_as('i'), read_as('l')]
}

/// Returns the letter that a digit or sign looks like, and every other character as it is.
const fn letter_for(sign: char, one: char) -> char {
    match sign {
        '0' => 'o',
        '1' | '!' | '|' => one,
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        '8' => 'b',
        '9' => 'g',
        sign => sign,
    }
}

/// The fewest letters with signs between them that are taken for one word.
const FEWEST_SPACED: usize = 3;

/// Returns the words with each row of single letters joined to one: `h i t s`. `None` if there is no such row.
pub(super) fn join_spaced_letters(words: &[FoldedWord]) -> Option<Vec<FoldedWord>> {
    let is_letter =
        |word: &FoldedWord| word.folded.len() == 1 && word.folded.bytes().all(|byte| byte.is_ascii_alphabetic());
    let rows = || words.chunk_by(|a, b| is_letter(a) && is_letter(b));
    if !rows().any(|row| row.len() >= FEWEST_SPACED) {
        return None;
    }
    let joined = rows().flat_map(|row| match row {
        [first, .., last] if row.len() >= FEWEST_SPACED => {
            vec![FoldedWord {
                start: first.start,
                end: last.end,
                folded: row.iter().map(|word| word.folded.as_str()).collect(),
            }]
        }
        row => row.iter().map(FoldedWord::clone).collect(),
    });
    Some(joined.collect())
}

/// A word that is being read, and those that were.
struct WordReader<'a> {
    text: &'a str,
    words: Vec<FoldedWord>,
    start: Option<usize>,
    letters: String,
}

impl WordReader<'_> {
    fn add(&mut self, index: usize, c: char) {
        self.start.get_or_insert(index);
        self.letters.push(c);
    }

    /// Returns whether the word so far has one letter, or letters with a dot between each two: `D`, `T.R`.
    fn is_spelling_out(&self) -> bool {
        let so_far = self.start.and_then(|start| self.text.get(start..)).unwrap_or_default();
        let mut dotted = so_far.chars();
        let is_dotted = |c: char| dotted.next() == Some(c) && dotted.next() == Some('.');
        !self.letters.is_empty() && self.letters.chars().all(is_dotted)
    }

    fn end_word(&mut self, end: usize) {
        let letters = std::mem::take(&mut self.letters);
        if let Some(start) = self.start.take() {
            let folded = fold_for_search(&letters).trim().to_owned();
            self.words.push(FoldedWord { start, end, folded });
        }
    }
}

/// Returns whether `c` is a letter after which the word does not go on without another dot.
fn is_one_letter(c: Option<char>, after: Option<char>) -> bool {
    c.is_some_and(char::is_alphabetic) && !after.is_some_and(char::is_alphanumeric)
}

/// Returns whether the character has no width: what [`sanitize::is_invisible`] names, joiners and variation selectors.
fn is_of_no_width(c: char) -> bool {
    sanitize::is_invisible(c) || matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
}

/// Returns whether the character is an accent or a vowel sign of the letter before it, or lengthens it.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{34e}' | '\u{350}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}')
}

/// Returns whether the character belongs to a script that writes no spaces between words: Thai and Lao, Burmese, Khmer,
/// Japanese and Chinese.
const fn is_of_unspaced_script(c: char) -> bool {
    matches!(
        c,
        '\u{e00}'..='\u{eff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{3040}'..='\u{30ff}'
            | '\u{3400}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}'
    )
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Domestic-Violence", &["domestic", "violence"])]
    #[case("domestic \u{a0}\n violence", &["domestic", "violence"])]
    #[case("ra\u{200b}ped, gol\u{ad}pea", &["raped", "golpea"])]
    #[case("pego\u{301} PEGÓ", &["pego", "pego"])]
    #[case("D.V. and T.R.O", &["dv", "and", "tro"])]
    #[case("I said so.He left", &["i", "said", "so", "he", "left"])]
    #[case("as I.He", &["as", "i", "he"])]
    #[case("He left.I called", &["he", "left", "i", "called"])]
    #[case("the baby’s 'father'", &["the", "baby's", "father"])]
    #[case("DV/TRO_x", &["dv", "tro", "x"])]
    #[case("ｒａｐｅ", &["rape"])]
    #[case("她有家暴 ok", &["ta", "you", "jia", "bao", "ok"])]
    #[case("ตี ok", &["t", "ii", "ok"])]
    fn words_are_folded(#[case] text: &str, #[case] words: &[&str]) {
        let found = fold_words(text, NoWidth::Joins);
        assert_eq!(found.iter().map(|word| word.folded.as_str()).collect::<Vec<_>>(), words);
        assert!(found.iter().all(|word| text.get(word.start..word.end).is_some()));
    }

    #[test]
    fn a_character_of_no_width_can_stand_for_a_blank() {
        let text = "domestic\u{200b}violence";
        assert!(has_no_width(text) && !has_no_width("domestic violence"));
        assert_eq!(fold_words(text, NoWidth::Joins).len(), 1);
        assert_eq!(fold_words(text, NoWidth::Parts).len(), 2);
    }
}
