//! The text area of the narrative: soft wrap, undo, word motion, paste as text. The widget is `ratatui-textarea`; its
//! own key bindings are not used, because all keys act through the table of commands.

pub(super) mod text_area;
mod window;

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;
use ratatui_textarea::{CursorMove, TextArea};

use crate::tui::command::EditCommand;
use crate::tui::text;

/// A text of several lines with a caret.
///
/// The widget lays out all of its text at every key press. Of a long text, it therefore holds only the part around the
/// caret (`window`).
#[derive(Debug, Clone)]
pub struct NarrativeEditor {
    /// The lines above those in the widget.
    above: Vec<String>,
    area: TextArea<'static>,
    /// The lines below those in the widget.
    below: Vec<String>,
    /// Copies of the text from before each change of the widget's part, so that earlier edits can be undone.
    earlier: Vec<Self>,
}

impl Default for NarrativeEditor {
    fn default() -> Self {
        Self::with_text("")
    }
}

impl NarrativeEditor {
    /// Creates a text area that holds `content`, with the caret at its end.
    pub fn with_text(content: &str) -> Self {
        let mut area = text_area::new_text_area(content.split('\n').map(str::to_owned).collect());
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        let mut narrative = Self { above: Vec::new(), area, below: Vec::new(), earlier: Vec::new() };
        narrative.shift_window();
        narrative.earlier.clear();
        narrative
    }

    /// Returns all lines.
    fn all_lines(&self) -> impl DoubleEndedIterator<Item = &String> {
        self.above.iter().chain(self.area.lines()).chain(&self.below)
    }

    /// Returns the text.
    pub fn content(&self) -> String {
        let mut content = String::with_capacity(self.len());
        for (at, line) in self.all_lines().enumerate() {
            if at > 0 {
                content.push('\n');
            }
            content.push_str(line);
        }
        content
    }

    /// Returns whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns whether the text has anything but white space.
    pub fn has_text(&self) -> bool {
        self.all_lines().any(|line| !line.trim().is_empty())
    }

    /// Returns the length of the text in bytes.
    pub fn len(&self) -> usize {
        text_area::byte_count(self.all_lines()).saturating_sub(1)
    }

    /// Returns the byte offset of the caret in the text.
    pub fn caret_byte(&self) -> usize {
        let above = text_area::byte_count(self.all_lines().take(self.above.len() + self.area.cursor().0));
        above + self.text_before_caret().len()
    }

    /// Writes a character.
    pub fn insert_char(&mut self, c: char) {
        self.area.insert_char(c);
        self.shift_window();
    }

    /// Writes pasted text, as one edit.
    pub fn paste_text(&mut self, pasted: &str) {
        self.area.insert_str(text::normalize_pasted(pasted));
        self.shift_window();
    }

    /// Edits the text or moves the caret.
    pub fn apply_edit(&mut self, what: EditCommand) {
        match what {
            EditCommand::Undo => self.undo_edit(),
            EditCommand::TextStart => self.show_line(0),
            EditCommand::TextEnd => self.show_line(usize::MAX),
            _ => {}
        }
        if what != EditCommand::Undo {
            edit_text_area(&mut self.area, what);
        }
        self.shift_window();
    }

    /// Returns the part of the caret's line before the caret.
    pub fn text_before_caret(&self) -> &str {
        let caret = self.area.cursor();
        let line = self.area.lines().get(caret.0).map_or("", String::as_str);
        let end = line.char_indices().nth(caret.1).map_or(line.len(), |(at, _)| at);
        line.get(..end).unwrap_or_default()
    }

    /// Replaces the last `chars` characters before the caret with `text`.
    pub fn replace_before_caret(&mut self, chars: usize, text: &str) {
        self.area.cancel_selection();
        repeat_move(&mut self.area, CursorMove::Back, chars);
        self.area.delete_str(chars);
        self.area.insert_str(text);
        self.shift_window();
    }

    /// Returns the number of characters after the caret.
    pub fn chars_after_caret(&self) -> usize {
        let caret = self.area.cursor();
        let mut lines = self.all_lines().skip(self.above.len() + caret.0).map(|line| line.chars().count());
        let rest = lines.next().map_or(0, |chars| chars.saturating_sub(caret.1));
        rest + lines.map(|chars| chars + 1).sum::<usize>()
    }

