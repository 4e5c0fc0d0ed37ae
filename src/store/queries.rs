//! What the screens and commands ask of the record.

use rusqlite::{Connection, OptionalExtension as _, Row};

use super::{Store, StoreError, codec, log};
use crate::domain::comment::Comment;
use crate::domain::extract::{CountyFact, ExtractKind};
use crate::domain::worker::Worker;
use crate::domain::{CaseNumber, Entry, PersonNumber, RowId, Seq, WorkerNumber};

/// A filed comment with what the log knows of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiledComment {
    /// The comment.
    pub comment: Comment,
    /// Who filed it.
    pub author: WorkerNumber,
    /// When: milliseconds since 1970, UTC.
    pub entered_ms: u64,
    /// The day it was copied to the system of record, if it was.
    pub posted: Option<chrono::NaiveDate>,
    /// Its entry.
    pub entry: Seq,
}

/// An entry of a case's timeline: what was recorded, when and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedEntry {
    /// The entry as it stands in the log.
    pub entry: Entry,
    /// The change in it.
    pub change: crate::domain::Change,
}

const COMMENT: &str = "SELECT body, author, entered, posted, entry FROM comment";

impl Store {
    /// A case's comments, the newest contact first; at most `most` of them.
    pub fn comments(&self, case: &CaseNumber, most: u32) -> Result<Vec<FiledComment>, StoreError> {
        let query = format!("{COMMENT} WHERE case_no = ?1 ORDER BY on_day DESC, entry DESC LIMIT ?2");
        self.filed(&query, (case.as_str(), most))
    }

    /// All comments, or those that are not yet posted to the system of record, in the order they were filed.
    pub fn all_comments(&self, unposted_only: bool) -> Result<Vec<FiledComment>, StoreError> {
        let which = if unposted_only { "WHERE posted IS NULL" } else { "" };
        self.filed(&format!("{COMMENT} {which} ORDER BY entry"), ())
    }

    /// One comment by its id.
    pub fn comment(&self, id: RowId) -> Result<Option<FiledComment>, StoreError> {
        Ok(self.filed(&format!("{COMMENT} WHERE id = ?1"), [id.0])?.pop())
    }

    /// How many comments are not yet posted to the system of record.
    pub fn unposted(&self) -> Result<u32, StoreError> {
        Ok(self.connection.query_row("SELECT count(*) FROM comment WHERE posted IS NULL", [], |row| row.get(0))?)
    }

    /// Everything that was ever recorded about a case, in order.
    pub fn timeline(&self, case: &CaseNumber) -> Result<Vec<LoggedEntry>, StoreError> {
        let query = format!("SELECT {} FROM entry WHERE case_no = ?1 ORDER BY id", log::COLUMNS);
        let mut statement = self.connection.prepare_cached(&query)?;
        let entries = statement.query_map([case.as_str()], log::read)?.collect::<rusqlite::Result<Vec<_>>>()?;
        entries.into_iter().map(|entry| Ok(LoggedEntry { change: codec::decode(&entry.body)?, entry })).collect()
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
        Ok(self.connection.query_row("SELECT max(run) FROM extract WHERE kind = ?1", [kind.id()], |row| row.get(0))?)
    }

    fn filed(&self, query: &str, values: impl rusqlite::Params) -> Result<Vec<FiledComment>, StoreError> {
        let mut statement = self.connection.prepare_cached(query)?;
        let mut rows = statement.query(values)?;
        let mut comments = Vec::new();
        while let Some(row) = rows.next()? {
            comments.push(filed_comment(row)?);
        }
        Ok(comments)
    }
}

fn filed_comment(row: &Row<'_>) -> Result<FiledComment, StoreError> {
    Ok(FiledComment {
        comment: codec::decode(&row.get::<_, Vec<u8>>(0)?)?,
        author: log::parsed(row.get::<_, String>(1)?, 1)?,
        entered_ms: row.get::<_, i64>(2)?.cast_unsigned(),
        posted: row.get(3)?,
        entry: Seq(row.get::<_, i64>(4)?.cast_unsigned()),
    })
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

/// Whether a comment with this id was filed.
pub(super) fn has_comment(record: &Connection, id: RowId) -> Result<bool, StoreError> {
    Ok(record.prepare_cached("SELECT 1 FROM comment WHERE id = ?1")?.exists([id.0])?)
}

/// Whether the comment was filed on the case.
pub(super) fn comment_is_of(record: &Connection, id: RowId, case: &CaseNumber) -> Result<bool, StoreError> {
    let mut statement = record.prepare_cached("SELECT 1 FROM comment WHERE id = ?1 AND case_no = ?2")?;
    Ok(statement.exists(rusqlite::params![id.0, case.as_str()])?)
}
