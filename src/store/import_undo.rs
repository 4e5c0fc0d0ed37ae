//! What undoing an import would do, shown before it is done.

use rusqlite::Connection;

use super::extracts::{self, FactChange};
use super::{Refusal, Store, StoreError};
use crate::domain::RowId;

/// What undoing an import would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportUndoPreview {
    /// Why the import cannot be undone; `None` if it can.
    pub refusal: Option<Refusal>,
    /// The first of the facts that the import changed, by case. New facts would disappear; changed facts would have
    /// their earlier values again.
    pub facts: Vec<FactChange>,
    /// How many rows of earlier extracts the import corrected; they would wait for a correction again.
    pub corrected_rows: u32,
    /// How many facts are missing since this import; they would no longer be listed as missing.
    pub missing: u32,
    /// How many missing facts the import named again; they would be listed as missing again.
    pub named_again: u32,
}

impl Store {
    /// Returns what undoing the import of an extract would do, with at most `most` facts. Nothing is changed.
    pub fn preview_import_undo(&self, extract: RowId, most: u32) -> Result<ImportUndoPreview, StoreError> {
        let refusal = match extracts::ensure_can_undo(&self.connection, extract) {
            Ok(()) => None,
            Err(StoreError::Refused(refusal)) => Some(refusal),
            Err(error) => return Err(error),
        };
        let count = |query| count_rows(&self.connection, query, extract);
        Ok(ImportUndoPreview {
            refusal,
            facts: self.changes_of_extract(extract, most)?,
            corrected_rows: count("SELECT count(*) FROM rejected_row WHERE mended = ?1")?,
            missing: extracts::count_newly_missing(&self.connection, extract)?,
            named_again: count("SELECT count(*) FROM absent_fact WHERE named_again = ?1")?,
        })
    }
}

fn count_rows(record: &Connection, query: &str, extract: RowId) -> Result<u32, StoreError> {
    Ok(record.query_row(query, [extract.0], |row| row.get(0))?)
}
