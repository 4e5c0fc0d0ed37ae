//! Undoes the newest act of a case.

use rusqlite::{Connection, OptionalExtension as _};

use super::recorder::Recorder;
use super::{RecordedAct, Refusal, Store, StoreError, codec, log};
use crate::domain::{CaseNumber, Change, Entry, Seq};
use crate::rules;

/// The newest act of a case, undone or not.
struct NewestAct {
    act: RecordedAct,
    undone: bool,
}

impl Store {
    /// Returns the act of the case that may be undone: the newest one, until it is undone or the next one is filed.
    pub fn undoable_act(&self, case: &CaseNumber) -> Result<Option<RecordedAct>, StoreError> {
        Ok(newest_act(&self.connection, case)?.filter(|newest| !newest.undone).map(|newest| newest.act))
    }

    /// Undoes the newest act of a case. The log keeps the act and its undoing.
    ///
    /// # Errors
    /// Fails with a [`Refusal`] if the case has no act, or its newest act was undone before.
    pub fn undo_newest_act(&mut self, case: &CaseNumber) -> Result<(RecordedAct, Entry), StoreError> {
        let act = self.undoable_act(case)?.ok_or_else(|| Refusal::NothingToUndo(case.clone()))?;
        let entry = self.record(Change::Undone { case: case.clone(), entry: act.entry })?;
        Ok((act, entry))
    }
}

fn newest_act(record: &Connection, case: &CaseNumber) -> Result<Option<NewestAct>, StoreError> {
    let mut statement = record.prepare_cached(
        "SELECT entry, author, body, undone IS NOT NULL FROM act WHERE case_no = ?1 ORDER BY entry DESC LIMIT 1",
    )?;
    let row = statement
        .query_row([case.as_str()], |row| {
            let entry = log::read_seq(row, 0)?;
            let author = log::parse_id(row.get::<_, String>(1)?, 1)?;
            Ok((entry, author, row.get::<_, Vec<u8>>(2)?, row.get(3)?))
        })
        .optional()?;
    let Some((entry, author, body, undone)) = row else { return Ok(None) };
    Ok(Some(NewestAct { act: RecordedAct { entry, author, act: codec::decode(&body)? }, undone }))
}

/// Refuses to undo an act that is not the newest one of the case, or that only another role may record.
pub(super) fn ensure_can_undo(
    record: &Connection,
    by: &Recorder<'_>,
    case: &CaseNumber,
    entry: Seq,
) -> Result<(), StoreError> {
    match newest_act(record, case)? {
        Some(newest) if newest.act.entry == entry && !newest.undone => {
            let allowed = rules::acts::check_role(by.policies, newest.act.act.kind.id(), by.worker, by.today);
            allowed.map_err(|refused| Refusal::Forbidden(refused).into())
        }
        Some(newest) if newest.act.entry == entry => Err(Refusal::NothingToUndo(case.clone()).into()),
        _ => Err(Refusal::NotTheNewest(case.clone()).into()),
    }
}
