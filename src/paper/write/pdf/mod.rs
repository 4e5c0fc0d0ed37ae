//! Paper: pages with title, as-of and who printed on each, and their numbers.

mod fonts;
mod lines;
mod page;
mod table;

use krilla::Document as Pdf;
use krilla::color::luma;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;

use super::{Unprintable, Written};
use crate::domain::plain;
use crate::paper::document::{Block, Cell, Document, Section, Table};
use chrono::Datelike as _;
use fonts::{Fonts, Weight};
use page::{Op, Pages, Sheet};
use table::LEADING;

/// The sizes of texts, in points.
const TITLE: f32 = 13.0;
const IMPRINT: f32 = 7.5;
const HEADING: f32 = 10.5;
const TEXT: f32 = 8.5;
/// A section with a page of its own is set smaller, step by step, until it fits.
const SCALES: [f32; 7] = [1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64];
/// A table with more columns than this lies across.
const UPRIGHT_COLUMNS: usize = 8;
/// What every page says of itself (WIC 10850).
const CONFIDENTIAL: &str = "Confidential (WIC 10850)";

/// The document as PDF.
///
/// # Errors
/// What the writer of PDF says.
pub(super) fn document(document: &Document) -> Result<Written, String> {
    let mut fonts = Fonts::bundled()?;
    let sheet = sheet(document);
    let mut pages = Pages::new(sheet);
    for section in &document.sections {
        put_section(&mut pages, &mut fonts, section);
    }
    if pages.filled.len() > 1 && pages.is_fresh() {
        pages.filled.pop();
    }
    let count = pages.filled.len();
    for (place, page) in pages.filled.iter_mut().enumerate() {
        page.extend(frame(document, &mut fonts, sheet, (place + 1, count)));
    }
    let bytes = drawn(document, &pages)?;
    Ok(Written { bytes, unprintable: Unprintable(fonts.unprintable) })
}

fn sheet(document: &Document) -> Sheet {
    let columns = document.tables().map(|table| table.headings().len()).max().unwrap_or_default();
    if columns > UPRIGHT_COLUMNS { Sheet::LANDSCAPE } else { Sheet::PORTRAIT }
}

fn put_section(pages: &mut Pages, fonts: &mut Fonts, section: &Section) {
    if !section.own_page {
        put_blocks(pages, fonts, section, 1.0);
        return;
    }
    let mut fitted = Pages::new(pages.sheet);
    for scale in SCALES {
        fitted = Pages::new(pages.sheet);
        put_blocks(&mut fitted, fonts, section, scale);
        if fitted.filled.len() == 1 {
            break;
        }
    }
    pages.take(fitted);
}

fn put_blocks(pages: &mut Pages, fonts: &mut Fonts, section: &Section, scale: f32) {
    let heading = section.heading();
    if !heading.is_empty() {
        // A heading stands with some of what it is over.
        if pages.left() < 6.0 * LEADING * TEXT {
            pages.turn();
        }
        pages.gap(0.8 * HEADING * scale);
        put_text(pages, fonts, &heading, Weight::Bold, HEADING * scale);
    }
    for block in &section.blocks {
        put_block(pages, fonts, block, TEXT * scale);
    }
}

fn put_block(pages: &mut Pages, fonts: &mut Fonts, block: &Block, size: f32) {
    match block {
        Block::Table(table) => put_table(pages, fonts, table, size),
        Block::Fields(fields) => {
            pages.gap(0.4 * size);
            put_fields(pages, fonts, fields, size);
        }
        Block::Text(cell) => put_text(pages, fonts, &cell.shown(), Weight::Regular, size),
    }
}

fn put_table(pages: &mut Pages, fonts: &mut Fonts, table: &Table, size: f32) {
    if !table.title.is_empty() {
        if pages.left() < 4.0 * LEADING * size {
            pages.turn();
        }
        pages.gap(0.7 * size);
        put_text(pages, fonts, table.title, Weight::Bold, size * 1.1);
    }
    if table.rows.is_empty() {
        put_text(pages, fonts, table.empty, Weight::Regular, size);
    } else {
        table::put(pages, fonts, table, size);
    }
}

