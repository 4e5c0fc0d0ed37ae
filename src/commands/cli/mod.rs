//! The command line: what each command takes, one file for each family of commands.

mod case;
mod checklist;
mod code_word;
mod comment;
mod county;
mod desk;
mod documents;
mod extracts;
mod for_ec;
mod home;
mod keys;
mod policy;
mod reminder;
mod wording;
mod workers;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub(crate) use case::{
    ActArgs, AlertArgs, AlertCommand, AnnotateArgs, CaseArgs, CaseCommand, ConfirmationArgs, FactsArgs, GoalsArgs,
    UndoArgs, WhyArgs,
};
pub(crate) use checklist::ChecklistArgs;
pub(crate) use comment::{
    AmendCommentArgs, CommentArgs, CommentCommand, CopyCommentArgs, FileCommentArgs, FilingAnswerArgs, SearchArgs,
};
pub(crate) use county::{AssessmentArgs, CountyArgs, CountyCommand, ResourceArgs};
pub(crate) use desk::{DeskArgs, DeskCommand, DutyArgs, ReviewArgs};
pub(crate) use documents::{ListArgs, MatchArgs, MatchedRowName, PrintArgs};
pub(crate) use extracts::{ExtractCommand, ImportArgs, LayoutArgs, LayoutCommand};
pub(crate) use for_ec::ForEcArgs;
pub(crate) use home::{AuditArgs, DemoArgs, LockArgs, NewArgs, RestoreArgs};
pub(crate) use keys::KeyCommand;
pub(crate) use policy::{ConfigCommand, EvaluateArgs, PolicyArgs, PolicyCommand};
pub(crate) use reminder::{ReminderArgs, ReminderCommand};
pub(crate) use wording::{PhraseArgs, PhraseCommand, WordArgs, WordCommand};
pub(crate) use workers::WorkerCommand;

/// A terminal workstation for Welfare-to-Work caseloads. Without a command it opens the screen.
#[derive(Debug, Parser)]
#[command(name = "caseload", version)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: GlobalArgs,
    #[command(subcommand)]
    pub(crate) command: Option<CliCommand>,
}

/// The options that every command accepts.
#[derive(Debug, Clone, Args)]
pub(crate) struct GlobalArgs {
    /// The folder of the caseload; otherwise the platform's data directory
    #[arg(long, global = true, env = "CASELOAD_HOME", value_name = "DIR", hide_env_values = true)]
    pub(crate) home: Option<PathBuf>,
    /// Read the passphrase from the first line of FILE; - is standard input
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
    /// Print JSON (docs/json.md)
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) lock: LockArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CliCommand {
    /// Create a new caseload
    New(NewArgs),
    /// Import county extracts
    Import(ImportArgs),
    /// Propose a layout for an unknown file, or check how well a layout reads a file
    Layout(LayoutArgs),
    /// Print a list
    List(ListArgs),
    /// Export a list or a document to a file: PDF, workbook, table, JSON or text
    Print(PrintArgs),
    /// Match a list from child welfare against the caseload; nothing from the list is kept
    Match(MatchArgs),
    /// File, amend, show or copy a comment, or mark it as posted
    Comment(CommentArgs),
    /// List the phrases that ;word expands to; save or remove one of your own
    Phrase(PhraseArgs),
    /// List your own words for the spelling check; save or remove one
    Word(WordArgs),
    /// Show how many keystrokes and how much time filing a comment takes
    Stats,
    /// Search the filed comments
    Search(SearchArgs),
    /// Show a checklist of a case (form 42-126 or a procedure), or mark an item on it
    Checklist(ChecklistArgs),
    /// Record an act on a case; without arguments, list the acts and their fields
    Act(ActArgs),
    /// Undo the newest act on a case
    Undo(UndoArgs),
    /// Show what is waiting for the EC Supervisor or the Clerk II; draw and record case reviews; record conferences
    Desk(DeskArgs),
    /// Mark an alert as done, snooze it, skip it or refuse it
    Alert(AlertArgs),
    /// Note the action taken on a participant's row of the case listing
    Annotate(AnnotateArgs),
    /// Manage your reminders, with or without a case: list, add, change, done, move, drop
    Reminder(ReminderArgs),
    /// Show a case at a glance, in sentences
    Case(CaseArgs),
    /// Show the goals of a case: the road, what changed, what was offered
    Goals(GoalsArgs),
    /// The county's own goal tools, about no case: its map of resources and its self-assessment
    County(CountyArgs),
    /// Print the facts of a case as the rules see them
    Facts(FactsArgs),
    /// Explain why a case is on a list: the facts, the arithmetic, the citation, what clears it
    Why(WhyArgs),
    /// Evaluate a file of facts (docs/facts.md) without a database
    Evaluate(EvaluateArgs),
    /// Show the policy in force
    Policy(PolicyArgs),
    /// Check the configuration files: settings, policy, layouts, catalogs, posting templates
    Config {
        #[command(subcommand)]
        command: ConfigCommand,
    },
    /// Manage what opens this home: passphrase, recovery key, office key
    Key {
        #[command(subcommand)]
        command: KeyCommand,
    },
    /// Manage who works in this home
    Worker {
        #[command(subcommand)]
        command: WorkerCommand,
    },
    /// Make a backup, or list the backups
    Backup {
        /// List the backups
        #[arg(long)]
        list: bool,
    },
    /// Restore the record from a backup, after showing what would be lost
    Restore(RestoreArgs),
    /// Examine the home: what was found and what to do about it
    Doctor {
        /// First rebuild the tables from the log
        #[arg(long)]
        rebuild: bool,
        /// Rebuild a damaged database from what can be read of it and from the backups; the damaged one is set aside
        #[arg(long, conflicts_with = "rebuild")]
        salvage: bool,
    },
    /// List who did what and when
    Audit(AuditArgs),
    /// Verify that the record is intact
    Verify,
    /// Open a practice caseload of invented people
    Demo(DemoArgs),
}
