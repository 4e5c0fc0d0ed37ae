//! Undoes and does again what the worker did: on the case that is shown, or on another after asking.

use std::collections::BTreeSet;

use super::protocol::StoreAnswer;
use super::snapshot::SnapshotChange;
use super::undo_history::UndoDirection;
use super::worker::OpenStore;
use crate::domain::alert::AlertKey;
use crate::domain::import_issues::RowDismissal;
use crate::domain::{CaseNumber, Change, Seq};
use crate::store::{Doing, OwnComment, StoreError};

impl OpenStore {
    /// Takes back the newest thing done on the case shown, a comment or anything else, if it was done in this session and
    /// a moment ago. Otherwise asks: about the newest thing of the session on another case, or about what stands longer.
    pub(super) fn undo(
        &mut self,
        shown: Option<&CaseNumber>,
        confirmed: Option<Seq>,
    ) -> Result<Vec<StoreAnswer>, StoreError> {
        let began = self.undo_history.began;
        let on_shown = shown.map(|case| self.store.newest_doing(case)).transpose()?.flatten();
        let comment = shown.map(|case| self.store.newest_own_comment(case)).transpose()?.flatten();
        let is_after =
            |own: &OwnComment, doing: Option<&Doing>| doing.is_none_or(|known| own.newest_entry > known.entry.seq);
        let comment = comment.filter(|own| is_after(own, on_shown.as_ref()));
        if let Some(own) = comment.as_ref().filter(|own| own.can_be_reopened && confirmed.is_none()) {
            return Ok(vec![StoreAnswer::Reopened(Box::new(own.filed.clone()))]);
        }
        let newest = self.store.newest_doing_after(began)?;
        let elsewhere = self.store.newest_own_comment_after(began)?.filter(|own| is_after(own, newest.as_ref()));
        let newest_seq = newest.as_ref().map(|doing| doing.entry.seq);
        let newest_entry = elsewhere.as_ref().map(|own| own.newest_entry).max(newest_seq);
        let caseless = self.store.newest_caseless_doing(began, &self.undo_history.settled)?;
        if let Some(doing) = caseless.filter(|doing| newest_entry.is_none_or(|newest| doing.entry.seq > newest)) {
            return self.undo_caseless(doing);
        }
        let is_own = |doing: &Doing| doing.entry.seq > began;
        let (doing, is_on_shown) = match on_shown {
            Some(doing) if is_own(&doing) => (Some(doing), true),
            before => {
                if let Some(own) = elsewhere.filter(|own| own.can_be_reopened && confirmed.is_none()) {
                    return Ok(vec![StoreAnswer::AskReopen(Box::new(own.filed))]);
                }
                (newest.or(before), false)
            }
        };
        let Some(doing) = doing else { return Ok(vec![StoreAnswer::NothingToUndo(UndoDirection::Undo)]) };
        let is_confirmed = confirmed == Some(doing.entry.seq);
        let is_fresh = self.store.is_fresh(doing.entry.hlc.millis()) && comment.is_none();
        let doings = self.undo_history.done_with(doing);
        // What was done to several rows at once is undone at once as long as nothing was done since.
        let is_newest = doings.iter().any(|doing| Some(doing.entry.seq) == newest_entry);
        let is_clear = is_fresh && if doings.len() > 1 { is_newest } else { is_on_shown };
        if is_clear || is_confirmed {
            return self.undo_doings(doings);
        }
        Ok(vec![StoreAnswer::AskUndo(self.store.seen_doings(doings)?, UndoDirection::Undo)])
    }

    /// Undoes what was done last and is about no case: lets a dismissed row wait again, or shows what undoing an import
    /// would do, because that asks for a reason.
    fn undo_caseless(&mut self, doing: Doing) -> Result<Vec<StoreAnswer>, StoreError> {
        match &doing.change {
            Change::RejectedRowDismissed(dismissal) => {
                let reason = self.store.former_dismissal(&doing.entry, dismissal)?;
                let before = RowDismissal { reason, ..dismissal.clone() };
                let undoing = self.store.record(Change::RejectedRowDismissed(before))?;
                self.undo_history.settled.extend([doing.entry.seq, undoing.seq]);
                self.undo_history.undone.push(vec![doing.clone()]);
                Ok(vec![StoreAnswer::Undone(vec![doing], UndoDirection::Undo)])
            }
            Change::ExtractRead(extract) => {
                let id = extract.id;
                self.undo_history.settled.insert(doing.entry.seq);
                self.preview_undo_of(id)
            }
            _ => Ok(vec![StoreAnswer::NothingToUndo(UndoDirection::Undo)]),
        }
    }

