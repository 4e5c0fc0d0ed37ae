//! The arguments of `caseload comment` and `caseload search`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::code_word::code_word;
use super::for_ec::ForEcArgs;
use crate::domain::amendment::AmendmentKind;
use crate::domain::filing_answer::FilingAnswer;
use crate::domain::{CaseNumber, PersonNumber, RowId};

#[derive(Debug, Args)]
pub(crate) struct CommentArgs {
    #[command(subcommand)]
    pub(crate) command: CommentCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CommentCommand {
    /// File a comment on a contact
    File(FileCommentArgs),
    /// Show the comments of a case with their amendments
    Show {
        /// The case
        case: CaseNumber,
        /// Show only this protected comment, with its text; the reveal is recorded
        #[arg(long, value_name = "ID")]
        reveal: Option<RowId>,
        /// Why the comment is revealed
        #[arg(long, requires = "reveal")]
        reason: Option<String>,
        #[command(flatten)]
        answers: FilingAnswerArgs,
    },
    /// Amend a filed comment; the comment itself is kept unchanged
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
pub(crate) struct FileCommentArgs {
    /// The case
    #[arg(long)]
    pub(crate) case: CaseNumber,
    /// The participant's number, 0 for the case as a whole; needed where several people take part
    #[arg(long)]
    pub(crate) person: Option<PersonNumber>,
    /// The day of the contact: t, y, -3, fri, 11/15, 2026-11-15
    #[arg(long, default_value = "t", allow_hyphen_values = true)]
    pub(crate) date: String,
    /// The type of contact, such as `telephone` or `face_to_face`
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) contact_type: Option<String>,
    /// The participant was not reached
    #[arg(long)]
    pub(crate) attempted: bool,
    /// The purpose of the contact
    #[arg(long)]
    pub(crate) purpose: Option<String>,
    /// The results of the contact; - reads them from standard input
    #[arg(long)]
    pub(crate) results: Option<String>,
    /// A form completed; may be given several times
    #[arg(long = "form", value_name = "FORM")]
    pub(crate) forms: Vec<String>,
    /// No form was completed
    #[arg(long, conflicts_with = "forms")]
    pub(crate) no_forms: bool,
    /// A document received; may be given several times
    #[arg(long = "document", value_name = "DOCUMENT")]
    pub(crate) documents: Vec<String>,
    /// File the comment even if no catalog lists a form or document
    #[arg(long)]
    pub(crate) unlisted: bool,
    /// No document was received
    #[arg(long, conflicts_with = "documents")]
    pub(crate) no_documents: bool,
    /// The comment holds facts of domestic abuse or of child welfare: hide it until someone deliberately reveals it
    #[arg(long)]
    pub(crate) protected: bool,
    #[command(flatten)]
    pub(crate) answers: FilingAnswerArgs,
    #[command(flatten)]
    pub(crate) whose: ForEcArgs,
    /// An id for the comment, so that filing it again does not file it twice
    #[arg(long)]
    pub(crate) id: Option<RowId>,
}

/// What the worker answers to a doubt of the program; the record keeps it.
#[derive(Debug, Args)]
pub(crate) struct FilingAnswerArgs {
    /// Confirm that words flagged as possible domestic abuse are not; anyone with access to the case can read them
    #[arg(long, global = true)]
    pub(crate) not_abuse: bool,
    /// Confirm that words flagged as facts of a child-welfare case are not; anyone with access to the case can read them
    #[arg(long, global = true)]
    pub(crate) not_child_welfare: bool,
    /// Confirm that digits flagged as a possible Social Security number are not one
    #[arg(long, global = true)]
    pub(crate) not_ssn: bool,
}

impl FilingAnswerArgs {
    /// Returns the answers that were given.
    pub(crate) fn to_answers(&self) -> Vec<FilingAnswer> {
        let given = [
            (FilingAnswer::NotAbuse, self.not_abuse),
            (FilingAnswer::NotChildWelfare, self.not_child_welfare),
            (FilingAnswer::NotSsn, self.not_ssn),
        ];
        given.into_iter().filter_map(|(answer, given)| given.then_some(answer)).collect()
    }
}

#[derive(Debug, Args)]
pub(crate) struct CopyCommentArgs {
    /// The comment's id
    pub(crate) comment: RowId,
    /// The template of the system of record: `calsaws_journal`, `calwin_comments`, or one of the office's own
    #[arg(long, value_name = "TEMPLATE")]
    pub(crate) template: Option<String>,
    /// Write to this new file instead of printing
    #[arg(long, value_name = "FILE")]
    pub(crate) to: Option<PathBuf>,
    /// Also copy what was posted before
    #[arg(long)]
    pub(crate) all: bool,
    /// Copy a protected comment; the reveal is recorded
    #[arg(long)]
    pub(crate) reveal: bool,
    /// Why the comment is revealed
    #[arg(long, requires = "reveal")]
    pub(crate) reason: Option<String>,
    #[command(flatten)]
    pub(crate) answers: FilingAnswerArgs,
}

#[derive(Debug, Args)]
pub(crate) struct AmendCommentArgs {
    /// The comment's id
    pub(crate) comment: RowId,
    /// The kind of amendment: addendum, correction, `late_entry`, `entered_in_error`, or protected, which hides the comment
    /// from now on
    #[arg(long, value_parser = code_word::<AmendmentKind>(), hide_possible_values = true)]
    pub(crate) kind: AmendmentKind,
    /// Why the comment is amended
    #[arg(long)]
    pub(crate) reason: String,
    /// What is added or corrected; - reads it from standard input
    #[arg(long)]
    pub(crate) text: Option<String>,
    #[command(flatten)]
    pub(crate) answers: FilingAnswerArgs,
    #[command(flatten)]
    pub(crate) whose: ForEcArgs,
    /// An id for the amendment, so that recording it again does not record it twice
    #[arg(long)]
    pub(crate) id: Option<RowId>,
}

#[derive(Debug, Args)]
pub(crate) struct SearchArgs {
    /// Words, "phrases", beginnings*, author:V1A3, type:telephone, case:12B10077, from:11/1, to:fri
    #[arg(value_name = "WORDS")]
    pub(crate) query: Vec<String>,
    /// Maximum number of comments to print
    #[arg(long, default_value_t = 50)]
    pub(crate) most: u32,
    /// Continue where the previous page ended: what `next` says, or the number of an entry of this home
    #[arg(long, value_name = "ID")]
    pub(crate) before: Option<String>,
}
