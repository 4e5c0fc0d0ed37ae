//! Collects what an import leaves to be reviewed and records it in batches: rejected rows, rows that correct earlier
//! ones, and facts that the extract does not name.

use std::collections::HashSet;

use super::row_reader::RejectionReason;
use crate::domain::CaseNumber;
use crate::domain::change::Change;
use crate::domain::extract::ExtractKind;
use crate::domain::ids::RowId;
use crate::domain::import_issues::{FactIdentity, RejectedHeader, RejectedRowCells, RowCorrection, RowRejection};
use crate::store::{ImportTransaction, StoreError};

/// The most items in one entry of the log.
const ITEMS_PER_ENTRY: usize = 512;

/// The items that are not in the log yet.
pub struct PendingEntries {
    extract: RowId,
    kind: ExtractKind,
    rejected: Vec<RowRejection>,
    cells: Vec<RejectedRowCells>,
    corrections: Vec<RowCorrection>,
    newly_missing: Vec<FactIdentity>,
    named_again: Vec<FactIdentity>,
}

impl PendingEntries {
    /// Creates a collection without items.
    pub const fn new(extract: RowId, kind: ExtractKind) -> Self {
        Self {
            extract,
            kind,
            rejected: Vec::new(),
            cells: Vec::new(),
            corrections: Vec::new(),
            newly_missing: Vec::new(),
            named_again: Vec::new(),
        }
    }

    /// Adds a row that cannot be used.
    pub fn add_rejected(
        &mut self,
        importing: &mut ImportTransaction<'_>,
        row: u32,
        rejection: RejectionReason,
    ) -> Result<(), StoreError> {
        let RejectionReason { reason, suggestion } = rejection;
        self.rejected.push(RowRejection { row, reason, suggestion });
        if self.rejected.len() < ITEMS_PER_ENTRY { Ok(()) } else { self.record_rejected(importing) }
    }

    /// Adds the cells of a rejected row.
    pub fn add_cells(
        &mut self,
        importing: &mut ImportTransaction<'_>,
        header: &RejectedHeader,
        row: RejectedRowCells,
    ) -> Result<(), StoreError> {
        self.cells.push(row);
        if self.cells.len() < ITEMS_PER_ENTRY { Ok(()) } else { self.record_cells(importing, header) }
    }

    /// Adds a row that corrects an earlier one.
    pub fn add_correction(
        &mut self,
        importing: &mut ImportTransaction<'_>,
        row: RowCorrection,
    ) -> Result<(), StoreError> {
        self.corrections.push(row);
        if self.corrections.len() < ITEMS_PER_ENTRY { Ok(()) } else { self.record_corrections(importing) }
    }

    /// Adds facts that the extract no longer names (in `missing`, not in `before`), and those that it names again.
    pub fn add_missing(
        &mut self,
        importing: &mut ImportTransaction<'_>,
        case: &CaseNumber,
        missing: &HashSet<String>,
        before: &HashSet<String>,
    ) -> Result<(), StoreError> {
        let identity = |key: &String| FactIdentity { case: case.clone(), key: key.clone() };
        self.newly_missing.extend(missing.difference(before).map(identity));
        self.named_again.extend(before.difference(missing).map(identity));
        if self.newly_missing.len() + self.named_again.len() < ITEMS_PER_ENTRY {
            Ok(())
        } else {
            self.record_missing(importing)
        }
    }

    /// Records the remaining items, except for the cells.
    pub fn record_pending(&mut self, importing: &mut ImportTransaction<'_>) -> Result<(), StoreError> {
        self.record_rejected(importing)?;
        self.record_corrections(importing)?;
        self.record_missing(importing)
    }

    /// Records the remaining cells.
    pub fn record_cells(
        &mut self,
        importing: &mut ImportTransaction<'_>,
        header: &RejectedHeader,
    ) -> Result<(), StoreError> {
        let rows = std::mem::take(&mut self.cells);
        let change = Change::RejectedRowsKept { extract: self.extract, header: header.clone(), rows };
        importing.record(change).map(drop)
    }

    fn record_rejected(&mut self, importing: &mut ImportTransaction<'_>) -> Result<(), StoreError> {
        let rows = std::mem::take(&mut self.rejected);
        record_unless_empty(rows.is_empty(), importing, Change::RowsRejected { extract: self.extract, rows })
    }

    fn record_corrections(&mut self, importing: &mut ImportTransaction<'_>) -> Result<(), StoreError> {
        let rows = std::mem::take(&mut self.corrections);
        record_unless_empty(rows.is_empty(), importing, Change::RowsMended { extract: self.extract, rows })
    }

    fn record_missing(&mut self, importing: &mut ImportTransaction<'_>) -> Result<(), StoreError> {
        let (mut gone, mut back) = (std::mem::take(&mut self.newly_missing), std::mem::take(&mut self.named_again));
        let by_name = |a: &FactIdentity, b: &FactIdentity| (&a.case, &a.key).cmp(&(&b.case, &b.key));
        gone.sort_by(by_name);
        back.sort_by(by_name);
        let is_empty = gone.is_empty() && back.is_empty();
        let change = Change::FactsAbsent { extract: self.extract, kind: self.kind, gone, back };
        record_unless_empty(is_empty, importing, change)
    }
}

fn record_unless_empty(
    is_empty: bool,
    importing: &mut ImportTransaction<'_>,
    change: Change,
) -> Result<(), StoreError> {
    if is_empty { Ok(()) } else { importing.record(change).map(drop) }
}
