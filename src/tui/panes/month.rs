//! The month: a calendar whose days are walked with the arrows and opened with Enter, with what is due on the chosen day
//! below it; and the proof of monthly contact.

mod calendar;
mod dashboard;
mod proof;
mod rows;

pub use rows::{DUE, DUE_LIST, PROOF, PROOF_LIST};

use std::cell::RefCell;
use std::sync::Arc;

use chrono::{Days, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use serde::{Deserialize, Serialize};

use super::filtered_list::{FilterableList, FilteredList, Selection};
use super::pane_context::PaneContext;
use crate::desk::{Caseload, DueItem, MonthDashboard, MonthlyContact};
use crate::domain::CaseNumber;
use crate::domain::alert::AlertKey;
use crate::domain::dates::{self, Month};
use crate::rules::message::DateStyle;
use crate::tui::command::Motion;
use crate::tui::theme::Theme;
use crate::tui::widgets::choice::Step;
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::table::HEADING_LINES;

/// The days of a week.
const WEEK: Days = Days::new(7);

/// What the arrows move through.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MonthFocus {
    /// The days of the calendar.
    #[default]
    Days,
    /// What is due on the chosen day.
    Entries,
}

/// The dashboard that was worked out last, with the caseload and the month that it is of. The caseload is kept alive so that
/// its address is not reused.
type KeptDashboard = Option<(Arc<Caseload>, Month, Arc<MonthDashboard>)>;

/// The pane.
#[derive(Debug, Clone)]
pub struct MonthPane {
    /// The month.
    pub month: Month,
    /// The chosen day, which is in the month.
    pub day: NaiveDate,
    /// What the arrows move through.
    pub focus: MonthFocus,
    /// Whether the proof of contact is shown instead of what is due.
    pub shows_proof: bool,
    /// Everything due in the month, and what is overdue from before.
    items: Vec<DueItem>,
    /// What is due on the chosen day; with a filter, everything in the month that matches.
    pub due: FilteredList<DueItem>,
    /// The contacts that are owed.
    pub contacts: FilteredList<MonthlyContact>,
    /// The day of the lists.
    today: NaiveDate,
    dashboard: RefCell<KeptDashboard>,
}

/// The month and the selections of the pane, as the session stores them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MonthSelection {
    month: Option<Month>,
    day: Option<NaiveDate>,
    proof: bool,
    due: Selection,
    contacts: Selection,
}

impl MonthPane {
    /// Returns the month and the selections, for the session.
    pub fn selection(&self) -> MonthSelection {
        let (due, contacts) = (self.due.selection(), self.contacts.selection());
        MonthSelection { month: Some(self.month), day: Some(self.day), proof: self.shows_proof, due, contacts }
    }

    /// Restores the month and the selections that the session stored.
    pub fn restore_selection(&mut self, was: &MonthSelection, caseload: &Caseload) {
        self.month = was.month.unwrap_or(self.month);
        self.day = was.day.filter(|day| self.month.contains(*day)).unwrap_or(self.month.first_day());
        self.shows_proof = was.proof;
        self.reload_rows(caseload);
        self.show_matches(&was.due.filter);
        self.due.restore_selection(&was.due);
        self.contacts.restore_selection(&was.contacts);
    }

    /// Creates the empty month of a day, which is chosen.
    pub fn new(today: NaiveDate) -> Self {
        Self {
            month: Month::from_date(today),
            day: today,
            focus: MonthFocus::Days,
            shows_proof: false,
            items: Vec::new(),
            due: FilteredList::default(),
            contacts: FilteredList::default(),
            today,
            dashboard: RefCell::default(),
        }
    }

    /// Goes on with the month of a new day, if the month of the day before was shown.
    pub fn turn_day(&mut self, before: NaiveDate, today: NaiveDate) {
        self.today = today;
        if self.month == Month::from_date(before) {
            self.month = Month::from_date(today);
            self.day = if self.day == before || !self.month.contains(self.day) { today } else { self.day };
        }
    }

