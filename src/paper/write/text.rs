//! Plain text, with the columns of a table aligned. Control characters in data are shown as signs, so that no terminal
//! interprets them.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr as _;

use crate::domain::sanitize;
use crate::paper::document::{DocumentBlock, DocumentCell, DocumentSection, DocumentTable, OutputDocument};

/// Returns the whole document, with its title and imprint.
pub(super) fn render_text(document: &OutputDocument) -> String {
    let (title, imprint) = (document.title_text(), document.imprint());
    let head = [title.as_str(), imprint.as_str()].into_iter().chain(document.notes.iter().map(String::as_str));
    let parts = std::iter::once(head.collect::<Vec<_>>().join("\n") + "\n");
    parts.chain(document.common_sections().map(section_text)).collect::<Vec<_>>().join("\n")
}

/// Returns what the document says, without title and imprint: a command's answer.
pub fn render_body(document: &OutputDocument) -> String {
    let notes = document.notes.iter().map(|note| format!("{note}\n"));
    let sections: Vec<_> = document.common_sections().map(section_text).collect();
    notes.chain([sections.join("\n")]).collect()
}

/// Returns a table with its columns aligned, or the table's `empty` text if it has no rows. Each line ends with a line
/// feed.
pub fn render_table(table: &DocumentTable) -> String {
    if table.rows.is_empty() {
        return format!("{}\n", table.empty);
    }
    let headings = table.headings().into_iter().map(str::to_owned).collect();
    let sanitized = |row: Vec<Cow<'_, str>>| row.iter().map(|cell| sanitize::sanitize_line(cell)).collect();
    let rows: Vec<Vec<String>> =
        std::iter::once(headings).chain(table.visible_rows().into_iter().map(sanitized)).collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max();
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or_default()).collect();
    rows.iter().map(|row| row_text(row, &widths)).collect()
}

fn section_text(section: &DocumentSection) -> String {
    let heading = sanitize::sanitize_line(&section.heading_text());
    let heading = if heading.is_empty() { heading } else { heading + "\n" };
    std::iter::once(heading).chain(section.blocks.iter().map(block_text)).collect()
}

fn block_text(block: &DocumentBlock) -> String {
    match block {
        DocumentBlock::Table(table) if table.title.is_empty() => render_table(table),
        DocumentBlock::Table(table) => format!("\n{}\n{}", table.title, indent_lines(&render_table(table))),
        DocumentBlock::Fields(fields) => fields.iter().map(field_text).collect(),
        DocumentBlock::Text(cell) => sanitize::sanitize_lines(&cell.to_text()) + "\n",
    }
}

fn field_text((label, cell): &(&str, DocumentCell)) -> String {
    format!("  {label}: {}\n", sanitize::sanitize_lines(&cell.to_text()).replace('\n', "\n    "))
}

fn indent_lines(text: &str) -> String {
    text.lines().flat_map(|line| ["  ", line, "\n"]).collect()
}

/// Returns a row with each cell padded to the width of its column and two spaces between columns.
fn row_text(row: &[String], widths: &[usize]) -> String {
    let mut text = String::new();
    for (cell, width) in row.iter().zip(widths) {
        text.push_str(cell);
        text.extend(std::iter::repeat_n(' ', width.saturating_sub(cell.width()) + 2));
    }
    format!("{}\n", text.trim_end())
}
