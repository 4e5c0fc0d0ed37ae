//! What the screens and commands ask of the record.

use rusqlite::{Connection, OptionalExtension as _};

use super::{Store, StoreError, codec, extracts, log};
use crate::domain::extract::{CountyFact, ExtractKind};
use crate::domain::worker::Worker;
use crate::domain::{CaseNumber, Change, Entry, PersonNumber};

/// An entry of a case's timeline: what was recorded, when and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedEntry {
    /// The entry as it stands in the log; without its body where that holds a protected text.
    pub entry: Entry,
    /// The change in it; protected texts are replaced by a notice.
    pub change: Change,
}

impl Store {
    /// Everything that was ever recorded about a case, in order; protected texts are hidden.
    pub fn timeline(&self, case: &CaseNumber) -> Result<Vec<LoggedEntry>, StoreError> {
        let query = format!("SELECT {} FROM entry WHERE case_no = ?1 ORDER BY id", log::COLUMNS);
        let mut statement = self.connection.prepare_cached(&query)?;
        let entries = statement.query_map([case.as_str()], log::read)?.collect::<rusqlite::Result<Vec<_>>>()?;
        entries.into_iter().map(LoggedEntry::shown).collect()
    }

    /// The county's current facts of one kind.
    pub fn county_facts(&self, kind: ExtractKind) -> Result<Vec<CountyFact>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT body FROM county_fact WHERE kind = ?1 AND current = 1 ORDER BY id")?;
        let bodies = statement.query_map([kind.id()], |row| row.get(0))?;
        bodies.map(|body: rusqlite::Result<Vec<u8>>| codec::decode(&body?)).collect()
    }

    /// The newest day on which the county ran an extract of this kind that was read here.
    pub fn newest_run(&self, kind: ExtractKind) -> Result<Option<chrono::NaiveDate>, StoreError> {
        extracts::newest_run(&self.connection, kind)
    }
}

impl LoggedEntry {
    /// The entry without protected texts: its body, which holds them, is left out then.
    pub(super) fn shown(entry: Entry) -> Result<Self, StoreError> {
        let change: Change = codec::decode(&entry.body)?;
        let body = if change.is_protected() { Vec::new() } else { entry.body };
        Ok(Self { change: change.shown(), entry: Entry { body, ..entry } })
    }
}

/// The worker whose home it is, and whether it is a practice home.
pub(super) fn owner(record: &Connection) -> Result<(Worker, bool), StoreError> {
    let found = record
        .query_row("SELECT number, name, role, office, practice FROM worker ORDER BY entry LIMIT 1", [], |row| {
            let role: String = row.get(2)?;
            let worker = Worker {
                number: log::parsed(row.get::<_, String>(0)?, 0)?,
                name: row.get(1)?,
                role: role.parse().unwrap_or(crate::domain::worker::Role::Ec),
                office: row.get(3)?,
            };
            Ok((worker, row.get(4)?))
        })
        .optional()?;
    found.ok_or_else(|| StoreError::DamagedDatabase { detail: "it belongs to nobody".to_owned() })
}

/// Whether the caseload holds the case.
pub(super) fn has_case(record: &Connection, case: &CaseNumber) -> Result<bool, StoreError> {
    let mut statement =
        record.prepare_cached("SELECT 1 FROM county_fact WHERE case_no = ?1 AND kind = 'listing' LIMIT 1")?;
    Ok(statement.exists([case.as_str()])?)
}

/// Whether the case listing holds the participant; the case as a whole always stands.
pub(super) fn has_person(record: &Connection, case: &CaseNumber, person: PersonNumber) -> Result<bool, StoreError> {
    if person == PersonNumber::CASE {
        return Ok(true);
    }
    let mut statement = record.prepare_cached(
        "SELECT 1 FROM county_fact WHERE case_no = ?1 AND kind = 'listing' AND fact_key = ?2 AND current = 1",
    )?;
    Ok(statement.exists([case.as_str(), &person.to_string()])?)
}
