//! Which of the files in the folder of backups are this home's. Whoever can write there can give any file any name, so that a
//! name proves nothing: the number of entries comes from the file that was opened.

use rusqlite::Connection;

use super::backup::{Backup, list_backups};
use super::keys::{KeyFile, TrustedKeyFile};
use super::verify::newest_entry;
use super::{Store, StoreError, connection};
use crate::domain::Seq;

/// Whose a file among the backups is.
pub(super) enum BackupOrigin {
    /// It opens with the key in use, and has this newest entry.
    Opens(Box<Connection>, Seq),
    /// This home made its key file; it does not open with the key in use.
    OtherKey {
        /// How often the key file of the home had been changed by then.
        generation: u64,
    },
    /// No key of this home opens it.
    Foreign,
}

impl Store {
    /// Returns whose a file among the backups is.
    pub(super) fn origin_of_backup(&self, backup: &Backup) -> BackupOrigin {
        let opened = connection::open_read_only(&backup.path, &self.key);
        if let Ok((copy, held)) = opened.and_then(|copy| newest_entry(&copy).map(|newest| (copy, newest.0))) {
            return BackupOrigin::Opens(Box::new(copy), held);
        }
        let keys = KeyFile::from_path(&backup.path.with_extension("keys"));
        let own = TrustedKeyFile::for_home(&self.home, &self.key);
        match keys.and_then(|keys| own.map(|own| own.is_of_same_home(&keys).then(|| keys.unproved_generation()))) {
            Ok(Some(generation)) => BackupOrigin::OtherKey { generation },
            _ => BackupOrigin::Foreign,
        }
    }

    /// Returns the newest backup that this home made; `None` if there is none.
    ///
    /// # Errors
    /// The folder of backups cannot be read.
    pub fn last_backup(&self) -> Result<Option<Backup>, StoreError> {
        let own = list_backups(&self.home)?.into_iter().find_map(|backup| self.as_own_backup(backup));
        Ok(own)
    }

    /// Returns the backup of this home that holds the most entries, whatever the names of the files say; of those that do not
    /// open with the key in use, the newest by its name.
    ///
    /// # Errors
    /// The folder of backups cannot be read.
    pub fn fullest_backup(&self) -> Result<Option<Backup>, StoreError> {
        let (mut opened, mut other) = (Vec::new(), None);
        for backup in list_backups(&self.home)? {
            match self.origin_of_backup(&backup) {
                BackupOrigin::Opens(_, held) => opened.push(Backup { entries: held.0, ..backup }),
                BackupOrigin::OtherKey { .. } => drop(other.get_or_insert(backup)),
                BackupOrigin::Foreign => {}
            }
        }
        Ok(opened.into_iter().max_by_key(|backup| (backup.entries, backup.number)).or(other))
    }

    /// Returns the backups that this home made, the newest first.
    pub(super) fn own_backups(&self) -> Result<Vec<Backup>, StoreError> {
        Ok(list_backups(&self.home)?.into_iter().filter_map(|backup| self.as_own_backup(backup)).collect())
    }

    /// Returns the files among the backups that are not this home's.
    ///
    /// # Errors
    /// The folder of backups cannot be read.
    pub fn foreign_backups(&self) -> Result<Vec<Backup>, StoreError> {
        let is_foreign = |backup: &Backup| matches!(self.origin_of_backup(backup), BackupOrigin::Foreign);
        Ok(list_backups(&self.home)?.into_iter().filter(is_foreign).collect())
    }

    /// Returns the backup with the number of entries that the file itself holds, if that can be read; `None` if it is not
    /// this home's.
    fn as_own_backup(&self, backup: Backup) -> Option<Backup> {
        match self.origin_of_backup(&backup) {
            BackupOrigin::Opens(_, held) => Some(Backup { entries: held.0, ..backup }),
            BackupOrigin::OtherKey { .. } => Some(backup),
            BackupOrigin::Foreign => None,
        }
    }
}

/// Returns a sentence about the files among the backups that are not this home's; `None` if there are none.
pub fn foreign_backups_sentence(foreign: &[Backup]) -> Option<String> {
    let names = foreign.iter().filter_map(|backup| backup.path.file_name());
    let names: Vec<_> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    (!names.is_empty()).then(|| {
        format!(
            "Not of this home, because none of its keys opens it: {}. It counts for nothing here, and backups go on. Move it \
             out of the folder of backups.",
            names.join(", ")
        )
    })
}
