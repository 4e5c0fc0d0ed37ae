//! What leaves the program: every list and document in one shape ([`OutputDocument`]), and the writers that turn it
//! into text, comma-separated values, JSON, a workbook or a PDF.
//!
//! `builders` makes the documents from the evaluated caseload and the record, `redact` removes who somebody is, `write`
//! has one module for each format. A cell knows what it holds: a name, a case number, a date, the program's own words,
//! or words that somebody wrote. That is why redacting a document and typing its cells need no guessing.

mod builders;
mod document;
mod document_kind;
mod document_name;
mod export;
mod redact;
mod write;

#[cfg(test)]
mod tests;

pub use builders::{
    DocumentReader, add_own_reminders, build_document, build_document_for, completeness_document, listed_comments,
    match_document,
};
pub use document::{
    ColumnVisibility, DocumentBlock, DocumentCell, DocumentColumn, DocumentSection, DocumentTable, OutputDocument,
    PrintStamp,
};
pub use document_kind::{DocumentEntry, DocumentKind, DocumentMonths, UnitListFilter};
pub use document_name::{DocumentName, UnitLetter};
pub use export::{SaveError, ensure_new_file, export_entry, save_file};
pub use write::{
    FileFormat, RenderedDocument, UnprintableChars, WriteError, json_rows, render_body, render_document, render_table,
};
