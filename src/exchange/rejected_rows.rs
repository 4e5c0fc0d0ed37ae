//! Rows that could not be used, written out with their own columns and read again once they are mended. A column of
//! ours says which row of which file each of them mends.

pub mod correction_sheet;

use super::cell::{Cell, TableRow};
use super::pattern::comparison_key;
use super::recognize::LayoutFit;
use super::redact_ssn;

/// The header of the column that says which row is mended.
pub const MARK_HEADER: &str = "Caseload row";
/// The header of the column with the reason.
pub const REASON_HEADER: &str = "Caseload reason";
/// The header of the column with the suggestion.
pub const SUGGESTION_HEADER: &str = "Caseload suggestion";
/// Characters of the file's hash in a mark.
pub const HASH_LENGTH: usize = 12;

/// The row that a row mends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionMark {
    /// How the hash of its file begins.
    pub sha256: String,
    /// Its number in that file.
    pub row: u32,
}

impl CorrectionMark {
    /// The mark of a row.
    pub fn new(sha256: &str, row: u32) -> Self {
        Self { sha256: sha256.chars().take(HASH_LENGTH).collect(), row }
    }

    /// The mark in a row, where its column is known; none where somebody added the row by hand.
    pub fn from_row(row: &TableRow, place: usize) -> Option<Self> {
        let text = row.cells.get(place)?.to_string();
        let (sha256, row) = text.rsplit_once('-')?;
        let is_hash = sha256.len() == HASH_LENGTH && sha256.bytes().all(|byte| byte.is_ascii_hexdigit());
        Some(Self { sha256: sha256.to_owned(), row: row.parse().ok()? }).filter(|_| is_hash)
    }
}

impl std::fmt::Display for CorrectionMark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.sha256, self.row)
    }
}

/// The column with the marks, in a file of mended rows.
pub fn mark_column(fit: &LayoutFit<'_>) -> Option<usize> {
    let mark = comparison_key(MARK_HEADER);
    fit.header.iter().position(|header| *header == mark)
}

/// Whether a column is one of ours.
pub fn is_own_column(header: &str) -> bool {
    [MARK_HEADER, REASON_HEADER, SUGGESTION_HEADER].iter().any(|ours| comparison_key(ours) == comparison_key(header))
}

/// The cells of a row as they are kept: as wide as the header, no Social Security number, nothing of the columns that
/// are never read, and nothing that our own columns said.
pub fn redacted_cells(row: &TableRow, fit: &LayoutFit<'_>) -> Vec<String> {
    let never = |header: Option<&String>| {
        header.is_some_and(|header| fit.layout.never.iter().any(|pattern| pattern.matches_key(header)))
    };
    let kept = |(place, cell): (usize, &Cell)| {
        if never(fit.header.get(place)) { String::new() } else { redact_ssn::redact_ssns(&cell.to_string()) }
    };
    let ours = |place: usize| fit.written.get(place).is_some_and(|header| is_own_column(header));
    row.cells.iter().enumerate().filter(|(place, _)| !ours(*place)).map(kept).collect()
}

/// The header above them.
pub fn extract_header(fit: &LayoutFit<'_>) -> Vec<String> {
    fit.written.iter().filter(|header| !is_own_column(header)).cloned().collect()
}
