//! The form that asks for the passphrase while the screen is locked.

use std::time::{Duration, Instant};

use super::command::EditCommand;
use super::store_thread::Job;
use super::widgets::passphrase_input::PassphraseInput;
use super::widgets::text_sink::{TextInput, TextSink};

/// The form that asks for the passphrase.
#[derive(Default)]
pub struct UnlockForm {
    /// The passphrase typed so far.
    pub secret: PassphraseInput,
    /// What was wrong with the last passphrase.
    pub error: Option<String>,
    /// The moment from which the next passphrase may be tried.
    pub retry_at: Option<Instant>,
}

impl UnlockForm {
    /// Returns how long the next try has to wait, in whole seconds, rounded up.
    pub fn seconds_to_wait(&self, now: Instant) -> u64 {
        let left = self.retry_at.map_or(Duration::ZERO, |retry_at| retry_at.saturating_duration_since(now));
        left.as_millis().div_ceil(1000).try_into().unwrap_or(u64::MAX)
    }

    /// Returns the moment at which the displayed seconds change; `None` if there is no wait.
    pub fn next_second(&self, now: Instant) -> Option<Instant> {
        let left = self.retry_at?.checked_duration_since(now).filter(|left| !left.is_zero())?;
        let rest = left.saturating_sub(Duration::from_secs(left.as_secs()));
        Some(now + if rest.is_zero() { Duration::from_secs(1) } else { rest })
    }

    /// Takes the typed passphrase and returns the job that tries it; `None` if nothing is typed or the next try has to
    /// wait.
    pub fn try_passphrase(&mut self, now: Instant) -> Option<Job> {
        if self.secret.is_empty() || self.seconds_to_wait(now) > 0 {
            return None;
        }
        self.error = None;
        Some(Job::Unlock(self.secret.take_passphrase()))
    }

    /// Notes that the passphrase was wrong, and when the next one may be tried.
    pub fn note_wrong(&mut self, sentence: String, retry_at: Instant) {
        self.error = Some(sentence);
        self.retry_at = Some(retry_at);
    }
}

impl TextSink for UnlockForm {
    fn apply_input(&mut self, input: TextInput<'_>, _now: Instant) {
        match input {
            TextInput::Char(c) => self.secret.push(c.encode_utf8(&mut [0; 4])),
            TextInput::Paste(text) => self.secret.push(text),
            TextInput::Edit(EditCommand::Backspace) => self.secret.pop(),
            TextInput::Edit(EditCommand::DeleteToStart) => self.secret.clear(),
            TextInput::Edit(_) => {}
        }
    }
}
