//! Extracts on their way into the record: all that a file brings, in one transaction.

use chrono::NaiveDate;
use rusqlite::{Connection, params};

use super::extracts::{self, FactChange, Newest, RejectedRow};
use super::recording::Recording;
use super::{Home, Store, StoreError, codec, queries};
use crate::domain::extract::{CountyFact, ExtractKind};
use crate::domain::{CaseNumber, Change, Entry, RowId};

/// What an import writes. Dropped without [`Importing::keep`] — a preview, a worker who stops it, a process that is
/// killed — nothing of it has ever been.
pub struct Importing<'store> {
    recording: Recording<'store>,
}

impl Store {
    /// Begins to take extracts in.
    ///
    /// # Errors
    /// The record cannot be written.
    pub fn importing(&mut self) -> Result<Importing<'_>, StoreError> {
        self.must_be_sound()?;
        Ok(Importing { recording: Recording::begin(self)? })
    }
}

impl Importing<'_> {
    /// Records a change.
    ///
    /// # Errors
    /// As for [`Store::record`].
    pub fn record(&mut self, change: Change) -> Result<Entry, StoreError> {
        let recorded = self.recording.record(change);
        self.recording.noting_failure(recorded)
    }

    /// Makes everything permanent.
    ///
    /// # Errors
    /// The disk refuses; nothing was written then.
    pub fn keep(self) -> Result<(), StoreError> {
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
        queries::has_case(self.record_now(), case)
    }

    /// What the county last said about a case in extracts of `kind`.
    pub fn facts_of(&self, kind: ExtractKind, case: &CaseNumber) -> Result<Vec<CountyFact>, StoreError> {
        let mut statement = self
            .record_now()
            .prepare_cached("SELECT body FROM county_fact WHERE case_no = ?1 AND kind = ?2 AND current = 1")?;
        let bodies = statement.query_map(params![case.as_str(), kind.id()], |row| row.get(0))?;
        bodies.map(|body: rusqlite::Result<Vec<u8>>| codec::decode(&body?)).collect()
    }

    /// The cases about which extracts of `kind` have said something, in order.
    pub fn cases_of(&self, kind: ExtractKind) -> Result<Vec<CaseNumber>, StoreError> {
        extracts::cases_of(self.record_now(), kind)
    }

    /// The newest extract of this kind that was read before and says when the county ran it.
    pub fn newest_dated(&self, kind: ExtractKind) -> Result<Option<Newest>, StoreError> {
        extracts::newest_dated(self.record_now(), kind)
    }

    /// The rejected rows of an extract from a row on, at most so many, in the order of the file.
    pub fn rejected(&self, extract: RowId, from: u32, most: u32) -> Result<Vec<RejectedRow>, StoreError> {
        extracts::rejected(self.record_now(), extract, from, most)
    }

    /// What extracts of `kind` no longer named of a case, by key, before the one that is being read.
    pub fn absent_of(&self, kind: ExtractKind, case: &CaseNumber) -> Result<Vec<String>, StoreError> {
        extracts::absent_of(self.record_now(), kind, case)
    }

    /// How many facts an extract is the first not to name.
    pub fn newly_absent(&self, extract: RowId) -> Result<u32, StoreError> {
        extracts::newly_absent(self.record_now(), extract)
    }

    /// What says something else since an extract, by case, at most so many; not what is new.
    pub fn changed_by(&self, extract: RowId, most: u32) -> Result<Vec<FactChange>, StoreError> {
        extracts::changed_by(self.record_now(), extract, most)
    }

    pub(super) const fn home(&self) -> &Home {
        self.recording.home
    }

    pub(super) fn record_now(&self) -> &Connection {
        &self.recording.transaction
    }
}
