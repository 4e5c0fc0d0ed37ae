//! Rows that could not be used, written out with their own columns and read again once they are mended. A column of
//! ours says which row of which file each of them mends.

pub mod sheet;

use super::pattern::bare;
use super::plain;
use super::recognise::Fit;
use super::table::{Cell, TableRow};

/// The header of the column that says which row is mended.
pub const MARK: &str = "Caseload row";
/// The header of the column with the reason.
pub const REASON: &str = "Caseload reason";
/// The header of the column with the suggestion.
pub const SUGGESTION: &str = "Caseload suggestion";
/// Characters of the file's hash in a mark.
pub const HASH: usize = 12;

/// The row that a row mends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// How the hash of its file begins.
    pub sha256: String,
    /// Its number in that file.
    pub row: u32,
}

impl Mark {
    /// The mark of a row.
    pub fn new(sha256: &str, row: u32) -> Self {
        Self { sha256: sha256.chars().take(HASH).collect(), row }
    }

    /// The mark in a row, where its column is known; none where somebody added the row by hand.
    pub fn of(row: &TableRow, place: usize) -> Option<Self> {
        let text = row.cells.get(place)?.to_string();
        let (sha256, row) = text.rsplit_once('-')?;
        let is_hash = sha256.len() == HASH && sha256.bytes().all(|byte| byte.is_ascii_hexdigit());
        Some(Self { sha256: sha256.to_owned(), row: row.parse().ok()? }).filter(|_| is_hash)
    }
}

impl std::fmt::Display for Mark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.sha256, self.row)
    }
}

/// The column with the marks, in a file of mended rows.
pub fn mark_column(fit: &Fit<'_>) -> Option<usize> {
    let mark = bare(MARK);
    fit.header.iter().position(|header| *header == mark)
}

/// Whether a column is one of ours.
pub fn is_ours(header: &str) -> bool {
    [MARK, REASON, SUGGESTION].iter().any(|ours| bare(ours) == bare(header))
}

/// The cells of a row as they are kept: as wide as the header, no Social Security number, nothing of the columns that
/// are never read, and nothing that our own columns said.
pub fn kept(row: &TableRow, fit: &Fit<'_>) -> Vec<String> {
    let never = |header: Option<&String>| {
        header.is_some_and(|header| fit.layout.never.iter().any(|pattern| pattern.fits_bare(header)))
    };
    let kept = |(place, cell): (usize, &Cell)| {
        if never(fit.header.get(place)) { String::new() } else { plain::without_ssn(&cell.to_string()) }
    };
    let ours = |place: usize| fit.written.get(place).is_some_and(|header| is_ours(header));
    row.cells.iter().enumerate().filter(|(place, _)| !ours(*place)).map(kept).collect()
}

/// The header above them.
pub fn header(fit: &Fit<'_>) -> Vec<String> {
    fit.written.iter().filter(|header| !is_ours(header)).cloned().collect()
}
