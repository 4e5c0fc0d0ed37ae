//! The row that is written when a row of a match is decided.

use rusqlite::{Connection, params};

use super::order::{Register, note_if_newest};
use crate::domain::Entry;
use crate::domain::match_decision::MatchDecision;
use crate::store::log::seq_to_sql;
use crate::store::{StoreError, codec};

/// Saves a decision. Where two stations decided, the newer entry counts.
pub(super) fn save_decision(record: &Connection, entry: &Entry, decision: &MatchDecision) -> Result<(), StoreError> {
    let register = Register::MatchDecision(&decision.case, decision.person, &decision.digest);
    if !note_if_newest(record, entry, register, None)? {
        return Ok(());
    }
    record
        .prepare_cached(
            "INSERT INTO match_decision (case_no, person, digest, body, author, entry) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (case_no, person, digest) DO UPDATE SET body = ?4, author = ?5, entry = ?6",
        )?
        .execute(params![
            decision.case.as_str(),
            decision.person.0,
            decision.digest,
            codec::encode(decision)?,
            entry.author.as_str(),
            seq_to_sql(entry.seq),
        ])?;
    Ok(())
}
