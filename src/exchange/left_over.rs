//! What reading an extract leaves to be looked at, on its way into the log a batch at a time: rejected rows, rows that
//! mend earlier ones, facts that the extract does not name.

use std::collections::HashSet;

use super::cells::Refused;
use crate::domain::CaseNumber;
use crate::domain::change::Change;
use crate::domain::extract::ExtractKind;
use crate::domain::ids::RowId;
use crate::domain::rejected::{NamedFact, RejectedHeader, RowKept, RowMended, RowRejected};
use crate::store::{Importing, StoreError};

/// So many go into one entry of the log.
const BATCH: usize = 512;

/// What is not in the log yet.
pub struct LeftOver {
    extract: RowId,
    kind: ExtractKind,
    rejected: Vec<RowRejected>,
    kept: Vec<RowKept>,
    mended: Vec<RowMended>,
    gone: Vec<NamedFact>,
    back: Vec<NamedFact>,
}

impl LeftOver {
    /// Nothing yet.
    pub const fn of(extract: RowId, kind: ExtractKind) -> Self {
        Self {
            extract,
            kind,
            rejected: Vec::new(),
            kept: Vec::new(),
            mended: Vec::new(),
            gone: Vec::new(),
            back: Vec::new(),
        }
    }

    /// A row that cannot be used.
    pub fn reject(&mut self, importing: &mut Importing<'_>, row: u32, refused: Refused) -> Result<(), StoreError> {
        let Refused { reason, suggestion } = refused;
        self.rejected.push(RowRejected { row, reason, suggestion });
        if self.rejected.len() < BATCH { Ok(()) } else { self.log_rejected(importing) }
    }

    /// The cells of a rejected row.
    pub fn keep(
        &mut self,
        importing: &mut Importing<'_>,
        header: &RejectedHeader,
        row: RowKept,
    ) -> Result<(), StoreError> {
        self.kept.push(row);
        if self.kept.len() < BATCH { Ok(()) } else { self.log_kept(importing, header) }
    }

    /// A row that mends an earlier one.
    pub fn mend(&mut self, importing: &mut Importing<'_>, row: RowMended) -> Result<(), StoreError> {
        self.mended.push(row);
        if self.mended.len() < BATCH { Ok(()) } else { self.log_mended(importing) }
    }

    /// The facts of a case that the extract does not name, beside those that earlier ones did not name.
    pub fn note_absent(
        &mut self,
        importing: &mut Importing<'_>,
        case: &CaseNumber,
        absent: &HashSet<String>,
        before: &HashSet<String>,
    ) -> Result<(), StoreError> {
        let named = |key: &String| NamedFact { case: case.clone(), key: key.clone() };
        self.gone.extend(absent.difference(before).map(named));
        self.back.extend(before.difference(absent).map(named));
        if self.gone.len() + self.back.len() < BATCH { Ok(()) } else { self.log_absent(importing) }
    }

    /// Logs what is left of all but the cells.
    pub fn log(&mut self, importing: &mut Importing<'_>) -> Result<(), StoreError> {
        self.log_rejected(importing)?;
        self.log_mended(importing)?;
        self.log_absent(importing)
    }

    /// Logs what is left of the cells.
    pub fn log_kept(&mut self, importing: &mut Importing<'_>, header: &RejectedHeader) -> Result<(), StoreError> {
        let rows = std::mem::take(&mut self.kept);
        let change = Change::RejectedRowsKept { extract: self.extract, header: header.clone(), rows };
        importing.record(change).map(drop)
    }

    fn log_rejected(&mut self, importing: &mut Importing<'_>) -> Result<(), StoreError> {
        let rows = std::mem::take(&mut self.rejected);
        log_unless(rows.is_empty(), importing, Change::RowsRejected { extract: self.extract, rows })
    }

    fn log_mended(&mut self, importing: &mut Importing<'_>) -> Result<(), StoreError> {
        let rows = std::mem::take(&mut self.mended);
        log_unless(rows.is_empty(), importing, Change::RowsMended { extract: self.extract, rows })
    }

    fn log_absent(&mut self, importing: &mut Importing<'_>) -> Result<(), StoreError> {
        let (mut gone, mut back) = (std::mem::take(&mut self.gone), std::mem::take(&mut self.back));
        let by_name = |one: &NamedFact, other: &NamedFact| (&one.case, &one.key).cmp(&(&other.case, &other.key));
        gone.sort_by(by_name);
        back.sort_by(by_name);
        let nothing = gone.is_empty() && back.is_empty();
        let change = Change::FactsAbsent { extract: self.extract, kind: self.kind, gone, back };
        log_unless(nothing, importing, change)
    }
}

fn log_unless(nothing: bool, importing: &mut Importing<'_>, change: Change) -> Result<(), StoreError> {
    if nothing { Ok(()) } else { importing.record(change).map(drop) }
}
