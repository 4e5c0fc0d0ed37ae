//! Where the worker stood when the screen was locked. It lies in the encrypted database and not in the record.

use rusqlite::OptionalExtension as _;

use super::{Store, StoreError};

impl Store {
    /// Keeps where the worker stands.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep_whereabouts(&self, body: &str) -> Result<(), StoreError> {
        self.must_be_sound()?;
        let kept = self.connection.execute(
            "INSERT INTO whereabouts (worker, body) VALUES (?1, ?2) ON CONFLICT (worker) DO UPDATE SET body = ?2",
            [self.worker.number.as_str(), body],
        );
        self.noting_failure(kept.map(drop).map_err(StoreError::from))
    }

    /// Where the worker stood, once: it is forgotten with this.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn take_whereabouts(&self) -> Result<Option<String>, StoreError> {
        let query = "DELETE FROM whereabouts WHERE worker = ?1 RETURNING body";
        Ok(self.connection.query_row(query, [self.worker.number.as_str()], |row| row.get(0)).optional()?)
    }
}