    /// Selects the text that ends `after` characters before the end, if it is `expected` and on one line. Returns
    /// whether it is.
    pub fn select_expected(&mut self, expected: &str, after: usize) -> bool {
        let Some((row, end)) = self.position_from_end(after) else { return false };
        let chars = expected.chars().count();
        let Some(start) = end.checked_sub(chars) else { return false };
        let there = self.all_lines().nth(row).into_iter().flat_map(|line| line.chars()).skip(start).take(chars);
        if !there.eq(expected.chars()) {
            return false;
        }
        self.area.cancel_selection();
        self.show_line(row);
        let row = row.saturating_sub(self.above.len());
        let (Ok(row), Ok(column)) = (u16::try_from(row), u16::try_from(start)) else { return false };
        self.area.move_cursor(CursorMove::Jump(row, column));
        if chars > 0 {
            self.area.start_selection();
            repeat_move(&mut self.area, CursorMove::Forward, chars);
        }
        true
    }

    /// Returns the line, and the character in it, that is `after` characters before the end of the text.
    fn position_from_end(&self, mut after: usize) -> Option<(usize, usize)> {
        let count = self.above.len() + self.area.lines().len() + self.below.len();
        for (back, line) in self.all_lines().rev().enumerate() {
            let chars = line.chars().count();
            if after <= chars {
                return Some((count - 1 - back, chars - after));
            }
            after -= chars + 1;
        }
        None
    }

    /// Returns the selected text, if any.
    pub fn selected_text(&self) -> Option<String> {
        let ((first, from), (last, to)) = self.area.selection_range()?;
        let lines = self.area.lines().get(first..=last)?.iter().enumerate().map(|(at, line)| {
            let from = if at == 0 { from } else { 0 };
            let to = if first + at == last { to } else { usize::MAX };
            line.chars().skip(from).take(to.saturating_sub(from)).collect::<String>()
        });
        Some(lines.collect::<Vec<_>>().join("\n")).filter(|selected| !selected.is_empty())
    }

    /// Replaces the byte range `span` of the text with `text`.
    pub fn replace_span(&mut self, span: &Range<usize>, text: &str) {
        let content = self.content();
        let (Some(old), Some(rest)) = (content.get(span.clone()), content.get(span.end..)) else { return };
        if self.select_expected(old, rest.chars().count()) {
            self.area.insert_str(text);
            self.shift_window();
        }
    }

    /// Applies `style` to the bytes `spans` of the whole text, where they are on the screen. Call it after drawing.
    pub fn style_spans(&self, spans: &[Range<usize>], area: Rect, buffer: &mut Buffer, style: Style) {
        if spans.is_empty() {
            return;
        }
        let above = text_area::byte_count(self.above.iter());
        let (top, _) = self.area.scroll_offset();
        for (down, place) in (0..).zip(area.rows()) {
            let start = self.area.screen_to_data(usize::from(top) + down, 0);
            let next = self.area.screen_to_data(usize::from(top) + down + 1, 0);
            let Some(line) = self.area.lines().get(start.0) else { return };
            let before = above + text_area::byte_count(self.area.lines().iter().take(start.0));
            let end = if next.0 == start.0 && next.1 > start.1 { next.1 } else { usize::MAX };
            let row = before..=before + line.len();
            let on_row: Vec<_> =
                spans.iter().filter(|span| row.contains(&span.start) || row.contains(&span.end)).collect();
            let mut x = place.x;
            for (at, c) in line.char_indices().skip(start.1).take(end - start.1) {
                let columns = u16::try_from(text::display_width(c.encode_utf8(&mut [0; 4]))).unwrap_or(0);
                let marked = on_row.iter().any(|span| span.contains(&(before + at)));
                if marked && x < place.right() {
                    buffer.set_style(Rect { x, width: columns.min(place.right() - x), ..place }, style);
                }
                x = x.saturating_add(columns);
            }
            if next.0 == start.0 && next.1 == start.1 {
                return;
            }
        }
    }

