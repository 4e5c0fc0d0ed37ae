//! A list: only the rows on the screen are built.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::cursor::Cursor;
use crate::tui::theme::{Role, Theme};

/// A list whose rows are built on demand.
pub struct List<'a, F> {
    /// How many rows there are.
    pub len: usize,
    /// The selected row and the first one shown.
    pub cursor: &'a Cursor,
    /// Whether the keys act on it.
    pub active: bool,
    /// The theme.
    pub theme: &'a Theme,
    /// Builds the row at an index.
    pub row: F,
}

impl<F> List<'_, F> {
    /// Where the selected row begins in `area`, for the terminal's cursor.
    pub fn position(&self, area: Rect) -> Position {
        let down = u16::try_from(self.cursor.at.saturating_sub(self.cursor.top)).unwrap_or(0);
        Position::new(area.x, area.y + down.min(area.height.saturating_sub(1)))
    }
}

impl<'a, F: Fn(usize) -> Line<'a>> Widget for &List<'a, F> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let lines = area.rows().zip(self.cursor.shown(self.len, area.height.into()));
        for (place, at) in lines {
            (self.row)(at).render(place, buffer);
            if at == self.cursor.at {
                let role = if self.active { Role::Selected } else { Role::SelectedAway };
                mark(place, buffer, self.theme, role);
            }
        }
    }
}

/// Lays the style of the selected row over a line. The colours of its cells go: reversed, they would not read well.
fn mark(place: Rect, buffer: &mut Buffer, theme: &Theme, role: Role) {
    let style = theme.style(role);
    if role == Role::Selected {
        buffer.set_style(place, ratatui::style::Style::reset());
    }
    buffer.set_style(place, style);
}
