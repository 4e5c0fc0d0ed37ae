//! Columns of a list: which of them fit, how wide each is, and a row of cells in them.

use std::borrow::Cow;

use ratatui::text::{Line, Span};

use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};

/// A column.
#[derive(Debug, Clone, Copy)]
pub struct ListColumn {
    /// The heading.
    pub title: &'static str,
    /// The smallest width; with less room the column is left out, or cut if it is required.
    pub min_width: usize,
    /// The largest width that the column needs.
    pub max_width: usize,
    /// Whether the text is aligned to the right, as numbers are.
    pub is_right_aligned: bool,
    /// Whether the column is shown at every width.
    pub is_required: bool,
}

impl ListColumn {
    /// Creates a column that is always shown.
    pub const fn new_required(title: &'static str, min_width: usize, max_width: usize) -> Self {
        Self { title, min_width, max_width, is_right_aligned: false, is_required: true }
    }

    /// Creates a column that is shown if there is room.
    pub const fn new_optional(title: &'static str, min_width: usize, max_width: usize) -> Self {
        Self { title, min_width, max_width, is_right_aligned: false, is_required: false }
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
    /// The role that decides the style.
    pub role: StyleRole,
}

impl<'a> ListCell<'a> {
    /// Creates a cell with a role.
    pub fn new(text: impl Into<Cow<'a, str>>, role: StyleRole) -> Self {
        Self { text: text.into(), role }
    }

    /// Creates a cell of ordinary text.
    pub fn from_text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::new(text, StyleRole::Text)
    }
}

/// The columns that are shown, with their widths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnWidths(Vec<(usize, usize)>);

/// The space between two columns.
const GAP: usize = 1;

impl ColumnWidths {
    /// Fits `columns` into `width`: the required ones first, then the others in order while there is room. The
    /// remaining width goes to the columns that can use it, the first ones first.
    pub fn fit_columns(columns: &[ListColumn], width: usize) -> Self {
        let mut left = width + GAP;
        let mut shown = Vec::new();
        let staying: usize =
            columns.iter().filter(|column| column.is_required).map(|column| column.min_width + GAP).sum();
        left = left.saturating_sub(staying);
        let mut room = true;
        for (at, column) in columns.iter().enumerate() {
            if !column.is_required {
                room = room && column.min_width + GAP <= left;
                if !room {
                    continue;
                }
                left -= column.min_width + GAP;
            }
            shown.push((at, column.min_width));
        }
        shrink_last_columns(&mut shown, width);
        for (at, given) in &mut shown {
            let wanted = columns.get(*at).map_or(0, |column| column.max_width.saturating_sub(*given)).min(left);
            *given += wanted;
            left -= wanted;
        }
        Self(shown)
    }

    /// Returns the indexes of the columns that are shown.
    pub fn column_indexes(&self) -> impl Iterator<Item = usize> {
        self.0.iter().map(|(at, _)| *at)
    }

    /// Returns the headings.
    pub fn heading_line(&self, columns: &[ListColumn], theme: &Theme) -> Line<'static> {
        let cells: Vec<_> = columns.iter().map(|column| ListCell::new(column.title, StyleRole::Heading)).collect();
        self.row_line(columns, &cells, theme)
    }

    /// Returns a row of cells, one for each of `columns`.
    pub fn row_line(&self, columns: &[ListColumn], cells: &[ListCell<'_>], theme: &Theme) -> Line<'static> {
        let mut spans = Vec::with_capacity(self.0.len() * 2);
        for (at, width) in &self.0 {
            let Some((column, cell)) = columns.get(*at).zip(cells.get(*at)) else { continue };
            let content = text::one_line(&cell.text);
            let set = if column.is_right_aligned {
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

/// The minimum width of a column, so that its text can still be read.
const NARROWEST: usize = 8;

/// Narrows the columns from the last one on, if even the required columns do not fit.
fn shrink_last_columns(shown: &mut [(usize, usize)], width: usize) {
    let taken: usize = shown.iter().map(|(_, given)| given + GAP).sum();
    let mut over = taken.saturating_sub(width + GAP);
    for (_, given) in shown.iter_mut().rev() {
        let less = over.min(given.saturating_sub(NARROWEST));
        *given -= less;
        over -= less;
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
        let shown = |width| ColumnWidths::fit_columns(&COLUMNS, width).column_indexes().collect::<Vec<_>>();
        assert_eq!(shown(19), [0, 1]);
        assert_eq!(shown(25), [0, 1, 2]);
        assert_eq!(shown(35), [0, 1, 2, 3]);
        assert_eq!(shown(5), [0, 1]);
    }

    #[test]
    fn the_last_columns_give_way_first() {
        let ColumnWidths(shown) = ColumnWidths::fit_columns(
            &[ListColumn::new_required("name", 20, 20), ListColumn::new_required("what", 20, 90)],
            36,
        );
        assert_eq!(shown, [(0, 20), (1, 15)]);
    }

    #[test]
    fn a_row_is_aligned_with_its_headings() {
        let theme = Theme::from_name(ThemeName::Mono);
        let widths = ColumnWidths::fit_columns(&COLUMNS, 30);
        let cells = [
            ListCell::from_text("12B10077"),
            ListCell::from_text("Lê, Đức"),
            ListCell::from_text("32.1"),
            ListCell::from_text("signed"),
        ];
        assert_eq!(widths.heading_line(&COLUMNS, &theme).to_string(), "case     name            hours");
        assert_eq!(widths.row_line(&COLUMNS, &cells, &theme).to_string(), "12B10077 Lê, Đức          32.1");
    }
}
