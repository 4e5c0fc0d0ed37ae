//! Opening the encrypted database. Every setting that matters is made on every connection and read back.

use std::ffi::c_int;
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, ffi};
use zeroize::Zeroizing;

use super::{DatabaseKey, Home, StoreError};
use crate::platform;

/// The number that marks the file as a caseload: "Case" in ASCII.
const APPLICATION_ID: i32 = 0x4361_7365;
/// The size of the page cache: 64 MiB, which SQLite wants in KiB and negative.
const CACHE_KIB: i32 = -65_536;
/// The size of the page cache of a connection that reads beside another one, in the same form.
const SECOND_CACHE_KIB: i32 = -16_384;

/// Creates the database of a home.
pub(super) fn create_database(home: &Home, key: &DatabaseKey) -> Result<Connection, StoreError> {
    let connection = open_with_key(home, key, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
    set_application_id(&connection)?;
    configure_connection(&connection)?;
    Ok(connection)
}

/// How the database of a home is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OpenMode {
    /// As always: other connections of this process can read beside it.
    Shared,
    /// Without a file for the index of the write-ahead log, for which the disk has no room. No other connection can
    /// read beside it; what it writes is written if there is room again.
    Alone,
    /// For reading, without any file beside it: on a medium that cannot be written, or with no room for a file.
    Reading,
}

/// Opens the database of a home. The file must exist and must be a caseload under this key. If the disk is full or
/// read-only, the database can still be read.
pub(super) fn open_database(home: &Home, key: &DatabaseKey) -> Result<(Connection, OpenMode), StoreError> {
    if home.is_read_only() {
        return open_for_reading(home, key).map(|opened| (opened, OpenMode::Reading));
    }
    let error = match open_shared(home, key) {
        Ok(opened) => return Ok((opened, OpenMode::Shared)),
        Err(error) => error,
    };
    let may_lack_room = matches!(error, StoreError::DiskFailed { .. } | StoreError::DiskFull | StoreError::Database(_));
    if !may_lack_room || home.vfs_name().is_some() || platform::has_room(home.folder()) != Some(false) {
        return Err(error);
    }
    open_alone(home, key)
        .map(|opened| (opened, OpenMode::Alone))
        .or_else(|_no_room| open_for_reading(home, key).map(|opened| (opened, OpenMode::Reading)))
        .map_err(|_no_room| StoreError::DiskFull)
}

