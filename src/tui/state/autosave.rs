//! The timer that saves what the worker typed, and where the worker went.

use std::time::{Duration, Instant};

/// How long after a key press the text is saved; together with the time that saving takes, that stays under 300 ms.
const SAVE_AFTER: Duration = Duration::from_millis(200);

/// How long after a key press the session is saved: often enough to go on there after a loss of power, and seldom enough
/// that moving through a list does not write at every step.
const SESSION_SAVE_AFTER: Duration = Duration::from_secs(2);

/// The moment since which something is not saved; none if all is saved.
#[derive(Debug, Clone, Default)]
pub struct AutosaveTimer(Option<Instant>);

impl AutosaveTimer {
    /// Notes a change. Only the first change since the last save starts the timer.
    pub fn note_change(&mut self, now: Instant) {
        self.0.get_or_insert(now);
    }

    /// When the text is to be saved; `None` if all is saved.
    pub fn save_at(&self) -> Option<Instant> {
        self.0.map(|since| since + SAVE_AFTER)
    }

    /// When the session is to be saved; `None` if it is saved.
    pub fn session_save_at(&self) -> Option<Instant> {
        self.0.map(|since| since + SESSION_SAVE_AFTER)
    }

    /// Stops the timer, because everything is being saved now. Returns whether there was anything to save.
    pub const fn start_save(&mut self) -> bool {
        self.0.take().is_some()
    }
}
