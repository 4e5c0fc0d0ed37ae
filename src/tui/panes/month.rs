//! The month: everything that is due, by day, with a calendar of the counts; and the proof of monthly contact.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget as _;
use serde::{Deserialize, Serialize};
use strum::VariantArray as _;

use super::filtered_list::{FilterableList, FilteredList, ListRow, RowPerson, Selection, cell_texts};
use super::pane_context::PaneContext;
use crate::desk::{Caseload, ContactState, DueItem, DueKind, MonthlyContact};
use crate::domain::CaseNumber;
use crate::domain::dates::{self, Month};
use crate::present::dates::{compact_month, long_month};
use crate::present::labels::contact_type_text;
use crate::rules::message::DateStyle;
use crate::tui::command::Motion;
use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::columns::{ListCell, ListColumn};
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::panel::{Panel, draw_lines};
use crate::tui::widgets::table::{CASE_COLUMN, HEADING_LINES, ListTable, name_column};
use crate::tui::wording;

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

/// The lines of the calendar: weekdays, six weeks, and a line under them.
const CALENDAR_LINES: u16 = 8;
/// The columns of a day in the calendar, which hold its number and how many items are due.
const DAY: usize = 7;

/// The pane.
#[derive(Debug, Clone)]
pub struct MonthPane {
    /// The month.
    pub month: Month,
    /// Whether the proof of contact is shown instead of what is due.
    pub shows_proof: bool,
    /// What is due.
    pub due: FilteredList<DueItem>,
    /// The contacts that are owed.
    pub contacts: FilteredList<MonthlyContact>,
}

/// The month and the selections of the pane, as the session stores them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MonthSelection {
    month: Option<Month>,
    proof: bool,
    due: Selection,
    contacts: Selection,
}

impl MonthPane {
    /// Returns the month and the selections, for the session.
    pub fn selection(&self) -> MonthSelection {
        let (due, contacts) = (self.due.selection(), self.contacts.selection());
        MonthSelection { month: Some(self.month), proof: self.shows_proof, due, contacts }
    }

    /// Restores the month and the selections that the session stored.
    pub fn restore_selection(&mut self, was: &MonthSelection, caseload: &Caseload) {
        self.month = was.month.unwrap_or(self.month);
        self.shows_proof = was.proof;
        self.reload_rows(caseload);
        self.due.restore_selection(&was.due);
        self.contacts.restore_selection(&was.contacts);
    }

    /// Creates an empty month.
    pub fn new(month: Month) -> Self {
        Self { month, shows_proof: false, due: FilteredList::default(), contacts: FilteredList::default() }
    }

    /// Fills the lists of the month.
    pub fn reload_rows(&mut self, caseload: &Caseload) {
        self.due.set_day(caseload.as_of());
        self.contacts.set_day(caseload.as_of());
        self.due.set_rows(caseload.due_items(self.month));
        self.contacts.set_rows(caseload.monthly_contacts(self.month, self.month));
    }

    /// Fills the rows of one case.
    pub fn reload_case_rows(&mut self, case: &CaseNumber, caseload: &Caseload) {
        self.due.replace_case_rows(case, caseload.due_items_of(case, self.month), Ord::cmp);
        let contacts = caseload.monthly_contacts_of(case, self.month);
        self.contacts.replace_case_rows(case, contacts, MonthlyContact::compare);
    }

    /// Goes to the next or the previous month.
    pub fn turn_month(&mut self, forward: bool, caseload: &Caseload) {
        self.month = if forward { self.month.next() } else { self.month.previous() };
        self.reload_rows(caseload);
        self.due.cursor = Cursor::default();
        self.contacts.cursor = Cursor::default();
    }

    /// Moves the selection.
    pub fn move_selection(&mut self, motion: Motion, framed: Rect) {
        if self.shows_proof {
            self.contacts.move_selection(motion, framed, HEADING_LINES);
        } else {
            self.due.move_selection(motion, framed, Self::reserved_lines());
        }
    }

