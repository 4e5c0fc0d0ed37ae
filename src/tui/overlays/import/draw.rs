//! Draws a running import, and a rejected row that is being corrected.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::{RejectedRowEditor, RunningImport};
use crate::tui::layout;
use crate::tui::overlays::overlay_context::OverlayContext;
use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::panel::{Panel, draw_lines};

const WIDTH: u16 = 72;
const LABEL: u16 = 24;

impl RunningImport {
    /// Draws the progress of the import over the panes of a screen. Returns the position at which its text begins.
    pub fn draw(&self, theme: &Theme, screen: Rect, buffer: &mut Buffer) -> Position {
        let width = WIDTH.min(screen.width.saturating_sub(4));
        let framed = screen.centered(Constraint::Length(width), Constraint::Length(5));
        let (title, kept) = if self.is_preview {
            ("Previewing extracts", "Esc stops it. A preview keeps nothing.")
        } else {
            ("Importing extracts", "Esc stops it. Nothing is kept from a file that is stopped.")
        };
        Panel { title, note: "", active: true, theme }.draw_over(framed, buffer);
        let inside = Panel::text_area(framed, 1);
        let message = text::cut_to_width(&text::one_line(&self.progress), inside.width.into()).into_owned();
        let lines = [
            Line::styled(message, theme.style(StyleRole::Text)),
            Line::default(),
            Line::styled(kept, theme.style(StyleRole::Quiet)),
        ];
        draw_lines(lines, inside, buffer);
        inside.as_position()
    }
}

impl RejectedRowEditor {
    /// Draws why the row could not be used, and its cells one below the other. Returns the position of the caret.
    pub fn draw(&self, context: &OverlayContext<'_>, screen: Rect, buffer: &mut Buffer) -> Position {
        let theme = context.theme;
        let framed = layout::overlay_area(screen.as_size());
        let title = format!("Rejected: {}, row {}", text::one_line(&self.rejected.extract.file), self.rejected.row.row);
        let note = if context.is_waiting { "reading…" } else { "" };
        Panel { title: &title, note, active: true, theme }.draw_over(framed, buffer);
        let inside = Panel::text_area(framed, 1);
        let reasons = text::wrap_text(&text::one_line(&self.reason), inside.width.into());
        let reason_lines = u16::try_from(reasons.len()).unwrap_or(1).min(inside.height / 2);
        let parts = [Constraint::Length(reason_lines), Constraint::Length(1), Constraint::Fill(1)];
        let [why, _, cells] = Layout::vertical(parts).areas(inside);
        let reasons = reasons.into_iter().map(|line| Line::styled(line, theme.style(StyleRole::Missing)));
        draw_lines(reasons, why, buffer);
        self.draw_cells(theme, cells, buffer)
    }

    /// Draws the range of cells that fit; the cell with the focus is always among them.
    fn draw_cells(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Position {
        let room = usize::from(area.height).max(1);
        let top = self.index.saturating_sub(room - 1);
        let mut caret = area.as_position();
        let labeled = self.rejected.header.cells.iter().zip(&self.cells).enumerate().skip(top);
        for (place, (at, (header, cell))) in area.rows().zip(labeled) {
            let [label, line] = Layout::horizontal([Constraint::Length(LABEL), Constraint::Fill(1)]).areas(place);
            let role = if at == self.index { StyleRole::LabelActive } else { StyleRole::Label };
            // The columns of a machine's file have signs between their words.
            let header = text::one_line(header).replace('_', " ");
            let header = text::align_left(&header, usize::from(LABEL) - 1);
            Line::styled(header, theme.style(role)).render(label, buffer);
            // As in the lines of an act, what the next letter replaces is marked.
            let marked = at == self.index && self.replaces_on_typing && !cell.content().is_empty();
            let role = if marked { StyleRole::SelectedAway } else { StyleRole::Text };
            cell.draw(line, buffer, theme.style(role));
            if at == self.index {
                caret = cell.caret_position(line);
            }
        }
        caret
    }
}
