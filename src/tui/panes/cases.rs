//! Cases (ES108): every case of the caseload, with one row for each participant.

use std::cmp::Ordering;

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use strum::VariantArray as _;

use super::filtered_list::{FilteredList, ListRow, RowPerson, cell_texts};
use super::pane_context::PaneContext;
use crate::desk::CaseRow;
use crate::domain::CaseNumber;
use crate::domain::dates::days_between;
use crate::domain::hours::Hours;
use crate::present::short_forms::{short_text, short_words};
use crate::rules::message::DateStyle;
use crate::tui::theme::StyleRole;
use crate::tui::widgets::choice::{Step, adjacent_choice};
use crate::tui::widgets::columns::{ListCell, ListColumn};
use crate::tui::widgets::table::{CASE_COLUMN, ListTable, name_column};
use crate::tui::wording;

impl ListRow for CaseRow {
    fn row_person(&self) -> RowPerson<'_> {
        RowPerson { case: &self.case, person: self.person, name: &self.name }
    }

    fn stable_key(&self) -> String {
        format!("{} {}", self.case, self.person)
    }

    /// Returns the columns with the whole words that they shorten.
    fn column_texts(&self, on: NaiveDate) -> Vec<String> {
        let whole = [self.registration.title(), self.relation.title()].map(str::to_owned);
        cell_texts(row_cells(self, on, false)).into_iter().chain(whole).collect()
    }

    fn due_day(&self) -> Option<NaiveDate> {
        self.next_due.as_ref().map(|(day, _)| *day)
    }
}

/// The column by which the list is ordered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, strum::VariantArray)]
pub enum CaseOrder {
    /// Case number, then participant.
    #[default]
    Case,
    /// Name.
    Name,
    /// The registration status, then its first day.
    Registration,
    /// Current activity.
    Activity,
    /// The last contact, the earliest first.
    Contact,
    /// What is due next, the earliest first.
    Due,
    /// Months on aid, the most first.
    Months,
    /// The part in the family.
    Role,
    /// Weekly hours, the fewest first.
    Hours,
    /// The plan: the day it is signed or due, the earliest first.
    Plan,
    /// Language.
    Language,
    /// Open alerts, the most first.
    Alerts,
    /// Annotation.
    Annotation,
    /// Work with partners.
    Partner,
}

impl CaseOrder {
    /// Returns the order as words in a sentence.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Case => "case number",
            Self::Name => "name",
            Self::Registration => "registration status",
            Self::Activity => "current activity",
            Self::Contact => "last contact, the longest ago first",
            Self::Due => "what is due next",
            Self::Months => "months on aid, the most first",
            Self::Role => "role",
            Self::Hours => "weekly hours, the fewest first",
            Self::Plan => "plan, the earliest first",
            Self::Language => "language",
            Self::Alerts => "alerts, the most first",
            Self::Annotation => "annotation",
            Self::Partner => "work with partners",
        }
    }

    fn compare_rows(self, a: &CaseRow, b: &CaseRow, reversed: bool) -> Ordering {
        let by_case = (&a.case, a.person).cmp(&(&b.case, b.person));
        let first = match self {
            Self::Case => Ordering::Equal,
            Self::Name => name_key(a).cmp(&name_key(b)),
            Self::Registration => (a.registration, a.registration_since).cmp(&(b.registration, b.registration_since)),
            Self::Activity => activity_text(a).cmp(&activity_text(b)),
            Self::Contact => a.last_contact.cmp(&b.last_contact),
            Self::Due => due_key(a).cmp(&due_key(b)),
            Self::Months => b.months_used.cmp(&a.months_used),
            Self::Role => a.relation.cmp(&b.relation),
            Self::Hours => hours_key(a).cmp(&hours_key(b)),
            Self::Plan => plan_key(a).cmp(&plan_key(b)),
            Self::Language => text_key(a.language.as_deref()).cmp(&text_key(b.language.as_deref())),
            Self::Alerts => b.alerts_open.cmp(&a.alerts_open),
            Self::Partner => text_key(a.partner.as_deref()).cmp(&text_key(b.partner.as_deref())),
            Self::Annotation => text_key(a.annotation.as_deref()).cmp(&text_key(b.annotation.as_deref())),
        };
        let ascending = first.then(by_case);
        if reversed { ascending.reverse() } else { ascending }
    }
}

