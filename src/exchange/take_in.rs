//! An extract taken in: its rows are read, sorted by case, compared with what the caseload holds case by case, and
//! recorded. All of it happens in the transaction that the caller opened, and counts once the caller keeps it.

use std::collections::HashSet;
use std::ops::ControlFlow;

use crate::domain::CaseNumber;
use crate::domain::change::{Change, Counts, Extract, ImportedFact};
use crate::domain::extract::{CountyFact, ExtractKind};
use crate::domain::ids::RowId;
use crate::domain::rejected::{RejectedHeader, RowKept, RowMended};
use crate::store::{Importing, Spill, StoreError};

use super::ahead::made_ahead;
use super::cells::Refused;
use super::error::ReadError;
use super::extract::{Part, ReadRow};
use super::left_over::LeftOver;
use super::reconcile::{Compared, compare};
use super::rejects;

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Rows that were read so far.
    Reading(u32),
    /// Rows that were compared so far, and how many there are.
    Comparing(u32, u32),
}

/// Looks on, and may stop it.
pub type Watch<'w> = dyn FnMut(Progress) -> ControlFlow<()> + 'w;

/// So many facts go into one entry of the log.
const BATCH: usize = 128;
/// After so many rows the watch is told.
const ROWS_BETWEEN: u32 = 2_048;

/// What an extract brought.
#[derive(Debug, Clone, PartialEq)]
pub struct Taken {
    /// The extract, with how its rows add up.
    pub extract: Extract,
    /// How many facts that the caseload holds it does not name.
    pub absent: u32,
}

/// Why an extract was not taken in. Nothing of it may be kept then.
#[derive(Debug, thiserror::Error)]
pub enum TakeInError {
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
pub fn take_in(
    importing: &mut Importing<'_>,
    spill: Spill,
    part: &Part<'_>,
    watch: &mut Watch<'_>,
) -> Result<Taken, TakeInError> {
    let id = importing.new_row_id();
    let mut taking = Taking {
        id,
        left_over: LeftOver::of(id, part.kind()),
        news: Vec::new(),
        kind: part.kind(),
        lists_absent: !part.is_mended() && tells_all(part.kind()),
        counts: Counts::default(),
        absent: 0,
        rejected: HashSet::new(),
        importing,
        watch,
    };
    let sorted = taking.read(part, spill)?;
    taking.compare_all(sorted)?;
    taking.left_over.log(taking.importing)?;
    taking.keep_cells(part)?;
    taking.finish(part)
}

/// Whether an extract of this kind tells everything that holds, so that what it does not name is worth a look. A
/// month's attendance says nothing of the months before.
const fn tells_all(kind: ExtractKind) -> bool {
    !matches!(kind, ExtractKind::Attendance)
}

struct Taking<'i, 'store, 'w, 'c> {
    id: RowId,
    kind: ExtractKind,
    lists_absent: bool,
    counts: Counts,
    absent: u32,
    /// The rows that could not be used and whose cells are not kept yet.
    rejected: HashSet<u32>,
    left_over: LeftOver,
    /// What is new or changed and not in the log yet.
    news: Vec<ImportedFact>,
    importing: &'i mut Importing<'store>,
    watch: &'w mut Watch<'c>,
}

impl Taking<'_, '_, '_, '_> {
    /// Reads every row: what can be used is sorted, what cannot is kept with its reason.
    fn read(&mut self, part: &Part<'_>, mut spill: Spill) -> Result<Spill, TakeInError> {
        made_ahead(|give| part.each_row(give), |row| self.read_row(row, &mut spill))?;
        Ok(spill)
    }

    fn read_row(&mut self, row: ReadRow, spill: &mut Spill) -> Result<(), TakeInError> {
        self.counts.read += 1;
        self.tell(Progress::Reading(self.counts.read), self.counts.read)?;
        if let Some(mark) = row.mends {
            self.left_over.mend(self.importing, RowMended { sha256: mark.sha256, row: mark.row })?;
        }
        match row.outcome {
            Ok(fact) => spill.add(&ImportedFact { row: row.row, fact })?,
            Err(refused) => {
                self.counts.rejected += 1;
                self.reject(row.row, refused)?;
            }
        }
        Ok(())
    }

    fn reject(&mut self, row: u32, refused: Refused) -> Result<(), StoreError> {
        self.rejected.insert(row);
        self.left_over.reject(self.importing, row, refused)
    }

    /// Compares what was read, case by case.
    fn compare_all(&mut self, spill: Spill) -> Result<(), TakeInError> {
        let known = if self.lists_absent { self.importing.cases_of(self.kind)? } else { Vec::new() };
        let (mut known, mut rows, mut compared) = (known.into_iter().peekable(), Vec::new(), self.counts.rejected);
        let mut current: Option<CaseNumber> = None;
        let compare_next = |ImportedFact { row, fact }| {
            compared += 1;
            self.tell(Progress::Comparing(compared, self.counts.read), compared)?;
            if current.as_ref() != Some(fact.case())
                && let Some(case) = current.replace(fact.case().clone())
            {
                let is_known = self.all_absent_before(Some(&case), &mut known)?;
                self.compare_case(&case, std::mem::take(&mut rows), is_known)?;
            }
            rows.push((row, fact));
            Ok::<_, TakeInError>(())
        };
        made_ahead(|give| spill.sorted(give), compare_next)?;
        if let Some(case) = current {
            let is_known = self.all_absent_before(Some(&case), &mut known)?;
            self.compare_case(&case, rows, is_known)?;
        }
        self.all_absent_before(None, &mut known)?;
        self.log_news()
    }

