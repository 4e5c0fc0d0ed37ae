//! The progress of the worker's walk through a list. This is not part of the record and leaves no entry in the log.

use rusqlite::{OptionalExtension as _, params};

use super::{Store, StoreError, codec};
use crate::domain::walk::WalkProgress;

impl Store {
    /// Returns the progress of the worker's walk; `None` if no walk was begun or the walk was ended.
    pub fn saved_walk(&self) -> Result<Option<WalkProgress>, StoreError> {
        let body: Option<Vec<u8>> = self
            .connection
            .prepare_cached("SELECT body FROM walk WHERE author = ?1")?
            .query_row([self.worker.number.as_str()], |row| row.get(0))
            .optional()?;
        body.map(|body| codec::decode(&body)).transpose()
    }

    /// Saves the progress of the worker's walk. It replaces that of an earlier walk.
    pub fn save_walk(&self, progress: &WalkProgress) -> Result<(), StoreError> {
        self.disk.ensure_writable()?;
        self.disk.note_failure(self.write_walk(progress))
    }

    fn write_walk(&self, progress: &WalkProgress) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO walk (author, body) VALUES (?1, ?2) ON CONFLICT (author) DO UPDATE SET body = ?2",
            )?
            .execute(params![self.worker.number.as_str(), codec::encode(progress)?])?;
        Ok(())
    }

    /// Ends the worker's walk and deletes its progress.
    pub fn end_walk(&self) -> Result<(), StoreError> {
        self.connection.prepare_cached("DELETE FROM walk WHERE author = ?1")?.execute([self.worker.number.as_str()])?;
        Ok(())
    }
}
