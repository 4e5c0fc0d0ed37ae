//! The home's own witness: its newest backup. A record that holds less than its backup, or something else, was put
//! there behind the program's back, or is an older copy of itself.

use rusqlite::{Connection, OptionalExtension as _};

use super::keys::KeyFile;
use super::own_backups::BackupOrigin;
use super::verify::newest_entry;
use super::{Store, StoreError, Witness, backup, codec, log};
use crate::domain::audit_event::AuditEvent;
use crate::domain::entry::Digest;
use crate::domain::{Change, Seq};

impl Store {
    /// Compares the record with its newest backup.
    ///
    /// # Errors
    /// The record or the folder of backups cannot be read.
    pub fn compare_with_backup(&self) -> Result<Witness, StoreError> {
        for backup in backup::list_backups(&self.home)? {
            match self.origin_of_backup(&backup) {
                BackupOrigin::Opens(copy, held) => return self.compare_with(&copy, held),
                BackupOrigin::OtherKey { generation } => {
                    let own = KeyFile::for_home(&self.home)?.unproved_generation();
                    return Ok(if generation > own { Witness::KeysBehind } else { Witness::Unreadable });
                }
                BackupOrigin::Foreign => {}
            }
        }
        Ok(Witness::None)
    }

    /// Compares the record with a backup that was opened and has this newest entry.
    fn compare_with(&self, copy: &Connection, held: Seq) -> Result<Witness, StoreError> {
        let (record, _) = newest_entry(&self.connection)?;
        let shared = match shared_entries(&self.connection, copy, record.0.min(held.0)) {
            // A page of the backup between the two is damaged. Damage of the record itself is found by its own checks.
            Err(StoreError::DamagedDatabase { .. }) => return Ok(Witness::Unreadable),
            shared => shared?,
        };
        Ok(if shared == held.0 {
            Witness::Agrees { backup: held.0 }
        } else if shared == 0 {
            Witness::Beside
        } else if is_restoration(&self.connection, shared)? {
            Witness::Restored { shared }
        } else if shared == record.0 {
            Witness::Behind { record: record.0, backup: held.0 }
        } else {
            Witness::Forked { shared, record: record.0, backup: held.0 }
        })
    }
}

/// Returns how many of the first `most` entries two records share. Entries are chained: where one is shared, all before
/// it are.
fn shared_entries(record: &Connection, copy: &Connection, most: u64) -> Result<u64, StoreError> {
    let (mut shared, mut differs) = (0, most + 1);
    while shared + 1 < differs {
        let middle = shared + (differs - shared) / 2;
        let hash = entry_hash(record, middle)?;
        if hash.is_some() && hash == entry_hash(copy, middle)? {
            shared = middle;
        } else {
            differs = middle;
        }
    }
    Ok(shared)
}

fn entry_hash(record: &Connection, seq: u64) -> Result<Option<Digest>, StoreError> {
    let mut statement = record.prepare_cached(&format!("SELECT {} FROM entry WHERE seq = ?1", log::COLUMNS))?;
    let entry = statement.query_row([log::seq_to_sql(Seq(seq))], log::read_entry).optional()?;
    Ok(entry.map(|entry| entry.hash))
}

/// How many entries of an opening may stand between the last entry of a backup and the one that says that it was
/// restored: ways that are caught up with, words that opened it.
const MAX_BEFORE_RESTORED: u64 = 8;

/// Returns whether the record says soon after this entry that it was restored or salvaged up to it.
fn is_restoration(record: &Connection, after: u64) -> Result<bool, StoreError> {
    has_access(record, [after + 1, after + MAX_BEFORE_RESTORED], |access| match access {
        AuditEvent::Restored { entries, .. } => *entries == after,
        AuditEvent::Salvaged { kept, .. } => *kept == after,
        _ => false,
    })
}

/// Returns whether one of the entries from the first to the last number is such an event.
fn has_access(
    record: &Connection,
    [first, last]: [u64; 2],
    is_wanted: impl Fn(&AuditEvent) -> bool,
) -> Result<bool, StoreError> {
    let query = format!("SELECT {} FROM entry WHERE seq BETWEEN ?1 AND ?2", log::COLUMNS);
    let mut statement = record.prepare_cached(&query)?;
    for entry in statement.query_map([first, last].map(|seq| log::seq_to_sql(Seq(seq))), log::read_entry)? {
        let entry = entry?;
        let change = codec::decode::<Change>(&entry.body);
        if matches!(change, Ok(Change::Accessed { access, .. }) if is_wanted(&access)) {
            return Ok(true);
        }
    }
    Ok(false)
}
