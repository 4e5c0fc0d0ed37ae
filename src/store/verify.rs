//! Proving the record: the chain is walked, the log replayed into a scratch database, and every table compared.

use rusqlite::{Connection, types::Value};

use super::{Store, StoreError, apply, codec, log, migrations};
use crate::domain::entry::Digest;
use crate::domain::{Change, Entry, Hlc, Seq};

/// What a whole record holds.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct VerifyReport {
    /// Entries in the log.
    pub entries: u64,
    /// The hash of the newest, in hexadecimal: to be kept elsewhere as a witness.
    pub head: String,
    /// Rows compared, table by table.
    pub rows: u64,
}

/// The first thing that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, serde::Serialize)]
pub enum RecordFault {
    /// An entry of the log.
    #[error("Entry {seq} does not hold: {why}.")]
    Entry {
        /// Its place in the log.
        seq: u64,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A table that the log does not account for.
    #[error("Table {table} differs from what the log says, at row {row}. The log itself holds.")]
    Table {
        /// Which.
        table: &'static str,
        /// The first row that differs, counted from 1 in the order of its key.
        row: u64,
    },
}

impl Store {
    /// The pages of the database whose authentication fails, as SQLCipher names them: bits that changed on the disk,
    /// whether anything reads them or not.
    ///
    /// # Errors
    /// When the write-ahead log cannot be written back first.
    pub fn damaged_pages(&self) -> Result<Vec<String>, StoreError> {
        self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_row| Ok(()))?;
        select_damaged_pages(&self.connection)
    }

    /// Walks the chain, replays it and compares every table.
    ///
    /// # Errors
    /// Only when the database cannot be read; what does not hold is a value.
    pub fn verify_record(&self) -> Result<Result<VerifyReport, RecordFault>, StoreError> {
        let mut scratch = Connection::open_in_memory()?;
        migrations::migrate_to(&mut scratch, migrations::newest_version())?;
        let replay = scratch.transaction()?;
        let head = match replay_log(&self.connection, &replay)? {
            Ok(head) => head,
            Err(broken) => return Ok(Err(broken)),
        };
        let mut rows = 0;
        for (table, order) in apply::TABLES {
            match compare_table(&self.connection, &replay, table, order)? {
                Ok(equal) => rows += equal,
                Err(row) => return Ok(Err(RecordFault::Table { table, row })),
            }
        }
        Ok(Ok(VerifyReport { entries: head.0.0, head: head.1.to_string(), rows }))
    }
}

/// The newest entry: its number and its hash.
pub(super) type NewestEntry = (Seq, Digest);

/// The pages of the file that fail; of its write-ahead log nothing is seen.
pub(super) fn select_damaged_pages(record: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = record.prepare("PRAGMA cipher_integrity_check")?;
    let damaged = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(damaged)
}

/// The newest entry, without walking the chain.
pub(super) fn newest_entry(record: &Connection) -> Result<NewestEntry, StoreError> {
    let head = log::read_head(record, log::read_station(record)?)?;
    Ok((Seq(head.entry_count()), head.hash()))
}

/// Walks the chain of `record`. Gives the newest entry.
pub(super) fn verify_chain(record: &Connection) -> Result<Result<NewestEntry, RecordFault>, StoreError> {
    walk_chain(record, |_entry| None)
}

/// Walks the chain of `record` and applies each entry to `replay`. Gives the newest entry.
pub(super) fn replay_log(
    record: &Connection,
    replay: &Connection,
) -> Result<Result<NewestEntry, RecordFault>, StoreError> {
    walk_chain(record, |entry| replay_fault(replay, entry))
}

/// Walks the chain and does something with each entry that says what is wrong with it, if anything.
fn walk_chain(
    record: &Connection,
    mut fault: impl FnMut(&Entry) -> Option<&'static str>,
) -> Result<Result<NewestEntry, RecordFault>, StoreError> {
    let station = log::read_station(record)?;
    let mut last = (Seq(0), Digest::default(), Hlc(0));
    let mut statement = record.prepare(&format!("SELECT {} FROM entry ORDER BY id", log::COLUMNS))?;
    let mut entries = statement.query([])?;
    while let Some(row) = entries.next()? {
        let seq = last.0.next().0;
        let Ok(entry) = log::read_entry(row) else {
            return Ok(Err(RecordFault::Entry { seq, why: "a field of it cannot be read" }));
        };
        if let Some(why) = link_fault(&entry, last) {
            return Ok(Err(RecordFault::Entry { seq, why }));
        }
        if entry.station != station {
            return Ok(Err(RecordFault::Entry { seq, why: "it comes from another station" }));
        }
        if let Some(why) = fault(&entry) {
            return Ok(Err(RecordFault::Entry { seq, why }));
        }
        last = (entry.seq, entry.hash, entry.hlc);
    }
    Ok(Ok((last.0, last.1)))
}

/// Whether the entry holds and is chained to `last`; to the beginning where there is none.
pub(super) fn is_next_in_chain(entry: &Entry, last: Option<&Entry>) -> bool {
    let last = last.map_or_else(Default::default, |last| (last.seq, last.hash, last.hlc));
    link_fault(entry, last).is_none()
}

fn link_fault(entry: &Entry, last: (Seq, Digest, Hlc)) -> Option<&'static str> {
    if entry.seq != last.0.next() {
        Some("its number does not follow the one before it")
    } else if entry.prev != last.1 {
        Some("it is not chained to the entry before it")
    } else if entry.hash != entry.compute_hash() {
        Some("its content is not what was hashed")
    } else if entry.hlc <= last.2 {
        Some("its time does not follow the entry before it")
    } else {
        None
    }
}

fn replay_fault(replay: &Connection, entry: &Entry) -> Option<&'static str> {
    let Ok(change) = codec::decode::<Change>(&entry.body) else {
        return Some("its body is not a change");
    };
    if change.kind() != entry.kind || change.case() != entry.case.as_ref() {
        return Some("its kind or case is not that of its body");
    }
    apply::apply_change(replay, entry, &change).err().map(|_refused| "it cannot be applied")
}

/// How many rows are equal in both, or the number of the first that differs.
fn compare_table(
    record: &Connection,
    replay: &Connection,
    table: &str,
    order: &str,
) -> Result<Result<u64, u64>, StoreError> {
    let query = format!("SELECT * FROM {table} ORDER BY {order}");
    let (mut kept, mut made) = (record.prepare(&query)?, replay.prepare(&query)?);
    let columns = kept.column_count();
    let (mut kept, mut made) = (kept.query([])?, made.query([])?);
    let mut row = 0;
    loop {
        row += 1;
        match (row_values(kept.next()?, columns)?, row_values(made.next()?, columns)?) {
            (None, None) => return Ok(Ok(row - 1)),
            (kept, made) if kept == made => {}
            _ => return Ok(Err(row)),
        }
    }
}

fn row_values(row: Option<&rusqlite::Row<'_>>, columns: usize) -> Result<Option<Vec<Value>>, StoreError> {
    let Some(row) = row else { return Ok(None) };
    let values = (0..columns).map(|column| row.get(column)).collect::<rusqlite::Result<_>>()?;
    Ok(Some(values))
}
