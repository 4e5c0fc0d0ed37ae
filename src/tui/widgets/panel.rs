//! A framed part of the screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::symbols::merge::MergeStrategy;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Widget};

use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};

/// The columns that a note has where the title leaves fewer.
const LEAST_NOTE: usize = 12;

/// A frame with a title on the left and a note on the right. Frames that share an edge join.
pub struct Panel<'a> {
    /// The title.
    pub title: &'a str,
    /// The note; empty for none.
    pub note: &'a str,
    /// Whether the panel has the focus.
    pub active: bool,
    /// The theme.
    pub theme: &'a Theme,
}

impl Panel<'_> {
    /// Returns the part inside the frame.
    pub fn inner_area(area: Rect) -> Rect {
        Block::bordered().inner(area)
    }

    /// Returns the part inside the frame for text, with `margin` columns free on either side.
    pub fn text_area(area: Rect, margin: u16) -> Rect {
        let inside = Self::inner_area(area);
        Rect { x: inside.x + margin, width: inside.width.saturating_sub(2 * margin), ..inside }
    }

    /// Draws the frame over the panes: what is drawn there already is cleared.
    pub fn draw_over(&self, area: Rect, buffer: &mut Buffer) {
        Clear.render(area, buffer);
        buffer.set_style(area, self.theme.style(StyleRole::Text));
        self.render(area, buffer);
    }
}

impl Widget for &Panel<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let frame = self.theme.style(if self.active { StyleRole::FrameActive } else { StyleRole::Frame });
        let room = usize::from(area.width).saturating_sub(4);
        // A title may name a participant, and a name is cut for nothing else.
        let beside_title = room.saturating_sub(text::display_width(self.title) + 2);
        let note_width = text::display_width(self.note).min(beside_title.max(LEAST_NOTE));
        let title = text::cut_to_width(self.title, room.saturating_sub(note_width + 2)).into_owned();
        let mut block = Block::bordered().merge_borders(MergeStrategy::Exact).border_style(frame);
        if !title.is_empty() {
            block = block.title(Line::from(Span::styled(format!(" {title} "), self.theme.style(StyleRole::Heading))));
        }
        if !self.note.is_empty() {
            let note = format!(" {} ", text::cut_to_width(self.note, note_width.max(8)));
            block = block.title(Line::from(Span::styled(note, self.theme.style(StyleRole::Quiet))).right_aligned());
        }
        block.render(area, buffer);
    }
}

/// Draws lines from the top of an area on, as many as fit.
pub fn draw_lines<'a>(lines: impl IntoIterator<Item = Line<'a>>, area: Rect, buffer: &mut Buffer) {
    for (place, line) in area.rows().zip(lines) {
        draw_line(line, place, buffer);
    }
}

/// Draws a line; a line wider than its place ends with `…`.
pub fn draw_line(line: Line<'_>, place: Rect, buffer: &mut Buffer) {
    cut_line(line, place.width.into()).render(place, buffer);
}

fn cut_line(line: Line<'_>, columns: usize) -> Line<'_> {
    let content: String = line.spans.iter().map(|span| span.content.as_ref()).collect();
    if text::display_width(content.trim_end()) <= columns {
        return line;
    }
    let mut room = columns;
    let mut kept = Vec::new();
    for mut span in line.spans {
        let width = text::display_width(&span.content);
        if width >= room {
            // The sign is appended before cutting, so that it is shown even if the span itself just fits.
            span.content = text::cut_to_width(&format!("{}…", span.content), room).into_owned().into();
            kept.push(span);
            break;
        }
        room -= width;
        kept.push(span);
    }
    Line { spans: kept, ..line }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(&["one two"], 7, "one two")]
    #[case(&["one two"], 6, "one t…")]
    #[case(&["one", " two"], 3, "on…")]
    #[case(&["one", " two"], 4, "one…")]
    #[case(&["one", "   "], 3, "one   ")]
    #[case(&["王小明", "!"], 6, "王小…")]
    #[case(&["one"], 0, "")]
    fn a_line_that_is_cut_says_so(#[case] spans: &[&'static str], #[case] columns: usize, #[case] shown: &str) {
        let line: Line = spans.iter().map(|span| Span::raw(*span)).collect();
        assert_eq!(cut_line(line, columns).to_string(), shown);
    }
}
