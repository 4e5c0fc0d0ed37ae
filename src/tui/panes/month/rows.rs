//! The rows of the month: what is due on a day, and the contacts that are owed.

use chrono::NaiveDate;

use crate::desk::{ContactState, DueItem, MonthlyContact};
use crate::domain::dates::{Month, WrittenDates, format_brief_date};
use crate::present::labels::contact_type_text;
use crate::present::short_forms::{SHORT_WIDTH, short_text};
use crate::rules::message::DateStyle;
use crate::tui::panes::filtered_list::{ListRow, RowPerson, cell_texts};
use crate::tui::theme::StyleRole;
use crate::tui::widgets::columns::{ListCell, ListColumn};
use crate::tui::widgets::table::{CASE_COLUMN, HEADING_LINES, name_column};
use crate::tui::wording;

/// The lines around the weeks: the weekdays above, the legend and the heading of the day below.
const LINES_AROUND_WEEKS: usize = 3;
impl ListRow for DueItem {
    fn row_person(&self) -> RowPerson<'_> {
        RowPerson { case: &self.case, person: self.person, name: &self.name }
    }

    fn stable_key(&self) -> String {
        format!("{} {} {} {:?} {}", self.case, self.person, self.day, self.kind, self.says.to_text(DateStyle::Iso))
    }

    fn column_texts(&self, on: NaiveDate) -> Vec<String> {
        cell_texts(due_cells(self, on))
    }

    fn due_day(&self) -> Option<NaiveDate> {
        Some(self.day)
    }

    fn work_kind(&self) -> Option<&str> {
        Some(self.kind.title())
    }

    fn order_text(&self, on: NaiveDate) -> String {
        self.says.to_text(DateStyle::Near(on))
    }
}

impl ListRow for MonthlyContact {
    fn row_person(&self) -> RowPerson<'_> {
        RowPerson { case: &self.case, person: self.person, name: &self.name }
    }

    fn stable_key(&self) -> String {
        format!("{} {} {}", self.case, self.person, self.month)
    }

    fn column_texts(&self, on: NaiveDate) -> Vec<String> {
        cell_texts(proof_cells(self, on))
    }

    fn work_kind(&self) -> Option<&str> {
        Some(self.state.title())
    }
}

/// Returns how many weeks the calendar of a month has.
fn week_count(month: Month) -> usize {
    let first = month.first_day().week(WrittenDates::of_process().first_weekday).first_day();
    first.iter_weeks().take_while(|first| *first <= month.last_day()).count()
}

/// Returns how many lines of the pane are no rows.
pub(super) fn reserved_lines(month: Month) -> usize {
    HEADING_LINES + LINES_AROUND_WEEKS + week_count(month)
}

/// Returns the word that marks what is late, because a color alone is not enough.
pub(super) const fn late_prefix(late: bool) -> &'static str {
    if late { "LATE " } else { "" }
}

/// The name of the list of what is due in settings.
pub const DUE_LIST: &str = "month";

/// The columns of what is due.
pub const DUE: [ListColumn; 5] = [
    ListColumn::new_required("due", 11, 11),
    CASE_COLUMN.giving_way(),
    name_column(17, 24),
    ListColumn::new_required("what", SHORT_WIDTH, 90),
    ListColumn::new_optional("kind", 10, 10).by_choice(),
];

/// Returns the cells of what is due.
pub(super) fn due_cells(item: &DueItem, on: NaiveDate) -> Vec<ListCell<'_>> {
    let (due, role) = if item.late {
        wording::due_label(Some(item.day), on)
    } else {
        (wording::short_date(item.day, on), if item.day == on { StyleRole::Near } else { StyleRole::Text })
    };
    vec![
        ListCell::new(due, role),
        ListCell::from_text(wording::case_label(&item.case)),
        ListCell::from_text(item.name.to_string()),
        ListCell::from_text(item.says.to_text(DateStyle::Near(on))).with_short(short_text(&item.says, on)),
        ListCell::from_text(item.kind.short_title()),
    ]
}

/// The name of the list of contacts in settings.
pub const PROOF_LIST: &str = "contacts";

/// The columns of the proof-of-contact list.
pub const PROOF: [ListColumn; 6] = [
    ListColumn::new_required("contact", 8, 8),
    CASE_COLUMN.giving_way(),
    name_column(17, 26),
    ListColumn::new_required("on", 5, 11),
    ListColumn::new_optional("registration", 22, 22),
    ListColumn::new_required("by", 16, 60),
];

/// Returns the cells of a contact that is owed.
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
        ListCell::from_text(by.map(|contact| wording::short_date(contact.on, on)).unwrap_or_default())
            .with_short(by.map(|contact| format_brief_date(contact.on, on))),
        ListCell::from_text(row.registration.title()),
        ListCell::from_text(contact_evidence(row)).with_short(Some(short_evidence(row))),
    ]
}

/// Returns what proves the contact, or the last attempt, in a narrow column.
fn short_evidence(row: &MonthlyContact) -> String {
    let Some(contact) = &row.by else { return "no attempt".to_owned() };
    let tried = match row.outcome() {
        "reached" => "",
        "attempted" => "tried, ",
        not_counted => return not_counted.to_owned(),
    };
    format!("{tried}{}", contact.contact_type.as_ref().map_or_else(|| "listing".to_owned(), contact_type_text))
}

/// Returns what proves the contact, or the last attempt.
pub(super) fn contact_evidence(row: &MonthlyContact) -> String {
    let Some(contact) = &row.by else { return "no contact and no attempt is recorded".to_owned() };
    let kind = contact.contact_type.as_ref().map_or(String::new(), |kind| contact_type_text(kind) + ", ");
    let outcome = if row.state == ContactState::Made { String::new() } else { format!("{}, ", row.outcome()) };
    format!("{kind}{outcome}{}", wording::source_text(&contact.source))
}
