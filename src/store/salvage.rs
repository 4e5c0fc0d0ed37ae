//! Making the record anew from what can still be read. A page that fails takes the entries and rows that lie on it with
//! it; everything else is kept, and what is missing is taken from the backups, as far as they hold it.
//!
//! What lies beyond a gap that no backup fills cannot be chained to what is before it. It is recorded anew, under the
//! name of the worker who salvages and with the time of it; the log says so.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension as _, types::Value};

use super::keys::{KeyFile, Unlocked};
use super::{
    Clock, DatabaseKey, Home, LoggedEntry, Opener, Restorable, Store, StoreError, apply, backup, codec, connection,
    copy, home, log, migrations, restore, verify,
};
use crate::domain::access::Access;
use crate::domain::{Change, Entry, Seq};
use crate::policy::Policies;

/// After so many entries in a row that cannot be read, there are no more.
const MOST_IN_A_ROW: u64 = 2_000;

/// What became of a damaged record.
#[derive(Debug)]
pub struct Salvaged {
    /// Entries that are chained as they were.
    pub kept: u64,
    /// How many of them came from a backup.
    pub from_backups: u64,
    /// The numbers of entries that are lost, with the first and the last of each gap.
    pub lost: Vec<(u64, u64)>,
    /// What lay beyond a gap and was recorded anew.
    pub anew: Vec<LoggedEntry>,
    /// What lay beyond a gap and could not be recorded anew, with the reason.
    pub refused: Vec<(LoggedEntry, String)>,
    /// The folder with what was there before.
    pub aside: PathBuf,
}

/// The entries that can be read, by their number.
type Readable = BTreeMap<Seq, Entry>;

/// Makes the record of a home anew from what can be read of it and of its backups. What was there is laid aside first.
///
/// # Errors
/// When the key file does not open, when not even the first page can be read (then a backup is to be restored), or when
/// something cannot be written.
pub fn salvage(
    mut home: Home,
    opener: &Opener,
    clock: Clock,
    policies: Arc<Policies>,
) -> Result<(Store, Salvaged), StoreError> {
    home.must_be_whole()?;
    home.lock()?;
    let Unlocked { key, way, .. } = KeyFile::of(&home)?.unlocked(opener)?;
    let mut entries = readable(&home, &key)?;
    let from_backups = filled_up(&mut entries, &home, opener)?;
    let (chained, beyond) = parted(entries);
    let making = home.database_in_the_making();
    made(&home, &key, &chained, &making)?;
    let aside = restore::laid_aside(&home, &clock)?;
    home::remove(&connection::log_beside(&home))?;
    home::rename(&making, &home.database())?;
    let kept = chained.last().map_or(0, |entry| entry.seq.0);
    let lost = gaps(kept, &beyond);
    let connection = connection::open(&home, &key)?;
    let mut store = Store::of(connection, home, &key, Some(&way), clock, policies)?;
    let missing = lost.iter().map(|(first, last)| last - first + 1).sum();
    store.record(Change::Accessed { case: None, access: Access::Salvaged { kept, missing } })?;
    let (anew, refused) = recorded_anew(&mut store, beyond)?;
    let from_backups = from_backups.into_iter().filter(|seq| seq.0 <= kept).count() as u64;
    Ok((store, Salvaged { kept, from_backups, lost, anew, refused, aside }))
}

/// Reads entry after entry. A page that fails leaves its connection useless, so that the next one is read through
/// another.
fn readable(home: &Home, key: &DatabaseKey) -> Result<Readable, StoreError> {
    let mut record = connection::as_it_is(home, key)?;
    let mut found = Readable::new();
    let (mut id, mut in_a_row) = (0, 0);
    while in_a_row < MOST_IN_A_ROW {
        id += 1;
        let query = format!("SELECT {} FROM entry WHERE id = ?1", log::COLUMNS);
        match record.query_row(&query, [id], log::read).optional() {
            Ok(Some(entry)) => {
                in_a_row = 0;
                found.insert(entry.seq, entry);
            }
            Ok(None) => in_a_row += 1,
            Err(_unreadable) => {
                in_a_row += 1;
                record = connection::as_it_is(home, key)?;
            }
        }
    }
    Ok(found)
}

