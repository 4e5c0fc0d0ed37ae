//! The arguments of `reminder`: the worker's own notes with a day.

use clap::{Args, Subcommand};

use super::FilingAnswerArgs;
use crate::domain::{CaseNumber, PersonNumber};

#[derive(Debug, Args)]
pub(crate) struct ReminderArgs {
    #[command(subcommand)]
    pub(crate) command: ReminderCommand,
    #[command(flatten)]
    pub(crate) answers: FilingAnswerArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ReminderCommand {
    /// List your open reminders, by day
    List {
        /// Include reminders that are done or dropped
        #[arg(long)]
        all: bool,
    },
    /// Write a reminder; leave out the case for one that is not about a case
    Add {
        /// The day: t, +3, fri, 12/1, 2026-12-01
        day: String,
        /// What to remind you of
        text: String,
        /// The case
        #[arg(long)]
        case: Option<CaseNumber>,
        /// The participant's number in the case
        #[arg(long, requires = "case")]
        person: Option<PersonNumber>,
    },
    /// Change the words of a reminder
    Change {
        /// The reminder's id, as `reminder list` prints it
        id: String,
        /// What to remind you of
        text: String,
    },
    /// Mark a reminder as done
    Done {
        /// The reminder's id, as `reminder list` prints it
        id: String,
    },
    /// Move a reminder to another day; one that was done or dropped comes back
    Move {
        /// The reminder's id, as `reminder list` prints it
        id: String,
        /// The day: t, +3, fri, 12/1, 2026-12-01
        day: String,
    },
    /// Drop a reminder that is no longer needed
    Drop {
        /// The reminder's id, as `reminder list` prints it
        id: String,
        /// Why
        #[arg(long)]
        reason: String,
    },
}
