//! Imports an extract: reads its rows, sorts them by case, compares each case with what the caseload holds, and records
//! the result. All of it happens in the transaction that the caller opened, and counts once the caller commits it.

use std::collections::HashSet;
use std::ops::ControlFlow;

use chrono::NaiveDate;

use crate::domain::CaseNumber;
use crate::domain::change::{Change, Extract, ImportedFact, RowCounts};
use crate::domain::dates::format_long_date;
use crate::domain::extract::{CountyFact, ExtractKind};
use crate::domain::ids::RowId;
use crate::domain::import_issues::{RejectedHeader, RejectedRowCells, RowCorrection};
use crate::store::{ExternalSorter, ImportTransaction, NewestExtract, StoreError};

use super::corrected_month::check_corrected_fact;
use super::error::ReadError;
use super::extract::{ExtractPart, ExtractRow};
use super::left_out::{LeftOutColumn, LeftOutTally};
use super::named_workers::NamedWorkers;
use super::pending_entries::PendingEntries;
use super::person_questions::SamePersonQuestion;
use super::pipeline::run_pipelined;
use super::plausible::{check_plausible, leave_out_implausible};
use super::reconcile::{CaseComparison, compare_rows, compare_with_newer, take_other_people};
use super::rejected_rows;
use super::row_reader::RejectionReason;
use super::word_tally::{ColumnWords, WordTally};

/// The progress of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportProgress {
    /// The number of rows read so far.
    Reading(u32),
    /// The number of rows compared so far, and of all rows.
    Comparing(u32, u32),
}

/// Receives the progress, and stops the import if it breaks.
pub type ProgressCallback<'w> = dyn FnMut(ImportProgress) -> ControlFlow<()> + 'w;

/// The number of facts in one entry of the log.
const FACTS_PER_ENTRY: usize = 128;
/// The number of rows between two reports of progress.
const ROWS_BETWEEN: u32 = 2_048;

/// The result of importing an extract.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportOutcome {
    /// The extract, with the counts of its rows.
    pub extract: Extract,
    /// The number of facts that the caseload holds and the extract does not name.
    pub missing: u32,
    /// The words of the columns that the layout does not have.
    pub words: Vec<ColumnWords>,
    /// The cells that could not be read and were left out, by column.
    pub left_out: Vec<LeftOutColumn>,
    /// The first of the questions whether a person who is new is one whom the extract no longer names.
    pub questions: Vec<String>,
}

/// The most questions about people that an import lists.
const MOST_QUESTIONS: usize = 100;

/// Why an extract was not imported. The caller must not commit the transaction then.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The record cannot be written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The watcher stopped the import.
    #[error("the import was stopped")]
    Stopped,
}

/// What counts where an extract is older than the newest of its kind and says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhenOlder {
    /// What the newer extract says.
    KeepNewer,
    /// What the older extract says, because the worker asked for it.
    TakeOlder,
}

/// Imports an extract. What a file of corrected rows does not name is not missing, because it is not a whole extract.
///
/// Of an extract that is older than the newest of its kind, only what the newer one does not contradict is taken, and
/// no fact counts as missing because this one does not name it, unless `when_older` says otherwise.
///
/// # Errors
/// See [`ImportError`].
pub fn import_extract(
    importing: &mut ImportTransaction<'_>,
    sorter: ExternalSorter,
    part: &ExtractPart<'_>,
    when_older: WhenOlder,
    watch: &mut ProgressCallback<'_>,
) -> Result<ImportOutcome, ImportError> {
    let id = importing.new_row_id();
    let as_of = part.as_of(importing.today());
    let mut run = ImportRun {
        id,
        pending: PendingEntries::new(id, part.kind()),
        changes: Vec::new(),
        kind: part.kind(),
        lists_missing: false,
        newer: None,
        named: NamedWorkers::default(),
        counts: RowCounts::default(),
        missing: 0,
        rejected: HashSet::new(),
        words: WordTally::default(),
        as_of,
        left_out: LeftOutTally::default(),
        asks_who: !part.is_correction(),
        questions: Vec::new(),
        importing,
        watch,
    };
    let facts = run.read_rows(part, sorter)?;
    run.compare_with_earlier(part, when_older)?;
    run.compare_cases(facts)?;
    run.pending.record_pending(run.importing)?;
    run.record_rejected_cells(part)?;
    run.record_extract(part)
}