    /// Returns the position of the caret when the text is drawn in `area`. Call it after drawing.
    pub fn caret_position(&self, area: Rect) -> Position {
        caret_position(&self.area, area)
    }
}

impl Widget for &NarrativeEditor {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        (&self.area).render(area, buffer);
    }
}

pub(super) fn caret_position(of: &TextArea<'_>, area: Rect) -> Position {
    let caret = of.screen_cursor();
    let (top, first) = of.scroll_offset();
    let down = u16::try_from(caret.row).unwrap_or(u16::MAX).saturating_sub(top);
    let along = u16::try_from(caret.col).unwrap_or(u16::MAX).saturating_sub(first);
    Position::new(area.x + along.min(area.width.saturating_sub(1)), area.y + down.min(area.height.saturating_sub(1)))
}

/// Edits the text by whole graphemes, because the widget itself steps by characters.
pub(super) fn edit_text_area(area: &mut TextArea<'_>, what: EditCommand) {
    if is_motion(what) {
        area.cancel_selection();
    }
    match what {
        EditCommand::SelectLeft => extend_selection(area, EditCommand::Left),
        EditCommand::SelectRight => extend_selection(area, EditCommand::Right),
        EditCommand::SelectUp => extend_selection(area, EditCommand::Up),
        EditCommand::SelectDown => extend_selection(area, EditCommand::Down),
        EditCommand::SelectLineStart => extend_selection(area, EditCommand::LineStart),
        EditCommand::SelectLineEnd => extend_selection(area, EditCommand::LineEnd),
        EditCommand::Cut => _ = area.cut(),
        EditCommand::Copy => area.copy(),
        EditCommand::Paste => _ = area.paste(),
        EditCommand::NewLine => area.insert_newline(),
        EditCommand::Backspace | EditCommand::Delete if area.is_selecting() => _ = area.delete_char(),
        EditCommand::Backspace => (0..chars_before(area)).for_each(|_| _ = area.delete_char()),
        EditCommand::Delete => (0..chars_after(area)).for_each(|_| _ = area.delete_next_char()),
        EditCommand::DeleteWord => _ = area.delete_word(),
        EditCommand::DeleteToStart => _ = area.delete_line_by_head(),
        EditCommand::Undo => _ = area.undo(),
        EditCommand::Redo => _ = area.redo(),
        motion => move_caret(area, motion),
    }
}

fn move_caret(area: &mut TextArea<'_>, motion: EditCommand) {
    match motion {
        EditCommand::Left => repeat_move(area, CursorMove::Back, chars_before(area)),
        EditCommand::Right => repeat_move(area, CursorMove::Forward, chars_after(area)),
        EditCommand::Up => area.move_cursor(CursorMove::Up),
        EditCommand::Down => area.move_cursor(CursorMove::Down),
        EditCommand::WordLeft => area.move_cursor(CursorMove::WordBack),
        EditCommand::WordRight => area.move_cursor(CursorMove::WordForward),
        EditCommand::LineStart => area.move_cursor(CursorMove::Head),
        EditCommand::LineEnd => area.move_cursor(CursorMove::End),
        EditCommand::TextStart => area.move_cursor(CursorMove::Top),
        EditCommand::TextEnd => {
            area.move_cursor(CursorMove::Bottom);
            area.move_cursor(CursorMove::End);
        }
        _ => {}
    }
}

const fn is_motion(what: EditCommand) -> bool {
    matches!(
        what,
        EditCommand::Left
            | EditCommand::Right
            | EditCommand::Up
            | EditCommand::Down
            | EditCommand::WordLeft
            | EditCommand::WordRight
            | EditCommand::LineStart
            | EditCommand::LineEnd
            | EditCommand::TextStart
            | EditCommand::TextEnd
    )
}

/// Moves the caret and selects what it passes over.
fn extend_selection(area: &mut TextArea<'_>, motion: EditCommand) {
    if !area.is_selecting() {
        area.start_selection();
    }
    move_caret(area, motion);
}

fn repeat_move(area: &mut TextArea<'_>, step: CursorMove, times: usize) {
    (0..times).for_each(|_| area.move_cursor(step));
}

