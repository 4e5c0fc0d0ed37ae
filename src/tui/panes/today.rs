//! Today: everything due, one line an item, ordered by what a missed date costs, then by date.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::listed::{Listed, Row};
use crate::desk::{Aside, TodayItem, TodayOrigin};
use crate::domain::{CaseNumber, PersonNumber};
use crate::rules::finding::Finding;
use crate::tui::theme::Theme;
use crate::tui::widgets::columns::{Cell, Column};
use crate::tui::widgets::table::{CASE, NAME, Table};
use crate::tui::words;

impl Row for TodayItem {
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
        match (&self.alert, &self.origin) {
            (Some(alert), _) => alert.to_string(),
            (None, TodayOrigin::Draft { of, .. }) => format!("draft {} {of}", self.case),
            (None, _) => self.case.to_string(),
        }
    }
}

/// The finding behind an item, if a rule found it.
pub fn finding(item: &TodayItem) -> Option<&Finding> {
    match &item.origin {
        TodayOrigin::Finding(finding) => Some(finding),
        TodayOrigin::Alert | TodayOrigin::Draft { .. } => None,
    }
}

const COLUMNS: [Column; 5] = [
    Column::staying("due", 11, 11),
    Column::staying(CASE, 8, 8),
    Column::staying(NAME, 19, 26),
    Column::staying("kind", words::KIND, words::KIND),
    Column::with_room("what", 20, 90),
];

fn cells(item: &TodayItem, on: NaiveDate) -> [Cell<'_>; 5] {
    let (due, role) = words::due(item.due, on);
    let noted = |says: &str| item.note.as_ref().map_or_else(|| says.to_owned(), |note| format!("{note}: {says}"));
    let (kind, says) = match &item.origin {
        TodayOrigin::Finding(finding) => (words::category(finding.category), noted(&finding.says)),
        TodayOrigin::Alert => ("alert", item.says.clone()),
        TodayOrigin::Draft { .. } => ("draft", item.says.clone()),
    };
    [
        Cell::new(due, role),
        Cell::text(item.case.as_str()),
        Cell::text(item.name.to_string()),
        Cell::text(kind),
        Cell::text(says),
    ]
}

/// Draws the list; answers where the selected row is.
pub fn draw(
    listed: &Listed<TodayItem>,
    on: NaiveDate,
    aside: Aside,
    active: bool,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Position {
    let note = words::left(format!("{} left", listed.count()), aside);
    let empty = if listed.sought.is_empty() {
        "Nothing asks for you today. I reads extracts, 2 shows every case."
    } else {
        "Nothing due matches. Esc shows the whole list."
    };
    let table = Table { title: "Today", note: &note, columns: &COLUMNS, listed, active, theme, empty };
    table.draw(area, buffer, |item| cells(item, on).into())
}
