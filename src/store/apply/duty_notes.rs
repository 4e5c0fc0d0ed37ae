//! The row that is written for an entry of the duty log that is about no case.

use rusqlite::{Connection, params};

use super::order::{Register, note_if_first};
use crate::domain::Entry;
use crate::domain::duty_note::DutyNote;
use crate::store::log::seq_to_sql;
use crate::store::{StoreError, codec};

/// Saves an entry. Its id is its own; should two have the same, the older one counts.
pub(super) fn save_note(record: &Connection, entry: &Entry, note: &DutyNote) -> Result<(), StoreError> {
    if !note_if_first(record, entry, Register::DutyNote(note.id))? {
        return Ok(());
    }
    record
        .prepare_cached(
            "INSERT INTO duty_note (id, on_day, body, author, entry) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (id) DO UPDATE SET on_day = ?2, body = ?3, author = ?4, entry = ?5",
        )?
        .execute(params![note.id.0, note.on, codec::encode(note)?, entry.author.as_str(), seq_to_sql(entry.seq)])?;
    Ok(())
}
