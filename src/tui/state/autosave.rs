//! The timer after which typed text and the session are saved.

use std::time::{Duration, Instant};

/// The delay after a key press before the text is saved; together with the time that saving takes, that stays under 300
/// ms.
const SAVE_AFTER: Duration = Duration::from_millis(200);

/// The delay after a key press before the session is saved: short enough to continue there after a power loss, and long
/// enough that moving through a list does not write at every step.
const SESSION_SAVE_AFTER: Duration = Duration::from_secs(2);

/// The time since which something is unsaved; `None` if all is saved.
#[derive(Debug, Clone, Default)]
pub struct AutosaveTimer(Option<Instant>);

impl AutosaveTimer {
    /// Notes a change. Only the first change since the last save starts the timer.
    pub fn note_change(&mut self, now: Instant) {
        self.0.get_or_insert(now);
    }

    /// Returns when the text must be saved; `None` if all is saved.
    pub fn save_at(&self) -> Option<Instant> {
        self.0.map(|since| since + SAVE_AFTER)
    }

    /// Returns when the session must be saved; `None` if it is saved.
    pub fn session_save_at(&self) -> Option<Instant> {
        self.0.map(|since| since + SESSION_SAVE_AFTER)
    }

    /// Stops the timer, because everything is being saved now. Returns whether there was anything to save.
    pub const fn start_save(&mut self) -> bool {
        self.0.take().is_some()
    }
}
