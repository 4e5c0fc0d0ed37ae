//! The workers who can open the home, each with an identity, a passphrase and drafts of their own. Their number is in
//! every entry that they record.

use secrecy::SecretString;

use super::{Refusal, Store, StoreError, queries};
use crate::domain::audit_event::AuditEvent;
use crate::domain::worker::Worker;
use crate::domain::{Change, WorkerNumber};

/// A worker of the home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrolledWorker {
    /// The worker.
    pub worker: Worker,
    /// Whether a passphrase of the worker opens the home now.
    pub has_passphrase: bool,
}

impl Store {
    /// Returns everybody who was ever enrolled, the owner of the home first.
    ///
    /// # Errors
    /// The record or the key file cannot be read.
    pub fn enrolled_workers(&self) -> Result<Vec<EnrolledWorker>, StoreError> {
        let file = self.trusted_key_file()?;
        let workers = queries::select_workers(&self.connection)?.0;
        let with_access = |worker: Worker| {
            let has_passphrase = file.has_passphrase(worker.number.as_str());
            EnrolledWorker { worker, has_passphrase }
        };
        Ok(workers.into_iter().map(with_access).collect())
    }

    /// Enrolls a worker with a passphrase. A worker who is enrolled and has no passphrase, because it was revoked or
    /// because adding the worker was interrupted, gets the new one.
    ///
    /// # Errors
    /// The worker can already open the home, or another worker has the passphrase.
    pub fn add_worker(&mut self, worker: Worker, passphrase: &SecretString) -> Result<(), StoreError> {
        let mut file = self.trusted_key_file()?;
        let number = worker.number.clone();
        let is_enrolled = queries::find_worker(&self.connection, &number)?.is_some();
        if is_enrolled && file.has_passphrase(number.as_str()) {
            return Err(Refusal::AlreadyEnrolled(number).into());
        }
        file.set_passphrase(number.as_str(), passphrase)?;
        file.save_change()?;
        let ways = self.ways_change(&file, &format!("worker {number} can open this home"));
        let mut changes = vec![Change::Accessed { case: None, access: AuditEvent::WaysChanged(ways) }];
        if !is_enrolled {
            changes.insert(0, Change::WorkerEnrolled { worker, practice: self.practice, ways: None });
        }
        self.record_all(changes).map(drop)
    }

    /// Revokes the passphrase and the recovery key of a worker. What the worker recorded stays.
    ///
    /// # Errors
    /// Nobody else has a passphrase, or there is no such worker.
    pub fn revoke_access(&mut self, number: &WorkerNumber) -> Result<(), StoreError> {
        let mut file = self.trusted_key_file()?;
        if !file.has_passphrase(number.as_str()) {
            return Err(Refusal::UnknownWorker(number.clone()).into());
        }
        file.remove_worker(number.as_str());
        if file.passphrase_count() == 0 {
            return Err(StoreError::LastWorker(number.clone()));
        }
        self.save_ways(file, &format!("worker {number} can no longer open this home"))
    }

    /// Replaces the passphrase of the worker `number`, who forgot it.
    ///
    /// # Errors
    /// There is no such worker, or another worker has the passphrase.
    pub fn reset_passphrase(&mut self, number: &WorkerNumber, passphrase: &SecretString) -> Result<(), StoreError> {
        if queries::find_worker(&self.connection, number)?.is_none() {
            return Err(Refusal::UnknownWorker(number.clone()).into());
        }
        let mut file = self.trusted_key_file()?;
        file.set_passphrase(number.as_str(), passphrase)?;
        self.save_ways(file, &format!("the passphrase of {number} was changed"))
    }
}

#[cfg(test)]
impl Store {
    /// Lets somebody with this role go on in an open practice home, as if they had opened it.
    pub(crate) fn hand_to(&mut self, role: crate::domain::worker::Role) {
        self.worker.role = role;
    }
}
