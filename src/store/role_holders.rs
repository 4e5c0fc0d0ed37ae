//! Who holds or held which role, as the log has it. The table of workers says only what everybody is now.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::named_keys::NamedKeys;
use super::{Refusal, Store, StoreError, duties, office_keys, queries};
use crate::domain::office_key::{OfficeKey, OfficeKeyHistory};
use crate::domain::role::Role;
use crate::domain::role_holder::RoleHolder;
use crate::domain::worker::Worker;
use crate::domain::{Change, Entry, WorkerNumber};
use crate::platform::local_time;

impl Store {
    /// Returns everybody who has a role in the home or had it, in the order in which the roles were given.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn role_holders(&self) -> Result<Vec<RoleHolder>, StoreError> {
        select_role_holders(&self.connection, &self.named_keys)
    }
}

pub(super) fn select_role_holders(record: &Connection, named: &NamedKeys) -> Result<Vec<RoleHolder>, StoreError> {
    let (mut given, mut keys) = (GivenRoles::default(), OfficeKeyHistory::default());
    for (entry, change) in office_keys::select_changes_of_ways(record)? {
        office_keys::take_change(&mut keys, named, &entry, &change);
        let by = change.office().map(|office| OfficeHand::new(keys.find(office)));
        if let Change::WorkerEnrolled { worker, .. } | Change::WorkerChanged { worker, .. } = change {
            given.give(&entry, &worker, by.as_ref());
        }
    }
    let with_access = queries::select_workers_with_access(record)?;
    for holder in &mut given.holders {
        holder.worker = given.present.get(&holder.worker.number).unwrap_or(&holder.worker).clone();
        holder.is_in_office = holder.worker.role == holder.role && with_access.contains(&holder.worker);
    }
    Ok(given.holders)
}

/// Returns whether the home is a worker's, or the office stands behind the role that the worker has.
pub(super) fn is_owner_or_countersigned(
    record: &Connection,
    named: &NamedKeys,
    worker: &Worker,
) -> Result<bool, StoreError> {
    let is_countersigned = |holder: &RoleHolder| {
        holder.worker.number == worker.number && holder.role == worker.role && holder.is_countersigned
    };
    Ok(duties::is_owner(record, &worker.number)? || select_role_holders(record, named)?.iter().any(is_countersigned))
}

/// Refuses to put another record in the place of this one by a worker behind whom nobody of the office stands. A record that
/// cannot be read says nothing.
pub(super) fn ensure_may_replace(record: &Connection, named: &NamedKeys, worker: &Worker) -> Result<(), StoreError> {
    match is_owner_or_countersigned(record, named, worker) {
        Ok(false) => Err(Refusal::RecordOfEqual(worker.number.clone()).into()),
        Ok(true) | Err(_) => Ok(()),
    }
}

/// An office's key with which a role was given, confirmed or taken away.
enum OfficeHand {
    /// It stands for the office.
    Confirmed,
    /// It stands for whoever put it in.
    OfMaker(String),
}

impl OfficeHand {
    fn new(key: Option<&OfficeKey>) -> Self {
        match key {
            Some(key) if key.is_confirmed => Self::Confirmed,
            Some(key) => Self::OfMaker(key.maker()),
            None => Self::OfMaker("somebody before this was recorded".to_owned()),
        }
    }
}

/// The roles that were given so far.
#[derive(Default)]
struct GivenRoles {
    holders: Vec<RoleHolder>,
    /// Everybody as they are by now.
    present: BTreeMap<WorkerNumber, Worker>,
}

impl GivenRoles {
    /// Takes an entry that enrolled or changed a worker. With a key that stands for the office a role is countersigned, and
    /// taken away as if it had never been; any other office's key does no more than whoever put it in.
    fn give(&mut self, entry: &Entry, worker: &Worker, by: Option<&OfficeHand>) {
        let is_office = matches!(by, Some(OfficeHand::Confirmed));
        let by_key_of = match by {
            Some(OfficeHand::OfMaker(maker)) => Some(maker.clone()),
            Some(OfficeHand::Confirmed) | None => None,
        };
        let is_own = self.present.is_empty();
        let (number, author) = (&worker.number, &entry.author);
        let former = self.present.insert(number.clone(), worker.clone());
        let is_countersigned =
            is_own || is_office || (by.is_none() && author != number && self.stands_for(author, worker.role));
        let holds = |holder: &RoleHolder| holder.worker.number == *number && holder.role == worker.role;
        if is_office && let Some(former) = former.as_ref().filter(|former| former.role != worker.role) {
            self.holders.retain(|holder| holder.worker.number != *number || holder.role != former.role);
        }
        let is_new = former.is_none_or(|former| former.role != worker.role);
        match self.holders.iter_mut().find(|holder| holds(holder)) {
            Some(holder) if !is_new => {
                holder.is_countersigned |= is_countersigned;
                holder.by_key_of = by_key_of.or_else(|| holder.by_key_of.take());
            }
            known => {
                let holder = RoleHolder {
                    worker: worker.clone(),
                    role: worker.role,
                    is_in_office: false,
                    given_by: author.clone(),
                    given_on: local_time(entry.hlc.millis()).date_naive(),
                    is_countersigned,
                    by_key_of,
                };
                match known {
                    Some(known) => *known = holder,
                    None => self.holders.push(holder),
                }
            }
        }
    }

    /// Returns whether a worker has a role now that is countersigned.
    fn stands_for(&self, number: &WorkerNumber, role: Role) -> bool {
        let has_role = self.present.get(number).is_some_and(|present| present.role == role);
        let is_countersigned =
            |holder: &RoleHolder| holder.worker.number == *number && holder.role == role && holder.is_countersigned;
        has_role && self.holders.iter().any(is_countersigned)
    }
}
