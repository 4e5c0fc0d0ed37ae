//! The arguments.

mod extracts;
mod maintenance;

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand};

pub(super) use super::cli_case::{ActArgs, AlertArgs, AlertCommand, AnnotateArgs, UndoArgs};
pub(super) use super::cli_checklist::ChecklistArgs;
use super::cli_desk::DeskArgs;
pub(super) use super::cli_print::{ListArgs, ListKind, MatchArgs, PeriodArgs, PrintArgs, PrintKind};
use super::key::KeyCommand;
use super::word::WordArgs;
use super::worker::WorkerCommand;
use crate::domain::amendment::AmendmentKind;
use crate::domain::worker::Role;
use crate::domain::{CaseNumber, PersonNumber, RowId, WorkerNumber};
pub(super) use extracts::{ExtractCommand, ImportArgs, LayoutArgs, LayoutCommand};
pub(super) use maintenance::{AuditArgs, LockArgs, RestoreArgs};

/// A terminal workstation for Welfare-to-Work caseloads. Without a command it opens the screen.
#[derive(Debug, Parser)]
#[command(name = "caseload", version, disable_help_subcommand = true)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) global: GlobalArgs,
    #[command(subcommand)]
    pub(super) command: Option<CliCommand>,
}

/// What is accepted anywhere on the command line.
#[derive(Debug, Clone, Args)]
pub(super) struct GlobalArgs {
    /// The folder of the caseload; else the platform's data directory
    #[arg(long, global = true, env = "CASELOAD_HOME", value_name = "DIR", hide_env_values = true)]
    pub(super) home: Option<PathBuf>,
    /// Read the passphrase from the first line of FILE; - is standard input
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) passphrase_file: Option<PathBuf>,
    /// Answer in JSON (docs/json.md)
    #[arg(long, global = true)]
    pub(super) json: bool,
    #[command(flatten)]
    pub(super) lock: LockArgs,
}

#[derive(Debug, Subcommand)]
pub(super) enum CliCommand {
    /// Make a new caseload
    New(NewArgs),
    /// Read county extracts
    Import(ImportArgs),
    /// Propose a layout for an unknown file, or say how far one carries
    Layout(LayoutArgs),
    /// Print a list
    List(ListArgs),
    /// Write a list or a document into a file: for paper, a workbook, a table, or JSON
    Print(PrintArgs),
    /// Find the people of a list from child welfare in the caseload; nothing of the list is kept
    Match(MatchArgs),
    /// File, amend or show comments, copy one out, or mark one as posted
    Comment(CommentArgs),
    /// List the phrases that ;word expands to, keep one of one's own, or forget it
    Phrase(PhraseArgs),
    /// List the words of one's own that the spelling check knows, keep one, or forget it
    Word(WordArgs),
    /// Show what filing a comment costs in keys and in time
    Stats,
    /// Search the filed comments
    Search(SearchArgs),
    /// Show a checklist of a case (form 42-126, a procedure), or mark an item of it
    Checklist(ChecklistArgs),
    /// Work a case: every duty is an act with a form; without arguments it lists them
    Act(ActArgs),
    /// Take back the newest act of a case
    Undo(UndoArgs),
    /// The desk of supervisor and Clerk II: what waits for them, reviews and conferences
    Desk(DeskArgs),
    /// Dispose of an alert
    Alert(AlertArgs),
    /// Annotate a participant's row of the case listing with the action taken
    Annotate(AnnotateArgs),
    /// Print the facts of a case as rules see them
    Facts(FactsArgs),
    /// Tell why a case is on a list: facts, arithmetic, citation, what clears it
    Why(WhyArgs),
    /// Judge a file of facts (docs/facts.md) without any database
    Evaluate(EvaluateArgs),
    /// Show the policy in force
    Policy(PolicyArgs),
    /// Who can open the home, and with what
    Key {
        #[command(subcommand)]
        what: KeyCommand,
    },
    /// Who works in this home
    Worker {
        #[command(subcommand)]
        what: WorkerCommand,
    },
    /// Make a backup, or list them
    Backup {
        /// List the backups
        #[arg(long)]
        list: bool,
    },
    /// Put the record back from a backup, after saying what that would lose
    Restore(RestoreArgs),
    /// Examine the home: what was found, and what to do
    Doctor {
        /// Make the tables anew from the log first
        #[arg(long)]
        rebuild: bool,
        /// Make a damaged database anew from what can be read of it and from the backups; it is laid aside
        #[arg(long, conflicts_with = "rebuild")]
        salvage: bool,
    },
    /// List who did what and when
    Audit(AuditArgs),
    /// Prove that the record is whole
    Verify,
    /// Open a practice caseload of invented people
    Demo(DemoArgs),
}

