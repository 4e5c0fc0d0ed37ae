//! The row that is written for an entry of a tool of the county.

use rusqlite::{Connection, params};

use super::order::{Register, note_if_first};
use crate::domain::Entry;
use crate::domain::county_tool::CountyToolEntry;
use crate::store::log::seq_to_sql;
use crate::store::{StoreError, codec};

/// Saves an entry. Its id is its own; should two have the same, the older one counts.
pub(super) fn save_entry(record: &Connection, entry: &Entry, of: &CountyToolEntry) -> Result<(), StoreError> {
    if !note_if_first(record, entry, Register::CountyTool(of.id))? {
        return Ok(());
    }
    record
        .prepare_cached(
            "INSERT INTO county_tool (id, on_day, body, author, entry) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (id) DO UPDATE SET on_day = ?2, body = ?3, author = ?4, entry = ?5",
        )?
        .execute(params![of.id.0, of.on, codec::encode(of)?, entry.author.as_str(), seq_to_sql(entry.seq)])?;
    Ok(())
}