    /// Keeps the selection on the screen.
    pub fn clamp_scroll(&mut self, framed: Rect) {
        self.contacts.clamp_scroll(framed, HEADING_LINES);
        self.due.clamp_scroll(framed, Self::reserved_lines());
    }

    fn reserved_lines() -> usize {
        HEADING_LINES + usize::from(CALENDAR_LINES)
    }

    /// Returns the list that is shown.
    pub fn active_list(&self) -> &dyn FilterableList {
        if self.shows_proof { &self.contacts } else { &self.due }
    }

    /// Returns the list that is shown, to filter it.
    pub fn active_list_mut(&mut self) -> &mut dyn FilterableList {
        if self.shows_proof { &mut self.contacts } else { &mut self.due }
    }

    /// Returns the full text of the selected row, with its case and participant.
    pub fn selected_text(&self) -> Option<(super::Subject, String)> {
        if self.shows_proof {
            return self.contacts.selected_row().map(|row| (super::Subject::from_row(row), contact_evidence(row)));
        }
        let says = |item: &DueItem| {
            let says = item.says.to_text(DateStyle::Long);
            format!("{}{}: {says}", late_prefix(item.late), dates::format_long_date(item.day))
        };
        self.due.selected_row().map(|item| (super::Subject::from_row(item), says(item)))
    }

    /// Draws the pane. Returns the position of the selected row.
    pub fn draw(&self, context: PaneContext<'_>, area: Rect, buffer: &mut Buffer) -> Position {
        if self.shows_proof { self.draw_proof(context, area, buffer) } else { self.draw_due(context, area, buffer) }
    }

    fn title(&self) -> String {
        long_month(self.month)
    }

    fn draw_due(&self, context: PaneContext<'_>, area: Rect, buffer: &mut Buffer) -> Position {
        let PaneContext { on, active, theme } = context;
        let late = self.due.all_rows().iter().filter(|item| item.late).count();
        let note = format!("{} due, {late} late", self.due.count_label());
        let title = self.due.filtered_title(&format!("Month   {}", self.title()));
        (&Panel { title: &title, note: &note, active, theme }).render(area, buffer);
        let parts = Layout::vertical([Constraint::Length(CALENDAR_LINES), Constraint::Fill(1)]);
        let [calendar, rows] = parts.areas(Panel::inner_area(area));
        self.draw_calendar(on, theme, calendar, buffer);
        let table = ListTable {
            title: "",
            note: "",
            columns: &DUE,
            list: &self.due,
            context,
            empty_text: "Nothing is due in this month. [ and ] show other months.",
            no_match_text: "Nothing due matches. Esc shows the whole list.",
        };
        table.draw_rows(rows, buffer, |item| due_cells(item, on))
    }

    /// Draws up to six weeks that begin on Monday, each day with its number of due items, and on the right the count of
    /// each kind.
    fn draw_calendar(&self, on: NaiveDate, theme: &Theme, area: Rect, buffer: &mut Buffer) {
        let mut counts: BTreeMap<NaiveDate, usize> = BTreeMap::new();
        self.due.iter().for_each(|item| *counts.entry(item.day).or_default() += 1);
        let selected = self.due.selected_row().map(|item| item.day);
        let weekdays = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"].map(|day| text::align_left(day, DAY)).concat();
        let mut lines = vec![Line::styled(format!(" {weekdays}"), theme.style(StyleRole::Quiet))];
        let first = self.month.first_day();
        let monday = first.week(chrono::Weekday::Mon).first_day();
        let mut days = monday.iter_days().peekable();
        while days.peek().is_some_and(|day| *day <= self.month.last_day()) {
            let week = days.by_ref().take(7).map(|day| self.calendar_day(day, &counts, on, selected, theme));
            lines.push(std::iter::once(Span::raw(" ")).chain(week).collect());
        }
        let columns = Layout::horizontal([Constraint::Length(1 + 7 * 7), Constraint::Fill(1)]);
        let [calendar, right] = columns.areas(Rect { height: area.height.saturating_sub(1), ..area });
        draw_lines(lines, calendar, buffer);
        let kinds = self.kind_counts(right).into_iter();
        draw_lines(kinds.map(|kinds| Line::styled(kinds, theme.style(StyleRole::Text))), right, buffer);
        let under = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
        Line::styled("─".repeat(area.width.into()), theme.style(StyleRole::Frame)).render(under, buffer);
    }

