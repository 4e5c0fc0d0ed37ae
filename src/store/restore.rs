//! Putting the record back from a backup, after saying what that would lose. What is in the home before is laid aside,
//! never deleted.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::keys::KeyFile;
use super::verify::NewestEntry;
use super::{
    Clock, DatabaseKey, Home, LoggedEntry, Opener, Store, StoreError, connection, copy, home, local, log, place,
};
use crate::domain::access::Access;
use crate::domain::{Change, Entry, Seq};
use crate::policy::Policies;

/// A backup that was opened and proven.
#[derive(Debug)]
pub struct Restorable {
    path: PathBuf,
    key: DatabaseKey,
    newest: NewestEntry,
}

/// What a home holds beyond a backup.
#[derive(Debug)]
pub enum Loss {
    /// These entries, made since.
    Entries(Vec<LoggedEntry>),
    /// The backup is not of this record's past: all of the record would be replaced by another one.
    Everything,
}

impl Restorable {
    /// Opens and proves a backup with what opened the home when it was made.
    ///
    /// # Errors
    /// When its key file does not open, or it is damaged.
    pub fn open(path: &Path, opener: &Opener) -> Result<Self, StoreError> {
        let keys = path.with_extension("keys");
        if !keys.exists() {
            return Err(StoreError::DamagedKeyFile { path: keys, how: "missing" });
        }
        let key = KeyFile::read(&keys)?.unlocked(opener)?.key;
        let newest = copy::checked(path, &key)?;
        Ok(Self { path: path.to_owned(), key, newest })
    }

    /// How many entries it holds.
    pub const fn entries(&self) -> u64 {
        self.newest.0.0
    }

    /// Every entry that it holds, in order.
    pub(super) fn log(&self) -> Result<Vec<Entry>, StoreError> {
        let copy = connection::alone(&self.path, &self.key)?;
        let mut statement = copy.prepare(&format!("SELECT {} FROM entry ORDER BY id", log::COLUMNS))?;
        let entries = statement.query_map([], log::read)?;
        Ok(entries.collect::<rusqlite::Result<_>>()?)
    }

    /// What an open record would lose by it.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn loss(&self, store: &Store) -> Result<Loss, StoreError> {
        let same = match self.newest.0.0.checked_sub(1) {
            Some(before) => store.entries_after(Seq(before), 1)?.first().map(|found| found.entry.hash),
            None => None,
        };
        if same != Some(self.newest.1) {
            return Ok(Loss::Everything);
        }
        store.entries_after(self.newest.0, u32::MAX).map(Loss::Entries)
    }

    /// Puts the backup in place of what the home holds, which is laid aside in a folder of the home first. The folder
    /// is the second value.
    ///
    /// # Errors
    /// When something cannot be written. Interrupted, it can be done again.
    pub fn put_back(
        self,
        mut home: Home,
        opener: &Opener,
        clock: Clock,
        policies: Arc<Policies>,
    ) -> Result<(Store, PathBuf), StoreError> {
        place::must_be_safe(home.folder())?;
        home::create_private(home.folder())?;
        home.lock()?;
        let making = home.database_in_the_making();
        copied(&self.path, &making)?;
        let aside = laid_aside(&home, &clock)?;
        if DatabaseKey::of(&home, opener).is_ok_and(|now| now.expose() == self.key.expose()) {
            // The key file of the home opens the backup too, and knows the newest passphrase.
        } else {
            let keys = self.path.with_extension("keys");
            let content = fs::read(&keys).map_err(|error| StoreError::File { path: keys, what: "read", error })?;
            home::write_private(&home.key_file(), &content)?;
        }
        home::remove(&connection::log_beside(&home))?;
        home::rename(&making, &home.database())?;
        let mut store = Store::open_with_key(home, &self.key, clock, policies)?;
        let access = Access::Restored { entries: self.newest.0.0 };
        store.record(Change::Accessed { case: None, access })?;
        Ok((store, aside))
    }
}

/// Copies what the home holds into a folder of its own.
pub(super) fn laid_aside(home: &Home, clock: &Clock) -> Result<PathBuf, StoreError> {
    let now = local(clock.now_ms()).format("%Y-%m-%d_%H%M%S");
    let aside = home.folder().join(format!("before-restore-{now}"));
    home::create_private(&aside)?;
    for file in [home.database(), connection::log_beside(home), home.key_file()] {
        if let (true, Some(name)) = (file.exists(), file.file_name()) {
            copied(&file, &aside.join(name))?;
        }
    }
    Ok(aside)
}

fn copied(from: &Path, to: &Path) -> Result<(), StoreError> {
    let done = fs::copy(from, to).and_then(|_bytes| File::open(to)?.sync_all());
    done.map_err(|error| StoreError::File { path: to.to_owned(), what: "written", error })?;
    home::restrict(to, 0o600)
}
