//! The rows about what an import leaves for a worker to review: rejected rows and missing facts.

use rusqlite::{Connection, params};

use crate::domain::RowId;
use crate::domain::extract::ExtractKind;
use crate::domain::import_issues::{FactIdentity, RejectedHeader, RejectedRowCells, RowCorrection, RowRejection};
use crate::store::StoreError;

pub(super) fn insert_rejected_row(
    record: &Connection,
    extract: RowId,
    rejected: &RowRejection,
) -> Result<(), StoreError> {
    record
        .prepare_cached(
            "INSERT INTO rejected_row (extract, source_row, reason, suggestion, cells) VALUES (?1, ?2, ?3, ?4, '[]')",
        )?
        .execute(params![extract.0, rejected.row, rejected.reason, rejected.suggestion])?;
    Ok(())
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

/// Marks a rejected row as corrected, in every import of its file.
pub(super) fn mark_row_corrected(record: &Connection, by: RowId, row: &RowCorrection) -> Result<(), StoreError> {
    record
        .prepare_cached(
            "UPDATE rejected_row SET mended = ?3 WHERE source_row = ?2 AND mended IS NULL
             AND extract IN (SELECT id FROM extract WHERE substr(sha256, 1, length(?1)) = ?1)",
        )?
        .execute(params![row.sha256, row.row, by.0])?;
    Ok(())
}

/// Marks a fact as missing from an extract. A fact that is already missing keeps the first extract that did not name
/// it.
pub(super) fn mark_fact_missing(
    record: &Connection,
    extract: RowId,
    kind: ExtractKind,
    fact: &FactIdentity,
) -> Result<(), StoreError> {
    record
        .prepare_cached(
            "INSERT INTO absent_fact (case_no, kind, fact_key, extract) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (kind, case_no, fact_key) DO UPDATE SET extract = ?4, named_again = NULL
             WHERE named_again IS NOT NULL",
        )?
        .execute(params![fact.case.as_str(), kind.id(), fact.key, extract.0])?;
    Ok(())
}

pub(super) fn mark_fact_named_again(
    record: &Connection,
    extract: RowId,
    kind: ExtractKind,
    fact: &FactIdentity,
) -> Result<(), StoreError> {
    record
        .prepare_cached(
            "UPDATE absent_fact SET named_again = ?4 WHERE case_no = ?1 AND kind = ?2 AND fact_key = ?3
             AND named_again IS NULL",
        )?
        .execute(params![fact.case.as_str(), kind.id(), fact.key, extract.0])?;
    Ok(())
}

/// Deletes the rejected rows and missing facts of an extract, and reopens those that it had settled.
pub(super) fn undo_extract_rows(record: &Connection, extract: RowId) -> Result<(), StoreError> {
    for statement in [
        "DELETE FROM rejected_row WHERE extract = ?1",
        "DELETE FROM rejected_header WHERE extract = ?1",
        "DELETE FROM absent_fact WHERE extract = ?1",
        "UPDATE rejected_row SET mended = NULL WHERE mended = ?1",
        "UPDATE absent_fact SET named_again = NULL WHERE named_again = ?1",
    ] {
        record.execute(statement, [extract.0])?;
    }
    Ok(())
}

fn cells_to_json(cells: &[String]) -> Result<String, StoreError> {
    serde_json::to_string(cells).map_err(|_error| StoreError::Internal("cells could not be written"))
}
