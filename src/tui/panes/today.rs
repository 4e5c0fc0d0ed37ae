//! Today: everything that is due, one line for each item, in groups ordered by what a missed day costs.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::filtered_list::{FilteredList, ListRow, RowPerson, cell_texts};
use super::pane_context::PaneContext;
use super::row_order::RowGroup;
use crate::desk::{ItemCounts, PutOffCounts, TodayGroup, TodayItem, TodayOrigin};
use crate::present::short_forms::SHORT_WIDTH;
use crate::rules::finding::Finding;
use crate::rules::message::DateStyle;
use crate::tui::theme::StyleRole;
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
            (None, TodayOrigin::Waiting(finding)) => format!("waits {}", finding.alert_key()),
            (None, _) => self.case.to_string(),
        }
    }

    fn group(&self) -> Option<RowGroup> {
        let noun = match self.group {
            TodayGroup::Draft => "draft",
            TodayGroup::Waiting => "step",
            TodayGroup::Goals => "point",
            _ => "item",
        };
        Some(RowGroup { rank: self.group as usize, title: self.group.title(), noun })
    }

    fn column_texts(&self, on: NaiveDate) -> Vec<String> {
        cell_texts(row_cells(self, on))
    }

    fn due_day(&self) -> Option<NaiveDate> {
        self.due.filter(|_| self.is_to_do())
    }

    fn work_kind(&self) -> Option<&str> {
        Some(kind_label(self))
    }

    fn is_counted(&self) -> bool {
        self.is_to_do()
    }

    fn order_text(&self, on: NaiveDate) -> String {
        self.list_text().to_text(DateStyle::Near(on))
    }
}

/// Returns the finding behind an item, if a rule found it.
pub fn item_finding(item: &TodayItem) -> Option<&Finding> {
    match &item.origin {
        TodayOrigin::Finding(finding) | TodayOrigin::Waiting(finding) => Some(finding),
        TodayOrigin::Alert | TodayOrigin::Draft { .. } => None,
    }
}

/// The name of the list in settings.
pub const LIST: &str = "today";

/// The columns.
pub const COLUMNS: [ListColumn; 5] = [
    ListColumn::new_required("due", 11, 11),
    CASE_COLUMN.giving_way(),
    name_column(19, 26),
    ListColumn::new_required("what", SHORT_WIDTH, 90),
    ListColumn::new_optional("kind", wording::KIND, wording::KIND).by_choice(),
];

/// Returns the kind of an item in the few columns that the list has for it.
const fn kind_label(item: &TodayItem) -> &'static str {
    match &item.origin {
        TodayOrigin::Finding(finding) | TodayOrigin::Waiting(finding) => wording::category_label(finding.category),
        TodayOrigin::Alert if matches!(item.group, TodayGroup::Reminder) => "own",
        TodayOrigin::Alert => "alert",
        TodayOrigin::Draft { .. } => "draft",
    }
}

fn row_cells(item: &TodayItem, on: NaiveDate) -> [ListCell<'_>; 5] {
    let (due, role) = wording::due_label(item.due, on);
    let says = item.list_text();
    let is_quiet = matches!(item.origin, TodayOrigin::Waiting(_));
    let text = says.to_text(DateStyle::Near(on));
    let what = if is_quiet { ListCell::new(text, StyleRole::Quiet) } else { ListCell::from_text(text) };
    [
        ListCell::new(due, role),
        ListCell::from_text(wording::case_label(&item.case)),
        ListCell::from_text(item.name.to_string()),
        what.with_short(item.short_text(on)),
        ListCell::from_text(kind_label(item)),
    ]
}

/// Draws the list. Returns the position of the selected row.
pub fn draw_pane(
    list: &FilteredList<TodayItem>,
    counts: ItemCounts,
    put_off: PutOffCounts,
    hides_goals: bool,
    context: PaneContext<'_>,
    area: Rect,
    buffer: &mut Buffer,
) -> Position {
    let shown = if list.is_filtered() {
        format!("{} {}", list.count_label(), if counts.items == 1 { "item" } else { "items" })
    } else {
        counts.summary()
    };
    let hidden = if hides_goals { ", goals hidden" } else { "" };
    let note = wording::note_with_set_aside(format!("{shown}{hidden}"), put_off);
    let table = ListTable {
        name: LIST,
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
