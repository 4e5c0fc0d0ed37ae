//! What a supervisor's draws, reviews and conferences write.

use rusqlite::{Connection, params};

use super::super::{StoreError, codec};
use super::seq;
use crate::domain::Entry;
use crate::domain::supervision::{CaseReview, Conference, Draw, Supervised};

pub(super) fn supervised(record: &Connection, entry: &Entry, supervised: &Supervised) -> Result<(), StoreError> {
    match supervised {
        Supervised::ReviewsDrawn(draw) => drawn(record, entry, draw),
        Supervised::CaseReviewed(review) => reviewed(record, entry, review),
        Supervised::ConferenceHeld(conference) => held(record, entry, conference),
    }
}

fn drawn(record: &Connection, entry: &Entry, draw: &Draw) -> Result<(), StoreError> {
    record
        .prepare_cached("INSERT INTO review_draw (month, ec, body, author, entry) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![
            draw.month.to_string(),
            draw.ec.as_str(),
            codec::encode(draw)?,
            entry.author.as_str(),
            seq(entry)
        ])?;
    Ok(())
}

fn reviewed(record: &Connection, entry: &Entry, review: &CaseReview) -> Result<(), StoreError> {
    record
        .prepare_cached(
            "INSERT INTO case_review (month, case_no, body, author, entry) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (month, case_no) DO UPDATE SET body = ?3, author = ?4, entry = ?5",
        )?
        .execute(params![
            review.month.to_string(),
            review.case.as_str(),
            codec::encode(review)?,
            entry.author.as_str(),
            seq(entry)
        ])?;
    Ok(())
}

fn held(record: &Connection, entry: &Entry, conference: &Conference) -> Result<(), StoreError> {
    record
        .prepare_cached("INSERT INTO conference (entry, ec, on_day, body, author) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![
            seq(entry),
            conference.with.as_str(),
            conference.on,
            codec::encode(conference)?,
            entry.author.as_str()
        ])?;
    Ok(())
}
