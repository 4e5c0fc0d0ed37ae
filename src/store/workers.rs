//! The workers who can open the home, each with an identity, a passphrase and drafts of their own. What they write bears
//! their number.

use secrecy::SecretString;

use super::keys::{KeyFile, PASSPHRASE};
use super::{Refusal, Store, StoreError, queries};
use crate::domain::worker::Worker;
use crate::domain::{Change, WorkerNumber};

/// A worker of the home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrolledWorker {
    /// The worker.
    pub worker: Worker,
    /// Whether a passphrase of the worker's opens the home now.
    pub has_passphrase: bool,
}

impl Store {
    /// Everybody who was ever enrolled, the owner of the home first.
    ///
    /// # Errors
    /// When the record or the key file cannot be read.
    pub fn enrolled_workers(&self) -> Result<Vec<EnrolledWorker>, StoreError> {
        let file = KeyFile::for_home(&self.home)?;
        let enrolled =
            |worker: Worker| EnrolledWorker { has_passphrase: has_passphrase(&file, &worker.number), worker };
        Ok(queries::select_workers(&self.connection)?.0.into_iter().map(enrolled).collect())
    }

    /// Enrols a worker and gives the worker a passphrase. One who is enrolled and has none, because it was taken away
    /// or because adding was interrupted, gets it again.
    ///
    /// # Errors
    /// When the worker can open the home already, or another worker has the passphrase.
    pub fn add_worker(&mut self, worker: Worker, passphrase: &SecretString) -> Result<(), StoreError> {
        let mut file = KeyFile::for_home(&self.home)?;
        let number = worker.number.clone();
        if has_passphrase(&file, &number) {
            return Err(Refusal::AlreadyEnrolled(number).into());
        }
        file.set_passphrase(number.as_str(), &self.key, passphrase)?;
        if queries::find_worker(&self.connection, &number)?.is_none() {
            self.record(Change::WorkerEnrolled { worker, practice: self.practice })?;
        }
        file.save_file()?;
        self.record_key_change(&format!("worker {number} can open this home"))
    }

    /// Takes passphrase and recovery key of a worker away. What the worker wrote stays.
    ///
    /// # Errors
    /// When nobody else has a passphrase, or there is no such worker.
    pub fn revoke_access(&mut self, number: &WorkerNumber) -> Result<(), StoreError> {
        let mut file = KeyFile::for_home(&self.home)?;
        if !has_passphrase(&file, number) {
            return Err(Refusal::UnknownWorker(number.clone()).into());
        }
        file.remove_worker(number.as_str());
        if file.key_holders().iter().all(|way| way.opened_by != PASSPHRASE) {
            return Err(StoreError::LastWorker(number.clone()));
        }
        file.save_file()?;
        self.record_key_change(&format!("worker {number} can no longer open this home"))
    }

    /// Puts another passphrase in place of the one of `number`, who forgot it.
    ///
    /// # Errors
    /// When there is no such worker, or another one has the passphrase.
    pub fn reset_passphrase(&mut self, number: &WorkerNumber, passphrase: &SecretString) -> Result<(), StoreError> {
        if queries::find_worker(&self.connection, number)?.is_none() {
            return Err(Refusal::UnknownWorker(number.clone()).into());
        }
        let mut file = KeyFile::for_home(&self.home)?;
        file.set_passphrase(number.as_str(), &self.key, passphrase)?;
        file.save_file()?;
        self.record_key_change(&format!("the passphrase of {number} was changed"))
    }
}

#[cfg(test)]
impl Store {
    /// Lets somebody of the role go on in an open practice home, as if they had opened it.
    pub(crate) fn hand_to(&mut self, role: crate::domain::worker::Role) {
        self.worker.role = role;
    }
}

fn has_passphrase(file: &KeyFile, number: &WorkerNumber) -> bool {
    file.key_holders().iter().any(|way| way.opened_by == PASSPHRASE && way.label == number.as_str())
}
