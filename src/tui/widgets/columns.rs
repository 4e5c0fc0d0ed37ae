//! Columns of a list: which of them fit, how wide each is, and a row of cells in them.

use std::borrow::Cow;

use ratatui::text::{Line, Span};

use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};

/// A column.
#[derive(Debug, Clone, Copy)]
pub struct ListColumn {
    /// The name in settings, which is stored and never changes.
    pub id: &'static str,
    /// The heading.
    pub title: &'static str,
    /// The smallest width; with less room the column is left out, or cut if it is required.
    pub min_width: usize,
    /// The largest width that the column needs.
    pub max_width: usize,
    /// Whether the text is aligned to the right, as numbers are.
    pub is_right_aligned: bool,
    /// When the column is shown.
    pub shown: ColumnShown,
}

/// When a column is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnShown {
    /// At every width.
    Always,
    /// Before those that need room, and left out where even the columns that are always shown do not fit beside it.
    UnlessCrowded,
    /// If there is room.
    IfRoom,
    /// If there is room and the worker chose it, because another column says the same.
    ByChoice,
}

impl ListColumn {
    /// Creates a column that is always shown.
    pub const fn new_required(title: &'static str, min_width: usize, max_width: usize) -> Self {
        Self { shown: ColumnShown::Always, ..Self::new_optional(title, min_width, max_width) }
    }

    /// Creates a column that is shown if there is room.
    pub const fn new_optional(title: &'static str, min_width: usize, max_width: usize) -> Self {
        Self { id: title, title, min_width, max_width, is_right_aligned: false, shown: ColumnShown::IfRoom }
    }

    /// Returns the same column under another name in settings than its heading.
    pub const fn with_id(self, id: &'static str) -> Self {
        Self { id, ..self }
    }

    /// Returns the same column, shown only if the worker chose it.
    pub const fn by_choice(self) -> Self {
        Self { shown: ColumnShown::ByChoice, ..self }
    }

    /// Returns whether the column comes before those that are shown if there is room.
    const fn is_required(&self) -> bool {
        matches!(self.shown, ColumnShown::Always | ColumnShown::UnlessCrowded)
    }

    /// Returns whether the texts of the column have no fixed width.
    const fn is_flexible(&self) -> bool {
        self.max_width > self.min_width
    }

    /// Returns the same required column, left out where even the required ones do not fit.
    pub const fn giving_way(self) -> Self {
        Self { shown: ColumnShown::UnlessCrowded, ..self }
    }

    /// Returns the same column, aligned to the right.
    pub const fn align_right(self) -> Self {
        Self { is_right_aligned: true, ..self }
    }
}

/// A cell of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListCell<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// What stands in place of the text where the text does not fit.
    pub short: Option<String>,
    /// The role that decides the style.
    pub role: StyleRole,
}

impl<'a> ListCell<'a> {
    /// Creates a cell with a role.
    pub fn new(text: impl Into<Cow<'a, str>>, role: StyleRole) -> Self {
        Self { text: text.into(), short: None, role }
    }

    /// Returns the same cell with a short text for where the whole one does not fit.
    pub fn with_short(self, short: Option<String>) -> Self {
        Self { short, ..self }
    }

    /// Returns the text on one line, or the short one if only that fits into `width` columns.
    fn fitting_text(&self, width: usize) -> Cow<'_, str> {
        let whole = text::one_line(&self.text);
        match &self.short {
            Some(short) if text::display_width(&whole) > width => text::one_line(short),
            _ => whole,
        }
    }

    /// Creates a cell of ordinary text.
    pub fn from_text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::new(text, StyleRole::Text)
    }
}

/// A column in its place in a list.
#[derive(Debug, Clone, Copy)]
pub struct PlacedColumn {
    /// The index of its cell in a row.
    pub cell: usize,
    /// The column.
    pub column: ListColumn,
}

/// Returns columns in the order of their cells.
pub fn place_columns(columns: impl IntoIterator<Item = ListColumn>) -> Vec<PlacedColumn> {
    columns.into_iter().enumerate().map(|(cell, column)| PlacedColumn { cell, column }).collect()
}

/// The columns that are shown, with their widths.
#[derive(Debug, Clone)]
pub struct ColumnWidths(Vec<(PlacedColumn, usize)>);

/// The space between two columns.
const GAP: usize = 1;

impl ColumnWidths {
    /// Fits `columns` into `width`: the required ones first, then the others in order while there is room. The
    /// remaining width goes to the columns that can use it, the first ones first.
    pub fn fit_columns(columns: &[PlacedColumn], width: usize) -> Self {
        let columns = leave_out_those_that_give_way(columns.to_vec(), width);
        let mut left = width + GAP;
        let mut shown = Vec::new();
        let required = columns.iter().filter(|placed| placed.column.is_required());
        let staying: usize = required.map(|placed| placed.column.min_width + GAP).sum();
        left = left.saturating_sub(staying);
        let mut room = true;
        for placed in &columns {
            let column = placed.column;
            if !column.is_required() {
                room = room && column.min_width + GAP <= left;
                if !room {
                    continue;
                }
                left -= column.min_width + GAP;
            }
            shown.push((*placed, column.min_width));
        }
        shrink_last_columns(&mut shown, width);
        for (placed, given) in &mut shown {
            let wanted = placed.column.max_width.saturating_sub(*given).min(left);
            *given += wanted;
            left -= wanted;
        }
        Self(shown)
    }

