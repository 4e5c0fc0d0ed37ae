//! What a record needs besides its log and its tables: indexes that find what the tables hold, the triggers that guard
//! the log, and nothing that does not belong there.

use rusqlite::Connection;

use super::record_fault::RecordFault;
use super::{DraftTarget, StoreError};

/// The tables beside the record, and the column that names the worker whose rows they are. No entry proves what is in
/// them: drafts, places on the screen.
const TABLES_OF_WORKERS: [(&str, &str); 3] = [("draft", "author"), ("walk", "author"), ("whereabouts", "worker")];
/// What the check of the database says about damage that each part of it can have at most.
const MOST_FOUND: u32 = 1;

/// Checks the structure of the database, its indexes and the text index, and that its schema is that of `replay`.
pub(super) fn find_fault(record: &Connection, replay: &Connection) -> Result<Option<RecordFault>, StoreError> {
    if let Some(name) = find_schema_difference(record, replay)? {
        return Ok(Some(RecordFault::Schema { name }));
    }
    let found: String = record.query_row(&format!("PRAGMA integrity_check({MOST_FOUND})"), [], |row| row.get(0))?;
    if found != "ok" {
        return Ok(Some(RecordFault::Index { found }));
    }
    find_stray_row(record)
}

/// Returns the name of the first table, index, trigger or view that only one of the databases has, or that differs.
fn find_schema_difference(record: &Connection, replay: &Connection) -> Result<Option<String>, StoreError> {
    let (stored, expected) = (select_schema(record)?, select_schema(replay)?);
    let is_in = |object: &SchemaObject, all: &[SchemaObject]| all.contains(object);
    let foreign = stored.iter().find(|object| !is_in(object, &expected));
    let missing = || expected.iter().find(|object| !is_in(object, &stored));
    Ok(foreign.or_else(missing).map(|object| object.name.clone()))
}

/// A table, index, trigger or view.
#[derive(PartialEq, Eq)]
struct SchemaObject {
    kind: String,
    name: String,
    table: String,
    sql: Option<String>,
}

fn select_schema(record: &Connection) -> Result<Vec<SchemaObject>, StoreError> {
    let mut statement = record.prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name")?;
    let objects = statement.query_map([], |row| {
        let sql = row.get::<_, Option<String>>(3)?.map(|sql| without_comments(&sql));
        Ok(SchemaObject { kind: row.get(0)?, name: row.get(1)?, table: row.get(2)?, sql })
    })?;
    Ok(objects.collect::<rusqlite::Result<_>>()?)
}

/// Returns a statement without its comments and line breaks: earlier versions of the program made the same tables with
/// other comments in them. No text in the schema holds two hyphens.
fn without_comments(sql: &str) -> String {
    let code = sql.lines().map(|line| line.split("--").next().unwrap_or_default());
    code.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

/// Returns a row beside the record that belongs to nobody, or to a case that the record does not know.
fn find_stray_row(record: &Connection) -> Result<Option<RecordFault>, StoreError> {
    for (table, worker) in TABLES_OF_WORKERS {
        let query = format!("SELECT EXISTS (SELECT 1 FROM {table} WHERE {worker} NOT IN (SELECT number FROM worker))");
        if record.query_row(&query, [], |row| row.get(0))? {
            return Ok(Some(RecordFault::Stray { table }));
        }
    }
    let mut drafts = record.prepare("SELECT form FROM draft")?;
    let mut forms = drafts.query([])?;
    while let Some(row) = forms.next()? {
        if DraftTarget::try_from(row.get::<_, String>(0)?).is_err() {
            return Ok(Some(RecordFault::Stray { table: "draft" }));
        }
    }
    Ok(None)
}

/// Returns how many rows the tables beside the record hold.
pub(super) fn count_rows_beside(record: &Connection) -> Result<u64, StoreError> {
    let count = "SELECT (SELECT count(*) FROM draft) + (SELECT count(*) FROM phrase) + (SELECT count(*) FROM own_word)
         + (SELECT count(*) FROM walk) + (SELECT count(*) FROM whereabouts) + (SELECT count(*) FROM meter)";
    Ok(record.query_row(count, [], |row| row.get::<_, i64>(0))?.cast_unsigned())
}
