//! The desk of supervisor and Clerk II: what waits for them over the whole caseload, in one list.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::listed::{Listed, Row};
use crate::desk::DeskRow;
use crate::domain::{CaseNumber, PersonNumber};
use crate::tui::theme::Theme;
use crate::tui::widgets::columns::{Cell, Column};
use crate::tui::widgets::table::{CASE, NAME, Table};
use crate::tui::words;

impl Row for DeskRow {
    fn case(&self) -> &CaseNumber {
        &self.case
    }

    fn person(&self) -> PersonNumber {
        self.person
    }

    fn name(&self) -> String {
        self.name.to_string()
    }

    fn identity(&self) -> String {
        format!("{} {} {}", self.section.title(), self.case, self.person)
    }
}

const COLUMNS: [Column; 6] = [
    Column::staying("what", 10, 10),
    Column::staying("due", 11, 11),
    Column::staying(CASE, 8, 8),
    Column::staying(NAME, 16, 24),
    Column::with_room("says", 20, 90),
    Column::with_room("EC", 6, 8),
];

fn cells(row: &DeskRow, on: NaiveDate) -> Vec<Cell<'_>> {
    let (due, role) = words::due(row.due, on);
    vec![
        Cell::text(row.section.title()),
        Cell::new(due, role),
        Cell::text(row.case.as_str()),
        Cell::text(row.name.to_string()),
        Cell::text(row.says.as_str()),
        Cell::text(row.ec.as_ref().map(ToString::to_string).unwrap_or_default()),
    ]
}

/// Draws the list; answers where the selected row is.
pub fn draw(
    listed: &Listed<DeskRow>,
    on: NaiveDate,
    active: bool,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Position {
    let note = listed.count();
    let empty = if listed.sought.is_empty() { "Nothing waits." } else { "No row matches. Esc shows the whole list." };
    let table = Table { title: "Desk", note: &note, columns: &COLUMNS, listed, active, theme, empty };
    table.draw(area, buffer, |row| cells(row, on))
}