/// Returns whether an extract of this kind names everything that holds, so that what it does not name is worth a
/// review. A month's attendance does not name the months before, nor does a list of the newest months of aid.
const fn is_exhaustive(kind: ExtractKind) -> bool {
    !matches!(kind, ExtractKind::Attendance | ExtractKind::AidMonths)
}

/// One import in progress.
struct ImportRun<'i, 'store, 'w, 'c> {
    id: RowId,
    kind: ExtractKind,
    /// Whether the facts that the extract does not name are listed as missing.
    lists_missing: bool,
    counts: RowCounts,
    missing: u32,
    /// The rejected rows whose cells are not recorded yet.
    rejected: HashSet<u32>,
    words: WordTally,
    /// The day whose state the extract reports.
    as_of: NaiveDate,
    /// The newest extract of the kind, if it is newer than this one: what it says stands.
    newer: Option<NewestExtract>,
    left_out: LeftOutTally,
    /// Whether somebody else under a known person number is asked about. Whoever imports a rejected row again has answered.
    asks_who: bool,
    questions: Vec<String>,
    /// The workers whose cases the rows are about.
    named: NamedWorkers,
    pending: PendingEntries,
    /// The facts that are new or changed and not in the log yet.
    changes: Vec<ImportedFact>,
    importing: &'i mut ImportTransaction<'store>,
    watch: &'w mut ProgressCallback<'c>,
}

impl ImportRun<'_, '_, '_, '_> {
    /// Decides, once it is known whose cases the extract names, whether a newer one of theirs was read before, and
    /// whether what this one does not name is missing.
    fn compare_with_earlier(&mut self, part: &ExtractPart<'_>, when_older: WhenOlder) -> Result<(), StoreError> {
        self.named.resolve_workers(self.importing)?;
        let keeps_newer = when_older == WhenOlder::KeepNewer && !part.is_correction();
        let newest = self.importing.newest_extract(self.kind, self.named.workers())?;
        self.newer = newest.filter(|newest| newest.day > self.as_of && keeps_newer);
        self.lists_missing = !part.is_correction() && self.newer.is_none() && is_exhaustive(self.kind);
        Ok(())
    }

    /// Reads every row. Facts go to the sorter, and rejected rows to the pending entries.
    fn read_rows(&mut self, part: &ExtractPart<'_>, mut sorter: ExternalSorter) -> Result<ExternalSorter, ImportError> {
        run_pipelined(|emit| part.for_each_row(emit), |row| self.read_row(row, &mut sorter))?;
        Ok(sorter)
    }

    fn read_row(&mut self, row: ExtractRow, sorter: &mut ExternalSorter) -> Result<(), ImportError> {
        self.counts.read += 1;
        self.report_progress(ImportProgress::Reading(self.counts.read), self.counts.read)?;
        for word in row.words {
            self.words.add(word);
        }
        let today = self.importing.today();
        let (mut outcome, mut left_out) = (row.outcome, row.left_out);
        if let Ok(fact) = &mut outcome {
            left_out.extend(leave_out_implausible(fact, today));
        }
        let unread = left_out.iter().filter_map(|cell| cell.to_unread(self.kind)).collect();
        let outcome = match outcome {
            Ok(fact) if row.corrects.is_some() => check_corrected_fact(self.importing, fact, self.as_of)?,
            outcome => outcome,
        };
        let outcome = outcome.and_then(|fact| check_plausible(fact, today));
        // Of a row that cannot be used, nothing is left out: it is corrected as a whole.
        for cell in left_out.into_iter().filter(|_cell| outcome.is_ok()) {
            self.left_out.add(row.row, cell);
        }
        if let Some(mark) = row.corrects {
            self.pending.add_correction(self.importing, RowCorrection { sha256: mark.sha256, row: mark.row })?;
        }
        match outcome {
            Ok(fact) => {
                self.named.note_fact(self.importing, &fact)?;
                sorter.add_fact(&ImportedFact { unread, ..ImportedFact::new(row.row, fact) })?;
            }
            Err(rejection) => {
                self.counts.rejected += 1;
                self.reject_row(row.row, rejection)?;
            }
        }
        Ok(())
    }

