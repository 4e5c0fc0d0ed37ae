//! Extracts in: from a county's file to typed rows, each read or refused with a reason, and how they compare with
//! what the caseload already holds. Comments out, in the shape of the system of record (`posting`).
//!
//! A file goes through these steps, one module each: its bytes (`file`), text (`decode`) or workbook (`workbook`),
//! a table of cells with the row numbers that a spreadsheet shows (`table`), the layout that fits its header
//! (`recognise`), the rows that hold data (`lines`), the fact that each states (`row`), the comparison (`reconcile`),
//! the record (`take_in`). Rows are read one at a time: a file may be larger than the memory. A second thread reads and
//! sorts ahead of the one that records (`ahead`).

mod ahead;
mod cells;
pub mod checked;
pub mod date_form;
pub mod decode;
mod delimited;
pub mod error;
mod extract;
pub mod field;
mod file;
pub mod guess;
pub mod layout;
mod layout_file;
mod left_over;
mod lines;
pub mod matching;
pub mod own;
mod pattern;
pub mod plain;
pub mod posting;
pub mod reading;
pub mod recognise;
pub mod reconcile;
pub mod rejects;
pub mod report;
mod row;
mod run_date;
mod suggestion;
pub mod table;
mod take_in;
#[cfg(test)]
mod tests;
mod values;
mod workbook;

pub use cells::Refused;
pub use error::{ReadError, ReadFault};
pub use extract::{CountyFile, Part, ReadRow, open, open_text};
pub use layout::{Layout, LayoutError, Layouts};
pub use take_in::{Progress, TakeInError, Taken, take_in};
