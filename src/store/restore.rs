//! Putting the record back from a backup, after saying what that would lose. What is in the home before is laid aside,
//! never deleted.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::keys::KeyFile;
use super::verify::NewestEntry;
use super::{
    Credential, DatabaseKey, Home, LoggedEntry, Store, StoreError, WallClock, connection, home, location, log,
    verified_copy,
};
use crate::domain::audit_event::AuditEvent;
use crate::domain::{Change, Entry, Seq};
use crate::platform::local_time;
use crate::policy::Policies;

/// A backup that was opened and proven.
#[derive(Debug)]
pub struct VerifiedBackup {
    path: PathBuf,
    key: DatabaseKey,
    newest: NewestEntry,
}

/// What a home holds beyond a backup.
#[derive(Debug)]
pub enum RestoreLoss {
    /// These entries, made since.
    Entries(Vec<LoggedEntry>),
    /// The backup is not of this record's past: all of the record would be replaced by another one.
    Everything,
}

impl VerifiedBackup {
    /// Opens and proves a backup with what opened the home when it was made.
    ///
    /// # Errors
    /// When its key file does not open, or it is damaged.
    pub fn open_and_verify(path: &Path, opener: &Credential) -> Result<Self, StoreError> {
        let keys = path.with_extension("keys");
        if !keys.exists() {
            return Err(StoreError::DamagedKeyFile { path: keys, how: "missing" });
        }
        let key = KeyFile::from_path(&keys)?.unlock(opener)?.key;
        let newest = verified_copy::verify_copy(path, &key)?;
        Ok(Self { path: path.to_owned(), key, newest })
    }

    /// How many entries it holds.
    pub const fn entry_count(&self) -> u64 {
        self.newest.0.0
    }

    /// Every entry that it holds, in order.
    pub(super) fn read_log(&self) -> Result<Vec<Entry>, StoreError> {
        let copy = connection::open_read_only(&self.path, &self.key)?;
        let mut statement = copy.prepare(&format!("SELECT {} FROM entry ORDER BY id", log::COLUMNS))?;
        let entries = statement.query_map([], log::read_entry)?;
        Ok(entries.collect::<rusqlite::Result<_>>()?)
    }

    /// What an open record would lose by it.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn loss_for(&self, store: &Store) -> Result<RestoreLoss, StoreError> {
        let same = match self.newest.0.0.checked_sub(1) {
            Some(before) => store.entries_after(Seq(before), 1)?.first().map(|found| found.entry.hash),
            None => None,
        };
        if same != Some(self.newest.1) {
            return Ok(RestoreLoss::Everything);
        }
        store.entries_after(self.newest.0, u32::MAX).map(RestoreLoss::Entries)
    }

    /// Puts the backup in place of what the home holds, which is laid aside in a folder of the home first. The folder
    /// is the second value.
    ///
    /// # Errors
    /// When something cannot be written. Interrupted, it can be done again.
    pub fn restore_into(
        self,
        mut home: Home,
        opener: &Credential,
        clock: WallClock,
        policies: Arc<Policies>,
    ) -> Result<(Store, PathBuf), StoreError> {
        location::ensure_safe_location(home.folder())?;
        home::create_private_folder(home.folder())?;
        home.acquire_lock()?;
        let making = home.unfinished_database_path();
        copy_file(&self.path, &making)?;
        let aside = copy_files_aside(&home, &clock)?;
        if DatabaseKey::for_home(&home, opener).is_ok_and(|now| now.expose_bytes() == self.key.expose_bytes()) {
            // The key file of the home opens the backup too, and knows the newest passphrase.
        } else {
            let keys = self.path.with_extension("keys");
            let content = fs::read(&keys).map_err(|error| StoreError::File { path: keys, what: "read", error })?;
            home::write_private_file(&home.key_file_path(), &content)?;
        }
        home::remove_if_exists(&connection::write_ahead_log_path(&home))?;
        home::rename_file(&making, &home.database_path())?;
        let mut store = Store::open_with_key(home, &self.key, clock, policies)?;
        let access = AuditEvent::Restored { entries: self.newest.0.0 };
        store.record(Change::Accessed { case: None, access })?;
        Ok((store, aside))
    }
}

/// Copies what the home holds into a folder of its own.
pub(super) fn copy_files_aside(home: &Home, clock: &WallClock) -> Result<PathBuf, StoreError> {
    let now = local_time(clock.now_ms()).format("%Y-%m-%d_%H%M%S");
    let aside = home.folder().join(format!("before-restore-{now}"));
    home::create_private_folder(&aside)?;
    for file in [home.database_path(), connection::write_ahead_log_path(home), home.key_file_path()] {
        if let (true, Some(name)) = (file.exists(), file.file_name()) {
            copy_file(&file, &aside.join(name))?;
        }
    }
    Ok(aside)
}

fn copy_file(from: &Path, to: &Path) -> Result<(), StoreError> {
    let done = fs::copy(from, to).and_then(|_bytes| File::open(to)?.sync_all());
    done.map_err(|error| StoreError::File { path: to.to_owned(), what: "written", error })?;
    home::restrict_to_owner(to)
}
