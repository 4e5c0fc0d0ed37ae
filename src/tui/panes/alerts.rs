//! Alerts: those of the system of record, of other workers and of the rules, in one list with due day and origin.

use std::cmp::Ordering;

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::filtered_list::{FilteredList, ListRow, RowPerson, cell_texts};
use super::pane_context::PaneContext;
use super::row_order::RowGroup;
use crate::desk::{Alert, Caseload, PutOffCounts, compare_alerts};
use crate::domain::dates::days_between;
use crate::present::short_forms::SHORT_WIDTH;
use crate::rules::message::DateStyle;
use crate::tui::theme::StyleRole;
use crate::tui::widgets::columns::{ListCell, ListColumn};
use crate::tui::widgets::table::{CASE_COLUMN, ListTable, name_column};
use crate::tui::wording;

/// An open alert with the name of its participant or case.
#[derive(Debug, Clone)]
pub struct AlertListRow {
    /// The alert.
    pub alert: Alert,
    /// The name of the participant, or of the case.
    pub name: String,
    /// Who or what raised the alert, in words.
    origin: String,
    /// The day of the list.
    on: NaiveDate,
}

impl AlertListRow {
    /// Returns the row of an alert of the caseload.
    pub fn new(alert: Alert, caseload: &Caseload) -> Self {
        let name = caseload.alert_name(&alert.case, alert.person);
        Self { name, origin: alert.origin.to_string(), on: caseload.as_of(), alert }
    }

    /// Compares two rows for the order of the list.
    pub fn compare(&self, other: &Self) -> Ordering {
        compare_alerts(&self.alert, &other.alert)
    }
}

impl ListRow for AlertListRow {
    fn row_person(&self) -> RowPerson<'_> {
        RowPerson { case: &self.alert.case, person: self.alert.person, name: &self.name }
    }

    fn stable_key(&self) -> String {
        self.alert.key.to_string()
    }

    fn group(&self) -> Option<RowGroup> {
        const SOON_DAYS: i64 = 7;
        let days = self.alert.due.map(|due| days_between(self.on, due));
        let (rank, title) = match days {
            Some(..0) => (0, "Overdue"),
            Some(0) => (1, "Due today"),
            Some(1..=SOON_DAYS) => (2, "Due in seven days"),
            Some(_) => (3, "Due later"),
            None => (4, "Without a day"),
        };
        Some(RowGroup { rank, title, noun: "alert" })
    }

    fn column_texts(&self, on: NaiveDate) -> Vec<String> {
        cell_texts(row_cells(self, on))
    }

    fn due_day(&self) -> Option<NaiveDate> {
        self.alert.due
    }

    fn order_text(&self, on: NaiveDate) -> String {
        self.alert.list_text(on).to_text(DateStyle::Near(on))
    }

    fn order_kind(&self) -> &str {
        &self.origin
    }
}

/// The name of the list in settings.
pub const LIST: &str = "alerts";

/// The columns.
pub const COLUMNS: [ListColumn; 6] = [
    ListColumn::new_required("due", 11, 11),
    CASE_COLUMN.giving_way(),
    name_column(16, 24),
    ListColumn::new_required("says", SHORT_WIDTH, 70),
    ListColumn::new_optional("from", 10, 14),
    ListColumn::new_optional("raised", 11, 11),
];

fn row_cells(row: &AlertListRow, on: NaiveDate) -> Vec<ListCell<'_>> {
    let alert = &row.alert;
    let (due, role) = wording::due_label(alert.due, on);
    vec![
        ListCell::new(due, role),
        ListCell::from_text(wording::case_label(&alert.case)),
        ListCell::from_text(row.name.as_str()),
        ListCell::from_text(alert.list_text(on).to_text(DateStyle::Near(on))).with_short(alert.short_text(on)),
        ListCell::new(row.origin.as_str(), StyleRole::Quiet),
        ListCell::from_text(alert.raised.map(|raised| wording::short_date(raised, on)).unwrap_or_default()),
    ]
}

/// Draws the list. Returns the position of the selected row.
pub fn draw_pane(
    list: &FilteredList<AlertListRow>,
    put_off: PutOffCounts,
    context: PaneContext<'_>,
    area: Rect,
    buffer: &mut Buffer,
) -> Position {
    let noun = if list.total_count() == 1 { "alert" } else { "alerts" };
    let note = wording::note_with_set_aside(format!("{} {noun} open", list.count_label()), put_off);
    let table = ListTable {
        name: LIST,
        title: "Alerts",
        note: &note,
        columns: &COLUMNS,
        list,
        context,
        empty_text: "No alert is open. Alerts come with the county's extract; I imports it.",
        no_match_text: "No alert matches. Esc shows the whole list.",
    };
    table.draw(area, buffer, |row| row_cells(row, context.on))
}
