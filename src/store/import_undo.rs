//! What taking an extract back would do, told before it is done.

use rusqlite::Connection;

use super::extracts::{self, FactChange};
use super::{Refusal, Store, StoreError};
use crate::domain::RowId;

/// What taking an extract back would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportUndoPreview {
    /// Why it cannot be taken back.
    pub refusal: Option<Refusal>,
    /// The first of the facts that it brought, by case: new ones would be gone, others say again what they said before.
    pub facts: Vec<FactChange>,
    /// Rows of earlier extracts that it mended, and that would wait to be mended again.
    pub mended: u32,
    /// Facts that it was the first not to name, and that would no longer be listed for that.
    pub missing: u32,
    /// Facts that it named again, and that would be listed again as not named.
    pub named_again: u32,
}

impl Store {
    /// What taking an extract back would do, with at most so many facts. Nothing is changed.
    pub fn preview_import_undo(&self, extract: RowId, most: u32) -> Result<ImportUndoPreview, StoreError> {
        let refused = match extracts::ensure_can_undo(&self.connection, extract) {
            Ok(()) => None,
            Err(StoreError::Refused(refusal)) => Some(refusal),
            Err(error) => return Err(error),
        };
        let counted = |query| count_rows(&self.connection, query, extract);
        Ok(ImportUndoPreview {
            refusal: refused,
            facts: self.changes_of_extract(extract, most)?,
            mended: counted("SELECT count(*) FROM rejected_row WHERE mended = ?1")?,
            missing: extracts::count_newly_missing(&self.connection, extract)?,
            named_again: counted("SELECT count(*) FROM absent_fact WHERE named_again = ?1")?,
        })
    }
}

fn count_rows(record: &Connection, query: &str, extract: RowId) -> Result<u32, StoreError> {
    Ok(record.query_row(query, [extract.0], |row| row.get(0))?)
}
