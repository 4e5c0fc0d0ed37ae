//! Restoring the record from a backup, after showing what that would lose. What the home held before is copied aside,
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
use crate::platform::{self, local_time};
use crate::policy::Policies;

/// The bytes that have to be free after a restore, so that the home opens and records it.
const ROOM_TO_OPEN: u64 = 1 << 20;

/// A backup that was opened and verified.
#[derive(Debug)]
pub struct VerifiedBackup {
    path: PathBuf,
    key: DatabaseKey,
    newest: NewestEntry,
}

/// What a home would lose by restoring a backup.
#[derive(Debug)]
pub enum RestoreLoss {
    /// These entries, which were recorded after the backup.
    Entries(Vec<LoggedEntry>),
    /// The whole record, because the backup is not an earlier state of it.
    Everything,
}

impl VerifiedBackup {
    /// Opens and verifies a backup with a credential that opened the home when the backup was made.
    ///
    /// # Errors
    /// The key file of the backup does not open, or the backup is damaged.
    pub fn open_and_verify(path: &Path, opener: &Credential) -> Result<Self, StoreError> {
        let keys = path.with_extension("keys");
        if !keys.exists() {
            return Err(StoreError::DamagedKeyFile { path: keys, how: "missing" });
        }
        let key = KeyFile::from_path(&keys)?.unlock(opener)?.key;
        let newest = verified_copy::verify_copy(path, &key)?;
        Ok(Self { path: path.to_owned(), key, newest })
    }

    /// Returns how many entries the backup holds.
    pub const fn entry_count(&self) -> u64 {
        self.newest.0.0
    }

    /// Returns every entry that the backup holds, in order.
    pub(super) fn read_log(&self) -> Result<Vec<Entry>, StoreError> {
        let copy = connection::open_read_only(&self.path, &self.key)?;
        let mut statement = copy.prepare(&format!("SELECT {} FROM entry ORDER BY id", log::COLUMNS))?;
        let entries = statement.query_map([], log::read_entry)?;
        Ok(entries.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns what an open record would lose by restoring this backup.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn loss_for(&self, store: &Store) -> Result<RestoreLoss, StoreError> {
        let entry_here = match self.newest.0.0.checked_sub(1) {
            Some(before) => store.entries_after(Seq(before), 1)?.first().map(|found| found.entry.hash),
            None => None,
        };
        if entry_here != Some(self.newest.1) {
            return Ok(RestoreLoss::Everything);
        }
        store.entries_after(self.newest.0, u32::MAX).map(RestoreLoss::Entries)
    }

    /// Restores the backup in place of what the home holds, which is first copied into a folder of the home. Returns
    /// the open home and that folder.
    ///
    /// # Errors
    /// Something cannot be written. A restore that was interrupted can be repeated.
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
        ensure_room(&self.path, &home)?;
        copy_file(&self.path, &making)?;
        let aside = copy_files_aside(&home, &clock).inspect_err(|_unchanged| drop(home::remove_if_exists(&making)))?;
        // A key file of the home that opens the backup too is kept: it knows the newest passphrase.
        let opens_backup = |key: DatabaseKey| key.expose_bytes() == self.key.expose_bytes();
        if !DatabaseKey::for_home(&home, opener).is_ok_and(opens_backup) {
            let keys = self.path.with_extension("keys");
            let content = fs::read(&keys).map_err(|error| StoreError::file(&keys, "read", error))?;
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

/// Copies what the home holds into a folder of its own, and returns the folder.
pub(super) fn copy_files_aside(home: &Home, clock: &WallClock) -> Result<PathBuf, StoreError> {
    let now = local_time(clock.now_ms()).format("%Y-%m-%d_%H%M%S");
    let aside = home.folder().join(format!("before-restore-{now}"));
    home::create_private_folder(&aside)?;
    for file in files_to_keep(home) {
        if let (true, Some(name)) = (file.exists(), file.file_name()) {
            // Half a copy helps nobody, and takes the room that the home needs to be opened.
            copy_file(&file, &aside.join(name)).inspect_err(|_unchanged| drop(fs::remove_dir_all(&aside)))?;
        }
    }
    Ok(aside)
}

/// Returns the files of a home that are copied aside before they are replaced.
fn files_to_keep(home: &Home) -> [PathBuf; 3] {
    [home.database_path(), connection::write_ahead_log_path(home), home.key_file_path()]
}

/// Makes sure, before anything is written, that a backup and a copy of what it replaces fit on the disk.
fn ensure_room(backup: &Path, home: &Home) -> Result<(), StoreError> {
    let size = |path: &Path| fs::metadata(path).map_or(0, |found| found.len());
    let needed = files_to_keep(home).iter().map(|path| size(path)).sum::<u64>() + size(backup) + ROOM_TO_OPEN;
    match platform::free_bytes(home.folder()) {
        Some(free) if free < needed => Err(StoreError::DiskFull),
        _ => Ok(()),
    }
}

/// Copies a file and flushes the copy.
fn copy_file(from: &Path, to: &Path) -> Result<(), StoreError> {
    let copied = fs::copy(from, to).and_then(|_bytes| File::open(to)?.sync_all());
    copied.map_err(|error| {
        drop(home::remove_if_exists(to));
        StoreError::file(to, "written", error)
    })?;
    home::restrict_to_owner(to)
}
