//! The arguments about keeping what is there: restoring, reading the audit, locking.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

use crate::domain::{CaseNumber, WorkerNumber};

/// What the program gives itself when it locks the screen (see `tui::lock`).
#[derive(Debug, Clone, Copy, Args)]
pub(in crate::commands) struct LockArgs {
    /// Open the screen locked
    #[arg(long, hide = true)]
    pub(in crate::commands) locked: bool,
    /// Stop before that, as the shell asked
    #[arg(long, hide = true, requires = "locked")]
    pub(in crate::commands) stopped: bool,
    /// On a practice home
    #[arg(long, hide = true, requires = "locked")]
    pub(in crate::commands) practice: bool,
}

#[derive(Debug, Args)]
pub(in crate::commands) struct RestoreArgs {
    /// The backup, a .db file with its .keys file beside it
    #[arg(value_name = "FILE", required_unless_present = "latest")]
    pub(in crate::commands) file: Option<PathBuf>,
    /// The newest backup of this home
    #[arg(long, conflicts_with = "file")]
    pub(in crate::commands) latest: bool,
    /// Do not ask
    #[arg(long)]
    pub(in crate::commands) yes: bool,
}

#[derive(Debug, Args)]
pub(in crate::commands) struct AuditArgs {
    /// Of this case alone
    #[arg(long)]
    pub(in crate::commands) case: Option<CaseNumber>,
    /// By this worker alone
    #[arg(long)]
    pub(in crate::commands) worker: Option<WorkerNumber>,
    /// From this day on
    #[arg(long, value_name = "DATE")]
    pub(in crate::commands) since: Option<NaiveDate>,
    /// Only what was taken out, revealed or tried
    #[arg(long)]
    pub(in crate::commands) access: bool,
}
