//! The record: an encrypted SQLite database with one way in, the change log.

mod acts;
mod apply;
mod assembly;
mod backup;
mod check;
mod clock;
mod clock_check;
mod codec;
mod comments;
mod connection;
mod drafts;
mod error;
mod external_sort;
mod extracts;
mod facts;
mod filing_metrics;
mod health;
mod history;
mod home;
mod import_transaction;
mod import_undo;
mod key_change;
mod keys;
mod location;
mod log;
mod migrations;
mod opening;
mod own_words;
mod phrases;
mod queries;
mod rebuild;
mod recording;
mod restore;
mod row_ids;
mod salvage;
mod search;
mod session;
mod settings;
mod supervision;
mod verified_copy;
mod verify;
mod walk;
mod workers;

#[cfg(test)]
mod tests;

pub use acts::RecordedAct;
pub use backup::{Backup, BackupStatus, list_backups};
pub use check::Refusal;
pub use clock::{WallClock, local_time};
pub use clock_check::ClockWarning;
pub use comments::{FiledAmendment, FiledComment};
pub use drafts::{Draft, DraftTarget};
pub use error::StoreError;
pub use extracts::{FactChange, ImportedExtract, MissingFact, NewestExtract, RejectedRow};
pub use facts::{CaseRecord, MarkedItem};
pub use health::{HealthFinding, HealthState, examine_home, examine_store};
pub use home::Home;
pub use import_transaction::ImportTransaction;
pub use import_undo::ImportUndoPreview;
pub use keys::{Credential, DatabaseKey, KeyHolder, OfficeKeys, generate_office_keys};
pub use queries::LoggedEntry;
pub use supervision::{SUPERVISION, SupervisionLog};

pub use external_sort::ExternalSorter;
pub use restore::{RestoreLoss, VerifiedBackup};
pub use row_ids::RowIdSource;
pub use salvage::{SalvageReport, salvage_home};
pub use search::{SearchHit, SearchPage, SnippetPart};
pub use settings::{Settings, SettingsError};
pub use verify::{RecordFault, VerifyReport};
pub use workers::EnrolledWorker;

use std::cell::Cell;
use std::sync::Arc;

use rand::SeedableRng as _;
use rand_chacha::ChaCha20Rng;
use rusqlite::Connection;

use crate::domain::amendment::Amendment;
use crate::domain::comment::Comment;
use crate::domain::worker::Worker;
use crate::domain::{Act, CaseNumber, Change, Entry, RowId, StationId, WorkerNumber};
use crate::policy::Policies;
use recording::Recording;

/// An open home: the record, the worker who opened it, and the clock.
pub struct Store {
    connection: Connection,
    station: StationId,
    worker: Worker,
    practice: bool,
    clock: WallClock,
    rng: ChaCha20Rng,
    policies: Arc<Policies>,
    home: Home,
    key: DatabaseKey,
    /// Whether the disk failed a write.
    failed: Cell<bool>,
}

impl Store {
    /// Records one change: checks it, appends it to the log and applies it, in one transaction.
    ///
    /// # Errors
    /// A [`Refusal`] when the record forbids the change; nothing is written then.
    pub fn record(&mut self, change: Change) -> Result<Entry, StoreError> {
        let entries = self.record_all(vec![change])?;
        entries.into_iter().next().ok_or(StoreError::Internal("a recorded change gave no entry"))
    }

    /// Records several changes in one transaction: all of them or none.
    ///
    /// # Errors
    /// As for [`Store::record`].
    pub fn record_all(&mut self, changes: Vec<Change>) -> Result<Vec<Entry>, StoreError> {
        self.ensure_writable()?;
        let recorded = self.record_in_transaction(changes, |_record, _worker| Ok(()));
        self.note_disk_failure(recorded)
    }

    /// Files a comment and takes the worker's draft of it away, in one transaction: whenever the program dies, there is
    /// the draft or the comment, never both and never neither.
    ///
    /// # Errors
    /// As for [`Store::record`]; the draft stays then.
    pub fn file_comment(&mut self, comment: Comment) -> Result<Entry, StoreError> {
        let case = comment.case.clone();
        self.record_and_delete_draft(Change::CommentFiled(comment), &case, &DraftTarget::Comment)
    }

