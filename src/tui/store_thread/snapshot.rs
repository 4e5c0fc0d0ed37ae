//! What the screen knows of the record: a snapshot that the store thread makes after each change.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;

use crate::desk::Caseload;
use crate::domain::CaseNumber;
use crate::domain::phrase::Phrase;
use crate::domain::walk::WalkProgress;
use crate::store::{BackupStatus, DraftTarget, FiledComment};

/// The evaluated caseload, and the other parts of the record that the screen shows.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// The evaluated caseload.
    pub caseload: Arc<Caseload>,
    /// The last contacts of each case, the newest first.
    pub contacts: Arc<LastContacts>,
    /// The current date.
    pub today: NaiveDate,
    /// The time left until the date changes.
    pub day_left: Duration,
    /// The worker's phrases, the most used first.
    pub phrases: Arc<[Phrase]>,
    /// The progress of the walk that was started, if there is one.
    pub walk: Option<Arc<WalkProgress>>,
    /// The words in the worker's own dictionary.
    pub own_words: Arc<[String]>,
    /// The state of the record's backup.
    pub backup_state: BackupStatus,
    /// The drafts that could not be saved, for want of room on the disk: only this process holds them.
    pub unsaved: Arc<UnsavedDrafts>,
    /// The generation of the request for an as-of day that this snapshot answers.
    pub generation: u64,
    /// The parts of this snapshot that differ from the one before.
    pub change: SnapshotChange,
}

/// The bodies of drafts by the form that they were typed in.
pub type UnsavedDrafts = BTreeMap<(CaseNumber, DraftTarget), String>;

/// The last contacts of each case, the newest first.
pub type LastContacts = BTreeMap<CaseNumber, Arc<[FiledComment]>>;

/// The parts of a snapshot that differ from the one before, so that the screen fills only the lists that show them.
///
/// Drafts may differ in every snapshot: they are saved without one while somebody types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SnapshotChange {
    /// The as-of day, or any number of cases.
    Everything,
    /// One case was evaluated again.
    Case(CaseNumber),
    /// The drafts.
    Drafts,
    /// The progress of the walk.
    Walk,
    /// The phrases, the worker's own words or the backup: nothing that a list shows.
    Settings,
}
