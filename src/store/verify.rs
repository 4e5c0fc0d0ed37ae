//! Verifies the record: walks the chain, replays the log into a scratch database, and compares every table.

use rusqlite::{Connection, types::Value};

use super::record_fault::RecordFault;
use super::{Store, StoreError, apply, codec, log, migrations, verify_database};
use crate::domain::entry::Digest;
use crate::domain::{Change, Entry, Hlc, Seq};

/// The result of verifying an intact record.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct VerifyReport {
    /// How many entries the log has.
    pub entries: u64,
    /// The hash of the newest entry, in hexadecimal. Kept elsewhere, it proves later that the log was not replaced.
    pub head: String,
    /// How many rows of the tables were compared.
    pub rows: u64,
    /// How many rows stand beside the record, such as drafts: no entry proves them.
    pub rows_outside_log: u64,
}

impl Store {
    /// Returns the pages of the database that cannot be authenticated, as SQLCipher names them: including pages that
    /// nothing else reads.
    ///
    /// # Errors
    /// The write-ahead log cannot be written back first.
    pub fn damaged_pages(&self) -> Result<Vec<String>, StoreError> {
        self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_row| Ok(()))?;
        select_damaged_pages(&self.connection)
    }

    /// Walks the chain, replays the log and compares every table. The inner result is a fault of the record, if there
    /// is one.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn verify_record(&self) -> Result<Result<VerifyReport, RecordFault>, StoreError> {
        let mut scratch = Connection::open_in_memory()?;
        migrations::migrate_to(&mut scratch, migrations::newest_version())?;
        let replay = scratch.transaction()?;
        let head = match replay_log(&self.connection, &replay)? {
            Ok(head) => head,
            Err(fault) => return Ok(Err(fault)),
        };
        if let Some(fault) = verify_database::find_schema_fault(&self.connection, &replay)? {
            return Ok(Err(fault));
        }
        let mut rows = 0;
        for (table, order) in apply::TABLES {
            match compare_table(&self.connection, &replay, table, order)? {
                Ok(equal) => rows += equal,
                Err(row) => return Ok(Err(RecordFault::Table { table, row })),
            }
        }
        if let Some(fault) = verify_database::find_fault(&self.connection)? {
            return Ok(Err(fault));
        }
        let rows_outside_log = verify_database::count_rows_beside(&self.connection)?;
        Ok(Ok(VerifyReport { entries: head.0.0, head: head.1.to_string(), rows, rows_outside_log }))
    }
}

/// The number and the hash of the newest entry.
pub(super) type NewestEntry = (Seq, Digest);

/// Returns the pages of the database file that cannot be authenticated. The write-ahead log is not looked at.
pub(super) fn select_damaged_pages(record: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = record.prepare("PRAGMA cipher_integrity_check")?;
    let damaged = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(damaged)
}

/// Returns the newest entry without walking the chain.
pub(super) fn newest_entry(record: &Connection) -> Result<NewestEntry, StoreError> {
    let head = log::read_head(record, log::read_station(record)?)?;
    Ok((Seq(head.entry_count()), head.hash()))
}

/// Walks the chain of `record` and returns the newest entry.
pub(super) fn verify_chain(record: &Connection) -> Result<Result<NewestEntry, RecordFault>, StoreError> {
    walk_chain(record, |_entry| None)
}

/// Walks the chain of `record`, applies each entry to `replay`, and returns the newest entry.
pub(super) fn replay_log(
    record: &Connection,
    replay: &Connection,
) -> Result<Result<NewestEntry, RecordFault>, StoreError> {
    walk_chain(record, |entry| replay_fault(replay, entry))
}

/// Walks the chain and passes each entry to `fault`, which returns what is wrong with it, if anything.
fn walk_chain(
    record: &Connection,
    mut fault: impl FnMut(&Entry) -> Option<&'static str>,
) -> Result<Result<NewestEntry, RecordFault>, StoreError> {
    let station = log::read_station(record)?;
    let mut last = (Seq(0), Digest::default(), Hlc(0));
    // The number by which the tables refer to an entry is not hashed: it has to be that of the entry.
    let mut statement = record.prepare(&format!("SELECT {}, id FROM entry ORDER BY id", log::COLUMNS))?;
    let id_column = statement.column_count() - 1;
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
        if row.get::<_, i64>(id_column)? != log::seq_to_sql(entry.seq) {
            return Ok(Err(RecordFault::Entry { seq, why: "it is filed under another number" }));
        }
        if let Some(why) = fault(&entry) {
            return Ok(Err(RecordFault::Entry { seq, why }));
        }
        last = (entry.seq, entry.hash, entry.hlc);
    }
    Ok(Ok((last.0, last.1)))
}

/// Returns whether the entry is sound and chained to `last`, or begins the chain if there is no last one.
pub(super) fn is_next_in_chain(entry: &Entry, last: Option<&Entry>) -> bool {
    let last = last.map_or_else(Default::default, |last| (last.seq, last.hash, last.hlc));
    link_fault(entry, last).is_none()
}

/// Returns what is wrong with an entry that should follow `last`; `None` if nothing is.
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

/// Applies an entry to `replay` and returns what is wrong with it; `None` if nothing is.
fn replay_fault(replay: &Connection, entry: &Entry) -> Option<&'static str> {
    let Ok(change) = codec::decode::<Change>(&entry.body) else {
        return Some("its body is not a change");
    };
    if change.kind() != entry.kind || change.case() != entry.case.as_ref() {
        return Some("its kind or case is not that of its body");
    }
    apply::apply_change(replay, entry, &change).err().map(|_| "it cannot be applied")
}

/// Returns how many rows the tables have if they are equal, or else the number of the first row that differs.
fn compare_table(
    record: &Connection,
    replay: &Connection,
    table: &str,
    order: &str,
) -> Result<Result<u64, u64>, StoreError> {
    let query = format!("SELECT * FROM {table} ORDER BY {order}");
    let (mut stored, mut replayed) = (record.prepare(&query)?, replay.prepare(&query)?);
    let columns = stored.column_count();
    let (mut stored, mut replayed) = (stored.query([])?, replayed.query([])?);
    let mut row = 0;
    loop {
        row += 1;
        match (row_values(stored.next()?, columns)?, row_values(replayed.next()?, columns)?) {
            (None, None) => return Ok(Ok(row - 1)),
            (stored, replayed) if stored == replayed => {}
            _ => return Ok(Err(row)),
        }
    }
}

fn row_values(row: Option<&rusqlite::Row<'_>>, columns: usize) -> Result<Option<Vec<Value>>, StoreError> {
    let Some(row) = row else { return Ok(None) };
    let values = (0..columns).map(|column| row.get(column)).collect::<rusqlite::Result<_>>()?;
    Ok(Some(values))
}
