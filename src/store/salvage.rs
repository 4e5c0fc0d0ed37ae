//! Making the record anew from what can still be read. A page that fails takes the entries and rows that lie on it with
//! it; everything else is kept, and what is missing is taken from the backups, as far as they hold it.
//!
//! What lies beyond a gap that no backup fills cannot be chained to what is before it. It is recorded anew, under the
//! name of the worker who salvages and with the time of it; the log says so.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension as _, types::Value};

use super::keys::{KeyFile, UnlockedKey};
use super::{
    Credential, DatabaseKey, Home, LoggedEntry, Store, StoreError, VerifiedBackup, WallClock, apply, backup, codec,
    connection, home, log, migrations, restore, verified_copy, verify,
};
use crate::domain::audit_event::AuditEvent;
use crate::domain::{Change, Entry, Seq};
use crate::policy::Policies;

/// After so many entries in a row that cannot be read, there are no more.
const MOST_IN_A_ROW: u64 = 2_000;

/// What became of a damaged record.
#[derive(Debug)]
pub struct SalvageReport {
    /// Entries that are chained as they were.
    pub kept: u64,
    /// How many of them came from a backup.
    pub from_backups: u64,
    /// The numbers of entries that are lost, with the first and the last of each gap.
    pub lost: Vec<(u64, u64)>,
    /// What lay beyond a gap and was recorded anew.
    pub rerecorded: Vec<LoggedEntry>,
    /// What lay beyond a gap and could not be recorded anew, with the reason.
    pub refused: Vec<(LoggedEntry, String)>,
    /// The folder with what was there before.
    pub aside: PathBuf,
}

/// The entries that can be read, by their number.
type EntriesBySeq = BTreeMap<Seq, Entry>;

/// Makes the record of a home anew from what can be read of it and of its backups. What was there is laid aside first.
///
/// # Errors
/// When the key file does not open, when not even the first page can be read (then a backup is to be restored), or when
/// something cannot be written.
pub fn salvage_home(
    mut home: Home,
    opener: &Credential,
    clock: WallClock,
    policies: Arc<Policies>,
) -> Result<(Store, SalvageReport), StoreError> {
    home.ensure_complete()?;
    home.acquire_lock()?;
    let UnlockedKey { key, holder: way, .. } = KeyFile::for_home(&home)?.unlock(opener)?;
    let mut entries = read_entries(&home, &key)?;
    let from_backups = add_from_backups(&mut entries, &home, opener)?;
    let (chained, beyond) = split_chain(entries);
    let making = home.unfinished_database_path();
    write_database(&home, &key, &chained, &making)?;
    let aside = restore::copy_files_aside(&home, &clock)?;
    home::remove_if_exists(&connection::write_ahead_log_path(&home))?;
    home::rename_file(&making, &home.database_path())?;
    let kept = chained.last().map_or(0, |entry| entry.seq.0);
    let lost = missing_ranges(kept, &beyond);
    let connection = connection::open_database(&home, &key)?;
    let mut store = Store::from_connection(connection, home, &key, Some(&way), clock, policies)?;
    let missing = lost.iter().map(|(first, last)| last - first + 1).sum();
    store.record(Change::Accessed { case: None, access: AuditEvent::Salvaged { kept, missing } })?;
    let (anew, refused) = rerecord_entries(&mut store, beyond)?;
    let from_backups = from_backups.into_iter().filter(|seq| seq.0 <= kept).count() as u64;
    Ok((store, SalvageReport { kept, from_backups, lost, rerecorded: anew, refused, aside }))
}

/// Reads entry after entry. A page that fails leaves its connection useless, so that the next one is read through
/// another.
fn read_entries(home: &Home, key: &DatabaseKey) -> Result<EntriesBySeq, StoreError> {
    let mut record = connection::open_damaged(home, key)?;
    let mut found = EntriesBySeq::new();
    let (mut id, mut in_a_row) = (0, 0);
    while in_a_row < MOST_IN_A_ROW {
        id += 1;
        let query = format!("SELECT {} FROM entry WHERE id = ?1", log::COLUMNS);
        match record.query_row(&query, [id], log::read_entry).optional() {
            Ok(Some(entry)) => {
                in_a_row = 0;
                found.insert(entry.seq, entry);
            }
            Ok(None) => in_a_row += 1,
            Err(_unreadable) => {
                in_a_row += 1;
                record = connection::open_damaged(home, key)?;
            }
        }
    }
    Ok(found)
}

