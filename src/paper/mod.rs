//! What leaves the program: every list and document of the desk in one form ([`Document`]), and the writers that put it
//! on the terminal, into a table, a workbook, JSON or onto paper.
//!
//! `made` builds the documents from the desk and the record, `redact` takes away who somebody is, `write` has one
//! module a form. A cell knows what it holds: a name, a case number, a date, words of the program, or words that
//! somebody wrote. So redacting and typing are no guesswork.

mod builders;
mod document;
mod export;
mod redact;
mod write;

#[cfg(test)]
mod tests;

pub use builders::{DocumentKind, build_document, completeness_document, match_document};
pub use document::{
    ColumnVisibility, DocumentBlock, DocumentCell, DocumentColumn, DocumentSection, DocumentTable, OutputDocument,
    PrintStamp,
};
pub use export::{SaveError, ensure_new_file, export_entry, save_file};
pub use write::{FileFormat, RenderedDocument, UnprintableChars, WriteError, json_rows, render_document, text};
