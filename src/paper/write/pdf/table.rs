//! Tables on paper: columns as wide as they need, the header again on every page, and no row or line lost.

use super::fonts::{Fonts, Weight};
use super::lines::{Line, measured, wrapped};
use super::page::{Op, Pages, Sheet};
use crate::domain::plain;
use crate::paper::document::Table;

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

/// Where a column stands: its left end, and its width.
#[derive(Clone, Copy)]
struct Place {
    x: f32,
    width: f32,
}

/// Puts a table on the pages, in text of a size; in smaller text where its words do not fit side by side.
pub(super) fn put(pages: &mut Pages, fonts: &mut Fonts, table: &Table, size: f32) {
    let rows: Vec<Vec<String>> =
        table.shown_rows().into_iter().map(|row| row.iter().map(|text| kept(text)).collect()).collect();
    let headings: Vec<String> = table.headings().into_iter().map(str::to_owned).collect();
    let (least, natural) = wanted(fonts, &headings, &rows, pages.sheet.inside() / size);
    let size = size * (pages.sheet.inside() / size / with_gutters(&least)).clamp(SMALLEST, 1.0);
    let places = places(&shared(&least, &natural, pages.sheet.inside() / size));
    let header = cells(fonts, &headings, &places, Weight::Bold);
    let setting = Setting { places: &places, header: &header, size };
    // A header stands with at least one line under it.
    if pages.left() < 3.0 * LEADING * size {
        pages.turn();
    }
    setting.put_header(pages);
    for row in &rows {
        setting.put_row(pages, &cells(fonts, row, &places, Weight::Regular));
    }
}

fn kept(text: &str) -> String {
    plain::shown_lines(text)
}

type Cells = Vec<Vec<Line>>;

fn cells(fonts: &mut Fonts, texts: &[String], places: &[Place], weight: Weight) -> Cells {
    texts.iter().zip(places).map(|(text, place)| wrapped(fonts, text, weight, place.width)).collect()
}

/// The widths of each column's widest word, which it cannot do without, and of its widest line, in sizes of the text.
fn wanted(fonts: &mut Fonts, headings: &[String], rows: &[Vec<String>], width: f32) -> (Vec<f32>, Vec<f32>) {
    let of_column = |column: usize| {
        let heading = headings.get(column).map(|text| (text, Weight::Bold));
        let cells = rows.iter().filter_map(|row| row.get(column)).map(|text| (text, Weight::Regular));
        heading.into_iter().chain(cells).fold((0.0, 0.0), |(word, line): (f32, f32), (text, weight)| {
            let (widest_word, widest_line) = measured(fonts, text, weight);
            (word.max(widest_word.min(width * WIDEST_WORD)), line.max(widest_line))
        })
    };
    (0..headings.len()).map(of_column).unzip()
}

/// The columns side by side.
fn places(widths: &[f32]) -> Vec<Place> {
    let mut x = 0.0;
    let place = |width: &f32| {
        let place = Place { x, width: *width };
        x += width + GUTTER;
        place
    };
    widths.iter().map(place).collect()
}

#[expect(clippy::cast_precision_loss, reason = "a table has some twenty columns")]
fn with_gutters(widths: &[f32]) -> f32 {
    widths.iter().sum::<f32>() + GUTTER * widths.len().saturating_sub(1) as f32
}

/// Shares the width out: each column its least, and what is left by how much more each would like.
fn shared(least: &[f32], natural: &[f32], width: f32) -> Vec<f32> {
    let (needed, liked): (f32, f32) = (least.iter().sum(), natural.iter().sum());
    let room = width - (with_gutters(least) - needed);
    if liked <= room {
        return natural.to_vec();
    }
    if needed >= room {
        return least.iter().map(|least| least * room / needed).collect();
    }
    let share = (room - needed) / (liked - needed);
    least.iter().zip(natural).map(|(least, natural)| least + (natural - least) * share).collect()
}

/// How the rows of a table are set.
struct Setting<'a> {
    places: &'a [Place],
    header: &'a Cells,
    size: f32,
}

impl Setting<'_> {
    fn put_header(&self, pages: &mut Pages) {
        self.put_lines(pages, self.header, 0, lines_in(self.header));
        self.rule(pages, 0.8);
    }

    /// Puts a row: onto the next page where it does not fit on this one, and over several where it fits on none.
    fn put_row(&self, pages: &mut Pages, cells: &Cells) {
        let lines = lines_in(cells);
        let (mut from, mut turned) = (0, false);
        while from < lines {
            let fit = self.fitting(pages.left());
            let fits_on_a_page = lines - from <= self.fitting(pages.sheet.bottom() - Sheet::TOP);
            if !turned && (fit == 0 || (fit < lines - from && fits_on_a_page)) {
                pages.turn();
                self.put_header(pages);
                turned = true;
                continue;
            }
            // On a page of its own a line is put whatever the room, so that there is an end.
            let until = lines.min(from + fit.max(1));
            self.put_lines(pages, cells, from, until);
            (from, turned) = (until, false);
        }
        self.rule(pages, 0.2);
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
                    pages.put_line(line, Sheet::LEFT + place.x * self.size, base, self.size);
                }
            }
        }
        pages.y += PADDING * self.size;
    }

    fn rule(&self, pages: &mut Pages, thick: f32) {
        let end = self.places.last().map_or(0.0, |place| place.x + place.width);
        let from = Sheet::LEFT;
        pages.put(Op::Rule { from, to: from + end * self.size, y: pages.y, thick });
    }
}

fn lines_in(cells: &Cells) -> usize {
    cells.iter().map(Vec::len).max().unwrap_or_default().max(1)
}
