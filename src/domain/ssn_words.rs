//! The words about Social Security numbers, which `assets/security/ssn.toml` lists.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

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

    /// Returns the digits for which a word stands, in lower case; `None` if it is no word for a number.
    pub fn number_word(&self, word: &str) -> Option<NumberWord<'_>> {
        let digits = self.digit_words.get(word).or_else(|| self.pair_words.get(word));
        let ten = || self.ten_words.get(word).map(|ten| NumberWord::Ten(ten));
        digits.map(|digits| NumberWord::Digits(digits)).or_else(ten)
    }
}
