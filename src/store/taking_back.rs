//! What taking an extract back would do, told before it is done.

use rusqlite::Connection;

use super::extracts::{self, FactChange};
use super::{Refusal, Store, StoreError};
use crate::domain::RowId;

/// What taking an extract back would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakingBack {
    /// Why it cannot be taken back.
    pub refused: Option<Refusal>,
    /// The first of the facts that it brought, by case: new ones would be gone, others say again what they said before.
    pub facts: Vec<FactChange>,
    /// Rows of earlier extracts that it mended, and that would wait to be mended again.
    pub mended: u32,
    /// Facts that it was the first not to name, and that would no longer be listed for that.
    pub absent: u32,
    /// Facts that it named again, and that would be listed again as not named.
    pub named_again: u32,
}

impl Store {
    /// What taking an extract back would do, with at most so many facts. Nothing is changed.
    pub fn taking_back(&self, extract: RowId, most: u32) -> Result<TakingBack, StoreError> {
        let refused = match extracts::can_be_taken_back(&self.connection, extract) {
            Ok(()) => None,
            Err(StoreError::Refused(refusal)) => Some(refusal),
            Err(error) => return Err(error),
        };
        let counted = |query| counted(&self.connection, query, extract);
        Ok(TakingBack {
            refused,
            facts: self.changes_of(extract, most)?,
            mended: counted("SELECT count(*) FROM rejected_row WHERE mended = ?1")?,
            absent: extracts::newly_absent(&self.connection, extract)?,
            named_again: counted("SELECT count(*) FROM absent_fact WHERE named_again = ?1")?,
        })
    }
}

fn counted(record: &Connection, query: &str, extract: RowId) -> Result<u32, StoreError> {
    Ok(record.query_row(query, [extract.0], |row| row.get(0))?)
}