/// Opens a database without the file for the index of its write-ahead log.
fn open_alone(home: &Home, key: &DatabaseKey) -> Result<Connection, StoreError> {
    let connection = open_with_key(home, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    ensure_is_caseload(&connection)?;
    ensure_pages_readable(&connection)?;
    configure_connection(&connection)?;
    Ok(connection)
}

/// Opens a database that cannot be changed now. Its write-ahead log is read if there is one; if the log cannot be read
/// from there, the home cannot be read either: what it holds would be missing.
fn open_for_reading(home: &Home, key: &DatabaseKey) -> Result<Connection, StoreError> {
    let has_log = write_ahead_log_path(home).metadata().is_ok_and(|log| log.len() > 0);
    let connection = if has_log && home.is_read_only() {
        open_copy(home, key, |_copy| Ok(()))?
    } else if has_log {
        let connection = open_with_key(home, key, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
        ensure_is_caseload(&connection)?;
        ensure_pages_readable(&connection)?;
        connection
    } else {
        open_read_only(&home.database_path(), key)?
    };
    configure_reading(&connection)?;
    Ok(connection)
}

/// Opens a copy of a database that cannot be changed where it is, after `prepare` wrote into the copy: a home of an
/// earlier version is brought to the present form there.
pub(super) fn open_prepared_copy(
    home: &Home,
    key: &DatabaseKey,
    prepare: impl FnOnce(&mut Connection) -> Result<(), StoreError>,
) -> Result<Connection, StoreError> {
    let connection = open_copy(home, key, prepare)?;
    configure_reading(&connection)?;
    Ok(connection)
}

fn configure_reading(connection: &Connection) -> Result<(), StoreError> {
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    Ok(connection.pragma_update(None, "trusted_schema", "OFF")?)
}

/// Opens a copy of a database on a medium that cannot be written, into which what its write-ahead log holds is written:
/// SQLite needs a file beside the log to read it, and has no place for one there. `prepare` may write into the copy
/// before it is opened for reading. The copy is as encrypted as what it was made from. It is removed at once where the
/// system removes a file that is open, and otherwise lies in the private folder for files that do not last.
fn open_copy(
    home: &Home,
    key: &DatabaseKey,
    prepare: impl FnOnce(&mut Connection) -> Result<(), StoreError>,
) -> Result<Connection, StoreError> {
    let unwritten = |error| StoreError::file(&std::env::temp_dir(), "written", error);
    let folder = tempfile::Builder::new().prefix("caseload-").tempdir().map_err(unwritten)?;
    super::home::restrict_to_owner(folder.path())?;
    let copy = Home::new(folder.path().to_owned());
    for (from, to) in
        [(home.database_path(), copy.database_path()), (write_ahead_log_path(home), write_ahead_log_path(&copy))]
    {
        if from.exists() {
            std::fs::copy(&from, &to).map_err(|error| StoreError::file(&to, "written", error))?;
            super::home::restrict_to_owner(&to)?;
        }
    }
    let mut merged = open_shared(&copy, key).map_err(|error| match error {
        StoreError::ForeignLog { .. } => StoreError::ForeignLog { path: write_ahead_log_path(home) },
        error => error,
    })?;
    prepare(&mut merged)?;
    merged.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_row| Ok(()))?;
    drop(merged);
    open_read_only(&copy.database_path(), key)
}

/// Opens the database of a home as always.
fn open_shared(home: &Home, key: &DatabaseKey) -> Result<Connection, StoreError> {
    // This is checked before SQLite creates a log of its own.
    let is_log_left = home.vfs_name().is_some() || write_ahead_log_path(home).metadata().is_ok_and(|log| log.len() > 0);
    let opened = match open_checked(home, key, is_log_left) {
        // The check does not always say whether the disk failed or a page is damaged, and a connection that saw either
        // is useless from then on. A damaged page is damaged through another connection too.
        Err(StoreError::DamagedDatabase { .. }) => open_checked(home, key, is_log_left),
        opened => opened,
    };
    let connection = opened.map_err(|error| match error {
        StoreError::DamagedDatabase { .. } if is_readable_without_log(home, key) => {
            StoreError::ForeignLog { path: write_ahead_log_path(home) }
        }
        error => error,
    })?;
    configure_connection(&connection)?;
    Ok(connection)
}

/// Returns a connection to a database that is a caseload. A write-ahead log that was left behind is not trusted: every
/// page is read through it once.
fn open_checked(home: &Home, key: &DatabaseKey, is_log_left: bool) -> Result<Connection, StoreError> {
    let connection = open_with_key(home, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    ensure_is_caseload(&connection)?;
    if is_log_left {
        ensure_pages_readable(&connection)?;
    }
    Ok(connection)
}

fn ensure_is_caseload(connection: &Connection) -> Result<(), StoreError> {
    let found: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if found == APPLICATION_ID {
        return Ok(());
    }
    Err(StoreError::DamagedDatabase { detail: "it is not a caseload".into() })
}

fn ensure_pages_readable(connection: &Connection) -> Result<(), StoreError> {
    let found: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    match found.as_str() {
        "ok" => Ok(()),
        found if is_disk_error(found) => Err(StoreError::DiskFailed { detail: "a page cannot be read".into() }),
        _ => Err(StoreError::DamagedDatabase { detail: "a page fails its check".into() }),
    }
}

/// Returns whether the result of the check names a disk error; SQLite gives the error code in words.
fn is_disk_error(found: &str) -> bool {
    let code = found.rsplit_once("error code=").map(|(_, code)| code.trim().parse::<c_int>());
    matches!(code, Some(Ok(code)) if code & 0xff == ffi::SQLITE_IOERR)
}

/// Returns whether the database can be read without the write-ahead log beside it.
fn is_readable_without_log(home: &Home, key: &DatabaseKey) -> bool {
    write_ahead_log_path(home).exists()
        && open_read_only(&home.database_path(), key).is_ok_and(|database| ensure_pages_readable(&database).is_ok())
}

/// Returns whether the database of a home opens with this key.
pub(super) fn can_open(home: &Home, key: &DatabaseKey) -> bool {
    open_with_key(home, key, OpenFlags::SQLITE_OPEN_READ_WRITE).is_ok_and(|opened| ensure_is_caseload(&opened).is_ok())
}

/// Opens a database that nobody changes for reading, without creating any file beside it.
pub(super) fn open_read_only(path: &Path, key: &DatabaseKey) -> Result<Connection, StoreError> {
    let path = format!("file:{}?immutable=1", escape_uri_path(path));
    let access = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let connection = apply_key(Connection::open_with_flags(path, access)?, key)?;
    ensure_is_caseload(&connection)?;
    Ok(connection)
}

/// Opens the database of a home that this process has open, for reading beside the connection that records.
pub(super) fn open_second(home: &Home, key: &DatabaseKey) -> Result<Connection, StoreError> {
    let connection = open_with_key(home, key, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    ensure_is_caseload(&connection)?;
    connection.pragma_update(None, "cache_size", SECOND_CACHE_KIB)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "trusted_schema", "OFF")?;
    connection.pragma_update(None, "cell_size_check", "ON")?;
    Ok(connection)
}

/// Opens a database that is known to be damaged, without reading more than its first page.
pub(super) fn open_damaged(home: &Home, key: &DatabaseKey) -> Result<Connection, StoreError> {
    let connection = open_with_key(home, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    ensure_is_caseload(&connection)?;
    Ok(connection)
}

/// The bytes of a page of the database.
pub(super) const PAGE_BYTES: u64 = 4_096;

/// Opens a database for reading, whatever it is: its pages can be checked even if none of them opens.
pub(super) fn open_unchecked(home: &Home, key: &DatabaseKey) -> Result<Connection, StoreError> {
    open_with_key(home, key, OpenFlags::SQLITE_OPEN_READ_ONLY)
}

/// Marks a new database as a caseload.
pub(super) fn set_application_id(connection: &Connection) -> Result<(), StoreError> {
    Ok(connection.pragma_update(None, "application_id", APPLICATION_ID)?)
}

/// Creates an empty database.
pub(super) fn create_empty(path: &Path, key: &DatabaseKey) -> Result<Connection, StoreError> {
    apply_key(Connection::open(path)?, key)
}

/// Returns a path as it is written in a URI.
fn escape_uri_path(path: &Path) -> String {
    path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}

/// Returns the path of the write-ahead log of a home.
pub(super) fn write_ahead_log_path(home: &Home) -> PathBuf {
    home.database_path().with_extension("db-wal")
}

fn open_with_key(home: &Home, key: &DatabaseKey, access: OpenFlags) -> Result<Connection, StoreError> {
    let (path, access) = (home.database_path(), access | OpenFlags::SQLITE_OPEN_NO_MUTEX);
    let connection = match home.vfs_name() {
        Some(vfs) => Connection::open_with_flags_and_vfs(path, access, vfs),
        None => Connection::open_with_flags(path, access),
    }?;
    apply_key(connection, key)
}

/// Gives the key to a new connection.
fn apply_key(connection: Connection, key: &DatabaseKey) -> Result<Connection, StoreError> {
    // No checkpoint on close until the database has proved to be a caseload: otherwise closing it could write a foreign
    // log into it.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    // The log level is set before the key: SQLCipher would otherwise write to standard error, which is the screen.
    connection.pragma_update(None, "cipher_log_level", "NONE")?;
    set_key(&connection, key)?;
    connection.pragma_update(None, "cipher_hmac_algorithm", "HMAC_SHA256")?;
    Ok(connection)
}

/// Gives the raw key and its salt to SQLCipher, which then derives nothing and needs no byte of the file to read the
/// write-ahead log: a power cut may have torn the first page while its newer version is whole in the log. The key is
/// not passed as SQL text, which would stay in memory with the statement.
#[expect(unsafe_code, reason = "rusqlite has no call for sqlite3_key")]
fn set_key(connection: &Connection, key: &DatabaseKey) -> Result<(), StoreError> {
    let raw = Zeroizing::new(format!("x'{}'", Zeroizing::new(hex::encode(key.expose_bytes())).as_str()));
    let length = c_int::try_from(raw.len()).map_err(|_error| StoreError::Internal("a key of impossible length"))?;
    // SAFETY: the handle is open for as long as `connection` is borrowed, and SQLCipher copies the `length` bytes
    // at the pointer before it returns.
    let code = unsafe { ffi::sqlite3_key(connection.handle(), raw.as_ptr().cast(), length) };
    if code == ffi::SQLITE_OK {
        Ok(())
    } else {
        Err(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None).into())
    }
}

fn configure_connection(connection: &Connection) -> Result<(), StoreError> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "cache_size", CACHE_KIB)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    connection.pragma_update(None, "trusted_schema", "OFF")?;
    connection.pragma_update(None, "cell_size_check", "ON")?;
    // Without this setting, REPLACE would delete rows without firing the triggers that guard the log.
    connection.pragma_update(None, "recursive_triggers", "ON")?;
    ensure_pragma(connection, "journal_mode", "wal")?;
    ensure_pragma(connection, "synchronous", "2")?;
    ensure_pragma(connection, "recursive_triggers", "1")?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    Ok(())
}

fn ensure_pragma(connection: &Connection, pragma: &str, expected: &str) -> Result<(), StoreError> {
    let found = connection.pragma_query_value(None, pragma, |row| row.get::<_, rusqlite::types::Value>(0))?;
    let found = match found {
        rusqlite::types::Value::Text(text) => text,
        rusqlite::types::Value::Integer(number) => number.to_string(),
        _ => String::new(),
    };
    if found == expected { Ok(()) } else { Err(StoreError::Internal("a setting of the database did not take")) }
}
