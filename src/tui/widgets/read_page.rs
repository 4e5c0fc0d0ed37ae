//! A page to read: a title and lines that scroll.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use ratatui::text::Line;

use super::panel::{Panel, draw_lines};
use super::scroll::{note_lines_below, scroll_top};
use crate::tui::command::Motion;
use crate::tui::layout;
use crate::tui::text;
use crate::tui::theme::Theme;

/// A page to read.
#[derive(Debug, Clone)]
pub struct TextPage {
    /// The frame's title.
    pub title: String,
    /// The lines.
    pub lines: Vec<Line<'static>>,
    /// The first line shown.
    pub top: usize,
    /// The part of the text that is a message for another worker and can be copied, if there is one.
    pub copy: Option<String>,
}

impl TextPage {
    /// Creates a page, shown from its first line.
    pub fn new(title: impl Into<String>, lines: Vec<Line<'static>>) -> Self {
        Self { title: title.into(), lines, top: 0, copy: None }
    }

    /// Creates a page from texts, each wrapped at `columns`.
    pub fn from_lines(title: impl Into<String>, texts: &[String], columns: usize) -> Self {
        let lines = texts.iter().flat_map(|text| text::wrap_text(text, columns)).map(Line::from);
        Self::new(title, lines.collect())
    }

    /// Scrolls the page on a terminal of `size`.
    pub fn scroll(&mut self, motion: Motion, size: Size) {
        let page = layout::rows_inside(layout::overlay_area(size));
        self.top = scroll_top(self.top, motion, self.lines.len(), page);
    }

    /// Draws the page over the panes of a screen. Returns the position at which its text begins.
    pub fn draw(&self, theme: &Theme, screen: Rect, buffer: &mut Buffer) -> Position {
        let framed = layout::overlay_area(screen.as_size());
        let inside = Panel::text_area(framed, 2);
        let note = note_lines_below(self.lines.len(), self.top, inside.height);
        Panel { title: &self.title, note: &note, active: true, theme }.draw_over(framed, buffer);
        draw_lines(self.lines.iter().skip(self.top).cloned(), inside, buffer);
        inside.as_position()
    }
}
