//! Restoring the record from a backup, after showing what that would lose. What the home held before is copied aside,
//! never deleted.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::keys::{KeyFile, UnlockedKey};
use super::verify::NewestEntry;
use super::{
    Credential, Home, LoggedEntry, Store, StoreError, WallClock, connection, home, location, log, verified_copy, ways,
};
use crate::domain::audit_event::AuditEvent;
use crate::domain::{Change, Entry, Seq};
use crate::platform::local_time;
use crate::policy::Policies;

/// A backup that was opened and verified.
pub struct VerifiedBackup {
    path: PathBuf,
    unlocked: UnlockedKey,
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
        let unlocked = KeyFile::from_path(&keys)?.unlock(opener)?;
        let newest = verified_copy::verify_copy(path, &unlocked.key)?;
        ways::ensure_not_older(&connection::open_read_only(path, &unlocked.key)?, &unlocked.file)?;
        Ok(Self { path: path.to_owned(), unlocked, newest })
    }

    /// Returns how many entries the backup holds.
    pub const fn entry_count(&self) -> u64 {
        self.newest.0.0
    }

    /// Returns every entry that the backup holds, in order.
    pub(super) fn read_log(&self) -> Result<Vec<Entry>, StoreError> {
        let copy = connection::open_read_only(&self.path, &self.unlocked.key)?;
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
        copy_file(&self.path, &making)?;
        let aside = copy_files_aside(&home, &clock)?;
        let mut unlocked = newest_key_file(self.unlocked, &home, opener);
        unlocked.file.save_again()?;
        home::remove_if_exists(&connection::write_ahead_log_path(&home))?;
        home::rename_file(&making, &home.database_path())?;
        let mut store = Store::open_unlocked(home, unlocked, opener, clock, policies)?;
        let access = AuditEvent::Restored { entries: self.newest.0.0 };
        store.record(Change::Accessed { case: None, access })?;
        Ok((store, aside))
    }
}

/// Returns what opens the restored record: the key file of the home, if that opens the backup too and is the newer one,
/// for it knows the newest passphrase; otherwise the one beside the backup.
fn newest_key_file(backup: UnlockedKey, home: &Home, opener: &Credential) -> UnlockedKey {
    let mut chosen = backup;
    let mut former = 0;
    // One that does not open with this credential, or was not written by this home, counts for nothing.
    if let Ok(present) = KeyFile::for_home(home).and_then(|file| file.unlock(opener)) {
        former = present.file.generation();
        if present.file.is_of_same_key(&chosen.file) && former >= chosen.file.generation() {
            chosen = present;
        }
    }
    chosen.file.move_to(home, former);
    chosen
}

/// Copies what the home holds into a folder of its own, and returns the folder.
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

/// Copies a file and flushes the copy.
fn copy_file(from: &Path, to: &Path) -> Result<(), StoreError> {
    let copied = fs::copy(from, to).and_then(|_bytes| File::open(to)?.sync_all());
    copied.map_err(|error| StoreError::file(to, "written", error))?;
    home::restrict_to_owner(to)
}
