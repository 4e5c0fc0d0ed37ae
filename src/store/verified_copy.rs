//! A verified copy of the record, under the same key or another one.

use std::fs::File;
use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::Backup;

use super::{DatabaseKey, StoreError, connection, home, verify};
use crate::domain::Seq;

/// How many pages are copied at a time.
const PAGES: i32 = 4096;

/// Copies the record into a new file at `path` under `key` and verifies the copy: its pages, its chain, and that its
/// newest entry is the newest one of the record. Returns the number of that entry. The file is flushed to the disk; where
/// that fails, nothing of it is left.
pub(super) fn copy_and_verify(record: &Connection, path: &Path, key: &DatabaseKey) -> Result<Seq, StoreError> {
    home::remove_if_exists(path)?;
    write_copy(record, path, key).inspect_err(|_unfinished| drop(home::remove_if_exists(path)))
}

fn write_copy(record: &Connection, path: &Path, key: &DatabaseKey) -> Result<Seq, StoreError> {
    // The file is its owner's alone from the first byte on: a copy that is interrupted stays as it is.
    home::write_private_file(path, b"")?;
    copy_pages(record, path, key)?;
    home::restrict_to_owner(path)?;
    let flushed = File::open(path).and_then(|file| file.sync_all());
    flushed.map_err(|error| StoreError::file(path, "written", error))?;
    let (copy, original) = (verify_copy(path, key)?, verify::newest_entry(record)?);
    if copy == original { Ok(copy.0) } else { Err(StoreError::Internal("a copied file differs from the original")) }
}

fn copy_pages(record: &Connection, path: &Path, key: &DatabaseKey) -> Result<(), StoreError> {
    let mut copy = connection::create_empty(path, key)?;
    Backup::new(record, &mut copy)?.run_to_completion(PAGES, Duration::ZERO, None)?;
    copy.close().map_err(|(_open, error)| error.into())
}

/// Verifies a copy that nobody has open, and returns its newest entry.
pub(super) fn verify_copy(path: &Path, key: &DatabaseKey) -> Result<verify::NewestEntry, StoreError> {
    let copy = connection::open_read_only(path, key)?;
    let damaged = |detail: String| StoreError::DamagedDatabase { detail: detail.into() };
    if let Some(page) = verify::select_damaged_pages(&copy)?.into_iter().next() {
        return Err(damaged(page));
    }
    verify::verify_chain(&copy)?.map_err(|fault| damaged(fault.to_string()))
}
