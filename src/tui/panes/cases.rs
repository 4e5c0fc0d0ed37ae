//! Cases (ES108): every case of the caseload, one row a participant.

use std::cmp::Ordering;

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use strum::VariantArray as _;

use super::listed::{Listed, Row};
use crate::desk::CaseRow;
use crate::domain::dates::days_between;
use crate::domain::{CaseNumber, PersonNumber};
use crate::tui::theme::{Role, Theme};
use crate::tui::widgets::columns::{Cell, Column};
use crate::tui::widgets::table::{CASE, NAME, Table};
use crate::tui::words;

impl Row for CaseRow {
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
        format!("{} {}", self.case, self.person)
    }
}

/// What the list is ordered by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, strum::VariantArray)]
pub enum Order {
    /// Case number, then participant.
    #[default]
    Case,
    /// Name.
    Name,
    /// Registration status, then since when.
    Registration,
    /// Current activity.
    Activity,
    /// Last contact, the longest ago first.
    Contact,
    /// What is due next, the earliest first.
    Due,
    /// Months on aid, the most first.
    Months,
}

impl Order {
    /// The order in a sentence.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Case => "case number",
            Self::Name => "name",
            Self::Registration => "registration status",
            Self::Activity => "current activity",
            Self::Contact => "last contact, the longest ago first",
            Self::Due => "what is due next",
            Self::Months => "months on aid, the most first",
        }
    }

    fn compare(self, one: &CaseRow, other: &CaseRow) -> Ordering {
        let by_case = (&one.case, one.person).cmp(&(&other.case, other.person));
        let first = match self {
            Self::Case => Ordering::Equal,
            Self::Name => name_key(one).cmp(&name_key(other)),
            Self::Registration => {
                (one.registration, one.registration_since).cmp(&(other.registration, other.registration_since))
            }
            Self::Activity => activity(one).cmp(&activity(other)),
            Self::Contact => one.last_contact.cmp(&other.last_contact),
            Self::Due => due_key(one).cmp(&due_key(other)),
            Self::Months => other.months_used.cmp(&one.months_used),
        };
        first.then(by_case)
    }
}

fn name_key(row: &CaseRow) -> String {
    crate::domain::name::folded(&row.name.to_string())
}

fn due_key(row: &CaseRow) -> NaiveDate {
    row.next_due.as_ref().map_or(NaiveDate::MAX, |(due, _)| *due)
}

/// The pane.
#[derive(Debug, Clone, Default)]
pub struct Cases {
    order: Order,
    reversed: bool,
    /// The rows.
    pub listed: Listed<CaseRow>,
}

impl Cases {
    /// Takes new rows.
    pub fn set(&mut self, mut rows: Vec<CaseRow>) {
        rows.sort_by(|one, other| self.order.compare(one, other));
        if self.reversed {
            rows.reverse();
        }
        self.listed.set(rows);
    }

    /// Which of the orders it has, and whether that is turned round.
    pub fn ordering(&self) -> (usize, bool) {
        (Order::VARIANTS.iter().position(|order| *order == self.order).unwrap_or(0), self.reversed)
    }

    /// Gives it one of the orders.
    pub fn set_ordering(&mut self, (order, reversed): (usize, bool)) {
        self.order = Order::VARIANTS.get(order).copied().unwrap_or_default();
        self.reversed = reversed;
        self.again();
    }

    fn again(&mut self) {
        let rows = self.listed.all().to_vec();
        self.set(rows);
    }

    /// Orders by the next column; answers the order in a sentence.
    pub fn order_by_next(&mut self) -> String {
        let at = Order::VARIANTS.iter().position(|order| *order == self.order).unwrap_or(0);
        self.order = Order::VARIANTS.iter().cycle().nth(at + 1).copied().unwrap_or_default();
        self.reversed = false;
        self.again();
        format!("Ordered by {}.", self.order.title())
    }

    /// Turns the order round; answers the order in a sentence.
    pub fn reverse(&mut self) -> String {
        self.reversed = !self.reversed;
        self.again();
        let turned = if self.reversed { ", turned round" } else { "" };
        format!("Ordered by {}{turned}.", self.order.title())
    }

