//! Undoes the acts of a case, the newest first.

use rusqlite::Connection;

use super::recorder::Recorder;
use super::{RecordedAct, Refusal, Store, StoreError, codec, log, role_holders};
use crate::domain::{CaseNumber, Change, Entry, Seq};
use crate::rules;
use crate::rules::acts::ActAuthor;

impl Store {
    /// Returns the act of the case that may be undone next: the newest one that stands and that the worker sees.
    pub fn undoable_act(&self, case: &CaseNumber) -> Result<Option<RecordedAct>, StoreError> {
        for act in standing_acts(&self.connection, case)? {
            if self.sees_act(case, act.act.kind.id())? {
                return Ok(Some(act));
            }
        }
        Ok(None)
    }

    /// Undoes the newest act of a case that stands; done again, it undoes the one before. The log keeps the acts and their
    /// undoing.
    ///
    /// # Errors
    /// Fails with a [`Refusal`] if no act of the case stands.
    pub fn undo_newest_act(&mut self, case: &CaseNumber) -> Result<(RecordedAct, Entry), StoreError> {
        let act = self.undoable_act(case)?.ok_or_else(|| Refusal::NothingToUndo(case.clone()))?;
        let entry = self.record(Change::Undone { case: case.clone(), entry: act.entry, restores: None })?;
        Ok((act, entry))
    }
}

/// Returns the acts of the case that stand, the newest first.
fn standing_acts(record: &Connection, case: &CaseNumber) -> Result<Vec<RecordedAct>, StoreError> {
    let mut statement = record.prepare_cached(
        "SELECT entry, author, body FROM act WHERE case_no = ?1 AND undone IS NULL ORDER BY entry DESC",
    )?;
    let rows = statement.query_map([case.as_str()], |row| {
        let entry = log::read_seq(row, 0)?;
        let author = log::parse_id(row.get::<_, String>(1)?, 1)?;
        Ok((entry, author, row.get::<_, Vec<u8>>(2)?))
    })?;
    rows.map(|row| {
        let (entry, author, body) = row?;
        Ok(RecordedAct { entry, author, act: codec::decode(&body)? })
    })
    .collect()
}

fn newest_act(record: &Connection, case: &CaseNumber) -> Result<Option<RecordedAct>, StoreError> {
    Ok(standing_acts(record, case)?.into_iter().next())
}

/// Refuses to undo an act that is not the newest one of the case that stands, or that only another role may record.
pub(super) fn ensure_can_undo(
    record: &Connection,
    by: &Recorder<'_>,
    case: &CaseNumber,
    entry: Seq,
) -> Result<(), StoreError> {
    match newest_act(record, case)? {
        Some(newest) if newest.entry == entry => {
            let holders = role_holders::select_role_holders(record, by.named_keys)?;
            let author = ActAuthor { worker: by.worker, holders: &holders };
            let allowed = rules::acts::check_role(by.policies, newest.act.kind.id(), &author, by.today);
            allowed.map_err(|refused| Refusal::Forbidden(refused).into())
        }
        Some(_) => Err(Refusal::NotTheNewest(case.clone()).into()),
        None => Err(Refusal::NothingToUndo(case.clone()).into()),
    }
}