/// Labels on the left, what they name beside them.
fn put_fields(pages: &mut Pages, fonts: &mut Fonts, fields: &[(&'static str, Cell)], size: f32) {
    let widths = fields.iter().map(|(label, _)| lines::measured(fonts, label, Weight::Bold).1);
    let indent = widths.fold(0.0, f32::max) + 1.0;
    let width = pages.sheet.inside() / size - indent;
    for (label, cell) in fields {
        let label = lines::wrapped(fonts, label, Weight::Bold, indent);
        let value = lines::wrapped(fonts, &plain::shown_lines(&cell.shown()), Weight::Regular, width);
        for at in 0..label.len().max(value.len()) {
            let base = next_line(pages, size);
            for (lines, x) in [(&label, 0.0), (&value, indent)] {
                if let Some(line) = lines.get(at) {
                    pages.put_line(line, Sheet::LEFT + x * size, base, size);
                }
            }
        }
    }
}

fn put_text(pages: &mut Pages, fonts: &mut Fonts, text: &str, weight: Weight, size: f32) {
    let text = plain::shown_lines(text);
    for line in lines::wrapped(fonts, &text, weight, pages.sheet.inside() / size) {
        let base = next_line(pages, size);
        pages.put_line(&line, Sheet::LEFT, base, size);
    }
}

/// Goes down by a line, onto the next page where this one is full; answers the base line.
fn next_line(pages: &mut Pages, size: f32) -> f32 {
    if pages.left() < LEADING * size {
        pages.turn();
    }
    pages.y += LEADING * size;
    pages.y - (LEADING - 0.95) * size
}

/// What stands on every page: title, imprint and counts above, the page's number below.
fn frame(document: &Document, fonts: &mut Fonts, sheet: Sheet, (number, count): (usize, usize)) -> Vec<Op> {
    let practice = if document.printed.practice { "PRACTICE: everybody in it is invented" } else { CONFIDENTIAL };
    let imprint = document.imprint();
    let head = std::iter::once(imprint.as_str()).chain(document.notes.iter().map(String::as_str));
    let head = head.collect::<Vec<_>>().join("  ");
    let texts = [
        (document.title.as_str(), Weight::Bold, TITLE, Sheet::HEAD + TITLE),
        (head.as_str(), Weight::Regular, IMPRINT, Sheet::HEAD + TITLE + 1.5 * IMPRINT),
        (practice, Weight::Regular, IMPRINT, sheet.foot()),
    ];
    let mut ops: Vec<Op> = Vec::new();
    for (text, weight, size, y) in texts {
        ops.extend(line_at(fonts, text, (weight, size), (Sheet::LEFT, y)));
    }
    let page = format!("Page {number} of {count}");
    let width = lines::measured(fonts, &page, Weight::Regular).1 * IMPRINT;
    ops.extend(line_at(fonts, &page, (Weight::Regular, IMPRINT), (sheet.right() - width, sheet.foot())));
    ops.push(Op::Rule { from: Sheet::LEFT, to: sheet.right(), y: Sheet::TOP - 8.0, thick: 0.8 });
    ops
}

fn line_at(fonts: &mut Fonts, text: &str, (weight, size): (Weight, f32), (x, y): (f32, f32)) -> Vec<Op> {
    let lines = lines::wrapped(fonts, &plain::shown(text), weight, f32::INFINITY);
    let words = lines.into_iter().flat_map(|line| line.words);
    words.map(|placed| Op::Word { x: x + placed.x * size, y, size, word: placed.word }).collect()
}

/// The pages as the bytes of a file.
fn drawn(document: &Document, pages: &Pages) -> Result<Vec<u8>, String> {
    let mut pdf = Pdf::new();
    pdf.set_metadata(metadata(document));
    for ops in &pages.filled {
        let settings = PageSettings::from_wh(pages.sheet.width, pages.sheet.height);
        let mut page = pdf.start_page_with(settings.ok_or("a page has no size")?);
        let mut surface = page.surface();
        surface.set_fill(Some(Fill { paint: luma::Color::black().into(), ..Fill::default() }));
        for op in ops {
            draw(&mut surface, op);
        }
        surface.finish();
        page.finish();
    }
    pdf.finish().map_err(|error| format!("{error:?}"))
}

fn metadata(document: &Document) -> Metadata {
    let on = document.printed.on;
    let year = u16::try_from(on.year()).unwrap_or_default();
    let part = |number: u32| u8::try_from(number).unwrap_or_default();
    let made = DateTime::new(year).month(part(on.month())).day(part(on.day()));
    Metadata::new().title(document.title.clone()).creator("Caseload".to_owned()).creation_date(made)
}

fn draw(surface: &mut Surface<'_>, op: &Op) {
    match op {
        Op::Word { x, y, size, word } => {
            let mut x = *x;
            for run in &word.runs {
                let start = Point::from_xy(x, *y);
                surface.draw_glyphs(start, &run.glyphs, run.font.clone(), &run.text, *size, false);
                x += run.width * size;
            }
        }
        Op::Rule { from, to, y, thick } => {
            let mut path = PathBuilder::new();
            if let Some(bar) = Rect::from_ltrb(*from, *y, *to, y + thick) {
                path.push_rect(bar);
            }
            if let Some(bar) = path.finish() {
                surface.set_stroke(None::<Stroke>);
                surface.draw_path(&bar);
            }
        }
    }
}
