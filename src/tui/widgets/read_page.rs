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
    /// The part of the text that is a message for another worker and can be copied, if there is one.
    pub copy: Option<String>,
}

impl TextPage {
    /// A page, shown from its first line.
    pub fn new(title: impl Into<String>, lines: Vec<Line<'static>>) -> Self {
        Self { title: title.into(), lines, top: 0, copy: None }
    }
}
