//! One line of text being written.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;
use ratatui_textarea::{CursorMove, TextArea};

use super::narrative::{self, edit};
use crate::tui::command::Edit;
use crate::tui::text;

/// A line of text with a caret.
#[derive(Debug, Clone)]
pub struct LineInput(TextArea<'static>);

impl Default for LineInput {
    fn default() -> Self {
        Self::holding("")
    }
}

impl LineInput {
    /// A line that holds `content`, with the caret at its end.
    pub fn holding(content: &str) -> Self {
        let mut area = TextArea::from([text::one_line(content)]);
        narrative::plain(&mut area, Style::default());
        area.move_cursor(CursorMove::End);
        Self(area)
    }

    /// The text.
    pub fn content(&self) -> &str {
        self.0.lines().first().map_or("", String::as_str)
    }

    /// Writes a character.
    pub fn write(&mut self, c: char) {
        self.0.insert_char(c);
    }

    /// Writes pasted text; line ends become spaces.
    pub fn paste(&mut self, pasted: &str) {
        self.0.insert_str(text::one_line(&text::pasted(pasted)).replace('\t', " "));
    }

    /// Edits the text or moves the caret.
    pub fn edit(&mut self, what: Edit) {
        if !matches!(what, Edit::NewLine) {
            edit(&mut self.0, what);
        }
    }

    /// Where the caret stands when the line is drawn in `area`.
    pub fn caret(&self, area: Rect) -> Position {
        narrative::caret(&self.0, area)
    }

    /// Gives the text a style.
    pub fn draw(&self, area: Rect, buffer: &mut Buffer, style: Style) {
        (&self.0).render(area, buffer);
        buffer.set_style(area, style);
    }
}
