//! The entries of the duty log that are about no case. Only the social-work unit reads them.

use rusqlite::Connection;

use super::recorder::Recorder;
use super::{Refusal, Store, StoreError, codec, log, role_holders};
use crate::domain::duty_note::DutyNote;
use crate::domain::role::Role;
use crate::domain::{WorkerNumber, sanitize};
use crate::rules::acts::partner_acts::is_offered;
use crate::rules::acts::{ActAuthor, check_role};

/// The act whose roles make entries.
const LOGGING: &str = "duty_contact";

impl Store {
    /// Returns the entries that are about no case, by day, each with who made it; none for a worker outside the unit.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn duty_notes(&self) -> Result<Vec<(DutyNote, WorkerNumber)>, StoreError> {
        if !Role::SOCIAL_WORKER.is_carried_by(&self.roles_of_worker()?) {
            return Ok(Vec::new());
        }
        select_notes(&self.connection)
    }
}

fn select_notes(record: &Connection) -> Result<Vec<(DutyNote, WorkerNumber)>, StoreError> {
    let mut statement = record.prepare_cached("SELECT body, author FROM duty_note ORDER BY on_day, id")?;
    let rows =
        statement.query_map([], |row| Ok((row.get::<_, Vec<u8>>(0)?, log::parse_id(row.get::<_, String>(1)?, 1)?)))?;
    rows.map(|row| row.map_err(StoreError::from).and_then(|(body, author)| Ok((codec::decode(&body)?, author))))
        .collect()
}

/// Refuses an entry without words or of a day to come, one that follows up an entry that there is not, a county without the
/// unit, and a role that is never on duty.
pub(super) fn check_note(record: &Connection, by: &Recorder<'_>, note: &DutyNote) -> Result<(), StoreError> {
    if !is_offered(by.policies.in_force_on(by.today), LOGGING) {
        return Err(Refusal::NoSocialWorkUnit.into());
    }
    let holders = role_holders::select_role_holders(record, by.named_keys)?;
    let author = ActAuthor { worker: by.worker, holders: &holders };
    check_role(by.policies, LOGGING, &author, by.today).map_err(Refusal::Forbidden)?;
    if sanitize::is_blank(&note.what) {
        return Err(Refusal::NoDutyText.into());
    }
    if note.on > by.today {
        return Err(Refusal::FutureContact(note.on).into());
    }
    by.ensure_since_program(note.on)?;
    let Some(follows) = note.follows else { return Ok(()) };
    let is_known = select_notes(record)?.iter().any(|(known, _)| known.id == follows);
    if is_known { Ok(()) } else { Err(Refusal::UnknownDutyNote.into()) }
}
