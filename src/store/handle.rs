//! An open home.

use std::sync::Arc;

use rand::SeedableRng as _;
use rand_chacha::ChaCha20Rng;
use rusqlite::Connection;

use super::connection::OpenMode;
use super::disk_state::DiskState;
use super::named_keys::NamedKeys;
use super::row_ids::RowIdSource;
use super::{DatabaseKey, Home, StoreError, WallClock};
use crate::domain::filing_answer::Confirmations;
use crate::domain::worker::Worker;
use crate::domain::{RowId, StationId};
use crate::policy::Policies;

/// An open home: the record, the worker who opened it, and the clock.
pub struct Store {
    pub(super) connection: Connection,
    pub(super) mode: OpenMode,
    pub(super) station: StationId,
    pub(super) worker: Worker,
    /// The name of the office whose key opened the home; `None` if a worker's own way did. `worker` is the owner of the
    /// home then.
    pub(super) office: Option<String>,
    /// The public keys of offices that the machine names.
    pub(super) named_keys: NamedKeys,
    pub(super) practice: bool,
    pub(super) clock: WallClock,
    pub(super) rng: ChaCha20Rng,
    pub(super) policies: Arc<Policies>,
    pub(super) home: Home,
    pub(super) key: DatabaseKey,
    pub(super) disk: DiskState,
    /// What the worker said to the questions that are asked before something is recorded.
    pub(super) answers: Confirmations,
}

impl Store {
    /// Returns the worker who opened the home.
    pub const fn worker(&self) -> &Worker {
        &self.worker
    }

    /// Returns whether an office's key opened the home, and not a worker's own way.
    pub const fn is_open_by_office(&self) -> bool {
        self.office.is_some()
    }

    /// Returns whether the home holds a practice caseload of invented people.
    pub const fn is_practice(&self) -> bool {
        self.practice
    }

    /// Returns the home.
    pub const fn home(&self) -> &Home {
        &self.home
    }

    /// Returns whether the record can only be read: its medium cannot be written, or has no room for any file.
    pub fn is_only_read(&self) -> bool {
        self.mode == OpenMode::Reading
    }

    /// Returns whether other connections can read the record beside this one.
    pub fn allows_readers(&self) -> bool {
        self.mode == OpenMode::Shared
    }

    /// Returns the clock that stamps the entries.
    pub const fn clock(&self) -> &WallClock {
        &self.clock
    }

    /// Returns the policies in use.
    pub const fn policies(&self) -> &Arc<Policies> {
        &self.policies
    }

    /// Sets the clock of a practice home to another moment, so that its past can be filled with entries.
    ///
    /// # Errors
    /// Fails if the home holds real cases, because their entries must keep the time at which they were made.
    pub fn set_clock(&mut self, clock: WallClock) -> Result<(), StoreError> {
        if !self.practice {
            return Err(StoreError::Internal("the clock of a home with real cases cannot be set"));
        }
        self.clock = clock;
        Ok(())
    }

    /// Returns a source of row ids that works without the store.
    pub fn new_row_id_source(&mut self) -> RowIdSource {
        RowIdSource::new(self.clock.clone(), ChaCha20Rng::from_rng(&mut self.rng))
    }

    /// Makes a new row id.
    pub fn new_row_id(&mut self) -> RowId {
        RowId(self.clock.new_uuid(&mut self.rng))
    }
}
