//! The folder that holds a worker's caseload, for its owner's eyes only.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::{StoreError, location, migrations};
use crate::platform::{self, IfExists};

/// What a home is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HomeKind {
    /// A county's cases.
    Real,
    /// A practice caseload of invented people. Its clock can be set, and it is not backed up.
    Practice,
}

/// The folder of a caseload: database, key file, backups, settings.
#[derive(Debug)]
pub struct Home {
    folder: PathBuf,
    /// The layer between SQLite and the disk; none is the platform's own.
    vfs: Option<String>,
    /// The form that the database gets; none is the newest.
    schema_version: Option<u32>,
    /// Held while the home is open, so that there is one instance at a time. The system lets go of it when the
    /// process ends, however it ends.
    lock: Option<HomeLock>,
}

/// The lock of an open home.
#[derive(Debug)]
struct HomeLock(File);

impl Drop for HomeLock {
    /// Lets go at once: a process that was being started at this moment has the file too until it runs its program, and
    /// would hold the lock for as long.
    fn drop(&mut self) {
        // Where it fails, the lock goes with the last one who has the file.
        let _ = self.0.unlock();
    }
}

impl Home {
    /// The home in `folder`.
    pub const fn new(folder: PathBuf) -> Self {
        Self { folder, vfs: None, schema_version: None, lock: None }
    }

    /// The same home with its database on another layer between SQLite and the disk, registered under `name` with
    /// SQLite. The tests pull the plug of such a one.
    pub fn with_vfs(self, name: &str) -> Self {
        Self { vfs: Some(name.to_owned()), ..self }
    }

    /// The same home as an earlier version of the program would make it, with its database in this form, from 1. The
    /// tests bring such a one to the newest form.
    pub fn with_schema_version(self, form: u32) -> Self {
        Self { schema_version: Some(form), ..self }
    }

    /// The form that the database gets.
    pub(super) fn schema_version(&self) -> u32 {
        self.schema_version.unwrap_or_else(migrations::newest_version)
    }

    /// The name of the layer between SQLite and the disk, where it is not the platform's own.
    pub(super) fn vfs_name(&self) -> Option<&str> {
        self.vfs.as_deref()
    }

    /// The home in the platform's data directory, when the platform has one.
    pub fn for_platform() -> Option<Self> {
        let folders = directories::ProjectDirs::from("", "", "caseload")?;
        Some(Self::new(folders.data_dir().to_owned()))
    }

