//! A page to read: a title and lines that scroll.

use ratatui::text::Line;

/// A page to read.
#[derive(Debug, Clone)]
pub struct TextPage {
    /// The frame's title.
    pub title: String,
    /// The lines.
    pub lines: Vec<Line<'static>>,
    /// The first line shown.
    pub top: usize,
    /// The text of it that goes to another worker and may be copied, if it is such.
    pub copy: Option<String>,
}

impl TextPage {
    /// A page, shown from its first line.
    pub fn new(title: impl Into<String>, lines: Vec<Line<'static>>) -> Self {
        Self { title: title.into(), lines, top: 0, copy: None }
    }
}
