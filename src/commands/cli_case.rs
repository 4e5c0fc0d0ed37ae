//! The arguments of the commands that work a case.

use clap::{Args, Subcommand};

use crate::domain::{CaseNumber, PersonNumber};

#[derive(Debug, Args)]
pub(super) struct ActArgs {
    /// The case; without it the acts are listed with their fields
    #[arg(requires = "kind")]
    pub(super) case: Option<CaseNumber>,
    /// The act, such as `noncompliance_started`
    #[arg(value_name = "ACT")]
    pub(super) kind: Option<String>,
    /// An answer, such as `appointment=fri`; fields that are not answered get what the form works out
    #[arg(value_name = "FIELD=ANSWER")]
    pub(super) fields: Vec<String>,
    /// The participant's number; else the only or the first one
    #[arg(long, default_value = "0", hide_default_value = true)]
    pub(super) person: PersonNumber,
    /// The day on which it was done: t, y, -3, fri, 11/15, 2026-11-15
    #[arg(long, default_value = "t", allow_hyphen_values = true)]
    pub(super) on: String,
    /// Say what it would do, and record nothing
    #[arg(long)]
    pub(super) preview: bool,
}

#[derive(Debug, Args)]
pub(super) struct UndoArgs {
    /// The case
    pub(super) case: CaseNumber,
}

#[derive(Debug, Args)]
pub(super) struct AlertArgs {
    #[command(subcommand)]
    pub(super) what: AlertCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum AlertCommand {
    /// What it asked for is done
    Done {
        /// The alert's id, as `list alerts` prints it
        alert: String,
    },
    /// Put it off until a day
    Snooze {
        /// The alert's id, as `list alerts` prints it
        alert: String,
        /// The day it comes back: +3, fri, 12/1, 2026-12-01
        #[arg(long)]
        until: String,
    },
    /// Pass it over: it stays in the lists and says so
    Skip {
        /// The alert's id, as `list alerts` prints it
        alert: String,
        /// Why
        #[arg(long)]
        reason: String,
    },
    /// Refuse it
    Refuse {
        /// The alert's id, as `list alerts` prints it
        alert: String,
        /// Why
        #[arg(long)]
        reason: String,
    },
}

#[derive(Debug, Args)]
pub(super) struct AnnotateArgs {
    /// The case
    pub(super) case: CaseNumber,
    /// The participant's number
    #[arg(long, default_value = "1")]
    pub(super) person: PersonNumber,
    /// The annotation; empty takes the former one away
    pub(super) text: String,
}