    fn undo_doings(&mut self, doings: Vec<Doing>) -> Result<Vec<StoreAnswer>, StoreError> {
        let doings = self.store.undo_doings(doings)?;
        for doing in &doings {
            let alert = match &doing.change {
                Change::AlertDisposed { alert, .. } => Some(alert.clone()),
                Change::ReminderSaved(reminder) => Some(AlertKey::for_reminder(reminder.id)),
                _ => None,
            };
            if let Some((alert, walk)) = alert.zip(self.walk.as_ref()) {
                // An item that is open again is no longer passed on the walk.
                let place = walk.without_alert(&alert);
                self.save_walk(Some(place))?;
            }
        }
        let snapshot = self.refresh_doings(&doings)?;
        self.undo_history.undone.push(doings.clone());
        Ok(vec![snapshot, StoreAnswer::Undone(self.store.seen_doings(doings)?, UndoDirection::Undo)])
    }

    /// Records changes of several cases, all or none.
    pub(super) fn record_together(
        &mut self,
        changes: Vec<Change>,
        message: String,
    ) -> Result<Vec<StoreAnswer>, StoreError> {
        let doings = self.do_together(changes)?;
        self.undo_history.forget_undone();
        Ok(vec![self.refresh_doings(&doings)?, StoreAnswer::Recorded(message)])
    }

    fn do_together(&mut self, changes: Vec<Change>) -> Result<Vec<Doing>, StoreError> {
        let doings = self.store.record_doings(changes)?;
        self.undo_history.note_together(doings.clone());
        Ok(doings)
    }

    /// Evaluates the cases of what was done or undone again.
    fn refresh_doings(&mut self, doings: &[Doing]) -> Result<StoreAnswer, StoreError> {
        let cases: BTreeSet<_> = doings.iter().map(|doing| &doing.case).collect();
        let mut last = self.snapshot(SnapshotChange::Everything);
        let is_one = cases.len() == 1;
        for case in cases {
            last = self.refresh_case(case)?;
        }
        Ok(if is_one { last } else { self.snapshot(SnapshotChange::Everything) })
    }

    /// Does again what was undone last on the case shown, or asks about what was undone last on another.
    pub(super) fn redo(
        &mut self,
        shown: Option<&CaseNumber>,
        confirmed: Option<Seq>,
    ) -> Result<Vec<StoreAnswer>, StoreError> {
        let undone = &self.undo_history.undone;
        let is_of_shown = |doings: &Vec<Doing>| doings.iter().any(|doing| Some(&doing.case) == shown);
        let on_shown = undone.iter().rposition(is_of_shown);
        // What was undone for several rows at once is done again at once if it was undone last.
        let newest = undone.len().checked_sub(1);
        let index = on_shown.or(newest);
        let Some((index, doings)) = index.and_then(|index| Some((index, undone.get(index)?.clone()))) else {
            return Ok(vec![StoreAnswer::NothingToUndo(UndoDirection::Redo)]);
        };
        let is_caseless = doings.iter().all(|doing| doing.change.case().is_none());
        let is_clear = if doings.len() > 1 || is_caseless { Some(index) == newest } else { on_shown.is_some() };
        let is_confirmed = doings.iter().any(|doing| confirmed == Some(doing.entry.seq));
        if !is_clear && !is_confirmed {
            return Ok(vec![StoreAnswer::AskUndo(self.store.seen_doings(doings)?, UndoDirection::Redo)]);
        }
        let again = self.do_together(doings.into_iter().map(|doing| doing.change).collect())?;
        self.undo_history.undone.remove(index);
        Ok(vec![self.refresh_doings(&again)?, StoreAnswer::Undone(again, UndoDirection::Redo)])
    }
}
