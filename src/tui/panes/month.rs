//! The month: everything that is due, by day, with a calendar of how much; and the proof of monthly contact.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget as _;
use strum::VariantArray as _;

use super::listed::{Listed, Row};
use crate::desk::{ContactState, Desk, DueItem, DueKind, MonthlyContact};
use crate::domain::dates::{self, Month};
use crate::domain::{CaseNumber, PersonNumber};
use crate::tui::command::Motion;
use crate::tui::text;
use crate::tui::theme::{Role, Theme};
use crate::tui::widgets::columns::{Cell, Column};
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::panel::Panel;
use crate::tui::widgets::table::{CASE, HEADING_LINES, NAME, Table};
use crate::tui::words;

impl Row for DueItem {
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
        format!("{} {} {} {:?} {}", self.case, self.person, self.day, self.kind, self.says)
    }
}

impl Row for MonthlyContact {
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
        format!("{} {} {}", self.case, self.person, self.month)
    }
}

/// The lines of the calendar: weekdays, six weeks, and a line under them.
const CALENDAR_LINES: u16 = 8;
/// The columns of a day: its number, and how much is due on it.
const DAY: usize = 7;

/// The pane.
#[derive(Debug, Clone)]
pub struct MonthPane {
    /// The month.
    pub month: Month,
    /// Whether the proof of contact is shown instead of what is due.
    pub proof: bool,
    /// What is due.
    pub due: Listed<DueItem>,
    /// The contacts that are owed.
    pub contacts: Listed<MonthlyContact>,
}

impl MonthPane {
    /// An empty month.
    pub fn new(month: Month) -> Self {
        Self { month, proof: false, due: Listed::default(), contacts: Listed::default() }
    }

    /// Works the month out anew.
    pub fn set(&mut self, desk: &Desk) {
        self.due.set(desk.due_in(self.month));
        self.contacts.set(desk.contact_proof(self.month, self.month));
    }

    /// Goes to the month after, or the one before.
    pub fn turn(&mut self, forward: bool, desk: &Desk) {
        self.month = if forward { self.month.next() } else { self.month.previous() };
        self.set(desk);
        self.due.cursor = Cursor::default();
        self.contacts.cursor = Cursor::default();
    }

    /// Moves the selection.
    pub fn go(&mut self, motion: Motion, framed: Rect) {
        if self.proof {
            self.contacts.go(motion, framed, HEADING_LINES);
        } else {
            self.due.go(motion, framed, Self::reserved());
        }
    }

    /// Keeps the selection on the screen.
    pub fn settle(&mut self, framed: Rect) {
        self.contacts.settle(framed, HEADING_LINES);
        self.due.settle(framed, Self::reserved());
    }

    fn reserved() -> usize {
        HEADING_LINES + usize::from(CALENDAR_LINES)
    }

    /// Narrows the list that is shown.
    pub fn seek(&mut self, sought: &str) {
        if self.proof { self.contacts.seek(sought) } else { self.due.seek(sought) }
    }

    /// What the list that is shown is narrowed by.
    pub fn sought(&self) -> &str {
        if self.proof { &self.contacts.sought } else { &self.due.sought }
    }

    /// How many rows the list that is shown has.
    pub fn row_count(&self) -> usize {
        if self.proof { self.contacts.len() } else { self.due.len() }
    }

    /// What the selected row says in full, with its case and participant.
    pub fn selected(&self) -> Option<(super::Subject, String)> {
        if self.proof {
            return self.contacts.selected().map(|row| (super::Subject::of(row), told(row)));
        }
        let says = |item: &DueItem| format!("{}{}: {}", late(item.late), dates::long(item.day), item.says);
        self.due.selected().map(|item| (super::Subject::of(item), says(item)))
    }

