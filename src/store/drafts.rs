//! Drafts: what is typed in a form and is not filed. They are not part of the record and leave no entry. There is one of
//! each author for each form of a case.

use std::fmt;

use rusqlite::{Connection, OptionalExtension as _, params};
use serde::Serialize;

use super::{Store, StoreError, log};
use crate::domain::{CaseNumber, PersonNumber, RowId, WorkerNumber};

/// What a draft is to become.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftTarget {
    /// The case's next comment.
    Comment,
    /// An amendment of this comment.
    Amendment(RowId),
    /// An act: the id of its form and the participant, 0 for the case as a whole.
    Act(String, PersonNumber),
}

/// A draft, as its author typed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The case.
    pub case: CaseNumber,
    /// What it is to become.
    pub target: DraftTarget,
    /// The form as typed; its shape belongs to the form.
    pub body: String,
    /// When it was last saved: milliseconds since 1970, UTC.
    pub saved_ms: u64,
}

const DRAFT: &str = "SELECT case_no, form, body, saved FROM draft WHERE author = ?1";

const COMMENT: &str = "comment";
const AMENDMENT: &str = "amendment";
const ACT: &str = "act";

impl fmt::Display for DraftTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Comment => f.write_str(COMMENT),
            Self::Amendment(comment) => write!(f, "{AMENDMENT} {comment}"),
            Self::Act(act, person) => write!(f, "{ACT} {act} {person}"),
        }
    }
}

/// A text that names nothing that a draft could be of.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is neither a comment nor an amendment nor an act")]
pub struct UnknownDraftTarget(String);

impl TryFrom<String> for DraftTarget {
    type Error = UnknownDraftTarget;

    fn try_from(text: String) -> Result<Self, UnknownDraftTarget> {
        let read = match text.split(' ').collect::<Vec<_>>().as_slice() {
            [COMMENT] => Some(Self::Comment),
            [AMENDMENT, comment] => comment.parse().map(Self::Amendment).ok(),
            [ACT, act, person] => person.parse().map(|person| Self::Act((*act).to_owned(), person)).ok(),
            _ => None,
        };
        read.ok_or(UnknownDraftTarget(text))
    }
}

impl Store {
    /// Saves the worker's draft, in place of an earlier one of the same form of the case.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn save_draft(&self, case: &CaseNumber, of: &DraftTarget, body: &str) -> Result<(), StoreError> {
        self.disk.ensure_writable()?;
        self.disk.note_failure(self.write_draft(case, of, body))
    }

    fn write_draft(&self, case: &CaseNumber, of: &DraftTarget, body: &str) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO draft (case_no, author, form, body, saved) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (case_no, author, form) DO UPDATE SET body = ?4, saved = ?5",
            )?
            .execute(params![
                case.as_str(),
                self.worker.number.as_str(),
                of.to_string(),
                body,
                self.clock.now_ms().cast_signed()
            ])?;
        Ok(())
    }

    /// The worker's drafts, the newest first.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn worker_drafts(&self) -> Result<Vec<Draft>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!("{DRAFT} ORDER BY saved DESC, case_no, form"))?;
        let drafts = statement.query_map([self.worker.number.as_str()], read_draft_row)?;
        Ok(drafts.collect::<rusqlite::Result<_>>()?)
    }

    /// The worker's draft of a form of a case.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn find_draft(&self, case: &CaseNumber, of: &DraftTarget) -> Result<Option<Draft>, StoreError> {
        let found = self
            .connection
            .prepare_cached(&format!("{DRAFT} AND case_no = ?2 AND form = ?3"))?
            .query_row(params![self.worker.number.as_str(), case.as_str(), of.to_string()], read_draft_row)
            .optional()?;
        Ok(found)
    }

    /// Takes the worker's draft of a form of a case away, if there is one.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn discard_draft(&self, case: &CaseNumber, of: &DraftTarget) -> Result<(), StoreError> {
        delete_draft(&self.connection, case, of, &self.worker.number)
    }
}

/// Takes an author's draft away, if there is one.
pub(super) fn delete_draft(
    record: &Connection,
    case: &CaseNumber,
    of: &DraftTarget,
    author: &WorkerNumber,
) -> Result<(), StoreError> {
    record.prepare_cached("DELETE FROM draft WHERE case_no = ?1 AND author = ?2 AND form = ?3")?.execute(params![
        case.as_str(),
        author.as_str(),
        of.to_string()
    ])?;
    Ok(())
}

fn read_draft_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Draft> {
    Ok(Draft {
        case: log::parse_id(row.get::<_, String>(0)?, 0)?,
        target: log::parse_id(row.get::<_, String>(1)?, 1)?,
        body: row.get(2)?,
        saved_ms: row.get::<_, i64>(3)?.cast_unsigned(),
    })
}
