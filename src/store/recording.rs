//! A transaction of the log: changes are checked, appended and applied, all of them or none.

use std::sync::Arc;

use chrono::NaiveDate;
use rand_chacha::ChaCha20Rng;
use rusqlite::{Transaction, TransactionBehavior};

use super::disk_state::DiskState;
use super::named_keys::NamedKeys;
use super::recorder::Recorder;
use super::{Home, Store, StoreError, WallClock, apply, check, log, own_cases, wording_check};
use crate::domain::filing_answer::Confirmations;
use crate::domain::worker::Worker;
use crate::domain::{Change, Entry, RowId, StationId, WorkerNumber};
use crate::policy::Policies;

/// A transaction of changes to the record. If the recording is dropped without [`Recording::commit`], none of them is
/// recorded.
pub(super) struct Recording<'store> {
    pub(super) transaction: Transaction<'store>,
    head: log::LogHead,
    today: NaiveDate,
    station: StationId,
    worker: &'store Worker,
    answers: &'store Confirmations,
    is_office: bool,
    named_keys: &'store NamedKeys,
    pub(super) judges_wording: bool,
    clock: &'store WallClock,
    rng: &'store mut ChaCha20Rng,
    policies: &'store Arc<Policies>,
    pub(super) home: &'store Home,
    /// Remembers a commit that failed on the disk, so that the connection writes nothing more.
    pub(super) disk: &'store DiskState,
}

impl<'store> Recording<'store> {
    /// Begins a recording. Nobody else can write until it ends.
    pub(super) fn begin(store: &'store mut Store) -> Result<Self, StoreError> {
        let transaction = store.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        Ok(Self {
            head: log::read_head(&transaction, store.station)?,
            transaction,
            today: store.clock.today(),
            station: store.station,
            worker: &store.worker,
            answers: &store.answers,
            is_office: store.office.is_some(),
            named_keys: &store.named_keys,
            judges_wording: true,
            clock: &store.clock,
            rng: &mut store.rng,
            policies: &store.policies,
            home: &store.home,
            disk: &store.disk,
        })
    }

    /// Checks a change, appends it to the log and applies it to the tables.
    pub(super) fn record(&mut self, change: Change) -> Result<Entry, StoreError> {
        let recorder = Recorder {
            policies: self.policies,
            worker: self.worker,
            today: self.today,
            answers: self.answers,
            is_office: self.is_office,
            named_keys: self.named_keys,
            judges_wording: self.judges_wording,
        };
        let whose = own_cases::check_whose_case(&self.transaction, &recorder, &change)?;
        let said = wording_check::check_wording(&self.transaction, &recorder, &change)?;
        let change = check::check_change(&self.transaction, &recorder, change)?;
        for answer in whose.into_iter().chain(said) {
            self.append(&answer)?;
        }
        self.append(&change)
    }

    /// Appends a checked change to the log and applies it to the tables.
    fn append(&mut self, change: &Change) -> Result<Entry, StoreError> {
        let stamp = log::EntryStamp {
            station: self.station,
            author: self.worker.number.clone(),
            row: self.new_row_id(),
            now_ms: self.clock.now_ms(),
        };
        let entry = log::next_entry(&self.head, stamp, change)?;
        log::insert_entry(&self.transaction, &entry)?;
        apply::apply_change(&self.transaction, &entry, change)?;
        self.head = log::LogHead::from_entry(&entry);
        Ok(entry)
    }

    /// Returns the number of the worker who records.
    pub(super) const fn author(&self) -> &WorkerNumber {
        &self.worker.number
    }

    /// Returns the policies by which changes are judged.
    pub(super) fn policies(&self) -> &Policies {
        self.policies
    }

    /// Returns the civil day on which the recording began.
    pub(super) const fn today(&self) -> NaiveDate {
        self.today
    }

    /// Makes a new row id.
    pub(super) fn new_row_id(&mut self) -> RowId {
        RowId(self.clock.new_uuid(self.rng))
    }

    /// Makes all changes permanent.
    pub(super) fn commit(self) -> Result<(), StoreError> {
        self.disk.note_failure(self.transaction.commit().map_err(StoreError::from))
    }
}
