//! Queries that the screen, the commands and the check of changes share.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension as _};

use super::{Refusal, Store, StoreError, codec, comments, log, whose};
use crate::domain::access_way::WayKind;
use crate::domain::extract::CountyFact;
use crate::domain::worker::Worker;
use crate::domain::{CaseNumber, Change, Entry, PersonNumber, WorkerNumber};

/// An entry of a case's timeline: what was recorded, when and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedEntry {
    /// The entry as it is in the log, but without its body if that holds a protected text.
    pub entry: Entry,
    /// The change that it records. Protected texts are replaced by a notice.
    pub change: Change,
    /// The participant whom the change is about through a comment or through what it undoes, if there is one.
    pub indirect_person: Option<PersonNumber>,
}

impl Store {
    /// Returns everything that was ever recorded about a case and that the worker may see, in order. Protected texts are
    /// hidden.
    pub fn case_timeline(&self, case: &CaseNumber) -> Result<Vec<LoggedEntry>, StoreError> {
        let query = format!(
            "SELECT {columns} FROM entry WHERE case_no = ?1
             UNION ALL
             SELECT {columns} FROM entry
             WHERE (station, seq) IN (SELECT station, entry FROM entry_about WHERE case_no = ?1)
             ORDER BY hlc, station",
            columns = log::COLUMNS
        );
        let mut statement = self.connection.prepare_cached(&query)?;
        let entries = statement.query_map([case.as_str()], log::read_entry)?;
        let entries = entries.collect::<rusqlite::Result<Vec<_>>>()?;
        let shown = entries.into_iter().map(|entry| LoggedEntry::for_case(&self.connection, entry, case));
        self.seen_entries(shown.collect::<Result<_, StoreError>>()?)
    }
}

impl LoggedEntry {
    /// Returns the participant that the entry is about; `None` if it is about the case or only names an alert.
    pub fn person(&self) -> Option<PersonNumber> {
        whose::person_of(&self.change, self.indirect_person)
    }

    /// Returns what an entry records about one case: only the facts of the case, if it is an entry of an extract.
    fn for_case(record: &Connection, entry: Entry, case: &CaseNumber) -> Result<Self, StoreError> {
        let shown = Self::from_entry_redacted(record, entry)?;
        Ok(Self { change: shown.change.narrow_to_case(case), ..shown })
    }

    /// Returns an entry without protected texts, also those that were protected by a later entry. If the entry has
    /// protected texts, its body is left out, because it holds them.
    pub(super) fn from_entry_redacted(record: &Connection, entry: Entry) -> Result<Self, StoreError> {
        let change: Change = codec::decode(&entry.body)?;
        let is_protected = match change.about_comment() {
            Some(comment) => comments::is_protected(record, comment)?,
            None => false,
        };
        let change = if is_protected { change.into_protected() } else { change };
        let indirect_person = whose::indirect_person(record, &entry, &change)?;
        let body = if change.is_protected() { Vec::new() } else { entry.body };
        Ok(Self { change: change.redact(), entry: Entry { body, ..entry }, indirect_person })
    }
}

/// Returns the workers of the home, the owner first, and whether it is a practice home.
pub(super) fn select_workers(record: &Connection) -> Result<(Vec<Worker>, bool), StoreError> {
    let mut statement =
        record.prepare_cached("SELECT number, name, role, office, practice FROM worker ORDER BY entry")?;
    let rows = statement.query_map([], |row| Ok((read_worker_row(row)?, row.get(4)?)))?;
    let rows: Vec<(Worker, bool)> = rows.collect::<rusqlite::Result<_>>()?;
    let practice = rows.first().is_some_and(|(_, practice)| *practice);
    Ok((rows.into_iter().map(|(worker, _)| worker).collect(), practice))
}

/// Returns the workers who have a passphrase that opens the home now, the owner first.
pub(super) fn select_workers_with_access(record: &Connection) -> Result<Vec<Worker>, StoreError> {
    let mut statement = record.prepare_cached(
        "SELECT number, name, role, office FROM worker w WHERE EXISTS
            (SELECT 1 FROM way WHERE kind = ?1 AND label = w.number AND removed = 0) ORDER BY entry",
    )?;
    let workers = statement.query_map([WayKind::Passphrase.id()], read_worker_row)?;
    Ok(workers.collect::<rusqlite::Result<_>>()?)
}

/// Returns the worker with this number; `None` if none is enrolled.
pub(super) fn find_worker(record: &Connection, number: &WorkerNumber) -> Result<Option<Worker>, StoreError> {
    Ok(select_workers(record)?.0.into_iter().find(|worker| worker.number == *number))
}

