//! Extracts on their way into the record: all that a file brings, in one transaction.

use chrono::NaiveDate;
use rusqlite::{Connection, params};

use super::extracts::{self, FactChange, NewestExtract, RejectedRow};
use super::recording::Recording;
use super::{Home, Store, StoreError, codec, queries};
use crate::domain::extract::{CountyFact, ExtractKind};
use crate::domain::{CaseNumber, Change, Entry, RowId};

/// What an import writes. Dropped without [`Importing::keep`] — a preview, a worker who stops it, a process that is
/// killed — nothing of it has ever been.
pub struct ImportTransaction<'store> {
    recording: Recording<'store>,
}

impl Store {
    /// Begins to take extracts in.
    ///
    /// # Errors
    /// The record cannot be written.
    pub fn begin_import(&mut self) -> Result<ImportTransaction<'_>, StoreError> {
        self.disk.ensure_writable()?;
        Ok(ImportTransaction { recording: Recording::begin(self)? })
    }
}

impl ImportTransaction<'_> {
    /// Records a change.
    ///
    /// # Errors
    /// As for [`Store::record`].
    pub fn record(&mut self, change: Change) -> Result<Entry, StoreError> {
        let recorded = self.recording.record(change);
        self.recording.disk.note_failure(recorded)
    }

    /// Makes everything permanent.
    ///
    /// # Errors
    /// The disk refuses; nothing was written then.
    pub fn commit(self) -> Result<(), StoreError> {
        self.recording.commit()
    }

    /// A new row id.
    pub fn new_row_id(&mut self) -> RowId {
        self.recording.new_row_id()
    }

    /// The civil day.
    pub const fn today(&self) -> NaiveDate {
        self.recording.today()
    }

    /// Whether the caseload holds the case.
    pub fn has_case(&self, case: &CaseNumber) -> Result<bool, StoreError> {
        queries::has_case(self.connection(), case)
    }

    /// What the county last said about a case in extracts of `kind`.
    pub fn facts_of_case(&self, kind: ExtractKind, case: &CaseNumber) -> Result<Vec<CountyFact>, StoreError> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT body FROM county_fact WHERE case_no = ?1 AND kind = ?2 AND current = 1")?;
        let bodies = statement.query_map(params![case.as_str(), kind.id()], |row| row.get(0))?;
        bodies.map(|body: rusqlite::Result<Vec<u8>>| codec::decode(&body?)).collect()
    }

    /// The cases about which extracts of `kind` have said something, in order.
    pub fn cases_with_facts(&self, kind: ExtractKind) -> Result<Vec<CaseNumber>, StoreError> {
        extracts::select_cases(self.connection(), kind)
    }

    /// The newest extract of this kind that was read before and says when the county ran it.
    pub fn newest_dated_extract(&self, kind: ExtractKind) -> Result<Option<NewestExtract>, StoreError> {
        extracts::select_newest_dated(self.connection(), kind)
    }

    /// The rejected rows of an extract from a row on, at most so many, in the order of the file.
    pub fn rejected_rows(&self, extract: RowId, from: u32, most: u32) -> Result<Vec<RejectedRow>, StoreError> {
        extracts::select_rejected_rows(self.connection(), extract, from, most)
    }

    /// What extracts of `kind` no longer named of a case, by key, before the one that is being read.
    pub fn missing_fact_keys(&self, kind: ExtractKind, case: &CaseNumber) -> Result<Vec<String>, StoreError> {
        extracts::select_missing_keys(self.connection(), kind, case)
    }

    /// How many facts an extract is the first not to name.
    pub fn newly_missing_count(&self, extract: RowId) -> Result<u32, StoreError> {
        extracts::count_newly_missing(self.connection(), extract)
    }

    /// What says something else since an extract, by case, at most so many; not what is new.
    pub fn facts_changed_by(&self, extract: RowId, most: u32) -> Result<Vec<FactChange>, StoreError> {
        extracts::select_changed_facts(self.connection(), extract, most)
    }

    pub(super) const fn home(&self) -> &Home {
        self.recording.home
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.recording.transaction
    }
}
