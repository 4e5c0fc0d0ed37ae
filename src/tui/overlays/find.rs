//! The line that filters the list below. The typed text is the filter itself, so the line has no state of its own.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::panel::draw_line;

/// Draws the filter on the status line. Returns the position of the caret, after the words.
pub fn draw_filter(filter: &str, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Position {
    let line = Line::from(vec![
        Span::styled("Find: ", theme.style(StyleRole::Heading)),
        Span::styled(text::one_line(filter).into_owned(), theme.style(StyleRole::Text)),
    ]);
    let along = u16::try_from(line.width()).unwrap_or(0).min(area.width.saturating_sub(1));
    draw_line(line, area, buffer);
    Position::new(area.x + along, area.y)
}
