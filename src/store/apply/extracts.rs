//! The rows that are written when an extract is imported or its import undone.

use rusqlite::{Connection, params};

use super::rejected_rows;
use crate::domain::change::{Extract, ImportedFact};
use crate::domain::{Entry, RowId, WorkerNumber};
use crate::store::log::seq_to_sql;
use crate::store::{StoreError, codec};

/// Returns the workers as the table keeps them.
fn workers_to_sql(workers: &[WorkerNumber]) -> String {
    workers.iter().map(WorkerNumber::as_str).collect::<Vec<_>>().join(" ")
}

pub(super) fn insert_extract(record: &Connection, entry: &Entry, extract: &Extract) -> Result<(), StoreError> {
    let counts = extract.counts;
    record.execute(
        "INSERT INTO extract (id, file, sha256, kind, run, read_on, read, new, changed, unchanged, duplicate, rejected,
            entry, sheet, file_day, workers)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        params![
            extract.id.0,
            extract.file,
            extract.sha256,
            extract.kind.id(),
            extract.run,
            extract.read_on,
            counts.read,
            counts.new,
            counts.changed,
            counts.unchanged,
            counts.duplicate,
            counts.rejected,
            seq_to_sql(entry.seq),
            extract.sheet,
            extract.file_day,
            workers_to_sql(&extract.workers),
        ],
    )?;
    Ok(())
}

/// Inserts the cases that an entry is about, for their timelines.
pub(super) fn insert_mentioned_cases(
    record: &Connection,
    entry: &Entry,
    facts: &[ImportedFact],
) -> Result<(), StoreError> {
    let mut insert = record.prepare_cached("INSERT OR IGNORE INTO entry_about (case_no, entry) VALUES (?1, ?2)")?;
    for facts in facts.chunk_by(|a, b| a.fact.case() == b.fact.case()) {
        if let Some(first) = facts.first() {
            insert.execute(params![first.fact.case().as_str(), seq_to_sql(entry.seq)])?;
        }
    }
    Ok(())
}

/// Inserts new versions of facts, which become the current ones. The earlier versions stay as history, and so does a
/// fact that a correction replaces.
pub(super) fn insert_facts(
    record: &Connection,
    entry: &Entry,
    extract: RowId,
    facts: &[ImportedFact],
) -> Result<(), StoreError> {
    let mut insert_unless_known = record.prepare_cached(INSERT_UNLESS_KNOWN)?;
    for ImportedFact { row, fact, replaces } in facts {
        let (case, kind, key) = (fact.case().as_str(), fact.kind().id(), fact.identity_key());
        let body = codec::encode(fact)?;
        let values = params![case, kind, key, body, extract.0, row, seq_to_sql(entry.seq), replaces];
        if let Some(replaced) = replaces {
            record.prepare_cached(OUTDATE)?.execute(params![case, kind, replaced])?;
        }
        // Most facts are new: an earlier version is outdated only if there is one.
        if insert_unless_known.execute(values)? == 0 {
            record.prepare_cached(OUTDATE)?.execute(params![case, kind, key])?;
            record.prepare_cached(INSERT)?.execute(values)?;
        }
    }
    Ok(())
}

const OUTDATE: &str =
    "UPDATE county_fact SET current = 0 WHERE case_no = ?1 AND kind = ?2 AND fact_key = ?3 AND current = 1";
const INSERT: &str =
    "INSERT INTO county_fact (case_no, kind, fact_key, body, extract, source_row, entry, replaces, current)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 1)";
const INSERT_UNLESS_KNOWN: &str = "INSERT INTO county_fact
        (case_no, kind, fact_key, body, extract, source_row, entry, replaces, current)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 1)
     ON CONFLICT (case_no, kind, fact_key) WHERE current = 1 DO NOTHING";

/// Deletes the versions that an extract reported, and makes the ones before them current again. The log keeps the
/// import and its undoing.
pub(super) fn undo_extract(record: &Connection, entry: &Entry, extract: RowId) -> Result<(), StoreError> {
    record.execute("UPDATE county_fact SET current = 0 WHERE extract = ?1 AND current = 1", [extract.0])?;
    record.execute(
        "UPDATE county_fact SET current = 1 WHERE id IN (
            SELECT max(former.id) FROM county_fact gone JOIN county_fact former
              ON former.case_no = gone.case_no AND former.kind = gone.kind
              AND former.fact_key IN (gone.fact_key, gone.replaces)
            WHERE gone.extract = ?1 AND former.extract <> ?1
            GROUP BY former.case_no, former.kind, former.fact_key)",
        [extract.0],
    )?;
    record.execute("DELETE FROM county_fact WHERE extract = ?1", [extract.0])?;
    record.execute("UPDATE extract SET taken_back = ?2 WHERE id = ?1", params![extract.0, seq_to_sql(entry.seq)])?;
    rejected_rows::undo_extract_rows(record, extract)
}
