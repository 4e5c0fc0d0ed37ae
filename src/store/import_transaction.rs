//! The import of an extract: everything that a file reports, in one transaction.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rusqlite::{Connection, params};

use super::extracts::{self, FactChange, KnownFact, NewestExtract, RejectedRow};
use super::recording::Recording;
use super::{Home, Store, StoreError, codec, facts, queries};
use crate::domain::act::ActKind;
use crate::domain::extract::{CountyFact, ExtractKind};
use crate::domain::facts::MemberListing;
use crate::domain::{CaseNumber, Change, Entry, RowId, WorkerNumber};
use crate::policy::Policies;

/// The transaction of an import. If it is dropped without [`ImportTransaction::commit`] — after a preview, when the
/// worker stops it, when the process is killed — nothing of it is recorded.
pub struct ImportTransaction<'store> {
    recording: Recording<'store>,
}

impl Store {
    /// Begins an import.
    ///
    /// # Errors
    /// The record cannot be written.
    pub fn begin_import(&mut self) -> Result<ImportTransaction<'_>, StoreError> {
        self.disk.ensure_writable()?;
        Ok(ImportTransaction { recording: Recording::begin(self)? })
    }
}

impl ImportTransaction<'_> {
    /// Records one change of the import.
    ///
    /// # Errors
    /// As for [`Store::record`].
    pub fn record(&mut self, change: Change) -> Result<Entry, StoreError> {
        let recorded = self.recording.record(change);
        self.recording.disk.note_failure(recorded)
    }

    /// Makes the whole import permanent.
    ///
    /// # Errors
    /// The disk refuses; nothing of the import is recorded then.
    pub fn commit(self) -> Result<(), StoreError> {
        self.recording.commit()
    }

    /// Makes a new row id.
    pub fn new_row_id(&mut self) -> RowId {
        self.recording.new_row_id()
    }

    /// Returns the civil day on which the import began.
    pub const fn today(&self) -> NaiveDate {
        self.recording.today()
    }

    /// Returns the policies by which the record is judged.
    pub fn policies(&self) -> &Policies {
        self.recording.policies()
    }

    /// Returns whether the case is in the caseload.
    pub fn has_case(&self, case: &CaseNumber) -> Result<bool, StoreError> {
        queries::has_case(self.connection(), case)
    }

    /// Returns whether a worker has said of two rows about a case that they are one person, or two.
    pub fn is_pair_answered(&self, case: &CaseNumber, rows: [&MemberListing; 2]) -> Result<bool, StoreError> {
        let Some(known) = facts::select_case(self.connection(), case)? else { return Ok(false) };
        let [one, other] = rows;
        let is_told_apart = known.facts.people_told_apart.iter().any(|apart| apart.answers_for(one, other));
        let is_merged = known.acts.iter().any(|recorded| match &recorded.act.kind {
            ActKind::MembersMerged(merged) => MemberListing::is_pair_about([&merged.keep, &merged.leave_out], rows),
            _ => false,
        });
        Ok(is_told_apart || is_merged)
    }

    /// Returns the current facts of a case that extracts of `kind` reported.
    pub fn facts_of_case(&self, kind: ExtractKind, case: &CaseNumber) -> Result<Vec<CountyFact>, StoreError> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT body FROM county_fact WHERE case_no = ?1 AND kind = ?2 AND current = 1")?;
        let bodies = statement.query_map(params![case.as_str(), kind.id()], |row| row.get(0))?;
        bodies.map(|body: rusqlite::Result<Vec<u8>>| codec::decode(&body?)).collect()
    }

    /// Returns the same facts, each with the cells of its row that could not be read.
    pub fn known_facts(&self, kind: ExtractKind, case: &CaseNumber) -> Result<Vec<KnownFact>, StoreError> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT body, unread FROM county_fact WHERE case_no = ?1 AND kind = ?2 AND current = 1")?;
        let mut rows = statement.query(params![case.as_str(), kind.id()])?;
        let mut known = Vec::new();
        while let Some(row) = rows.next()? {
            let fact = codec::decode(&row.get::<_, Vec<u8>>(0)?)?;
            known.push(KnownFact { fact, unread: extracts::decode_unread(row.get(1)?)? });
        }
        Ok(known)
    }

    /// Returns, by their keys, the facts of a case that an extract of `kind` newer than `day` reported, or reported again.
    pub fn facts_seen_after(
        &self,
        kind: ExtractKind,
        case: &CaseNumber,
        day: NaiveDate,
    ) -> Result<BTreeSet<String>, StoreError> {
        let worker = self.listed_worker(case)?;
        extracts::select_keys_seen_after(self.connection(), kind, case, day, worker.as_ref())
    }

    /// Returns the cases about which extracts of `kind` reported current facts, in order.
    pub fn cases_with_facts(&self, kind: ExtractKind) -> Result<Vec<CaseNumber>, StoreError> {
        extracts::select_cases(self.connection(), kind)
    }

    /// Returns the worker whose listing names the case; `None` if no listing says whose it is.
    pub fn listed_worker(&self, case: &CaseNumber) -> Result<Option<WorkerNumber>, StoreError> {
        queries::select_listed_worker(self.connection(), case)
    }

    /// Returns the workers whose cases the listings name.
    pub fn listed_workers(&self) -> Result<BTreeSet<WorkerNumber>, StoreError> {
        queries::select_listed_workers(self.connection())
    }

    /// Returns the newest extract of `kind` that was read before, names cases of one of these workers, and names the day
    /// of its run; `None` if there is none. No worker stands for everybody.
    pub fn newest_dated_extract(
        &self,
        kind: ExtractKind,
        workers: &BTreeSet<WorkerNumber>,
    ) -> Result<Option<NewestExtract>, StoreError> {
        extracts::select_newest_dated(self.connection(), kind, workers)
    }

    /// Returns the newest extract of `kind` that was read before and names cases of one of these workers, by the day
    /// whose state it reports; `None` if there is none. No worker stands for everybody.
    pub fn newest_extract(
        &self,
        kind: ExtractKind,
        workers: &BTreeSet<WorkerNumber>,
    ) -> Result<Option<NewestExtract>, StoreError> {
        extracts::select_newest(self.connection(), kind, workers)
    }

    /// Returns the rejected rows of an extract from row `from` on, at most `most`, in the order of the file.
    pub fn rejected_rows(&self, extract: RowId, from: u32, most: u32) -> Result<Vec<RejectedRow>, StoreError> {
        extracts::select_rejected_rows(self.connection(), extract, from, most)
    }

    /// Returns the keys of the facts of a case that extracts of `kind` no longer named before the one that is being
    /// read.
    pub fn missing_fact_keys(&self, kind: ExtractKind, case: &CaseNumber) -> Result<Vec<String>, StoreError> {
        extracts::select_missing_keys(self.connection(), kind, case)
    }

    /// Returns how many facts an extract is the first not to name.
    pub fn newly_missing_count(&self, extract: RowId) -> Result<u32, StoreError> {
        extracts::count_newly_missing(self.connection(), extract)
    }

    /// Returns the facts that an extract changed, by case, at most `most`; without those that were new.
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
