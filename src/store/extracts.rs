//! The imported extracts: what each changed, which of its rows were rejected, which facts it no longer names, and
//! whether its import can be undone.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{Refusal, Store, StoreError, codec, log};
use crate::domain::change::{Extract, RowCounts, UnreadCell};
use crate::domain::extract::{CountyFact, ExtractKind};
use crate::domain::import_issues::{RejectedHeader, RowDismissal};
use crate::domain::{CaseNumber, Change, RowId, Seq, WorkerNumber, sanitize};

/// An extract that was imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedExtract {
    /// The extract.
    pub extract: Extract,
    /// The number of the log entry that records its import.
    pub entry: Seq,
    /// Whether the import was undone.
    pub is_undone: bool,
    /// How many of its rejected rows are neither corrected nor dismissed.
    pub waiting: u32,
    /// How many of its rejected rows are dismissed.
    pub dismissed: u32,
}

/// The newest extract of a kind, by the day whose state it reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewestExtract {
    /// The name of the file.
    pub file: String,
    /// The day whose state it reports.
    pub day: NaiveDate,
    /// The day on which the file was imported.
    pub read_on: NaiveDate,
    /// Whether the day is that of the county's run. If not, the file does not say it, and the day is that of its last change.
    pub is_dated: bool,
}

/// A fact that an extract reported, and what the county reported before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactChange {
    /// What the county reports now.
    pub now: CountyFact,
    /// What the county reported before; `None` if the fact is new.
    pub before: Option<CountyFact>,
    /// The name of the file.
    pub file: String,
    /// The sheet, if the file is a workbook.
    pub sheet: Option<String>,
    /// The number of the row, as a spreadsheet counts rows, from 1.
    pub row: u32,
    /// The cells of the row that could not be read.
    pub unread: Vec<UnreadCell>,
    /// The day of the newest extract of the kind that was read before, is newer than this one and named the fact too; `None`
    /// if there is none.
    pub newer: Option<NaiveDate>,
}

/// A fact that the county reports, with the cells of its row that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownFact {
    /// The fact.
    pub fact: CountyFact,
    /// The cells that could not be read, as they stood in the newest row that said anything else.
    pub unread: Vec<UnreadCell>,
}

/// A row that was rejected because it could not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectedRow {
    /// The number of the row in the file, as a spreadsheet counts rows, from 1.
    pub row: u32,
    /// Why it was rejected, in plain words.
    pub reason: String,
    /// What would correct it.
    pub suggestion: String,
    /// The cells, in the order of the header. Social Security numbers are masked.
    pub cells: Vec<String>,
    /// Why a worker dismissed it; `None` if it waits for a correction.
    pub dismissed: Option<String>,
}

/// A fact that the newest extract of its kind does not name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingFact {
    /// The fact, as it was last reported.
    pub fact: CountyFact,
    /// The last file that named the fact.
    pub last_file: String,
    /// The day that the last file reports on.
    pub last_named_on: NaiveDate,
    /// The first file that does not name the fact.
    pub file: String,
    /// The day that the first file without it reports on.
    pub since: NaiveDate,
}

