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
pub enum DraftOf {
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
    pub of: DraftOf,
    /// The form as typed; its shape belongs to the form.
    pub body: String,
    /// When it was last saved: milliseconds since 1970, UTC.
    pub saved_ms: u64,
}

const DRAFT: &str = "SELECT case_no, form, body, saved FROM draft WHERE author = ?1";

const COMMENT: &str = "comment";
const AMENDMENT: &str = "amendment";
const ACT: &str = "act";

impl fmt::Display for DraftOf {
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
pub struct UnknownForm(String);

impl TryFrom<String> for DraftOf {
    type Error = UnknownForm;

    fn try_from(text: String) -> Result<Self, UnknownForm> {
        let read = match text.split(' ').collect::<Vec<_>>().as_slice() {
            [COMMENT] => Some(Self::Comment),
            [AMENDMENT, comment] => comment.parse().map(Self::Amendment).ok(),
            [ACT, act, person] => person.parse().map(|person| Self::Act((*act).to_owned(), person)).ok(),
            _ => None,
        };
        read.ok_or(UnknownForm(text))
    }
}

impl Store {
    /// Saves the worker's draft, in place of an earlier one of the same form of the case.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn save_draft(&self, case: &CaseNumber, of: &DraftOf, body: &str) -> Result<(), StoreError> {
        self.must_be_sound()?;
        self.noting_failure(self.written_draft(case, of, body))
    }

    fn written_draft(&self, case: &CaseNumber, of: &DraftOf, body: &str) -> Result<(), StoreError> {
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
    pub fn drafts(&self) -> Result<Vec<Draft>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!("{DRAFT} ORDER BY saved DESC, case_no, form"))?;
        let drafts = statement.query_map([self.worker.number.as_str()], draft)?;
        Ok(drafts.collect::<rusqlite::Result<_>>()?)
    }

    /// The worker's draft of a form of a case.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn draft(&self, case: &CaseNumber, of: &DraftOf) -> Result<Option<Draft>, StoreError> {
        let found = self
            .connection
            .prepare_cached(&format!("{DRAFT} AND case_no = ?2 AND form = ?3"))?
            .query_row(params![self.worker.number.as_str(), case.as_str(), of.to_string()], draft)
            .optional()?;
        Ok(found)
    }

    /// Takes the worker's draft of a form of a case away, if there is one.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn discard_draft(&self, case: &CaseNumber, of: &DraftOf) -> Result<(), StoreError> {
        discard(&self.connection, case, of, &self.worker.number)
    }
}

/// Takes an author's draft away, if there is one.
pub(super) fn discard(
    record: &Connection,
    case: &CaseNumber,
    of: &DraftOf,
    author: &WorkerNumber,
) -> Result<(), StoreError> {
    record.prepare_cached("DELETE FROM draft WHERE case_no = ?1 AND author = ?2 AND form = ?3")?.execute(params![
        case.as_str(),
        author.as_str(),
        of.to_string()
    ])?;
    Ok(())
}

fn draft(row: &rusqlite::Row<'_>) -> rusqlite::Result<Draft> {
    Ok(Draft {
        case: log::parsed(row.get::<_, String>(0)?, 0)?,
        of: log::parsed(row.get::<_, String>(1)?, 1)?,
        body: row.get(2)?,
        saved_ms: row.get::<_, i64>(3)?.cast_unsigned(),
    })
}
