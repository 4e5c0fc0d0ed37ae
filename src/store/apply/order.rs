//! Which of two writes counts. Entries of different stations arrive in any order, so the order in which they were made
//! decides: by the time of the entry, then by its station. The entries of one station are in their order anyway.

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::domain::dates::Month;
use crate::domain::extract::ExtractKind;
use crate::domain::{CaseNumber, Entry, PersonNumber, RowId, WorkerNumber};
use crate::domain::{alert::AlertKey, checklist::ItemId};
use crate::store::StoreError;
use crate::store::log::seq_to_sql;

/// Something that is written more than once, and of which one write counts. Its text is a key of the record.
#[derive(Debug, Clone, Copy)]
pub(super) enum Register<'a> {
    /// What was done with an alert.
    Alert(&'a AlertKey),
    /// The annotation of a participant's row.
    Annotation(&'a CaseNumber, PersonNumber),
    /// A worker's own reminder.
    Reminder(RowId),
    /// Whether a rejected row with these cells, as JSON, is dismissed.
    Dismissal(ExtractKind, &'a str),
    /// The mark on an item of a checklist.
    Mark(&'a CaseNumber, Month, &'a ItemId),
    /// Name, role and office of a worker.
    Worker(&'a WorkerNumber),
    /// That a worker was enrolled: the first time counts.
    Enrolled(&'a WorkerNumber),
    /// The draw of a month for an EC: the first one counts, so that nobody draws until the cases suit them.
    Draw(Month, &'a WorkerNumber),
    /// The review of a case for a month.
    Review(Month, &'a CaseNumber),
    /// That the import of an extract was undone: the first time counts.
    ExtractUndone(RowId),
    /// The decision about a row of a match and a person.
    MatchDecision(&'a CaseNumber, PersonNumber, &'a str),
    /// A case that was opened by hand.
    OpenedCase(&'a CaseNumber),
    /// An entry of the duty log: the first one counts.
    DutyNote(RowId),
    /// An entry of a tool of the county: the first one counts.
    CountyTool(RowId),
}

impl Register<'_> {
    /// Returns the text by which the table names it.
    fn to_key(self) -> String {
        match self {
            Self::Alert(alert) => format!("alert {alert}"),
            Self::Annotation(case, person) => format!("annotation {case} {}", person.0),
            Self::Reminder(id) => format!("reminder {id}"),
            Self::Dismissal(kind, cells) => format!("dismissed {} {cells}", kind.id()),
            Self::Mark(case, month, item) => format!("mark {case} {month} {}", item.0),
            Self::Worker(number) => format!("worker {number}"),
            Self::Enrolled(number) => format!("enrolled {number}"),
            Self::Draw(month, ec) => format!("draw {month} {ec}"),
            Self::Review(month, case) => format!("review {month} {case}"),
            Self::ExtractUndone(extract) => format!("undone {extract}"),
            Self::MatchDecision(case, person, digest) => format!("match {case} {} {digest}", person.0),
            Self::OpenedCase(case) => format!("opened {case}"),
            Self::DutyNote(id) => format!("duty {id}"),
            Self::CountyTool(id) => format!("county tool {id}"),
        }
    }
}

/// Notes that an entry writes to a register, and returns whether its write is the newest that has arrived. `body` is
/// kept with it, where the row that shows it may arrive later.
pub(super) fn note_if_newest(
    record: &Connection,
    entry: &Entry,
    register: Register<'_>,
    body: Option<&[u8]>,
) -> Result<bool, StoreError> {
    note(record, entry, register, body, ">")
}

/// Notes that an entry writes to a register, and returns whether its write is the oldest that has arrived.
pub(super) fn note_if_first(record: &Connection, entry: &Entry, register: Register<'_>) -> Result<bool, StoreError> {
    note(record, entry, register, None, "<")
}

fn note(
    record: &Connection,
    entry: &Entry,
    register: Register<'_>,
    body: Option<&[u8]>,
    comparison: &'static str,
) -> Result<bool, StoreError> {
    let statement = format!(
        "INSERT INTO last_write (register, hlc, station, seq, body) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (register) DO UPDATE SET hlc = ?2, station = ?3, seq = ?4, body = ?5
         WHERE (?2, ?3, ?4) {comparison} (hlc, station, seq)"
    );
    let (hlc, seq) = (entry.hlc.0.cast_signed(), seq_to_sql(entry.seq));
    let noted =
        record.prepare_cached(&statement)?.execute(params![register.to_key(), hlc, entry.station.0, seq, body])?;
    Ok(noted > 0)
}

/// Returns what was kept with the newest write to a register; `None` if there is none.
pub(super) fn find_body(record: &Connection, register: Register<'_>) -> Result<Option<Vec<u8>>, StoreError> {
    let mut statement = record.prepare_cached("SELECT body FROM last_write WHERE register = ?1")?;
    Ok(statement.query_row([register.to_key()], |row| row.get(0)).optional()?.flatten())
}

/// Returns the number of the entry that counts for a register, as SQLite keeps it; `None` if nothing was written to it.
pub(super) fn find_entry(record: &Connection, register: Register<'_>) -> Result<Option<i64>, StoreError> {
    let mut statement = record.prepare_cached("SELECT seq FROM last_write WHERE register = ?1")?;
    Ok(statement.query_row([register.to_key()], |row| row.get(0)).optional()?)
}

/// The table of registers as a home of an earlier form needs it while one is made: it has none of its own, and what
/// stands in this one is written again when the home gets the present form.
pub(in crate::store) const FOR_EARLIER_FORM: &str = "CREATE TEMP TABLE last_write
    (register TEXT PRIMARY KEY, hlc INTEGER, station BLOB, seq INTEGER, body BLOB)";
