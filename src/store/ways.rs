//! The ways into the home: what the record enrolled, and whether the key file holds just that.
//!
//! The key file and the database are two files. A change writes the key file first and then the record, so that after a
//! kill between the two the key file is one change ahead: it is tagged, so this home wrote it, and the next opening
//! records what it holds. A key file that is behind the record is an older copy and is refused.

use rusqlite::{Connection, OptionalExtension as _};

use super::keys::{KeyFile, TrustedKeyFile, UnlockedKey};
use super::{Credential, Store, StoreError, codec, log};
use crate::domain::access_way::{EnrolledWay, Way, WayKind, WaysChange};
use crate::domain::audit_event::AuditEvent;
use crate::domain::{Change, Seq, WorkerNumber, count_with_noun};

/// The key file of an earlier version, in a home that can only be read.
const WITHOUT_TAGS: &str = "Whether somebody else changed the key file could not be checked: an earlier version of Caseload \
     wrote it, without the tags that prove it, and they cannot be added where the home can only be read. The ways into the \
     home are given as the key file names them. To have them checked from now on, copy the home to a disk that can be \
     written and open it there.";

/// The key file of a home whose record does not know it and can only be read.
const NOT_RECORDED: &str = "The ways into the home could not be compared with the record: it does not know the newest of \
     them yet, and cannot be written where the home can only be read. The key file itself is one that this home wrote, and \
     they are given as it names them.";

/// The ways that open a home, for a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedWays {
    /// The ways and who made each, in the order of their making.
    pub ways: Vec<EnrolledWay>,
    /// What could not be checked about them and why, in sentences; `None` if everything was.
    pub unchecked: Option<&'static str>,
}

impl ListedWays {
    /// Returns whether a passphrase of the worker opens the home.
    pub fn have_passphrase_of(&self, worker: &WorkerNumber) -> bool {
        let is_theirs = |way: &Way| way.kind == WayKind::Passphrase && way.label == worker.as_str();
        self.ways.iter().any(|enrolled| is_theirs(&enrolled.way))
    }
}

impl Store {
    /// Returns the ways that open the home now, for a list. They are those that the record enrolled, and the key file holds
    /// no other. What a home that can only be read does not let anybody check is said instead.
    ///
    /// # Errors
    /// The key file or the record cannot be read, or somebody else changed the key file.
    pub fn listed_ways(&self) -> Result<ListedWays, StoreError> {
        let file = KeyFile::for_home(&self.home)?;
        let Some(unchecked) = self.why_unchecked(&file)? else {
            self.proved_key_file()?;
            return Ok(ListedWays { ways: self.enrolled_ways()?, unchecked: None });
        };
        if !file.is_former() {
            TrustedKeyFile::for_home(&self.home, &self.key)?;
        }
        let enrolled = self.enrolled_ways()?;
        let as_listed = |way: Way| {
            let made_by = self.worker.number.clone();
            let known = enrolled.iter().find(|enrolled| enrolled.way == way).cloned();
            known.unwrap_or(EnrolledWay { way, made_by, office: None, is_from_before: true })
        };
        let ways = file.unproved_ways().into_iter().map(as_listed).collect();
        Ok(ListedWays { ways, unchecked: Some(unchecked) })
    }

