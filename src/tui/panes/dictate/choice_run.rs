//! Letters that are typed in the choices of the comment form: they choose, or are the beginning of a sentence.

use std::time::{Duration, Instant};

use super::field::{DictateField, PersonAnswer};
use crate::domain::PersonNumber;
use crate::domain::comment::ContactType;

/// The longest time between two letters of one word. Whoever has just chosen pauses longer before the first word.
const WITHIN_WORD: Duration = Duration::from_millis(500);

/// Letters that were typed one after the other in choices, and what was chosen before them.
#[derive(Debug, Clone)]
pub(super) struct ChoiceRun {
    pub(super) letters: String,
    /// When the last of them was typed.
    pub(super) last_at: Instant,
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

    /// Returns whether a letter that is typed in the empty results right after the letters goes on with a word that began
    /// with them: `talked` begins with the letters of Telephone and Attempted.
    pub(super) fn goes_on_as_word(&self, c: char, now: Instant) -> bool {
        let are_of_word = !self.letters.is_empty() && self.letters.chars().all(char::is_lowercase);
        are_of_word && c.is_lowercase() && now.saturating_duration_since(self.last_at) <= WITHIN_WORD
    }

    /// Returns whether the letters are those of somebody who chooses: small ones.
    pub(super) fn is_of_choices(&self) -> bool {
        !self.letters.is_empty() && self.letters.chars().all(|letter| !letter.is_uppercase())
    }
}
