//! The reminders that a worker wrote for themselves. Nobody else's lists show them.

use rusqlite::{Connection, OptionalExtension as _};

use super::recorder::Recorder;
use super::{Refusal, Store, StoreError, codec, queries};
use crate::domain::alert::Disposition;
use crate::domain::reminder::Reminder;
use crate::domain::{PersonNumber, RowId, sanitize};

impl Store {
    /// Returns every reminder of this worker, done ones too, by day.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn reminders(&self) -> Result<Vec<Reminder>, StoreError> {
        let mut statement =
            self.connection.prepare_cached("SELECT body FROM reminder WHERE author = ?1 ORDER BY on_day, id")?;
        let bodies = statement.query_map([self.worker.number.as_str()], |row| row.get::<_, Vec<u8>>(0))?;
        bodies.map(|body| codec::decode(&body?)).collect()
    }
}

/// Refuses a reminder without words, on a case or a participant that there is not, on a day that has passed, or in place of
/// another worker's.
pub(super) fn check_reminder(record: &Connection, by: &Recorder<'_>, reminder: &Reminder) -> Result<(), StoreError> {
    if sanitize::is_blank(&reminder.text) {
        return Err(Refusal::NoReminderText.into());
    }
    let former = find_reminder(record, reminder.id)?;
    if former.as_ref().is_some_and(|(author, _)| *author != by.worker.number.as_str()) {
        return Err(Refusal::ReminderOfAnother.into());
    }
    let former = former.map(|(_, former)| former);
    if !reminder.case.stands_for_none() {
        queries::ensure_case_exists(record, &reminder.case)?;
        if reminder.person != PersonNumber::CASE {
            queries::ensure_person_exists(record, &reminder.case, reminder.person)?;
        }
    }
    let is_new_day = former.is_none_or(|former| former.on != reminder.on);
    if by.judges_wording && is_new_day && reminder.on < by.today {
        return Err(Refusal::PastReminder(reminder.on).into());
    }
    match &reminder.disposition {
        Some(Disposition::Refused { reason } | Disposition::Skipped { reason, .. }) if sanitize::is_blank(reason) => {
            Err(Refusal::NoReason.into())
        }
        _ => Ok(()),
    }
}

/// Returns the texts of a reminder that the record does not hold yet.
pub(super) fn newly_written_texts(record: &Connection, reminder: &Reminder) -> Result<Vec<String>, StoreError> {
    let former = find_reminder(record, reminder.id)?.map(|(_, former)| former);
    let is_new = former.as_ref().is_none_or(|former| former.text != reminder.text);
    let mut texts: Vec<String> = is_new.then(|| reminder.text.clone()).into_iter().collect();
    if let Some(Disposition::Refused { reason } | Disposition::Skipped { reason, .. }) = &reminder.disposition
        && former.is_none_or(|former| former.disposition != reminder.disposition)
    {
        texts.push(reason.clone());
    }
    Ok(texts)
}

/// Returns a reminder with the number of its author.
fn find_reminder(record: &Connection, id: RowId) -> Result<Option<(String, Reminder)>, StoreError> {
    let row: Option<(String, Vec<u8>)> = record
        .prepare_cached("SELECT author, body FROM reminder WHERE id = ?1")?
        .query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    row.map(|(author, body)| Ok((author, codec::decode(&body)?))).transpose()
}
