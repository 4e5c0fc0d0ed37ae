//! Applies what a worker wrote for themselves.

use rusqlite::{Connection, params};

use super::order::{self, Register};
use crate::domain::reminder::Reminder;
use crate::domain::{Entry, RowId};
use crate::store::log::seq_to_sql;
use crate::store::{StoreError, codec};

/// Saves the current reminder; `None` deletes it.
pub(super) fn save_reminder(
    record: &Connection,
    entry: &Entry,
    id: RowId,
    reminder: Option<&Reminder>,
) -> Result<(), StoreError> {
    if !order::note_if_newest(record, entry, Register::Reminder(id), None)? {
        return Ok(());
    }
    let Some(reminder) = reminder else {
        record.prepare_cached("DELETE FROM reminder WHERE id = ?1")?.execute([id.0])?;
        return Ok(());
    };
    record
        .prepare_cached(
            "INSERT INTO reminder (id, case_no, author, on_day, body, entry) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (id) DO UPDATE SET case_no = ?2, author = ?3, on_day = ?4, body = ?5, entry = ?6",
        )?
        .execute(params![
            id.0,
            reminder.case.as_str(),
            entry.author.as_str(),
            reminder.on,
            codec::encode(reminder)?,
            seq_to_sql(entry.seq),
        ])?;
    Ok(())
}
