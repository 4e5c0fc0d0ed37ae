//! The arguments of the commands about a home as a whole: `new`, `demo`, `restore`, `audit`, and the locked screen.

use std::path::PathBuf;

use clap::Args;

use super::code_word::role_word;
use crate::domain::role::Role;
use crate::domain::{CaseNumber, WorkerNumber};

/// The arguments with which the program starts itself again to lock the screen (see `tui::lock`).
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct LockArgs {
    /// Open the screen locked
    #[arg(long, hide = true)]
    pub(crate) locked: bool,
    /// Stop the process before it opens the screen, as the shell asked
    #[arg(long, hide = true, requires = "locked")]
    pub(crate) stopped: bool,
    /// The home is a practice home
    #[arg(long, hide = true, requires = "locked")]
    pub(crate) practice: bool,
}

#[derive(Debug, Args)]
pub(crate) struct NewArgs {
    /// Worker number, such as V1A3
    #[arg(long)]
    pub(crate) worker: Option<WorkerNumber>,
    /// The worker's name
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// The worker's role, such as ec, supervisor, clerk or `social_worker`; another word lists them all
    #[arg(long, value_parser = role_word(), hide_possible_values = true)]
    pub(crate) role: Option<Role>,
    /// The office
    #[arg(long)]
    pub(crate) office: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    /// How many cases
    #[arg(long, default_value_t = 118)]
    pub(crate) cases: usize,
    /// The same seed and day give the same caseload
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// The date the caseload is made for; its clock runs from there: t, y, -3, fri, 11/15, 2026-11-15; otherwise today
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) as_of: Option<String>,
    /// Whose work to practice; each role has a practice home of its own
    #[arg(long, default_value = "ec", value_parser = role_word(), hide_possible_values = true)]
    pub(crate) role: Role,
    /// Practice with the partners of a county: San Francisco (social work, conferences), Santa Clara (common cases, outreach), San Diego
    /// (goals and goal tools)
    #[arg(long, value_name = "COUNTY", value_parser = ["san_francisco", "santa_clara", "san_diego"])]
    pub(crate) county: Option<String>,
    /// Create the caseload without opening the screen
    #[arg(long)]
    pub(crate) no_open: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RestoreArgs {
    /// The backup, a .db file with its .keys file beside it
    #[arg(value_name = "FILE", required_unless_present = "latest")]
    pub(crate) file: Option<PathBuf>,
    /// The newest backup of this home
    #[arg(long, conflicts_with = "file")]
    pub(crate) latest: bool,
    /// Restore without asking
    #[arg(long)]
    pub(crate) yes: bool,
}

#[derive(Debug, Args)]
pub(crate) struct AuditArgs {
    /// Only this case
    #[arg(long)]
    pub(crate) case: Option<CaseNumber>,
    /// Only what this worker did
    #[arg(long)]
    pub(crate) worker: Option<WorkerNumber>,
    /// From this day on: t, y, -3, fri, 11/15, 2026-11-15
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) since: Option<String>,
    /// Only access: exports, printouts, revealed comments, changed keys, failed attempts to open the home
    #[arg(long)]
    pub(crate) access: bool,
}