impl Store {
    /// Returns at most `most` imported extracts, the newest first.
    pub fn imported_extracts(&self, most: u32) -> Result<Vec<ImportedExtract>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT x.id, x.file, x.sha256, x.sheet, x.kind, x.run, x.read_on, x.read, x.new, x.changed, x.unchanged,
                x.duplicate, x.rejected, x.entry, x.taken_back IS NOT NULL,
                (SELECT count(*) FROM rejected_row r WHERE r.extract = x.id AND r.mended IS NULL AND NOT EXISTS
                    (SELECT 1 FROM dismissed_row d WHERE d.kind = x.kind AND d.cells = r.cells)), x.file_day, x.workers,
                (SELECT count(*) FROM rejected_row r JOIN dismissed_row d ON d.kind = x.kind AND d.cells = r.cells
                    WHERE r.extract = x.id AND r.mended IS NULL)
             FROM extract x ORDER BY x.entry DESC LIMIT ?1",
        )?;
        let read = statement.query_map([most], read_extract_row)?.collect::<rusqlite::Result<_>>()?;
        Ok(read)
    }

    /// Returns at most `most` changes, by case, that came with the extracts of the last day on which any was imported. What a
    /// practice caseload began with came from no file, and changed nothing.
    pub fn newest_changes(&self, most: u32) -> Result<Vec<FactChange>, StoreError> {
        let query = format!(
            "{CHANGES} WHERE f.extract IN (SELECT id FROM extract WHERE taken_back IS NULL AND sha256 <> '' AND read_on =
                (SELECT max(read_on) FROM extract WHERE taken_back IS NULL))
             ORDER BY f.case_no, f.id LIMIT ?1"
        );
        select_changes(&self.connection, &query, params![most])
    }

    /// Returns at most `most` changes, by case, that came with the extracts imported after an entry of the log.
    pub fn changes_after(&self, entry: Seq, most: u32) -> Result<Vec<FactChange>, StoreError> {
        let query = format!("{CHANGES} WHERE x.taken_back IS NULL AND x.entry > ?1 ORDER BY f.case_no, f.id LIMIT ?2");
        select_changes(&self.connection, &query, params![entry.0.cast_signed(), most])
    }

    /// Returns what an extract changed, by case; at most `most` changes.
    pub fn changes_of_extract(&self, extract: RowId, most: u32) -> Result<Vec<FactChange>, StoreError> {
        let query = format!("{CHANGES} WHERE f.extract = ?1 ORDER BY f.case_no, f.id LIMIT ?2");
        select_changes(&self.connection, &query, params![extract.0, most])
    }

    /// Returns the facts that the newest extract of each kind no longer names, by case; at most `most`.
    pub fn missing_facts(&self, most: u32) -> Result<Vec<MissingFact>, StoreError> {
        let mut statement = self.connection.prepare_cached(MISSING)?;
        let mut rows = statement.query([most])?;
        let mut missing = Vec::new();
        while let Some(row) = rows.next()? {
            missing.push(MissingFact {
                fact: codec::decode(&row.get::<_, Vec<u8>>(0)?)?,
                last_file: row.get(1)?,
                last_named_on: row.get(2)?,
                file: row.get(3)?,
                since: row.get(4)?,
            });
        }
        Ok(missing)
    }

    /// Returns at most `most` rejected rows of an extract from row `from` on, without rows that were corrected since.
    pub fn rejected_rows(&self, extract: RowId, from: u32, most: u32) -> Result<Vec<RejectedRow>, StoreError> {
        select_rejected_rows(&self.connection, extract, from, most)
    }

    /// Returns the header above the rejected rows of an extract; `None` if no row was rejected.
    pub fn rejected_header(&self, extract: RowId) -> Result<Option<RejectedHeader>, StoreError> {
        let found = self
            .connection
            .prepare_cached("SELECT layout, cells FROM rejected_header WHERE extract = ?1")?
            .query_row([extract.0], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))
            .optional()?;
        found.map(|(layout, cells)| Ok(RejectedHeader { layout, cells: parse_cells(&cells)? })).transpose()
    }

    /// Undoes the import of an extract, in one transaction: the facts that the county reported before are current
    /// again. The log keeps the import and its undoing.
    ///
    /// # Errors
    /// A [`Refusal`] if something depends on the extract, or the import was undone before.
    pub fn undo_import(&mut self, extract: RowId, reason: String) -> Result<(), StoreError> {
        let mut transaction = self.begin_import()?;
        transaction.record(Change::ExtractTakenBack { extract, reason })?;
        transaction.commit()
    }
}

fn read_extract_row(row: &Row<'_>) -> rusqlite::Result<ImportedExtract> {
    Ok(ImportedExtract {
        extract: Extract {
            id: RowId(row.get(0)?),
            file: row.get(1)?,
            sha256: row.get(2)?,
            sheet: row.get(3)?,
            kind: read_kind(row, 4)?,
            run: row.get(5)?,
            file_day: row.get(16)?,
            read_on: row.get(6)?,
            counts: RowCounts {
                read: row.get(7)?,
                new: row.get(8)?,
                changed: row.get(9)?,
                unchanged: row.get(10)?,
                duplicate: row.get(11)?,
                rejected: row.get(12)?,
            },
            workers: read_workers(row, 17)?,
        },
        entry: log::read_seq(row, 13)?,
        is_undone: row.get(14)?,
        waiting: row.get(15)?,
        dismissed: row.get(18)?,
    })
}

pub(super) fn read_kind(row: &Row<'_>, column: usize) -> rusqlite::Result<ExtractKind> {
    row.get::<_, String>(column)?.parse().map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
    })
}

/// The facts that are missing from the newest extract of their kind: the last extract that named each (`named`), and
/// the first that did not (`x`).
const MISSING: &str = "SELECT f.body, named.file, coalesce(named.run, named.file_day, named.read_on), x.file,
            coalesce(x.run, x.file_day, x.read_on)
     FROM absent_fact a
     JOIN county_fact f ON f.case_no = a.case_no AND f.kind = a.kind AND f.fact_key = a.fact_key AND f.current = 1
     JOIN extract named ON named.id = f.extract
     JOIN extract x ON x.id = a.extract
     WHERE a.named_again IS NULL
     ORDER BY a.case_no, a.kind, a.fact_key LIMIT ?1";