    /// Draws the pane; answers where the selected row is.
    pub fn draw(&self, on: NaiveDate, active: bool, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Position {
        if self.proof {
            self.draw_proof(on, active, theme, area, buffer)
        } else {
            self.draw_due(on, active, theme, area, buffer)
        }
    }

    fn title(&self) -> String {
        self.month.first_day().format("%B %Y").to_string()
    }

    fn draw_due(&self, on: NaiveDate, active: bool, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Position {
        let late = self.due.all().iter().filter(|item| item.late).count();
        let note = format!("{} due, {late} late", self.due.count());
        let title = format!("Month   {}", self.title());
        (&Panel { title: &title, note: &note, active, theme }).render(area, buffer);
        let parts = Layout::vertical([Constraint::Length(CALENDAR_LINES), Constraint::Fill(1)]);
        let [calendar, rows] = parts.areas(Panel::inside(area));
        self.draw_calendar(on, theme, calendar, buffer);
        let empty = if self.due.sought.is_empty() {
            "Nothing is due in this month. [ and ] go to the others."
        } else {
            "Nothing due matches. Esc shows the whole list."
        };
        let table = Table { title: "", note: "", columns: &DUE, listed: &self.due, active, theme, empty };
        table.draw_rows(rows, buffer, |item| due_cells(item, on))
    }

    /// Six weeks from Monday on, each day with how much is due on it; on the right how much there is of each kind.
    fn draw_calendar(&self, on: NaiveDate, theme: &Theme, area: Rect, buffer: &mut Buffer) {
        let mut counts: BTreeMap<NaiveDate, usize> = BTreeMap::new();
        self.due.iter().for_each(|item| *counts.entry(item.day).or_default() += 1);
        let selected = self.due.selected().map(|item| item.day);
        let weekdays = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"].map(|day| text::left(day, DAY)).concat();
        let mut lines = vec![Line::styled(format!(" {weekdays}"), theme.style(Role::Quiet))];
        let first = self.month.first_day();
        let monday = first.week(chrono::Weekday::Mon).first_day();
        let mut days = monday.iter_days().peekable();
        while days.peek().is_some_and(|day| *day <= self.month.last_day()) {
            let week = days.by_ref().take(7).map(|day| self.day(day, &counts, on, selected, theme));
            lines.push(std::iter::once(Span::raw(" ")).chain(week).collect());
        }
        let kinds = DueKind::VARIANTS.iter().filter_map(|kind| {
            let count = self.due.iter().filter(|item| item.kind == *kind).count();
            (count > 0).then(|| format!("{} {}", text::right(&count.to_string(), 4), kind.title()))
        });
        let columns = Layout::horizontal([Constraint::Length(2 + 7 * 7), Constraint::Fill(1)]);
        let [calendar, right] = columns.areas(Rect { height: area.height.saturating_sub(1), ..area });
        for (place, line) in calendar.rows().zip(lines) {
            line.render(place, buffer);
        }
        for (place, kind) in right.rows().zip(kinds) {
            Line::styled(kind, theme.style(Role::Text)).render(place, buffer);
        }
        let under = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
        Line::styled("─".repeat(area.width.into()), theme.style(Role::Frame)).render(under, buffer);
    }

    fn day(
        &self,
        day: NaiveDate,
        counts: &BTreeMap<NaiveDate, usize>,
        on: NaiveDate,
        selected: Option<NaiveDate>,
        theme: &Theme,
    ) -> Span<'static> {
        if !self.month.contains(day) {
            return Span::raw(" ".repeat(DAY));
        }
        let count = counts.get(&day).map_or_else(String::new, |count| format!(":{count}"));
        let today = if day == on { "*" } else { " " };
        let cell = text::left(&format!("{:>2}{today}{count}", day.day()), DAY);
        let role = match (Some(day) == selected, counts.contains_key(&day)) {
            (true, _) => Role::Selected,
            (false, true) if day < on => Role::Bad,
            (false, true) if day == on => Role::Near,
            (false, true) => Role::Text,
            (false, false) => Role::Quiet,
        };
        Span::styled(cell, theme.style(role))
    }

    fn draw_proof(&self, on: NaiveDate, active: bool, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Position {
        let count = |state| self.contacts.all().iter().filter(|row| row.state == state).count();
        let note = format!(
            "{} owed: {} made, {} not made, {} not yet",
            self.contacts.total(),
            count(ContactState::Made),
            count(ContactState::Missed),
            count(ContactState::Open)
        );
        let title = format!("Monthly contact   {}", self.title());
        let empty = if self.contacts.sought.is_empty() {
            "No contact is owed in this month. [ and ] go to the others."
        } else {
            "No contact matches. Esc shows the whole list."
        };
        let listed = &self.contacts;
        let table = Table { title: &title, note: &note, columns: &PROOF, listed, active, theme, empty };
        table.draw(area, buffer, |row| proof_cells(row, on))
    }
}

/// The word that makes what is late stand out, beside its colour.
const fn late(late: bool) -> &'static str {
    if late { "LATE " } else { "" }
}

const DUE: [Column; 6] = [
    Column::staying("day", 10, 10),
    Column::staying("late", 4, 4),
    Column::staying(CASE, 8, 8),
    Column::staying(NAME, 17, 24),
    Column::with_room("kind", 11, 14),
    Column::staying("what", 20, 90),
];

fn due_cells(item: &DueItem, on: NaiveDate) -> Vec<Cell<'_>> {
    let role = if item.late { Role::Bad } else { Role::Text };
    vec![
        Cell::new(words::short(item.day, on), if item.day == on { Role::Near } else { role }),
        Cell::new(late(item.late).trim(), role),
        Cell::text(item.case.as_str()),
        Cell::text(item.name.to_string()),
        Cell::text(item.kind.title()),
        Cell::text(item.says.as_str()),
    ]
}

const PROOF: [Column; 6] = [
    Column::staying("contact", 8, 8),
    Column::staying(CASE, 8, 8),
    Column::staying(NAME, 17, 26),
    Column::staying("on", 10, 10),
    Column::with_room("registration", 10, 22),
    Column::staying("by", 16, 60),
];

fn proof_cells(row: &MonthlyContact, on: NaiveDate) -> Vec<Cell<'_>> {
    let role = match row.state {
        ContactState::Missed => Role::Bad,
        ContactState::Open => Role::Near,
        ContactState::Made => Role::Good,
    };
    let by = row.by.as_ref();
    vec![
        Cell::new(row.state.title(), role),
        Cell::text(row.case.as_str()),
        Cell::text(row.name.to_string()),
        Cell::text(by.map(|contact| words::short(contact.on, on)).unwrap_or_default()),
        Cell::text(row.registration.title()),
        Cell::text(told(row)),
    ]
}

/// By what the contact is proven, or what was tried.
fn told(row: &MonthlyContact) -> String {
    let Some(contact) = &row.by else { return "no contact and no attempt is recorded".to_owned() };
    let kind = contact.contact_type.as_ref().map_or(String::new(), |kind| kind.0.replace('_', " ") + ", ");
    let attempted = if contact.reached { "" } else { "attempted, " };
    format!("{kind}{attempted}{}", words::source(&contact.source))
}
