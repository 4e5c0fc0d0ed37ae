//! The queue of EC Supervisor and Clerk II: what waits for them in the whole caseload, in one list.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::filtered_list::{FilteredList, ListRow};
use super::pane_context::PaneContext;
use crate::desk::QueueRow;
use crate::domain::{CaseNumber, PersonNumber};
use crate::tui::widgets::columns::{ListCell, ListColumn};
use crate::tui::widgets::table::{CASE, ListTable, NAME};
use crate::tui::wording;

impl ListRow for QueueRow {
    fn case_number(&self) -> &CaseNumber {
        &self.case
    }

    fn person_number(&self) -> PersonNumber {
        self.person
    }

    fn name(&self) -> String {
        self.name.to_string()
    }

    fn stable_key(&self) -> String {
        format!("{} {} {}", self.section.title(), self.case, self.person)
    }
}

const COLUMNS: [ListColumn; 6] = [
    ListColumn::new_required("what", 10, 10),
    ListColumn::new_required("due", 11, 11),
    ListColumn::new_required(CASE, 8, 8),
    ListColumn::new_required(NAME, 16, 24),
    ListColumn::new_optional("says", 20, 90),
    ListColumn::new_optional("EC", 6, 8),
];

fn row_cells(row: &QueueRow, on: NaiveDate) -> Vec<ListCell<'_>> {
    let (due, role) = wording::due_label(row.due, on);
    vec![
        ListCell::from_text(row.section.title()),
        ListCell::new(due, role),
        ListCell::from_text(row.case.as_str()),
        ListCell::from_text(row.name.to_string()),
        ListCell::from_text(row.says.as_str()),
        ListCell::from_text(row.ec.as_ref().map(ToString::to_string).unwrap_or_default()),
    ]
}

/// Draws the list. Returns the position of the selected row.
pub fn draw_pane(list: &FilteredList<QueueRow>, context: PaneContext<'_>, area: Rect, buffer: &mut Buffer) -> Position {
    let note = list.count_label();
    let empty = if list.filter.is_empty() { "Nothing waits." } else { "No row matches. Esc shows the whole list." };
    let table = ListTable { title: "Desk", note: &note, columns: &COLUMNS, list, context, empty_text: empty };
    table.draw(area, buffer, |row| row_cells(row, context.on))
}