/// Selects facts with their row in the file and their previous version.
const CHANGES: &str = "SELECT f.body, x.file, x.sheet, f.source_row,
        (SELECT b.body FROM county_fact b WHERE b.case_no = f.case_no AND b.kind = f.kind
            AND b.fact_key IN (f.fact_key, f.replaces) AND b.id < f.id ORDER BY b.id DESC LIMIT 1),
        f.unread,
        (SELECT max(coalesce(n.run, n.file_day, n.read_on)) FROM extract n
            WHERE n.kind = x.kind AND n.taken_back IS NULL AND n.entry < x.entry
            AND coalesce(n.run, n.file_day, n.read_on) > coalesce(x.run, x.file_day, x.read_on)
            AND (n.workers = '' OR x.workers = '' OR instr(' ' || n.workers || ' ', ' ' || x.workers || ' ') > 0
                OR instr(' ' || x.workers || ' ', ' ' || n.workers || ' ') > 0)
            AND EXISTS (SELECT 1 FROM county_fact b JOIN extract own ON own.id = b.extract WHERE b.case_no = f.case_no
                AND b.kind = f.kind AND b.fact_key IN (f.fact_key, f.replaces) AND b.id < f.id AND own.entry <= n.entry)
            AND NOT EXISTS (SELECT 1 FROM absent_fact a JOIN extract gone ON gone.id = a.extract
                LEFT JOIN extract again ON again.id = a.named_again WHERE a.kind = f.kind AND a.case_no = f.case_no
                AND a.fact_key IN (f.fact_key, f.replaces) AND gone.entry <= n.entry
                AND (again.entry IS NULL OR again.entry > n.entry)))
     FROM county_fact f JOIN extract x ON x.id = f.extract";

fn select_changes(
    record: &Connection,
    query: &str,
    values: impl rusqlite::Params,
) -> Result<Vec<FactChange>, StoreError> {
    let mut statement = record.prepare_cached(query)?;
    let mut rows = statement.query(values)?;
    let mut changes = Vec::new();
    while let Some(row) = rows.next()? {
        let before: Option<Vec<u8>> = row.get(4)?;
        changes.push(FactChange {
            now: codec::decode(&row.get::<_, Vec<u8>>(0)?)?,
            before: before.map(|body| codec::decode(&body)).transpose()?,
            file: row.get(1)?,
            sheet: row.get(2)?,
            row: row.get(3)?,
            unread: decode_unread(row.get(5)?)?,
            newer: row.get(6)?,
        });
    }
    Ok(changes)
}

/// Returns the cells that could not be read, as the table keeps them.
pub(super) fn decode_unread(stored: Option<Vec<u8>>) -> Result<Vec<UnreadCell>, StoreError> {
    stored.map_or_else(|| Ok(Vec::new()), |stored| codec::decode(&stored))
}

/// Selects the facts that an extract changed, without new facts.
pub(super) fn select_changed_facts(
    record: &Connection,
    extract: RowId,
    most: u32,
) -> Result<Vec<FactChange>, StoreError> {
    let query = format!(
        "{CHANGES} WHERE f.extract = ?1 AND EXISTS (SELECT 1 FROM county_fact b WHERE b.case_no = f.case_no
            AND b.kind = f.kind AND b.fact_key IN (f.fact_key, f.replaces) AND b.id < f.id)
         ORDER BY f.case_no, f.id LIMIT ?2"
    );
    select_changes(record, &query, params![extract.0, most])
}

/// Selects the newest extract of a kind that names cases of one of these workers and is not undone, by the day whose
/// state it reports.
pub(super) fn select_newest(
    record: &Connection,
    kind: ExtractKind,
    workers: &BTreeSet<WorkerNumber>,
) -> Result<Option<NewestExtract>, StoreError> {
    select_newest_where(record, kind, workers, "true")
}

/// Selects the same among the extracts that name the day of their run.
pub(super) fn select_newest_dated(
    record: &Connection,
    kind: ExtractKind,
    workers: &BTreeSet<WorkerNumber>,
) -> Result<Option<NewestExtract>, StoreError> {
    select_newest_where(record, kind, workers, "run IS NOT NULL")
}

