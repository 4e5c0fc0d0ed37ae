//! The rows that are written when an act is recorded or undone.

use rusqlite::{Connection, params};

use crate::domain::{Act, CaseNumber, Entry, Seq};
use crate::store::log::seq_to_sql;
use crate::store::{StoreError, codec};

pub(super) fn insert_act(record: &Connection, entry: &Entry, case: &CaseNumber, act: &Act) -> Result<(), StoreError> {
    record
        .prepare_cached(
            "INSERT INTO act (station, entry, case_no, person, on_day, kind, body, author, undone)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, NULL)",
        )?
        .execute(params![
            entry.station.0,
            seq_to_sql(entry.seq),
            case.as_str(),
            act.person.0,
            act.on,
            act.kind.id(),
            codec::encode(act)?,
            entry.author.as_str(),
        ])?;
    Ok(())
}

/// Marks an act as undone. An act is undone where it was recorded: the entry is one of the same station.
pub(super) fn mark_act_undone(record: &Connection, entry: &Entry, act: Seq) -> Result<(), StoreError> {
    record.prepare_cached("UPDATE act SET undone = ?3 WHERE station = ?1 AND entry = ?2")?.execute(params![
        entry.station.0,
        seq_to_sql(act),
        seq_to_sql(entry.seq)
    ])?;
    Ok(())
}
