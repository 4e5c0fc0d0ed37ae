//! A passphrase being typed: shown as dots, and wiped from memory when it is dropped.

use secrecy::SecretString;
use zeroize::Zeroizing;

/// The passphrase typed so far.
#[derive(Default)]
pub struct PassphraseInput(Zeroizing<String>);

/// The reserved capacity, enough for a long passphrase, so that growing leaves no copies in memory.
const ROOM: usize = 1024;

impl PassphraseInput {
    /// Creates an empty input.
    pub fn new() -> Self {
        Self(Zeroizing::new(String::with_capacity(ROOM)))
    }

    /// Adds typed or pasted text; line ends and other control characters are left out.
    pub fn push(&mut self, typed: &str) {
        self.0.extend(typed.chars().filter(|c| !c.is_control()));
    }

    /// Removes the last character.
    pub fn pop(&mut self) {
        self.0.pop();
    }

    /// Removes everything.
    pub fn clear(&mut self) {
        *self = Self::new();
    }

    /// Returns how many characters are typed.
    pub fn len(&self) -> usize {
        self.0.chars().count()
    }

    /// Returns whether nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes the passphrase out; the input is empty afterward.
    pub fn take_passphrase(&mut self) -> SecretString {
        let typed = std::mem::replace(self, Self::new());
        SecretString::from(typed.0.as_str())
    }
}
