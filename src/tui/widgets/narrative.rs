//! The text area of the narrative: soft wrap, undo, word motion, paste as text. The widget is `ratatui-textarea`; its
//! own keys are not used, because keys act through the table of actions only.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;
use ratatui_textarea::{CursorMove, TextArea, WrapMode};

use crate::tui::command::Edit;
use crate::tui::text;

/// A text of several lines with a caret.
#[derive(Debug, Clone)]
pub struct Narrative(TextArea<'static>);

impl Default for Narrative {
    fn default() -> Self {
        Self::holding("")
    }
}

impl Narrative {
    /// A text area that holds `content`, with the caret at its end.
    pub fn holding(content: &str) -> Self {
        let mut area: TextArea<'static> = content.split('\n').map(str::to_owned).collect();
        plain(&mut area, Style::default());
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self(area)
    }

    /// The text.
    pub fn content(&self) -> String {
        self.0.lines().join("\n")
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Writes a character.
    pub fn write(&mut self, c: char) {
        self.0.insert_char(c);
    }

    /// Writes pasted text, as one edit.
    pub fn paste(&mut self, pasted: &str) {
        self.0.insert_str(text::pasted(pasted));
    }

    /// Edits the text or moves the caret.
    pub fn edit(&mut self, what: Edit) {
        edit(&mut self.0, what);
    }

    /// Where the caret stands when the text is drawn in `area`. To be asked after drawing.
    pub fn caret(&self, area: Rect) -> Position {
        caret(&self.0, area)
    }
}

impl Widget for &Narrative {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        (&self.0).render(area, buffer);
    }
}

/// Takes the widget's own looks away: the terminal's cursor is the caret.
pub(super) fn plain(area: &mut TextArea<'_>, style: Style) {
    area.set_style(style);
    area.set_cursor_style(style);
    area.set_cursor_line_style(style);
}

pub(super) fn caret(of: &TextArea<'_>, area: Rect) -> Position {
    let caret = of.screen_cursor();
    let (top, first) = of.scroll_offset();
    let down = u16::try_from(caret.row).unwrap_or(u16::MAX).saturating_sub(top);
    let along = u16::try_from(caret.col).unwrap_or(u16::MAX).saturating_sub(first);
    Position::new(area.x + along.min(area.width.saturating_sub(1)), area.y + down.min(area.height.saturating_sub(1)))
}

/// Edits the text, by whole graphemes where the widget steps by characters.
pub(super) fn edit(area: &mut TextArea<'_>, what: Edit) {
    match what {
        Edit::Left => repeat(area, CursorMove::Back, chars_before(area)),
        Edit::Right => repeat(area, CursorMove::Forward, chars_after(area)),
        Edit::Up => area.move_cursor(CursorMove::Up),
        Edit::Down => area.move_cursor(CursorMove::Down),
        Edit::WordLeft => area.move_cursor(CursorMove::WordBack),
        Edit::WordRight => area.move_cursor(CursorMove::WordForward),
        Edit::LineStart => area.move_cursor(CursorMove::Head),
        Edit::LineEnd => area.move_cursor(CursorMove::End),
        Edit::TextStart => area.move_cursor(CursorMove::Top),
        Edit::TextEnd => {
            area.move_cursor(CursorMove::Bottom);
            area.move_cursor(CursorMove::End);
        }
        Edit::NewLine => area.insert_newline(),
        Edit::Backspace => (0..chars_before(area)).for_each(|_| _ = area.delete_char()),
        Edit::Delete => (0..chars_after(area)).for_each(|_| _ = area.delete_next_char()),
        Edit::DeleteWord => _ = area.delete_word(),
        Edit::DeleteToStart => _ = area.delete_line_by_head(),
        Edit::Undo => _ = area.undo(),
        Edit::Redo => _ = area.redo(),
    }
}

fn repeat(area: &mut TextArea<'_>, step: CursorMove, times: usize) {
    (0..times).for_each(|_| area.move_cursor(step));
}

/// The characters of the grapheme on the caret's left; one for a line end.
fn chars_before(area: &TextArea<'_>) -> usize {
    let caret = area.cursor();
    area.lines().get(caret.0).map_or(0, |line| text::chars_before(line, caret.1)).max(1)
}

/// The characters of the grapheme on the caret's right; one for a line end.
fn chars_after(area: &TextArea<'_>) -> usize {
    let caret = area.cursor();
    area.lines().get(caret.0).map_or(0, |line| text::chars_after(line, caret.1)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paste_is_text_and_one_edit() {
        let mut narrative = Narrative::holding("Said: ");
        narrative.paste("one\r\ntwo\u{1b}[31m\u{3}");
        assert_eq!(narrative.content(), "Said: one\ntwo␛[31m␃");
        narrative.edit(Edit::Undo);
        assert_eq!(narrative.content(), "Said: ");
    }

    #[test]
    fn a_long_line_is_wrapped_and_seen_from_its_start() {
        let area = Rect::new(0, 0, 20, 4);
        let mut narrative = Narrative::default();
        narrative.render(area, &mut Buffer::empty(area));
        "Said she is fine, and will come on Friday.".chars().for_each(|c| narrative.write(c));
        let mut buffer = Buffer::empty(area);
        narrative.render(area, &mut buffer);
        let row = |y| (0..20).filter_map(|x| Some(buffer.cell((x, y))?.symbol())).collect::<String>();
        assert_eq!(
            [row(0), row(1), row(2)].map(|row| row.trim_end().to_owned()),
            ["Said she is fine,", "and will come on", "Friday."]
        );
        assert_eq!(narrative.caret(area), Position::new(7, 2));
    }

    #[test]
    fn the_caret_steps_over_whole_letters() {
        let mut narrative = Narrative::holding("e\u{301}");
        narrative.edit(Edit::Left);
        narrative.write('x');
        assert_eq!(narrative.content(), "xe\u{301}");
        narrative.edit(Edit::TextEnd);
        narrative.edit(Edit::Backspace);
        assert_eq!(narrative.content(), "x");
    }
}