fn name_key(row: &CaseRow) -> String {
    crate::domain::name::fold_for_search(&row.name.to_string())
}

/// Returns the key of a number of hours; a row without one comes last.
fn hours_key(row: &CaseRow) -> (bool, Option<Hours>) {
    let average = row.hours.map(|(average, _)| average);
    (average.is_none(), average)
}

fn plan_key(row: &CaseRow) -> NaiveDate {
    row.plan_signed.or(row.plan_due).unwrap_or(NaiveDate::MAX)
}

/// Returns the key of a text; a row without one comes last.
fn text_key(text: Option<&str>) -> (bool, String) {
    (text.is_none(), text.map(crate::domain::name::fold_for_search).unwrap_or_default())
}

fn due_key(row: &CaseRow) -> NaiveDate {
    row.next_due.as_ref().map_or(NaiveDate::MAX, |(due, _)| *due)
}

/// The pane.
#[derive(Debug, Clone, Default)]
pub struct CasesPane {
    order: CaseOrder,
    reversed: bool,
    /// The rows.
    pub list: FilteredList<CaseRow>,
}

impl CasesPane {
    /// Takes new rows.
    pub fn set_rows(&mut self, mut rows: Vec<CaseRow>) {
        let (order, reversed) = (self.order, self.reversed);
        rows.sort_by(|a, b| order.compare_rows(a, b, reversed));
        self.list.set_rows(rows);
    }

    /// Takes the rows of one case in place of those that it had.
    pub fn replace_case_rows(&mut self, case: &CaseNumber, rows: Vec<CaseRow>) {
        let (order, reversed) = (self.order, self.reversed);
        self.list.replace_case_rows(case, rows, |a, b| order.compare_rows(a, b, reversed));
    }

    /// Returns the index of the order, and whether it is reversed, as the session stores them.
    pub fn sort_order(&self) -> (usize, bool) {
        (CaseOrder::VARIANTS.iter().position(|order| *order == self.order).unwrap_or(0), self.reversed)
    }

    /// Restores an order that the session stored; an unknown index is the first order.
    pub fn set_sort_order(&mut self, (order, reversed): (usize, bool)) {
        self.order = CaseOrder::VARIANTS.get(order).copied().unwrap_or_default();
        self.reversed = reversed;
        self.reorder_rows();
    }

    fn reorder_rows(&mut self) {
        let rows = self.list.all_rows().to_vec();
        self.set_rows(rows);
    }

    /// Orders by the next column. Returns the order in a sentence.
    pub fn order_by_next_column(&mut self) -> String {
        let orders = CaseOrder::VARIANTS;
        let next = adjacent_choice(orders.iter().position(|order| *order == self.order), orders.len(), Step::Next);
        self.order = next.and_then(|index| orders.get(index).copied()).unwrap_or_default();
        self.reversed = false;
        self.reorder_rows();
        format!("Ordered by {}.", self.order.title())
    }

    /// Reverses the order. Returns the order in a sentence.
    pub fn reverse_order(&mut self) -> String {
        self.reversed = !self.reversed;
        self.reorder_rows();
        let turned = if self.reversed { ", reversed" } else { "" };
        format!("Ordered by {}{turned}.", self.order.title())
    }

    /// Draws the pane. Returns the position of the selected row.
    pub fn draw(
        &self,
        has_draft: impl Fn(&CaseNumber) -> bool,
        context: PaneContext<'_>,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Position {
        let noun = if self.list.total_count() == 1 { "participant" } else { "participants" };
        let note = format!("{} {noun} by {}", self.list.count_label(), self.order.title());
        let listed = &self.list;
        let table = ListTable {
            name: LIST,
            title: "Cases (ES108)",
            note: &note,
            columns: &COLUMNS,
            list: listed,
            context,
            empty_text: "The caseload is empty. I imports the county's case listing.",
            no_match_text: "No case matches. Esc shows the whole list.",
        };
        table.draw(area, buffer, |row| row_cells(row, context.on, has_draft(&row.case)))
    }
}

/// The name of the list in settings.
pub const LIST: &str = "cases";

