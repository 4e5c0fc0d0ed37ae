//! The words about Social Security numbers, which `assets/security/ssn.toml` lists.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::name;

/// The words about Social Security numbers.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SsnWords {
    alone: Vec<String>,
    persons: Vec<String>,
    numbers: Vec<String>,
    pairs: Vec<(String, String)>,
    before_number: Vec<String>,
    whole: Vec<String>,
    connecting: Vec<String>,
    mostly_no_number: Vec<String>,
    other_numbers: Vec<String>,
    before_other: Vec<String>,
    digit_words: BTreeMap<String, String>,
    pair_words: BTreeMap<String, String>,
    ten_words: BTreeMap<String, String>,
}

/// What a word says of a number that is written in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberWord<'a> {
    /// One digit or two.
    Digits(&'a str),
    /// The first of two digits: `forty`.
    Ten(&'a str),
}

#[expect(clippy::expect_used, reason = "built into the program, and a test reads the file")]
static WORDS: LazyLock<SsnWords> = LazyLock::new(|| {
    toml::from_str(include_str!("../../assets/security/ssn.toml")).expect("assets/security/ssn.toml is good")
});

/// Returns the words of `assets/security/ssn.toml`. The file is read on the first call.
pub(super) fn builtin_words() -> &'static SsnWords {
    &WORDS
}

/// Returns the words of a text in lower case, or `None` if it has none. A capital after a small letter begins a word,
/// and single letters with dots are one word (`S.S.N.`).
pub(super) fn split_words(text: &str) -> Option<Vec<String>> {
    let mut spaced = String::with_capacity(text.len());
    let mut after_small = false;
    for c in text.chars() {
        if after_small && c.is_uppercase() {
            spaced.push(' ');
        }
        after_small = c.is_lowercase();
        if c != '.' {
            spaced.push(c);
        }
    }
    let folded = name::fold_for_search(&spaced);
    let words: Vec<String> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    (!words.is_empty()).then_some(words)
}

impl SsnWords {
    /// Returns whether words, in lower case and without accents, announce a Social Security number.
    pub fn announce(&self, words: &[String]) -> bool {
        words.iter().any(|word| self.is_announcement(word))
            || words.windows(2).any(|pair| matches!(pair, [first, second] if self.is_pair(first, second)))
            || words.windows(3).any(|letters| letters == ["s", "s", "n"])
            || matches!(words, [only] if self.whole.contains(only))
    }

    fn is_announcement(&self, word: &str) -> bool {
        let without_count = word.trim_end_matches(|c: char| c.is_ascii_digit());
        let is_number = |word: &str| self.numbers.iter().any(|number| number == word);
        self.alone.iter().any(|alone| alone == word)
            || without_count == "ssn"
            || word.strip_suffix("ssn").is_some_and(|person| self.persons.iter().any(|known| known == person))
            || word.strip_prefix("ssn").is_some_and(is_number)
    }

    fn is_pair(&self, first: &str, second: &str) -> bool {
        let fits = |pattern: &str, word: &str| match pattern.strip_suffix('*') {
            Some(beginning) => word.starts_with(beginning),
            None => word == pattern,
        };
        let is_before = self.before_number.iter().any(|word| word == first);
        self.pairs.iter().any(|(one, other)| fits(one, first) && fits(other, second))
            || (is_before && self.numbers.iter().any(|number| number == second))
    }

    /// Returns whether a word may stand between the groups of a number that is read out.
    pub fn is_connecting(&self, word: &str) -> bool {
        self.connecting.iter().any(|known| known == word)
    }

    /// Returns whether a word for a number mostly means something else, beside digits at least.
    pub fn is_mostly_no_number(&self, word: &str) -> bool {
        self.mostly_no_number.iter().any(|known| known == word)
    }

    /// Returns whether the last of the words before a number, apart from words for "number", names another kind of number.
    pub fn name_other_number(&self, words: &[String]) -> bool {
        let is_number = |word: &&String| self.numbers.contains(word) || self.before_other.contains(word);
        let last = words.iter().rev().find(|word| !is_number(word));
        last.is_some_and(|word| self.other_numbers.contains(word))
    }

    /// Returns the digits for which a word stands, in lower case; `None` if it is no word for a number.
    pub fn number_word(&self, word: &str) -> Option<NumberWord<'_>> {
        let digits = self.digit_words.get(word).or_else(|| self.pair_words.get(word));
        let ten = || self.ten_words.get(word).map(|ten| NumberWord::Ten(ten));
        digits.map(|digits| NumberWord::Digits(digits)).or_else(ten)
    }
}
