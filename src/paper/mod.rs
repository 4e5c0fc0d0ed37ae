//! What leaves the program: every list and document of the desk in one form ([`Document`]), and the writers that put it
//! on the terminal, into a table, a workbook, JSON or onto paper.
//!
//! `made` builds the documents from the desk and the record, `redact` takes away who somebody is, `write` has one
//! module a form. A cell knows what it holds: a name, a case number, a date, words of the program, or words that
//! somebody wrote. So redacting and typing are no guesswork.

mod document;
mod leave;
mod made;
mod redact;
mod write;

#[cfg(test)]
mod tests;

pub use document::{Block, Cell, Column, Document, Printed, Section, Shown, Table};
pub use leave::{SaveError, free, leaving, save};
pub use made::{What, completeness, data_match, made};
pub use write::{Form, Unprintable, WriteError, Written, json_rows, text, write};