/// The columns, in the order of the county's case listing (ES108). The first six are shown from 80 columns on.
pub const COLUMNS: [ListColumn; 15] = [
    ListColumn::new_required("", 2, 2).with_id("marks"),
    CASE_COLUMN,
    name_column(18, 26),
    ListColumn::new_required("role", 4, 4).giving_way(),
    ListColumn::new_required("status, since", 21, 21).with_id("status"),
    ListColumn::new_required("activity, status", 11, 34).with_id("activity").giving_way(),
    ListColumn::new_optional("hours", 9, 9).align_right(),
    ListColumn::new_optional("contact", 7, 7).align_right(),
    ListColumn::new_optional("next due", 20, 30).with_id("next_due"),
    ListColumn::new_optional("plan", 18, 18),
    ListColumn::new_optional("months", 6, 6).align_right(),
    ListColumn::new_optional("language", 8, 12),
    ListColumn::new_optional("alerts", 6, 6).align_right(),
    ListColumn::new_optional("partner", 13, 24),
    ListColumn::new_optional("annotation", 10, 60),
];

fn row_cells(row: &CaseRow, on: NaiveDate, has_draft: bool) -> Vec<ListCell<'_>> {
    let (due, due_role) = next_due_cell(row, on);
    vec![
        ListCell::new(row_mark(row, has_draft), StyleRole::Near),
        ListCell::from_text(row.case.as_str()),
        ListCell::from_text(row.name.to_string()),
        ListCell::from_text(wording::relation_label(row.relation)),
        ListCell::from_text(format!(
            "{:<9} {}",
            row.registration.short_title(),
            wording::short_date(row.registration_since, on)
        )),
        ListCell::from_text(activity_text(row))
            .with_short(row.activity.as_ref().map(|activity| short_words(&activity.kind))),
        ListCell::from_text(row.hours.map(hours_text).unwrap_or_default()),
        ListCell::from_text(contact_age(row, on)),
        ListCell::new(due, due_role).with_short(short_next_due(row, on)),
        ListCell::from_text(plan_text(row, on)),
        ListCell::from_text(months_text(row)),
        ListCell::from_text(row.language.as_deref().unwrap_or_default()),
        ListCell::from_text(if row.alerts_open == 0 { String::new() } else { row.alerts_open.to_string() }),
        ListCell::from_text(row.partner.as_deref().unwrap_or_default()),
        ListCell::from_text(row.annotation.as_deref().unwrap_or_default()),
    ]
}

/// Returns the mark of a row: `!` if the ES109 names the participant, `d` if there is a draft of a comment.
fn row_mark(row: &CaseRow, has_draft: bool) -> String {
    let action = if row.action_required { '!' } else { ' ' };
    let draft = if has_draft { 'd' } else { ' ' };
    format!("{action}{draft}")
}

fn activity_text(row: &CaseRow) -> String {
    let Some(activity) = &row.activity else { return String::new() };
    let status = activity.status.map(|status| format!(", {}", status.title())).unwrap_or_default();
    format!("{}{status}", activity.kind)
}

fn contact_age(row: &CaseRow, on: NaiveDate) -> String {
    row.last_contact.map_or_else(|| "never".to_owned(), |last| format!("{} d", days_between(last, on)))
}

fn next_due_cell(row: &CaseRow, on: NaiveDate) -> (String, StyleRole) {
    let Some((date, what)) = &row.next_due else { return (String::new(), StyleRole::Text) };
    let (due, role) = wording::due_label(Some(*date), on);
    (format!("{due} {}", what.to_text(DateStyle::Near(on))), role)
}

/// Returns what is due next in a narrow column; `None` if that has no short form.
fn short_next_due(row: &CaseRow, on: NaiveDate) -> Option<String> {
    let (date, what) = row.next_due.as_ref()?;
    Some(format!("{} {}", wording::due_label(Some(*date), on).0, short_text(what, on)?))
}

fn plan_text(row: &CaseRow, on: NaiveDate) -> String {
    let signed = row.plan_signed.map(|signed| format!("signed {}", wording::short_date(signed, on)));
    let due = || row.plan_due.map(|due| format!("by {}", wording::short_date(due, on)));
    signed.or_else(due).unwrap_or_default()
}

/// Returns the weekly hours beside those owed; alone where none are owed.
fn hours_text((average, required): (Hours, Hours)) -> String {
    if required == Hours::ZERO { average.to_string() } else { format!("{average}/{required}") }
}

fn months_text(row: &CaseRow) -> String {
    match (row.months_used, row.months_limit) {
        (Some(used), Some(limit)) => format!("{used}/{limit}"),
        (Some(used), None) => used.to_string(),
        _ => String::new(),
    }
}
