//! One line of text that is being edited.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Widget;
use ratatui_textarea::{CursorMove, TextArea};

use super::narrative::{self, edit_text_area};
use crate::tui::command::EditCommand;
use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};

/// A line of text with a caret.
#[derive(Debug, Clone)]
pub struct LineInput(TextArea<'static>);

impl Default for LineInput {
    fn default() -> Self {
        Self::with_text("")
    }
}

impl LineInput {
    /// Creates a line that holds `content`, with the caret at its end.
    pub fn with_text(content: &str) -> Self {
        let mut area = TextArea::from([text::one_line(content)]);
        narrative::text_area::remove_default_styles(&mut area, Style::default());
        area.move_cursor(CursorMove::End);
        Self(area)
    }

    /// Returns the text.
    pub fn content(&self) -> &str {
        self.0.lines().first().map_or("", String::as_str)
    }

    /// Inserts a character.
    pub fn insert_char(&mut self, c: char) {
        self.0.insert_char(c);
    }

    /// Inserts pasted text; line ends become spaces.
    pub fn paste_text(&mut self, pasted: &str) {
        self.0.insert_str(text::one_line(&text::normalize_pasted(pasted)).replace('\t', " "));
    }

    /// Edits the text or moves the caret.
    pub fn apply_edit(&mut self, what: EditCommand) {
        if !matches!(what, EditCommand::NewLine) {
            edit_text_area(&mut self.0, what);
        }
    }

    /// Returns the position of the caret when the line is drawn in `area`.
    pub fn caret_position(&self, area: Rect) -> Position {
        narrative::caret_position(&self.0, area)
    }

    /// Gives the text a style.
    pub fn draw(&self, area: Rect, buffer: &mut Buffer, style: Style) {
        (&self.0).render(area, buffer);
        buffer.set_style(area, style);
    }

    /// Draws the text after a `>`, as the query of a list. Returns the position of the caret.
    pub fn draw_query(&self, area: Rect, buffer: &mut Buffer, theme: &Theme) -> Position {
        Line::styled("> ", theme.style(StyleRole::Key)).render(area, buffer);
        let line = Rect { x: area.x + 2, width: area.width.saturating_sub(2), ..area };
        self.draw(line, buffer, theme.style(StyleRole::Text));
        self.caret_position(line)
    }
}
