//! Who holds or held which role, as the log has it. The table of workers says only what everybody is now.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::{Store, StoreError, codec, log, queries};
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
        select_role_holders(&self.connection)
    }
}

pub(super) fn select_role_holders(record: &Connection) -> Result<Vec<RoleHolder>, StoreError> {
    let mut given = GivenRoles::default();
    for (entry, change) in select_role_changes(record)? {
        match change {
            Change::WorkerEnrolled { worker, ways, .. } => {
                given.give(&entry, &worker, ways.is_some_and(|ways| ways.office.is_some()));
            }
            Change::WorkerChanged { worker, office } => given.give(&entry, &worker, office.is_some()),
            _ => {}
        }
    }
    let with_access = queries::select_workers_with_access(record)?;
    for holder in &mut given.holders {
        holder.worker = given.present.get(&holder.worker.number).unwrap_or(&holder.worker).clone();
        holder.is_in_office = holder.worker.role == holder.role && with_access.contains(&holder.worker);
    }
    Ok(given.holders)
}

/// The roles that were given so far.
#[derive(Default)]
struct GivenRoles {
    holders: Vec<RoleHolder>,
    /// Everybody as they are by now.
    present: BTreeMap<WorkerNumber, Worker>,
}

impl GivenRoles {
    /// Takes an entry that enrolled or changed a worker. With the office's key a role is countersigned, and taken away as if
    /// it had never been.
    fn give(&mut self, entry: &Entry, worker: &Worker, is_office: bool) {
        let is_own = self.present.is_empty();
        let (number, author) = (&worker.number, &entry.author);
        let former = self.present.insert(number.clone(), worker.clone());
        let is_countersigned = is_own || is_office || (author != number && self.stands_for(author, worker.role));
        let holds = |holder: &RoleHolder| holder.worker.number == *number && holder.role == worker.role;
        if is_office && let Some(former) = former.as_ref().filter(|former| former.role != worker.role) {
            self.holders.retain(|holder| holder.worker.number != *number || holder.role != former.role);
        }
        let is_new = former.is_none_or(|former| former.role != worker.role);
        match self.holders.iter_mut().find(|holder| holds(holder)) {
            Some(holder) if !is_new => holder.is_countersigned |= is_countersigned,
            known => {
                let holder = RoleHolder {
                    worker: worker.clone(),
                    role: worker.role,
                    is_in_office: false,
                    given_by: author.clone(),
                    given_on: local_time(entry.hlc.millis()).date_naive(),
                    is_countersigned,
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

/// Returns the entries that enrolled or changed a worker, in order.
fn select_role_changes(record: &Connection) -> Result<Vec<(Entry, Change)>, StoreError> {
    let query = format!("SELECT {} FROM entry WHERE kind IN (?1, ?2) ORDER BY id", log::COLUMNS);
    let mut statement = record.prepare_cached(&query)?;
    let entries = statement.query_map(params!["worker_enrolled", "worker_changed"], log::read_entry)?;
    let with_change = |entry: rusqlite::Result<Entry>| {
        let entry = entry?;
        Ok((codec::decode(&entry.body)?, entry))
    };
    entries.map(with_change).map(|read| read.map(|(change, entry)| (entry, change))).collect()
}
