//! Restores the record from a backup, after the caller has shown what would be lost. The earlier content of the home is
//! copied aside, never deleted.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::Connection;

use super::duties::HomeDuty;
use super::keys::{FailedAttempts, KeyFile, UnlockedKey};
use super::named_keys::NamedKeys;
use super::verify::NewestEntry;
use super::{
    Credential, Home, KeyHolder, LoggedEntry, RestoredConfiguration, Store, StoreError, WallClock, connection, duties,
    home, location, log, opening, queries, role_holders, verified_copy, ways,
};
use crate::domain::access_way::{Way, WayKind};
use crate::domain::audit_event::AuditEvent;
use crate::domain::{Change, Entry, Seq};
use crate::platform::{self, local_time};
use crate::policy::Policies;

/// The bytes that have to be free after a restore, so that the home opens and records it.
const ROOM_TO_OPEN: u64 = 1 << 20;

/// A backup that was opened and verified.
pub struct VerifiedBackup {
    path: PathBuf,
    unlocked: UnlockedKey,
    newest: NewestEntry,
    /// The wrong tries at the home that it is to be restored into, as they were before anybody opened that home.
    tries: Option<FailedAttempts>,
}

/// What a home would lose by restoring a backup.
#[derive(Debug)]
pub enum RestoreLoss {
    /// The entries that were recorded after the backup.
    Entries(Vec<LoggedEntry>),
    /// The whole record, because the backup is not an earlier state of it.
    Everything,
}

/// The wrong tries at a home. Whoever opens the home has them recorded in a record that a restore replaces, so that they are
/// read before and recorded again after it.
#[derive(Debug)]
pub struct TriesBefore(FailedAttempts);

impl TriesBefore {
    /// Reads the wrong tries at a home.
    pub fn at(home: &Home) -> Self {
        Self(FailedAttempts::for_home(home))
    }
}

impl VerifiedBackup {
    /// Returns the backup with the wrong tries that are to be recorded after its restore.
    #[must_use]
    pub fn keep_tries(self, before: TriesBefore) -> Self {
        Self { tries: Some(before.0), ..self }
    }

    /// Opens and verifies a backup with a credential that opened the home when the backup was made.
    ///
    /// # Errors
    /// The key file of the backup does not open, or the backup is damaged.
    pub fn open_and_verify(path: &Path, opener: &Credential) -> Result<Self, StoreError> {
        let unlocked = match read_key_file(path)?.unlock(opener) {
            Err(StoreError::WrongPassphrase) => return Err(StoreError::WrongBackupPassphrase),
            unlocked => unlocked?,
        };
        let newest = verified_copy::verify_copy(path, &unlocked.key)?;
        ways::ensure_not_older(&connection::open_read_only(path, &unlocked.key)?, &unlocked.file)?;
        Ok(Self { path: path.to_owned(), unlocked, newest, tries: None })
    }

    /// Opens and verifies a backup that is to be restored into a home. Wrong tries are counted there, and cost the same
    /// wait as those to open it.
    ///
    /// # Errors
    /// As for [`VerifiedBackup::open_and_verify`]; or too many tries were wrong.
    pub fn open_for_home(path: &Path, opener: &Credential, home: &Home, clock: &WallClock) -> Result<Self, StoreError> {
        let mut tries = FailedAttempts::for_home(home);
        let backup = opening::try_to_unlock(&mut tries, clock.now_ms(), || Self::open_and_verify(path, opener))?;
        Ok(Self { tries: Some(tries), ..backup })
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
        store.seen_entries(store.entries_after(self.newest.0, u32::MAX)?).map(RestoreLoss::Entries)
    }

    /// Restores the backup in place of what the home holds, which is first copied into a folder of the home. The
    /// record says that the worker did so whose way in was used.
    ///
    /// # Errors
    /// It is not for that worker to do, or something cannot be written. A restore that was interrupted can be repeated.
    pub fn restore_into(
        self,
        mut home: Home,
        opener: &Credential,
        clock: WallClock,
        policies: Arc<Policies>,
    ) -> Result<RestoredHome, StoreError> {
        location::ensure_safe_location(home.folder())?;
        // Before anything is written: a restore that is refused leaves no trace of a home.
        self.ensure_may_restore(&home, opener)?;
        let is_bare = !home.database_path().exists() && !home.key_file_path().exists();
        home::create_private_folder(home.folder())?;
        home.acquire_lock()?;
        self.ensure_may_restore(&home, opener)?;
        let tries = self.tries.unwrap_or_else(|| FailedAttempts::for_home(&home));
        let former = KeyFile::for_home(&home).map(|file| file.unproved_ways()).ok();
        let making = home.unfinished_database_path();
        ensure_room(&self.path, &home)?;
        copy_file(&self.path, &making)?;
        let aside = copy_files_aside(&home, &clock).inspect_err(|_unchanged| drop(home::remove_if_exists(&making)))?;
        let mut unlocked = newest_key_file(self.unlocked, &home, opener);
        unlocked.file.save_again()?;
        home::remove_if_exists(&connection::write_ahead_log_path(&home))?;
        home::rename_file(&making, &home.database_path())?;
        let mut store = Store::open_unlocked(home, unlocked, opener, clock, policies)?;
        store.home.restrict_permissions()?;
        let let_in = former.map_or(Ok(Vec::new()), |former| store.ways_let_in(&former))?;
        let access = AuditEvent::Restored { entries: self.newest.0.0, let_in: let_in.clone() };
        store.record(Change::Accessed { case: None, access })?;
        store.record_failed_attempts(tries)?;
        let configuration = store.put_configuration_back(is_bare)?;
        Ok(RestoredHome { store, aside, let_in, configuration })
    }

