//! The text area of `ratatui-textarea` as the narrative uses it.

use ratatui::style::{Modifier, Style};
use ratatui_textarea::{TextArea, WrapMode};

/// Creates a text area with these lines, at least one.
pub(in crate::tui::widgets) fn new_text_area(lines: Vec<String>) -> TextArea<'static> {
    let mut area = TextArea::new(lines);
    remove_default_styles(&mut area, Style::default());
    area.set_wrap_mode(WrapMode::WordOrGlyph);
    area
}

/// Removes the widget's own styles, because the terminal's cursor is the caret.
pub(in crate::tui::widgets) fn remove_default_styles(area: &mut TextArea<'_>, style: Style) {
    area.set_style(style);
    area.set_cursor_style(style);
    area.set_cursor_line_style(style);
    area.set_selection_style(style.add_modifier(Modifier::REVERSED));
}

/// Returns the number of bytes of lines, including line ends.
pub(super) fn byte_count<'a>(lines: impl Iterator<Item = &'a String>) -> usize {
    lines.map(|line| line.len() + 1).sum()
}