    fn reject_row(&mut self, row: u32, rejection: RejectionReason) -> Result<(), StoreError> {
        self.rejected.insert(row);
        self.pending.add_rejected(self.importing, row, rejection)
    }

    /// Compares the sorted facts case by case.
    fn compare_cases(&mut self, facts: ExternalSorter) -> Result<(), ImportError> {
        let known = if self.lists_missing { self.importing.cases_with_facts(self.kind)? } else { Vec::new() };
        let (mut known, mut rows, mut compared) = (known.into_iter().peekable(), Vec::new(), self.counts.rejected);
        let mut current: Option<CaseNumber> = None;
        let compare_next = |imported: ImportedFact| {
            compared += 1;
            self.report_progress(ImportProgress::Comparing(compared, self.counts.read), compared)?;
            let case = imported.fact.case();
            if current.as_ref() != Some(case)
                && let Some(case) = current.replace(case.clone())
            {
                let is_known = self.note_missing_before(Some(&case), &mut known)?;
                self.compare_case(&case, std::mem::take(&mut rows), is_known)?;
            }
            rows.push(imported);
            Ok::<_, ImportError>(())
        };
        run_pipelined(|emit| facts.for_each_sorted(emit), compare_next)?;
        if let Some(case) = current {
            let is_known = self.note_missing_before(Some(&case), &mut known)?;
            self.compare_case(&case, rows, is_known)?;
        }
        self.note_missing_before(None, &mut known)?;
        self.record_changes()
    }

    /// Notes the facts of all cases before `case` that no row names. Returns whether extracts of this kind may have
    /// named `case` before.
    fn note_missing_before(
        &mut self,
        case: Option<&CaseNumber>,
        known: &mut std::iter::Peekable<std::vec::IntoIter<CaseNumber>>,
    ) -> Result<bool, ImportError> {
        while let Some(missing) = known.next_if(|known| case.is_none_or(|case| known < case)) {
            // What an extract says of one worker's cases says nothing of another's.
            if !self.named.includes_case(self.importing, &missing)? {
                continue;
            }
            let facts = self.importing.facts_of_case(self.kind, &missing)?;
            self.note_missing(&missing, &facts)?;
        }
        // The case itself is compared row by row.
        let is_known = known.next_if(|known| Some(known) == case).is_some();
        Ok(is_known || !self.lists_missing)
    }

    /// Notes which facts of a case the extract does not name, and which it names again.
    fn note_missing(&mut self, case: &CaseNumber, facts: &[CountyFact]) -> Result<(), ImportError> {
        if self.lists_missing {
            let missing: HashSet<String> = facts.iter().map(CountyFact::identity_key).collect();
            self.missing += u32::try_from(missing.len()).unwrap_or(u32::MAX);
            let before = self.importing.missing_fact_keys(self.kind, case)?.into_iter().collect();
            self.pending.add_missing(self.importing, case, &missing, &before)?;
        }
        Ok(())
    }

    /// Compares the rows of a case. `is_known` says whether extracts of this kind may have named the case before.
    fn compare_case(
        &mut self,
        case: &CaseNumber,
        mut rows: Vec<ImportedFact>,
        is_known: bool,
    ) -> Result<(), ImportError> {
        if let Some(reason) = self.mistaken_number(case)? {
            self.counts.rejected += u32::try_from(rows.len()).unwrap_or(u32::MAX);
            return rows.into_iter().try_for_each(|imported| Ok(self.reject_row(imported.row, reason.clone())?));
        }
        // Only the listing brings new cases.
        let is_accepted = self.kind == ExtractKind::Listing || self.importing.has_case(case)?;
        let mut known = if is_accepted && is_known { self.importing.known_facts(self.kind, case)? } else { Vec::new() };
        if self.asks_who {
            for (row, rejection) in take_other_people(&mut rows, &mut known) {
                self.counts.rejected += 1;
                self.reject_row(row, rejection)?;
            }
        }
        let CaseComparison { counts, changes, rejected, missing, questions } = match &self.newer {
            Some(newer) => {
                let standing = self.importing.facts_seen_after(self.kind, case, self.as_of)?;
                compare_with_newer(rows, is_accepted.then_some(known), newer, &standing)
            }
            None => compare_rows(rows, is_accepted.then_some(known)),
        };
        self.add_questions(case, questions)?;
        self.counts.new += counts.new;
        self.counts.changed += counts.changed;
        self.counts.unchanged += counts.unchanged;
        self.counts.duplicate += counts.duplicate;
        self.counts.rejected += counts.rejected;
        for (row, rejection) in rejected {
            self.reject_row(row, rejection)?;
        }
        if is_known {
            self.note_missing(case, &missing)?;
        }
        self.changes.extend(changes);
        if self.changes.len() < FACTS_PER_ENTRY { Ok(()) } else { self.record_changes() }
    }

