//! The lines of the tour at the bottom of the terminal. The rest of the screen gets smaller by them, so that they cover
//! nothing that they speak of.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::text::{Line, Span};

use super::layout::MIN_SIZE;
use super::state::tour::TourText;
use super::text;
use super::theme::{StyleRole, Theme};
use super::widgets::panel::draw_line;

/// The most lines of the text on a low screen, so that the list above keeps most of it.
const LOW_LINES: usize = 2;

/// The tour as it is drawn: a title in a line of its own, and what to do now.
pub(super) struct TourStrip {
    title: String,
    lines: Vec<String>,
}

impl TourStrip {
    /// Lays the text out on a terminal of `size`.
    pub(super) fn new(tour: &TourText, size: Size) -> Self {
        let mut lines = text::wrap_text(&tour.say, usize::from(size.width).saturating_sub(2));
        if size.height < MIN_SIZE.height {
            lines.truncate(LOW_LINES);
        }
        Self { title: tour.title.clone(), lines }
    }

    /// Returns how many lines the tour takes.
    pub(super) fn height(&self) -> u16 {
        u16::try_from(self.lines.len()).unwrap_or(u16::MAX) + u16::from(!self.title.is_empty())
    }

    /// Draws the tour into its lines.
    pub(super) fn draw(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) {
        let mut places = area.rows();
        if !self.title.is_empty()
            && let Some(place) = places.next()
        {
            let title = format!("── {} ", self.title);
            let rest = usize::from(place.width).saturating_sub(text::display_width(&title));
            let frame = theme.style(StyleRole::Frame);
            let line =
                vec![Span::styled(title, theme.style(StyleRole::Heading)), Span::styled("─".repeat(rest), frame)];
            draw_line(Line::from(line), place, buffer);
        }
        for (place, line) in places.zip(&self.lines) {
            draw_line(Line::styled(format!(" {line}"), theme.style(StyleRole::Good)), place, buffer);
        }
    }
}
