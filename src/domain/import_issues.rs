//! Issues that reading an extract leaves for a worker: rejected rows, and facts that the extract no longer names.

use serde::{Deserialize, Serialize};

use super::extract::ExtractKind;
use super::ids::{CaseNumber, RowId};

/// The rejection of a row that could not be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowRejection {
    /// The row in the file, as a spreadsheet numbers it.
    pub row: u32,
    /// The reason, in plain words.
    pub reason: String,
    /// A suggestion of how to correct the row.
    pub suggestion: String,
}

/// The cells of a rejected row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectedRowCells {
    /// The row in the file, as a spreadsheet numbers it.
    pub row: u32,
    /// The cells, in the order of the header; Social Security numbers are masked.
    pub cells: Vec<String>,
}

/// The header above rejected rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectedHeader {
    /// The id of the layout by which the file was read.
    pub layout: String,
    /// The cells of the header.
    pub cells: Vec<String>,
}

/// A rejected row of an earlier file that a row of a later file corrects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowCorrection {
    /// The first digits of the hash of the earlier file.
    pub sha256: String,
    /// The row in the earlier file.
    pub row: u32,
}

/// A rejected row that a worker dismissed, or dismisses no longer. It counts for every extract of the kind that has the same
/// cells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowDismissal {
    /// The extract in which the worker saw the row.
    pub extract: RowId,
    /// The kind of extract.
    pub kind: ExtractKind,
    /// The row in the file, as a spreadsheet numbers it.
    pub row: u32,
    /// The cells of the row, in the order of the header; Social Security numbers are masked.
    pub cells: Vec<String>,
    /// The worker's reason; `None` if the row waits for a correction again.
    pub reason: Option<String>,
}

/// The identity of a fact, by which it is found again in the next extract of its kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactIdentity {
    /// The number of the case.
    pub case: CaseNumber,
    /// The key of the fact within its case and kind.
    pub key: String,
}
