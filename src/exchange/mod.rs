//! Extracts in: from a county's file to typed rows, each read or refused with a reason, and how they compare with
//! what the caseload already holds. Comments out, in the shape of the system of record (`posting`).
//!
//! A file goes through these steps, one module each: its bytes (`file`), text (`decode`) or workbook (`workbook`),
//! a table of cells with the row numbers that a spreadsheet shows (`table`), the layout that fits its header
//! (`recognize`), the rows that hold data (`lines`), the fact that each states (`row`), the comparison (`reconcile`),
//! the record (`take_in`). Rows are read one at a time: a file may be larger than the memory. A second thread reads and
//! sorts ahead of the one that records (`ahead`).

mod cell;
mod container;
mod data_rows;
pub mod date_form;
mod delimited;
mod encoding;
pub mod error;
mod extract;
pub mod field;
pub mod guess;
mod import_extract;
pub mod import_files;
mod layout;
mod layout_file;
mod layouts;
pub mod matching;
pub mod part_check;
mod pattern;
mod pending_entries;
mod pipeline;
pub mod recognize;
pub mod reconcile;
pub mod redact_ssn;
pub mod rejected_rows;
pub mod report;
mod row;
mod row_reader;
mod run_date;
mod suggestion;
mod survey;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod values;
mod workbook;

pub use error::{ReadError, ReadFault};
pub use extract::{CountyFile, ExtractPart, ExtractRow, open_extract, open_in_memory};
pub use import_extract::{ImportError, ImportOutcome, ImportProgress, import_extract};
pub use layout::{Layout, LayoutError};
pub use layouts::Layouts;
pub use row_reader::RejectionReason;
