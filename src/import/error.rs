//! The reasons why a file cannot be read. None contains a value of a data row, so that such an error may be logged.

use std::io;

use crate::platform;

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

/// Why a file cannot be read. Each message continues a sentence that begins with the file's name.
#[derive(Debug, thiserror::Error)]
pub enum ReadFault {
    /// The operating system reports an error.
    #[error("cannot be read: {}", platform::io_reason(.0))]
    Io(#[from] io::Error),
    /// The file is too large to be an extract.
    #[error("is larger than {} MB, the most that an extract may have: split it", .limit / 1_000_000)]
    TooLarge {
        /// The most bytes.
        limit: u64,
    },
    /// The file has no bytes, or only blank lines.
    #[error("is empty")]
    Empty,
    /// The file changed between two readings of it.
    #[error("changed while it was being read: wait until it is complete")]
    Changed,
    /// A row does not end.
    #[error("has a quotation mark in row {row} that is never closed: correct the row")]
    EndlessRow {
        /// The number of the row.
        row: u32,
    },
    /// The file is neither text nor a workbook.
    #[error("is neither a workbook (.xlsx) nor text (.csv, .txt): save it as one of these")]
    NotText,
    /// The file is something other than a table.
    #[error("is {name}, not a table: open it in a spreadsheet and save it as .xlsx or .csv, or ask the county for one")]
    NoTable {
        /// What the file is, with its article.
        name: &'static str,
    },
    /// The file only says that a workbook is open.
    #[error(
        "is what a spreadsheet keeps beside a workbook that is open: close the workbook, and import the workbook itself"
    )]
    LockFile,
    /// The text is damaged.
    #[error("is damaged: {0}. Ask the county for it again")]
    Damaged(&'static str),
    /// The file is a workbook of a form other than .xlsx.
    #[error("is an Office file in an older or unsupported format: open it and save its table as .xlsx or .csv")]
    OtherWorkbook,
    /// The workbook cannot be opened.
    #[error("is a workbook that cannot be opened ({reason}): open it in a spreadsheet and save it again")]
    Workbook {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The workbook unpacks to more than an extract may have.
    #[error("unpacks to more than {} MB, the most that an extract may have: split it", .limit / 1_000_000)]
    UnpacksTooLarge {
        /// The most bytes.
        limit: u64,
    },
    /// The workbook has too many cells.
    #[error("has more than {limit} cells, the most that a workbook may have: split it, or save it as .csv")]
    TooManyCells {
        /// The most cells.
        limit: usize,
    },
    /// No layout fits.
    #[error("fits no layout: {found}. docs/layouts.md explains how to write one")]
    Unrecognized {
        /// What was found instead of a header.
        found: String,
    },
    /// No row looks like a header.
    #[error("has no row that looks like a header: at least three different words, with values below them")]
    NoHeader,
    /// The file has no sheet of the name that was asked for.
    #[error("has no sheet {sheet:?}: {}", sheets_message(.sheets))]
    NoSheet {
        /// The name that was asked for.
        sheet: String,
        /// The names of its sheets; none if it is a text.
        sheets: Vec<String>,
    },
    /// No sheet that can be seen holds a table, and others are hidden.
    #[error(
        "has no table on a sheet that can be seen; {} hidden and not read: unhide what you mean in a spreadsheet, or read it with \
         --sheet NAME",
        hidden_sheets_message(.sheets)
    )]
    HiddenSheets {
        /// The names of the hidden sheets.
        sheets: Vec<String>,
    },
    /// Several sheets hold the same kind of data.
    #[error(
        "has several sheets of one kind: {}. One of them may be last month's: say which is to be read with --sheet NAME, or \
         choose this file alone on the screen",
        .sheets.join(", ")
    )]
    SeveralSheets {
        /// The names of the sheets.
        sheets: Vec<String>,
    },
    /// Several layouts fit equally well.
    #[error("fits more than one layout: {}. Choose one with --layout", .between.join(", "))]
    Ambiguous {
        /// The layouts, each with the sheet that it fits.
        between: Vec<String>,
    },
    /// No layout has the id that was asked for.
    #[error("cannot be read by the layout {id:?}, which does not exist. The layouts are {}", .known.join(", "))]
    UnknownLayout {
        /// The id that was asked for.
        id: String,
        /// The ids of all layouts.
        known: Vec<String>,
    },
    /// A column that the layout reads occurs twice in the header.
    #[error("has the column {header:?} twice in row {row}: rename or remove one")]
    DuplicateHeader {
        /// The header as the file writes it.
        header: String,
        /// The number of the header's row.
        row: u32,
    },
}

fn sheets_message(sheets: &[String]) -> String {
    match sheets {
        [] => "it is a text file and has no sheets".to_owned(),
        sheets => format!("there are {}", sheets.join(", ")),
    }
}

fn hidden_sheets_message(sheets: &[String]) -> String {
    match sheets {
        [only] => format!("its sheet {only:?} is"),
        sheets => {
            format!("its sheets {} are", sheets.iter().map(|sheet| format!("{sheet:?}")).collect::<Vec<_>>().join(", "))
        }
    }
}
