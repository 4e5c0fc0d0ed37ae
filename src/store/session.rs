//! The saved state of the worker's screen. It is in the encrypted database, but not part of the record.

use rusqlite::OptionalExtension as _;

use super::{Store, StoreError};

impl Store {
    /// Saves the state of the worker's screen.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn save_session(&self, body: &str) -> Result<(), StoreError> {
        self.disk.ensure_writable()?;
        let saved = self.connection.execute(
            "INSERT INTO whereabouts (worker, body) VALUES (?1, ?2) ON CONFLICT (worker) DO UPDATE SET body = ?2",
            [self.worker.number.as_str(), body],
        );
        self.disk.note_failure(saved.map(drop).map_err(StoreError::from))
    }

    /// Returns the last saved state of the worker's screen; `None` if there is none.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn saved_session(&self) -> Result<Option<String>, StoreError> {
        let query = "SELECT body FROM whereabouts WHERE worker = ?1";
        Ok(self.connection.query_row(query, [self.worker.number.as_str()], |row| row.get(0)).optional()?)
    }
}
