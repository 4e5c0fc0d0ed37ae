//! Tables on paper: columns as wide as they need to be, the header again on every page, and no row or line lost.

use std::borrow::Cow;
use std::num::NonZeroU32;

use krilla::tagging::ArtifactType;

use super::cell_text::text_on_paper;
use super::fonts::Weight;
use super::page::{Op, Owner, Pages, Sheet, Stroke};
use super::structure::{ElementId, TagRole};
use super::text::{Line, Typesetter, Widths};
use super::widths::{GUTTER, add_gutters, share_width};
use crate::domain::{PersonNumber, sanitize};
use crate::paper::document::{ColumnVisibility, DocumentCell, DocumentColumn, DocumentTable};

/// The distance from base line to base line, in sizes of the text.
pub(super) const LEADING: f32 = 1.22;
/// The space above and below the lines of a row, in sizes of the text.
const PADDING: f32 = 0.22;
/// The largest share of the page that a word may make its column take; a wider word is broken.
const WIDEST_WORD: f32 = 0.22;
/// The smallest share of its size in which a table is set; then its words are broken.
const SMALLEST: f32 = 0.66;
/// The owner of the header on later pages: it was read before.
const AGAIN: Owner = Owner::Page(ArtifactType::PaginationOther);

/// The position of a column: its left end, its width, and whether its numbers are right-aligned.
#[derive(Clone, Copy)]
struct Place {
    x: f32,
    width: f32,
    right: bool,
}

/// A cell on paper: the text of its column, and the text of the columns below it.
struct PaperCell {
    text: String,
    weight: Weight,
    /// The element of the cell; `None` if it repeats the row above, so that the cell above counts for both.
    role: Option<TagRole>,
}

/// A table that is measured and ready to be put on pages.
pub(super) struct TableSetting {
    places: Vec<Place>,
    header: Vec<Vec<Line>>,
    rows: Vec<Vec<PaperCell>>,
    size: f32,
}

/// The lines of a row's cells, each with its owner.
type OwnedCells = Vec<(Vec<Line>, Owner)>;

/// Returns the number of columns that a table has on paper.
pub(super) fn count_columns(table: &DocumentTable) -> usize {
    stack_columns(table).len()
}

/// Returns the columns of the table that share each column on paper, one below the other.
fn stack_columns(table: &DocumentTable) -> Vec<Vec<usize>> {
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

/// Joins the texts that are one below the other, without empty lines at the end.
fn stack_texts<'a>(texts: impl Iterator<Item = Cow<'a, str>>) -> String {
    texts.map(|text| sanitize::sanitize_lines(&text)).collect::<Vec<_>>().join("\n").trim_end_matches('\n').to_owned()
}

/// On paper, the number of the case as a whole is left blank.
fn show_on_paper(cell: &DocumentCell) -> Cow<'_, str> {
    match cell {
        DocumentCell::Person(PersonNumber::CASE) => Cow::default(),
        // A day is never broken over two lines.
        DocumentCell::Day(_) | DocumentCell::BirthDate(_) | DocumentCell::Month(_) => {
            cell.to_text().replace(' ', "\u{a0}").into()
        }
        _ => text_on_paper(cell),
    }
}

fn make_row(row: &[DocumentCell], stacks: &[Vec<usize>]) -> Vec<PaperCell> {
    let make_cell = |stack: &Vec<usize>| {
        let cells = || stack.iter().filter_map(|place| row.get(*place));
        let marked = cells().any(|cell| matches!(cell, DocumentCell::Mark(..)));
        let weight = if marked { Weight::Bold } else { Weight::Regular };
        let text = stack_texts(cells().map(|cell| show_on_paper(cell)));
        PaperCell { text, weight, role: Some(TagRole::Cell) }
    };
    stacks.iter().map(make_cell).collect()
}

fn make_rows(table: &DocumentTable, stacks: &[Vec<usize>]) -> Vec<Vec<PaperCell>> {
    let mut rows: Vec<Vec<PaperCell>> = table.rows.iter().map(|row| make_row(row, stacks)).collect();
    let is_grouping = |column: &DocumentColumn| column.shown == ColumnVisibility::Once;
    for (place, stack) in stacks.iter().enumerate() {
        if stack.first().and_then(|first| table.columns.get(*first)).is_some_and(is_grouping) {
            let mut column: Vec<_> = rows.iter_mut().filter_map(|row| row.get_mut(place)).collect();
            for group in column.chunk_by_mut(|cell, next| (&cell.text, cell.weight) == (&next.text, next.weight)) {
                head_rows(group);
            }
        }
    }
    rows
}