    /// Returns what cannot be checked of the key file, because its opening could bring neither it nor the record to the
    /// present form; `None` if everything can.
    fn why_unchecked(&self, file: &KeyFile) -> Result<Option<&'static str>, StoreError> {
        if !self.is_only_read() {
            return Ok(None);
        }
        Ok(match known_generation(&self.connection)? {
            None if file.is_former() => Some(WITHOUT_TAGS),
            Some(known) if file.unproved_generation() <= known => None,
            _ => Some(NOT_RECORDED),
        })
    }

    /// Returns the ways that open the home now and who made each, in the order of their making.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn enrolled_ways(&self) -> Result<Vec<EnrolledWay>, StoreError> {
        let mut ways = select_enrolled_ways(&self.connection)?;
        let Some(late) = first_recorded_late(&self.connection)? else { return Ok(ways) };
        let from_before = select_ways(&self.connection, &format!("removed = 0 AND entry = {}", log::seq_to_sql(late)))?;
        for way in &mut ways {
            way.is_from_before = from_before.contains(way);
        }
        Ok(ways)
    }

    /// Returns the ways that had been taken away when a restored backup let them in again, and still open the home.
    ///
    /// # Errors
    /// The record cannot be read.
    pub(super) fn ways_let_in_again(&self) -> Result<Vec<Way>, StoreError> {
        let again = select_ways(&self.connection, "removed = 0 AND let_in = 1")?;
        Ok(again.into_iter().map(|enrolled| enrolled.way).collect())
    }

    /// Returns the key file to be changed, proved and compared with the record.
    ///
    /// # Errors
    /// The home cannot be written, or somebody else changed the file since the home was opened.
    pub(super) fn trusted_key_file(&self) -> Result<TrustedKeyFile, StoreError> {
        self.disk.ensure_writable()?;
        self.proved_key_file()
    }

    fn proved_key_file(&self) -> Result<TrustedKeyFile, StoreError> {
        let file = TrustedKeyFile::for_home(&self.home, &self.key)?;
        ensure_enrolled(&self.connection, &file)?;
        Ok(file)
    }

    /// Writes a changed key file, and then records the ways that it holds.
    ///
    /// # Errors
    /// Either cannot be written. If only the record cannot, the next opening catches up.
    pub(super) fn save_ways(&mut self, mut file: TrustedKeyFile, how: &str) -> Result<(), StoreError> {
        file.save_change()?;
        self.record_ways(&file, how)
    }

    /// Records the ways that the key file holds.
    pub(super) fn record_ways(&mut self, file: &TrustedKeyFile, how: &str) -> Result<(), StoreError> {
        let ways = self.ways_change(file, how);
        self.record(Change::Accessed { case: None, access: AuditEvent::WaysChanged(Box::new(ways)) })?;
        Ok(())
    }

    /// Returns the change that records the ways of the key file.
    pub(super) fn ways_change(&self, file: &TrustedKeyFile, how: &str) -> WaysChange {
        WaysChange { how: how.to_owned(), state: file.state(), office: self.office.clone(), confirms: None }
    }

    /// Compares the key file that opened the home with the record; then brings the slot that was opened, and a file of
    /// the former form, to the present one.
    ///
    /// # Errors
    /// The file is an older one, or holds ways that the record did not enroll.
    pub(super) fn settle_key_file(&mut self, unlocked: UnlockedKey, opener: &Credential) -> Result<(), StoreError> {
        let UnlockedKey { mut file, holder, needs_renewal, .. } = unlocked;
        let mut how = catch_up(&self.connection, &file)?;
        if self.is_only_read() {
            return Ok(());
        }
        if needs_renewal {
            if file.is_former() {
                how = Some("the key file was upgraded to the authenticated format".to_owned());
            }
            file.renew_slot(&holder, opener)?;
            file.save_change()?;
            how = how.or_else(|| {
                Some(format!("the {} of {} is bound to this home", holder.opened_by.title(), holder.label))
            });
        }
        how.map_or(Ok(()), |how| self.record_ways(&file, &how))
    }
}

/// Returns what the record has to catch up with, in words; `None` if the key file is the one that it knows.
fn catch_up(record: &Connection, file: &TrustedKeyFile) -> Result<Option<String>, StoreError> {
    let Some(known) = known_generation(record)? else {
        let changes = count_with_noun(file.generation(), "change");
        let from_now = "the ways into this home are recorded from now on";
        // The first opening of a former home makes the first change. With more, the record is an older copy.
        let is_ahead = !file.is_former() && file.generation() > 1;
        return Ok(Some(if is_ahead {
            format!("the key file has {changes} that this older record did not have; {from_now}")
        } else {
            from_now.to_owned()
        }));
    };
    if file.is_former() || file.generation() < known {
        return Err(file.distrust_error(StoreError::OLDER_THAN_RECORD));
    }
    if file.generation() == known {
        ensure_enrolled(record, file)?;
        return Ok(None);
    }
    let unknown = file.ways_beyond(&known_ways(record)?);
    let unknown: Vec<_> = unknown.iter().map(Way::describe).collect();
    Ok(Some(match unknown.as_slice() {
        [] => "a change of the ways into this home was not recorded before".to_owned(),
        ways => format!("a change of the ways into this home was not recorded before: {}", ways.join(", ")),
    }))
}

