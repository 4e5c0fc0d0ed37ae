//! The home's own witness: its newest backup. A record that holds less than its backup, or something else, was put
//! there behind the program's back, or is an older copy of itself.

use chrono::NaiveDateTime;
use rusqlite::{Connection, OptionalExtension as _};

use super::verify::newest_entry;
use super::{Store, StoreError, backup, codec, connection, log};
use crate::domain::audit_event::AuditEvent;
use crate::domain::count_with_noun;
use crate::domain::entry::Digest;
use crate::domain::{Change, Entry, Seq};
use crate::platform::local_time;

/// What the newest backup says about the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum Witness {
    /// There is no backup.
    None,
    /// The newest backup does not open with the key in use: it is older than a change of the key, or damaged. Nor does
    /// its name say that it holds more than the record.
    Unreadable,
    /// The record holds everything that the newest backup holds.
    Agrees {
        /// How many entries the backup holds.
        backup: u64,
    },
    /// The record was restored from an older backup, and says so; the newest backup holds what was there before.
    Restored {
        /// How many entries the record shares with the newest backup.
        shared: u64,
    },
    /// The record is an earlier state of the backup: its newest entries are gone.
    Behind {
        /// How many entries the record holds.
        record: u64,
        /// How many entries the backup holds.
        backup: u64,
    },
    /// Record and backup share their first entries and hold different ones after them.
    Forked {
        /// How many entries they share.
        shared: u64,
        /// How many entries the record holds.
        record: u64,
        /// How many entries the backup holds.
        backup: u64,
    },
    /// Record and backup share no entry: they are two records.
    Beside,
}

impl Witness {
    /// Returns whether the newest backup holds something that the record should hold too, and does not.
    pub const fn is_against_record(self) -> bool {
        matches!(self, Self::Behind { .. } | Self::Forked { .. } | Self::Beside)
    }

    /// Returns what the newest backup says, as a sentence; `None` where there is nothing to say.
    pub fn sentence(self) -> Option<String> {
        let entries = |count: u64| count_with_noun(count, "entry");
        Some(match self {
            Self::None | Self::Agrees { .. } => return None,
            Self::Unreadable => {
                "The newest backup does not open with the key in use, and so proves nothing about the record."
                    .to_owned()
            }
            Self::Restored { shared } => format!(
                "The record was restored from an older backup; the newest one holds what was there before, from entry \
                 {} on.",
                shared + 1
            ),
            Self::Behind { record, backup } => format!(
                "The record is behind its newest backup: it holds {}, and the backup {}. An older copy was put in its \
                 place, or its end was taken away. See what is missing: caseload restore --latest",
                entries(record),
                entries(backup)
            ),
            Self::Forked { shared, record, backup } => format!(
                "The record is forked from its newest backup: they share {}, then the record goes on with {} of its \
                 own and the backup with {}. One of them comes from a copy of this home. Keep both and ask for help.",
                entries(shared),
                entries(record - shared),
                entries(backup - shared)
            ),
            Self::Beside => "The record stands beside its newest backup: they share no entry. One of them comes from \
                             another home. Keep both and ask for help."
                .to_owned(),
        })
    }
}

impl Store {
    /// Compares the record with its newest backup.
    ///
    /// # Errors
    /// The record or the folder of backups cannot be read.
    pub fn compare_with_backup(&self) -> Result<Witness, StoreError> {
        let Some(newest) = backup::list_backups(&self.home)?.into_iter().next() else { return Ok(Witness::None) };
        let (record, _) = newest_entry(&self.connection)?;
        let opened = connection::open_read_only(&newest.path, &self.key);
        let read = opened.and_then(|copy| newest_entry(&copy).map(|held| (copy, held.0)));
        let Ok((copy, held)) = read else {
            // Under another key its name still says how many entries there were once.
            let is_more = newest.entries > record.0 && !was_restored_since(&self.connection, newest.made_at)?;
            let behind = Witness::Behind { record: record.0, backup: newest.entries };
            return Ok(if is_more { behind } else { Witness::Unreadable });
        };
        let shared = shared_entries(&self.connection, &copy, record.0.min(held.0))?;
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
const MOST_BEFORE_RESTORED: u64 = 8;

/// Returns whether the record says soon after this entry that it was restored or salvaged up to it.
fn is_restoration(record: &Connection, after: u64) -> Result<bool, StoreError> {
    has_access(record, [after + 1, after + MOST_BEFORE_RESTORED], |_entry, access| match access {
        AuditEvent::Restored { entries, .. } => *entries == after,
        AuditEvent::Salvaged { kept, .. } => *kept == after,
        _ => false,
    })
}

/// Returns whether the record says that it was restored or salvaged at this local time or later.
fn was_restored_since(record: &Connection, made_at: NaiveDateTime) -> Result<bool, StoreError> {
    has_access(record, [1, u64::from(u32::MAX)], |entry, access| {
        matches!(access, AuditEvent::Restored { .. } | AuditEvent::Salvaged { .. })
            && local_time(entry.hlc.millis()).naive_local() >= made_at
    })
}

/// Returns whether one of the entries from the first to the last number is such an event.
fn has_access(
    record: &Connection,
    [first, last]: [u64; 2],
    is_wanted: impl Fn(&Entry, &AuditEvent) -> bool,
) -> Result<bool, StoreError> {
    let query = format!("SELECT {} FROM entry WHERE seq BETWEEN ?1 AND ?2", log::COLUMNS);
    let mut statement = record.prepare_cached(&query)?;
    for entry in statement.query_map([first, last].map(|seq| log::seq_to_sql(Seq(seq))), log::read_entry)? {
        let entry = entry?;
        let change = codec::decode::<Change>(&entry.body);
        if matches!(change, Ok(Change::Accessed { access, .. }) if is_wanted(&entry, &access)) {
            return Ok(true);
        }
    }
    Ok(false)
}