    /// Fills the lists of the month.
    pub fn reload_rows(&mut self, caseload: &Caseload) {
        self.today = caseload.as_of();
        self.due.set_day(self.today);
        self.contacts.set_day(self.today);
        self.items = caseload.due_items(self.month);
        self.contacts.set_rows(caseload.monthly_contacts(self.month, self.month));
        self.fill_day();
    }

    /// Fills the rows of one case.
    pub fn reload_case_rows(&mut self, case: &CaseNumber, caseload: &Caseload) {
        self.items.retain(|item| item.case != *case);
        self.items.extend(caseload.due_items_of(case, self.month));
        self.items.sort();
        if caseload.is_listed(case) {
            let contacts = caseload.monthly_contacts_of(case, self.month);
            self.contacts.replace_case_rows(case, contacts, MonthlyContact::compare);
        }
        self.fill_day();
    }

    /// Returns everything due in the month, and what is overdue from before, by day.
    pub fn all_items(&self) -> &[DueItem] {
        &self.items
    }

    /// Fills the list below the calendar: what is due on the chosen day, and today also what is overdue from before the
    /// month; with a filter, everything.
    fn fill_day(&mut self) {
        let (day, has_filter) = (self.day, !self.due.filter.is_empty());
        let shows_earlier = day == self.today;
        let first = self.month.first_day();
        let is_shown = |item: &&DueItem| has_filter || item.day == day || (shows_earlier && item.day < first);
        let mut rows: Vec<DueItem> = self.items.iter().filter(is_shown).cloned().collect();
        // What is due today comes before what has been overdue for long.
        rows.sort_by_key(|item| !has_filter && item.day < first);
        self.due.set_rows(rows);
        if self.due.is_empty() {
            self.focus = MonthFocus::Days;
        }
    }

    /// Goes to the next or the previous month; the same day of it is chosen, or its last.
    pub fn turn_month(&mut self, step: Step, caseload: &Caseload) {
        let month = match step {
            Step::Next => self.month.next(),
            Step::Previous => self.month.previous(),
        };
        let day = self.day.signed_duration_since(self.month.first_day());
        let day = month.first_day().checked_add_signed(day).filter(|day| month.contains(*day));
        self.contacts.cursor = Cursor::default();
        self.choose_day(day.unwrap_or_else(|| month.last_day()), caseload);
    }

    /// Chooses a day, and turns to its month.
    pub fn choose_day(&mut self, day: NaiveDate, caseload: &Caseload) {
        self.day = day;
        self.focus = MonthFocus::Days;
        if self.month.contains(day) {
            self.fill_day();
        } else {
            self.month = Month::from_date(day);
            self.reload_rows(caseload);
        }
        self.due.cursor = Cursor::default();
    }

    /// Goes to the next or the previous day.
    pub fn step_day(&mut self, step: Step, caseload: &Caseload) {
        let day = match step {
            Step::Next => self.day.succ_opt(),
            Step::Previous => self.day.pred_opt(),
        };
        self.choose_day(day.unwrap_or(self.day), caseload);
    }

    /// Lets the arrows move through what is due on the chosen day. Returns whether anything is.
    pub fn open_day(&mut self) -> bool {
        if !self.due.is_empty() {
            self.focus = MonthFocus::Entries;
        }
        !self.due.is_empty()
    }

    /// Shows the days and what stands beside them, without a filter.
    pub fn show_days(&mut self) {
        self.shows_proof = false;
        self.show_matches("");
        self.focus = MonthFocus::Days;
    }

    /// Returns whether the arrows move through the days.
    pub fn walks_days(&self) -> bool {
        !self.shows_proof && self.focus == MonthFocus::Days && self.due.filter.is_empty()
    }

