//! Columns of a list: which of them fit, how wide each is, and a row set in them.

use std::borrow::Cow;

use ratatui::text::{Line, Span};

use crate::tui::text;
use crate::tui::theme::{Role, Theme};

/// A column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its heading.
    pub title: &'static str,
    /// Below this many columns of the terminal it is left out, or, if it must stay, cut.
    pub least: usize,
    /// More than this it does not need.
    pub most: usize,
    /// Whether it is set to the right, as numbers are.
    pub right: bool,
    /// Whether it stays whatever the width.
    pub stays: bool,
}

impl Column {
    /// A column that stays.
    pub const fn staying(title: &'static str, least: usize, most: usize) -> Self {
        Self { title, least, most, right: false, stays: true }
    }

    /// A column that appears where there is room.
    pub const fn with_room(title: &'static str, least: usize, most: usize) -> Self {
        Self { title, least, most, right: false, stays: false }
    }

    /// The column set to the right.
    pub const fn right(self) -> Self {
        Self { right: true, ..self }
    }
}

/// What stands in a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// What it is for the eye.
    pub role: Role,
}

impl<'a> Cell<'a> {
    /// A cell with a role.
    pub fn new(text: impl Into<Cow<'a, str>>, role: Role) -> Self {
        Self { text: text.into(), role }
    }

    /// A cell of ordinary text.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::new(text, Role::Text)
    }
}

/// The columns that are shown, with their widths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Widths(Vec<(usize, usize)>);

/// Columns are one space apart.
const GAP: usize = 1;

impl Widths {
    /// Sets `columns` into `width`: those that stay, then the others in their order as long as there is room; what
    /// is left goes to those that can use it, the first ones first.
    pub fn fitting(columns: &[Column], width: usize) -> Self {
        let mut left = width + GAP;
        let mut shown = Vec::new();
        let staying: usize = columns.iter().filter(|column| column.stays).map(|column| column.least + GAP).sum();
        left = left.saturating_sub(staying);
        let mut room = true;
        for (at, column) in columns.iter().enumerate() {
            if !column.stays {
                room = room && column.least + GAP <= left;
                if !room {
                    continue;
                }
                left -= column.least + GAP;
            }
            shown.push((at, column.least));
        }
        give_way(&mut shown, width);
        for (at, given) in &mut shown {
            let wanted = columns.get(*at).map_or(0, |column| column.most.saturating_sub(*given)).min(left);
            *given += wanted;
            left -= wanted;
        }
        Self(shown)
    }

    /// The columns that are shown, by their place among all.
    pub fn shown(&self) -> impl Iterator<Item = usize> {
        self.0.iter().map(|(at, _)| *at)
    }

    /// The headings.
    pub fn headings(&self, columns: &[Column], theme: &Theme) -> Line<'static> {
        let cells: Vec<_> = columns.iter().map(|column| Cell::new(column.title, Role::Heading)).collect();
        self.row(columns, &cells, theme)
    }

    /// A row of cells, one for each of `columns`.
    pub fn row(&self, columns: &[Column], cells: &[Cell<'_>], theme: &Theme) -> Line<'static> {
        let mut spans = Vec::with_capacity(self.0.len() * 2);
        for (at, width) in &self.0 {
            let Some((column, cell)) = columns.get(*at).zip(cells.get(*at)) else { continue };
            let said = text::one_line(&cell.text);
            let set = if column.right { text::right(&said, *width) } else { text::left(&said, *width) };
            spans.push(Span::styled(set, theme.style(cell.role)));
            spans.push(Span::raw(" "));
        }
        spans.pop();
        Line::from(spans)
    }
}

/// Below this no column is narrowed, so that what is left of it can be read.
const NARROWEST: usize = 8;

/// Where even the columns that stay do not fit, the last ones give way first.
fn give_way(shown: &mut [(usize, usize)], width: usize) {
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

    const COLUMNS: [Column; 4] = [
        Column::staying("case", 8, 8),
        Column::staying("name", 10, 20),
        Column::with_room("hours", 5, 5).right(),
        Column::with_room("plan", 9, 9),
    ];

    #[test]
    fn columns_appear_in_their_order_as_the_width_allows() {
        let shown = |width| Widths::fitting(&COLUMNS, width).shown().collect::<Vec<_>>();
        assert_eq!(shown(19), [0, 1]);
        assert_eq!(shown(25), [0, 1, 2]);
        assert_eq!(shown(35), [0, 1, 2, 3]);
        assert_eq!(shown(5), [0, 1]);
    }

    #[test]
    fn the_last_columns_give_way_first() {
        let Widths(shown) = Widths::fitting(&[Column::staying("name", 20, 20), Column::staying("what", 20, 90)], 36);
        assert_eq!(shown, [(0, 20), (1, 15)]);
    }

    #[test]
    fn a_row_stands_under_its_headings() {
        let theme = Theme::named(ThemeName::Mono);
        let widths = Widths::fitting(&COLUMNS, 30);
        let cells = [Cell::text("12B10077"), Cell::text("Lê, Đức"), Cell::text("32.1"), Cell::text("signed")];
        assert_eq!(widths.headings(&COLUMNS, &theme).to_string(), "case     name            hours");
        assert_eq!(widths.row(&COLUMNS, &cells, &theme).to_string(), "12B10077 Lê, Đức          32.1");
    }
}
