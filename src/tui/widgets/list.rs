//! A list: only the rows on the screen are built.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::cursor::Cursor;
use super::panel::draw_line;
use crate::tui::theme::{StyleRole, Theme};

/// A list whose rows are built on demand.
pub struct LazyList<'a, F> {
    /// How many rows there are.
    pub len: usize,
    /// The selected row and the first one shown.
    pub cursor: &'a Cursor,
    /// Whether the list has the focus.
    pub active: bool,
    /// The theme.
    pub theme: &'a Theme,
    /// How many columns of the selected row are highlighted.
    pub highlighted: u16,
    /// Builds the row at an index.
    pub build_row: F,
}

impl<F> LazyList<'_, F> {
    /// Returns the position at which the selected row begins in `area`, for the terminal's cursor.
    pub fn cursor_position(&self, area: Rect) -> Position {
        let down = u16::try_from(self.cursor.index.saturating_sub(self.cursor.top)).unwrap_or(0);
        Position::new(area.x, area.y + down.min(area.height.saturating_sub(1)))
    }
}

impl<'a, F: Fn(usize) -> Line<'a>> Widget for &LazyList<'a, F> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let lines = area.rows().zip(self.cursor.visible_rows(self.len, area.height.into()));
        for (place, at) in lines {
            draw_line((self.build_row)(at), place, buffer);
            if at == self.cursor.index {
                let role = if self.active { StyleRole::Selected } else { StyleRole::SelectedAway };
                let place = Rect { width: place.width.min(self.highlighted), ..place };
                highlight_line(place, buffer, self.theme, role);
            }
        }
    }
}

/// Applies the style of the selected row to a line. The colors of its cells are removed, because reversed colors are
/// hard to read.
pub fn highlight_line(place: Rect, buffer: &mut Buffer, theme: &Theme, role: StyleRole) {
    let style = theme.style(role);
    if role == StyleRole::Selected {
        buffer.set_style(place, ratatui::style::Style::reset());
    }
    buffer.set_style(place, style);
}
