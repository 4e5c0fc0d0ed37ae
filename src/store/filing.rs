//! The one way into the record: records changes, and deletes the draft that a change replaces in the same transaction.

use rusqlite::Connection;

use super::drafts::{self, DraftTarget};
use super::recording::Recording;
use super::{Store, StoreError};
use crate::domain::amendment::Amendment;
use crate::domain::comment::Comment;
use crate::domain::{Act, CaseNumber, Change, Entry, WorkerNumber};

impl Store {
    /// Records one change: checks it, appends it to the log and applies it, in one transaction.
    ///
    /// # Errors
    /// A [`Refusal`](super::Refusal) if the record forbids the change; nothing is written then.
    pub fn record(&mut self, change: Change) -> Result<Entry, StoreError> {
        let entries = self.record_all(vec![change])?;
        entries.into_iter().next().ok_or(StoreError::Internal("a recorded change gave no entry"))
    }

    /// Records several changes in one transaction: all of them or none.
    ///
    /// # Errors
    /// As for [`Store::record`].
    pub fn record_all(&mut self, changes: Vec<Change>) -> Result<Vec<Entry>, StoreError> {
        self.record_in_transaction(changes, |_recording| {}, |_record, _author| Ok(()))
    }

    /// Records a change of a former record again, as it was worded then.
    ///
    /// # Errors
    /// As for [`Store::record`].
    pub(super) fn record_again(&mut self, change: Change) -> Result<(), StoreError> {
        let as_worded = |recording: &mut Recording<'_>| recording.judges_wording = false;
        self.record_in_transaction(vec![change], as_worded, |_record, _author| Ok(())).map(drop)
    }

    /// Files a comment and deletes the worker's draft `of` it, in one transaction: whenever the program dies, either the
    /// draft or the comment is there, never both and never neither.
    ///
    /// # Errors
    /// As for [`Store::record`]; the draft stays then.
    pub fn file_comment(&mut self, comment: Comment, of: &DraftTarget) -> Result<Entry, StoreError> {
        let case = comment.case.clone();
        self.record_one_and_delete_draft(Change::CommentFiled(comment), &case, of)
    }

    /// Records an amendment and deletes the worker's draft of it, in one transaction as for a comment.
    ///
    /// # Errors
    /// As for [`Store::record`]; the draft stays then.
    pub fn file_amendment(&mut self, amendment: Amendment) -> Result<Entry, StoreError> {
        let (case, target) = (amendment.case.clone(), DraftTarget::Amendment(amendment.comment));
        self.record_one_and_delete_draft(Change::CommentAmended(amendment), &case, &target)
    }

    /// Records an act and deletes the worker's draft of its form, in one transaction as for a comment.
    ///
    /// # Errors
    /// As for [`Store::record`]; the draft stays then.
    pub fn record_act(&mut self, case: &CaseNumber, act: Act) -> Result<Entry, StoreError> {
        let target = DraftTarget::Act(act.kind.id().to_owned(), act.person);
        self.record_one_and_delete_draft(Change::Acted { case: case.clone(), act }, case, &target)
    }

    fn record_one_and_delete_draft(
        &mut self,
        change: Change,
        case: &CaseNumber,
        target: &DraftTarget,
    ) -> Result<Entry, StoreError> {
        let entries = self.record_and_delete_draft(vec![change], case, target)?;
        entries.into_iter().next().ok_or(StoreError::Internal("a drafted change gave no entry"))
    }

    /// Records changes and deletes the worker's draft that they replace, in one transaction.
    pub(super) fn record_and_delete_draft(
        &mut self,
        changes: Vec<Change>,
        case: &CaseNumber,
        target: &DraftTarget,
    ) -> Result<Vec<Entry>, StoreError> {
        self.record_in_transaction(
            changes,
            |_recording| {},
            |record, author| drafts::delete_draft(record, case, target, author),
        )
    }

    /// Calls `begin`, records the changes and calls `finish` with the number of the worker who records them, in one
    /// transaction.
    fn record_in_transaction(
        &mut self,
        changes: Vec<Change>,
        begin: impl FnOnce(&mut Recording<'_>),
        finish: impl FnOnce(&Connection, &WorkerNumber) -> Result<(), StoreError>,
    ) -> Result<Vec<Entry>, StoreError> {
        self.disk.ensure_writable()?;
        let recorded = Recording::begin(self).and_then(|mut recording| {
            begin(&mut recording);
            let entries = changes.into_iter().map(|change| recording.record(change)).collect::<Result<_, _>>()?;
            finish(&recording.transaction, recording.author())?;
            recording.commit()?;
            Ok(entries)
        });
        self.disk.note_failure(recorded)
    }
}
