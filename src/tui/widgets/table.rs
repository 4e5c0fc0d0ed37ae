//! A framed list with headings, or a sentence that says what would fill it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::columns::{ColumnWidths, ListCell, ListColumn, PlacedColumn};
use super::cursor::Cursor;
use super::list::LazyList;
use super::own_columns::EC;
use super::panel::Panel;
use crate::desk::is_overdue;
use crate::domain::count_with_noun;
use crate::tui::panes::filtered_list::{FilteredList, ListRow};
use crate::tui::panes::pane_context::PaneContext;
use crate::tui::panes::row_order::ListLine;
use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};

/// How many lines inside the frame of a table are not rows.
pub const HEADING_LINES: usize = 1;

/// The heading of the column of case numbers.
const CASE: &str = "case";
/// The heading of the column of names.
const NAME: &str = "name";

/// The column of case numbers, which are never cut.
pub const CASE_COLUMN: ListColumn = ListColumn::new_required(CASE, 8, 8);

/// The column that says under which EC a case is listed.
const EC_COLUMN: ListColumn = ListColumn::new_required(EC, 5, 8);

/// Returns the column of names; it is as wide as the longest name of the list, up to `max_width`.
pub const fn name_column(min_width: usize, max_width: usize) -> ListColumn {
    ListColumn::new_required(NAME, min_width, max_width)
}

/// A framed list with headings.
pub struct ListTable<'a, T> {
    /// The name of the list in settings.
    pub name: &'static str,
    /// The frame's title.
    pub title: &'a str,
    /// The frame's note.
    pub note: &'a str,
    /// The columns.
    pub columns: &'a [ListColumn],
    /// The rows.
    pub list: &'a FilteredList<T>,
    /// The values with which every list is drawn.
    pub context: PaneContext<'a>,
    /// The sentence that is shown if the list is empty.
    pub empty_text: &'a str,
    /// The sentence that is shown if no row of the list matches its filter.
    pub no_match_text: &'a str,
}

