//! The proof of monthly contact: each contact that is owed, made or not, and by what.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::MonthPane;
use crate::desk::{ContactState, MonthlyContact};
use crate::present::dates::compact_month;
use crate::present::labels::contact_type_text;
use crate::tui::panes::pane_context::PaneContext;
use crate::tui::theme::StyleRole;
use crate::tui::widgets::columns::{ListCell, ListColumn};
use crate::tui::widgets::table::{CASE_COLUMN, ListTable, name_column};
use crate::tui::wording;

impl MonthPane {
    pub(super) fn draw_proof(&self, context: PaneContext<'_>, area: Rect, buffer: &mut Buffer) -> Position {
        let count = |state| self.contacts.all_rows().iter().filter(|row| row.state == state).count();
        let note = format!(
            "{} owed: {} made, {} not made, {} not yet",
            self.contacts.total_count(),
            count(ContactState::Made),
            count(ContactState::Missed),
            count(ContactState::Open)
        );
        // The title is short, so that all four counts fit beside it at 80 columns.
        let title = format!("Monthly contact   {}", compact_month(self.month));
        let listed = &self.contacts;
        let table = ListTable {
            title: &title,
            note: &note,
            columns: &PROOF,
            list: listed,
            context,
            empty_text: "No contact is due in this month. [ and ] show other months.",
            no_match_text: "No contact matches. Esc shows the whole list.",
        };
        table.draw(area, buffer, |row| proof_cells(row, context.on))
    }
}

const PROOF: [ListColumn; 6] = [
    ListColumn::new_required("contact", 8, 8),
    CASE_COLUMN,
    name_column(17, 26),
    ListColumn::new_required("on", 11, 11),
    ListColumn::new_optional("registration", 10, 22),
    ListColumn::new_required("by", 16, 60),
];

pub(super) fn proof_cells(row: &MonthlyContact, on: NaiveDate) -> Vec<ListCell<'_>> {
    let role = match row.state {
        ContactState::Missed => StyleRole::Bad,
        ContactState::Open => StyleRole::Near,
        ContactState::Made => StyleRole::Good,
    };
    let by = row.by.as_ref();
    vec![
        ListCell::new(row.state.title(), role),
        ListCell::from_text(row.case.as_str()),
        ListCell::from_text(row.name.to_string()),
        ListCell::from_text(by.map(|contact| wording::short_date(contact.on, on)).unwrap_or_default()),
        ListCell::from_text(row.registration.title()),
        ListCell::from_text(contact_evidence(row)),
    ]
}

/// Returns what proves the contact, or the last attempt.
pub(super) fn contact_evidence(row: &MonthlyContact) -> String {
    let Some(contact) = &row.by else { return "no contact and no attempt is recorded".to_owned() };
    let kind = contact.contact_type.as_ref().map_or(String::new(), |kind| contact_type_text(kind) + ", ");
    let attempted = if contact.reached { "" } else { "attempted, " };
    format!("{kind}{attempted}{}", wording::source_text(&contact.source))
}
