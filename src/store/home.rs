//! The folder that holds a caseload, which only its owner can read.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::{StoreError, location, migrations};
use crate::domain::role::Role;
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
    /// The name of the layer between SQLite and the disk; `None` for the one of the operating system.
    vfs: Option<String>,
    /// The version of the schema that a new database gets; `None` for the newest.
    schema_version: Option<u32>,
    /// The locks that are held while the home is open, of its lock file and its folder, so that only one process has it at
    /// a time. The system releases them when the process ends, however it ends.
    locks: Vec<HomeLock>,
    /// Whether the home is on a medium that cannot be written, such as a copy that is kept as evidence.
    is_read_only: bool,
    /// The folder with the configuration of the machine, which holds for every home on it; `None` for none.
    machine_folder: Option<PathBuf>,
    /// Whether the record says nothing of the configuration files, because not all of them could be read.
    leaves_configuration_out: bool,
}

/// The lock of an open home.
#[derive(Debug)]
struct HomeLock(File);

impl Drop for HomeLock {
    /// Releases the lock at once. Otherwise a child process that is just being started, and still has the file open,
    /// would hold the lock until it runs its program.
    fn drop(&mut self) {
        // If this fails, the lock is released when the last process closes the file.
        let _ = self.0.unlock();
    }
}

impl Home {
    /// Returns the home in `folder`, which need not exist yet.
    pub fn new(folder: PathBuf) -> Self {
        // The unit tests know no machine.
        let machine_folder = if cfg!(test) { None } else { platform::machine_folder() };
        Self {
            folder,
            vfs: None,
            schema_version: None,
            locks: Vec::new(),
            is_read_only: false,
            machine_folder,
            leaves_configuration_out: false,
        }
    }

    /// Returns the same home, to be opened without recording its configuration files: not all of them could be read.
    pub fn without_configuration(self) -> Self {
        Self { leaves_configuration_out: true, ..self }
    }

    /// Returns whether the configuration files are not recorded.
    pub(super) const fn leaves_configuration_out(&self) -> bool {
        self.leaves_configuration_out
    }

    /// Returns the same home under the configuration of the machine in `folder`, which need not exist.
    pub fn under_machine_folder(self, folder: PathBuf) -> Self {
        Self { machine_folder: Some(folder), ..self }
    }

    /// Returns the path of a file of the machine's configuration; `None` if there is no such file.
    pub fn machine_file(&self, name: &str) -> Option<PathBuf> {
        self.machine_folder.as_ref().map(|folder| folder.join(name)).filter(|path| platform::is_there(path))
    }

    /// Returns the folder with the configuration of the machine; `None` for none.
    pub fn machine_folder(&self) -> Option<&Path> {
        self.machine_folder.as_deref()
    }

    /// Returns the folders with the office's layouts of extracts: that of the machine, if there is one, and that of the
    /// home, whose layouts replace those of the machine.
    pub fn all_layout_folders(&self) -> Vec<PathBuf> {
        self.below_machine("layouts").into_iter().chain([self.layouts_folder()]).collect()
    }

    /// Returns the folders with the office's catalogs, in the same order.
    pub fn all_catalog_folders(&self) -> Vec<PathBuf> {
        self.below_machine("catalogue").into_iter().chain([self.catalog_folder()]).collect()
    }

    /// Returns the folders with the office's posting templates, in the same order.
    pub fn all_posting_folders(&self) -> Vec<PathBuf> {
        self.below_machine("posting").into_iter().chain([self.posting_folder()]).collect()
    }

    fn below_machine(&self, name: &str) -> Option<PathBuf> {
        self.machine_folder.as_ref().map(|folder| folder.join(name))
    }

    /// Returns the same home with its database on another layer between SQLite and the disk, which is registered with
    /// SQLite under `name`. The tests cut the power of such a layer.
    pub fn with_vfs(self, name: &str) -> Self {
        Self { vfs: Some(name.to_owned()), ..self }
    }

    /// Returns the same home as an earlier version of the program would create it, with its database in this version of
    /// the schema, from 1. The tests migrate such a home to the newest version.
    pub fn with_schema_version(self, version: u32) -> Self {
        Self { schema_version: Some(version), ..self }
    }

