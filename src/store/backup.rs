//! Backups: verified copies of the record, each with the key file that opens it. The older they are, the fewer are
//! kept.
//!
//! A backup is two files of the same name, `00031_2026-11-19_170312_000412.db` and `.keys`. The name holds the number
//! of the backup, so that their order does not depend on the clock; the local time at which it was made; and the number
//! of its entries. The database is renamed to its final name last.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{Datelike as _, NaiveDate, NaiveDateTime};
use rusqlite::Connection;

use super::{DatabaseKey, Home, Store, StoreError, home, verified_copy};
use crate::platform::{self, local_time};

/// The newest backup of each day, week and month is kept, for this many of the last days, weeks and months that have
/// one.
const DAYS: usize = 7;
const WEEKS: usize = 5;
const MONTHS: usize = 12;

const TIME: &str = "%Y-%m-%d_%H%M%S";

/// A backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// The copy of the database. Its key file is beside it.
    pub path: PathBuf,
    /// The number of the backup, from 1. Later backups have greater numbers.
    pub number: u32,
    /// The time at which the backup was made, in the office's time zone.
    pub made_at: NaiveDateTime,
    /// The number of log entries in the backup.
    pub entries: u64,
}

impl Backup {
    /// Returns the backup whose database is at `path`; `None` if that is not the name of a backup, or the key file is
    /// missing.
    fn from_path(path: &Path) -> Option<Self> {
        let (number, rest) = path.file_stem()?.to_str()?.split_once('_')?;
        let (made_at, entries) = rest.rsplit_once('_')?;
        let is_whole = path.extension()? == "db" && path.with_extension("keys").exists();
        let made_at = NaiveDateTime::parse_from_str(made_at, TIME).ok()?;
        let (number, entries) = (number.parse().ok()?, entries.parse().ok()?);
        is_whole.then(|| Self { path: path.to_owned(), number, made_at, entries })
    }
}

/// The occasion on which the program asks whether a backup is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackupOccasion {
    /// The worker goes on working: one backup a day is enough.
    DuringWork,
    /// The work is over for now: whatever was recorded since the last backup is backed up.
    EndOfWork,
}

/// How well the record is backed up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackupStatus {
    /// The record needs no backup, because it holds no real cases.
    Never,
    /// The newest backup was made on this day, which is recent enough, or nothing was recorded since.
    On(NaiveDate),
    /// The newest backup was made on this day, which is too long ago.
    LongAgo(NaiveDate),
    /// The record has no backup.
    NotYet,
}

/// The most days that the newest backup may be old before it needs attention.
pub(super) const OLD_BACKUP_DAYS: i64 = 3;

/// The name of a backup, in the folder of backups, while it is made. The next one takes its place.
pub(super) const UNFINISHED_BACKUP: &str = "backup.making";

impl Store {
    /// Returns how well the record is backed up.
    ///
    /// # Errors
    /// The folder of backups cannot be read.
    pub fn backup_status(&self) -> Result<BackupStatus, StoreError> {
        if self.practice {
            return Ok(BackupStatus::Never);
        }
        let Some(last) = self.last_backup()? else { return Ok(BackupStatus::NotYet) };
        let day = last.made_at.date();
        let is_old = (self.clock.today() - day).num_days() > OLD_BACKUP_DAYS;
        Ok(if is_old && last.entries != self.entry_count()? {
            BackupStatus::LongAgo(day)
        } else {
            BackupStatus::On(day)
        })
    }

    /// Makes a backup and deletes those that are no longer kept. The backup is verified before it counts: it is opened,
    /// its pages are checked, and its chain is walked to the same newest entry.
    ///
    /// # Errors
    /// Fails if the home can only be read; if the record is behind, beside or forked from its newest backup, which is kept then; if the backup cannot be
    /// written; or if the copy differs from the record; earlier backups are untouched
    /// then.
    pub fn back_up(&self) -> Result<Backup, StoreError> {
        self.disk.ensure_writable()?;
        let witness = self.compare_with_backup()?;
        if witness.is_against_record() {
            // The new backup would take the place of the only one that knows it.
            return Err(StoreError::AgainstBackup(witness));
        }
        let folder = self.home.backups_folder();
        home::create_private_folder(&folder)?;
        let making = folder.join(UNFINISHED_BACKUP);
        let entries = verified_copy::copy_and_verify(&self.connection, &making, &self.key)?.0;
        // Whole seconds, as the name of the file has them.
        let made_at = local_time(self.clock.now_ms() / 1000 * 1000).naive_local();
        let number = self.last_backup()?.map_or(0, |last| last.number).saturating_add(1);
        let path = folder.join(format!("{number:05}_{}_{entries:06}.db", made_at.format(TIME)));
        copy_key_file(&self.home, &path)?;
        home::rename_file(&making, &path)?;
        self.prune_backups()?;
        Ok(Backup { path, number, made_at, entries })
    }

    /// Deletes the backups of this home that are no longer kept. A file of another home is left alone, and takes nobody's
    /// place.
    fn prune_backups(&self) -> Result<(), StoreError> {
        let backups = self.own_backups()?;
        let times: Vec<_> = backups.iter().map(|backup| backup.made_at).collect();
        for (backup, is_kept) in backups.iter().zip(backups_to_keep(&times)) {
            if !is_kept {
                home::remove_if_exists(&backup.path)?;
                home::remove_if_exists(&backup.path.with_extension("keys"))?;
            }
        }
        Ok(())
    }