    /// Moves the selection: through the days of the calendar a week at a time, or through the rows.
    pub fn move_selection(&mut self, motion: Motion, framed: Rect, caseload: &Caseload) {
        if self.shows_proof {
            return self.contacts.move_selection(motion, framed, HEADING_LINES);
        }
        if !self.walks_days() {
            return self.due.move_selection(motion, framed, rows::reserved_lines(self.month));
        }
        let day = match motion {
            Motion::Up => self.day.checked_sub_days(WEEK),
            Motion::Down => self.day.checked_add_days(WEEK),
            Motion::First => Some(self.month.first_day()),
            Motion::Last => Some(self.month.last_day()),
            Motion::PageUp => return self.turn_month(Step::Previous, caseload),
            Motion::PageDown => return self.turn_month(Step::Next, caseload),
        };
        self.choose_day(day.unwrap_or(self.day), caseload);
    }

    /// Keeps the selection on the screen.
    pub fn clamp_scroll(&mut self, framed: Rect) {
        self.contacts.clamp_scroll(framed, HEADING_LINES);
        self.due.clamp_scroll(framed, rows::reserved_lines(self.month));
    }

    /// Filters the list that is shown.
    pub fn set_filter(&mut self, text: &str) {
        if self.shows_proof { self.contacts.set_filter(text) } else { self.show_matches(text) }
    }

    /// Shows what in the month matches; for an empty text, what is due on the chosen day.
    fn show_matches(&mut self, text: &str) {
        let had_filter = !self.due.filter.is_empty();
        text.clone_into(&mut self.due.filter);
        if had_filter == text.is_empty() {
            self.fill_day();
        }
        self.due.set_filter(text);
    }

    /// Returns the list that is shown.
    pub fn active_list(&self) -> &dyn FilterableList {
        if self.shows_proof { &self.contacts } else { &self.due }
    }

    /// Returns the list that is shown, to filter it.
    pub fn active_list_mut(&mut self) -> &mut dyn FilterableList {
        if self.shows_proof { &mut self.contacts } else { &mut self.due }
    }

    /// Returns the key of the alert or the own reminder in the selected row, if it is one.
    pub fn selected_alert(&self) -> Option<&AlertKey> {
        if self.shows_proof { None } else { self.due.selected_row()?.alert.as_ref() }
    }

    /// Returns the full text of the selected row, with its case and participant.
    pub fn selected_text(&self) -> Option<(super::Subject, String)> {
        if self.shows_proof {
            let says = rows::contact_evidence;
            return self.contacts.selected_row().map(|row| (super::Subject::from_row(row), says(row)));
        }
        let says = |item: &DueItem| {
            let says = item.says.to_text(DateStyle::Long);
            format!("{}{}: {says}", rows::late_prefix(item.late), dates::format_long_date(item.day))
        };
        self.due.selected_row().map(|item| (super::Subject::from_row(item), says(item)))
    }

    /// Draws the pane. Returns the position of the selected day or row.
    pub fn draw(&self, caseload: &Caseload, context: PaneContext<'_>, area: Rect, buffer: &mut Buffer) -> Position {
        if self.shows_proof {
            return self.draw_proof(context, area, buffer);
        }
        let calendar = caseload.month_calendar(self.month, &self.items);
        self.draw_calendar_pane(&calendar, context, area, buffer)
    }

    /// Returns the lines of the dashboard of the month, in `columns`.
    pub fn dashboard_lines(&self, caseload: &Arc<Caseload>, columns: usize, theme: &Theme) -> Vec<Line<'static>> {
        let mut kept = self.dashboard.borrow_mut();
        let is_kept = |(of, month, _): &&(Arc<Caseload>, Month, Arc<MonthDashboard>)| {
            Arc::ptr_eq(of, caseload) && *month == self.month
        };
        let dashboard = kept.as_ref().filter(is_kept).map(|(_, _, dashboard)| Arc::clone(dashboard));
        let dashboard = dashboard.unwrap_or_else(|| {
            let dashboard = Arc::new(caseload.month_dashboard(self.month));
            *kept = Some((Arc::clone(caseload), self.month, Arc::clone(&dashboard)));
            dashboard
        });
        dashboard::dashboard_lines(&dashboard, columns, theme)
    }
}
