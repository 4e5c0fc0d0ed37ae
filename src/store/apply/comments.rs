//! The rows that are written when a comment is filed, amended or posted. These three decide whether a comment must
//! still be posted: a new comment must be; a posted one must be posted again after each amendment; a comment that was
//! marked as entered in error before it was posted never has to be.

use chrono::NaiveDate;
use rusqlite::{Connection, params};

use crate::domain::amendment::{Amendment, AmendmentKind};
use crate::domain::comment::Comment;
use crate::domain::{Entry, RowId, Seq};
use crate::store::log::seq_to_sql;
use crate::store::{StoreError, codec, search};

pub(super) fn insert_comment(record: &Connection, entry: &Entry, comment: &Comment) -> Result<(), StoreError> {
    let is_protected = comment.protected || was_protected_before(record, comment.id)?;
    record
        .prepare_cached(
            "INSERT INTO comment (id, case_no, person, on_day, contact_type, reached, body, author, entered,
                                  protected, in_error, posted, to_post, entry, station)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0, NULL, 1, ?11, ?12)",
        )?
        .execute(params![
            comment.id.0,
            comment.case.as_str(),
            comment.person.0,
            comment.on,
            comment.contact_type.0,
            comment.reached,
            codec::encode(comment)?,
            entry.author.as_str(),
            entry.hlc.millis().cast_signed(),
            is_protected,
            seq_to_sql(entry.seq),
            entry.station.0,
        ])?;
    search::place_comment(record, comment.id, entry.hlc)?;
    settle_comment(record, comment.id)?;
    search::reindex_comment(record, comment.id)
}

pub(super) fn insert_amendment(record: &Connection, entry: &Entry, amendment: &Amendment) -> Result<(), StoreError> {
    record
        .prepare_cached(
            "INSERT INTO amendment (id, comment, body, author, entered, posted, entry, station)
             VALUES (?1, ?2, ?3, ?4, ?5, NULL, ?6, ?7)",
        )?
        .execute(params![
            amendment.id.0,
            amendment.comment.0,
            codec::encode(amendment)?,
            entry.author.as_str(),
            entry.hlc.millis().cast_signed(),
            seq_to_sql(entry.seq),
            entry.station.0,
        ])?;
    if amendment.kind == AmendmentKind::Protected {
        protect_comment(record, amendment.comment)?;
    }
    settle_comment(record, amendment.comment)?;
    search::reindex_comment(record, amendment.comment)
}

/// Settles what a comment proves, whether it is in error and whether it must still be posted, from all of its amendments
/// and postings that have arrived: what comes out is the same whichever of them arrived first.
fn settle_comment(record: &Connection, comment: RowId) -> Result<(), StoreError> {
    record.prepare_cached(POST_COMMENT)?.execute([comment.0])?;
    record.prepare_cached(POST_AMENDMENTS)?.execute([comment.0])?;
    let query = "SELECT body, posted IS NOT NULL FROM amendment WHERE comment = ?1 ORDER BY entered, id";
    let mut statement = record.prepare_cached(query)?;
    let mut rows = statement.query([comment.0])?;
    let (mut is_in_error, mut is_left) = (false, false);
    // The newest correction of all elements says what the comment is.
    let mut corrected = None;
    while let Some(row) = rows.next()? {
        let amendment: Amendment = codec::decode(&row.get::<_, Vec<u8>>(0)?)?;
        let is_posted: bool = row.get(1)?;
        corrected = amendment.corrected.or(corrected);
        is_in_error |= amendment.kind == AmendmentKind::EnteredInError;
        // Whether a comment that is protected must still be posted stays as it was.
        is_left |= amendment.kind != AmendmentKind::Protected && !is_posted;
    }
    if let Some(corrected) = corrected {
        // What the comment proves follows from these columns.
        record
            .prepare_cached(
                "UPDATE comment SET person = ?2, on_day = ?3, contact_type = ?4, reached = ?5 WHERE id = ?1",
            )?
            .execute(params![
                comment.0,
                corrected.person.0,
                corrected.on,
                corrected.contact_type.0,
                corrected.reached,
            ])?;
    }
    record
        .prepare_cached(
            "UPDATE comment SET in_error = ?2,
                 to_post = CASE WHEN posted IS NULL THEN NOT ?2 ELSE ?3 END
             WHERE id = ?1",
        )?
        .execute(params![comment.0, is_in_error, is_left])?;
    Ok(())
}

/// Protects a comment for good: it leaves the index of the search with everything that was said about it. Whether it
/// must still be posted stays as it was.
fn protect_comment(record: &Connection, comment: RowId) -> Result<(), StoreError> {
    record.prepare_cached("INSERT OR IGNORE INTO protected_comment (comment) VALUES (?1)")?.execute([comment.0])?;
    record.prepare_cached("UPDATE comment SET protected = 1 WHERE id = ?1")?.execute([comment.0])?;
    Ok(())
}

/// Returns whether the comment was protected by an entry that arrived here before the comment itself.
fn was_protected_before(record: &Connection, comment: RowId) -> Result<bool, StoreError> {
    Ok(record.prepare_cached("SELECT 1 FROM protected_comment WHERE comment = ?1")?.exists([comment.0])?)
}

/// A comment keeps the day of its first copy.
const POST_COMMENT: &str = "UPDATE comment SET posted =
        (SELECT on_day FROM posting WHERE comment = ?1 ORDER BY hlc, station, seq LIMIT 1)
     WHERE id = ?1";

/// An amendment has a day of its own: that of the first copy after it. A copy that was made at another station may not
/// have had the amendment; it then is still to be posted, because one copy too many is harmless and a missing one is
/// not.
const POST_AMENDMENTS: &str = "UPDATE amendment SET posted =
        (SELECT on_day FROM posting
         WHERE posting.comment = ?1 AND posting.station = amendment.station AND posting.seq > amendment.entry
         ORDER BY posting.seq LIMIT 1)
     WHERE comment = ?1";

/// Marks a comment and its amendments as copied.
pub(super) fn mark_comment_posted(
    record: &Connection,
    entry: &Entry,
    comment: RowId,
    on: NaiveDate,
) -> Result<(), StoreError> {
    record
        .prepare_cached("INSERT INTO posting (comment, station, seq, hlc, on_day) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![comment.0, entry.station.0, seq_to_sql(entry.seq), entry.hlc.0.cast_signed(), on])?;
    settle_comment(record, comment)
}

/// Takes back that a comment and its amendments were copied: by that entry of the same station, which always arrives first,
/// they were not. Other copies of the comment stand.
pub(super) fn undo_posting(record: &Connection, entry: &Entry, comment: RowId, undone: Seq) -> Result<(), StoreError> {
    record.prepare_cached("DELETE FROM posting WHERE comment = ?1 AND station = ?2 AND seq = ?3")?.execute(params![
        comment.0,
        entry.station.0,
        seq_to_sql(undone)
    ])?;
    settle_comment(record, comment)
}
