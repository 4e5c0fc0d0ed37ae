//! Looks up commands in the table of commands.

use super::{CommandEntry, KeyContext, Pane, PartnerCommand, ScreenCommand, TABLE};
use crate::desk::{Caseload, QueueAccess};

/// What a worker may do beyond what everybody does, as far as commands depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommandAccess {
    /// What the worker can do with the queue of the role.
    pub queue: QueueAccess,
    /// Whether the worker enters somebody in the duty log.
    pub keeps_duty_log: bool,
}

impl CommandAccess {
    /// The access of a worker who only has what everybody has.
    pub const BASIC: Self = Self { queue: QueueAccess::None, keeps_duty_log: false };

    /// Returns the access of the worker of a caseload.
    pub fn from_caseload(caseload: &Caseload) -> Self {
        Self { queue: caseload.queue_access(), keeps_duty_log: caseload.keeps_duty_log() }
    }
}

impl ScreenCommand {
    /// Returns the row of the table for this command. Every command that a key or a name can reach has one.
    pub fn table_entry(self) -> Option<&'static CommandEntry> {
        TABLE.iter().find(|entry| entry.command == self)
    }

    /// Returns whether a worker with this access has the command. Every worker has the commands that concern neither the
    /// queue nor the duty log.
    pub fn is_open_to(self, access: CommandAccess) -> bool {
        match self {
            Self::Queue(_) => access.queue == QueueAccess::Supervision,
            Self::Go(Pane::Queue) => access.queue >= QueueAccess::Queue,
            Self::Partner(PartnerCommand::DutyNote) => access.keeps_duty_log,
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