    /// Returns the headings. One of several parts that has no room is its first part.
    pub fn heading_line(&self, theme: &Theme) -> Line<'static> {
        self.line_of(theme, |placed, width| {
            let title = placed.column.title;
            let first = title.split(',').next().filter(|_| text::display_width(title) > width);
            Some(ListCell::new(first.unwrap_or(title), StyleRole::Label))
        })
    }

    /// Returns a row of cells.
    pub fn row_line(&self, cells: &[ListCell<'_>], theme: &Theme) -> Line<'static> {
        self.line_of(theme, |placed, _| cells.get(placed.cell).cloned())
    }

    fn line_of<'c>(&self, theme: &Theme, cell: impl Fn(&PlacedColumn, usize) -> Option<ListCell<'c>>) -> Line<'static> {
        let mut spans = Vec::with_capacity(self.0.len() * 2);
        for (placed, width) in &self.0 {
            let Some(cell) = cell(placed, *width) else { continue };
            let content = cell.fitting_text(*width);
            let set = if placed.column.is_right_aligned {
                text::align_right(&content, *width)
            } else {
                text::align_left(&content, *width)
            };
            spans.push(Span::styled(set, theme.style(cell.role)));
            spans.push(Span::raw(" "));
        }
        spans.pop();
        Line::from(spans)
    }
}

/// The minimum width of a column whose text has no fixed width, so that it can still be read.
const NARROWEST: usize = 8;

/// The same where there is no other way.
const LEAST: usize = 4;

/// Leaves out columns that give way, the last one first, until the required ones fit. Texts are cut for that only where
/// nothing can give way.
fn leave_out_those_that_give_way(mut columns: Vec<PlacedColumn>, width: usize) -> Vec<PlacedColumn> {
    loop {
        let required = columns.iter().filter(|placed| placed.column.is_required());
        let needed: usize = required.map(|placed| placed.column.min_width + GAP).sum();
        let giving_way = columns.iter().rposition(|placed| placed.column.shown == ColumnShown::UnlessCrowded);
        match giving_way.filter(|_| needed > width + GAP) {
            Some(index) => drop(columns.remove(index)),
            None => return columns,
        }
    }
}

/// Narrows the columns if even the required ones do not fit: those whose texts have no fixed width first, of them the last
/// one first.
fn shrink_last_columns(shown: &mut [(PlacedColumn, usize)], width: usize) {
    let taken: usize = shown.iter().map(|(_, given)| given + GAP).sum();
    let mut over = taken.saturating_sub(width + GAP);
    for (flexible, least) in [(true, NARROWEST), (true, LEAST), (false, NARROWEST)] {
        let narrowed = shown.iter_mut().rev().filter(|(placed, _)| placed.column.is_flexible() == flexible);
        for (_, given) in narrowed {
            let less = over.min(given.saturating_sub(least));
            *given -= less;
            over -= less;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::theme::ThemeName;

    const COLUMNS: [ListColumn; 4] = [
        ListColumn::new_required("case", 8, 8),
        ListColumn::new_required("name", 10, 20),
        ListColumn::new_optional("hours", 5, 5).align_right(),
        ListColumn::new_optional("plan", 9, 9),
    ];

    #[test]
    fn columns_appear_in_their_order_as_the_width_allows() {
        let shown = |width| {
            let ColumnWidths(shown) = ColumnWidths::fit_columns(&place_columns(COLUMNS), width);
            shown.iter().map(|(placed, _)| placed.cell).collect::<Vec<_>>()
        };
        assert_eq!(shown(19), [0, 1]);
        assert_eq!(shown(25), [0, 1, 2]);
        assert_eq!(shown(35), [0, 1, 2, 3]);
        assert_eq!(shown(5), [0, 1]);
    }

    #[test]
    fn the_last_columns_give_way_first() {
        let columns = [ListColumn::new_required("name", 20, 20), ListColumn::new_required("what", 20, 90)];
        let ColumnWidths(shown) = ColumnWidths::fit_columns(&place_columns(columns), 36);
        assert_eq!(shown.iter().map(|(_, width)| *width).collect::<Vec<_>>(), [20, 15]);
    }

    #[test]
    fn a_row_is_aligned_with_its_headings() {
        let theme = Theme::from_name(ThemeName::Mono);
        let widths = ColumnWidths::fit_columns(&place_columns(COLUMNS), 30);
        let cells = [
            ListCell::from_text("12B10077"),
            ListCell::from_text("Lê, Đức"),
            ListCell::from_text("32.1"),
            ListCell::from_text("signed"),
        ];
        assert_eq!(widths.heading_line(&theme).to_string(), "case     name            hours");
        assert_eq!(widths.row_line(&cells, &theme).to_string(), "12B10077 Lê, Đức          32.1");
    }
}
