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
    announcing: Vec<String>,
    part: Vec<String>,
    part_in_script: Vec<String>,
    beside_part: Vec<String>,
    address: Vec<String>,
    connecting: Vec<String>,
    before_count: Vec<String>,
    hundred_words: Vec<String>,
    mostly_no_number: Vec<String>,
    other_numbers: Vec<String>,
    before_other: Vec<String>,
    digit_words: BTreeMap<String, String>,
    digit_signs: BTreeMap<char, char>,
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
    let words: SsnWords =
        toml::from_str(include_str!("../../assets/security/ssn.toml")).expect("assets/security/ssn.toml is good");
    let fold =
        |words: BTreeMap<String, String>| words.into_iter().map(|(word, digits)| (fold_word(&word), digits)).collect();
    SsnWords {
        digit_words: fold(words.digit_words),
        pair_words: fold(words.pair_words),
        ten_words: fold(words.ten_words),
        ..words
    }
});

/// Returns a word in the form in which words for numbers are compared: small letters, and Latin ones without accents. Words of
/// other scripts stay in theirs, where none looks like a word of English.
pub(super) fn fold_word(word: &str) -> String {
    let is_latin = |c: char| matches!(c, '\0'..='\u{24f}' | '\u{300}'..='\u{36f}' | '\u{1e00}'..='\u{1eff}' | '\u{ff00}'..='\u{ff5e}');
    if word.chars().all(is_latin) { name::fold_for_search(word) } else { word.to_lowercase() }
}

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

fn holds_any(text: &str, parts: &[String]) -> bool {
    let text = text.to_lowercase();
    parts.iter().any(|part| text.contains(part.as_str()))
}

impl SsnWords {
    /// Returns whether words, in lower case and without accents, announce a Social Security number.
    pub fn announce(&self, words: &[String]) -> bool {
        words.iter().any(|word| self.is_announcement(word))
            || words.windows(2).any(|pair| matches!(pair, [first, second] if self.is_pair(first, second)))
            || words.windows(3).any(|letters| letters == ["s", "s", "n"])
            || matches!(words, [only] if self.whole.contains(only))
    }

    /// Returns whether a text holds words of a script without accents or blanks that announce a Social Security number.
    pub fn announce_in_script(&self, text: &str) -> bool {
        !text.is_ascii() && holds_any(text, &self.announcing)
    }

    /// Returns whether a text holds words of such a script that say which part of a number follows.
    pub fn name_part_in_script(&self, text: &str) -> bool {
        holds_any(text, &self.part_in_script)
            || split_words(text).is_some_and(|words| words.iter().any(|word| self.is_part_word(word)))
    }

    /// Returns whether a word says which part of a number follows.
    pub fn is_part_word(&self, word: &str) -> bool {
        self.part.iter().any(|known| known == word)
    }

    /// Returns whether a word may stand between those that announce a part of a number.
    pub fn is_beside_part(&self, word: &str) -> bool {
        self.beside_part.iter().any(|known| known == word)
    }

    /// Returns whether one of the words is part of an address.
    pub fn name_address(&self, words: &[String]) -> bool {
        words.iter().any(|word| self.address.contains(word))
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

    /// Returns whether a word right before a word for a digit says that it counts what follows: last four.
    pub fn is_before_count(&self, word: &str) -> bool {
        self.before_count.iter().any(|known| known == word)
    }

    /// Returns whether a word says "hundred".
    pub fn is_hundred(&self, word: &str) -> bool {
        self.hundred_words.iter().any(|known| known == word)
    }

    /// Returns the digit for which a sign stands that is written without blanks; `None` if it stands for none.
    pub fn digit_sign(&self, sign: char) -> Option<char> {
        self.digit_signs.get(&sign).copied()
    }

    /// Returns the digits of a word in which words for numbers are joined without blanks: ninezerozero. `None` for any other
    /// word.
    pub fn split_joined(&self, word: &str) -> Option<String> {
        // The digits of the shortest rows of words that end at each byte.
        let mut ends: Vec<Option<String>> = vec![None; word.len() + 1];
        *ends.first_mut()? = Some(String::new());
        for (start, _) in word.char_indices() {
            let Some(before) = ends.get(start).cloned().flatten() else { continue };
            for (known, digits) in self.digit_words.iter().chain(&self.pair_words) {
                let fits = word.get(start..).is_some_and(|rest| rest.starts_with(known.as_str()));
                if let Some(end) = ends.get_mut(start + known.len()).filter(|end| fits && end.is_none()) {
                    *end = Some(format!("{before}{digits}"));
                }
            }
        }
        ends.pop().flatten()
    }

    /// Returns the digits for which a word stands, as [`fold_word`] gives it; `None` if it is no word for a number.
    pub fn number_word(&self, word: &str) -> Option<NumberWord<'_>> {
        let digits = self.digit_words.get(word).or_else(|| self.pair_words.get(word));
        let ten = || self.ten_words.get(word).map(|ten| NumberWord::Ten(ten));
        digits.map(|digits| NumberWord::Digits(digits)).or_else(ten)
    }
}
