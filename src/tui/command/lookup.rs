//! Looks up commands in the table of commands.

use super::{CommandEntry, KeyContext, Pane, ScreenCommand, TABLE};
use crate::desk::QueueAccess;

impl ScreenCommand {
    /// Returns the row of the table for this command. Every command that a key or a name can reach has one.
    pub fn table_entry(self) -> Option<&'static CommandEntry> {
        TABLE.iter().find(|entry| entry.command == self)
    }

    /// Returns whether a worker with this access to the queue has the command. Every worker has the commands that do not
    /// concern the queue.
    pub fn is_open_to(self, access: QueueAccess) -> bool {
        match self {
            Self::Queue(_) => access == QueueAccess::Supervision,
            Self::Go(Pane::Queue) => access >= QueueAccess::Queue,
            _ => true,
        }
    }

    /// Returns whether there is a context in which both commands act.
    pub fn shares_context_with(self, other: Self) -> bool {
        match (self.table_entry(), other.table_entry()) {
            (Some(a), Some(b)) => a.contexts.0.iter().any(|context| b.contexts.contains(*context)),
            _ => false,
        }
    }
}

/// Returns the commands that the hint bar shows in a context, in the order of the bar.
pub fn hint_entries(context: KeyContext) -> Vec<&'static CommandEntry> {
    let mut hints: Vec<_> =
        TABLE.iter().filter(|entry| entry.hint_contexts.contains(context) && entry.hint_position.is_some()).collect();
    hints.sort_by_key(|entry| entry.hint_position);
    hints
}
