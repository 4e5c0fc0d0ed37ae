//! The row that is written when a case is opened by hand.

use rusqlite::{Connection, params};

use super::order::{Register, note_if_newest};
use crate::domain::Entry;
use crate::domain::opened_case::OpenedCase;
use crate::store::log::seq_to_sql;
use crate::store::{StoreError, codec};

/// Saves an opened case. Where two stations opened it, the newer entry counts.
pub(super) fn save_opened_case(record: &Connection, entry: &Entry, opened: &OpenedCase) -> Result<(), StoreError> {
    if !note_if_newest(record, entry, Register::OpenedCase(&opened.case), None)? {
        return Ok(());
    }
    record
        .prepare_cached(
            "INSERT INTO opened_case (case_no, body, author, entry) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (case_no) DO UPDATE SET body = ?2, author = ?3, entry = ?4",
        )?
        .execute(params![opened.case.as_str(), codec::encode(opened)?, entry.author.as_str(), seq_to_sql(entry.seq)])?;
    Ok(())
}
