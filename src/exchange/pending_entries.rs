//! What reading an extract leaves to be looked at, on its way into the log a batch at a time: rejected rows, rows that
//! mend earlier ones, facts that the extract does not name.

use std::collections::HashSet;

use super::row_reader::RejectionReason;
use crate::domain::CaseNumber;
use crate::domain::change::Change;
use crate::domain::extract::ExtractKind;
use crate::domain::ids::RowId;
use crate::domain::import_issues::{FactIdentity, RejectedHeader, RejectedRowCells, RowCorrection, RowRejection};
use crate::store::{ImportTransaction, StoreError};

/// So many go into one entry of the log.
const BATCH: usize = 512;

/// What is not in the log yet.
pub struct PendingEntries {
    extract: RowId,
    kind: ExtractKind,
    rejected: Vec<RowRejection>,
    kept: Vec<RejectedRowCells>,
    mended: Vec<RowCorrection>,
    newly_missing: Vec<FactIdentity>,
    named_again: Vec<FactIdentity>,
}

impl PendingEntries {
    /// Nothing yet.
    pub const fn new(extract: RowId, kind: ExtractKind) -> Self {
        Self {
            extract,
            kind,
            rejected: Vec::new(),
            kept: Vec::new(),
            mended: Vec::new(),
            newly_missing: Vec::new(),
            named_again: Vec::new(),
        }
    }

    /// A row that cannot be used.
    pub fn add_rejected(
        &mut self,
        importing: &mut ImportTransaction<'_>,
        row: u32,
        refused: RejectionReason,
    ) -> Result<(), StoreError> {
        let RejectionReason { reason, suggestion } = refused;
        self.rejected.push(RowRejection { row, reason, suggestion });
        if self.rejected.len() < BATCH { Ok(()) } else { self.record_rejected(importing) }
    }

    /// The cells of a rejected row.
    pub fn add_cells(
        &mut self,
        importing: &mut ImportTransaction<'_>,
        header: &RejectedHeader,
        row: RejectedRowCells,
    ) -> Result<(), StoreError> {
        self.kept.push(row);
        if self.kept.len() < BATCH { Ok(()) } else { self.record_cells(importing, header) }
    }

    /// A row that mends an earlier one.
    pub fn add_correction(
        &mut self,
        importing: &mut ImportTransaction<'_>,
        row: RowCorrection,
    ) -> Result<(), StoreError> {
        self.mended.push(row);
        if self.mended.len() < BATCH { Ok(()) } else { self.record_corrections(importing) }
    }

    /// The facts of a case that the extract does not name, beside those that earlier ones did not name.
    pub fn add_missing(
        &mut self,
        importing: &mut ImportTransaction<'_>,
        case: &CaseNumber,
        absent: &HashSet<String>,
        before: &HashSet<String>,
    ) -> Result<(), StoreError> {
        let named = |key: &String| FactIdentity { case: case.clone(), key: key.clone() };
        self.newly_missing.extend(absent.difference(before).map(named));
        self.named_again.extend(before.difference(absent).map(named));
        if self.newly_missing.len() + self.named_again.len() < BATCH { Ok(()) } else { self.record_missing(importing) }
    }

    /// Logs what is left of all but the cells.
    pub fn record_pending(&mut self, importing: &mut ImportTransaction<'_>) -> Result<(), StoreError> {
        self.record_rejected(importing)?;
        self.record_corrections(importing)?;
        self.record_missing(importing)
    }

    /// Logs what is left of the cells.
    pub fn record_cells(
        &mut self,
        importing: &mut ImportTransaction<'_>,
        header: &RejectedHeader,
    ) -> Result<(), StoreError> {
        let rows = std::mem::take(&mut self.kept);
        let change = Change::RejectedRowsKept { extract: self.extract, header: header.clone(), rows };
        importing.record(change).map(drop)
    }

    fn record_rejected(&mut self, importing: &mut ImportTransaction<'_>) -> Result<(), StoreError> {
        let rows = std::mem::take(&mut self.rejected);
        record_unless_empty(rows.is_empty(), importing, Change::RowsRejected { extract: self.extract, rows })
    }

    fn record_corrections(&mut self, importing: &mut ImportTransaction<'_>) -> Result<(), StoreError> {
        let rows = std::mem::take(&mut self.mended);
        record_unless_empty(rows.is_empty(), importing, Change::RowsMended { extract: self.extract, rows })
    }

    fn record_missing(&mut self, importing: &mut ImportTransaction<'_>) -> Result<(), StoreError> {
        let (mut gone, mut back) = (std::mem::take(&mut self.newly_missing), std::mem::take(&mut self.named_again));
        let by_name = |one: &FactIdentity, other: &FactIdentity| (&one.case, &one.key).cmp(&(&other.case, &other.key));
        gone.sort_by(by_name);
        back.sort_by(by_name);
        let nothing = gone.is_empty() && back.is_empty();
        let change = Change::FactsAbsent { extract: self.extract, kind: self.kind, gone, back };
        record_unless_empty(nothing, importing, change)
    }
}

fn record_unless_empty(nothing: bool, importing: &mut ImportTransaction<'_>, change: Change) -> Result<(), StoreError> {
    if nothing { Ok(()) } else { importing.record(change).map(drop) }
}
