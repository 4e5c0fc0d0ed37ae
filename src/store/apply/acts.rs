//! What recording an act and taking it back write.

use rusqlite::{Connection, params};

use super::{StoreError, codec, entry_seq};
use crate::domain::{Act, CaseNumber, Entry, Seq};

pub(super) fn insert_act(record: &Connection, entry: &Entry, case: &CaseNumber, act: &Act) -> Result<(), StoreError> {
    record
        .prepare_cached(
            "INSERT INTO act (entry, case_no, person, on_day, kind, body, author, undone)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL)",
        )?
        .execute(params![
            entry_seq(entry),
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
        .execute(params![act.0.cast_signed(), entry_seq(entry)])?;
    Ok(())
}
