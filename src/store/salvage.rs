//! Rebuilds the record from what can still be read. A page that cannot be read takes the entries and rows on it with
//! it; everything else is kept, and missing entries are taken from the backups as far as they hold them.
//!
//! Entries after a gap that no backup fills cannot be chained to those before it. They are recorded again, with the
//! number of the worker who salvages and the time of the salvage; the log says so.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension as _, types::Value};

use super::duties::HomeDuty;
use super::keys::FailedAttempts;
use super::named_keys::NamedKeys;
use super::{
    Credential, DatabaseKey, Home, KeyHolder, LoggedEntry, Store, StoreError, VerifiedBackup, WallClock, apply, backup,
    codec, connection, duties, home, log, migrations, opening, queries, restore, role_holders, verified_copy, verify,
};
use crate::domain::access_way::WayKind;
use crate::domain::audit_event::AuditEvent;
use crate::domain::worker::Worker;
use crate::domain::{Change, Entry, Seq};
use crate::platform;
use crate::policy::Policies;

/// The number of unreadable entries in a row after which the search stops.
const MAX_IN_A_ROW: u64 = 2_000;

/// What was saved of a damaged record.
#[derive(Debug)]
pub struct SalvageReport {
    /// How many entries were kept as they were, in one chain.
    pub kept: u64,
    /// How many of those were taken from a backup.
    pub from_backups: u64,
    /// The gaps of entries that are lost: the first and the last number of each.
    pub lost: Vec<(u64, u64)>,
    /// The entries after a gap that were recorded again.
    pub rerecorded: Vec<LoggedEntry>,
    /// The entries after a gap that could not be recorded again, with the reason.
    pub refused: Vec<(LoggedEntry, String)>,
    /// The folder with a copy of the damaged files.
    pub aside: PathBuf,
}

/// The entries that can be read, by their number.
type EntriesBySeq = BTreeMap<Seq, Entry>;

/// Rebuilds the record of a home from what can be read of it and of its backups. The damaged files are copied aside
/// first.
///
/// # Errors It is not for the opener to do, the key file does not open, not even the first page of the database can be
/// read (then a backup has to be restored), or something cannot be written.
pub fn salvage_home(
    home: Home,
    opener: &Credential,
    clock: WallClock,
    policies: Arc<Policies>,
) -> Result<(Store, SalvageReport), StoreError> {
    let folder = home.folder().to_owned();
    let salvaged = salvage_locked(home, opener, clock, policies);
    salvaged.map_err(|error| match error {
        // SQLite cannot make its files beside the database then, and calls it an error of the disk.
        StoreError::DiskFailed { .. } if platform::has_room(&folder) == Some(false) => StoreError::DiskFull,
        error => error,
    })
}

fn salvage_locked(
    mut home: Home,
    opener: &Credential,
    clock: WallClock,
    policies: Arc<Policies>,
) -> Result<(Store, SalvageReport), StoreError> {
    home.ensure_complete()?;
    home.acquire_lock()?;
    let mut tries = FailedAttempts::for_home(&home);
    let unlocked = opening::unlock_key_file(&home, opener, &mut tries, clock.now_ms())?;
    let (key, holder) = (unlocked.key.clone(), unlocked.holder.clone());
    let mut entries = read_entries(&home, &key)?;
    let from_backups = add_from_backups(&mut entries, &home, opener)?;
    ensure_may_salvage(&home, &key, &holder, &entries)?;
    let (chained, beyond) = split_chain(entries);
    let making = home.unfinished_database_path();
    write_database(&home, &key, &chained, &making)?;
    let aside = restore::copy_files_aside(&home, &clock)?;
    home::remove_if_exists(&connection::write_ahead_log_path(&home))?;
    home::rename_file(&making, &home.database_path())?;
    let kept = chained.last().map_or(0, |entry| entry.seq.0);
    let lost = missing_ranges(kept, &beyond);
    let connection = connection::open_database(&home, &key)?;
    let mut store = Store::from_connection(connection, home, &key, Some(&holder), clock, policies)?;
    let missing = lost.iter().map(|(first, last)| last - first + 1).sum();
    store.record(Change::Accessed { case: None, access: AuditEvent::Salvaged { kept, missing } })?;
    let (rerecorded, refused) = rerecord_entries(&mut store, beyond)?;
    store.settle_key_file(unlocked, opener)?;
    store.record_failed_attempts(tries)?;
    let from_backups = from_backups.into_iter().filter(|seq| seq.0 <= kept).count() as u64;
    Ok((store, SalvageReport { kept, from_backups, lost, rerecorded, refused, aside }))
}

/// Refuses a salvage that is not for the opener to do: it puts another database in the place of the record, as a
/// restore does. The workers table identifies the opener or, if that table is damaged, the log does. If neither does,
/// anyone whose credential opens the home may salvage it; the salvage entry records the number.
fn ensure_may_salvage(
    home: &Home,
    key: &DatabaseKey,
    holder: &KeyHolder,
    entries: &EntriesBySeq,
) -> Result<(), StoreError> {
    if holder.opened_by == WayKind::Escrow {
        return Ok(());
    }
    let of_table = connection::open_damaged(home, key).and_then(|record| Ok(queries::select_workers(&record)?.0));
    let is_opener = |worker: &&Worker| worker.number.as_str() == holder.label;
    let workers = of_table.ok().filter(|workers| workers.iter().any(|worker| is_opener(&worker)));
    let workers = workers.unwrap_or_else(|| workers_of_log(entries));
    let is_owners = workers.first().is_some_and(|owner| is_opener(&owner));
    match workers.iter().find(is_opener) {
        Some(worker) if !is_owners => {
            duties::ensure_role_may(worker, HomeDuty::Restore)?;
            let record = connection::open_damaged(home, key)?;
            role_holders::ensure_may_replace(&record, &NamedKeys::for_home(home), worker)
        }
        _ => Ok(()),
    }
}

