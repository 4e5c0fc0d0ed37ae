//! Tables on paper: columns as wide as they need, the header again on every page, and no row or line lost.

use std::borrow::Cow;

use super::fonts::{Fonts, Weight};
use super::lines::{Line, measured, wrapped};
use super::page::{Op, Pages, Sheet, Stroke};
use crate::domain::{PersonNumber, sanitize};
use crate::paper::document::{ColumnVisibility, DocumentCell, DocumentTable};

/// Between two columns, in sizes of the text.
const GUTTER: f32 = 0.9;
/// From base line to base line, in sizes of the text.
pub(super) const LEADING: f32 = 1.22;
/// Above and below a row's lines, in sizes of the text.
const PADDING: f32 = 0.22;
/// No word makes its column wider than this share of the page; it is broken then.
const WIDEST_WORD: f32 = 0.22;
/// A table is set at least at this share of its size; then its words are broken.
const SMALLEST: f32 = 0.66;

/// Where a column stands: its left end, its width, and whether its numbers stand to the right of it.
#[derive(Clone, Copy)]
struct Place {
    x: f32,
    width: f32,
    right: bool,
}

/// A row as paper has it.
struct Row {
    /// What stands in each column, with what is under it; what the row above says too is left out.
    cells: Vec<(String, Weight)>,
    /// The same with nothing left out: for the first row of a page.
    whole: Vec<(String, Weight)>,
}

/// A table, measured and ready to be put.
pub(super) struct Setting {
    places: Vec<Place>,
    header: Cells,
    rows: Vec<Row>,
    size: f32,
}

type Cells = Vec<Vec<Line>>;

/// How many columns a table has on paper.
pub(super) fn columns(table: &DocumentTable) -> usize {
    stacks(table).len()
}

/// The columns of the table that stand in each column on paper, one under the other.
fn stacks(table: &DocumentTable) -> Vec<Vec<usize>> {
    let mut stacks: Vec<Vec<usize>> = Vec::new();
    for (place, column) in table.columns.iter().enumerate() {
        match (column.shown, stacks.last_mut()) {
            (ColumnVisibility::InData | ColumnVisibility::OffPaper, _) => {}
            (ColumnVisibility::Under, Some(stack)) => stack.push(place),
            _ => stacks.push(vec![place]),
        }
    }
    stacks
}

/// What stands one under the other, without empty lines at the end.
fn stacked<'a>(texts: impl Iterator<Item = Cow<'a, str>>) -> String {
    texts.map(|text| sanitize::sanitize_lines(&text)).collect::<Vec<_>>().join("\n").trim_end_matches('\n').to_owned()
}

/// The case as a whole has no number for the eye.
fn on_paper(cell: &DocumentCell) -> String {
    if *cell == DocumentCell::Person(PersonNumber::CASE) { String::new() } else { cell.to_text() }
}

fn rows(table: &DocumentTable, stacks: &[Vec<usize>]) -> Vec<Row> {
    let whole = |row: &[DocumentCell]| -> Vec<(String, Weight)> {
        let cell = |stack: &Vec<usize>| {
            let cells = || stack.iter().filter_map(|place| row.get(*place));
            let marked = cells().any(|cell| matches!(cell, DocumentCell::Mark(..)));
            let weight = if marked { Weight::Bold } else { Weight::Regular };
            (stacked(cells().map(|cell| Cow::Owned(on_paper(cell)))), weight)
        };
        stacks.iter().map(cell).collect()
    };
    let grouping = |stack: &Vec<usize>| {
        stack
            .first()
            .and_then(|place| table.columns.get(*place))
            .is_some_and(|column| column.shown == ColumnVisibility::Once)
    };
    let mut above: Vec<(String, Weight)> = Vec::new();
    let row = |row: &Vec<DocumentCell>| {
        let whole = whole(row);
        let cell = |(place, stack): (usize, &Vec<usize>)| {
            let own = whole.get(place).cloned();
            own.filter(|own| !grouping(stack) || above.get(place) != Some(own)).unwrap_or_default()
        };
        let cells = stacks.iter().enumerate().map(cell).collect();
        above.clone_from(&whole);
        Row { cells, whole }
    };
    table.rows.iter().map(row).collect()
}

