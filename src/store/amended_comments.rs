//! The alerts to a worker whose comment somebody else took back, changed or set apart: the contact may be owed again, and
//! nobody else tells them.

use rusqlite::Row;

use super::{StoreError, codec, log};
use crate::domain::amendment::{Amendment, AmendmentKind};
use crate::domain::comment::Comment;
use crate::domain::dates::format_long_date;
use crate::domain::facts::{SentAlert, Source};
use crate::domain::{PersonNumber, WorkerNumber};
use crate::platform::local_time;

/// What somebody else did to a worker's comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmendedByOther {
    /// The alert to the worker who wrote the comment.
    pub alert: SentAlert,
    /// Whether the comment is kept apart, so that nobody else is told of it.
    pub is_kept_apart: bool,
}

/// The amendments of comments that others wrote, each with the comment as it was filed.
pub(super) const AMENDED: &str =
    "SELECT f.case_no, f.person, f.writer, f.protected, f.filed, f.entered, f.author, f.body, f.entry
    FROM (SELECT c.case_no, c.person, c.author AS writer, c.protected, c.body AS filed, a.entered, a.author, a.body, a.entry
          FROM amendment a JOIN comment c ON c.id = a.comment WHERE a.author <> c.author) f
    {of_case} ORDER BY f.case_no, f.entered";

/// Returns the alert of a row of [`AMENDED`]; `None` for an amendment that only adds to the comment.
pub(super) fn read_amended(row: &Row<'_>) -> Result<Option<AmendedByOther>, StoreError> {
    let amendment: Amendment = codec::decode(&row.get::<_, Vec<u8>>(7)?)?;
    if !amendment.changes_proof() && amendment.kind != AmendmentKind::Protected {
        return Ok(None);
    }
    let is_kept_apart: bool = row.get(3)?;
    let filed: Comment = codec::decode(&row.get::<_, Vec<u8>>(4)?)?;
    let author: WorkerNumber = log::parse_id(row.get::<_, String>(6)?, 6)?;
    let alert = SentAlert {
        person: PersonNumber(row.get(1)?),
        on: local_time(row.get::<_, i64>(5)?.cast_unsigned()).date_naive(),
        to: log::parse_id(row.get::<_, String>(2)?, 2)?,
        text: alert_text(&author, &filed, amendment.kind, is_kept_apart),
        due: None,
        of_conference: false,
        source: Source::Entry { entry: log::read_seq(row, 8)?, author },
    };
    Ok(Some(AmendedByOther { alert, is_kept_apart }))
}

/// Returns what was done. A list or a page may not tell that a comment is kept apart, so that the words are then the same
/// whatever was done.
fn alert_text(author: &WorkerNumber, filed: &Comment, kind: AmendmentKind, is_kept_apart: bool) -> String {
    let on = format_long_date(filed.on);
    match kind {
        _ if is_kept_apart => format!("{author} amended your comment of {on}: see it in the case"),
        AmendmentKind::EnteredInError => {
            format!("{author} marked your comment of {on} as entered in error: it no longer counts as a contact")
        }
        _ => format!("{author} corrected your comment of {on}: see it in the case"),
    }
}
