//! Why a file cannot be read, in sentences. None holds a value of a data row: such an error may be logged.

use std::io;

/// A file that cannot be read, and why.
#[derive(Debug, thiserror::Error)]
#[error("{file} {fault}")]
pub struct ReadError {
    /// The file's name, without its folder.
    pub file: String,
    /// Why it cannot be read.
    #[source]
    pub fault: ReadFault,
}

/// Why a file cannot be read; each continues a sentence that begins with the file's name.
#[derive(Debug, thiserror::Error)]
pub enum ReadFault {
    /// The operating system refuses.
    #[error("cannot be read: {0}")]
    Io(#[from] io::Error),
    /// The file is too large to be an extract.
    #[error("is larger than {} MB, the most that an extract may have: split it", .limit / 1_000_000)]
    TooLarge {
        /// The most bytes.
        limit: u64,
    },
    /// No bytes, or blank lines only.
    #[error("is empty")]
    Empty,
    /// It was written to between two readings of it.
    #[error("changed while it was being read: wait until it is complete")]
    Changed,
    /// A row that does not end.
    #[error("has a quotation mark in row {row} that is never closed: mend the row")]
    EndlessRow {
        /// The row.
        row: u32,
    },
    /// Neither text nor a workbook.
    #[error("is neither a workbook (.xlsx) nor text (.csv, .txt): save it in one of these forms")]
    NotText,
    /// The text is damaged.
    #[error("is damaged: {0}; ask for it again")]
    Damaged(&'static str),
    /// A workbook of another form than .xlsx.
    #[error("is a workbook of an older or another form: open it and save it as .xlsx or .csv")]
    OtherWorkbook,
    /// A workbook that cannot be opened.
    #[error("is a workbook that cannot be opened ({reason}): open it in a spreadsheet and save it again")]
    Workbook {
        /// What the reader of workbooks says.
        reason: String,
    },
    /// A workbook that unpacks to more than an extract may have.
    #[error("unpacks to more than {} MB, the most that an extract may have: split it", .limit / 1_000_000)]
    UnpacksTooLarge {
        /// The most bytes.
        limit: u64,
    },
    /// A workbook with too many cells.
    #[error("has more than {limit} cells, the most that a workbook may have: split it, or save it as .csv")]
    TooManyCells {
        /// The most cells.
        limit: usize,
    },
    /// No layout fits.
    #[error("fits no layout: {found}. How to write one for it stands in docs/layouts.md")]
    Unrecognized {
        /// What was found instead of a header.
        found: String,
    },
    /// No row looks like a header.
    #[error("has no row that looks like a header: three different words or more, with values below them")]
    NoHeader,
    /// Several layouts fit equally well, or several sheets hold the same kind of data.
    #[error("fits more than one layout: {}; say which with --layout, or save each sheet as a file", .between.join(", "))]
    Ambiguous {
        /// The layouts, each with where it fits.
        between: Vec<String>,
    },
    /// No layout has the id that was asked for.
    #[error("cannot be read by layout {id:?}, which does not exist; there are {}", .known.join(", "))]
    UnknownLayout {
        /// The id asked for.
        id: String,
        /// All ids.
        known: Vec<String>,
    },
    /// A column that is needed stands in the header twice.
    #[error("names the column {header:?} twice in row {row}: rename or remove one")]
    DuplicateHeader {
        /// The header, as the file writes it.
        header: String,
        /// The header's row.
        row: u32,
    },
}
