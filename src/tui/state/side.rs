//! The content of the side pane: the case of the selected row, or the evidence of the selected checklist item. While a
//! list is walked through quickly, the pane keeps the case it showed until the selection rests.

use std::sync::Arc;
use std::time::{Duration, Instant};

use ratatui::layout::Size;
use ratatui::text::Line;

use super::held_side::HeldSide;
use super::workspace::{Side, Workspace};
use crate::tui::command::Pane;
use crate::tui::overlays::Overlay;
use crate::tui::panes::explanation::ExplanationPage;
use crate::tui::panes::filterable_list::FilterableList;
use crate::tui::panes::side_pane::{self, PICTURE, SidePane};
use crate::tui::text;
use crate::tui::theme::Theme;

/// How long the selection rests before the side pane shows its case. A held key repeats sooner than that; a reader does
/// not notice it. So a move sends the rows of the list only, a fifth of what the whole side pane takes.
const SELECTION_REST: Duration = Duration::from_millis(80);

impl Workspace {
    /// Returns the text columns of the side pane on a terminal of `size`.
    pub fn beside_columns(&self, size: Size) -> usize {
        let parts = self.screen_areas(size);
        usize::from(parts.beside.unwrap_or(parts.list).width).saturating_sub(4)
    }

    /// Returns the title of the side pane, which has this many columns for text.
    pub fn beside_title(&self, columns: usize) -> String {
        if self.shows_dashboard() {
            return "Month so far".to_owned();
        }
        if self.pane == Pane::Checklist {
            return "Evidence".to_owned();
        }
        let subject = self.selected_row().map(|selected| selected.subject);
        let title = if self.shows_card(columns) { side_pane::person_title } else { side_pane::case_title };
        subject.map(|subject| title(&self.snapshot, &subject)).unwrap_or_default()
    }

    /// Returns the side pane as it is shown, to be held if the selection moves; `None` where no list with a side pane
    /// has the keys.
    pub fn shown_side(&self, theme: &Theme, size: Size) -> Option<HeldSide> {
        let is_on_top = matches!(self.overlay, Overlay::None) && self.act_sheet.is_none();
        if !self.is_list() || !is_on_top || self.side != Side::List || self.screen_areas(size).beside.is_none() {
            return None;
        }
        let (selected, columns) = (self.selected_row()?, self.beside_columns(size));
        Some(HeldSide {
            title: self.beside_title(columns),
            lines: self.beside_lines(theme, columns),
            columns,
            top: self.beside_top,
            row: (self.pane, selected.subject, selected.text),
            first_line: self.first_line(),
            caseload: Arc::clone(&self.snapshot.caseload),
            until: Instant::now(),
        })
    }

    /// Returns whether the side pane shows no more than a card of the case: while a list has the keys, and there is no room
    /// for the picture of the case's time.
    pub const fn shows_card(&self, columns: usize) -> bool {
        matches!(self.side, Side::List) && self.is_list() && columns < PICTURE
    }

    /// Returns whether the pane is a list with a case beside it.
    pub const fn is_list(&self) -> bool {
        matches!(self.pane, Pane::Today | Pane::Cases | Pane::Action | Pane::Alerts | Pane::Queue)
    }

    fn first_line(&self) -> usize {
        self.current_list().map_or(0, FilterableList::first_line)
    }

    /// Holds the side pane that was shown before a key until the selection rests, if the key did nothing but move the
    /// selection; otherwise the pane shows the selected row at once. A terminal scrolls whole lines only and takes the pane's
    /// text along: if the list scrolled, the pane is written anew at once, or, while a key is held, names the selected row
    /// and is empty until it rests.
    pub fn hold_side(&mut self, shown: Option<HeldSide>, now: Instant) {
        self.held_side = shown.filter(|shown| {
            let moved = self
                .selected_row()
                .is_some_and(|row| self.pane == shown.row.0 && (row.subject != shown.row.1 || row.text != shown.row.2));
            let is_on_top = matches!(self.overlay, Overlay::None) && self.act_sheet.is_none();
            moved && is_on_top && self.side == Side::List && Arc::ptr_eq(&self.snapshot.caseload, &shown.caseload)
        });
        let columns = self.held_side.as_ref().map_or(0, |held| held.columns);
        let (title, first_line) = (self.beside_title(columns), self.first_line());
        let is_quick = self.moved_at.is_some_and(|at| now.duration_since(at) < SELECTION_REST);
        self.moved_at = self.held_side.is_some().then_some(now);
        let Some(held) = &mut self.held_side else { return };
        held.until = now + SELECTION_REST;
        if held.first_line != first_line || held.lines.is_empty() {
            (held.title, held.lines) = (title, Vec::new());
            if !is_quick {
                self.held_side = None;
            }
        }
    }

    /// Shows the selected row in the side pane if it rested long enough or its caseload is no longer the newest.
    pub fn release_side(&mut self, now: Instant) {
        let caseload = &self.snapshot.caseload;
        self.held_side.take_if(|held| held.until <= now || !Arc::ptr_eq(caseload, &held.caseload));
    }

    /// Returns when the side pane shows the selected row; `None` if it shows it already.
    pub fn side_due_at(&self) -> Option<Instant> {
        self.held_side.as_ref().map(|held| held.until)
    }

    /// Returns whether the side pane shows the dashboard of the month: while the days of the calendar are walked.
    pub fn shows_dashboard(&self) -> bool {
        self.pane == Pane::Month && self.month.walks_days()
    }

    /// Returns the lines of the side pane.
    pub fn beside_lines(&self, theme: &Theme, columns: usize) -> Vec<Line<'static>> {
        if self.pane == Pane::Checklist {
            let page = ExplanationPage { on: self.snapshot.caseload.as_of(), columns, theme };
            let item = self.checklist.selected_item();
            return item.map(|item| page.item_lines(item, self.checklist.month)).unwrap_or_default();
        }
        if self.shows_dashboard() {
            return self.month.dashboard_lines(&self.snapshot.caseload, columns, theme);
        }
        let Some(selected) = self.selected_row() else {
            let is_fold = self.current_list().is_some_and(FilterableList::is_fold_selected);
            let sentence = if is_fold { "This group is folded. Enter or - unfolds it." } else { "" };
            return wrap_sentence(sentence, columns);
        };
        if self.snapshot.caseload.case(&selected.subject.case).is_none() {
            return wrap_sentence(&selected.text, columns);
        }
        // The page of the walk already explains why the case is in the list.
        let (finding, alert) = if self.pane == Pane::Walk { (None, None) } else { (selected.finding, selected.alert) };
        let side = SidePane {
            snapshot: &self.snapshot,
            subject: &selected.subject,
            finding,
            alert,
            // The comment form shows the last contacts itself.
            shows_contacts: self.pane != Pane::Dictate,
            theme,
            columns,
            is_card: self.shows_card(columns),
        };
        side.pane_lines()
    }
}

fn wrap_sentence(sentence: &str, columns: usize) -> Vec<Line<'static>> {
    text::wrap_text(&text::one_line(sentence), columns).into_iter().map(Line::raw).collect()
}
