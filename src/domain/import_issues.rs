//! What reading an extract leaves to be looked at: rows that could not be used, and facts that it does not name.

use serde::{Deserialize, Serialize};

use super::ids::CaseNumber;

/// Why a row could not be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowRejection {
    /// The row in the file, as a spreadsheet numbers it.
    pub row: u32,
    /// Why, in plain words.
    pub reason: String,
    /// What would mend it.
    pub suggestion: String,
}

/// The cells of a row that could not be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectedRowCells {
    /// The row in the file, as a spreadsheet numbers it.
    pub row: u32,
    /// Its cells, in the order of the header; Social Security numbers are masked.
    pub cells: Vec<String>,
}

/// The header above rejected rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectedHeader {
    /// The id of the layout that the file was read by.
    pub layout: String,
    /// The header's cells.
    pub cells: Vec<String>,
}

/// A rejected row of an earlier file that a row of a later one mends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowCorrection {
    /// How the hash of the earlier file begins.
    pub sha256: String,
    /// The row in the earlier file.
    pub row: u32,
}

/// A fact by what makes it the same in the next extract of its kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactIdentity {
    /// The case.
    pub case: CaseNumber,
    /// What tells it apart within its case and kind.
    pub key: String,
}
