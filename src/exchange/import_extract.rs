//! An extract taken in: its rows are read, sorted by case, compared with what the caseload holds case by case, and
//! recorded. All of it happens in the transaction that the caller opened, and counts once the caller keeps it.

use std::collections::HashSet;
use std::ops::ControlFlow;

use crate::domain::CaseNumber;
use crate::domain::change::{Change, Extract, ImportedFact, RowCounts};
use crate::domain::extract::{CountyFact, ExtractKind};
use crate::domain::ids::RowId;
use crate::domain::import_issues::{RejectedHeader, RejectedRowCells, RowCorrection};
use crate::store::{ExternalSorter, ImportTransaction, StoreError};

use super::error::ReadError;
use super::extract::{ExtractPart, ExtractRow};
use super::pending_entries::PendingEntries;
use super::pipeline::run_pipelined;
use super::reconcile::{CaseComparison, compare_rows};
use super::rejected_rows;
use super::row_reader::RejectionReason;

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportProgress {
    /// Rows that were read so far.
    Reading(u32),
    /// Rows that were compared so far, and how many there are.
    Comparing(u32, u32),
}

/// Looks on, and may stop it.
pub type ProgressCallback<'w> = dyn FnMut(ImportProgress) -> ControlFlow<()> + 'w;

/// So many facts go into one entry of the log.
const BATCH: usize = 128;
/// After so many rows the watch is told.
const ROWS_BETWEEN: u32 = 2_048;

/// What an extract brought.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportOutcome {
    /// The extract, with how its rows add up.
    pub extract: Extract,
    /// How many facts that the caseload holds it does not name.
    pub missing: u32,
}

/// Why an extract was not taken in. Nothing of it may be kept then.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The record cannot be written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Whoever looks on stopped it.
    #[error("it was stopped")]
    Stopped,
}

/// Takes an extract in. A file of mended rows is not a whole extract: what it does not name is not absent.
///
/// # Errors
/// See [`TakeInError`].
pub fn import_extract(
    importing: &mut ImportTransaction<'_>,
    spill: ExternalSorter,
    part: &ExtractPart<'_>,
    watch: &mut ProgressCallback<'_>,
) -> Result<ImportOutcome, ImportError> {
    let id = importing.new_row_id();
    let mut taking = ImportRun {
        id,
        pending: PendingEntries::new(id, part.kind()),
        changes: Vec::new(),
        kind: part.kind(),
        lists_missing: !part.is_correction() && is_exhaustive(part.kind()),
        counts: RowCounts::default(),
        missing: 0,
        rejected: HashSet::new(),
        importing,
        watch,
    };
    let sorted = taking.read_rows(part, spill)?;
    taking.compare_cases(sorted)?;
    taking.pending.record_pending(taking.importing)?;
    taking.record_rejected_cells(part)?;
    taking.record_extract(part)
}

/// Whether an extract of this kind tells everything that holds, so that what it does not name is worth a look. A
/// month's attendance says nothing of the months before.
const fn is_exhaustive(kind: ExtractKind) -> bool {
    !matches!(kind, ExtractKind::Attendance)
}

struct ImportRun<'i, 'store, 'w, 'c> {
    id: RowId,
    kind: ExtractKind,
    lists_missing: bool,
    counts: RowCounts,
    missing: u32,
    /// The rows that could not be used and whose cells are not kept yet.
    rejected: HashSet<u32>,
    pending: PendingEntries,
    /// What is new or changed and not in the log yet.
    changes: Vec<ImportedFact>,
    importing: &'i mut ImportTransaction<'store>,
    watch: &'w mut ProgressCallback<'c>,
}

impl ImportRun<'_, '_, '_, '_> {
    /// Reads every row: what can be used is sorted, what cannot is kept with its reason.
    fn read_rows(&mut self, part: &ExtractPart<'_>, mut spill: ExternalSorter) -> Result<ExternalSorter, ImportError> {
        run_pipelined(|give| part.for_each_row(give), |row| self.read_row(row, &mut spill))?;
        Ok(spill)
    }

    fn read_row(&mut self, row: ExtractRow, spill: &mut ExternalSorter) -> Result<(), ImportError> {
        self.counts.read += 1;
        self.report_progress(ImportProgress::Reading(self.counts.read), self.counts.read)?;
        if let Some(mark) = row.mends {
            self.pending.add_correction(self.importing, RowCorrection { sha256: mark.sha256, row: mark.row })?;
        }
        match row.outcome {
            Ok(fact) => spill.add_fact(&ImportedFact { row: row.row, fact })?,
            Err(refused) => {
                self.counts.rejected += 1;
                self.reject_row(row.row, refused)?;
            }
        }
        Ok(())
    }

    fn reject_row(&mut self, row: u32, refused: RejectionReason) -> Result<(), StoreError> {
        self.rejected.insert(row);
        self.pending.add_rejected(self.importing, row, refused)
    }

