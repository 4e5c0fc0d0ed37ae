//! The rows that are written when an extract is imported or its import undone.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::order::{self, Register};
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
            entry, sheet, file_day, workers, taken_back)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
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
            order::find_entry(record, Register::ExtractUndone(extract.id))?,
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
    let mut insert =
        record.prepare_cached("INSERT OR IGNORE INTO entry_about (case_no, station, entry) VALUES (?1, ?2, ?3)")?;
    for facts in facts.chunk_by(|a, b| a.fact.case() == b.fact.case()) {
        if let Some(first) = facts.first() {
            insert.execute(params![first.fact.case().as_str(), entry.station.0, seq_to_sql(entry.seq)])?;
        }
    }
    Ok(())
}

/// Returns whether the import of an extract was undone by an entry that arrived before.
pub(super) fn was_undone_before(record: &Connection, extract: RowId) -> Result<bool, StoreError> {
    Ok(order::find_entry(record, Register::ExtractUndone(extract))?.is_some())
}

/// Inserts new versions of facts. Of each fact, the version that was recorded last is the current one; the others stay
/// as history, and so does a fact that a correction replaces.
pub(super) fn insert_facts(
    record: &Connection,
    entry: &Entry,
    extract: RowId,
    facts: &[ImportedFact],
) -> Result<(), StoreError> {
    if was_undone_before(record, extract)? {
        return Ok(());
    }
    let mut insert_unless_known = record.prepare_cached(INSERT_UNLESS_KNOWN)?;
    let mut are_some_replaced = record
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM county_fact WHERE replaces IS NOT NULL)")?
        .query_row([], |row| row.get(0))?;
    let hlc = entry.hlc.0.cast_signed();
    for ImportedFact { row, fact, replaces, unread } in facts {
        let (case, kind, key) = (fact.case().as_str(), fact.kind().id(), fact.identity_key());
        let body = codec::encode(fact)?;
        let unread = if unread.is_empty() { None } else { Some(codec::encode(unread)?) };
        let values = params![case, kind, key, body, extract.0, row, seq_to_sql(entry.seq), replaces, hlc, unread];
        // Most facts are new: an earlier version is looked for only if there is one.
        let is_known = insert_unless_known.execute(values)? == 0;
        if is_known {
            record.prepare_cached(INSERT_OUTDATED)?.execute(values)?;
        }
        are_some_replaced |= replaces.is_some();
        if is_known || are_some_replaced {
            settle_fact(record, case, kind, &key)?;
        }
        if let Some(replaced) = replaces {
            settle_fact(record, case, kind, replaced)?;
        }
    }
    Ok(())
}

/// Settles which version of a fact is current, from all that have arrived: the newest one, unless a newer one has
/// replaced the fact.
fn settle_fact(record: &Connection, case: &str, kind: &str, key: &str) -> Result<(), StoreError> {
    record
        .prepare_cached(
            "UPDATE county_fact SET current = 0 WHERE case_no = ?1 AND kind = ?2 AND fact_key = ?3 AND current = 1",
        )?
        .execute([case, kind, key])?;
    let newest = record
        .prepare_cached(
            "SELECT id, fact_key = ?3 FROM county_fact
             WHERE case_no = ?1 AND kind = ?2 AND (fact_key = ?3 OR replaces = ?3)
             ORDER BY hlc DESC, extract DESC, id DESC LIMIT 1",
        )?
        .query_row([case, kind, key], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, bool>(1)?)))
        .optional()?;
    if let Some((newest, true)) = newest {
        record.prepare_cached("UPDATE county_fact SET current = 1 WHERE id = ?1")?.execute([newest])?;
    }
    Ok(())
}

const INSERT_OUTDATED: &str =
    "INSERT INTO county_fact (case_no, kind, fact_key, body, extract, source_row, entry, replaces, hlc, unread, current)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0)";
const INSERT_UNLESS_KNOWN: &str = "INSERT INTO county_fact
        (case_no, kind, fact_key, body, extract, source_row, entry, replaces, hlc, unread, current)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 1)
     ON CONFLICT (case_no, kind, fact_key) WHERE current = 1 DO NOTHING";

/// Deletes the versions that an extract reported; of those before them, the newest are current again. The log keeps the
/// import and its undoing.
pub(super) fn undo_extract(record: &Connection, entry: &Entry, extract: RowId) -> Result<(), StoreError> {
    order::note_if_first(record, entry, Register::ExtractUndone(extract))?;
    let mut statement =
        record.prepare_cached("SELECT case_no, kind, fact_key, replaces FROM county_fact WHERE extract = ?1")?;
    let touched = statement
        .query_map([extract.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
        .collect::<rusqlite::Result<Vec<(String, String, String, Option<String>)>>>()?;
    record.execute("DELETE FROM county_fact WHERE extract = ?1", [extract.0])?;
    for (case, kind, key, replaced) in touched {
        settle_fact(record, &case, &kind, &key)?;
        if let Some(replaced) = replaced {
            settle_fact(record, &case, &kind, &replaced)?;
        }
    }
    let undone = order::find_entry(record, Register::ExtractUndone(extract))?;
    record.execute("UPDATE extract SET taken_back = ?2 WHERE id = ?1", params![extract.0, undone])?;
    rejected_rows::undo_extract_rows(record, extract)
}