    /// Makes a backup if something was recorded since the last one and, while work goes on, only if none was made
    /// today. A practice home is not backed up. Returns `None` if no backup was due.
    ///
    /// # Errors
    /// As for [`Store::back_up`].
    pub fn back_up_if_due(&self, occasion: BackupOccasion) -> Result<Option<Backup>, StoreError> {
        let last = self.last_backup()?;
        let is_up_to_date = last.as_ref().is_some_and(|last| Some(last.entries) == self.entry_count().ok());
        let is_of_today = last.is_some_and(|last| last.made_at.date() == self.clock.today());
        if self.practice || is_up_to_date || (is_of_today && occasion == BackupOccasion::DuringWork) {
            return Ok(None);
        }
        self.back_up().map(Some)
    }
}

/// Copies a database that is about to be migrated to schema version `version` into a folder of its own, from which
/// nothing is ever deleted: whatever goes wrong with the new version, the old one is there.
pub(super) fn back_up_before_migration(
    record: &Connection,
    home: &Home,
    key: &DatabaseKey,
    version: u32,
) -> Result<(), StoreError> {
    let folder = home.folder().join(format!("before-form-{version}"));
    home::create_private_folder(&folder)?;
    let (making, path) = (folder.join("caseload.making"), folder.join("caseload.db"));
    verified_copy::copy_and_verify(record, &making, key)?;
    copy_key_file(home, &path)?;
    home::rename_file(&making, &path)
}

/// Copies the key file of the home beside a copy of its database.
fn copy_key_file(home: &Home, path: &Path) -> Result<(), StoreError> {
    let keys = home.key_file_path();
    let content = platform::read_small_file(&keys).map_err(|error| StoreError::file(&keys, "read", error))?;
    home::write_private_file(&path.with_extension("keys"), &content)
}

/// Returns the backups of a home, the newest first.
///
/// # Errors
/// The folder of backups cannot be read.
pub fn list_backups(home: &Home) -> Result<Vec<Backup>, StoreError> {
    let folder = home.backups_folder();
    let unreadable = |error| StoreError::file(&folder, "read", error);
    if !folder.exists() {
        // Where nothing may be looked at, nothing seems to exist.
        home.ensure_readable()?;
        return Ok(Vec::new());
    }
    let mut backups = Vec::new();
    for file in fs::read_dir(&folder).map_err(unreadable)? {
        backups.extend(Backup::from_path(&file.map_err(unreadable)?.path()));
    }
    backups.sort_by_key(|backup| std::cmp::Reverse(backup.number));
    Ok(backups)
}

/// Returns for each backup whether it is kept, given when they were made from the newest to the oldest: the newest one
/// of each of the last days, weeks and months that have one is.
fn backups_to_keep(times: &[NaiveDateTime]) -> Vec<bool> {
    let (mut days, mut weeks, mut months) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut is_kept = |made_at: &NaiveDateTime| {
        let day = days.len() < DAYS && days.insert(made_at.date());
        let week = weeks.len() < WEEKS && weeks.insert((made_at.iso_week().year(), made_at.iso_week().week()));
        let month = months.len() < MONTHS && months.insert((made_at.year(), made_at.month()));
        day || week || month
    };
    times.iter().map(&mut is_kept).collect()
}

#[cfg(test)]
mod tests {
    use chrono::Days;

    use super::super::tests::Fixture;
    use super::*;

    #[test]
    fn the_newest_of_seven_days_five_weeks_and_twelve_months_are_kept() {
        let last: NaiveDate = "2026-11-19".parse().unwrap();
        let daily: Vec<_> = (0..500)
            .map(|days| last.checked_sub_days(Days::new(days)).unwrap().and_hms_opt(17, 0, 0).unwrap())
            .collect();
        let kept: Vec<_> =
            daily.iter().zip(backups_to_keep(&daily)).filter(|(_, kept)| *kept).map(|(at, _)| at.date()).collect();
        assert_eq!(kept[..7], daily[..7].iter().map(NaiveDateTime::date).collect::<Vec<_>>()[..]);
        assert!((20..=24).contains(&kept.len()), "{}", kept.len());
        assert!(kept.contains(&"2026-10-31".parse().unwrap()), "the last of a month");
        assert!(*kept.last().unwrap() > "2025-11-01".parse().unwrap());
    }

    #[test]
    fn a_backup_is_due_once_a_day_and_when_the_work_is_over_if_something_was_recorded() {
        let fixture = Fixture::new();
        let mut store = fixture.create();
        assert_eq!(store.last_backup().unwrap(), None);
        let first = store.back_up_if_due(BackupOccasion::DuringWork).unwrap().unwrap();
        assert_eq!((first.entries, store.back_up_if_due(BackupOccasion::EndOfWork).unwrap()), (1, None), "nothing new");
        super::super::tests::list_the_case(&mut store);
        assert_eq!(store.back_up_if_due(BackupOccasion::DuringWork).unwrap(), None, "there is one of today");
        let second = store.back_up_if_due(BackupOccasion::EndOfWork).unwrap().unwrap();
        assert_eq!(store.last_backup().unwrap(), Some(second));
        assert!(!first.path.exists(), "of one day the newest is kept");
    }
}