/// Refuses a key file that is not the one that the record knows, way by way.
fn ensure_enrolled(record: &Connection, file: &TrustedKeyFile) -> Result<(), StoreError> {
    let known = known_generation(record)?.unwrap_or_default();
    if file.generation() < known {
        return Err(file.distrust_error(StoreError::OLDER_THAN_RECORD));
    }
    let sorted = |mut ways: Vec<Way>| {
        ways.sort();
        ways
    };
    if sorted(file.state().ways) == sorted(known_ways(record)?) {
        Ok(())
    } else {
        Err(file.distrust_error(StoreError::UNKNOWN_WAYS))
    }
}

/// Returns how often the key file was changed, as the record knows it; `None` if it knows nothing of it.
pub(super) fn known_generation(record: &Connection) -> Result<Option<u64>, StoreError> {
    let found: Option<i64> = record.query_row("SELECT generation FROM key_file", [], |row| row.get(0)).optional()?;
    Ok(found.map(i64::cast_unsigned))
}

/// Refuses the key file beside a copy of the record if it is older than the copy.
pub(super) fn ensure_not_older(copy: &Connection, file: &TrustedKeyFile) -> Result<(), StoreError> {
    let has_table = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'key_file'";
    if !copy.prepare(has_table)?.exists([])? {
        return Ok(());
    }
    match known_generation(copy)? {
        Some(known) if file.is_former() || file.generation() < known => {
            Err(file.distrust_error(StoreError::OLDER_THAN_RECORD))
        }
        _ => Ok(()),
    }
}

fn known_ways(record: &Connection) -> Result<Vec<Way>, StoreError> {
    Ok(select_enrolled_ways(record)?.into_iter().map(|enrolled| enrolled.way).collect())
}

fn select_enrolled_ways(record: &Connection) -> Result<Vec<EnrolledWay>, StoreError> {
    select_ways(record, "removed = 0")
}

fn select_ways(record: &Connection, which: &str) -> Result<Vec<EnrolledWay>, StoreError> {
    let query = format!("SELECT kind, label, public, author, office FROM way WHERE {which} ORDER BY entry, rowid");
    let mut statement = record.prepare_cached(&query)?;
    let ways = statement.query_map([], read_way)?;
    Ok(ways.collect::<rusqlite::Result<_>>()?)
}

/// Returns the entry with which the ways into a home of an earlier version were first recorded; `None` for a home whose
/// creation recorded its first way.
fn first_recorded_late(record: &Connection) -> Result<Option<Seq>, StoreError> {
    let query = format!("SELECT {} FROM entry WHERE kind IN ('worker_enrolled', 'accessed') ORDER BY id", log::COLUMNS);
    let mut statement = record.prepare_cached(&query)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let entry = log::read_entry(row)?;
        match codec::decode(&entry.body)? {
            Change::WorkerEnrolled { ways: Some(_), .. } => return Ok(None),
            Change::Accessed { access: AuditEvent::WaysChanged(_), .. } => return Ok(Some(entry.seq)),
            _ => {}
        }
    }
    Ok(None)
}

fn read_way(row: &rusqlite::Row<'_>) -> rusqlite::Result<EnrolledWay> {
    let kind: String = row.get(0)?;
    let kind = kind.parse().map_err(|error: strum::ParseError| {
        rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(error))
    })?;
    Ok(EnrolledWay {
        way: Way { kind, label: row.get(1)?, public: row.get(2)? },
        made_by: log::parse_id(row.get::<_, String>(3)?, 3)?,
        office: row.get(4)?,
        is_from_before: false,
    })
}