    /// Notes the facts of the cases that come before `case` and that no row names; says whether `case` is known from
    /// extracts of this kind.
    fn all_absent_before(
        &mut self,
        case: Option<&CaseNumber>,
        known: &mut std::iter::Peekable<std::vec::IntoIter<CaseNumber>>,
    ) -> Result<bool, TakeInError> {
        while let Some(absent) = known.next_if(|known| case.is_none_or(|case| known < case)) {
            let facts = self.importing.facts_of(self.kind, &absent)?;
            self.note_absent(&absent, &facts)?;
        }
        // The case itself is compared row by row.
        let is_known = known.next_if(|known| Some(known) == case).is_some();
        Ok(is_known || !self.lists_absent)
    }

    /// Notes what the extract does not name of a case, and what it names again.
    fn note_absent(&mut self, case: &CaseNumber, facts: &[CountyFact]) -> Result<(), TakeInError> {
        if self.lists_absent {
            let absent: HashSet<String> = facts.iter().map(CountyFact::key).collect();
            self.absent += u32::try_from(absent.len()).unwrap_or(u32::MAX);
            let before = self.importing.absent_of(self.kind, case)?.into_iter().collect();
            self.left_over.note_absent(self.importing, case, &absent, &before)?;
        }
        Ok(())
    }

    /// Compares the rows of a case; `is_known` where extracts of this kind may have told of it before.
    fn compare_case(
        &mut self,
        case: &CaseNumber,
        rows: Vec<(u32, CountyFact)>,
        is_known: bool,
    ) -> Result<(), TakeInError> {
        let may_bring = self.kind == ExtractKind::Listing || self.importing.has_case(case)?;
        let told = if may_bring && is_known { self.importing.facts_of(self.kind, case)? } else { Vec::new() };
        let Compared { counts, news, rejected, absent } = compare(rows, may_bring.then_some(told));
        self.counts.new += counts.new;
        self.counts.changed += counts.changed;
        self.counts.unchanged += counts.unchanged;
        self.counts.duplicate += counts.duplicate;
        self.counts.rejected += counts.rejected;
        for (row, refused) in rejected {
            self.reject(row, refused)?;
        }
        if is_known {
            self.note_absent(case, &absent)?;
        }
        self.news.extend(news);
        if self.news.len() < BATCH { Ok(()) } else { self.log_news() }
    }

    fn log_news(&mut self) -> Result<(), TakeInError> {
        let facts = std::mem::take(&mut self.news);
        let Some(first) = facts.first().map(|imported| imported.fact.case().clone()) else { return Ok(()) };
        let of_one = facts.iter().all(|imported| *imported.fact.case() == first);
        self.importing.record(Change::FactsImported { extract: self.id, case: of_one.then_some(first), facts })?;
        Ok(())
    }

    /// Keeps the cells of the rejected rows. They are read again for that, because most rows are good ones.
    fn keep_cells(&mut self, part: &Part<'_>) -> Result<(), TakeInError> {
        if self.counts.rejected == 0 {
            return Ok(());
        }
        let header = RejectedHeader { layout: part.layout().to_owned(), cells: rejects::header(&part.fit) };
        let mut failed = None;
        part.each_data_row(&mut |row| {
            if self.rejected.remove(&row.row) {
                let kept = RowKept { row: row.row, cells: rejects::kept(&row, &part.fit) };
                failed = self.left_over.keep(self.importing, &header, kept).err();
            }
            let enough = self.rejected.is_empty() || failed.is_some();
            if enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        match failed {
            Some(error) => Err(error.into()),
            None => Ok(self.left_over.log_kept(self.importing, &header)?),
        }
    }

    fn finish(self, part: &Part<'_>) -> Result<Taken, TakeInError> {
        let extract = Extract {
            id: self.id,
            file: part.file.clone(),
            sha256: part.sha256().to_owned(),
            sheet: part.sheet(),
            kind: self.kind,
            run: part.run,
            read_on: self.importing.today(),
            counts: self.counts,
        };
        self.importing.record(Change::ExtractRead(extract.clone()))?;
        Ok(Taken { extract, absent: self.absent })
    }

    fn tell(&mut self, progress: Progress, rows: u32) -> Result<(), TakeInError> {
        let stopped = rows.is_multiple_of(ROWS_BETWEEN) && (self.watch)(progress).is_break();
        if stopped { Err(TakeInError::Stopped) } else { Ok(()) }
    }
}
