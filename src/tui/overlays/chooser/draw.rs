//! Draws a chooser: the filter line, and below it the items that match.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};

use super::Chooser;
use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::list::highlight_line;
use crate::tui::widgets::panel::{Panel, draw_line, draw_lines};

impl Chooser {
    /// Draws the list over the panes of a screen. Returns the position of the caret.
    pub fn draw(&self, theme: &Theme, screen: Rect, buffer: &mut Buffer) -> Position {
        let framed = self.framed_area(screen);
        let note = format!("{} of {}", (self.cursor.index + 1).min(self.len()), self.len());
        Panel { title: &self.title, note: &note, active: true, theme }.draw_over(framed, buffer);
        let [typed, _, rows] =
            Layout::vertical([1, 1].map(Constraint::Length).into_iter().chain([Constraint::Fill(1)]))
                .areas(Panel::inner_area(framed));
        let typed = Rect { x: typed.x + 1, width: typed.width.saturating_sub(2), ..typed };
        let caret = self.line.draw_query(typed, buffer, theme);
        if self.line.content().is_empty() {
            let after_caret = Rect { x: caret.x + 1, width: typed.right().saturating_sub(caret.x + 1), ..typed };
            draw_line(Line::styled(self.line_hint, theme.style(StyleRole::Quiet)), after_caret, buffer);
        }
        if self.is_empty() {
            let text = self.refusal_to_run().unwrap_or_default();
            let wrapped = text::wrap_text(&text, usize::from(rows.width).saturating_sub(1));
            let line = |text: String| Line::styled(format!(" {text}"), theme.style(StyleRole::Quiet));
            draw_lines(wrapped.into_iter().map(line), rows, buffer);
        }
        self.draw_items(theme, rows, buffer);
        caret
    }

    fn draw_items(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) {
        let columns = usize::from(area.width);
        let mut places = area.rows();
        for at in self.cursor.top..self.len() {
            if let Some(heading) = self.heading_above(at) {
                let Some(place) = places.next() else { return };
                draw_line(Line::styled(heading.to_owned(), theme.style(StyleRole::Heading)), place, buffer);
            }
            for line in self.styled_lines(at, columns, theme) {
                let Some(place) = places.next() else { return };
                draw_line(line, place, buffer);
                if at == self.cursor.index {
                    highlight_line(place, buffer, theme, StyleRole::Selected);
                }
            }
        }
    }

    fn styled_lines(&self, at: usize, columns: usize, theme: &Theme) -> Vec<Line<'static>> {
        let Some(item) = self.item_lines(at, columns) else { return Vec::new() };
        let widths = self.widths.fit(columns);
        let line = |index: usize| {
            let pointer = if at == self.cursor.index && index == 0 { "▸" } else { " " };
            let mut spans = vec![Span::raw(pointer)];
            let texts = [(&item.key, StyleRole::Key), (&item.title, StyleRole::Text), (&item.doc, StyleRole::Quiet)];
            for ((lines, role), width) in texts.into_iter().zip(widths).filter(|(_, width)| *width > 0) {
                let content = lines.get(index).map_or("", String::as_str);
                spans.push(Span::styled(text::align_left(content, width), theme.style(role)));
                spans.push(Span::raw("  "));
            }
            spans.pop();
            Line::from(spans)
        };
        (0..item.count()).map(line).collect()
    }

    /// Returns the description of the selected item, for the status line.
    pub fn selection_text(&self) -> String {
        // The status line shows the numbers without the spaces that align them in the list.
        let words = |doc: &str| doc.split_whitespace().collect::<Vec<_>>().join(" ");
        self.selected_item().map(|item| words(&item.doc)).unwrap_or_default()
    }
}
