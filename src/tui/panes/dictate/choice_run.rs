//! Letters that are typed in the choices of the comment form: they choose, or are the beginning of a sentence.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Deserialize;

use super::field::{DictateField, PersonAnswer};
use crate::domain::PersonNumber;
use crate::domain::comment::ContactType;

/// The words whose first letters choose something.
#[expect(clippy::expect_used, reason = "the file is built in, and a test reads it")]
static BEGUN_WORDS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let file: BegunWordFile =
        toml::from_str(include_str!("../../../../assets/begun_words.toml")).expect("the begun words are readable");
    file.words.into_iter().collect()
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BegunWordFile {
    words: Vec<String>,
}

/// Letters that were typed one after the other in choices, and what was chosen before them.
#[derive(Debug, Clone)]
pub(super) struct ChoiceRun {
    pub(super) letters: String,
    /// A letter after them that is no choice.
    pub(super) stray: Option<char>,
    /// The field in which the first was typed.
    pub(super) field: DictateField,
    pub(super) contact_type: Option<ContactType>,
    pub(super) person: (PersonNumber, PersonAnswer),
    pub(super) reached: Option<bool>,
}

impl ChoiceRun {
    /// Returns whether a character goes on with a sentence: it follows a letter that is no choice, or is a small letter
    /// or a space after a capital one, with which nobody chooses.
    pub(super) fn goes_on_as_sentence(&self, c: char) -> bool {
        self.stray.is_some() || (self.letters.starts_with(char::is_uppercase) && (c.is_lowercase() || c == ' '))
    }

    /// Returns whether the letters are the beginning of the word that `rest` ends: `t` and `a` are that of `talked`, and not
    /// that of `called`. How fast somebody types does not matter, so that the same keys always do the same.
    pub(super) fn begins_word(&self, rest: &str) -> bool {
        !self.letters.is_empty() && BEGUN_WORDS.contains(&format!("{}{rest}", self.letters))
    }

    /// Returns whether the letters are those of somebody who chooses: small ones.
    pub(super) fn is_of_choices(&self) -> bool {
        !self.letters.is_empty() && self.letters.chars().all(|letter| !letter.is_uppercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_begun_word_ends_with_a_word_that_may_follow_choices() {
        for word in BEGUN_WORDS.iter() {
            assert!(word.chars().all(char::is_lowercase), "{word}");
            for first in
                ["called", "left", "she", "he", "the", "client", "asked", "message", "no", "will", "was", "wants"]
            {
                assert!(
                    word.strip_suffix(first).is_none_or(|rest| rest.is_empty() || rest.len() > 2),
                    "{word} ends with {first}"
                );
            }
        }
    }
}