    /// Draws the pane; answers where the selected row is.
    pub fn draw(
        &self,
        on: NaiveDate,
        has_draft: impl Fn(&CaseNumber) -> bool,
        active: bool,
        theme: &Theme,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Position {
        let note = format!("{} by {}", self.listed.count(), self.order.title());
        let empty = if self.listed.sought.is_empty() {
            "The caseload is empty. I reads the county's case listing."
        } else {
            "No case matches. Esc shows the whole list."
        };
        let listed = &self.listed;
        let table = Table { title: "Cases (ES108)", note: &note, columns: &COLUMNS, listed, active, theme, empty };
        table.draw(area, buffer, |row| cells(row, on, has_draft(&row.case)))
    }
}

// The order of `columns.md`: the first six never give way.
const COLUMNS: [Column; 14] = [
    Column::staying("", 2, 2),
    Column::staying(CASE, 8, 8),
    Column::staying(NAME, 18, 26),
    Column::staying("role", 4, 4),
    Column::staying("status, since", 19, 20),
    Column::staying("activity, its status", 21, 34),
    Column::with_room("hours", 9, 9).right(),
    Column::with_room("contact", 7, 7).right(),
    Column::with_room("next due", 20, 30),
    Column::with_room("plan", 15, 18),
    Column::with_room("months", 6, 6).right(),
    Column::with_room("language", 8, 12),
    Column::with_room("alerts", 6, 6).right(),
    Column::with_room("annotation", 10, 60),
];

fn cells(row: &CaseRow, on: NaiveDate, has_draft: bool) -> Vec<Cell<'_>> {
    let (due, due_role) = next_due(row, on);
    vec![
        Cell::new(mark(row, has_draft), Role::Near),
        Cell::text(row.case.as_str()),
        Cell::text(row.name.to_string()),
        Cell::text(words::relation(row.relation)),
        Cell::text(format!("{:<9} {}", row.registration.short(), row.registration_since.format("%e %b %y"))),
        Cell::text(activity(row)),
        Cell::text(row.hours.map(|(average, required)| format!("{average}/{required}")).unwrap_or_default()),
        Cell::text(contact_age(row, on)),
        Cell::new(due, due_role),
        Cell::text(plan(row, on)),
        Cell::text(months(row)),
        Cell::text(row.language.as_deref().unwrap_or_default()),
        Cell::text(if row.alerts_open == 0 { String::new() } else { row.alerts_open.to_string() }),
        Cell::text(row.annotation.as_deref().unwrap_or_default()),
    ]
}

/// `!` where the ES109 names the participant, `d` where a comment is dictated and not filed.
fn mark(row: &CaseRow, has_draft: bool) -> String {
    let action = if row.action_required { '!' } else { ' ' };
    let draft = if has_draft { 'd' } else { ' ' };
    format!("{action}{draft}")
}

fn activity(row: &CaseRow) -> String {
    let Some(activity) = &row.activity else { return String::new() };
    let status = activity.status.map(|status| format!(", {}", status.title())).unwrap_or_default();
    format!("{}{status}", activity.kind)
}

fn contact_age(row: &CaseRow, on: NaiveDate) -> String {
    row.last_contact.map_or_else(|| "never".to_owned(), |last| format!("{} d", days_between(last, on)))
}

fn next_due(row: &CaseRow, on: NaiveDate) -> (String, Role) {
    let Some((date, what)) = &row.next_due else { return (String::new(), Role::Text) };
    let (due, role) = words::due(Some(*date), on);
    (format!("{due} {what}"), role)
}

fn plan(row: &CaseRow, on: NaiveDate) -> String {
    let signed = row.plan_signed.map(|signed| format!("signed {}", signed.format("%-d %b %y")));
    let due = || row.plan_due.map(|due| format!("by {}", words::short(due, on)));
    signed.or_else(due).unwrap_or_default()
}

fn months(row: &CaseRow) -> String {
    match (row.months_used, row.months_limit) {
        (Some(used), Some(limit)) => format!("{used}/{limit}"),
        (Some(used), None) => used.to_string(),
        _ => String::new(),
    }
}
