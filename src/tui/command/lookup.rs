//! Looks up the rows of the table of actions.

use super::table::TABLE;
use super::{CommandEntry, KeyContext, ScreenCommand};

impl ScreenCommand {
    /// Its row of the table. Every command has one; a test holds that.
    pub fn table_entry(self) -> Option<&'static CommandEntry> {
        TABLE.iter().find(|entry| entry.command == self)
    }

    /// Whether there is a context in which both act.
    pub fn shares_context_with(self, other: Self) -> bool {
        match (self.table_entry(), other.table_entry()) {
            (Some(one), Some(other)) => one.contexts.0.iter().any(|context| other.contexts.contains(*context)),
            _ => false,
        }
    }
}

/// The commands that the hint bar shows in a context, in its order.
pub fn hint_entries(context: KeyContext) -> Vec<&'static CommandEntry> {
    let mut hints: Vec<_> =
        TABLE.iter().filter(|entry| entry.hint_contexts.contains(context) && entry.hint_position.is_some()).collect();
    hints.sort_by_key(|entry| entry.hint_position);
    hints
}
