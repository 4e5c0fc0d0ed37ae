//! Everything that anybody does to the record, in the words of the work. The store records a change and nothing else.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::act::Act;
use super::alert::{AlertKey, Disposition};
use super::amendment::Amendment;
use super::audit_event::AuditEvent;
use super::checklist::{ItemId, ItemMark};
use super::comment::Comment;
use super::dates::Month;
use super::extract::{CountyFact, ExtractKind};
use super::ids::{CaseNumber, PersonNumber, RowId, Seq};
use super::import_issues::{FactIdentity, RejectedHeader, RejectedRowCells, RowCorrection, RowRejection};
use super::redaction::PROTECTED;
use super::supervision::SupervisionEvent;
use super::worker::Worker;

/// One thing done to the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr, strum::VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Change {
    /// A worker was given this home.
    WorkerEnrolled {
        /// The worker.
        worker: Worker,
        /// Whether the home is a practice caseload of invented people.
        practice: bool,
    },
    /// An extract was read. What it says that is new or changed stands beside it in the log, case by case, as
    /// `FactsImported`.
    ExtractRead(Extract),
    /// An extract that was read is taken back: what the county said before it counts again.
    ExtractTakenBack {
        /// The extract.
        extract: RowId,
        /// Why.
        reason: String,
    },
    /// What one extract says that is new or changed. A large one makes many of these.
    FactsImported {
        /// The extract.
        extract: RowId,
        /// The case, where all are about one.
        case: Option<CaseNumber>,
        /// The facts, by case, those of a case in the order of the file.
        facts: Vec<ImportedFact>,
    },
    /// Rows of an extract that could not be used, and why.
    RowsRejected {
        /// The extract.
        extract: RowId,
        /// The rows.
        rows: Vec<RowRejection>,
    },
    /// The cells of rows that could not be used, so that they can be mended.
    RejectedRowsKept {
        /// The extract.
        extract: RowId,
        /// The header above them.
        header: RejectedHeader,
        /// The rows, in the order of the file.
        rows: Vec<RejectedRowCells>,
    },
    /// Rejected rows of earlier files were mended and read.
    RowsMended {
        /// The extract with the mended rows.
        extract: RowId,
        /// The rows that they mend.
        rows: Vec<RowCorrection>,
    },
    /// What an extract no longer names of what was known before, and what it names again.
    FactsAbsent {
        /// The extract.
        extract: RowId,
        /// The kind of fact.
        kind: ExtractKind,
        /// Named by an earlier extract, and not by this one.
        gone: Vec<FactIdentity>,
        /// Not named by an earlier extract, and named by this one.
        back: Vec<FactIdentity>,
    },
    /// A comment on a contact was filed.
    CommentFiled(Comment),
    /// A filed comment was amended; the comment itself stays as it is.
    CommentAmended(Amendment),
    /// A comment was copied to the system of record, with the amendments that it had.
    CommentPosted {
        /// The comment.
        comment: RowId,
        /// Its case.
        case: CaseNumber,
        /// The day it was posted.
        on: NaiveDate,
    },
    /// An alert was disposed of.
    AlertDisposed {
        /// The alert.
        alert: AlertKey,
        /// Its case.
        case: CaseNumber,
        /// What it said.
        text: String,
        /// What was done with it.
        disposition: Disposition,
    },
    /// A worker annotated a participant's row of the case listing with the action taken.
    CaseAnnotated {
        /// The case.
        case: CaseNumber,
        /// The participant.
        person: PersonNumber,
        /// The annotation; empty takes the former one away.
        text: String,
    },
    /// Something was done on a case besides dictating.
    Acted {
        /// The case.
        case: CaseNumber,
        /// What was done.
        act: Act,
    },
    /// An act was taken back; its own entry stays.
    Undone {
        /// The case.
        case: CaseNumber,
        /// The entry of the act.
        entry: Seq,
    },
    /// An item of the case's checklist was marked.
    ChecklistItemMarked {
        /// The case.
        case: CaseNumber,
        /// The month that the checklist is for.
        month: Month,
        /// The item.
        item: ItemId,
        /// The mark.
        mark: ItemMark,
    },
    /// A supervisor recorded something about the work itself. It is of no case's narrative or timeline.
    Supervised(SupervisionEvent),
    /// Something was taken out, looked at or tried that must be accounted for.
    Accessed {
        /// The case, where it is about one.
        case: Option<CaseNumber>,
        /// What was done.
        access: AuditEvent,
    },
}