    /// Compares what was read, case by case.
    fn compare_cases(&mut self, spill: ExternalSorter) -> Result<(), ImportError> {
        let known = if self.lists_missing { self.importing.cases_with_facts(self.kind)? } else { Vec::new() };
        let (mut known, mut rows, mut compared) = (known.into_iter().peekable(), Vec::new(), self.counts.rejected);
        let mut current: Option<CaseNumber> = None;
        let compare_next = |ImportedFact { row, fact }| {
            compared += 1;
            self.report_progress(ImportProgress::Comparing(compared, self.counts.read), compared)?;
            if current.as_ref() != Some(fact.case())
                && let Some(case) = current.replace(fact.case().clone())
            {
                let is_known = self.note_missing_before(Some(&case), &mut known)?;
                self.compare_case(&case, std::mem::take(&mut rows), is_known)?;
            }
            rows.push((row, fact));
            Ok::<_, ImportError>(())
        };
        run_pipelined(|give| spill.for_each_sorted(give), compare_next)?;
        if let Some(case) = current {
            let is_known = self.note_missing_before(Some(&case), &mut known)?;
            self.compare_case(&case, rows, is_known)?;
        }
        self.note_missing_before(None, &mut known)?;
        self.record_changes()
    }

    /// Notes the facts of the cases that come before `case` and that no row names; says whether `case` is known from
    /// extracts of this kind.
    fn note_missing_before(
        &mut self,
        case: Option<&CaseNumber>,
        known: &mut std::iter::Peekable<std::vec::IntoIter<CaseNumber>>,
    ) -> Result<bool, ImportError> {
        while let Some(absent) = known.next_if(|known| case.is_none_or(|case| known < case)) {
            let facts = self.importing.facts_of_case(self.kind, &absent)?;
            self.note_missing(&absent, &facts)?;
        }
        // The case itself is compared row by row.
        let is_known = known.next_if(|known| Some(known) == case).is_some();
        Ok(is_known || !self.lists_missing)
    }

    /// Notes what the extract does not name of a case, and what it names again.
    fn note_missing(&mut self, case: &CaseNumber, facts: &[CountyFact]) -> Result<(), ImportError> {
        if self.lists_missing {
            let absent: HashSet<String> = facts.iter().map(CountyFact::identity_key).collect();
            self.missing += u32::try_from(absent.len()).unwrap_or(u32::MAX);
            let before = self.importing.missing_fact_keys(self.kind, case)?.into_iter().collect();
            self.pending.add_missing(self.importing, case, &absent, &before)?;
        }
        Ok(())
    }

    /// Compares the rows of a case; `is_known` where extracts of this kind may have told of it before.
    fn compare_case(
        &mut self,
        case: &CaseNumber,
        rows: Vec<(u32, CountyFact)>,
        is_known: bool,
    ) -> Result<(), ImportError> {
        let may_bring = self.kind == ExtractKind::Listing || self.importing.has_case(case)?;
        let told = if may_bring && is_known { self.importing.facts_of_case(self.kind, case)? } else { Vec::new() };
        let CaseComparison { counts, changes: news, rejected, missing: absent } =
            compare_rows(rows, may_bring.then_some(told));
        self.counts.new += counts.new;
        self.counts.changed += counts.changed;
        self.counts.unchanged += counts.unchanged;
        self.counts.duplicate += counts.duplicate;
        self.counts.rejected += counts.rejected;
        for (row, refused) in rejected {
            self.reject_row(row, refused)?;
        }
        if is_known {
            self.note_missing(case, &absent)?;
        }
        self.changes.extend(news);
        if self.changes.len() < BATCH { Ok(()) } else { self.record_changes() }
    }

    fn record_changes(&mut self) -> Result<(), ImportError> {
        let facts = std::mem::take(&mut self.changes);
        let Some(first) = facts.first().map(|imported| imported.fact.case().clone()) else { return Ok(()) };
        let of_one = facts.iter().all(|imported| *imported.fact.case() == first);
        self.importing.record(Change::FactsImported { extract: self.id, case: of_one.then_some(first), facts })?;
        Ok(())
    }

    /// Keeps the cells of the rejected rows. They are read again for that, because most rows are good ones.
    fn record_rejected_cells(&mut self, part: &ExtractPart<'_>) -> Result<(), ImportError> {
        if self.counts.rejected == 0 {
            return Ok(());
        }
        let header =
            RejectedHeader { layout: part.layout_id().to_owned(), cells: rejected_rows::extract_header(&part.fit) };
        let mut failed = None;
        part.for_each_data_row(&mut |row| {
            if self.rejected.remove(&row.row) {
                let kept = RejectedRowCells { row: row.row, cells: rejected_rows::redacted_cells(&row, &part.fit) };
                failed = self.pending.add_cells(self.importing, &header, kept).err();
            }
            let enough = self.rejected.is_empty() || failed.is_some();
            if enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        match failed {
            Some(error) => Err(error.into()),
            None => Ok(self.pending.record_cells(self.importing, &header)?),
        }
    }

    fn record_extract(self, part: &ExtractPart<'_>) -> Result<ImportOutcome, ImportError> {
        let extract = Extract {
            id: self.id,
            file: part.file.clone(),
            sha256: part.sha256().to_owned(),
            sheet: part.sheet_name(),
            kind: self.kind,
            run: part.run,
            read_on: self.importing.today(),
            counts: self.counts,
        };
        self.importing.record(Change::ExtractRead(extract.clone()))?;
        Ok(ImportOutcome { extract, missing: self.missing })
    }

    fn report_progress(&mut self, progress: ImportProgress, rows: u32) -> Result<(), ImportError> {
        let stopped = rows.is_multiple_of(ROWS_BETWEEN) && (self.watch)(progress).is_break();
        if stopped { Err(ImportError::Stopped) } else { Ok(()) }
    }
}
