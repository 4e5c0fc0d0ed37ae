//! The rows that are written when a worker is enrolled or changed.

use rusqlite::{Connection, params};

use super::order::{self, Register};
use crate::domain::Entry;
use crate::domain::worker::Worker;
use crate::store::log::seq_to_sql;
use crate::store::{StoreError, codec};

/// Inserts a worker. The first entry that enrolls a number says since when the worker is enrolled; the newest that
/// enrolls or changes it, who the worker is.
pub(super) fn insert_worker(
    record: &Connection,
    entry: &Entry,
    worker: &Worker,
    practice: bool,
) -> Result<(), StoreError> {
    if order::note_if_first(record, entry, Register::Enrolled(&worker.number))? {
        let role = worker.role.id();
        record.execute(
            "INSERT INTO worker (number, name, role, office, practice, entry) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (number) DO UPDATE SET practice = ?5, entry = ?6",
            params![worker.number.as_str(), worker.name, role, worker.office, practice, seq_to_sql(entry.seq)],
        )?;
    }
    save_worker(record, entry, worker)
}

/// Saves who a worker is. Where the worker's enrollment arrives later, that is kept until then.
pub(super) fn save_worker(record: &Connection, entry: &Entry, worker: &Worker) -> Result<(), StoreError> {
    let register = Register::Worker(&worker.number);
    order::note_if_newest(record, entry, register, Some(&codec::encode(worker)?))?;
    let Some(newest) = order::find_body(record, register)? else { return Ok(()) };
    let newest: Worker = codec::decode(&newest)?;
    let role = newest.role.id();
    record.execute(
        "UPDATE worker SET name = ?2, role = ?3, office = ?4 WHERE number = ?1",
        params![newest.number.as_str(), newest.name, role, newest.office],
    )?;
    Ok(())
}