    /// Returns the count of each kind: in one column if all fit, otherwise in two, so that none is left out.
    fn kind_counts(&self, area: Rect) -> Vec<String> {
        const TITLE: usize = 15;
        const SHORT: usize = 10;
        let count = |kind: DueKind| self.due.iter().filter(|item| item.kind == kind).count();
        let kinds = DueKind::VARIANTS.iter().map(|kind| (*kind, count(*kind))).filter(|(_, count)| *count > 0);
        let kinds: Vec<_> = kinds.collect();
        let (rows, width) = (usize::from(area.height), usize::from(area.width));
        let is_wide = kinds.len() <= rows || width >= 2 * (TITLE + 5);
        let line = |(kind, count): &(DueKind, usize)| {
            let (title, columns) = if is_wide { (kind.title(), TITLE) } else { (kind.short_title(), SHORT) };
            format!(
                "{} {}",
                text::align_right(&count.to_string(), if is_wide { 4 } else { 3 }),
                text::align_left(title, columns)
            )
        };
        let (first, second) = kinds.split_at(kinds.len().min(rows));
        let beside = second.iter().map(line).chain(std::iter::repeat(String::new()));
        first.iter().zip(beside).map(|(kind, beside)| line(kind) + &beside).collect()
    }

    fn calendar_day(
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
        let cell = text::align_left(&format!("{:>2}{today}{count}", day.day()), DAY);
        let role = match (Some(day) == selected, counts.contains_key(&day)) {
            (true, _) => StyleRole::Selected,
            (false, true) if day < on => StyleRole::Bad,
            (false, true) if day == on => StyleRole::Near,
            (false, true) => StyleRole::Text,
            (false, false) => StyleRole::Quiet,
        };
        Span::styled(cell, theme.style(role))
    }

    fn draw_proof(&self, context: PaneContext<'_>, area: Rect, buffer: &mut Buffer) -> Position {
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

/// Returns the word that marks what is late, because a color alone is not enough.
const fn late_prefix(late: bool) -> &'static str {
    if late { "LATE " } else { "" }
}

const DUE: [ListColumn; 6] = [
    ListColumn::new_required("day", 11, 11),
    ListColumn::new_required("late", 4, 4),
    CASE_COLUMN,
    name_column(17, 24),
    ListColumn::new_optional("kind", 10, 10),
    ListColumn::new_required("what", 20, 90),
];

fn due_cells(item: &DueItem, on: NaiveDate) -> Vec<ListCell<'_>> {
    let role = if item.late { StyleRole::Bad } else { StyleRole::Text };
    vec![
        ListCell::new(wording::short_date(item.day, on), if item.day == on { StyleRole::Near } else { role }),
        ListCell::new(late_prefix(item.late).trim(), role),
        ListCell::from_text(item.case.as_str()),
        ListCell::from_text(item.name.to_string()),
        ListCell::from_text(item.kind.short_title()),
        ListCell::from_text(item.says.to_text(DateStyle::Near(on))),
    ]
}

const PROOF: [ListColumn; 6] = [
    ListColumn::new_required("contact", 8, 8),
    CASE_COLUMN,
    name_column(17, 26),
    ListColumn::new_required("on", 11, 11),
    ListColumn::new_optional("registration", 10, 22),
    ListColumn::new_required("by", 16, 60),
];

fn proof_cells(row: &MonthlyContact, on: NaiveDate) -> Vec<ListCell<'_>> {
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
fn contact_evidence(row: &MonthlyContact) -> String {
    let Some(contact) = &row.by else { return "no contact and no attempt is recorded".to_owned() };
    let kind = contact.contact_type.as_ref().map_or(String::new(), |kind| contact_type_text(kind) + ", ");
    let attempted = if contact.reached { "" } else { "attempted, " };
    format!("{kind}{attempted}{}", wording::source_text(&contact.source))
}
