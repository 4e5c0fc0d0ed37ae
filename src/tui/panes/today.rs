//! Today: everything due, one line an item, ordered by what a missed date costs, then by date.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::listed::{Listed, Row};
use crate::desk::{TodayItem, TodayOrigin};
use crate::domain::{CaseNumber, PersonNumber};
use crate::rules::finding::Finding;
use crate::tui::theme::{Role, Theme};
use crate::tui::widgets::columns::{Cell, Column};
use crate::tui::widgets::table::Table;
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
        self.alert.as_ref().map_or_else(|| format!("draft {}", self.case), ToString::to_string)
    }
}

/// The finding behind an item, if a rule found it.
pub fn finding(item: &TodayItem) -> Option<&Finding> {
    match &item.origin {
        TodayOrigin::Finding(finding) => Some(finding),
        TodayOrigin::Alert | TodayOrigin::Draft { .. } => None,
    }
}

const COLUMNS: [Column; 4] = [
    Column::staying("due", 11, 11),
    Column::staying("case", 8, 12),
    Column::staying("name", 19, 26),
    Column::staying("what", 35, 90),
];

/// What an item asks for, with its kind before it.
pub fn says(item: &TodayItem) -> String {
    finding(item)
        .map_or_else(|| item.says.clone(), |finding| format!("{}: {}", words::category(finding.category), finding.says))
}

fn cells(item: &TodayItem, on: NaiveDate) -> [Cell<'_>; 4] {
    let (due, role) = words::due(item.due, on);
    let what = if matches!(item.origin, TodayOrigin::Draft { .. }) { Role::Near } else { Role::Text };
    [
        Cell::new(due, role),
        Cell::text(item.case.as_str()),
        Cell::text(item.name.to_string()),
        Cell::new(says(item), what),
    ]
}

/// Draws the list; answers where the selected row is.
pub fn draw(
    listed: &Listed<TodayItem>,
    on: NaiveDate,
    active: bool,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Position {
    let note = format!("{} left", listed.count());
    let empty = if listed.sought.is_empty() {
        "Nothing asks for you today. Extracts are read with: caseload import FILE… (2 shows every case)."
    } else {
        "Nothing due matches. Esc shows the whole list."
    };
    let table = Table { title: "Today", note: &note, columns: &COLUMNS, listed, active, theme, empty };
    table.draw(area, buffer, |item| cells(item, on).into())
}