#[derive(Debug, Args)]
pub(super) struct NewArgs {
    /// Worker number, such as V1A3
    #[arg(long)]
    pub(super) worker: Option<WorkerNumber>,
    /// The worker's name
    #[arg(long)]
    pub(super) name: Option<String>,
    /// What the worker does: ec, supervisor or clerk
    #[arg(long)]
    pub(super) role: Option<Role>,
    /// The office
    #[arg(long)]
    pub(super) office: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct CommentArgs {
    #[command(subcommand)]
    pub(super) what: CommentCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum CommentCommand {
    /// File a comment on a contact
    File(FileCommentArgs),
    /// Show the comments of a case with their amendments
    Show {
        /// The case
        case: CaseNumber,
        /// Show this protected comment alone, with its text; that it was revealed is recorded
        #[arg(long, value_name = "ID")]
        reveal: Option<RowId>,
        /// Why it is revealed
        #[arg(long, requires = "reveal")]
        reason: Option<String>,
    },
    /// Amend a filed comment, which stays as it is
    Amend(AmendCommentArgs),
    /// Print a comment as it is pasted into the system of record
    Copy(CopyCommentArgs),
    /// Mark a comment as copied to the system of record
    Post {
        /// The comment's id
        id: RowId,
    },
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(super) struct FileCommentArgs {
    /// The case
    #[arg(long)]
    pub(super) case: CaseNumber,
    /// The participant's number; 0 is the case as a whole
    #[arg(long, default_value = "1")]
    pub(super) person: PersonNumber,
    /// The day of the contact: t, y, -3, fri, 11/15, 2026-11-15
    #[arg(long, default_value = "t", allow_hyphen_values = true)]
    pub(super) date: String,
    /// The type of contact, such as `telephone` or `face_to_face`
    #[arg(long = "type", value_name = "TYPE")]
    pub(super) contact_type: Option<String>,
    /// The participant was not reached
    #[arg(long)]
    pub(super) attempted: bool,
    /// The purpose of the contact
    #[arg(long)]
    pub(super) purpose: Option<String>,
    /// The results of the contact; - reads them from standard input
    #[arg(long)]
    pub(super) results: Option<String>,
    /// A form completed; may be given several times
    #[arg(long = "form", value_name = "FORM")]
    pub(super) forms: Vec<String>,
    /// No form was completed
    #[arg(long, conflicts_with = "forms")]
    pub(super) no_forms: bool,
    /// A document received; may be given several times
    #[arg(long = "document", value_name = "DOCUMENT")]
    pub(super) documents: Vec<String>,
    /// No document was received
    #[arg(long, conflicts_with = "documents")]
    pub(super) no_documents: bool,
    /// It holds domestic-abuse facts: hide it until it is revealed on purpose
    #[arg(long)]
    pub(super) protected: bool,
    /// The comment's own id, so that filing it again does not file it twice
    #[arg(long)]
    pub(super) id: Option<RowId>,
}

#[derive(Debug, Args)]
pub(super) struct CopyCommentArgs {
    /// The comment's id
    pub(super) comment: RowId,
    /// The shape of the system of record: `calsaws_journal`, `calwin_comments`, or one of the office's own
    #[arg(long, value_name = "TEMPLATE")]
    pub(super) template: Option<String>,
    /// Write it to this new file instead of printing it
    #[arg(long, value_name = "FILE")]
    pub(super) to: Option<PathBuf>,
    /// Copy what was posted before, too
    #[arg(long)]
    pub(super) all: bool,
    /// Copy a protected comment; that it was revealed is recorded
    #[arg(long)]
    pub(super) reveal: bool,
    /// Why it is revealed
    #[arg(long, requires = "reveal")]
    pub(super) reason: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct AmendCommentArgs {
    /// The comment's id
    pub(super) comment: RowId,
    /// What kind of amendment: addendum, correction, `late_entry` or `entered_in_error`
    #[arg(long)]
    pub(super) kind: AmendmentKind,
    /// Why the comment is amended
    #[arg(long)]
    pub(super) reason: String,
    /// What is added or put right; - reads it from standard input
    #[arg(long)]
    pub(super) text: Option<String>,
    /// The amendment's own id, so that recording it again does not record it twice
    #[arg(long)]
    pub(super) id: Option<RowId>,
}

#[derive(Debug, Args)]
pub(super) struct PhraseArgs {
    #[command(subcommand)]
    pub(super) what: PhraseCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum PhraseCommand {
    /// List the phrases, the most used first
    List,
    /// Keep a phrase of one's own, in place of one with the same word
    Keep {
        /// What is typed after the semicolon
        word: String,
        /// The text; {name}, {date}, {date+10}, {one|other} and {any blank} are fields
        text: String,
        /// What the picker shows
        #[arg(long)]
        title: Option<String>,
    },
    /// Forget a phrase of one's own; one built in under the same word is there again
    Forget {
        /// What is typed after the semicolon
        word: String,
    },
}

#[derive(Debug, Args)]
pub(super) struct SearchArgs {
    /// Words, "phrases", beginnings*, author:V1A3, type:telephone, case:12B10077, from:11/1, to:fri
    #[arg(value_name = "WORDS")]
    pub(super) query: Vec<String>,
    /// How many at most
    #[arg(long, default_value_t = 50)]
    pub(super) most: u32,
    /// Go on where the page before ended
    #[arg(long, value_name = "NUMBER")]
    pub(super) before: Option<u64>,
}

#[derive(Debug, Args)]
pub(super) struct FactsArgs {
    /// The case
    pub(super) case: CaseNumber,
}

#[derive(Debug, Args)]
pub(super) struct WhyArgs {
    /// The case
    pub(super) case: CaseNumber,
    /// Only what this rule found
    #[arg(long)]
    pub(super) rule: Option<String>,
    /// As of this day instead of today
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<NaiveDate>,
}

#[derive(Debug, Args)]
pub(super) struct EvaluateArgs {
    /// The file; - is standard input
    pub(super) facts: PathBuf,
    /// As of this day instead of today
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<NaiveDate>,
    /// By the settings of this county
    #[arg(long)]
    pub(super) county: Option<String>,
    /// With the office's own policy file laid over the county's
    #[arg(long, value_name = "FILE")]
    pub(super) policy: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct PolicyArgs {
    #[command(subcommand)]
    pub(super) what: PolicyCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum PolicyCommand {
    /// Every parameter in force on a day, with source and certainty
    Show {
        /// The day; else today
        #[arg(long, value_name = "DATE")]
        on: Option<NaiveDate>,
        /// By the settings of this county
        #[arg(long)]
        county: Option<String>,
        /// With the office's own policy file laid over the county's
        #[arg(long, value_name = "FILE")]
        policy: Option<PathBuf>,
    },
}

#[derive(Debug, Args)]
pub(super) struct DemoArgs {
    /// How many cases
    #[arg(long, default_value_t = 118)]
    pub(super) cases: usize,
    /// The same seed and day give the same caseload
    #[arg(long, default_value_t = 1)]
    pub(super) seed: u64,
    /// The day the caseload is made for; else today
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<NaiveDate>,
    /// Make it, and do not open the screen
    #[arg(long)]
    pub(super) no_open: bool,
}