    /// Returns the version of the schema that a new database gets.
    pub(super) fn schema_version(&self) -> u32 {
        self.schema_version.unwrap_or_else(migrations::newest_version)
    }

    /// Returns the name of the layer between SQLite and the disk; `None` for the one of the operating system.
    pub(super) fn vfs_name(&self) -> Option<&str> {
        self.vfs.as_deref()
    }

    /// Returns whether the home is on a medium that cannot be written. That is known once it was opened.
    pub const fn is_read_only(&self) -> bool {
        self.is_read_only
    }

    /// Returns the home in the user's data directory; `None` if the system has no such directory.
    pub fn for_platform() -> Option<Self> {
        let folders = directories::ProjectDirs::from("", "", "caseload")?;
        Some(Self::new(folders.data_dir().to_owned()))
    }

    /// Returns the practice home of a role in the user's data directory, or of a role in a county with partners; `None` if
    /// the system has no such directory.
    pub fn for_practice(role: Role, county: Option<&str>) -> Option<Self> {
        let name = match (role, county) {
            (Role::EC, None) => "caseload-practice".to_owned(),
            (other, None) => format!("caseload-practice-{}", other.id()),
            (other, Some(county)) => format!("caseload-practice-{county}-{}", other.id()),
        };
        let folders = directories::ProjectDirs::from("", "", &name)?;
        Some(Self::new(folders.data_dir().to_owned()))
    }

    /// Returns the folder of the home.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns the path of the database.
    pub fn database_path(&self) -> PathBuf {
        self.folder.join("caseload.db")
    }

    /// Returns the path of the key file.
    pub fn key_file_path(&self) -> PathBuf {
        self.folder.join("caseload.keys")
    }

    /// Returns the path of the file that counts the wrong tries since the home was last opened.
    pub(super) fn failed_attempts_path(&self) -> PathBuf {
        self.folder.join("caseload.tries")
    }

    /// Returns the path of a database that is being written and takes the place of the database when it is finished.
    pub(super) fn unfinished_database_path(&self) -> PathBuf {
        self.folder.join("caseload.db.making")
    }

    /// Returns the path of the settings.
    pub fn settings_path(&self) -> PathBuf {
        self.folder.join("settings.toml")
    }

    /// Returns the path of the office's own policy, which overrides that of the county.
    pub fn policy_path(&self) -> PathBuf {
        self.folder.join("policy.toml")
    }

    /// Returns the folder of the backups.
    pub fn backups_folder(&self) -> PathBuf {
        self.folder.join("backups")
    }

    /// Returns the folder of the office's own posting templates.
    pub fn posting_folder(&self) -> PathBuf {
        self.folder.join("posting")
    }

    /// Returns the folder of the office's own catalogs: forms, documents, purposes.
    pub fn catalog_folder(&self) -> PathBuf {
        self.folder.join("catalogue")
    }

    /// Returns the folder of the office's own import layouts.
    pub fn layouts_folder(&self) -> PathBuf {
        self.folder.join("layouts")
    }

    /// Returns the path of the key file while the home is being created. The file gets its final name last.
    pub(super) fn unfinished_key_file_path(&self) -> PathBuf {
        self.folder.join("caseload.keys.making")
    }

    /// Returns the path of the scratch database in which an import sorts its rows, under a key that nobody keeps.
    pub(super) fn sort_file_path(&self) -> PathBuf {
        self.folder.join("caseload.sorting")
    }

    /// Returns whether the folder holds a caseload, complete or not. A home whose creation was interrupted does not
    /// count.
    pub fn exists(&self) -> bool {
        self.key_file_path().exists() || (self.database_path().exists() && !self.unfinished_key_file_path().exists())
    }

    /// Prepares the folder for a new caseload and locks it.
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

    /// Removes what an interrupted creation left behind. Nothing is lost, because the creation was never reported as
    /// done.
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

    /// Gives the key file its final name: from now on the home exists.
    pub(super) fn finish_creation(&self) -> Result<(), StoreError> {
        let path = self.key_file_path();
        // The database must be in the folder before the key file says that the home is complete.
        platform::sync_parent_folder(&path).map_err(|error| StoreError::file(&path, "written", error))?;
        rename_file(&self.unfinished_key_file_path(), &path)
    }

