//! The rows that are written for a supervisor's draws, reviews and conferences.

use rusqlite::{Connection, params};

use super::order::{self, Register};
use crate::domain::Entry;
use crate::domain::supervision::{CaseReview, Conference, ReviewDraw, SupervisionEvent};
use crate::store::log::seq_to_sql;
use crate::store::{StoreError, codec};

pub(super) fn apply_supervision(
    record: &Connection,
    entry: &Entry,
    supervised: &SupervisionEvent,
) -> Result<(), StoreError> {
    match supervised {
        SupervisionEvent::ReviewsDrawn(draw) => insert_draw(record, entry, draw),
        SupervisionEvent::CaseReviewed(review) => save_review(record, entry, review),
        SupervisionEvent::ConferenceHeld(conference) => insert_conference(record, entry, conference),
    }
}

fn insert_draw(record: &Connection, entry: &Entry, draw: &ReviewDraw) -> Result<(), StoreError> {
    if !order::note_if_first(record, entry, Register::Draw(draw.month, &draw.ec))? {
        return Ok(());
    }
    record
        .prepare_cached(
            "INSERT INTO review_draw (month, ec, body, author, entry) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (month, ec) DO UPDATE SET body = ?3, author = ?4, entry = ?5",
        )?
        .execute(params![
            draw.month.to_string(),
            draw.ec.as_str(),
            codec::encode(draw)?,
            entry.author.as_str(),
            seq_to_sql(entry.seq)
        ])?;
    Ok(())
}

fn save_review(record: &Connection, entry: &Entry, review: &CaseReview) -> Result<(), StoreError> {
    if !order::note_if_newest(record, entry, Register::Review(review.month, &review.case), None)? {
        return Ok(());
    }
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
            seq_to_sql(entry.seq)
        ])?;
    Ok(())
}

fn insert_conference(record: &Connection, entry: &Entry, conference: &Conference) -> Result<(), StoreError> {
    record
        .prepare_cached(
            "INSERT INTO conference (station, entry, ec, on_day, body, author) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            entry.station.0,
            seq_to_sql(entry.seq),
            conference.with.as_str(),
            conference.on,
            codec::encode(conference)?,
            entry.author.as_str()
        ])?;
    Ok(())
}
