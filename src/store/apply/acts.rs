//! The rows that are written when an act is recorded or undone.

use rusqlite::{Connection, params};

use crate::domain::{Act, CaseNumber, Entry, Seq};
use crate::store::log::seq_to_sql;
use crate::store::{StoreError, codec};

pub(super) fn insert_act(record: &Connection, entry: &Entry, case: &CaseNumber, act: &Act) -> Result<(), StoreError> {
    record
        .prepare_cached(
            "INSERT INTO act (entry, case_no, person, on_day, kind, body, author, undone)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL)",
        )?
        .execute(params![
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

pub(super) fn mark_act_undone(record: &Connection, entry: &Entry, act: Seq) -> Result<(), StoreError> {
    record
        .prepare_cached("UPDATE act SET undone = ?2 WHERE entry = ?1")?
        .execute(params![seq_to_sql(act), seq_to_sql(entry.seq)])?;
    Ok(())
}
