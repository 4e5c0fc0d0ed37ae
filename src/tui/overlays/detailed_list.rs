//! A list over the panes with a line above it and the details of the selected row below it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Widget as _;

use super::overlay_context::OverlayContext;
use crate::tui::layout;
use crate::tui::panes::filtered_list::{FilteredList, ListRow};
use crate::tui::panes::pane_context::PaneContext;
use crate::tui::text;
use crate::tui::theme::StyleRole;
use crate::tui::widgets::columns::{ListCell, ListColumn};
use crate::tui::widgets::panel::{Panel, draw_lines};
use crate::tui::widgets::table::{HEADING_LINES, ListTable};

/// The line above the list.
const HEAD: u16 = 1;

/// What a list with details shows besides its rows.
pub(super) struct DetailedList<'a, R> {
    /// The name of the list in settings.
    pub name: &'static str,
    /// The title of the frame.
    pub title: &'a str,
    /// The note in the frame.
    pub note: &'a str,
    /// The line above the list.
    pub head: &'a str,
    /// What stands in place of the rows where there are none.
    pub empty_text: &'a str,
    /// The columns.
    pub columns: &'a [ListColumn],
    /// The lines below the list, the one that separates them included.
    pub detail_lines: u16,
    /// The rows.
    pub list: &'a FilteredList<R>,
}

/// Returns the lines of the frame that are no rows of a list with so many lines of details.
pub(super) const fn reserved_lines(detail_lines: u16) -> usize {
    HEADING_LINES + (HEAD + detail_lines) as usize
}

impl<R: ListRow> DetailedList<'_, R> {
    /// Draws the list over the panes of a screen, with the cells of each row and the details of the selected one in a number
    /// of columns. Returns the position of the selected row.
    pub fn draw(
        &self,
        context: &OverlayContext<'_>,
        screen: Rect,
        buffer: &mut Buffer,
        cells: impl Fn(&R) -> Vec<ListCell<'_>>,
        details: impl Fn(&R, usize) -> Vec<String>,
    ) -> Position {
        let (on, theme) = (context.snapshot.caseload.as_of(), context.theme);
        let framed = layout::overlay_area(screen.as_size());
        Panel { title: self.title, note: self.note, active: true, theme }.draw_over(framed, buffer);
        let parts = [Constraint::Length(HEAD), Constraint::Fill(1), Constraint::Length(self.detail_lines)];
        let [head, list, detail] = Layout::vertical(parts).areas(Panel::inner_area(framed));
        let above = format!(" {}", self.head);
        Line::styled(text::cut_to_width(&above, head.width.into()).into_owned(), theme.style(StyleRole::Quiet))
            .render(head, buffer);
        let table = ListTable {
            name: self.name,
            title: self.title,
            note: "",
            columns: self.columns,
            list: self.list,
            context: PaneContext { on, active: true, theme, columns: context.columns, ecs: None },
            empty_text: self.empty_text,
            no_match_text: "",
        };
        let position = table.draw_rows(list, buffer, cells);
        let inside = Rect {
            x: detail.x + 1,
            y: detail.y + 1,
            width: detail.width.saturating_sub(2),
            height: self.detail_lines.saturating_sub(1),
        };
        let lines = self.list.selected_row().map(|row| details(row, inside.width.into())).unwrap_or_default();
        let style = theme.style(StyleRole::Text);
        draw_lines(lines.into_iter().map(|line| Line::styled(line, style)), inside, buffer);
        position
    }
}