/// Whether a column holds numbers alone, so that they stand to the right.
fn is_of_numbers(table: &DocumentTable, stack: &[usize]) -> bool {
    let cells = || table.rows.iter().flat_map(|row| stack.iter().filter_map(|place| row.get(*place)));
    let number = |cell: &DocumentCell| matches!(cell, DocumentCell::Count(_) | DocumentCell::Hours(_));
    cells().any(number) && cells().all(|cell| number(cell) || *cell == DocumentCell::Empty)
}

/// Measures a table in text of a size; in smaller text where its words do not fit side by side.
pub(super) fn set(fonts: &mut Fonts, table: &DocumentTable, size: f32, inside: f32) -> Setting {
    let stacks = stacks(table);
    let rows = rows(table, &stacks);
    let titles = |stack: &Vec<usize>| {
        let titles = stack.iter().filter_map(|place| table.columns.get(*place));
        (stacked(titles.map(|column| Cow::Borrowed(column.title.as_ref()))), Weight::Bold)
    };
    let headings: Vec<(String, Weight)> = stacks.iter().map(titles).collect();
    let (least, natural) = wanted(fonts, &headings, &rows, inside / size);
    let size = size * (inside / size / with_gutters(&least)).clamp(SMALLEST, 1.0);
    let right = stacks.iter().map(|stack| is_of_numbers(table, stack));
    let places = places(&shared(&least, &natural, inside / size), right);
    let header = cells(fonts, &headings, &places);
    Setting { places, header, rows, size }
}

fn cells(fonts: &mut Fonts, texts: &[(String, Weight)], places: &[Place]) -> Cells {
    let wrap = |((text, weight), place): (&(String, Weight), &Place)| wrapped(fonts, text, *weight, place.width);
    texts.iter().zip(places).map(wrap).collect()
}

/// The widths of each column's widest word, which it cannot do without, and of its widest line, in sizes of the text.
fn wanted(fonts: &mut Fonts, headings: &[(String, Weight)], rows: &[Row], width: f32) -> (Vec<f32>, Vec<f32>) {
    let of_column = |column: usize| {
        let texts = headings.get(column).into_iter().chain(rows.iter().filter_map(|row| row.whole.get(column)));
        texts.fold((0.0, 0.0), |(word, line): (f32, f32), (text, weight)| {
            let (widest_word, widest_line) = measured(fonts, text, *weight);
            (word.max(widest_word.min(width * WIDEST_WORD)), line.max(widest_line))
        })
    };
    (0..headings.len()).map(of_column).unzip()
}

/// The columns side by side.
fn places(widths: &[f32], right: impl Iterator<Item = bool>) -> Vec<Place> {
    let mut x = 0.0;
    let place = |(width, right): (&f32, bool)| {
        let place = Place { x, width: *width, right };
        x += width + GUTTER;
        place
    };
    widths.iter().zip(right).map(place).collect()
}

#[expect(clippy::cast_precision_loss, reason = "a table has some twenty columns")]
fn with_gutters(widths: &[f32]) -> f32 {
    widths.iter().sum::<f32>() + GUTTER * widths.len().saturating_sub(1) as f32
}

/// Shares the width out: narrow columns have what they would like, wide ones share the rest by the root of it, so that
/// their rows are about as high, and none has less than its widest word. Where the words themselves do not fit, the
/// widest are broken, so that numbers and dates stay whole.
fn shared(least: &[f32], natural: &[f32], width: f32) -> Vec<f32> {
    let gutters = with_gutters(least) - least.iter().sum::<f32>();
    let room = width - gutters;
    if least.iter().sum::<f32>() > room {
        return cut_to(room, |cap| least.iter().map(|least| least.min(cap)).collect());
    }
    let columns = || least.iter().zip(natural);
    cut_to(room, |cap| columns().map(|(least, natural)| natural.min(cap * natural.sqrt()).max(*least)).collect())
}

/// The widths under the highest cap that the room allows.
fn cut_to(room: f32, under: impl Fn(f32) -> Vec<f32>) -> Vec<f32> {
    const STEPS: usize = 24;
    let whole = under(f32::INFINITY);
    if whole.iter().sum::<f32>() <= room {
        return whole;
    }
    let (mut fits, mut too_wide) = (0.0, whole.iter().copied().fold(0.0, f32::max));
    for _ in 0..STEPS {
        let cap = f32::midpoint(fits, too_wide);
        if under(cap).iter().sum::<f32>() <= room { fits = cap } else { too_wide = cap }
    }
    under(fits)
}

