//! Paper: pages with title, as-of and who printed on each, and their numbers.

mod draw;
mod fonts;
mod frame;
mod lines;
mod page;
mod table;

use super::{RenderedDocument, UnprintableChars};
use crate::domain::sanitize;
use crate::paper::document::{DocumentBlock, DocumentCell, DocumentSection, DocumentTable, OutputDocument};
use fonts::{Fonts, Weight};
use frame::Frame;
use page::{Pages, Sheet};
use table::LEADING;

/// The sizes of texts, in points.
const HEADING: f32 = 10.5;
const TEXT: f32 = 8.5;
/// Of the text, where a table is wider than a page across has room for.
const WIDE: f32 = 0.88;
/// Titles of tables, in sizes of the text.
const TABLE_TITLE: f32 = 1.1;
/// A section with a page of its own is set smaller, step by step, until it fits.
const SCALES: [f32; 7] = [1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64];
/// A table with more columns than this lies across.
const UPRIGHT_COLUMNS: usize = 8;
/// And with more than this it is wide.
const ACROSS_COLUMNS: usize = 10;

/// The document as PDF.
///
/// # Errors
/// What the writer of PDF says.
pub(super) fn document(document: &OutputDocument) -> Result<RenderedDocument, String> {
    let mut fonts = Fonts::bundled()?;
    let columns = document.tables().map(table::columns).max().unwrap_or_default();
    let frame = Frame::of(document, &mut fonts, Sheet::of(columns > UPRIGHT_COLUMNS));
    let mut pages = Pages::new(frame.sheet, &whose(document));
    for section in &document.sections {
        put_section(&mut pages, &mut fonts, section);
    }
    if pages.filled.len() > 1 && pages.is_fresh() {
        pages.filled.pop();
    }
    let count = pages.filled.len();
    for (place, page) in pages.filled.iter_mut().enumerate() {
        let head = frame.ops(&mut fonts, &page.of, (place + 1, count));
        page.ops.extend(head);
    }
    let bytes = draw::drawn(document, &pages)?;
    Ok(RenderedDocument { bytes, unprintable: UnprintableChars(fonts.unprintable) })
}

/// Whom the whole document is of: what its first section is headed by, where it is of one case.
fn whose(document: &OutputDocument) -> String {
    let first = document.case.as_ref().and(document.sections.first());
    first.map(heading).unwrap_or_default()
}

/// The heading of a section in one line, its pieces apart.
fn heading(section: &DocumentSection) -> String {
    let apart = format!("{0}{0} ", lines::NO_BREAK);
    section.heading.iter().map(DocumentCell::to_text).filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join(&apart)
}

fn put_section(pages: &mut Pages, fonts: &mut Fonts, section: &DocumentSection) {
    if section.own_page {
        let fitted = fitted(pages.sheet, fonts, section);
        pages.take(fitted);
        return;
    }
    if !section.heading.is_empty() {
        // What stands under one heading is not torn apart, unless it is longer than a page.
        let mut alone = Pages::new(pages.sheet, pages.of());
        put_blocks(&mut alone, fonts, section, 1.0);
        if alone.filled.len() == 1 {
            pages.keep_together(alone.y - alone.sheet.top + HEADING);
        }
    }
    put_blocks(pages, fonts, section, 1.0);
}

/// The section on pages of its own, set so that it is one where it can be.
fn fitted(sheet: Sheet, fonts: &mut Fonts, section: &DocumentSection) -> Pages {
    let at = |scale: f32, fonts: &mut Fonts| {
        let mut pages = Pages::new(sheet, &heading(section));
        put_blocks(&mut pages, fonts, section, scale);
        pages
    };
    let on_one = SCALES.into_iter().find_map(|scale| Some(at(scale, fonts)).filter(|pages| pages.filled.len() == 1));
    // What fits onto no page at any size is read more easily as large as other pages are.
    on_one.unwrap_or_else(|| at(1.0, fonts))
}

fn put_blocks(pages: &mut Pages, fonts: &mut Fonts, section: &DocumentSection, scale: f32) {
    let heading = heading(section);
    if !heading.is_empty() && heading != pages.of() {
        // A heading stands with some of what it is over.
        pages.keep_together(6.0 * LEADING * TEXT);
        pages.gap(0.8 * HEADING * scale);
        put_text(pages, fonts, &heading, Weight::Bold, HEADING * scale);
    }
    for block in &section.blocks {
        put_block(pages, fonts, block, TEXT * scale);
    }
}

fn put_block(pages: &mut Pages, fonts: &mut Fonts, block: &DocumentBlock, size: f32) {
    match block {
        DocumentBlock::Table(table) => put_table(pages, fonts, table, size),
        DocumentBlock::Fields(fields) => {
            pages.gap(0.4 * size);
            put_fields(pages, fonts, fields, size);
        }
        DocumentBlock::Text(cell) => put_text(pages, fonts, &cell.to_text(), Weight::Regular, size),
    }
}

fn put_table(pages: &mut Pages, fonts: &mut Fonts, table: &DocumentTable, size: f32) {
    let size = if table::columns(table) > ACROSS_COLUMNS { size * WIDE } else { size };
    let setting = table::set(fonts, table, size, pages.sheet.inside());
    let title = if table.title.is_empty() { 0.0 } else { (0.7 + LEADING * TABLE_TITLE) * size };
    pages.keep_together(title + setting.least_height(fonts));
    pages.gap(0.7 * size);
    if !table.title.is_empty() {
        put_text(pages, fonts, table.title, Weight::Bold, size * TABLE_TITLE);
    }
    if table.rows.is_empty() {
        put_text(pages, fonts, table.empty, Weight::Regular, size);
    } else {
        setting.put(pages, fonts);
    }
}

/// Labels on the left, what they name beside them.
fn put_fields(pages: &mut Pages, fonts: &mut Fonts, fields: &[(&'static str, DocumentCell)], size: f32) {
    let widths = fields.iter().map(|(label, _)| lines::measured(fonts, label, Weight::Bold).1);
    let indent = widths.fold(0.0, f32::max) + 1.0;
    let width = pages.sheet.inside() / size - indent;
    for (label, cell) in fields {
        let label = lines::wrapped(fonts, label, Weight::Bold, indent);
        let value = lines::wrapped(fonts, &sanitize::sanitize_lines(&cell.to_text()), Weight::Regular, width);
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
    let text = sanitize::sanitize_lines(text);
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
