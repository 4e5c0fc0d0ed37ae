//! The content of the side pane: the case of the selected row, or the evidence of the selected checklist item.

use ratatui::layout::Size;
use ratatui::text::Line;

use super::workspace::Workspace;
use crate::tui::command::Pane;
use crate::tui::panes::explanation::ExplanationPage;
use crate::tui::panes::side_pane::SidePane;
use crate::tui::theme::Theme;

impl Workspace {
    /// Returns the text columns of the side pane on a terminal of `size`.
    pub fn beside_columns(&self, size: Size) -> usize {
        let parts = self.screen_areas(size);
        usize::from(parts.beside.unwrap_or(parts.list).width).saturating_sub(4)
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
        let Some(selected) = self.selected_row() else { return Vec::new() };
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
        };
        side.pane_lines()
    }
}