fn read_worker_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Worker> {
    let role: String = row.get(2)?;
    Ok(Worker {
        number: log::parse_id(row.get::<_, String>(0)?, 0)?,
        name: row.get(1)?,
        role: role.parse().unwrap_or(crate::domain::role::Role::EC),
        office: row.get(3)?,
    })
}

/// Returns whether the case is in the caseload.
pub(super) fn has_case(record: &Connection, case: &CaseNumber) -> Result<bool, StoreError> {
    let mut statement =
        record.prepare_cached("SELECT 1 FROM county_fact WHERE case_no = ?1 AND kind = 'listing' LIMIT 1")?;
    if statement.exists([case.as_str()])? {
        return Ok(true);
    }
    let mut opened = record.prepare_cached("SELECT 1 FROM opened_case WHERE case_no = ?1")?;
    Ok(opened.exists([case.as_str()])?)
}

/// Returns the worker whose listing names the case now; `None` if no listing says whose it is.
pub(super) fn select_listed_worker(record: &Connection, case: &CaseNumber) -> Result<Option<WorkerNumber>, StoreError> {
    let mut statement = record.prepare_cached(
        "SELECT body FROM county_fact WHERE case_no = ?1 AND kind = 'listing' AND current = 1 ORDER BY id",
    )?;
    let bodies = statement.query_map([case.as_str()], |row| row.get::<_, Vec<u8>>(0))?;
    first_worker(bodies)
}

fn first_worker(bodies: impl Iterator<Item = rusqlite::Result<Vec<u8>>>) -> Result<Option<WorkerNumber>, StoreError> {
    for body in bodies {
        if let Some(worker) = codec::decode::<CountyFact>(&body?)?.listed_worker() {
            return Ok(Some(worker.clone()));
        }
    }
    Ok(None)
}

/// Returns the workers whose cases the listings name now.
pub(super) fn select_listed_workers(record: &Connection) -> Result<BTreeSet<WorkerNumber>, StoreError> {
    let mut statement = record.prepare_cached("SELECT body FROM county_fact WHERE kind = 'listing' AND current = 1")?;
    let mut rows = statement.query([])?;
    let mut workers = BTreeSet::new();
    while let Some(row) = rows.next()? {
        workers.extend(codec::decode::<CountyFact>(&row.get::<_, Vec<u8>>(0)?)?.listed_worker().cloned());
    }
    Ok(workers)
}

/// Refuses a case that is not in the caseload.
pub(super) fn ensure_case_exists(record: &Connection, case: &CaseNumber) -> Result<(), StoreError> {
    if has_case(record, case)? { Ok(()) } else { Err(Refusal::UnknownCase(case.clone()).into()) }
}

/// Refuses a participant whom the newest case listing does not name.
pub(super) fn ensure_person_exists(
    record: &Connection,
    case: &CaseNumber,
    person: PersonNumber,
) -> Result<(), StoreError> {
    ensure_case_exists(record, case)?;
    if has_person(record, case, person)? {
        Ok(())
    } else {
        Err(Refusal::UnknownPerson { case: case.clone(), person }.into())
    }
}

/// Returns the birth date of the participant by the newest case listing.
pub(super) fn select_birth_date(
    record: &Connection,
    case: &CaseNumber,
    person: PersonNumber,
) -> Result<Option<NaiveDate>, StoreError> {
    let mut statement = record.prepare_cached(
        "SELECT body FROM county_fact WHERE case_no = ?1 AND kind = 'listing' AND fact_key = ?2 AND current = 1",
    )?;
    let body: Option<Vec<u8>> =
        statement.query_row([case.as_str(), &person.to_string()], |row| row.get(0)).optional()?;
    Ok(match body.map(|body| codec::decode(&body)).transpose()? {
        Some(CountyFact::Listed(row)) => Some(row.birth_date),
        _ => None,
    })
}

/// Returns whether the newest case listing names the participant; always `true` for the case as a whole.
fn has_person(record: &Connection, case: &CaseNumber, person: PersonNumber) -> Result<bool, StoreError> {
    if person == PersonNumber::CASE {
        return Ok(true);
    }
    let mut statement = record.prepare_cached(
        "SELECT 1 FROM county_fact WHERE case_no = ?1 AND kind = 'listing' AND fact_key = ?2 AND current = 1",
    )?;
    if statement.exists([case.as_str(), &person.to_string()])? {
        return Ok(true);
    }
    // The person whom a case names that was opened by hand is number 1, until a listing names the case.
    let mut opened = record.prepare_cached(
        "SELECT 1 FROM opened_case o WHERE case_no = ?1 AND ?2 = 1
            AND NOT EXISTS (SELECT 1 FROM county_fact WHERE case_no = o.case_no AND kind = 'listing')",
    )?;
    Ok(opened.exists(rusqlite::params![case.as_str(), person.0])?)
}
