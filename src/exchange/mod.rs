//! Extracts in: from a county's file to typed rows, each read or refused with a reason, and how they compare with
//! what the caseload already holds. Comments out, in the shape of the system of record (`posting`). Nothing here
//! writes to the record.
//!
//! A file goes through these steps, one module each: its bytes (`file`), text (`decode`) or workbook (`workbook`),
//! a table of cells with the row numbers that a spreadsheet shows (`table`), the layout that fits its header
//! (`recognise`), the rows that hold data (`lines`), the fact that each states (`row`), the comparison (`reconcile`).

mod cells;
pub mod date_form;
pub mod decode;
mod delimited;
pub mod error;
mod extract;
pub mod field;
mod file;
pub mod layout;
mod layout_file;
mod lines;
pub mod matching;
mod pattern;
pub mod plain;
pub mod posting;
pub mod recognise;
pub mod reconcile;
mod row;
mod run_date;
pub mod table;
#[cfg(test)]
mod tests;
mod values;
mod workbook;

pub use error::{ReadError, ReadFault};
pub use extract::{ReadExtract, ReadRow, read_extract};
pub use layout::{Layout, LayoutError, Layouts};
pub use reconcile::{CaseDifferences, Difference, Known, KnownFacts, Reconciled, Rejected, reconcile};
