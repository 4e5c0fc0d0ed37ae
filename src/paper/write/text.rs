//! Plain text, with the columns of a table in line. Nothing from data is ever interpreted by a terminal.

use unicode_width::UnicodeWidthStr as _;

use crate::domain::sanitize;
use crate::paper::document::{DocumentBlock, DocumentCell, DocumentSection, DocumentTable, OutputDocument};

/// The whole document, with its title and imprint.
pub(super) fn render_text(document: &OutputDocument) -> String {
    let head = [document.title.clone(), document.imprint()].into_iter().chain(document.notes.iter().cloned());
    let parts = std::iter::once(head.collect::<Vec<_>>().join("\n") + "\n");
    parts.chain(document.common_sections().map(section_text)).collect::<Vec<_>>().join("\n")
}

/// What a document says, without title and imprint: what a command answers.
pub fn render_body(document: &OutputDocument) -> String {
    let notes = document.notes.iter().map(|note| format!("{note}\n"));
    let sections: Vec<_> = document.common_sections().map(section_text).collect();
    notes.chain([sections.join("\n")]).collect()
}

fn section_text(section: &DocumentSection) -> String {
    let heading = sanitize::sanitize_line(&section.heading_text());
    let heading = if heading.is_empty() { heading } else { heading + "\n" };
    std::iter::once(heading).chain(section.blocks.iter().map(block_text)).collect()
}

fn block_text(block: &DocumentBlock) -> String {
    match block {
        DocumentBlock::Table(of) if of.title.is_empty() => table_text(of),
        DocumentBlock::Table(of) => format!("\n{}\n{}", of.title, indent_lines(&table_text(of))),
        DocumentBlock::Fields(fields) => fields.iter().map(field_text).collect::<Vec<_>>().concat(),
        DocumentBlock::Text(cell) => sanitize::sanitize_lines(&cell.to_text()) + "\n",
    }
}

fn field_text((label, cell): &(&str, DocumentCell)) -> String {
    format!("  {label}: {}\n", sanitize::sanitize_lines(&cell.to_text()).replace('\n', "\n    "))
}

fn indent_lines(text: &str) -> String {
    text.lines().map(|line| format!("  {line}\n")).collect::<Vec<_>>().concat()
}

/// A table with its columns in line, or what it says where it is empty.
fn table_text(table: &DocumentTable) -> String {
    if table.rows.is_empty() {
        return format!("{}\n", table.empty);
    }
    let headings = table.headings().into_iter().map(str::to_owned).collect();
    let shown = |row: Vec<String>| row.iter().map(|cell| sanitize::sanitize_line(cell)).collect();
    let rows: Vec<Vec<String>> = std::iter::once(headings).chain(table.visible_rows().into_iter().map(shown)).collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |place: usize| rows.iter().filter_map(|row| row.get(place)).map(|cell| cell.width()).max();
    let widths: Vec<usize> = (0..columns).map(|place| width(place).unwrap_or_default()).collect();
    rows.iter().map(|row| row_text(row, &widths)).collect()
}

fn row_text(row: &[String], widths: &[usize]) -> String {
    let mut text = String::new();
    for (cell, width) in row.iter().zip(widths) {
        text.push_str(cell);
        text.extend(std::iter::repeat_n(' ', width.saturating_sub(cell.width()) + 2));
    }
    format!("{}\n", text.trim_end())
}
