//! Undoes and does again what the worker did: on the case that is shown, or on another after asking.

use super::protocol::{StoreAnswer, UndoDirection};
use super::worker::OpenStore;
use crate::domain::comment::CommentDraft;
use crate::domain::{CaseNumber, Change, RowId, Seq};
use crate::store::{Doing, StoreError};

impl OpenStore {
    /// Undoes the newest thing done on the case shown, if it was done in this session. Otherwise asks: about the newest
    /// thing of the session on another case, or about what was done on the case shown before.
    pub(super) fn undo(
        &mut self,
        shown: Option<&CaseNumber>,
        confirmed: Option<Seq>,
    ) -> Result<Vec<StoreAnswer>, StoreError> {
        let began = self.undo_history.began;
        let on_shown = shown.map(|case| self.store.newest_doing(case)).transpose()?.flatten();
        let is_own = |doing: &Doing| doing.entry.seq > began;
        let doing = match on_shown {
            Some(doing) if is_own(&doing) => return self.undo_doing(doing),
            before => self.store.newest_doing_after(began)?.or(before),
        };
        match doing {
            None => Ok(vec![StoreAnswer::NothingToUndo(UndoDirection::Undo)]),
            Some(doing) if Some(doing.entry.seq) == confirmed => self.undo_doing(doing),
            Some(doing) => Ok(vec![StoreAnswer::AskUndo(Box::new(doing), UndoDirection::Undo)]),
        }
    }

    fn undo_doing(&mut self, doing: Doing) -> Result<Vec<StoreAnswer>, StoreError> {
        self.store.undo_doing(&doing)?;
        if let (Change::AlertDisposed { alert, .. }, Some(walk)) = (&doing.change, &self.walk) {
            // An item that is open again is no longer passed on the walk.
            let place = walk.without_alert(alert);
            self.save_walk(Some(place))?;
        }
        let snapshot = self.refresh_case(&doing.case)?;
        self.undo_history.undone.push(doing.clone());
        Ok(vec![snapshot, StoreAnswer::Undone(Box::new(doing), UndoDirection::Undo)])
    }

    /// Files a comment in place of one that was reopened.
    pub(super) fn refile_comment(
        &mut self,
        case: &CaseNumber,
        reopened: RowId,
        id: RowId,
        draft: CommentDraft,
    ) -> Result<Vec<StoreAnswer>, StoreError> {
        let missing = |_elements| StoreError::Internal("a form with something missing was filed");
        let comment = draft.into_comment(id, case.clone()).map_err(missing)?;
        self.store.refile_comment(reopened, comment)?;
        self.undo_history.forget_undone();
        Ok(vec![self.refresh_case(case)?, StoreAnswer::Filed(case.clone())])
    }

    /// Does again what was undone last on the case shown, or asks about what was undone last on another.
    pub(super) fn redo(
        &mut self,
        shown: Option<&CaseNumber>,
        confirmed: Option<Seq>,
    ) -> Result<Vec<StoreAnswer>, StoreError> {
        let undone = &self.undo_history.undone;
        let on_shown = undone.iter().rposition(|doing| Some(&doing.case) == shown);
        let index = on_shown.or_else(|| undone.len().checked_sub(1));
        let Some((index, doing)) = index.and_then(|index| Some((index, undone.get(index)?.clone()))) else {
            return Ok(vec![StoreAnswer::NothingToUndo(UndoDirection::Redo)]);
        };
        if on_shown.is_none() && confirmed != Some(doing.entry.seq) {
            return Ok(vec![StoreAnswer::AskUndo(Box::new(doing), UndoDirection::Redo)]);
        }
        self.store.record(doing.change.clone())?;
        self.undo_history.undone.remove(index);
        let snapshot = self.refresh_case(&doing.case)?;
        Ok(vec![snapshot, StoreAnswer::Undone(Box::new(doing), UndoDirection::Redo)])
    }
}
