//! The proof of monthly contact: each contact that is owed, made or not, and by what.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::MonthPane;
use super::rows::{PROOF, PROOF_LIST, proof_cells};
use crate::desk::ContactState;
use crate::present::dates::compact_month;
use crate::tui::panes::pane_context::PaneContext;
use crate::tui::text;
use crate::tui::widgets::table::ListTable;

/// The columns of the frame around a title and a note.
const FRAME: usize = 6;

impl MonthPane {
    pub(super) fn draw_proof(&self, context: PaneContext<'_>, area: Rect, buffer: &mut Buffer) -> Position {
        let count = |state| self.contacts.all_rows().iter().filter(|row| row.state == state).count();
        let counts = format!(
            "{} made, {} not made, {} not yet",
            count(ContactState::Made),
            count(ContactState::Missed),
            count(ContactState::Open)
        );
        let month = compact_month(self.month);
        let wide = (format!("Monthly contact   {month}"), format!("{} owed: {counts}", self.contacts.total_count()));
        let needed = text::display_width(&wide.0) + text::display_width(&wide.1) + FRAME;
        // The counts are whole in any case.
        let (title, note) =
            if needed <= usize::from(area.width) { wide } else { (format!("Contacts   {month}"), counts) };
        let listed = &self.contacts;
        let table = ListTable {
            name: PROOF_LIST,
            title: &title,
            note: &note,
            columns: &PROOF,
            list: listed,
            context,
            empty_text: if self.month.first_day() > context.on {
                "This month has not begun: its contacts are listed from its first day on. [ and ] show other months."
            } else {
                "No contact is due in this month. [ and ] show other months."
            },
            no_match_text: "No contact matches. Esc shows the whole list.",
        };
        table.draw(area, buffer, |row| proof_cells(row, context.on))
    }
}
