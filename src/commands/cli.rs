//! The arguments.

mod extracts;
mod keeping;

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand};

pub(super) use super::cli_case::{Act, Alert, AlertWhat, Annotate, Undo};
pub(super) use super::cli_checklist::Checklist;
use super::cli_desk::DeskArgs;
pub(super) use super::cli_print::{List, Listed, Match, Print, Printable, Span};
use super::key::KeyWhat;
use super::word::Word;
use super::worker::WorkerWhat;
use crate::domain::amendment::AmendmentKind;
use crate::domain::worker::Role;
use crate::domain::{CaseNumber, PersonNumber, RowId, WorkerNumber};
pub(super) use extracts::{Import, ImportWhat, Layout, LayoutWhat};
pub(super) use keeping::{Audit, Lock, Restore};

/// A terminal workstation for Welfare-to-Work caseloads. Without a command it opens the screen.
#[derive(Debug, Parser)]
#[command(name = "caseload", version, disable_help_subcommand = true)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// What is accepted anywhere on the command line.
#[derive(Debug, Clone, Args)]
pub(super) struct Global {
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
    pub(super) lock: Lock,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a new caseload
    New(New),
    /// Read county extracts
    Import(Import),
    /// Propose a layout for an unknown file, or say how far one carries
    Layout(Layout),
    /// Print a list
    List(List),
    /// Write a list or a document into a file: for paper, a workbook, a table, or JSON
    Print(Print),
    /// Find the people of a list from child welfare in the caseload; nothing of the list is kept
    Match(Match),
    /// File, amend or show comments, copy one out, or mark one as posted
    Comment(Comment),
    /// List the phrases that ;word expands to, keep one of one's own, or forget it
    Phrase(Phrase),
    /// List the words of one's own that the spelling check knows, keep one, or forget it
    Word(Word),
    /// Show what filing a comment costs in keys and in time
    Stats,
    /// Search the filed comments
    Search(Search),
    /// Show a checklist of a case (form 42-126, a procedure), or mark an item of it
    Checklist(Checklist),
    /// Work a case: every duty is an act with a form; without arguments it lists them
    Act(Act),
    /// Take back the newest act of a case
    Undo(Undo),
    /// The desk of supervisor and Clerk II: what waits for them, reviews and conferences
    Desk(DeskArgs),
    /// Dispose of an alert
    Alert(Alert),
    /// Annotate a participant's row of the case listing with the action taken
    Annotate(Annotate),
    /// Print the facts of a case as rules see them
    Facts(Facts),
    /// Tell why a case is on a list: facts, arithmetic, citation, what clears it
    Why(Why),
    /// Judge a file of facts (docs/facts.md) without any database
    Evaluate(Evaluate),
    /// Show the policy in force
    Policy(Policy),
    /// Who can open the home, and with what
    Key {
        #[command(subcommand)]
        what: KeyWhat,
    },
    /// Who works in this home
    Worker {
        #[command(subcommand)]
        what: WorkerWhat,
    },
    /// Make a backup, or list them
    Backup {
        /// List the backups
        #[arg(long)]
        list: bool,
    },
    /// Put the record back from a backup, after saying what that would lose
    Restore(Restore),
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
    Audit(Audit),
    /// Prove that the record is whole
    Verify,
    /// Open a practice caseload of invented people
    Demo(Demo),
}

#[derive(Debug, Args)]
pub(super) struct New {
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
pub(super) struct Comment {
    #[command(subcommand)]
    pub(super) what: CommentWhat,
}

#[derive(Debug, Subcommand)]
pub(super) enum CommentWhat {
    /// File a comment on a contact
    File(CommentFile),
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
    Amend(CommentAmend),
    /// Print a comment as it is pasted into the system of record
    Copy(CommentCopy),
    /// Mark a comment as copied to the system of record
    Post {
        /// The comment's id
        id: RowId,
    },
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(super) struct CommentFile {
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
pub(super) struct CommentCopy {
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
pub(super) struct CommentAmend {
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
pub(super) struct Phrase {
    #[command(subcommand)]
    pub(super) what: PhraseWhat,
}

#[derive(Debug, Subcommand)]
pub(super) enum PhraseWhat {
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
pub(super) struct Search {
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
pub(super) struct Facts {
    /// The case
    pub(super) case: CaseNumber,
}

#[derive(Debug, Args)]
pub(super) struct Why {
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
pub(super) struct Evaluate {
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
pub(super) struct Policy {
    #[command(subcommand)]
    pub(super) what: PolicyWhat,
}

#[derive(Debug, Subcommand)]
pub(super) enum PolicyWhat {
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
pub(super) struct Demo {
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
