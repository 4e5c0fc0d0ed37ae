//! Drafts: what is being dictated and is not filed. They are not part of the record and leave no entry.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{Store, StoreError, log};
use crate::domain::{CaseNumber, WorkerNumber};

/// A draft of a case's comment, as its author typed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The case.
    pub case: CaseNumber,
    /// The form as typed; its shape belongs to the form.
    pub body: String,
    /// When it was last saved: milliseconds since 1970, UTC.
    pub saved_ms: u64,
}

impl Store {
    /// Saves the worker's draft for a case, in place of an earlier one.
    pub fn save_draft(&self, case: &CaseNumber, body: &str) -> Result<(), StoreError> {
        self.must_be_sound()?;
        self.noting_failure(self.written_draft(case, body))
    }

    fn written_draft(&self, case: &CaseNumber, body: &str) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO draft (case_no, author, body, saved) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (case_no, author) DO UPDATE SET body = ?3, saved = ?4",
            )?
            .execute(params![case.as_str(), self.worker.number.as_str(), body, self.clock.now_ms().cast_signed()])?;
        Ok(())
    }

    /// The worker's drafts, the newest first.
    pub fn drafts(&self) -> Result<Vec<Draft>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT case_no, body, saved FROM draft WHERE author = ?1 ORDER BY saved DESC, case_no")?;
        let drafts = statement.query_map([self.worker.number.as_str()], draft)?;
        Ok(drafts.collect::<rusqlite::Result<_>>()?)
    }

    /// The worker's draft for a case.
    pub fn draft(&self, case: &CaseNumber) -> Result<Option<Draft>, StoreError> {
        let found = self
            .connection
            .prepare_cached("SELECT case_no, body, saved FROM draft WHERE author = ?1 AND case_no = ?2")?
            .query_row([self.worker.number.as_str(), case.as_str()], draft)
            .optional()?;
        Ok(found)
    }

    /// Takes the worker's draft for a case away.
    pub fn discard_draft(&self, case: &CaseNumber) -> Result<(), StoreError> {
        discard(&self.connection, case, &self.worker.number)
    }
}

/// Takes an author's draft for a case away, if there is one.
pub(super) fn discard(record: &Connection, case: &CaseNumber, author: &WorkerNumber) -> Result<(), StoreError> {
    record
        .prepare_cached("DELETE FROM draft WHERE case_no = ?1 AND author = ?2")?
        .execute([case.as_str(), author.as_str()])?;
    Ok(())
}

fn draft(row: &rusqlite::Row<'_>) -> rusqlite::Result<Draft> {
    Ok(Draft {
        case: log::parsed(row.get::<_, String>(0)?, 0)?,
        body: row.get(1)?,
        saved_ms: row.get::<_, i64>(2)?.cast_unsigned(),
    })
}
