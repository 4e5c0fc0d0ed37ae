//! Letters that are typed in the choices of the comment form: they choose, or are the beginning of a sentence.

use super::field::{DictateField, PersonAnswer};
use crate::domain::PersonNumber;
use crate::domain::comment::ContactType;

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

    /// Returns whether the letters are those of somebody who chooses: small ones.
    pub(super) fn is_of_choices(&self) -> bool {
        !self.letters.is_empty() && self.letters.chars().all(|letter| !letter.is_uppercase())
    }
}
