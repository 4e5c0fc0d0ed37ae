//! Printing on standard output: lines, tables and JSON.

use std::io::{BufWriter, Write as _};
use std::process::ExitCode;

use serde::Serialize;
use serde_json::Value;

use super::context::CliContext;
use super::filtered;
use crate::domain::sanitize;
use crate::paper::{self, DocumentCell, DocumentColumn, DocumentTable};

/// Prints one line, or several. Control characters are shown as signs, but for line ends and tabs.
pub(super) fn print_line(text: &str) -> anyhow::Result<ExitCode> {
    writeln!(filtered::text_out(), "{text}")?;
    Ok(ExitCode::SUCCESS)
}

/// Prints a sentence for whoever reads along, on a terminal broken between words.
pub(super) fn print_sentence(sentence: &str) -> anyhow::Result<ExitCode> {
    print_line(&filtered::break_for_out(sentence))
}

/// Prints one line that holds data, with control characters shown as signs, so that no terminal interprets them.
pub(super) fn print_data_line(text: &str) -> anyhow::Result<ExitCode> {
    print_line(&sanitize::sanitize_line(text))
}

/// Prints a value as JSON.
pub(super) fn print_json(value: &impl Serialize) -> anyhow::Result<ExitCode> {
    let mut out = BufWriter::new(filtered::json_out());
    serde_json::to_writer_pretty(&mut out, value)?;
    writeln!(out)?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Builds a JSON object from its fields.
pub(super) fn json_object<const N: usize>(fields: [(&str, Value); N]) -> Value {
    fields.into_iter().collect()
}

/// Prints rows of data under headings, with the columns aligned; prints `empty` if there are no rows.
pub(super) fn print_table<const N: usize>(
    headings: [&'static str; N],
    rows: impl IntoIterator<Item = [DocumentCell; N]>,
    empty: &'static str,
) -> anyhow::Result<ExitCode> {
    let columns = headings.map(|heading| DocumentColumn::new(heading, heading)).to_vec();
    let rows = rows.into_iter().map(Vec::from).collect();
    write!(filtered::text_out(), "{}", paper::render_table(&DocumentTable::new(columns, rows, empty)))?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the sentence that says what a command did. In JSON, the sentence is in the field `done`.
pub(super) fn print_done(context: &CliContext, sentence: &str) -> anyhow::Result<ExitCode> {
    if context.wants_json() { print_json(&json_object([("done", sentence.into())])) } else { print_sentence(sentence) }
}