    /// The practice home beside the platform's home, when the platform has a data directory.
    pub fn for_practice() -> Option<Self> {
        let folders = directories::ProjectDirs::from("", "", "caseload-practice")?;
        Some(Self::new(folders.data_dir().to_owned()))
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The database.
    pub fn database_path(&self) -> PathBuf {
        self.folder.join("caseload.db")
    }

    /// The key file.
    pub fn key_file_path(&self) -> PathBuf {
        self.folder.join("caseload.keys")
    }

    /// The wrong tries since the home was last opened.
    pub(super) fn failed_attempts_path(&self) -> PathBuf {
        self.folder.join("caseload.tries")
    }

    /// The database while it gets another key.
    pub(super) fn unfinished_database_path(&self) -> PathBuf {
        self.folder.join("caseload.db.making")
    }

    /// The settings.
    pub fn settings_path(&self) -> PathBuf {
        self.folder.join("settings.toml")
    }

    /// The office's own policy, laid over its county's.
    pub fn policy_path(&self) -> PathBuf {
        self.folder.join("policy.toml")
    }

    /// Where backups are kept.
    pub fn backups_folder(&self) -> PathBuf {
        self.folder.join("backups")
    }

    /// The office's own posting templates.
    pub fn posting_folder(&self) -> PathBuf {
        self.folder.join("posting")
    }

    /// The office's own catalogs: forms, documents, purposes.
    pub fn catalog_folder(&self) -> PathBuf {
        self.folder.join("catalogue")
    }

    /// The office's own import layouts.
    pub fn layouts_folder(&self) -> PathBuf {
        self.folder.join("layouts")
    }

    /// The key file of a home that is being made; it gets its name last.
    pub(super) fn unfinished_key_file_path(&self) -> PathBuf {
        self.folder.join("caseload.keys.making")
    }

    /// Where rows on their way in are sorted, under a key that nobody keeps.
    pub(super) fn sort_file_path(&self) -> PathBuf {
        self.folder.join("caseload.sorting")
    }

    /// Whether there is a caseload here, whole or not. One that was not made to the end is none.
    pub fn exists(&self) -> bool {
        self.key_file_path().exists() || (self.database_path().exists() && !self.unfinished_key_file_path().exists())
    }

    /// Makes the folder ready for a new caseload and locks it.
    pub(super) fn prepare_folder(mut self) -> Result<Self, StoreError> {
        if self.exists() {
            return Err(StoreError::HomeExists(self.folder));
        }
        location::ensure_safe_location(&self.folder)?;
        create_private_folder(&self.folder)?;
        create_private_folder(&self.backups_folder())?;
        self.acquire_lock()?;
        self.remove_interrupted_creation()?;
        Ok(self)
    }

    /// Takes away what an interrupted making left: it held no entry that anybody was told of.
    fn remove_interrupted_creation(&self) -> Result<(), StoreError> {
        let making = self.unfinished_key_file_path();
        if self.key_file_path().exists() || !making.exists() {
            return Ok(());
        }
        for ending in ["db-wal", "db-shm", "db-journal", "db"] {
            remove_if_exists(&self.folder.join(format!("caseload.{ending}")))?;
        }
        remove_if_exists(&making)
    }

    /// Gives the key file its name: from now on the home is there.
    pub(super) fn finish_creation(&self) -> Result<(), StoreError> {
        let path = self.key_file_path();
        // The database must be in the folder before the key file says that the home is complete.
        platform::sync_parent_folder(&path).map_err(|error| StoreError::file(&path, "written", error))?;
        rename_file(&self.unfinished_key_file_path(), &path)
    }

    /// Checks that what must be here is here, before anything is opened: a database that is missing or empty would
    /// otherwise be taken for a new one.
    pub fn ensure_complete(&self) -> Result<(), StoreError> {
        if !self.exists() {
            let making = self.unfinished_key_file_path().exists();
            let missing = if making { StoreError::NotMade } else { StoreError::NoHome };
            return Err(missing(self.folder.clone()));
        }
        location::ensure_safe_location(&self.folder)?;
        if !self.key_file_path().exists() {
            return Err(StoreError::DamagedKeyFile { path: self.key_file_path(), how: "missing" });
        }
        let path = self.database_path();
        match fs::metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(StoreError::MissingDatabase { path, how: "missing" })
            }
            Err(error) => Err(StoreError::File { path, what: "read", error }),
            Ok(found) if found.len() == 0 => Err(StoreError::MissingDatabase { path, how: "empty" }),
            Ok(_) => Ok(()),
        }
    }

    /// Takes the lock, or says that somebody else has it.
    pub(super) fn acquire_lock(&mut self) -> Result<(), StoreError> {
        let path = self.folder.join("caseload.lock");
        let file = platform::open_private_file(&path).map_err(|error| StoreError::file(&path, "written", error))?;
        match file.try_lock() {
            Ok(()) => self.lock = Some(HomeLock(file)),
            Err(TryLockError::WouldBlock) => return Err(StoreError::AlreadyOpen),
            Err(TryLockError::Error(error)) => return Err(StoreError::file(&path, "locked", error)),
        }
        platform::remove_unfinished_files(&self.folder).map_err(|error| StoreError::file(&self.folder, "read", error))
    }

    /// Makes every file of the home readable for its owner alone. SQLite makes its files with the mode of the
    /// database, and the database is made before its mode can be set.
    pub(super) fn restrict_permissions(&self) -> Result<(), StoreError> {
        restrict_to_owner(&self.folder)?;
        let unreadable = |error| StoreError::file(&self.folder, "read", error);
        for entry in fs::read_dir(&self.folder).map_err(unreadable)? {
            restrict_to_owner(&entry.map_err(unreadable)?.path())?;
        }
        Ok(())
    }
}

/// Renames a file of the home so that the new name lasts through a power cut.
pub(super) fn rename_file(from: &Path, to: &Path) -> Result<(), StoreError> {
    platform::rename_durably(from, to).map_err(|error| StoreError::file(to, "written", error))
}

/// Removes a file, if it is there.
pub(super) fn remove_if_exists(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(StoreError::file(path, "removed", error)),
        _ => Ok(()),
    }
}

/// Writes a file of the home whole or not at all.
pub(super) fn write_private_file(path: &Path, content: &[u8]) -> Result<(), StoreError> {
    platform::write_private_file(path, IfExists::Replace, content)
        .map_err(|error| StoreError::file(path, "written", error))
}

/// Creates a folder for its owner alone, if it is not there.
pub(super) fn create_private_folder(folder: &Path) -> Result<(), StoreError> {
    platform::create_private_folder(folder).map_err(|error| StoreError::file(folder, "made", error))
}

/// Makes a file or a folder of the home readable for its owner alone.
pub(super) fn restrict_to_owner(path: &Path) -> Result<(), StoreError> {
    platform::restrict_to_owner(path).map_err(|error| StoreError::file(path, "made private", error))
}