impl<T: ListRow> ListTable<'_, T> {
    /// Draws the list with its frame. Returns the position of the selected row.
    pub fn draw<'r>(&'r self, area: Rect, buffer: &mut Buffer, cells: impl Fn(&'r T) -> Vec<ListCell<'r>>) -> Position {
        let title = self.list.filtered_title(self.title);
        let panel = Panel { title: &title, note: self.note, active: self.context.active, theme: self.context.theme };
        panel.render(area, buffer);
        self.draw_rows(Panel::inner_area(area), buffer, cells)
    }

    /// Draws headings and rows without a frame. Returns the position of the selected row.
    pub fn draw_rows<'r>(
        &'r self,
        area: Rect,
        buffer: &mut Buffer,
        cells: impl Fn(&'r T) -> Vec<ListCell<'r>>,
    ) -> Position {
        if self.list.is_empty() {
            let sentence = if self.list.is_filtered() { self.no_match_text } else { self.empty_text };
            return draw_sentence(sentence, self.context.theme, area, buffer);
        }
        let [heading, rows] = Layout::vertical([Constraint::Length(1), Constraint::Fill(1)]).areas(area);
        let columns = self.shown_columns();
        let widths = ColumnWidths::fit_columns(&columns, usize::from(area.width).saturating_sub(1));
        let mut headings = widths.heading_line(self.context.theme);
        headings.spans.insert(0, Span::raw(" "));
        headings.render(heading, buffer);
        let list = LazyList {
            len: self.list.line_count(),
            cursor: &Cursor { index: self.list.line_of_row(self.list.cursor.index), top: self.list.cursor.top },
            active: self.context.active,
            theme: self.context.theme,
            highlighted: highlighted_columns(&widths),
            build_row: |line| match self.list.line_at(line) {
                ListLine::Heading(rows) => {
                    let rows: Vec<_> = rows.filter_map(|at| self.list.get(at)).collect();
                    self.heading_line(" ", &rows, "", usize::from(area.width))
                }
                ListLine::Folded(at) => self.folded_line(at, usize::from(area.width)),
                ListLine::Row(at) => self.row_line(at, &widths, &cells),
            },
        };
        (&list).render(rows, buffer);
        list.cursor_position(rows)
    }

    /// Returns the columns as the worker chose them, with that of the ECs if the lists say whose each case is.
    fn shown_columns(&self) -> Vec<PlacedColumn> {
        let mut columns = self.fitted_columns();
        if let Some(at) = self.ec_index() {
            columns.insert(at, EC_COLUMN);
        }
        self.context.columns.arrange(self.name, &columns)
    }

    /// Returns the place of the column of the ECs, after that of the case numbers; `None` if the lists do not say whose each
    /// case is.
    fn ec_index(&self) -> Option<usize> {
        self.context.ecs?;
        self.columns.iter().position(|column| column.title == CASE).map(|at| at + 1)
    }

    /// Returns the columns, fitted so that less important columns are cut before case numbers and names.
    fn fitted_columns(&self) -> Vec<ListColumn> {
        let fit = |column: &ListColumn| match column.title {
            CASE => ListColumn { min_width: self.list.widest_case().max(CASE.len()), ..*column },
            NAME => {
                let widest = self.list.widest_name().clamp(NAME.len(), column.max_width);
                ListColumn { min_width: widest, max_width: widest, ..*column }
            }
            _ => *column,
        };
        self.columns.iter().map(fit).collect()
    }

    /// Returns the heading of the group of these rows: its title, how many rows it has, and how many are overdue.
    fn heading_line(&self, before: &str, rows: &[&T], after: &str, width: usize) -> Line<'static> {
        let Some(group) = rows.first().and_then(|row| row.group()) else { return Line::default() };
        let overdue = match rows.iter().filter(|row| is_overdue(row.due_day(), self.context.on)).count() {
            0 => String::new(),
            late => format!(", {late} overdue"),
        };
        let count = format!("{}{overdue}{after} ", count_with_noun(rows.len(), group.noun));
        let room = width.saturating_sub(text::display_width(&count) + text::display_width(before) + 1);
        let title = format!("{before}{} ", text::align_left(group.title, room));
        Line::styled(format!("{title}{count}"), self.context.theme.style(StyleRole::Heading))
    }

    /// Returns the heading of a folded group, which can be selected: `+ Contacts … 52 items, 3 overdue, folded`.
    fn folded_line(&self, at: usize, width: usize) -> Line<'static> {
        let rows: Vec<_> = self.list.folded_rows_at(at).collect();
        let before = if at == self.list.cursor.index { "▸+ " } else { " + " };
        self.heading_line(before, &rows, ", folded", width)
    }

    fn row_line<'r>(
        &'r self,
        at: usize,
        widths: &ColumnWidths,
        cells: &impl Fn(&'r T) -> Vec<ListCell<'r>>,
    ) -> Line<'static> {
        let Some(row) = self.list.get(at) else { return Line::default() };
        let mut cells = cells(row);
        if let (Some(index), Some(caseload)) = (self.ec_index(), self.context.ecs) {
            let ec = caseload.ec_of(row.row_person().case).map(ToString::to_string);
            cells.insert(index.min(cells.len()), ListCell::from_text(ec.unwrap_or_default()));
        }
        let mut line = widths.row_line(&cells, self.context.theme);
        // Signs and not colors, so that a mark is seen on every terminal.
        let pointer = match (at == self.list.cursor.index, self.list.is_marked(row)) {
            (true, true) => "◆",
            (true, false) => "▸",
            (false, true) => "•",
            (false, false) => " ",
        };
        line.spans.insert(0, Span::styled(pointer, self.context.theme.style(StyleRole::Text)));
        line
    }
}

/// Returns how many columns of the selected row are highlighted: the pointer and all columns to the name. What stands after
/// the name is not sent again then when the selection moves.
fn highlighted_columns(widths: &ColumnWidths) -> u16 {
    let end = widths.end_of(NAME).and_then(|end| u16::try_from(end + 1).ok());
    end.unwrap_or(u16::MAX)
}

/// Draws a sentence, wrapped. Returns the position at which it begins.
pub fn draw_sentence(sentence: &str, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Position {
    let place = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let lines = text::wrap_text(sentence, place.width.into());
    for (place, line) in place.rows().zip(lines) {
        Line::styled(line, theme.style(StyleRole::Text)).render(place, buffer);
    }
    place.as_position()
}
