//! Where the worker stands. It lies in the encrypted database and not in the record.

use rusqlite::OptionalExtension as _;

use super::{Store, StoreError};

impl Store {
    /// Keeps where the worker stands.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn save_session(&self, body: &str) -> Result<(), StoreError> {
        self.disk.ensure_writable()?;
        let kept = self.connection.execute(
            "INSERT INTO whereabouts (worker, body) VALUES (?1, ?2) ON CONFLICT (worker) DO UPDATE SET body = ?2",
            [self.worker.number.as_str(), body],
        );
        self.disk.note_failure(kept.map(drop).map_err(StoreError::from))
    }

    /// Where the worker stood last.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn saved_session(&self) -> Result<Option<String>, StoreError> {
        let query = "SELECT body FROM whereabouts WHERE worker = ?1";
        Ok(self.connection.query_row(query, [self.worker.number.as_str()], |row| row.get(0)).optional()?)
    }
}
