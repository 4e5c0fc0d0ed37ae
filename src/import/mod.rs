//! The importer: from a county's file to typed rows, each read or rejected with a reason, compared with what the
//! caseload already holds, and recorded.
//!
//! A file goes through these steps, one module each: its bytes and their encoding (`survey`, `encoding`), its text
//! (`text`, `delimited`) or its sheets (`workbook`), the layout that fits its header (`recognize`), the rows that hold
//! data (`data_rows`), the fact that each row states (`row`), the comparison (`reconcile`), and the record
//! (`import_extract`). Rows are cells with the row numbers that a spreadsheet shows (`cell`, `table`). They are read
//! one at a time, because a file may be larger than the memory; a second thread reads and sorts ahead of the one that
//! records (`pipeline`).

mod cell;
mod code_page;
mod container;
mod corrected_month;
pub mod county_words;
mod cyrillic;
mod data_rows;
pub mod date_form;
mod delimited;
mod east_asian;
mod empty_date;
mod encoding;
pub mod error;
mod extract;
pub mod field;
mod file_name;
pub mod guess;
mod import_extract;
pub mod import_files;
mod kind_fields;
mod layout;
mod layout_file;
pub mod layout_words;
mod layouts;
pub mod left_out;
mod look_alike;
mod match_list;
mod named_workers;
pub mod part_check;
mod pattern;
mod pending_entries;
mod person_questions;
mod pipeline;
mod plausible;
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
mod twice_encoded;
mod values;
pub mod word_tally;
mod workbook;

pub use error::{ReadError, ReadFault};
pub use extract::{CountyFile, ExtractPart, ExtractRow, ReadingChoice, open_chosen, open_extract, open_in_memory};
pub use import_extract::{ImportError, ImportOutcome, ImportProgress, WhenOlder, import_extract};
pub use layout::{Layout, LayoutError};
pub use layouts::Layouts;
pub use match_list::read_match_list;
pub use row_reader::RejectionReason;
