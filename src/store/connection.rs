//! Opening the encrypted database. Every setting that matters is set on every connection and read back.

use std::ffi::c_int;
use std::path::Path;

use rusqlite::{Connection, OpenFlags, ffi};
use zeroize::Zeroizing;

use super::StoreError;
use super::keyfile::DatabaseKey;

/// Marks the file as ours: "Case" in ASCII.
const APPLICATION_ID: i32 = 0x4361_7365;
/// 64 MiB, in KiB as SQLite wants it.
const CACHE_KIB: i32 = -65_536;

/// Makes a new database.
pub(super) fn create(path: &Path, key: &DatabaseKey) -> Result<Connection, StoreError> {
    let connection = keyed(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    configure(&connection)?;
    Ok(connection)
}

/// Opens a database that must be there and must be ours.
pub(super) fn open(path: &Path, key: &DatabaseKey) -> Result<Connection, StoreError> {
    let connection = keyed(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let found: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if found != APPLICATION_ID {
        return Err(StoreError::DamagedDatabase { detail: "it is not a caseload".to_owned() });
    }
    configure(&connection)?;
    Ok(connection)
}

fn keyed(path: &Path, key: &DatabaseKey, access: OpenFlags) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    // Before the key: SQLCipher would otherwise write to standard error, which is the screen.
    connection.pragma_update(None, "cipher_log_level", "NONE")?;
    set_key(&connection, key)?;
    connection.pragma_update(None, "cipher_hmac_algorithm", "HMAC_SHA256")?;
    Ok(connection)
}

/// Gives the raw key to SQLCipher, which then derives nothing. Not as SQL text, which would linger in statements.
#[expect(unsafe_code, reason = "rusqlite has no call for sqlite3_key")]
fn set_key(connection: &Connection, key: &DatabaseKey) -> Result<(), StoreError> {
    let raw = Zeroizing::new(format!("x'{}'", Zeroizing::new(hex::encode(key.as_slice())).as_str()));
    let length = c_int::try_from(raw.len()).map_err(|_too_long| StoreError::Internal("a key of impossible length"))?;
    // SAFETY: the handle is open for as long as `connection` is borrowed, and SQLCipher copies the `length` bytes
    // at the pointer before it returns.
    let code = unsafe { ffi::sqlite3_key(connection.handle(), raw.as_ptr().cast(), length) };
    if code == ffi::SQLITE_OK {
        Ok(())
    } else {
        Err(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None).into())
    }
}

fn configure(connection: &Connection) -> Result<(), StoreError> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "cache_size", CACHE_KIB)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    connection.pragma_update(None, "trusted_schema", "OFF")?;
    connection.pragma_update(None, "cell_size_check", "ON")?;
    // Without it REPLACE would delete rows behind the triggers that guard the log.
    connection.pragma_update(None, "recursive_triggers", "ON")?;
    must_read(connection, "journal_mode", "wal")?;
    must_read(connection, "synchronous", "2")?;
    must_read(connection, "recursive_triggers", "1")
}

fn must_read(connection: &Connection, pragma: &str, expected: &str) -> Result<(), StoreError> {
    let found = connection.pragma_query_value(None, pragma, |row| row.get::<_, rusqlite::types::Value>(0))?;
    let found = match found {
        rusqlite::types::Value::Text(text) => text,
        rusqlite::types::Value::Integer(number) => number.to_string(),
        _ => String::new(),
    };
    if found == expected { Ok(()) } else { Err(StoreError::Internal("a setting of the database did not take")) }
}