/// Adds what the backups hold and the record does not, the newest backup first. Gives what was added.
fn filled_up(entries: &mut Readable, home: &Home, opener: &Opener) -> Result<Vec<Seq>, StoreError> {
    let mut added = Vec::new();
    for backup in backup::backups(home)? {
        // One that is damaged, or of a former key and passphrase, helps nothing.
        let Ok(held) = Restorable::open(&backup.path, opener).and_then(|backup| backup.log()) else { continue };
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
fn parted(entries: Readable) -> (Vec<Entry>, Vec<Entry>) {
    let mut chained: Vec<Entry> = Vec::new();
    let mut beyond = Vec::new();
    for entry in entries.into_values() {
        let holds = beyond.is_empty() && verify::follows(&entry, chained.last());
        if holds { chained.push(entry) } else { beyond.push(entry) }
    }
    (chained, beyond)
}

/// The numbers between what is kept and what is beyond that nobody has.
fn gaps(kept: u64, beyond: &[Entry]) -> Vec<(u64, u64)> {
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
fn made(home: &Home, key: &DatabaseKey, chained: &[Entry], path: &Path) -> Result<(), StoreError> {
    let nothing = || StoreError::DamagedDatabase { detail: "not one of its entries can be read".to_owned() };
    let station = chained.first().ok_or_else(nothing)?.station;
    home::remove(path)?;
    let mut fresh = connection::fresh(path, key)?;
    connection::mark_as_ours(&fresh)?;
    migrations::migrate(&mut fresh, migrations::newest())?;
    let transaction = fresh.transaction()?;
    log::found_station(&transaction, station)?;
    for entry in chained {
        log::insert(&transaction, entry)?;
        apply::apply(&transaction, entry, &codec::decode::<Change>(&entry.body)?)?;
    }
    for table in beside_the_record(&transaction)? {
        // As much of it as can be read.
        let _rest = carried_over(home, key, &transaction, &table);
    }
    transaction.commit()?;
    fresh.close().map_err(|(_open, error)| StoreError::from(error))?;
    home::restrict(path, 0o600)?;
    copy::checked(path, key).map(drop)
}

/// The tables that are neither the log nor follow from it: drafts, phrases and the like.
fn beside_the_record(fresh: &Connection) -> Result<Vec<String>, StoreError> {
    let is_beside = |table: &String| {
        // What search looks at has tables of its own under its name.
        let follows = apply::TABLES.iter().any(|(of_record, _)| table.starts_with(of_record));
        !follows && !table.starts_with("sqlite_") && table != "entry" && table != "station"
    };
    let mut statement = fresh.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")?;
    let tables: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(tables.into_iter().filter(is_beside).collect())
}

fn carried_over(home: &Home, key: &DatabaseKey, to: &Connection, table: &str) -> Result<(), StoreError> {
    let from = connection::as_it_is(home, key)?;
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

type Refused = (LoggedEntry, String);

/// Records the changes of these entries anew, as far as the record takes them.
fn recorded_anew(store: &mut Store, beyond: Vec<Entry>) -> Result<(Vec<LoggedEntry>, Vec<Refused>), StoreError> {
    let (mut anew, mut refused) = (Vec::new(), Vec::new());
    for entry in beyond {
        let change = codec::decode::<Change>(&entry.body)?;
        let logged = LoggedEntry::shown(entry)?;
        match store.record(change) {
            Ok(_) => anew.push(logged),
            Err(StoreError::Refused(why)) => refused.push((logged, why.to_string())),
            Err(error) => return Err(error),
        }
    }
    Ok((anew, refused))
}
