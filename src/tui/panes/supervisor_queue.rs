//! The queue of the EC Supervisor or the Clerk II: what waits for them in the whole caseload, in one list.

mod commands;

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

pub use commands::QueueOutcome;

use super::filtered_list::{FilteredList, ListRow, RowPerson, cell_texts};
use super::pane_context::PaneContext;
use crate::desk::{ItemCounts, QueueRow};
use crate::present::short_forms::{SHORT_WIDTH, short_text};
use crate::rules::message::DateStyle;
use crate::rules::rule_id::RuleId;
use crate::tui::widgets::columns::{ListCell, ListColumn};
use crate::tui::widgets::table::{CASE_COLUMN, ListTable, name_column};
use crate::tui::wording;

impl ListRow for QueueRow {
    fn row_person(&self) -> RowPerson<'_> {
        RowPerson { case: &self.case, person: self.person, name: &self.name }
    }

    fn stable_key(&self) -> String {
        let rule = self.rule.map(RuleId::id).unwrap_or_default();
        let note = self.duty_note.map(|id| format!(" {id}")).unwrap_or_default();
        format!("{} {} {} {rule}{note}", self.section.id(), self.case, self.person)
    }

    fn column_texts(&self, on: NaiveDate) -> Vec<String> {
        cell_texts(row_cells(self, on))
    }

    fn due_day(&self) -> Option<NaiveDate> {
        self.due
    }

    fn is_counted(&self) -> bool {
        self.is_to_do()
    }

    fn order_text(&self, on: NaiveDate) -> String {
        self.says.to_text(DateStyle::Near(on))
    }

    fn work_kind(&self) -> Option<&str> {
        Some(self.section.title())
    }
}

/// The name of the list in settings.
pub const LIST: &str = "desk";

/// The columns.
pub const COLUMNS: [ListColumn; 6] = [
    ListColumn::new_required("what", 10, 10),
    ListColumn::new_required("due", 11, 11),
    CASE_COLUMN.giving_way(),
    name_column(16, 24),
    ListColumn::new_required("says", SHORT_WIDTH, 90),
    ListColumn::new_optional("EC", 6, 8).with_id("of_ec"),
];

fn row_cells(row: &QueueRow, on: NaiveDate) -> Vec<ListCell<'_>> {
    let (due, role) = wording::due_label(row.due, on);
    vec![
        ListCell::from_text(row.section.title()),
        ListCell::new(due, role),
        ListCell::from_text(wording::case_label(&row.case)),
        ListCell::from_text(row.name.to_string()),
        ListCell::from_text(row.says.to_text(DateStyle::Near(on))).with_short(short_text(&row.says, on)),
        ListCell::from_text(row.ec.as_ref().map(ToString::to_string).unwrap_or_default()),
    ]
}

/// The pane.
#[derive(Debug, Clone, Default)]
pub struct SupervisorQueue {
    /// The rows.
    pub list: FilteredList<QueueRow>,
}

impl SupervisorQueue {
    /// Counts what waits on the desk, whatever filters the list.
    pub fn counts(&self, on: NaiveDate) -> ItemCounts {
        let to_do = self.list.all_rows().iter().filter(|row| row.is_to_do());
        ItemCounts::from_items(to_do.map(|row| (&row.case, row.due)), on)
    }

    /// Draws the pane. Returns the position of the selected row.
    pub fn draw(&self, context: PaneContext<'_>, area: Rect, buffer: &mut Buffer) -> Position {
        let noun = if self.list.total_count() == 1 { "item" } else { "items" };
        let note = format!("{} {noun}", self.list.count_label());
        let table = ListTable {
            name: LIST,
            title: "Desk",
            note: &note,
            columns: &COLUMNS,
            list: &self.list,
            context,
            empty_text: "Nothing is waiting.",
            no_match_text: "No row matches. Esc shows the whole list.",
        };
        table.draw(area, buffer, |row| row_cells(row, context.on))
    }
}