    /// Records an amendment and takes the worker's draft of it away, as for a comment.
    ///
    /// # Errors
    /// As for [`Store::record`]; the draft stays then.
    pub fn file_amendment(&mut self, amendment: Amendment) -> Result<Entry, StoreError> {
        let (case, of) = (amendment.case.clone(), DraftTarget::Amendment(amendment.comment));
        self.record_and_delete_draft(Change::CommentAmended(amendment), &case, &of)
    }

    /// Records an act and takes the worker's draft of its form away, as for a comment.
    ///
    /// # Errors
    /// As for [`Store::record`]; the draft stays then.
    pub fn record_act(&mut self, case: &CaseNumber, act: Act) -> Result<Entry, StoreError> {
        let of = DraftTarget::Act(act.kind.id().to_owned(), act.person);
        self.record_and_delete_draft(Change::Acted { case: case.clone(), act }, case, &of)
    }

    fn record_and_delete_draft(
        &mut self,
        change: Change,
        case: &CaseNumber,
        of: &DraftTarget,
    ) -> Result<Entry, StoreError> {
        self.ensure_writable()?;
        let recorded =
            self.record_in_transaction(vec![change], |record, worker| drafts::delete_draft(record, case, of, worker));
        let entries = self.note_disk_failure(recorded)?;
        entries.into_iter().next().ok_or(StoreError::Internal("a drafted change gave no entry"))
    }

    /// Records the changes and does `beside` in the same transaction.
    fn record_in_transaction(
        &mut self,
        changes: Vec<Change>,
        beside: impl FnOnce(&Connection, &WorkerNumber) -> Result<(), StoreError>,
    ) -> Result<Vec<Entry>, StoreError> {
        let mut recording = Recording::begin(self)?;
        let entries = changes.into_iter().map(|change| recording.record(change)).collect::<Result<_, _>>()?;
        beside(&recording.transaction, recording.author())?;
        recording.commit()?;
        Ok(entries)
    }

    /// After a failed flush the system may forget what it had not flushed, and say nothing the next time: a
    /// connection that saw one is not written through again.
    fn ensure_writable(&self) -> Result<(), StoreError> {
        if self.failed.get() {
            return Err(StoreError::DiskFailed { detail: "an earlier write failed".to_owned() });
        }
        Ok(())
    }

    fn note_disk_failure<T>(&self, done: Result<T, StoreError>) -> Result<T, StoreError> {
        if matches!(done, Err(StoreError::DiskFailed { .. })) {
            self.failed.set(true);
        }
        done
    }

    /// The worker who opened the home.
    pub const fn worker(&self) -> &Worker {
        &self.worker
    }

    /// Whether the home holds a practice caseload of invented people.
    pub const fn is_practice(&self) -> bool {
        self.practice
    }

    /// The home.
    pub const fn home(&self) -> &Home {
        &self.home
    }

    /// The clock that entries are stamped with.
    pub const fn clock(&self) -> &WallClock {
        &self.clock
    }

    /// The policy in use.
    pub const fn policies(&self) -> &Arc<Policies> {
        &self.policies
    }

    /// Sets the clock of a practice home to another moment, so that its past can be recorded.
    ///
    /// # Errors
    /// The home holds real cases: their entries bear the time at which they were made.
    pub fn set_clock(&mut self, clock: WallClock) -> Result<(), StoreError> {
        if !self.practice {
            return Err(StoreError::Internal("the clock of a home with real cases is not moved"));
        }
        self.clock = clock;
        Ok(())
    }

    /// Returns a source of row ids that can be used without the store.
    pub fn new_row_id_source(&mut self) -> RowIdSource {
        RowIdSource::new(self.clock.clone(), ChaCha20Rng::from_rng(&mut self.rng))
    }

    /// A new row id.
    pub fn new_row_id(&mut self) -> RowId {
        RowId(self.clock.new_uuid(&mut self.rng))
    }
}
