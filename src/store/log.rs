//! The append-only log: makes, writes and reads entries.

use rusqlite::{Connection, OptionalExtension as _, Row, params};
use uuid::Uuid;

use super::{StoreError, codec};
use crate::domain::entry::Digest;
use crate::domain::{CaseNumber, Change, Entry, Hlc, RowId, Seq, StationId, WorkerNumber};

/// The values of the newest entry that the next one needs.
pub(super) struct LogHead {
    seq: Seq,
    hlc: Hlc,
    hash: Digest,
}

impl LogHead {
    /// The head of a log without entries.
    pub(super) const EMPTY: Self = Self { seq: Seq(0), hlc: Hlc(0), hash: Digest([0; 32]) };

    /// Returns how many entries there are.
    pub(super) const fn entry_count(&self) -> u64 {
        self.seq.0
    }

    /// Returns the hash of the newest entry.
    pub(super) const fn hash(&self) -> Digest {
        self.hash
    }

    /// Returns the time at which the newest entry was made, in milliseconds since 1970, UTC.
    pub(super) const fn millis(&self) -> u64 {
        self.hlc.millis()
    }

    /// Returns the head of a log whose newest entry is `entry`.
    pub(super) const fn from_entry(entry: &Entry) -> Self {
        Self { seq: entry.seq, hlc: entry.hlc, hash: entry.hash }
    }
}

/// The author and time of the next entry.
pub(super) struct EntryStamp {
    pub(super) station: StationId,
    pub(super) author: WorkerNumber,
    pub(super) row: RowId,
    pub(super) now_ms: u64,
}

/// Stores the station of a new database.
pub(super) fn insert_station(connection: &Connection, station: StationId) -> Result<(), StoreError> {
    connection.execute("INSERT INTO station (only_row, id) VALUES (1, ?1)", [station.0])?;
    Ok(())
}

/// Returns the station of this database.
pub(super) fn read_station(connection: &Connection) -> Result<StationId, StoreError> {
    let id: Option<Uuid> = connection.query_row("SELECT id FROM station", [], |row| row.get(0)).optional()?;
    id.map(StationId).ok_or_else(|| StoreError::DamagedDatabase { detail: "it has no station".into() })
}

/// Returns the head of the log of a station.
pub(super) fn read_head(connection: &Connection, station: StationId) -> Result<LogHead, StoreError> {
    let newest = connection
        .prepare_cached("SELECT seq, hlc, hash FROM entry WHERE station = ?1 ORDER BY seq DESC LIMIT 1")?
        .query_row([station.0], |row| {
            Ok(LogHead { seq: read_seq(row, 0)?, hlc: read_hlc(row, 1)?, hash: Digest(row.get(2)?) })
        })
        .optional()?;
    Ok(newest.unwrap_or(LogHead::EMPTY))
}

/// Makes the entry that records `change` after `head`.
pub(super) fn next_entry(head: &LogHead, stamp: EntryStamp, change: &Change) -> Result<Entry, StoreError> {
    let entry = Entry {
        station: stamp.station,
        seq: head.seq.next(),
        hlc: head.hlc.tick(stamp.now_ms),
        author: stamp.author,
        case: change.case().cloned(),
        kind: change.kind().to_owned(),
        row: stamp.row,
        body: codec::encode_for_log(change)?,
        prev: head.hash,
        hash: Digest::default(),
    };
    Ok(entry.with_hash())
}

/// Appends an entry.
pub(super) fn insert_entry(connection: &Connection, entry: &Entry) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO entry (station, seq, hlc, author, case_no, kind, row_id, body, prev, hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(params![
            entry.station.0,
            seq_to_sql(entry.seq),
            entry.hlc.0.cast_signed(),
            entry.author.as_str(),
            entry.case.as_ref().map(CaseNumber::as_str),
            entry.kind,
            entry.row.0,
            entry.body,
            entry.prev.0,
            entry.hash.0,
        ])?;
    Ok(())
}

/// The columns that [`read_entry`] reads, in its order.
pub(super) const COLUMNS: &str = "station, seq, hlc, author, case_no, kind, row_id, body, prev, hash";

/// Reads an entry from its row.
pub(super) fn read_entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let case: Option<String> = row.get(4)?;
    Ok(Entry {
        station: StationId(row.get(0)?),
        seq: read_seq(row, 1)?,
        hlc: read_hlc(row, 2)?,
        author: parse_id(row.get::<_, String>(3)?, 3)?,
        case: case.map(|case| parse_id(case, 4)).transpose()?,
        kind: row.get(5)?,
        row: RowId(row.get(6)?),
        body: row.get(7)?,
        prev: Digest(row.get(8)?),
        hash: Digest(row.get(9)?),
    })
}

/// Returns the number of an entry as SQLite keeps integers, signed.
pub(super) const fn seq_to_sql(seq: Seq) -> i64 {
    seq.0.cast_signed()
}

/// Reads the number of an entry from a column.
pub(super) fn read_seq(row: &Row<'_>, column: usize) -> rusqlite::Result<Seq> {
    Ok(Seq(row.get::<_, i64>(column)?.cast_unsigned()))
}

/// Reads the time of an entry, which SQLite keeps as a signed integer.
fn read_hlc(row: &Row<'_>, column: usize) -> rusqlite::Result<Hlc> {
    Ok(Hlc(row.get::<_, i64>(column)?.cast_unsigned()))
}

/// Parses the text of a column as the id that it holds.
pub(super) fn parse_id<T>(text: String, column: usize) -> rusqlite::Result<T>
where
    T: TryFrom<String>,
    T::Error: std::error::Error + Send + Sync + 'static,
{
    text.try_into().map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
    })
}