/// Makes the first cell of a group the heading of all its rows.
fn head_rows(group: &mut [&mut PaperCell]) {
    let rows = u32::try_from(group.len()).ok().and_then(NonZeroU32::new).unwrap_or(NonZeroU32::MIN);
    for (place, cell) in group.iter_mut().enumerate() {
        cell.role = (place == 0).then_some(TagRole::RowHeader(rows));
    }
}

/// Returns whether a column holds only numbers, so that they are right-aligned.
fn is_of_numbers(table: &DocumentTable, stack: &[usize]) -> bool {
    let cells = || table.rows.iter().flat_map(|row| stack.iter().filter_map(|place| row.get(*place)));
    let number = |cell: &DocumentCell| matches!(cell, DocumentCell::Count(_) | DocumentCell::Hours(_));
    cells().any(number) && cells().all(|cell| number(cell) || *cell == DocumentCell::Empty)
}

fn lay_columns(widths: &[f32], right: impl Iterator<Item = bool>) -> Vec<Place> {
    let mut x = 0.0;
    let mut next = |(width, right): (&f32, bool)| {
        let place = Place { x, width: *width, right };
        x += width + GUTTER;
        place
    };
    widths.iter().zip(right).map(&mut next).collect()
}

impl TableSetting {
    /// Measures a table in text of a size, or in smaller text if its words do not fit side by side.
    pub(super) fn new(setter: &mut Typesetter, table: &DocumentTable, size: f32, inside: f32) -> Self {
        let stacks = stack_columns(table);
        let rows = make_rows(table, &stacks);
        let titles = |stack: &Vec<usize>| {
            let titles = stack.iter().filter_map(|place| table.columns.get(*place));
            stack_texts(titles.map(|column| Cow::Borrowed(column.title.as_ref())))
        };
        let headings: Vec<String> = stacks.iter().map(titles).collect();
        let wanted = measure_columns(setter, &headings, &rows, inside / size);
        let least: Vec<f32> = wanted.iter().map(|wanted| wanted.word).collect();
        let size = size * (inside / size / add_gutters(&least)).clamp(SMALLEST, 1.0);
        let right = stacks.iter().map(|stack| is_of_numbers(table, stack));
        let places = lay_columns(&share_width(&wanted, inside / size), right);
        let titles = headings.iter().zip(&places);
        let header = titles.map(|(title, place)| setter.break_lines(title, Weight::Bold, place.width)).collect();
        Self { places, header, rows, size }
    }

    /// Returns the height of the header and the first row, so that neither is alone on a page.
    pub(super) fn measure_least(&self, setter: &mut Typesetter) -> f32 {
        let first = self.rows.first().map_or(0, |row| count_lines(self.break_row(setter, row).iter()));
        self.measure_height(count_lines(self.header.iter())) + self.measure_height(first)
    }

    /// Puts the table on the pages.
    pub(super) fn put_on(&self, pages: &mut Pages, setter: &mut Typesetter) {
        let table = pages.structure.add_element(TagRole::Table, None);
        let head = pages.structure.add_element(TagRole::TableHead, Some(table));
        let row = pages.structure.add_element(TagRole::TableRow, Some(head));
        let headers = self.header.iter();
        let owners = headers
            .map(|_| Owner::Element(pages.structure.add_element(TagRole::ColumnHeader, Some(row))))
            .collect::<Vec<_>>();
        self.put_header(pages, &owners);
        let body = pages.structure.add_element(TagRole::TableBody, Some(table));
        self.rows.iter().for_each(|row| self.put_row(pages, setter, row, body));
    }

    fn put_header(&self, pages: &mut Pages, owners: &[Owner]) {
        let header: OwnedCells = self.header.iter().cloned().zip(owners.iter().copied()).collect();
        self.put_lines(pages, &header, 0, count_lines(self.header.iter()));
        self.put_rule(pages, Stroke::HEAD);
    }

    fn break_row(&self, setter: &mut Typesetter, row: &[PaperCell]) -> Vec<Vec<Line>> {
        let cells = row.iter().zip(&self.places);
        cells.map(|(cell, place)| setter.break_lines(&cell.text, cell.weight, place.width)).collect()
    }

