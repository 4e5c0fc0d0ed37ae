//! The rows that hold the ways into the home.

use rusqlite::{Connection, params};

use crate::domain::Entry;
use crate::domain::access_way::{Way, WaysChange};
use crate::store::StoreError;
use crate::store::log::seq_to_sql;

/// Saves the ways into the home as they are after a change. One that is no longer among them is marked as removed.
pub(super) fn save_ways(record: &Connection, entry: &Entry, change: &WaysChange) -> Result<(), StoreError> {
    // Those that are still there are marked again below.
    record.execute("UPDATE way SET removed = removed + 2", [])?;
    let mut statement = record.prepare_cached(
        "INSERT INTO way (kind, label, public, author, office, removed, let_in, entry)
         VALUES (?1, ?2, ?3, ?4, ?5, 0, 0, ?6)
         ON CONFLICT (kind, label) DO UPDATE SET
             public = ?3,
             author = CASE WHEN public = ?3 AND removed = 2 THEN author ELSE ?4 END,
             office = CASE WHEN public = ?3 AND removed = 2 THEN office ELSE ?5 END,
             let_in = CASE WHEN public = ?3 AND removed = 2 THEN let_in ELSE 0 END,
             entry  = CASE WHEN public = ?3 AND removed = 2 THEN entry ELSE ?6 END,
             removed = 0",
    )?;
    for way in &change.state.ways {
        let author = entry.author.as_str();
        let seq = seq_to_sql(entry.seq);
        statement.execute(params![way.kind.id(), way.label, way.public, author, change.office, seq])?;
    }
    record.execute("UPDATE way SET removed = 1 WHERE removed > 0", [])?;
    record.execute(
        "INSERT INTO key_file (only_row, generation, entry) VALUES (1, ?1, ?2)
         ON CONFLICT (only_row) DO UPDATE SET generation = ?1, entry = ?2",
        params![change.state.generation.cast_signed(), seq_to_sql(entry.seq)],
    )?;
    Ok(())
}

/// Marks the ways that a restored backup let in again.
pub(super) fn mark_let_in(record: &Connection, let_in: &[Way]) -> Result<(), StoreError> {
    let mut statement =
        record.prepare_cached("UPDATE way SET let_in = 1 WHERE kind = ?1 AND label = ?2 AND public = ?3")?;
    for way in let_in {
        statement.execute(params![way.kind.id(), way.label, way.public])?;
    }
    Ok(())
}
