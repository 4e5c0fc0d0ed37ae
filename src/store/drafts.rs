//! Drafts: text that was typed in a form and not filed. They are not part of the record and leave no entry in the log.
//! Each author has at most one for each form and participant of a case.

use std::fmt;

use rusqlite::{Connection, OptionalExtension as _, params};
use serde::Serialize;

use super::{Store, StoreError, log};
use crate::domain::sanitize::quoted;
use crate::domain::{CaseNumber, PersonNumber, RowId, WorkerNumber};

/// What a draft becomes when it is filed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftTarget {
    /// The next comment of the case, whose participant is not chosen yet; drafts of earlier versions name none here.
    Comment,
    /// The next comment of the case about this participant.
    CommentWith(PersonNumber),
    /// An amendment of the comment with this id.
    Amendment(RowId),
    /// An act: the id of its form and the number of the participant, 0 for the case as a whole.
    Act(String, PersonNumber),
}

/// A draft, as its author typed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The case.
    pub case: CaseNumber,
    /// What the draft becomes when it is filed.
    pub target: DraftTarget,
    /// The form as it was typed. Only the form itself knows how to read it.
    pub body: String,
    /// When the draft was last saved: milliseconds since 1970, UTC.
    pub saved_ms: u64,
}

const DRAFT: &str = "SELECT case_no, form, body, saved FROM draft WHERE author = ?1";

const COMMENT: &str = "comment";
const AMENDMENT: &str = "amendment";
const ACT: &str = "act";

impl DraftTarget {
    /// Returns the target of the next comment about `person`.
    pub const fn for_comment(person: PersonNumber) -> Self {
        if person.0 == PersonNumber::CASE.0 { Self::Comment } else { Self::CommentWith(person) }
    }

    /// Returns whether the draft becomes a comment.
    pub const fn is_comment(&self) -> bool {
        matches!(self, Self::Comment | Self::CommentWith(_))
    }
}

impl fmt::Display for DraftTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Comment => f.write_str(COMMENT),
            Self::CommentWith(person) => write!(f, "{COMMENT} {person}"),
            Self::Amendment(comment) => write!(f, "{AMENDMENT} {comment}"),
            Self::Act(act, person) => write!(f, "{ACT} {act} {person}"),
        }
    }
}

/// A stored text that does not name what a draft becomes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} is neither a comment nor an amendment nor an act", quoted(.0))]
pub struct UnknownDraftTarget(String);

impl TryFrom<String> for DraftTarget {
    type Error = UnknownDraftTarget;

    fn try_from(text: String) -> Result<Self, UnknownDraftTarget> {
        let target = match text.split(' ').collect::<Vec<_>>().as_slice() {
            [COMMENT] => Some(Self::Comment),
            [COMMENT, person] => person.parse().map(Self::CommentWith).ok(),
            [AMENDMENT, comment] => comment.parse().map(Self::Amendment).ok(),
            [ACT, act, person] => person.parse().map(|person| Self::Act((*act).to_owned(), person)).ok(),
            _ => None,
        };
        target.ok_or(UnknownDraftTarget(text))
    }
}

impl Store {
    /// Saves the worker's draft and replaces an earlier one of the same form of the case.
    ///
    /// # Errors
    /// The draft cannot be written.
    pub fn save_draft(&self, case: &CaseNumber, target: &DraftTarget, body: &str) -> Result<(), StoreError> {
        self.disk.ensure_writable()?;
        self.disk.note_failure(self.write_draft(case, target, body))
    }

    fn write_draft(&self, case: &CaseNumber, target: &DraftTarget, body: &str) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO draft (case_no, author, form, body, saved) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (case_no, author, form) DO UPDATE SET body = ?4, saved = ?5",
            )?
            .execute(params![
                case.as_str(),
                self.worker.number.as_str(),
                target.to_string(),
                body,
                self.clock.now_ms().cast_signed()
            ])?;
        Ok(())
    }

    /// Returns the worker's drafts, the newest first.
    ///
    /// # Errors
    /// The drafts cannot be read.
    pub fn worker_drafts(&self) -> Result<Vec<Draft>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!("{DRAFT} ORDER BY saved DESC, case_no, form"))?;
        // A draft of a kind that only a later version knows is left out, and stays where it is.
        let rows = statement.query_map([self.worker.number.as_str()], |row| {
            let is_known = DraftTarget::try_from(row.get::<_, String>(1)?).is_ok();
            is_known.then(|| read_draft_row(row)).transpose()
        })?;
        Ok(rows.filter_map(rusqlite::Result::transpose).collect::<rusqlite::Result<_>>()?)
    }

    /// Returns the worker's draft of a form of a case; `None` if there is none.
    ///
    /// # Errors
    /// The draft cannot be read.
    pub fn find_draft(&self, case: &CaseNumber, target: &DraftTarget) -> Result<Option<Draft>, StoreError> {
        let found = self
            .connection
            .prepare_cached(&format!("{DRAFT} AND case_no = ?2 AND form = ?3"))?
            .query_row(params![self.worker.number.as_str(), case.as_str(), target.to_string()], read_draft_row)
            .optional()?;
        Ok(found)
    }

    /// Deletes the worker's draft of a form of a case, if there is one.
    ///
    /// # Errors
    /// The draft cannot be written.
    pub fn discard_draft(&self, case: &CaseNumber, target: &DraftTarget) -> Result<(), StoreError> {
        delete_draft(&self.connection, case, target, &self.worker.number)
    }
}

/// Deletes an author's draft, if there is one.
pub(super) fn delete_draft(
    record: &Connection,
    case: &CaseNumber,
    target: &DraftTarget,
    author: &WorkerNumber,
) -> Result<(), StoreError> {
    record.prepare_cached("DELETE FROM draft WHERE case_no = ?1 AND author = ?2 AND form = ?3")?.execute(params![
        case.as_str(),
        author.as_str(),
        target.to_string()
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
