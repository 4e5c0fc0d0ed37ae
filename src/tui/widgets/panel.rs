//! A framed part of the screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::symbols::merge::MergeStrategy;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Widget};

use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};

/// A frame with a title on the left and a note on the right. Frames that share an edge join.
pub struct Panel<'a> {
    /// The title.
    pub title: &'a str,
    /// The note; empty for none.
    pub note: &'a str,
    /// Whether the keys act in it.
    pub active: bool,
    /// The theme.
    pub theme: &'a Theme,
}

impl Panel<'_> {
    /// The part inside the frame.
    pub fn inner_area(area: Rect) -> Rect {
        Block::bordered().inner(area)
    }

    /// The part inside the frame for text, with `margin` columns free on either side.
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
        let note_width = text::display_width(self.note).min(room / 2);
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
        line.render(place, buffer);
    }
}
