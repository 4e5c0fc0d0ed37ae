//! What a record needs besides its log and its tables: indexes that find what the tables hold, the triggers that guard
//! the log, and nothing that does not belong there.

use rusqlite::{Connection, OptionalExtension as _};

use super::record_fault::RecordFault;
use super::{DraftTarget, StoreError};

/// The tables beside the record, and the column that names the worker whose rows they are. No entry proves what is in
/// them: drafts, places on the screen.
const TABLES_OF_WORKERS: [(&str, &str); 3] = [("draft", "author"), ("walk", "author"), ("whereabouts", "worker")];
/// What the check of the database says about damage that each part of it can have at most.
const MAX_FOUND: u32 = 1;

/// Checks that the schema of the database and the settings of its text index are those of `replay`. Where they are not,
/// SQLite may refuse to read the tables at all.
pub(super) fn find_schema_fault(record: &Connection, replay: &Connection) -> Result<Option<RecordFault>, StoreError> {
    if let Some(name) = find_schema_difference(record, replay)? {
        return Ok(Some(RecordFault::Schema { name }));
    }
    let is_changed = read_text_index_settings(record)? != read_text_index_settings(replay)?;
    Ok(is_changed.then(|| RecordFault::Index { found: "the settings of the text index were changed".to_owned() }))
}

/// Checks the structure of the database, its indexes and the text index.
pub(super) fn find_fault(record: &Connection) -> Result<Option<RecordFault>, StoreError> {
    let found: String = record.query_row(&format!("PRAGMA integrity_check({MAX_FOUND})"), [], |row| row.get(0))?;
    if found != "ok" {
        return Ok(Some(RecordFault::Index { found }));
    }
    if let Some(found) = find_text_index_fault(record)? {
        return Ok(Some(RecordFault::Index { found }));
    }
    find_stray_row(record)
}

/// Returns what is wrong with the way in which the text index finds its words. SQLite's own check reads the index from
/// its beginning to its end and never looks a word up, so that a search can miss what the check has seen.
fn find_text_index_fault(record: &Connection) -> Result<Option<String>, StoreError> {
    record.execute_batch(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.indexed_word USING fts5vocab('main', 'comment_search', 'row')",
    )?;
    let unfound = "SELECT term FROM temp.indexed_word WHERE NOT EXISTS
         (SELECT 1 FROM main.comment_search WHERE comment_search MATCH '\"' || term || '\"') LIMIT 1";
    let unfound: Option<String> = record.query_row(unfound, [], |row| row.get(0)).optional()?;
    record.execute_batch("DROP TABLE temp.indexed_word")?;
    // The word may be confidential; it stays in the database.
    Ok(unfound.map(|_word| "the text index holds a word that a search does not find".to_owned()))
}

/// Reads the settings that the text index keeps for itself.
fn read_text_index_settings(record: &Connection) -> Result<Vec<(String, String)>, StoreError> {
    let mut statement = record.prepare("SELECT k, CAST(v AS TEXT) FROM comment_search_config ORDER BY k")?;
    let settings = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(settings.collect::<rusqlite::Result<_>>()?)
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