fn select_newest_where(
    record: &Connection,
    kind: ExtractKind,
    workers: &BTreeSet<WorkerNumber>,
    condition: &str,
) -> Result<Option<NewestExtract>, StoreError> {
    let query = format!(
        "SELECT file, coalesce(run, file_day, read_on) AS day, read_on, workers, run IS NOT NULL FROM extract
         WHERE kind = ?1 AND taken_back IS NULL AND {condition} ORDER BY day DESC, entry DESC"
    );
    let mut statement = record.prepare_cached(&query)?;
    let mut rows = statement.query([kind.id()])?;
    while let Some(row) = rows.next()? {
        let named = read_workers(row, 3)?;
        if named.is_empty() || workers.is_empty() || named.iter().any(|worker| workers.contains(worker)) {
            return Ok(Some(NewestExtract {
                file: row.get(0)?,
                day: row.get(1)?,
                read_on: row.get(2)?,
                is_dated: row.get(4)?,
            }));
        }
    }
    Ok(None)
}

/// Reads the workers whose cases an extract names.
pub(super) fn read_workers(row: &Row<'_>, column: usize) -> rusqlite::Result<Vec<WorkerNumber>> {
    let written: String = row.get(column)?;
    written.split_whitespace().map(|number| log::parse_id(number.to_owned(), column)).collect()
}

/// Selects the keys of the current facts of a case that an extract newer than `day` named: the one that reported the
/// fact, or one that was read after it and names cases of the case's `worker`. A missing fact is not among them.
pub(super) fn select_keys_seen_after(
    record: &Connection,
    kind: ExtractKind,
    case: &CaseNumber,
    day: NaiveDate,
    worker: Option<&WorkerNumber>,
) -> Result<BTreeSet<String>, StoreError> {
    let mut statement = record.prepare_cached(
        "SELECT f.fact_key FROM county_fact f
         LEFT JOIN absent_fact a ON a.kind = f.kind AND a.case_no = f.case_no AND a.fact_key = f.fact_key
             AND a.named_again IS NULL
         WHERE f.case_no = ?1 AND f.kind = ?2 AND f.current = 1 AND a.extract IS NULL AND EXISTS (
             SELECT 1 FROM extract x JOIN extract own ON own.id = f.extract
             WHERE x.kind = f.kind AND x.taken_back IS NULL AND x.entry >= own.entry
             AND coalesce(x.run, x.file_day, x.read_on) > ?3
             AND (x.workers = '' OR ?4 IS NULL OR instr(' ' || x.workers || ' ', ' ' || ?4 || ' ') > 0))",
    )?;
    let worker = worker.map(WorkerNumber::as_str);
    let keys = statement.query_map(params![case.as_str(), kind.id(), day, worker], |row| row.get(0))?;
    Ok(keys.collect::<rusqlite::Result<_>>()?)
}

/// Selects the cases about which extracts of a kind reported facts, in order.
pub(super) fn select_cases(record: &Connection, kind: ExtractKind) -> Result<Vec<CaseNumber>, StoreError> {
    let mut statement = record
        .prepare_cached("SELECT DISTINCT case_no FROM county_fact WHERE kind = ?1 AND current = 1 ORDER BY case_no")?;
    let cases = statement.query_map([kind.id()], |row| log::parse_id(row.get::<_, String>(0)?, 0))?;
    Ok(cases.collect::<rusqlite::Result<_>>()?)
}

/// Selects rejected rows that are not corrected yet, in the order of the file.
pub(super) fn select_rejected_rows(
    record: &Connection,
    extract: RowId,
    from: u32,
    most: u32,
) -> Result<Vec<RejectedRow>, StoreError> {
    let mut statement = record.prepare_cached(
        "SELECT r.source_row, r.reason, r.suggestion, r.cells, d.reason FROM rejected_row r
         JOIN extract x ON x.id = r.extract
         LEFT JOIN dismissed_row d ON d.kind = x.kind AND d.cells = r.cells
         WHERE r.extract = ?1 AND r.source_row >= ?2 AND r.mended IS NULL
         ORDER BY r.source_row LIMIT ?3",
    )?;
    let mut rows = statement.query(params![extract.0, from, most])?;
    let mut rejected = Vec::new();
    while let Some(row) = rows.next()? {
        rejected.push(RejectedRow {
            row: row.get(0)?,
            reason: row.get(1)?,
            suggestion: row.get(2)?,
            cells: parse_cells(&row.get::<_, String>(3)?)?,
            dismissed: row.get(4)?,
        });
    }
    Ok(rejected)
}

