//! The record of what leaves the program, written before it leaves: data exported for another program, or text printed
//! into a file or a pipe. What a worker reads on the terminal is work, not an export.
//!
//! Where the record cannot show it, because the disk is full or read-only, a text goes on to the terminal and to a program
//! that reads it to the worker; a file, data for another program and everything that is printed as a document do not leave.

use std::io::{self, IsTerminal as _};

use super::context::CliContext;
use super::filtered;
use crate::domain::audit_event::AuditEvent;
use crate::domain::{CaseNumber, Change};
use crate::platform;
use crate::store::{Store, StoreError};

/// The format in which a command answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Channel {
    /// Text for people.
    Text,
    /// JSON for programs.
    Json,
}

impl Channel {
    /// Returns JSON if the command line asks for it, text otherwise.
    pub(super) const fn from_context(context: &CliContext) -> Self {
        if context.wants_json() { Self::Json } else { Self::Text }
    }
}

/// Records that `what` is about to leave: about one case, or about the whole caseload for `None`. Text on a terminal is
/// not recorded.
///
/// # Errors
/// Fails if something leaves and that cannot be recorded; the caller must not print anything then.
pub(super) fn record_access(
    store: &mut Store,
    channel: Channel,
    case: Option<&CaseNumber>,
    what: impl Into<String>,
) -> Result<(), StoreError> {
    let access = match channel {
        Channel::Json => AuditEvent::Exported(what.into()),
        Channel::Text if io::stdout().is_terminal() => return Ok(()),
        Channel::Text => AuditEvent::Printed(what.into()),
    };
    let is_read = io::stdout().is_terminal() || (channel == Channel::Text && !platform::is_output_a_file());
    let access = Change::Accessed { case: case.cloned(), access };
    if is_read { record_reading(store, access) } else { store.record_export(access) }
}

/// Records that something is read. Where the disk has no room for that, or can only be read, this is said, and reading
/// goes on.
///
/// # Errors
/// The record refuses the access, or the disk fails in another way.
pub(super) fn record_reading(store: &mut Store, access: Change) -> Result<(), StoreError> {
    if let Some(unrecorded) = store.record_access(access)? {
        // If standard error is closed, nobody is left to tell.
        let _ = filtered::warn(unrecorded.sentence());
    }
    Ok(())
}