/// Adds what the backups hold and the record does not, the newest backup first. Gives what was added.
fn add_from_backups(entries: &mut EntriesBySeq, home: &Home, opener: &Credential) -> Result<Vec<Seq>, StoreError> {
    let mut added = Vec::new();
    for backup in backup::list_backups(home)? {
        // One that is damaged, or of a former key and passphrase, helps nothing.
        let Ok(held) = VerifiedBackup::open_and_verify(&backup.path, opener).and_then(|backup| backup.read_log())
        else {
            continue;
        };
        for entry in held {
            if let std::collections::btree_map::Entry::Vacant(place) = entries.entry(entry.seq) {
                added.push(entry.seq);
                place.insert(entry);
            }
        }
    }
    Ok(added)
}

/// The entries that hold as one chain from the first, and those beyond.
fn split_chain(entries: EntriesBySeq) -> (Vec<Entry>, Vec<Entry>) {
    let mut chained: Vec<Entry> = Vec::new();
    let mut beyond = Vec::new();
    for entry in entries.into_values() {
        let holds = beyond.is_empty() && verify::is_next_in_chain(&entry, chained.last());
        if holds { chained.push(entry) } else { beyond.push(entry) }
    }
    (chained, beyond)
}

/// The numbers between what is kept and what is beyond that nobody has.
fn missing_ranges(kept: u64, beyond: &[Entry]) -> Vec<(u64, u64)> {
    let mut next = kept + 1;
    let mut gaps = Vec::new();
    for entry in beyond {
        if entry.seq.0 > next {
            gaps.push((next, entry.seq.0 - 1));
        }
        next = entry.seq.0 + 1;
    }
    gaps
}

/// Writes a new database with these entries, and proves it.
fn write_database(home: &Home, key: &DatabaseKey, chained: &[Entry], path: &Path) -> Result<(), StoreError> {
    let nothing = || StoreError::DamagedDatabase { detail: "not one of its entries can be read".to_owned() };
    let station = chained.first().ok_or_else(nothing)?.station;
    home::remove_if_exists(path)?;
    let mut fresh = connection::create_empty(path, key)?;
    connection::set_application_id(&fresh)?;
    migrations::migrate_to(&mut fresh, migrations::newest_version())?;
    let transaction = fresh.transaction()?;
    log::insert_station(&transaction, station)?;
    for entry in chained {
        log::insert_entry(&transaction, entry)?;
        apply::apply_change(&transaction, entry, &codec::decode::<Change>(&entry.body)?)?;
    }
    for table in unlogged_tables(&transaction)? {
        // As much of it as can be read.
        let _rest = copy_table(home, key, &transaction, &table);
    }
    transaction.commit()?;
    fresh.close().map_err(|(_open, error)| StoreError::from(error))?;
    home::restrict_to_owner(path)?;
    verified_copy::verify_copy(path, key).map(drop)
}

/// The tables that are neither the log nor follow from it: drafts, phrases and the like.
fn unlogged_tables(fresh: &Connection) -> Result<Vec<String>, StoreError> {
    let is_beside = |table: &String| {
        // What search looks at has tables of its own under its name.
        let follows = apply::TABLES.iter().any(|(of_record, _)| table.starts_with(of_record));
        !follows && !table.starts_with("sqlite_") && table != "entry" && table != "station"
    };
    let mut statement = fresh.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")?;
    let tables: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(tables.into_iter().filter(is_beside).collect())
}

fn copy_table(home: &Home, key: &DatabaseKey, to: &Connection, table: &str) -> Result<(), StoreError> {
    let from = connection::open_damaged(home, key)?;
    let mut statement = from.prepare(&format!("SELECT * FROM {table}"))?;
    let columns = statement.column_count();
    let places = vec!["?"; columns].join(", ");
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let values: Vec<Value> = (0..columns).map(|column| row.get(column)).collect::<rusqlite::Result<_>>()?;
        to.execute(&format!("INSERT OR IGNORE INTO {table} VALUES ({places})"), rusqlite::params_from_iter(values))?;
    }
    Ok(())
}

type RefusedEntry = (LoggedEntry, String);

/// Records the changes of these entries anew, as far as the record takes them.
fn rerecord_entries(
    store: &mut Store,
    beyond: Vec<Entry>,
) -> Result<(Vec<LoggedEntry>, Vec<RefusedEntry>), StoreError> {
    let (mut anew, mut refused) = (Vec::new(), Vec::new());
    for entry in beyond {
        let change = codec::decode::<Change>(&entry.body)?;
        let logged = LoggedEntry::from_entry_redacted(entry)?;
        match store.record(change) {
            Ok(_) => anew.push(logged),
            Err(StoreError::Refused(why)) => refused.push((logged, why.to_string())),
            Err(error) => return Err(error),
        }
    }
    Ok((anew, refused))
}
