//! Drafts: what is being dictated and is not filed, new comments and amendments. They are not part of the record and
//! leave no entry. There is one of each author for a case's next comment, and one for each comment that is amended.

use rusqlite::{Connection, OptionalExtension as _, params};
use uuid::Uuid;

use super::{Store, StoreError, log};
use crate::domain::{CaseNumber, RowId, WorkerNumber};

/// A draft, as its author typed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The case.
    pub case: CaseNumber,
    /// The comment that it amends; nothing for a new comment.
    pub amends: Option<RowId>,
    /// The form as typed; its shape belongs to the form.
    pub body: String,
    /// When it was last saved: milliseconds since 1970, UTC.
    pub saved_ms: u64,
}

/// What stands for a new comment in the place of the comment that is amended.
const NEW: &[u8] = &[];

const DRAFT: &str = "SELECT case_no, amends, body, saved FROM draft WHERE author = ?1";

impl Store {
    /// Saves the worker's draft of a case's next comment, in place of an earlier one.
    pub fn save_draft(&self, case: &CaseNumber, body: &str) -> Result<(), StoreError> {
        self.save(case, None, body)
    }

    /// Saves the worker's draft of an amendment, in place of an earlier one of the same comment.
    pub fn save_amendment_draft(&self, case: &CaseNumber, comment: RowId, body: &str) -> Result<(), StoreError> {
        self.save(case, Some(comment), body)
    }

    fn save(&self, case: &CaseNumber, amends: Option<RowId>, body: &str) -> Result<(), StoreError> {
        self.must_be_sound()?;
        self.noting_failure(self.written_draft(case, amends, body))
    }

    fn written_draft(&self, case: &CaseNumber, amends: Option<RowId>, body: &str) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO draft (case_no, author, amends, body, saved) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (case_no, author, amends) DO UPDATE SET body = ?4, saved = ?5",
            )?
            .execute(params![
                case.as_str(),
                self.worker.number.as_str(),
                key(amends.as_ref()),
                body,
                self.clock.now_ms().cast_signed()
            ])?;
        Ok(())
    }

    /// The worker's drafts, the newest first.
    pub fn drafts(&self) -> Result<Vec<Draft>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!("{DRAFT} ORDER BY saved DESC, case_no, amends"))?;
        let drafts = statement.query_map([self.worker.number.as_str()], draft)?;
        Ok(drafts.collect::<rusqlite::Result<_>>()?)
    }

    /// The worker's draft of a case's next comment.
    pub fn draft(&self, case: &CaseNumber) -> Result<Option<Draft>, StoreError> {
        let found = self
            .connection
            .prepare_cached(&format!("{DRAFT} AND case_no = ?2 AND amends = ?3"))?
            .query_row(params![self.worker.number.as_str(), case.as_str(), NEW], draft)
            .optional()?;
        Ok(found)
    }

    /// Takes the worker's draft of a case's next comment away.
    pub fn discard_draft(&self, case: &CaseNumber) -> Result<(), StoreError> {
        discard(&self.connection, case, None, &self.worker.number)
    }

    /// Takes the worker's draft of an amendment away.
    pub fn discard_amendment_draft(&self, case: &CaseNumber, comment: RowId) -> Result<(), StoreError> {
        discard(&self.connection, case, Some(comment), &self.worker.number)
    }
}

/// Takes an author's draft away, if there is one.
pub(super) fn discard(
    record: &Connection,
    case: &CaseNumber,
    amends: Option<RowId>,
    author: &WorkerNumber,
) -> Result<(), StoreError> {
    record.prepare_cached("DELETE FROM draft WHERE case_no = ?1 AND author = ?2 AND amends = ?3")?.execute(params![
        case.as_str(),
        author.as_str(),
        key(amends.as_ref())
    ])?;
    Ok(())
}

fn key(amends: Option<&RowId>) -> &[u8] {
    amends.map_or(NEW, |comment| comment.0.as_bytes())
}

fn draft(row: &rusqlite::Row<'_>) -> rusqlite::Result<Draft> {
    Ok(Draft {
        case: log::parsed(row.get::<_, String>(0)?, 0)?,
        // An empty key is no id.
        amends: Uuid::from_slice(&row.get::<_, Vec<u8>>(1)?).ok().map(RowId),
        body: row.get(2)?,
        saved_ms: row.get::<_, i64>(3)?.cast_unsigned(),
    })
}