/// An extract that was read, and how its rows add up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extract {
    /// Its id.
    pub id: RowId,
    /// The file's name, without its folder.
    pub file: String,
    /// SHA-256 of the file's bytes, in hexadecimal.
    pub sha256: String,
    /// The sheet, where the file is a workbook.
    #[serde(default)]
    pub sheet: Option<String>,
    /// What it holds.
    pub kind: ExtractKind,
    /// The day the county ran it, where the file says so.
    pub run: Option<NaiveDate>,
    /// The day it was read here.
    pub read_on: NaiveDate,
    /// How its rows add up.
    pub counts: RowCounts,
}

impl Extract {
    /// The day whose state it tells: the county's run, or the day it was read where the file does not say.
    pub fn as_of(&self) -> NaiveDate {
        self.run.unwrap_or(self.read_on)
    }
}

/// How the rows of an extract add up: `read` is always the sum of the others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowCounts {
    /// Data rows in the file.
    pub read: u32,
    /// Not known before.
    pub new: u32,
    /// Known, and says something else now.
    pub changed: u32,
    /// Known, and says the same.
    pub unchanged: u32,
    /// The same as an earlier row of the file.
    pub duplicate: u32,
    /// Not usable, with a reason.
    pub rejected: u32,
}

/// A fact and the row that it stands in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedFact {
    /// The row in the file, as a spreadsheet numbers it.
    pub row: u32,
    /// The fact.
    pub fact: CountyFact,
}

impl Change {
    /// The kind, as the log names it.
    pub fn kind(&self) -> &'static str {
        self.into()
    }

    /// The case it is about, if one.
    pub const fn case(&self) -> Option<&CaseNumber> {
        match self {
            Self::WorkerEnrolled { .. }
            | Self::ExtractRead(_)
            | Self::ExtractTakenBack { .. }
            | Self::RowsRejected { .. }
            | Self::RejectedRowsKept { .. }
            | Self::RowsMended { .. }
            | Self::FactsAbsent { .. }
            | Self::Supervised(_) => None,
            Self::CommentFiled(comment) => Some(&comment.case),
            Self::CommentAmended(amendment) => Some(&amendment.case),
            Self::Accessed { case, .. } | Self::FactsImported { case, .. } => case.as_ref(),
            Self::CommentPosted { case, .. }
            | Self::AlertDisposed { case, .. }
            | Self::CaseAnnotated { case, .. }
            | Self::Acted { case, .. }
            | Self::Undone { case, .. }
            | Self::ChecklistItemMarked { case, .. } => Some(case),
        }
    }

    /// What of it is about a case: of an extract's facts those of the case.
    pub(crate) fn narrow_to_case(self, case: &CaseNumber) -> Self {
        match self {
            Self::FactsImported { extract, case: None, facts } => {
                let facts = facts.into_iter().filter(|imported| imported.fact.case() == case).collect();
                Self::FactsImported { extract, case: Some(case.clone()), facts }
            }
            other => other,
        }
    }

    /// Whether it holds a text that is hidden until revealed.
    pub const fn is_protected(&self) -> bool {
        match self {
            Self::CommentFiled(comment) => comment.protected,
            Self::CommentAmended(amendment) => amendment.protected,
            _ => false,
        }
    }

    /// The change as a timeline may show it: without protected texts.
    pub(crate) fn redact(self) -> Self {
        match self {
            Self::CommentFiled(comment) if comment.protected => Self::CommentFiled(Comment {
                purpose: PROTECTED.to_owned(),
                results: PROTECTED.to_owned(),
                forms: vec![],
                documents: vec![],
                ..comment
            }),
            Self::CommentAmended(amendment) if amendment.protected => Self::CommentAmended(Amendment {
                reason: PROTECTED.to_owned(),
                text: PROTECTED.to_owned(),
                ..amendment
            }),
            open => open,
        }
    }
}
