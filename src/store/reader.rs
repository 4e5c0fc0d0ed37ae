//! A second connection to an open record that only reads: for searches, documents and backups, which may take long,
//! beside the connection that records.

use std::ops::Deref;

use super::connection::OpenMode;
use super::disk_state::DiskState;
use super::{Home, Store, StoreError, connection};
use crate::domain::filing_answer::Confirmations;

/// How many steps of a statement pass between two looks at whether it is to stop: less than a millisecond.
const STEPS_BETWEEN_LOOKS: i32 = 1_000;

/// The record, open for reading alone. What would write fails. It is no lock: the home stays that of the store from
/// which it was made.
pub struct StoreReader(Store);

impl Deref for StoreReader {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.0
    }
}

impl Store {
    /// Opens the record a second time, for reading. Its statements end with [`StoreError::Stopped`] as soon as
    /// `is_stopped` says so.
    ///
    /// # Errors
    /// The database cannot be opened, or no connection can read beside this one.
    pub fn open_reader(&self, is_stopped: impl Fn() -> bool + Send + 'static) -> Result<StoreReader, StoreError> {
        let mut connection = connection::open_second(&self.home, &self.key)?;
        connection.progress_handler(STEPS_BETWEEN_LOOKS, Some(is_stopped))?;
        let home = Home::new(self.home.folder().to_owned());
        Ok(StoreReader(Self {
            connection,
            mode: OpenMode::Reading,
            station: self.station,
            worker: self.worker.clone(),
            office: self.office.clone(),
            named_keys: self.named_keys.clone(),
            practice: self.practice,
            clock: self.clock.clone(),
            rng: self.rng.clone(),
            policies: self.policies.clone(),
            home,
            key: self.key.clone(),
            disk: DiskState::default(),
            answers: Confirmations::default(),
        }))
    }

    /// Has the statements of this store end with [`StoreError::Stopped`] as soon as `is_stopped` says so; a transaction
    /// that was not committed by then leaves no trace. `None` lets every statement run to its end again.
    ///
    /// # Errors
    /// The connection takes no handler.
    pub fn set_stop(&mut self, is_stopped: Option<impl Fn() -> bool + Send + 'static>) -> Result<(), StoreError> {
        Ok(self.connection.progress_handler(STEPS_BETWEEN_LOOKS, is_stopped)?)
    }
}