    /// Puts a row on the pages: on the next page if it does not fit on this one, and over several if it fits on none.
    fn put_row(&self, pages: &mut Pages, setter: &mut Typesetter, row: &[PaperCell], body: ElementId) {
        let element = pages.structure.add_element(TagRole::TableRow, Some(body));
        let add_cell = |cell: &PaperCell| {
            let role = cell.role.clone();
            role.map(|role| Owner::Element(pages.structure.add_element(role, Some(element))))
        };
        let owners: Vec<Option<Owner>> = row.iter().map(add_cell).collect();
        // A value that repeats the row above is left out, except in the first row of a page.
        let whole = self.break_row(setter, row).into_iter().zip(&owners);
        let whole: OwnedCells = whole.map(|(lines, owner)| (lines, owner.unwrap_or(AGAIN))).collect();
        let left_out = |((lines, owner), own): (&(Vec<Line>, Owner), &Option<Owner>)| {
            (if own.is_some() { lines.clone() } else { Vec::new() }, *owner)
        };
        let mut cells: OwnedCells = whole.iter().zip(&owners).map(left_out).collect();
        let header_lines = count_lines(self.header.iter());
        let (mut from, mut turned) = (0, false);
        while from < count_lines(cells.iter().map(|(lines, _)| lines)) {
            let lines = count_lines(cells.iter().map(|(lines, _)| lines));
            let fit = self.count_fitting(pages.remaining_height());
            let fits_on_a_page = lines - from <= self.count_fitting(pages.room() - self.measure_height(header_lines));
            if !turned && (fit == 0 || (fit < lines - from && fits_on_a_page)) {
                pages.turn_page();
                self.put_header(pages, &vec![AGAIN; self.header.len()]);
                turned = true;
                if from == 0 {
                    cells.clone_from(&whole);
                }
                continue;
            }
            // On an empty page a line is put whatever the room, so that the loop ends.
            let until = lines.min(from + fit.max(1));
            self.put_lines(pages, &cells, from, until);
            (from, turned) = (until, false);
        }
        self.put_rule(pages, Stroke::ROW);
    }

    #[expect(clippy::cast_precision_loss, reason = "a cell has some thousand lines at most")]
    fn measure_height(&self, lines: usize) -> f32 {
        (lines as f32 * LEADING + 2.0 * PADDING) * self.size
    }

    /// Returns the number of lines of a row that fit into a height.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a page has some hundred lines")]
    fn count_fitting(&self, height: f32) -> usize {
        let lines = (height / self.size - 2.0 * PADDING) / LEADING;
        lines.max(0.0).floor() as usize
    }

    /// Puts some lines of each cell, cell by cell, which is the order in which they are read.
    #[expect(clippy::cast_precision_loss, reason = "a page has some hundred lines")]
    fn put_lines(&self, pages: &mut Pages, cells: &OwnedCells, from: usize, until: usize) {
        let size = self.size;
        let top = pages.y + PADDING * size;
        let empty = Line::default();
        for (place, (lines, owner)) in self.places.iter().zip(cells) {
            // A row has a cell in every column, even if the cell is empty.
            let nothing = (from == 0 && lines.is_empty() && *owner != AGAIN).then_some(&empty);
            for (at, line) in lines.iter().take(until).skip(from).chain(nothing).enumerate() {
                let base = top + (at as f32 * LEADING + 0.95) * size;
                let indent = if place.right { place.width - line.width } else { 0.0 };
                pages.put_line(line, (Sheet::LEFT + (place.x + indent) * size, base), size, *owner);
            }
        }
        pages.y += self.measure_height(until - from);
    }

    fn put_rule(&self, pages: &mut Pages, stroke: Stroke) {
        let end = self.places.last().map_or(0.0, |place| place.x + place.width);
        let from = Sheet::LEFT;
        pages.put_op(Op::Rule { from, to: from + end * self.size, y: pages.y, stroke });
    }
}

/// Returns for each column the width of its widest word, which is its minimum, and of its widest line, in sizes of the
/// text.
fn measure_columns(setter: &mut Typesetter, headings: &[String], rows: &[Vec<PaperCell>], width: f32) -> Vec<Widths> {
    let of_column = |(column, heading): (usize, &String)| {
        let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| (&cell.text, cell.weight));
        std::iter::once((heading, Weight::Bold)).chain(cells).fold(Widths::default(), |widest, (text, weight)| {
            let own = setter.measure_text(text, weight);
            Widths { word: widest.word.max(own.word.min(width * WIDEST_WORD)), line: widest.line.max(own.line) }
        })
    };
    headings.iter().enumerate().map(of_column).collect()
}

fn count_lines<'a>(cells: impl Iterator<Item = &'a Vec<Line>>) -> usize {
    cells.map(Vec::len).max().unwrap_or_default().max(1)
}