/// Refuses to dismiss a row that the extract does not have, one whose cells were not kept, or to do so without a reason.
pub(super) fn check_dismissal(record: &Connection, dismissal: &RowDismissal) -> Result<(), StoreError> {
    if dismissal.reason.as_deref().is_some_and(sanitize::is_blank) {
        return Err(Refusal::NoReason.into());
    }
    let rows = select_rejected_rows(record, dismissal.extract, dismissal.row, 1)?;
    let found = rows.first().filter(|row| row.row == dismissal.row && row.cells == dismissal.cells);
    match found {
        Some(row) if !row.cells.is_empty() && row.dismissed.is_some() != dismissal.reason.is_some() => Ok(()),
        _ => Err(Refusal::NotDismissible(dismissal.row).into()),
    }
}

/// Selects the keys of a case's facts of a kind that were missing already before the extract that is being imported.
pub(super) fn select_missing_keys(
    record: &Connection,
    kind: ExtractKind,
    case: &CaseNumber,
) -> Result<Vec<String>, StoreError> {
    let mut statement = record
        .prepare_cached("SELECT fact_key FROM absent_fact WHERE kind = ?1 AND case_no = ?2 AND named_again IS NULL")?;
    let keys = statement.query_map([kind.id(), case.as_str()], |row| row.get(0))?;
    Ok(keys.collect::<rusqlite::Result<_>>()?)
}

/// Counts the facts that have been missing since this extract.
pub(super) fn count_newly_missing(record: &Connection, extract: RowId) -> Result<u32, StoreError> {
    let mut statement =
        record.prepare_cached("SELECT count(*) FROM absent_fact WHERE extract = ?1 AND named_again IS NULL")?;
    Ok(statement.query_row([extract.0], |row| row.get(0))?)
}

/// Refuses to undo an import that does not exist, was undone before, or is followed by a record or an import that
/// depends on it.
pub(super) fn ensure_can_undo(record: &Connection, extract: RowId) -> Result<(), StoreError> {
    let found = record
        .query_row("SELECT entry, taken_back IS NOT NULL FROM extract WHERE id = ?1", [extract.0], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, bool>(1)?))
        })
        .optional()?;
    match found {
        None => Err(Refusal::UnknownExtract.into()),
        Some((_, true)) => Err(Refusal::AlreadyUndone.into()),
        Some((entry, false)) => ensure_nothing_depends_on(record, extract, entry),
    }
}

fn ensure_nothing_depends_on(record: &Connection, extract: RowId, entry: i64) -> Result<(), StoreError> {
    let later: Option<String> = record
        .query_row(
            "SELECT x.file FROM county_fact f JOIN county_fact later ON later.case_no = f.case_no AND later.id > f.id
             JOIN extract x ON x.id = later.extract
             WHERE f.extract = ?1 AND later.extract <> ?1 AND (f.kind = 'listing' OR f.current = 0) LIMIT 1",
            [extract.0],
            |row| row.get(0),
        )
        .optional()?;
    if let Some(file) = later {
        return Err(Refusal::ReadSince { file }.into());
    }
    let recorded: Option<String> = record
        .query_row(
            "SELECT e.case_no FROM entry e WHERE e.case_no IN (SELECT case_no FROM county_fact WHERE extract = ?1)
             AND e.seq > ?2 AND e.kind NOT IN ('facts_imported', 'accessed', 'comment_revealed') LIMIT 1",
            params![extract.0, entry],
            |row| row.get(0),
        )
        .optional()?;
    match recorded {
        Some(case) => Err(Refusal::RecordedSince { case: log::parse_id(case, 0)? }.into()),
        None => ensure_no_draft_depends_on(record, extract),
    }
}

/// Refuses if a draft is about a case that only this extract added. A draft has no entry in the log, but its case must
/// stay in the caseload.
fn ensure_no_draft_depends_on(record: &Connection, extract: RowId) -> Result<(), StoreError> {
    let drafted: Option<String> = record
        .query_row(
            "SELECT d.case_no FROM draft d WHERE EXISTS
                (SELECT 1 FROM county_fact f WHERE f.case_no = d.case_no AND f.kind = 'listing' AND f.extract = ?1)
             AND NOT EXISTS
                (SELECT 1 FROM county_fact f WHERE f.case_no = d.case_no AND f.kind = 'listing' AND f.extract <> ?1)
             ORDER BY d.case_no LIMIT 1",
            [extract.0],
            |row| row.get(0),
        )
        .optional()?;
    match drafted {
        Some(case) => Err(Refusal::DraftedSince { case: log::parse_id(case, 0)? }.into()),
        None => Ok(()),
    }
}

fn parse_cells(cells: &str) -> Result<Vec<String>, StoreError> {
    serde_json::from_str(cells).map_err(|error| StoreError::DamagedDatabase {
        detail: format!("the cells of a row cannot be read: {error}").into(),
    })
}
