//! A framed list with headings, or a sentence that says what would fill it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::columns::{Cell, Column, Widths};
use super::list::List;
use super::panel::Panel;
use crate::tui::panes::listed::{Listed, Row};
use crate::tui::text;
use crate::tui::theme::{Role, Theme};

/// The lines of a framed table that rows cannot have.
pub const HEADING_LINES: usize = 1;

/// The heading of the column of case numbers.
pub const CASE: &str = "case";
/// The heading of the column of names.
pub const NAME: &str = "name";

/// A framed list with headings.
pub struct Table<'a, T> {
    /// The frame's title.
    pub title: &'a str,
    /// The frame's note.
    pub note: &'a str,
    /// The columns.
    pub columns: &'a [Column],
    /// The rows.
    pub listed: &'a Listed<T>,
    /// Whether the keys act on it.
    pub active: bool,
    /// The theme.
    pub theme: &'a Theme,
    /// What stands there when there is no row.
    pub empty: &'a str,
}

impl<T: Row> Table<'_, T> {
    /// Draws it; answers where the selected row is.
    pub fn draw<'r>(&'r self, area: Rect, buffer: &mut Buffer, cells: impl Fn(&'r T) -> Vec<Cell<'r>>) -> Position {
        let panel = Panel { title: self.title, note: self.note, active: self.active, theme: self.theme };
        panel.render(area, buffer);
        self.draw_rows(Panel::inside(area), buffer, cells)
    }

    /// Draws headings and rows without a frame; answers where the selected row is.
    pub fn draw_rows<'r>(
        &'r self,
        area: Rect,
        buffer: &mut Buffer,
        cells: impl Fn(&'r T) -> Vec<Cell<'r>>,
    ) -> Position {
        if self.listed.is_empty() {
            return sentence(self.empty, self.theme, area, buffer);
        }
        let [heading, rows] = Layout::vertical([Constraint::Length(1), Constraint::Fill(1)]).areas(area);
        let columns = self.fitted_columns();
        let widths = Widths::fitting(&columns, usize::from(area.width).saturating_sub(1));
        let mut headings = widths.headings(&columns, self.theme);
        headings.spans.insert(0, Span::raw(" "));
        headings.render(heading, buffer);
        let list = List {
            len: self.listed.len(),
            cursor: &self.listed.cursor,
            active: self.active,
            theme: self.theme,
            row: |at| self.row(at, &widths, &cells),
        };
        (&list).render(rows, buffer);
        list.position(rows)
    }

    /// The columns with case numbers and names never cut before those that matter less.
    fn fitted_columns(&self) -> Vec<Column> {
        let fit = |column: &Column| match column.title {
            CASE => Column { least: self.listed.widest_case().max(CASE.len()), ..*column },
            NAME => {
                let widest = self.listed.widest_name().clamp(NAME.len(), column.most);
                Column { least: widest, most: widest, ..*column }
            }
            _ => *column,
        };
        self.columns.iter().map(fit).collect()
    }

    fn row<'r>(&'r self, at: usize, widths: &Widths, cells: &impl Fn(&'r T) -> Vec<Cell<'r>>) -> Line<'static> {
        let Some(row) = self.listed.get(at) else { return Line::default() };
        let mut line = widths.row(self.columns, &cells(row), self.theme);
        let pointer = if at == self.listed.cursor.at { "▸" } else { " " };
        line.spans.insert(0, Span::styled(pointer, self.theme.style(Role::Text)));
        line
    }
}

/// Draws a sentence, wrapped; answers where it begins.
pub fn sentence(sentence: &str, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Position {
    let place = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let lines = text::wrapped(sentence, place.width.into());
    for (place, line) in place.rows().zip(lines) {
        Line::styled(line, theme.style(Role::Text)).render(place, buffer);
    }
    place.as_position()
}
