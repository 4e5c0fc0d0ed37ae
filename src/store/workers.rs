//! The workers who can open the home, each with an identity, a passphrase and drafts of their own. Their number is in
//! every entry that they record.

use rusqlite::OptionalExtension as _;
use secrecy::SecretString;

use super::duties::HomeDuty;
use super::keys::{FailedAttempts, TrustedKeyFile, ensure_strong_passphrase, recovery_public_keys};
use super::office_keys::Actor;
use super::{ListedWays, Refusal, Store, StoreError, duties, queries, role_holders};
use crate::domain::access_way::{EnrolledWay, WayKind};
use crate::domain::audit_event::AuditEvent;
use crate::domain::role::Role;
use crate::domain::role_holder::RoleHolder;
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

/// What is to be different about an enrolled worker; `None` for what stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorkerDetails {
    /// The name.
    pub name: Option<String>,
    /// The role.
    pub role: Option<Role>,
    /// The office.
    pub office: Option<String>,
}

impl Store {
    /// Returns everybody who was ever enrolled, the owner of the home first. `ways` are those that open it.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn enrolled_workers(&self, ways: &ListedWays) -> Result<Vec<EnrolledWorker>, StoreError> {
        let workers = queries::select_workers(&self.connection)?.0;
        let with_access = |worker: Worker| {
            let has_passphrase = ways.have_passphrase_of(&worker.number);
            EnrolledWorker { worker, has_passphrase }
        };
        Ok(workers.into_iter().map(with_access).collect())
    }

    /// Returns the workers who have a passphrase that opens the home now, as the record knows it; the owner first.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn workers_with_access(&self) -> Result<Vec<Worker>, StoreError> {
        queries::select_workers_with_access(&self.connection)
    }

    /// Returns the number of the worker to whom the home belongs.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn owner(&self) -> Result<Option<WorkerNumber>, StoreError> {
        Ok(queries::select_workers(&self.connection)?.0.into_iter().next().map(|owner| owner.number))
    }

    /// Enrolls a worker with a passphrase. A number whose passphrase was revoked gets a new one only if the office's key
    /// opened the home, or with `words`, those of the recovery key that its worker had.
    ///
    /// # Errors
    /// It is not for whoever has the home open to do; the worker can already open the home, or is enrolled with another
    /// name, role or office; nothing proves that the number is theirs; another worker has the passphrase, or it is too
    /// easy to guess.
    pub fn add_worker(
        &mut self,
        worker: Worker,
        passphrase: &SecretString,
        words: Option<&SecretString>,
    ) -> Result<(), StoreError> {
        self.ensure_may(HomeDuty::EnrollWorker)?;
        let mut file = self.trusted_key_file()?;
        let number = worker.number.clone();
        let enrolled = queries::find_worker(&self.connection, &number)?;
        if let Some(enrolled) = &enrolled {
            if *enrolled != worker {
                return Err(Refusal::EnrolledOtherwise(Box::new(enrolled.clone())).into());
            }
            if file.has_passphrase(number.as_str()) {
                return Err(Refusal::AlreadyEnrolled(number).into());
            }
            self.ensure_theirs(&number, words)?;
        }
        self.choose_passphrase(&mut file, &worker, passphrase)?;
        file.save_change()?;
        let ways = Box::new(self.ways_change(&file, &format!("worker {number} can open this home")));
        let mut changes = Vec::new();
        if enrolled.is_none() {
            changes.push(Change::WorkerEnrolled { worker, practice: self.practice, ways: Some(ways.clone()) });
        }
        changes.push(Change::Accessed { case: None, access: AuditEvent::WaysChanged(ways) });
        self.record_all(changes).map(drop)
    }

    /// Changes the name, the role or the office of an enrolled worker.
    ///
    /// # Errors
    /// There is no such worker, or it is not for whoever has the home open to do.
    pub fn change_worker(&mut self, number: &WorkerNumber, details: WorkerDetails) -> Result<Worker, StoreError> {
        self.ensure_may(HomeDuty::ChangeWorker)?;
        let (workers, _) = queries::select_workers(&self.connection)?;
        let is_shared = workers.len() > 1;
        let Some(enrolled) = workers.into_iter().find(|worker| worker.number == *number) else {
            return Err(Refusal::UnknownWorker(number.clone()).into());
        };
        let role = details.role.unwrap_or(enrolled.role);
        let is_own = matches!(self.actor()?, Actor::Worker(worker) if worker.number == *number);
        if role != enrolled.role && is_shared && is_own {
            return Err(Refusal::OwnRole.into());
        }
        if role != enrolled.role {
            self.ensure_may_overrule(number)?;
            self.ensure_overrules_no_equal(number)?;
        }
        let worker = Worker {
            number: enrolled.number,
            name: details.name.unwrap_or(enrolled.name),
            role,
            office: details.office.unwrap_or(enrolled.office),
        };
        self.record(Change::WorkerChanged { worker: worker.clone(), office: self.office.clone() })?;
        if self.worker.number == *number {
            self.worker = worker.clone();
        }
        Ok(worker)
    }

    /// Revokes the passphrase and the recovery key of a worker, and returns the ways that still open the home. What the
    /// worker recorded stays.
    ///
    /// # Errors
    /// It is not for whoever has the home open to do, nobody else has a passphrase or may manage the
    /// home, or there is no such worker.
    pub fn revoke_access(&mut self, number: &WorkerNumber) -> Result<Vec<EnrolledWay>, StoreError> {
        self.ensure_may(HomeDuty::RemoveWorker)?;
        self.ensure_may_overrule(number)?;
        self.ensure_overrules_no_equal(number)?;
        let mut file = self.trusted_key_file()?;
        if !file.has_passphrase(number.as_str()) {
            return Err(Refusal::UnknownWorker(number.clone()).into());
        }
        file.remove_worker(number.as_str());
        if file.passphrase_count() == 0 {
            return Err(StoreError::LastWorker(number.clone()));
        }
        self.ensure_somebody_manages(&file, number)?;
        self.save_ways(file, &format!("worker {number} can no longer open this home"))?;
        self.enrolled_ways()
    }

    /// Refuses to take the home from its owner, or the role from a supervisor whom the office countersigned, by somebody
    /// behind whom nobody of the office stands: anybody may have enrolled them. The owner of the home is no exception.
    fn ensure_may_overrule(&self, number: &WorkerNumber) -> Result<(), StoreError> {
        let Actor::Worker(actor) = self.actor()? else { return Ok(()) };
        if actor.number == *number {
            return Ok(());
        }
        let holders = self.role_holders()?;
        let is_countersigned = |number: &WorkerNumber| {
            holders.iter().any(|holder| holder.worker.number == *number && holder.is_countersigned_supervisor())
        };
        if is_countersigned(number) && !is_countersigned(&actor.number) {
            return Err(Refusal::OfficesSupervisor(number.clone()).into());
        }
        if duties::is_owner(&self.connection, number)? && !self.is_owner_or_countersigned(&actor)? {
            return Err(Refusal::OwnersHome(number.clone()).into());
        }
        Ok(())
    }

    /// Refuses to remove a supervisor, or to give them another role, by another behind whom nobody of the office stands either.
    fn ensure_overrules_no_equal(&self, number: &WorkerNumber) -> Result<(), StoreError> {
        let Actor::Worker(actor) = self.actor()? else { return Ok(()) };
        let holders = self.role_holders()?;
        let is_supervisor =
            |holder: &RoleHolder| holder.worker.number == *number && holder.worker.role.includes(Role::SUPERVISOR);
        if actor.number != *number && holders.iter().any(is_supervisor) && !self.is_owner_or_countersigned(&actor)? {
            return Err(Refusal::SupervisorOfEqual(number.clone()).into());
        }
        Ok(())
    }

    /// Returns whether the home is a worker's, or the office stands behind the role that the worker has.
    pub(super) fn is_owner_or_countersigned(&self, worker: &Worker) -> Result<bool, StoreError> {
        role_holders::is_owner_or_countersigned(&self.connection, &self.named_keys, worker)
    }

    /// Refuses to take `number` away if nobody who can open the home then may enroll anybody. An office's key does not
    /// count: its words may lie in a safe far away.
    fn ensure_somebody_manages(&self, file: &TrustedKeyFile, number: &WorkerNumber) -> Result<(), StoreError> {
        let (workers, _) = queries::select_workers(&self.connection)?;
        for worker in workers.iter().filter(|worker| file.has_passphrase(worker.number.as_str())) {
            if duties::ensure_worker_may(&self.connection, worker, HomeDuty::EnrollWorker).is_ok() {
                return Ok(());
            }
        }
        Err(Refusal::NobodyInCharge(number.clone()).into())
    }

    /// Replaces the passphrase of the worker `number`: one's own, or that of somebody who forgot it, with the office's
    /// key.
    ///
    /// # Errors
    /// There is no such worker, it is not for whoever has the home open to do, another worker has the passphrase, or it is
    /// too easy to guess.
    pub fn reset_passphrase(&mut self, number: &WorkerNumber, passphrase: &SecretString) -> Result<(), StoreError> {
        let Some(worker) = queries::find_worker(&self.connection, number)? else {
            return Err(Refusal::UnknownWorker(number.clone()).into());
        };
        match (self.actor()?, &self.office) {
            (Actor::Worker(actor), None) if actor.number != *number => {
                return Err(Refusal::NotYourPassphrase(number.clone()).into());
            }
            (Actor::Worker(actor), Some(office)) if actor.number != *number => {
                let (office, put_in_by) = (office.clone(), actor.number);
                return Err(Refusal::KeyOfWorker { office, put_in_by }.into());
            }
            _ => {}
        }
        let set_before = self.office_that_set_passphrase(number)?;
        let mut file = self.trusted_key_file()?;
        self.choose_passphrase(&mut file, &worker, passphrase)?;
        let before = set_before.map_or_else(String::new, |office| format!(", which the office {office} had set"));
        self.save_ways(file, &format!("the passphrase of {number} was changed{before}"))
    }

    /// Sets a worker's passphrase in the key file, which is not written yet. One that opens the home already tells
    /// whoever chose it that it does: that is counted and recorded, and costs a growing wait.
    fn choose_passphrase(
        &mut self,
        file: &mut TrustedKeyFile,
        worker: &Worker,
        passphrase: &SecretString,
    ) -> Result<(), StoreError> {
        if !self.practice {
            ensure_strong_passphrase(passphrase, worker)?;
        }
        let (mut tries, now_ms) = (FailedAttempts::for_home(&self.home), self.clock.now_ms());
        tries.ensure_may_choose(now_ms)?;
        let chosen = file.set_passphrase(worker.number.as_str(), passphrase);
        if matches!(chosen, Err(StoreError::PassphraseTaken)) {
            let access =
                AuditEvent::PassphraseRefused { tries: tries.record_refused(now_ms)?, office: self.office.clone() };
            self.record(Change::Accessed { case: None, access })?;
        }
        chosen
    }

    /// Refuses a number that was taken away, unless a key that stands for the office opened the home or the words are those of the
    /// recovery key that its worker had last.
    fn ensure_theirs(&self, number: &WorkerNumber, words: Option<&SecretString>) -> Result<(), StoreError> {
        if matches!(self.actor()?, Actor::Office) {
            return Ok(());
        }
        let Some(words) = words else { return Err(Refusal::NumberTaken(number.clone()).into()) };
        let query = "SELECT public FROM way WHERE kind = ?1 AND label = ?2";
        let had: Option<String> =
            self.connection.query_row(query, [WayKind::Recovery.id(), number.as_str()], |row| row.get(0)).optional()?;
        let given = recovery_public_keys(words)?;
        if had.is_some_and(|had| given.contains(&had)) {
            Ok(())
        } else {
            Err(Refusal::NotTheirWords(number.clone()).into())
        }
    }
}

#[cfg(test)]
impl Store {
    /// Makes somebody with this role the worker of an open practice home, as if they had opened it.
    pub(crate) fn hand_to(&mut self, role: Role) {
        self.worker.role = role;
    }

    /// Makes a supervisor of another number the worker of an open practice home, as if they had opened it.
    pub(crate) fn hand_to_supervisor(&mut self, number: &str) {
        self.worker.role = Role::SUPERVISOR;
        self.worker.number = number.parse().unwrap();
    }
}
