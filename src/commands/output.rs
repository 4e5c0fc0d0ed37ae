//! Printing: lines, tables and JSON. Nothing from data is ever interpreted by a terminal.

use std::io::{self, Write as _};
use std::process::ExitCode;

use serde::Serialize;
use serde_json::{Map, Value};
use unicode_width::UnicodeWidthStr as _;

use crate::domain::sanitize;

/// Prints one line.
pub(super) fn print_line(text: &str) -> anyhow::Result<ExitCode> {
    writeln!(io::stdout(), "{text}")?;
    Ok(ExitCode::SUCCESS)
}

/// Prints a value as JSON.
pub(super) fn print_json(value: &impl Serialize) -> anyhow::Result<ExitCode> {
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, value)?;
    writeln!(out)?;
    Ok(ExitCode::SUCCESS)
}

/// A JSON object from its fields.
pub(super) fn json_object<const N: usize>(fields: [(&str, Value); N]) -> Value {
    Value::Object(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>())
}

/// A list for the eye: a header and rows of the same length.
pub(super) struct TextTable<const N: usize> {
    header: [&'static str; N],
    rows: Vec<[String; N]>,
}

impl<const N: usize> TextTable<N> {
    pub(super) const fn new(header: [&'static str; N]) -> Self {
        Self { header, rows: Vec::new() }
    }

    pub(super) fn push(&mut self, row: [String; N]) {
        self.rows.push(row);
    }

    /// Prints the columns in line, or says that the list is `empty`.
    pub(super) fn print(&self, empty: &str) -> anyhow::Result<ExitCode> {
        if self.rows.is_empty() {
            return print_line(empty);
        }
        let rows: Vec<_> =
            self.rows.iter().map(|row| row.each_ref().map(|cell| sanitize::sanitize_line(cell))).collect();
        let mut widths = self.header.map(str::len);
        for row in &rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.width());
            }
        }
        let mut out = io::stdout().lock();
        print_row(&mut out, &self.header.map(str::to_owned), widths)?;
        rows.iter().try_for_each(|row| print_row(&mut out, row, widths))?;
        Ok(ExitCode::SUCCESS)
    }
}

fn print_row<const N: usize>(out: &mut impl io::Write, row: &[String; N], widths: [usize; N]) -> io::Result<()> {
    let mut text = String::new();
    for (cell, width) in row.iter().zip(widths) {
        text.push_str(cell);
        text.extend(std::iter::repeat_n(' ', width.saturating_sub(cell.width()) + 2));
    }
    writeln!(out, "{}", text.trim_end())
}
