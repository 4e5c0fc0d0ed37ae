//! Which office's keys count: those that the machine names, and those that such a key put in. Whoever works in a home can
//! make a pair of keys and put it in; only an administrator writes the machine's file.

use rusqlite::{Connection, OptionalExtension as _};

use super::named_keys::NamedKeys;
use super::{Refusal, Store, StoreError, codec, log, queries};
use crate::domain::access_way::{Way, WayKind};
use crate::domain::audit_event::AuditEvent;
use crate::domain::name::fold_for_search;
use crate::domain::office_key::{OfficeKey, OfficeKeyHistory};
use crate::domain::worker::Worker;
use crate::domain::{Change, Entry, WorkerNumber, sanitize};

/// Who acts on the workers and the ways of a home.
pub(super) enum Actor {
    /// An office, with a key that stands for it.
    Office,
    /// A worker: the one who opened the home, or the one who put in the office's key that did.
    Worker(Worker),
}

impl Store {
    /// Returns the office's keys that open the home now, by their names.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn office_keys(&self) -> Result<Vec<OfficeKey>, StoreError> {
        Ok(self.read_office_keys()?.into_keys())
    }

    /// Returns the office's key that opened the home; `None` if a worker's own way did.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn opening_office_key(&self) -> Result<Option<OfficeKey>, StoreError> {
        let Some(office) = &self.office else { return Ok(None) };
        Ok(self.read_office_keys()?.find(office).cloned())
    }

    fn read_office_keys(&self) -> Result<OfficeKeyHistory, StoreError> {
        let mut keys = OfficeKeyHistory::default();
        for (entry, change) in select_changes_of_ways(&self.connection)? {
            take_change(&mut keys, &self.named_keys, &entry, &change);
        }
        Ok(keys)
    }

    /// Returns for whom it counts what is done now with workers and ways. A key for which no office stands is the hand of
    /// whoever put it in; one from before the record knew makers, that of the owner.
    pub(super) fn actor(&self) -> Result<Actor, StoreError> {
        if self.office.is_none() {
            return Ok(Actor::Worker(self.worker.clone()));
        }
        let key = self.opening_office_key()?;
        if key.as_ref().is_some_and(|key| key.is_confirmed) {
            return Ok(Actor::Office);
        }
        // The owner is the worker of a home that an office's key opened.
        let maker = key.and_then(|key| key.put_in_by).filter(|maker| *maker != self.worker.number);
        let maker = maker.map_or(Ok(None), |maker| queries::find_worker(&self.connection, &maker))?;
        Ok(Actor::Worker(maker.unwrap_or_else(|| self.worker.clone())))
    }

    /// Refuses to put in or to take away an office's key by anybody but the owner, a supervisor who is countersigned and an
    /// office whose key counts: who could put in a key of their own would be their own office.
    pub(super) fn ensure_may_change_offices(&self) -> Result<(), StoreError> {
        match self.actor()? {
            Actor::Worker(_) if self.office.is_some() => Err(Refusal::NotForOffice.into()),
            _ => self.ensure_may_change_keys(),
        }
    }

    /// Refuses to change the keys of the home by a supervisor behind whom nobody of the office stands.
    pub(super) fn ensure_may_change_keys(&self) -> Result<(), StoreError> {
        match self.actor()? {
            Actor::Office => Ok(()),
            Actor::Worker(worker) if self.is_owner_or_countersigned(&worker)? => Ok(()),
            Actor::Worker(worker) => Err(Refusal::NotCountersigned(worker.number).into()),
        }
    }

    /// Records that a worker opened the home with a passphrase that an office set and the worker has not changed since:
    /// whoever has it may be the office.
    pub(super) fn record_set_passphrase(&mut self) -> Result<(), StoreError> {
        let worker = self.worker.number.clone();
        let Some(set_by) = self.office_that_set_passphrase(&worker)?.filter(|_| self.office.is_none()) else {
            return Ok(());
        };
        self.record(Change::Accessed { case: None, access: AuditEvent::OpenedWithSetPassphrase { set_by } })?;
        Ok(())
    }

    /// Returns the office with whose key the present passphrase of a worker was set; `None` if none was.
    pub(super) fn office_that_set_passphrase(&self, worker: &WorkerNumber) -> Result<Option<String>, StoreError> {
        let query = "SELECT office FROM way WHERE kind = ?1 AND label = ?2 AND removed = 0 AND office IS NOT NULL";
        let of_worker = [WayKind::Passphrase.id(), worker.as_str()];
        Ok(self.connection.query_row(query, of_worker, |row| row.get(0)).optional()?)
    }
}