/// Returns the workers whom the entries name, as they were last, in the order in which they were enrolled.
fn workers_of_log(entries: &EntriesBySeq) -> Vec<Worker> {
    let mut workers: Vec<Worker> = Vec::new();
    for entry in entries.values() {
        if let Ok(Change::WorkerEnrolled { worker, .. } | Change::WorkerChanged { worker, .. }) =
            codec::decode::<Change>(&entry.body)
        {
            match workers.iter_mut().find(|known| known.number == worker.number) {
                Some(known) => *known = worker,
                None => workers.push(worker),
            }
        }
    }
    workers
}

/// Reads one entry after the other. After a page that cannot be read, the connection is useless, so the next entry is
/// read through a new one.
fn read_entries(home: &Home, key: &DatabaseKey) -> Result<EntriesBySeq, StoreError> {
    let mut record = connection::open_damaged(home, key)?;
    let mut entries = EntriesBySeq::new();
    let (mut id, mut in_a_row) = (0, 0);
    while in_a_row < MAX_IN_A_ROW {
        id += 1;
        let query = format!("SELECT {} FROM entry WHERE id = ?1", log::COLUMNS);
        match record.query_row(&query, [id], log::read_entry).optional() {
            Ok(Some(entry)) => {
                in_a_row = 0;
                entries.insert(entry.seq, entry);
            }
            Ok(None) => in_a_row += 1,
            Err(_unreadable) => {
                in_a_row += 1;
                record = connection::open_damaged(home, key)?;
            }
        }
    }
    Ok(entries)
}

/// Adds the entries that the backups hold and the record does not, the newest backup first. Returns their numbers.
fn add_from_backups(entries: &mut EntriesBySeq, home: &Home, opener: &Credential) -> Result<Vec<Seq>, StoreError> {
    let mut added = Vec::new();
    for backup in backup::list_backups(home)? {
        // A backup that is damaged, or has an earlier key and passphrase, does not help.
        let Ok(held) = VerifiedBackup::open_and_verify(&backup.path, opener).and_then(|backup| backup.read_log())
        else {
            continue;
        };
        for entry in held {
            if let std::collections::btree_map::Entry::Vacant(free) = entries.entry(entry.seq) {
                added.push(entry.seq);
                free.insert(entry);
            }
        }
    }
    Ok(added)
}

/// Splits the entries into those that are one chain from the first on, and those after it.
fn split_chain(entries: EntriesBySeq) -> (Vec<Entry>, Vec<Entry>) {
    let mut chained: Vec<Entry> = Vec::new();
    let mut beyond = Vec::new();
    for entry in entries.into_values() {
        let holds = beyond.is_empty() && verify::is_next_in_chain(&entry, chained.last());
        if holds { chained.push(entry) } else { beyond.push(entry) }
    }
    (chained, beyond)
}

/// Returns the gaps in the numbers of the entries after number `kept`.
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

/// Writes a new database with these entries, and verifies it.
fn write_database(home: &Home, key: &DatabaseKey, chained: &[Entry], path: &Path) -> Result<(), StoreError> {
    let no_entry = || StoreError::DamagedDatabase { detail: "not one of its entries can be read".into() };
    let station = chained.first().ok_or_else(no_entry)?.station;
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
        // Only the rows that can be read are copied; the rest of the table is lost.
        let _ = copy_table(home, key, &transaction, &table);
    }
    transaction.commit()?;
    fresh.close().map_err(|(_open, error)| StoreError::from(error))?;
    home::restrict_to_owner(path)?;
    verified_copy::verify_copy(path, key).map(drop)
}

/// Returns the tables that are neither the log nor rebuilt from it: drafts, phrases and the like.
fn unlogged_tables(fresh: &Connection) -> Result<Vec<String>, StoreError> {
    let is_unlogged = |table: &String| {
        // The index of the search has tables of its own, whose names begin with its name.
        let is_applied = apply::TABLES.iter().any(|(of_record, _)| table.starts_with(of_record));
        !is_applied && !table.starts_with("sqlite_") && table != "entry" && table != "station"
    };
    let mut statement = fresh.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")?;
    let tables: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(tables.into_iter().filter(is_unlogged).collect())
}

/// Copies the rows of a table that can be read.
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

/// Records the changes of these entries again, as far as the record allows them.
fn rerecord_entries(
    store: &mut Store,
    beyond: Vec<Entry>,
) -> Result<(Vec<LoggedEntry>, Vec<RefusedEntry>), StoreError> {
    let (mut rerecorded, mut refused) = (Vec::new(), Vec::new());
    for entry in beyond {
        match store.record_again(codec::decode::<Change>(&entry.body)?) {
            Ok(()) => rerecorded.push(entry),
            Err(StoreError::Refused(why)) => refused.push((entry, why.to_string())),
            Err(error) => return Err(error),
        }
    }
    // Only when all are recorded is it known which comments a later one protected.
    let shown = |entry| LoggedEntry::from_entry_redacted(&store.connection, entry);
    let rerecorded = rerecorded.into_iter().map(shown).collect::<Result<_, _>>()?;
    let refused =
        refused.into_iter().map(|(entry, why)| Ok((shown(entry)?, why))).collect::<Result<_, StoreError>>()?;
    Ok((rerecorded, refused))
}
