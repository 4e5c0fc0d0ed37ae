//! Rejected rows: they are written out with their own columns, and read again once they are corrected. Columns of
//! Caseload's own say which row of which file each row corrects, and why.

pub mod correction_sheet;

use super::cell::{Cell, TableRow};
use super::pattern::comparison_key;
use super::recognize::LayoutFit;
use super::redact_ssn;
use crate::domain::ssn;

/// The header of the column with the mark of the row that is corrected.
pub const MARK_HEADER: &str = "Caseload row";
/// The header of the column with the reason.
pub const REASON_HEADER: &str = "Caseload reason";
/// The header of the column with the suggestion.
pub const SUGGESTION_HEADER: &str = "Caseload suggestion";
/// The number of characters of the file's hash in a mark.
pub const HASH_LENGTH: usize = 12;

/// Identifies the rejected row that a row corrects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionMark {
    /// The beginning of the hash of the rejected row's file.
    pub sha256: String,
    /// The number of the rejected row in that file.
    pub row: u32,
}

impl CorrectionMark {
    /// Makes the mark of a row of the file with the hash `sha256`.
    pub fn new(sha256: &str, row: u32) -> Self {
        Self { sha256: sha256.chars().take(HASH_LENGTH).collect(), row }
    }

    /// Reads the mark in the column with the index `column`. A row that somebody added by hand has none.
    pub fn from_row(row: &TableRow, column: usize) -> Option<Self> {
        let text = row.cells.get(column)?.to_string();
        let (sha256, row) = text.rsplit_once('-')?;
        let is_hash = sha256.len() == HASH_LENGTH && sha256.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_hash { Some(Self { sha256: sha256.to_owned(), row: row.parse().ok()? }) } else { None }
    }
}

impl std::fmt::Display for CorrectionMark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.sha256, self.row)
    }
}

/// Returns the index of the column with the marks, if the file is one of corrected rows.
pub fn mark_column(fit: &LayoutFit<'_>) -> Option<usize> {
    let mark = comparison_key(MARK_HEADER);
    fit.header.iter().position(|header| *header == mark)
}

/// Returns whether the column with this header is one of Caseload's own.
pub fn is_own_column(header: &str) -> bool {
    [MARK_HEADER, REASON_HEADER, SUGGESTION_HEADER].iter().any(|ours| comparison_key(ours) == comparison_key(header))
}

/// Returns the cells of a row as the record keeps them: as wide as the row, without Social Security numbers, the
/// contents of columns that are never read, and Caseload's own columns. In a column that no field is read from, a
/// number as long as a Social Security number that lost its leading zeros is masked too.
pub fn redacted_cells(row: &TableRow, fit: &LayoutFit<'_>) -> Vec<String> {
    let redact = |(index, cell): (usize, &Cell)| match cell.to_string() {
        _ if is_never_read(index, fit) => String::new(),
        text if ssn::may_be_shortened_ssn(&text) && !fit.columns.iter().any(|(column, _)| column == index) => {
            redact_ssn::MASK.to_owned()
        }
        text => redact_ssn::redact_ssns(&text),
    };
    let is_own = |index: usize| fit.written.get(index).is_some_and(|header| is_own_column(header));
    row.cells.iter().enumerate().filter(|(index, _)| !is_own(*index)).map(redact).collect()
}

/// Returns whether the contents of the column with this index are never looked at.
fn is_never_read(index: usize, fit: &LayoutFit<'_>) -> bool {
    let is_named =
        fit.header.get(index).is_some_and(|header| fit.layout.never.iter().any(|never| never.matches_key(header)));
    is_named || fit.written.get(index).is_some_and(|header| ssn::is_ssn_header(header))
}

/// Returns the header of the kept cells.
pub fn extract_header(fit: &LayoutFit<'_>) -> Vec<String> {
    fit.written.iter().filter(|header| !is_own_column(header)).cloned().collect()
}