/// Returns the characters of the grapheme on the caret's left; one for a line end.
fn chars_before(area: &TextArea<'_>) -> usize {
    let caret = area.cursor();
    area.lines().get(caret.0).map_or(0, |line| text::chars_before(line, caret.1)).max(1)
}

/// Returns the characters of the grapheme on the caret's right; one for a line end.
fn chars_after(area: &TextArea<'_>) -> usize {
    let caret = area.cursor();
    area.lines().get(caret.0).map_or(0, |line| text::chars_after(line, caret.1)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paste_is_text_and_one_edit() {
        let mut narrative = NarrativeEditor::with_text("Said: ");
        narrative.paste_text("one\r\ntwo\u{1b}[31m\u{3}");
        assert_eq!(narrative.content(), "Said: one\ntwo␛[31m␃");
        narrative.apply_edit(EditCommand::Undo);
        assert_eq!(narrative.content(), "Said: ");
    }

    #[test]
    fn a_long_line_is_wrapped_and_seen_from_its_start() {
        let area = Rect::new(0, 0, 20, 4);
        let mut narrative = NarrativeEditor::default();
        narrative.render(area, &mut Buffer::empty(area));
        "Said she is fine, and will come on Friday.".chars().for_each(|c| narrative.insert_char(c));
        let mut buffer = Buffer::empty(area);
        narrative.render(area, &mut buffer);
        let row = |y| (0..20).filter_map(|x| Some(buffer.cell((x, y))?.symbol())).collect::<String>();
        assert_eq!(
            [row(0), row(1), row(2)].map(|row| row.trim_end().to_owned()),
            ["Said she is fine,", "and will come on", "Friday."]
        );
        assert_eq!(narrative.caret_position(area), Position::new(7, 2));
    }

    #[test]
    fn the_caret_steps_over_whole_letters() {
        let mut narrative = NarrativeEditor::with_text("e\u{301}");
        narrative.apply_edit(EditCommand::Left);
        narrative.insert_char('x');
        assert_eq!(narrative.content(), "xe\u{301}");
        narrative.apply_edit(EditCommand::TextEnd);
        narrative.apply_edit(EditCommand::Backspace);
        assert_eq!(narrative.content(), "x");
    }

    /// Returns a text of many lines, about a megabyte.
    fn long() -> String {
        (0..16_000)
            .map(|number| format!("Line {number} of a very long text that somebody pasted."))
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn of_a_long_text_the_widget_holds_a_part_and_nothing_is_lost() {
        let text = long();
        let mut narrative = NarrativeEditor::default();
        narrative.paste_text(&text);
        assert!(narrative.area.lines().len() < 2_000, "{}", narrative.area.lines().len());
        assert_eq!((narrative.content() == text, narrative.len()), (true, text.len()));
        narrative.apply_edit(EditCommand::TextStart);
        narrative.insert_char('x');
        assert_eq!(narrative.caret_byte(), 1);
        (0..1_000).for_each(|_| narrative.apply_edit(EditCommand::Down));
        narrative.apply_edit(EditCommand::LineEnd);
        narrative.insert_char('y');
        narrative.apply_edit(EditCommand::TextEnd);
        narrative.insert_char('z');
        let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
        lines[0].insert(0, 'x');
        lines[1_000].push('y');
        lines.last_mut().unwrap().push('z');
        assert!(narrative.content() == lines.join("\n"));
        assert_eq!(narrative.chars_after_caret(), 0);
        let at = narrative.content().find("Line 5000 ").unwrap();
        narrative.replace_span(&(at..at + 9), "Row 5000");
        assert!(narrative.content().contains("\nRow 5000 of"));
        assert_eq!(narrative.caret_byte(), at + 8);
    }

    #[test]
    fn a_long_paste_is_undone() {
        let mut narrative = NarrativeEditor::with_text("Said: ");
        narrative.paste_text(&long());
        narrative.insert_char('.');
        narrative.apply_edit(EditCommand::Undo);
        narrative.apply_edit(EditCommand::Undo);
        assert_eq!(narrative.content(), "Said: ");
    }
}
