//! Draws a chooser: the filter line, and below it the items that match.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::Chooser;
use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::list::LazyList;
use crate::tui::widgets::panel::Panel;

const WIDTH: u16 = 100;
const ROWS: u16 = 14;

impl Chooser {
    /// Draws the list over the panes of a screen. Returns the position of the caret.
    pub fn draw(&self, theme: &Theme, screen: Rect, buffer: &mut Buffer) -> Position {
        let width = WIDTH.min(screen.width.saturating_sub(4));
        let framed = screen.centered(Constraint::Length(width), Constraint::Length(ROWS));
        let note = format!("{} of {}", (self.cursor.index + 1).min(self.len()), self.len());
        Panel { title: &self.title, note: &note, active: true, theme }.draw_over(framed, buffer);
        let [typed, _, rows] =
            Layout::vertical([1, 1].map(Constraint::Length).into_iter().chain([Constraint::Fill(1)]))
                .areas(Panel::inner_area(framed));
        let typed = Rect { x: typed.x + 1, width: typed.width.saturating_sub(2), ..typed };
        let caret = self.line.draw_query(typed, buffer, theme);
        if self.is_empty() {
            let text = self.refusal_to_run().unwrap_or_default();
            let text = text::cut_to_width(&text, usize::from(rows.width).saturating_sub(1)).into_owned();
            Line::styled(format!(" {text}"), theme.style(StyleRole::Quiet)).render(rows, buffer);
        }
        let row = |at: usize| self.item_line(at, rows.width.into(), theme);
        (&LazyList { len: self.len(), cursor: &self.cursor, active: true, theme, build_row: row }).render(rows, buffer);
        caret
    }

    fn item_line(&self, at: usize, columns: usize, theme: &Theme) -> Line<'static> {
        /// The smallest and the largest width of a title that has a description beside it.
        const TITLE: (usize, usize) = (16, 28);
        const KEY: usize = 13;
        let Some(item) = self.get(at) else { return Line::default() };
        let has_keys = !item.key.is_empty();
        let beside_words = self.title_columns().clamp(TITLE.0, TITLE.1);
        let title = if item.doc.is_empty() { columns.saturating_sub(2) } else { beside_words };
        let mut spans = vec![Span::raw(if at == self.cursor.index { "▸" } else { " " })];
        if has_keys {
            spans.push(Span::styled(text::align_left(&item.key, KEY), theme.style(StyleRole::Key)));
            spans.push(Span::raw(" "));
        }
        spans.push(Span::raw(text::align_left(&item.title, title)));
        let used = 1 + if has_keys { KEY + 1 } else { 0 } + title + 1;
        let doc = text::cut_to_width(&item.doc, columns.saturating_sub(used)).into_owned();
        spans.push(Span::styled(format!(" {doc}"), theme.style(StyleRole::Quiet)));
        Line::from(spans)
    }

    /// Returns the description of the selected item, for the status line.
    pub fn selection_text(&self) -> String {
        // The status line shows the numbers without the spaces that align them in the list.
        let words = |doc: &str| doc.split_whitespace().collect::<Vec<_>>().join(" ");
        self.selected_item().map(|item| words(&item.doc)).unwrap_or_default()
    }
}
