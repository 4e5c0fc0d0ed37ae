//! Whom a recorded change is about.

use rusqlite::{Connection, OptionalExtension as _};

use super::StoreError;
use crate::domain::{Change, PersonNumber};

/// Returns the participant of the comment that a change is about, if it is about one.
pub(super) fn comment_person(record: &Connection, change: &Change) -> Result<Option<PersonNumber>, StoreError> {
    let comment = match change {
        Change::CommentPosted { comment, .. } => Some(*comment),
        change => change.about_comment(),
    };
    let Some(comment) = comment else { return Ok(None) };
    let mut statement = record.prepare_cached("SELECT person FROM comment WHERE id = ?1")?;
    let person: Option<u8> = statement.query_row([comment.0], |row| row.get(0)).optional()?;
    Ok(person.map(PersonNumber))
}

/// Returns the participant that a change names, or that of the comment which it is about; `None` if it is about the case or
/// only names an alert.
pub(super) fn person_of(change: &Change, comment: Option<PersonNumber>) -> Option<PersonNumber> {
    match change {
        Change::CommentFiled(comment) => Some(comment.person),
        Change::ReminderSaved(reminder) => Some(reminder.person),
        Change::CaseAnnotated { person, .. } => Some(*person),
        Change::Acted { act, .. } => Some(act.person),
        Change::CommentAmended(_) | Change::CommentPosted { .. } => comment,
        _ => None,
    }
}