impl Setting {
    /// What the header and the first row need, so that neither stands alone.
    pub(super) fn least_height(&self, fonts: &mut Fonts) -> f32 {
        let first = self.rows.first().map_or(0, |row| lines_in(&cells(fonts, &row.whole, &self.places)));
        self.height(lines_in(&self.header)) + self.height(first)
    }

    /// Puts the table on the pages.
    pub(super) fn put(&self, pages: &mut Pages, fonts: &mut Fonts) {
        self.put_header(pages);
        self.rows.iter().for_each(|row| self.put_row(pages, fonts, row));
    }

    fn put_header(&self, pages: &mut Pages) {
        self.put_lines(pages, &self.header, 0, lines_in(&self.header));
        self.rule(pages, Stroke::HEAD);
    }

    /// Puts a row: onto the next page where it does not fit on this one, and over several where it fits on none.
    fn put_row(&self, pages: &mut Pages, fonts: &mut Fonts, row: &Row) {
        let mut texts = cells(fonts, &row.cells, &self.places);
        let (mut from, mut turned) = (0, false);
        while from < lines_in(&texts) {
            let left = lines_in(&texts) - from;
            let fit = self.fitting(pages.left());
            let fits_on_a_page = left <= self.fitting(pages.room() - self.height(lines_in(&self.header)));
            if !turned && (fit == 0 || (fit < left && fits_on_a_page)) {
                pages.turn();
                self.put_header(pages);
                turned = true;
                if from == 0 {
                    texts = cells(fonts, &row.whole, &self.places);
                }
                continue;
            }
            // On a page of its own a line is put whatever the room, so that there is an end.
            let until = lines_in(&texts).min(from + fit.max(1));
            self.put_lines(pages, &texts, from, until);
            (from, turned) = (until, false);
        }
        self.rule(pages, Stroke::ROW);
    }

    #[expect(clippy::cast_precision_loss, reason = "a cell has some thousand lines at most")]
    fn height(&self, lines: usize) -> f32 {
        (lines as f32 * LEADING + 2.0 * PADDING) * self.size
    }

    /// How many lines of a row fit into a height.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a page has some hundred lines")]
    fn fitting(&self, height: f32) -> usize {
        let lines = (height / self.size - 2.0 * PADDING) / LEADING;
        lines.max(0.0).floor() as usize
    }

    fn put_lines(&self, pages: &mut Pages, cells: &Cells, from: usize, until: usize) {
        pages.y += PADDING * self.size;
        for at in from..until {
            pages.y += LEADING * self.size;
            let base = pages.y - (LEADING - 0.95) * self.size;
            for (place, lines) in self.places.iter().zip(cells) {
                if let Some(line) = lines.get(at) {
                    let indent = if place.right { place.width - line.width } else { 0.0 };
                    pages.put_line(line, Sheet::LEFT + (place.x + indent) * self.size, base, self.size);
                }
            }
        }
        pages.y += PADDING * self.size;
    }

    fn rule(&self, pages: &mut Pages, line: Stroke) {
        let end = self.places.last().map_or(0.0, |place| place.x + place.width);
        let from = Sheet::LEFT;
        pages.put(Op::Rule { from, to: from + end * self.size, y: pages.y, line });
    }
}

fn lines_in(cells: &[Vec<Line>]) -> usize {
    cells.iter().map(Vec::len).max().unwrap_or_default().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn narrow_columns_stay_whole_and_the_room_is_never_left() {
        let inside = |widths: &[f32], width: f32| with_gutters(widths) <= width + 0.01;
        let widths = shared(&[5.0, 4.0, 8.0, 8.0], &[5.0, 6.0, 80.0, 20.0], 60.0);
        assert_eq!(widths[..2], [5.0, 6.0]);
        assert!((widths[2] - 2.0 * widths[3]).abs() < 0.01 && inside(&widths, 60.0) && with_gutters(&widths) > 59.9);
        assert_eq!(shared(&[5.0, 4.0], &[6.0, 9.0], 60.0), [6.0, 9.0], "what has room is as wide as it likes");
        // A word that is wider than all the page is broken; a date beside it is not.
        let widths = shared(&[5.0, 90.0], &[5.0, 90.0], 40.0);
        assert!(widths[0] >= 5.0 && widths[1] > 30.0 && inside(&widths, 40.0), "{widths:?}");
    }
}
