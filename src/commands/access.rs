//! What leaves the program is accounted for in the record before it leaves: written out for another program, or printed
//! as text into a file or a pipe. What a worker reads on the terminal is work, not an export.

use std::io::{self, IsTerminal as _};

use super::context::CliContext;
use crate::domain::audit_event::AuditEvent;
use crate::domain::{CaseNumber, Change};
use crate::store::{Store, StoreError};

/// How an answer is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Channel {
    /// For the eye.
    Text,
    /// As JSON.
    Json,
}

impl Channel {
    /// Text, unless JSON was asked for.
    pub(super) const fn from_context(context: &CliContext) -> Self {
        if context.wants_json() { Self::Json } else { Self::Text }
    }
}

/// Records that `what`, of one case or of the whole caseload, is about to leave; nothing where it stays on a terminal.
///
/// # Errors
/// When that cannot be recorded: then nothing leaves.
pub(super) fn record_access(
    store: &mut Store,
    form: Channel,
    case: Option<&CaseNumber>,
    what: impl Into<String>,
) -> Result<(), StoreError> {
    let access = match form {
        Channel::Json => AuditEvent::Exported(what.into()),
        Channel::Text if io::stdout().is_terminal() => return Ok(()),
        Channel::Text => AuditEvent::Printed(what.into()),
    };
    store.record(Change::Accessed { case: case.cloned(), access })?;
    Ok(())
}