    /// Adds the questions that no worker has answered yet.
    fn add_questions(&mut self, case: &CaseNumber, questions: Vec<SamePersonQuestion>) -> Result<(), StoreError> {
        let day = format_long_date(self.as_of);
        for SamePersonQuestion { rows: [one, other], text } in questions {
            let is_room = self.questions.len() < MOST_QUESTIONS;
            if is_room && !self.importing.is_pair_answered(case, [&one, &other])? {
                self.questions.push(format!("{day}, {text}"));
            }
        }
        Ok(())
    }

    /// Returns why the rows of a case are not used whose number is that of a known case but for a letter that looks like a
    /// digit: they would make a second case. `None` if the number is not mistaken.
    fn mistaken_number(&self, case: &CaseNumber) -> Result<Option<RejectionReason>, ImportError> {
        let Some(meant) = case.with_digits_for_letters() else { return Ok(None) };
        // The case that is meant may be new in the same file: its rows come first, because digits sort before letters.
        let is_in_file = self.changes.iter().any(|imported| *imported.fact.case() == meant);
        let is_mistaken = (is_in_file || self.importing.has_case(&meant)?) && !self.importing.has_case(case)?;
        Ok(is_mistaken.then(|| {
            let reason = format!("case number {case} is not known, and {meant} is: a letter in it looks like a digit");
            RejectionReason::new(reason, format!("Write {meant} if that case is meant."))
        }))
    }

    fn record_changes(&mut self) -> Result<(), ImportError> {
        let facts = std::mem::take(&mut self.changes);
        let Some(first) = facts.first().map(|imported| imported.fact.case().clone()) else { return Ok(()) };
        let is_one_case = facts.iter().all(|imported| *imported.fact.case() == first);
        self.importing.record(Change::FactsImported { extract: self.id, case: is_one_case.then_some(first), facts })?;
        Ok(())
    }

    /// Records the cells of the rejected rows, which are read from the file again. The first pass cannot carry them:
    /// rows that contradict each other, or whose case is not in the caseload, are rejected only after sorting, so that
    /// every row would have to take its cells through the sorter. The pass ends at the last rejected row.
    fn record_rejected_cells(&mut self, part: &ExtractPart<'_>) -> Result<(), ImportError> {
        if self.counts.rejected == 0 {
            return Ok(());
        }
        let header =
            RejectedHeader { layout: part.layout_id().to_owned(), cells: rejected_rows::extract_header(&part.fit) };
        let mut failed = None;
        part.for_each_data_row(&mut |row| {
            if self.rejected.remove(&row.row) {
                let cells = RejectedRowCells { row: row.row, cells: rejected_rows::redacted_cells(&row, &part.fit) };
                failed = self.pending.add_cells(self.importing, &header, cells).err();
            }
            let is_done = self.rejected.is_empty() || failed.is_some();
            if is_done { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
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
            file_day: part.file_day(self.importing.today()),
            read_on: self.importing.today(),
            counts: self.counts,
            workers: self.named.into_workers(),
        };
        self.importing.record(Change::ExtractRead(extract.clone()))?;
        Ok(ImportOutcome {
            extract,
            missing: self.missing,
            words: self.words.into_columns(&part.fit),
            left_out: self.left_out.into_columns(&part.fit),
            questions: self.questions,
        })
    }

    fn report_progress(&mut self, progress: ImportProgress, rows: u32) -> Result<(), ImportError> {
        let is_stopped = rows.is_multiple_of(ROWS_BETWEEN) && (self.watch)(progress).is_break();
        if is_stopped { Err(ImportError::Stopped) } else { Ok(()) }
    }
}
