//! Plain text, with the columns of a table in line. Nothing from data is ever interpreted by a terminal.

use unicode_width::UnicodeWidthStr as _;

use crate::domain::plain;
use crate::paper::document::{Block, Cell, Document, Section, Table};

/// The whole document, with its title and imprint.
pub(super) fn document(document: &Document) -> String {
    let head = [document.title.clone(), document.imprint()].into_iter().chain(document.notes.iter().cloned());
    let parts = std::iter::once(head.collect::<Vec<_>>().join("\n") + "\n");
    parts.chain(document.sections.iter().map(section)).collect::<Vec<_>>().join("\n")
}

/// What a document says, without title and imprint: what a command answers.
pub fn body(document: &Document) -> String {
    let notes = document.notes.iter().map(|note| format!("{note}\n"));
    let sections: Vec<_> = document.sections.iter().map(section).collect();
    notes.chain([sections.join("\n")]).collect()
}

fn section(section: &Section) -> String {
    let heading = plain::shown(&section.heading());
    let heading = if heading.is_empty() { heading } else { heading + "\n" };
    std::iter::once(heading).chain(section.blocks.iter().map(block)).collect()
}

fn block(block: &Block) -> String {
    match block {
        Block::Table(of) if of.title.is_empty() => table(of),
        Block::Table(of) => format!("\n{}\n{}", of.title, indented(&table(of))),
        Block::Fields(fields) => fields.iter().map(field).collect::<Vec<_>>().concat(),
        Block::Text(cell) => plain::shown_lines(&cell.shown()) + "\n",
    }
}

fn field((label, cell): &(&str, Cell)) -> String {
    format!("  {label}: {}\n", plain::shown_lines(&cell.shown()).replace('\n', "\n    "))
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}\n")).collect::<Vec<_>>().concat()
}

/// A table with its columns in line, or what it says where it is empty.
fn table(table: &Table) -> String {
    if table.rows.is_empty() {
        return format!("{}\n", table.empty);
    }
    let headings = table.headings().into_iter().map(str::to_owned).collect();
    let shown = |row: Vec<String>| row.iter().map(|cell| plain::shown(cell)).collect();
    let rows: Vec<Vec<String>> = std::iter::once(headings).chain(table.shown_rows().into_iter().map(shown)).collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |place: usize| rows.iter().filter_map(|row| row.get(place)).map(|cell| cell.width()).max();
    let widths: Vec<usize> = (0..columns).map(|place| width(place).unwrap_or_default()).collect();
    rows.iter().map(|row| line(row, &widths)).collect()
}

fn line(row: &[String], widths: &[usize]) -> String {
    let mut text = String::new();
    for (cell, width) in row.iter().zip(widths) {
        text.push_str(cell);
        text.extend(std::iter::repeat_n(' ', width.saturating_sub(cell.width()) + 2));
    }
    format!("{}\n", text.trim_end())
}
