//! Whom a recorded change is about.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::log::{COLUMNS, read_entry, seq_to_sql};
use super::{StoreError, codec};
use crate::domain::{Change, Entry, PersonNumber};

/// Returns the participant whom a change is about through something else: the comment that it is about, or what it undoes.
pub(super) fn indirect_person(
    record: &Connection,
    entry: &Entry,
    change: &Change,
) -> Result<Option<PersonNumber>, StoreError> {
    let comment = match change {
        Change::Undone { entry: undone, .. } => {
            let query = format!("SELECT {COLUMNS} FROM entry WHERE station = ?1 AND seq = ?2");
            let mut statement = record.prepare_cached(&query)?;
            let undone = statement.query_row(params![entry.station.0, seq_to_sql(*undone)], read_entry).optional()?;
            let Some(undone) = undone.filter(|undone| undone.seq < entry.seq) else { return Ok(None) };
            let done = codec::decode(&undone.body)?;
            let through = indirect_person(record, &undone, &done)?;
            return Ok(person_of(&done, through));
        }
        Change::CommentPosted { comment, .. } => Some(*comment),
        change => change.about_comment(),
    };
    let Some(comment) = comment else { return Ok(None) };
    let mut statement = record.prepare_cached("SELECT person FROM comment WHERE id = ?1")?;
    let person: Option<u8> = statement.query_row([comment.0], |row| row.get(0)).optional()?;
    Ok(person.map(PersonNumber))
}

/// Returns the participant that a change names, or the one whom it is about through something else; `None` if it is about
/// the case or only names an alert.
pub(super) fn person_of(change: &Change, indirect: Option<PersonNumber>) -> Option<PersonNumber> {
    match change {
        Change::CommentFiled(comment) => Some(comment.person),
        Change::ReminderSaved(reminder) => Some(reminder.person),
        Change::CaseAnnotated { person, .. } => Some(*person),
        Change::Acted { act, .. } => Some(act.person),
        Change::CommentAmended(_) | Change::CommentPosted { .. } | Change::Undone { .. } => indirect,
        _ => None,
    }
}
