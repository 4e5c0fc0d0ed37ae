//! The arguments of the commands that work on one case: `act`, `undo`, `alert`, `annotate`, `facts`, `why`.

use clap::{Args, Subcommand};

use super::FilingAnswerArgs;
use super::code_word::code_word;
use super::for_ec::ForEcArgs;
use crate::domain::opened_case::OpeningReason;
use crate::domain::{CaseNumber, PersonNumber};

/// What the worker answers beforehand to questions about a case and about what is typed.
#[derive(Debug, Args)]
pub(crate) struct ConfirmationArgs {
    #[command(flatten)]
    pub(crate) whose: ForEcArgs,
    #[command(flatten)]
    pub(crate) answers: FilingAnswerArgs,
}

#[derive(Debug, Args)]
pub(crate) struct ActArgs {
    /// The case; without it the acts are listed with their fields
    pub(crate) case: Option<CaseNumber>,
    /// The act, such as `noncompliance_started`
    #[arg(value_name = "ACT")]
    pub(crate) kind: Option<String>,
    /// An answer, such as `appointment=fri`; the form fills in the fields you do not answer
    #[arg(value_name = "FIELD=ANSWER")]
    pub(crate) fields: Vec<String>,
    /// The participant's number; needed where several people take part
    #[arg(long)]
    pub(crate) person: Option<PersonNumber>,
    /// The day it was done: t, y, -3, fri, 11/15, 2026-11-15
    #[arg(long, default_value = "t", allow_hyphen_values = true)]
    pub(crate) on: String,
    /// Show what the act would do, and record nothing
    #[arg(long)]
    pub(crate) preview: bool,
    /// Accept an unusual number or date as entered
    #[arg(long)]
    pub(crate) meant_so: bool,
    #[command(flatten)]
    pub(crate) confirmations: ConfirmationArgs,
}

#[derive(Debug, Args)]
pub(crate) struct UndoArgs {
    /// The case
    pub(crate) case: CaseNumber,
    #[command(flatten)]
    pub(crate) whose: ForEcArgs,
}

#[derive(Debug, Args)]
pub(crate) struct AlertArgs {
    #[command(subcommand)]
    pub(crate) command: AlertCommand,
    #[command(flatten)]
    pub(crate) confirmations: ConfirmationArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum AlertCommand {
    /// Mark the alert as done
    Done {
        /// The alert's id, as `list alerts` prints it
        alert: String,
    },
    /// Put the alert off until a day
    Snooze {
        /// The alert's id, as `list alerts` prints it
        alert: String,
        /// The day it comes back: +3, fri, 12/1, 2026-12-01
        #[arg(long)]
        until: String,
    },
    /// Skip the alert: it stays in the lists, marked as skipped
    Skip {
        /// The alert's id, as `list alerts` prints it
        alert: String,
        /// Why
        #[arg(long)]
        reason: String,
    },
    /// Refuse the alert
    Refuse {
        /// The alert's id, as `list alerts` prints it
        alert: String,
        /// Why
        #[arg(long)]
        reason: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct AnnotateArgs {
    /// The case
    pub(crate) case: CaseNumber,
    /// The participant's number; needed where several people take part
    #[arg(long)]
    pub(crate) person: Option<PersonNumber>,
    /// The annotation; an empty string removes the current one
    pub(crate) text: String,
    #[command(flatten)]
    pub(crate) confirmations: ConfirmationArgs,
}

#[derive(Debug, Args)]
pub(crate) struct FactsArgs {
    /// The case
    pub(crate) case: CaseNumber,
    /// Why what is known of a sensitive child-welfare case is opened; it is recorded
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct GoalsArgs {
    /// The case
    pub(crate) case: CaseNumber,
    /// In sentences instead of pictures
    #[arg(long)]
    pub(crate) plain: bool,
    /// As text to copy into the Skills page of CalSAWS, a block for each goal
    #[arg(long, conflicts_with = "plain")]
    pub(crate) skills: bool,
    /// As of this day instead of today: t, y, -3, fri, 11/15, 2026-11-15
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) as_of: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct CaseArgs {
    #[command(subcommand)]
    pub(crate) command: CaseCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CaseCommand {
    /// Open a case by hand that no extract names yet: from form 7045 CW, an inquiry or a visit to the worker on duty
    Open {
        /// The number of the case
        case: CaseNumber,
        /// The name of the client, as in "Reed, Dana"
        #[arg(long, value_name = "NAME")]
        name: String,
        /// The language
        #[arg(long, value_name = "LANGUAGE")]
        language: Option<String>,
        /// The telephone
        #[arg(long, value_name = "NUMBER")]
        phone: Option<String>,
        /// Why the case is opened here
        #[arg(long, value_name = "WHY", value_parser = code_word::<OpeningReason>())]
        why: OpeningReason,
    },
    /// Show a case at a glance: the next dates, what is open, and two years of it
    Show {
        /// The case
        case: CaseNumber,
        /// One sentence a line, without headings
        #[arg(long)]
        plain: bool,
        /// As of this day instead of today: t, y, -3, fri, 11/15, 2026-11-15
        #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
        as_of: Option<String>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct WhyArgs {
    /// The case
    pub(crate) case: CaseNumber,
    /// Only what this rule found
    #[arg(long)]
    pub(crate) rule: Option<String>,
    /// Name rules and parameters too, as --rule, policy.toml and JSON have them
    #[arg(long)]
    pub(crate) ids: bool,
    /// As of this day instead of today: t, y, -3, fri, 11/15, 2026-11-15
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) as_of: Option<String>,
}
