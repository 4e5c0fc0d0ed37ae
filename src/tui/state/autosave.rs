//! What is typed, or where the worker went, and is not saved yet.

use std::time::{Duration, Instant};

/// How long after a key its text is saved; with the time that saving takes, it stays under 300 ms.
const SAVE_AFTER: Duration = Duration::from_millis(200);

/// How long after a key the worker's place is kept: often enough to go on there after a loss of power, and seldom enough
/// that moving through a list does not write at every step.
const PLACE_AFTER: Duration = Duration::from_secs(2);

/// Since when something is not saved, if anything is not.
#[derive(Debug, Clone, Default)]
pub struct AutosaveTimer(Option<Instant>);

impl AutosaveTimer {
    /// Something changed: it is saved in a moment.
    pub fn note_change(&mut self, now: Instant) {
        self.0.get_or_insert(now);
    }

    /// When what is typed is to be saved, if anything is not.
    pub fn save_at(&self) -> Option<Instant> {
        self.0.map(|since| since + SAVE_AFTER)
    }

    /// When the place is to be kept, if it is another.
    pub fn session_save_at(&self) -> Option<Instant> {
        self.0.map(|since| since + PLACE_AFTER)
    }

    /// Notes that it is being saved; whether there was anything to save.
    pub const fn start_save(&mut self) -> bool {
        self.0.take().is_some()
    }
}
