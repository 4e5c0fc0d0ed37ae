//! The rows about what an import leaves for a worker to review: rejected rows and missing facts.

use rusqlite::{Connection, params};
use uuid::Uuid;

use super::order::{self, Register};
use crate::domain::extract::ExtractKind;
use crate::domain::import_issues::{
    FactIdentity, RejectedHeader, RejectedRowCells, RowCorrection, RowDismissal, RowRejection,
};
use crate::domain::{Entry, RowId};
use crate::store::StoreError;
use crate::store::log::seq_to_sql;

pub(super) fn insert_rejected_row(
    record: &Connection,
    entry: &Entry,
    extract: RowId,
    rejected: &RowRejection,
) -> Result<(), StoreError> {
    record
        .prepare_cached(
            "INSERT INTO rejected_row (extract, source_row, reason, suggestion, cells, hlc)
             VALUES (?1, ?2, ?3, ?4, '[]', ?5)",
        )?
        .execute(params![extract.0, rejected.row, rejected.reason, rejected.suggestion, entry.hlc.0.cast_signed()])?;
    settle_rows(record, "extract = ?2", params![rejected.row, extract.0])
}

pub(super) fn save_rejected_cells(
    record: &Connection,
    extract: RowId,
    header: &RejectedHeader,
    rows: &[RejectedRowCells],
) -> Result<(), StoreError> {
    record
        .prepare_cached("INSERT OR IGNORE INTO rejected_header (extract, layout, cells) VALUES (?1, ?2, ?3)")?
        .execute(params![extract.0, header.layout, cells_to_json(&header.cells)?])?;
    let mut update =
        record.prepare_cached("UPDATE rejected_row SET cells = ?3 WHERE extract = ?1 AND source_row = ?2")?;
    for RejectedRowCells { row, cells } in rows {
        update.execute(params![extract.0, row, cells_to_json(cells)?])?;
    }
    Ok(())
}

/// Marks a rejected row as corrected, in every import of its file before that.
pub(super) fn mark_row_corrected(
    record: &Connection,
    entry: &Entry,
    by: RowId,
    row: &RowCorrection,
) -> Result<(), StoreError> {
    record
        .prepare_cached(
            "INSERT OR IGNORE INTO row_correction (source_row, sha256, extract, hlc) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![row.row, row.sha256, by.0, entry.hlc.0.cast_signed()])?;
    settle_rows(record, OF_FILE, params![row.row, row.sha256])
}

/// Saves that a rejected row is dismissed, or is no longer.
pub(super) fn save_dismissal(record: &Connection, entry: &Entry, dismissal: &RowDismissal) -> Result<(), StoreError> {
    let (kind, cells) = (dismissal.kind, cells_to_json(&dismissal.cells)?);
    if !order::note_if_newest(record, entry, Register::Dismissal(kind, &cells), None)? {
        return Ok(());
    }
    let Some(reason) = &dismissal.reason else {
        record
            .prepare_cached("DELETE FROM dismissed_row WHERE kind = ?1 AND cells = ?2")?
            .execute([kind.id(), &cells])?;
        return Ok(());
    };
    record
        .prepare_cached(
            "INSERT INTO dismissed_row (kind, cells, reason, author, entry) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (kind, cells) DO UPDATE SET reason = ?3, author = ?4, entry = ?5",
        )?
        .execute(params![kind.id(), cells, reason, entry.author.as_str(), seq_to_sql(entry.seq)])?;
    Ok(())
}

/// The rejected rows of the imports of one file.
const OF_FILE: &str = "extract IN (SELECT id FROM extract WHERE substr(sha256, 1, length(?2)) = ?2)";

/// Settles by which extract the rejected rows with one number were corrected: by the first one after each. `which`
/// narrows the rows, and has the second of the values.
fn settle_rows(record: &Connection, which: &str, values: impl rusqlite::Params) -> Result<(), StoreError> {
    let statement = format!(
        "UPDATE rejected_row SET mended =
            (SELECT c.extract FROM row_correction c JOIN extract x ON x.id = rejected_row.extract
             WHERE c.source_row = ?1 AND c.hlc > rejected_row.hlc
             AND substr(x.sha256, 1, length(c.sha256)) = c.sha256
             ORDER BY c.hlc, c.extract LIMIT 1)
         WHERE source_row = ?1 AND {which}"
    );
    record.prepare_cached(&statement)?.execute(values)?;
    Ok(())
}

/// Saves that an extract does not name a fact that an earlier one named, or names it again.
pub(super) fn save_absence(
    record: &Connection,
    entry: &Entry,
    extract: RowId,
    (kind, fact): (ExtractKind, &FactIdentity),
    is_back: bool,
) -> Result<(), StoreError> {
    let (kind, case, key) = (kind.id(), fact.case.as_str(), fact.key.as_str());
    record
        .prepare_cached(
            "INSERT OR IGNORE INTO absence (kind, case_no, fact_key, extract, is_back, hlc)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![kind, case, key, extract.0, is_back, entry.hlc.0.cast_signed()])?;
    settle_absence(record, kind, case, key)
}

/// Settles whether a fact is missing, from all that extracts said of it. One that is already missing keeps the first
/// extract that did not name it.
fn settle_absence(record: &Connection, kind: &str, case: &str, key: &str) -> Result<(), StoreError> {
    let mut statement = record.prepare_cached(
        "SELECT extract, is_back FROM absence WHERE kind = ?1 AND case_no = ?2 AND fact_key = ?3
         ORDER BY hlc, extract, is_back",
    )?;
    let mut rows = statement.query([kind, case, key])?;
    let mut missing: Option<(Uuid, Option<Uuid>)> = None;
    while let Some(row) = rows.next()? {
        let (extract, is_back) = (row.get(0)?, row.get(1)?);
        missing = match (missing, is_back) {
            (None | Some((_, Some(_))), false) => Some((extract, None)),
            (Some((since, None)), true) => Some((since, Some(extract))),
            (known, _) => known,
        };
    }
    record
        .prepare_cached("DELETE FROM absent_fact WHERE kind = ?1 AND case_no = ?2 AND fact_key = ?3")?
        .execute([kind, case, key])?;
    if let Some((since, named_again)) = missing {
        record
            .prepare_cached(
                "INSERT INTO absent_fact (case_no, kind, fact_key, extract, named_again) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![case, kind, key, since, named_again])?;
    }
    Ok(())
}

/// Deletes the rejected rows and missing facts of an extract, and reopens those that it had settled.
pub(super) fn undo_extract_rows(record: &Connection, extract: RowId) -> Result<(), StoreError> {
    let corrected: Vec<(u32, String)> = record
        .prepare_cached("SELECT source_row, sha256 FROM row_correction WHERE extract = ?1")?
        .query_map([extract.0], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let told: Vec<(String, String, String)> = record
        .prepare_cached("SELECT DISTINCT kind, case_no, fact_key FROM absence WHERE extract = ?1")?
        .query_map([extract.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for table in ["rejected_row", "rejected_header", "row_correction", "absence"] {
        record.execute(&format!("DELETE FROM {table} WHERE extract = ?1"), [extract.0])?;
    }
    for (row, sha256) in corrected {
        settle_rows(record, OF_FILE, params![row, sha256])?;
    }
    told.iter().try_for_each(|(kind, case, key)| settle_absence(record, kind, case, key))
}

pub(in crate::store) fn cells_to_json(cells: &[String]) -> Result<String, StoreError> {
    serde_json::to_string(cells).map_err(|_error| StoreError::Internal("cells could not be written"))
}
