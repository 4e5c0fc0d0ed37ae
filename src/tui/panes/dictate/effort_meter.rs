//! The effort meter: the keys and the time that a comment costs from the opening of its form. The meter keeps no typed
//! text.

use std::time::Instant;

use crate::domain::filing_metrics::FilingEffort;

/// What a form has cost so far.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct EffortMeter {
    keys: u32,
    narrative_keys: u32,
    opened: Option<Instant>,
    /// Whether the form was restored from a draft of an earlier run of the program, so that its cost is unknown.
    pub(super) resumed: bool,
}

impl EffortMeter {
    /// Counts a key press, in the narrative or outside it.
    pub(super) const fn count_key(&mut self, in_narrative: bool) {
        let keys = if in_narrative { &mut self.narrative_keys } else { &mut self.keys };
        *keys = keys.saturating_add(1);
    }

    /// Notes when the form was opened; only the first call counts.
    pub(super) fn note_opened_at(&mut self, now: Instant) {
        self.opened.get_or_insert(now);
    }

    /// Returns what the comment has cost so far; `None` if not all of it is known.
    pub(super) fn filing_effort(&self, now: Instant) -> Option<FilingEffort> {
        if self.resumed {
            return None;
        }
        let opened = self.opened?;
        let millis = u64::try_from(now.duration_since(opened).as_millis()).unwrap_or(u64::MAX);
        Some(FilingEffort { keys: self.keys, narrative_keys: self.narrative_keys, millis })
    }
}