/// Refuses an office's key that would replace one, or that nobody could tell from one: names are compared without case,
/// accents, blanks and signs of no width.
pub(super) fn ensure_new_office(ways: &[Way], named: &NamedKeys, office: &str, public: &str) -> Result<(), Refusal> {
    let (name, public) = (plain_name(office), public.trim().to_lowercase());
    for way in ways.iter().filter(|way| way.kind == WayKind::Escrow) {
        if plain_name(&way.label) == name {
            return Err(Refusal::OfficeNameTaken(way.label.clone()));
        }
        if way.public.to_lowercase() == public {
            return Err(Refusal::OfficeKeyTaken(way.label.clone()));
        }
    }
    if named.gives_to_another(&public, |other| plain_name(other) == name) {
        return Err(Refusal::OfficeNamedOtherwise(office.to_owned()));
    }
    Ok(())
}

fn plain_name(office: &str) -> String {
    let seen: String = office.chars().filter(|c| !sanitize::is_invisible(*c)).collect();
    fold_for_search(&seen).split_whitespace().collect()
}

/// Takes a change of the log over into the office's keys.
pub(super) fn take_change(keys: &mut OfficeKeyHistory, named: &NamedKeys, entry: &Entry, change: &Change) {
    let is_named = |public: &str| named.has(public);
    match change {
        Change::WorkerEnrolled { ways: Some(ways), .. } => {
            keys.note_first_way();
            keys.take(&entry.author, ways, is_named);
        }
        Change::Accessed { access: AuditEvent::WaysChanged(ways), .. } => keys.take(&entry.author, ways, is_named),
        _ => {}
    }
}

/// Returns the entries that enrolled or changed a worker or changed the ways into the home, in order.
pub(super) fn select_changes_of_ways(record: &Connection) -> Result<Vec<(Entry, Change)>, StoreError> {
    // A body that is packed does not show its words; there are few of them.
    let query = format!(
        "SELECT {} FROM entry WHERE kind IN ('worker_enrolled', 'worker_changed') OR (kind = 'accessed' AND \
         (substr(body, 1, 1) = x'FF' OR instr(body, CAST('ways_changed' AS BLOB)) > 0)) ORDER BY id",
        log::COLUMNS
    );
    let mut statement = record.prepare_cached(&query)?;
    let entries = statement.query_map([], log::read_entry)?;
    let with_change = |entry: rusqlite::Result<Entry>| {
        let entry = entry?;
        Ok((codec::decode(&entry.body)?, entry))
    };
    entries.map(with_change).map(|read| read.map(|(change, entry)| (entry, change))).collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::new("West", "bb", true)]
    #[case::the_same_name("Eastmont", "bb", false)]
    #[case::in_another_case("EASTMONT ", "bb", false)]
    #[case::with_an_unseen_sign("East\u{200b}mont", "bb", false)]
    #[case::with_an_accent("Eastmónt", "bb", false)]
    #[case::with_another_blank("East mont", "bb", false)]
    #[case::the_same_key("West", " AA", false)]
    #[case::the_very_same("Eastmont", "aa", false)]
    fn an_offices_key_replaces_no_other(#[case] office: &str, #[case] public: &str, #[case] is_new: bool) {
        let way = Way { kind: WayKind::Escrow, label: "Eastmont".to_owned(), public: "aa".to_owned() };
        assert_eq!(ensure_new_office(&[way], &NamedKeys::default(), office, public).is_ok(), is_new);
    }
}
