//! The line of messages at the bottom of the screen.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget as _};

use super::panel::draw_lines;
use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};

/// Draws a message on `line`, the inner part of the line of messages. A longer message takes as many lines above as it
/// needs, over what is drawn there, so that it can be read whole. Returns the position at which it begins.
pub fn draw_message(message: &str, role: StyleRole, theme: &Theme, line: Rect, buffer: &mut Buffer) -> Position {
    let lines = text::wrap_text(&text::one_line(message), line.width.into());
    let more = u16::try_from(lines.len().saturating_sub(1)).unwrap_or(0).min(line.y);
    let area = Rect { y: line.y - more, height: line.height + more, ..line };
    if more > 0 {
        let whole = Rect { x: area.x.saturating_sub(1), width: area.width + 2, ..area }.intersection(buffer.area);
        Clear.render(whole, buffer);
        buffer.set_style(whole, theme.style(StyleRole::Text));
    }
    draw_lines(lines.into_iter().map(|line| Line::styled(line, theme.style(role))), area, buffer);
    area.as_position()
}
