//! Today: everything that is due, one line for each item, ordered by what a missed day costs and then by day.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::filtered_list::{FilteredList, ListRow, RowPerson};
use super::pane_context::PaneContext;
use crate::desk::{PutOffCounts, TodayItem, TodayOrigin};
use crate::rules::finding::Finding;
use crate::rules::message::DateStyle;
use crate::tui::widgets::columns::{ListCell, ListColumn};
use crate::tui::widgets::table::{CASE_COLUMN, ListTable, name_column};
use crate::tui::wording;

impl ListRow for TodayItem {
    fn row_person(&self) -> RowPerson<'_> {
        RowPerson { case: &self.case, person: self.person, name: &self.name }
    }

    fn stable_key(&self) -> String {
        match (&self.alert, &self.origin) {
            (Some(alert), _) => alert.to_string(),
            (None, TodayOrigin::Draft { of, .. }) => format!("draft {} {of}", self.case),
            (None, _) => self.case.to_string(),
        }
    }
}

/// Returns the finding behind an item, if a rule found it.
pub fn item_finding(item: &TodayItem) -> Option<&Finding> {
    match &item.origin {
        TodayOrigin::Finding(finding) => Some(finding),
        TodayOrigin::Alert | TodayOrigin::Draft { .. } => None,
    }
}

const COLUMNS: [ListColumn; 5] = [
    ListColumn::new_required("due", 11, 11),
    CASE_COLUMN,
    name_column(19, 26),
    ListColumn::new_required("kind", wording::KIND, wording::KIND),
    ListColumn::new_optional("what", 20, 90),
];

fn row_cells(item: &TodayItem, on: NaiveDate) -> [ListCell<'_>; 5] {
    let (due, role) = wording::due_label(item.due, on);
    let (kind, says) = match &item.origin {
        // The kind has a column of its own, so the text does not repeat it.
        TodayOrigin::Finding(finding) => (wording::category_label(finding.category), item.with_note(&finding.says)),
        TodayOrigin::Alert => ("alert", item.list_text()),
        TodayOrigin::Draft { .. } => ("draft", item.list_text()),
    };
    [
        ListCell::new(due, role),
        ListCell::from_text(item.case.as_str()),
        ListCell::from_text(item.name.to_string()),
        ListCell::from_text(kind),
        ListCell::from_text(says.to_text(DateStyle::Near(on))),
    ]
}

/// Draws the list. Returns the position of the selected row.
pub fn draw_pane(
    list: &FilteredList<TodayItem>,
    put_off: PutOffCounts,
    context: PaneContext<'_>,
    area: Rect,
    buffer: &mut Buffer,
) -> Position {
    let note = wording::note_with_set_aside(format!("{} left", list.count_label()), put_off);
    let table = ListTable {
        title: "Today",
        note: &note,
        columns: &COLUMNS,
        list,
        context,
        empty_text: "Nothing due today. Press I to import reports, 2 for all cases.",
        no_match_text: "Nothing due matches. Esc shows the whole list.",
    };
    table.draw(area, buffer, |item| row_cells(item, context.on).into())
}