    /// Refuses a home in a folder that is somebody else's: where nothing may be looked at, nothing seems to exist.
    ///
    /// # Errors
    /// [`StoreError::NotYourFolder`].
    pub fn ensure_readable(&self) -> Result<(), StoreError> {
        match fs::metadata(self.key_file_path()) {
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                Err(StoreError::NotYourFolder(self.folder.clone()))
            }
            _ => Ok(()),
        }
    }

    /// Checks that all files of the home are there before anything is opened: SQLite would take a database that is
    /// missing or empty for a new one.
    ///
    /// # Errors
    /// Fails if there is no home, its place is unsafe, or a file is missing or empty.
    pub fn ensure_complete(&self) -> Result<(), StoreError> {
        self.ensure_readable()?;
        if !self.exists() {
            let making = self.unfinished_key_file_path().exists();
            let error = if making { StoreError::NotMade } else { StoreError::NoHome };
            return Err(error(self.folder.clone()));
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
            Err(error) => Err(StoreError::file(&path, "read", error)),
            Ok(found) if found.len() == 0 => Err(StoreError::MissingDatabase { path, how: "empty" }),
            Ok(_) => Ok(()),
        }
    }

    /// Takes the lock of the home, and then removes the files that a killed process did not finish.
    ///
    /// # Errors
    /// [`StoreError::AlreadyOpen`] if another process has the lock.
    pub(super) fn acquire_lock(&mut self) -> Result<(), StoreError> {
        let path = self.folder.join("caseload.lock");
        let file = match platform::open_private_file(&path) {
            Err(error) if error.kind() == io::ErrorKind::ReadOnlyFilesystem => {
                // Nobody can change a home there, and so nobody has to be kept out.
                self.is_read_only = true;
                return Ok(());
            }
            // Without room for its file, the lock of the folder alone keeps others out, and reading goes on.
            Err(error) if is_without_room(&error) && !platform::is_there(&path) => None,
            opened => Some(opened.map_err(|error| StoreError::file(&path, "written", error))?),
        };
        // The system opens a folder as a file, or has no lock for one: then the file's lock is enough, as it was before.
        let folder = File::open(&self.folder).ok();
        if file.is_none() && folder.is_none() {
            return Err(StoreError::DiskFull);
        }
        for lock in file.into_iter().chain(folder) {
            match lock.try_lock() {
                Ok(()) => self.locks.push(HomeLock(lock)),
                Err(TryLockError::WouldBlock) => return Err(StoreError::AlreadyOpen),
                // The last one is that of the folder.
                Err(TryLockError::Error(_)) if !self.locks.is_empty() => {}
                Err(TryLockError::Error(error)) => return Err(StoreError::file(&path, "locked", error)),
            }
        }
        platform::remove_unfinished_files(&self.folder).map_err(|error| StoreError::file(&self.folder, "read", error))
    }

    /// Makes every file and folder of the home readable for its owner alone. SQLite gives its other files the
    /// permissions of the database, and creates the database before those can be set.
    pub(super) fn restrict_permissions(&self) -> Result<(), StoreError> {
        restrict_to_owner(&self.folder)?;
        let unreadable = |error| StoreError::file(&self.folder, "read", error);
        for entry in fs::read_dir(&self.folder).map_err(unreadable)? {
            restrict_to_owner(&entry.map_err(unreadable)?.path())?;
        }
        Ok(())
    }
}

fn is_without_room(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

/// Renames a file of the home so that the new name lasts through a power cut.
pub(super) fn rename_file(from: &Path, to: &Path) -> Result<(), StoreError> {
    platform::rename_durably(from, to).map_err(|error| StoreError::file(to, "written", error))
}

/// Removes a file, if it is there.
pub(super) fn remove_if_exists(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        // A disk that can only be read refuses to remove even what is not there.
        Err(error) if error.kind() != io::ErrorKind::NotFound && platform::is_there(path) => {
            Err(StoreError::file(path, "removed", error))
        }
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