    /// Refuses a restore that is not for the opener to do: by the ways into the home, by its record as far as that
    /// opens, and by the record of the backup. Somebody whose way was taken away since does not bring it back with a
    /// backup.
    fn ensure_may_restore(&self, home: &Home, opener: &Credential) -> Result<(), StoreError> {
        let copy = connection::open_read_only(&self.path, &self.unlocked.key)?;
        let holder = &self.unlocked.holder;
        let named = NamedKeys::for_home(home);
        // A home without a key file holds nothing that a restore could take away.
        let replaces = home.key_file_path().exists().then_some(&named);
        ensure_holder_may_restore(&copy, holder, replaces)?;
        // A home whose key file is lost or damaged says nothing about who works in it.
        let Ok(keys) = KeyFile::for_home(home) else { return Ok(()) };
        let is_holder = |way: &Way| way.kind == holder.opened_by && way.label == holder.label;
        if !keys.unproved_ways().iter().any(is_holder) {
            return Err(StoreError::NotEnrolled(holder.label.clone()));
        }
        // The passphrase may have been changed since the backup; the worker is the same.
        let Ok(present) = keys.unlock(opener) else { return Ok(()) };
        let record = connection::open_read_only(&home.database_path(), &present.key);
        record.map_or(Ok(()), |record| ensure_holder_may_restore(&record, &present.holder, replaces))
    }
}

/// A home that was restored from a backup.
pub struct RestoredHome {
    /// The home, open.
    pub store: Store,
    /// The folder with what the home held before.
    pub aside: PathBuf,
    /// The ways that had been taken away since the backup, and open the home again.
    pub let_in: Vec<Way>,
    /// What became of the configuration files in the backup.
    pub configuration: RestoredConfiguration,
}

impl Store {
    /// Returns the ways that open the home now and whose holders had none of that kind before.
    fn ways_let_in(&self, former: &[Way]) -> Result<Vec<Way>, StoreError> {
        let is_new = |way: &Way| !former.iter().any(|old| (old.kind, &old.label) == (way.kind, &way.label));
        Ok(self.enrolled_ways()?.into_iter().map(|enrolled| enrolled.way).filter(is_new).collect())
    }
}

/// Reads the key file beside a backup.
fn read_key_file(backup: &Path) -> Result<KeyFile, StoreError> {
    let keys = backup.with_extension("keys");
    if !keys.exists() {
        return Err(StoreError::DamagedKeyFile { path: keys, how: "missing" });
    }
    KeyFile::from_path(&keys)
}

/// Refuses a restore that a record says is not for the opener to do. Where it `replaces` another record, the office has to
/// stand behind the opener, by the keys that the machine names.
fn ensure_holder_may_restore(
    record: &Connection,
    holder: &KeyHolder,
    replaces: Option<&NamedKeys>,
) -> Result<(), StoreError> {
    if holder.opened_by == WayKind::Escrow {
        return Ok(());
    }
    // A record that cannot be read says nothing; opening it will say why.
    let Ok((workers, _)) = queries::select_workers(record) else { return Ok(()) };
    match workers.iter().find(|worker| worker.number.as_str() == holder.label) {
        Some(worker) => {
            duties::ensure_worker_may(record, worker, HomeDuty::Restore)?;
            replaces.map_or(Ok(()), |named| role_holders::ensure_may_replace(record, named, worker))
        }
        None => Err(StoreError::NotEnrolled(holder.label.clone())),
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
        Some(free) if free < needed => Err(StoreError::NoRoomToRestore { needed, free }),
        _ => Ok(()),
    }
}

/// Copies a file and flushes the copy.
fn copy_file(from: &Path, to: &Path) -> Result<(), StoreError> {
    let copied = fs::copy(from, to).and_then(|_bytes| File::open(to)?.sync_all());
    copied.map_err(|error| {
        let _ = home::remove_if_exists(to);
        StoreError::file(to, "written", error)
    })?;
    home::restrict_to_owner(to)
}
