//! Alerts: of the system of record, of other workers and of the rules, in one list with due date and origin.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::listed::{Listed, Row};
use crate::desk::Aside;
use crate::domain::alert::Alert;
use crate::domain::{CaseNumber, PersonNumber};
use crate::tui::theme::{Role, Theme};
use crate::tui::widgets::columns::{Cell, Column};
use crate::tui::widgets::table::{CASE, NAME, Table};
use crate::tui::words;

/// An open alert with the name it is about.
#[derive(Debug, Clone)]
pub struct AlertRowShown {
    /// The alert.
    pub alert: Alert,
    /// The name of the participant, or of the case.
    pub name: String,
}

impl Row for AlertRowShown {
    fn case(&self) -> &CaseNumber {
        &self.alert.case
    }

    fn person(&self) -> PersonNumber {
        self.alert.person
    }

    fn name(&self) -> String {
        self.name.clone()
    }

    fn identity(&self) -> String {
        self.alert.key.to_string()
    }
}

const COLUMNS: [Column; 6] = [
    Column::staying("due", 11, 11),
    Column::staying(CASE, 8, 8),
    Column::staying(NAME, 16, 24),
    Column::staying("says", 18, 70),
    Column::with_room("from", 10, 14),
    Column::with_room("raised", 11, 11),
];

fn cells(row: &AlertRowShown, on: NaiveDate) -> Vec<Cell<'_>> {
    let alert = &row.alert;
    let (due, role) = words::due(alert.due, on);
    vec![
        Cell::new(due, role),
        Cell::text(alert.case.as_str()),
        Cell::text(row.name.as_str()),
        Cell::text(alert.says(on)),
        Cell::new(alert.origin.to_string(), Role::Quiet),
        Cell::text(alert.raised.map(|raised| words::short(raised, on)).unwrap_or_default()),
    ]
}

/// Draws the list; answers where the selected row is.
pub fn draw(
    listed: &Listed<AlertRowShown>,
    on: NaiveDate,
    aside: Aside,
    active: bool,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Position {
    let note = words::left(format!("{} open", listed.count()), aside);
    let empty = if listed.sought.is_empty() {
        "No alert is open. They come with the county's extract; I reads it."
    } else {
        "No alert matches. Esc shows the whole list."
    };
    let table = Table { title: "Alerts", note: &note, columns: &COLUMNS, listed, active, theme, empty };
    table.draw(area, buffer, |row| cells(row, on))
}
