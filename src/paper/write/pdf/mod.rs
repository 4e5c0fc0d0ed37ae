//! PDF documents: pages with the title, the as-of day, who printed them, and their numbers. A screen reader reads them
//! in the order in which the eye does.

mod cell_text;
mod draw;
mod fonts;
mod frame;
mod page;
mod structure;
mod table;
mod text;
mod widths;

use super::{RenderedDocument, STAND_IN_NOTE, UnprintableChars};
use crate::domain::sanitize;
use crate::paper::document::{DocumentBlock, DocumentCell, DocumentSection, DocumentTable, OutputDocument};
use cell_text::text_on_paper;
use fonts::Weight;
use frame::Frame;
use page::{Owner, Pages, Sheet};
use structure::{Structure, TagRole};
use table::{LEADING, TableSetting};
use text::Typesetter;

/// The sizes of texts, in points.
const HEADING: f32 = 10.5;
const TEXT: f32 = 8.5;
/// The size of text in a table that is too wide for a page in landscape.
const WIDE: f32 = 0.88;
/// The size of table titles, in sizes of the text.
const TABLE_TITLE: f32 = 1.1;
/// The sizes of a section with a page of its own: the text is set smaller, step by step, until it fits.
const SCALES: [f32; 7] = [1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64];
/// A table with more columns than this is printed in landscape.
const UPRIGHT_COLUMNS: usize = 8;
/// A table with more columns than this is wide.
const ACROSS_COLUMNS: usize = 10;
/// The level of a section's heading; the title has level 1.
const SECTION_LEVEL: u16 = 2;

/// Returns the document as PDF.
///
/// # Errors
/// Returns the error of the PDF writer.
pub(super) fn write_document(document: &OutputDocument) -> Result<RenderedDocument, String> {
    let mut setter = Typesetter::new();
    let mut structure = Structure::default();
    let columns = document.tables().map(table::count_columns).max().unwrap_or_default();
    let frame = Frame::new(document, &mut setter, Sheet::new(columns > UPRIGHT_COLUMNS), &mut structure);
    let mut pages = begin_pages(frame.sheet, structure, &find_subject(document));
    for section in &document.sections {
        put_section(&mut pages, &mut setter, section);
    }
    if pages.filled.len() > 1 && pages.is_fresh() {
        pages.filled.pop();
    }
    if !setter.unprintable.is_empty() {
        pages.leave_gap(0.7 * TEXT);
        put_text(&mut pages, &mut setter, STAND_IN_NOTE, (Weight::Regular, TEXT * WIDE), TagRole::Paragraph);
    }
    let count = pages.filled.len();
    for (place, page) in pages.filled.iter_mut().enumerate() {
        frame.put_around(&mut setter, page, (place + 1, count));
    }
    let bytes = draw::write_file(document, &pages)?;
    Ok(RenderedDocument { bytes, unprintable: UnprintableChars(setter.unprintable) })
}

/// Creates pages that name the person or case in their head, if they belong to one.
fn begin_pages(sheet: Sheet, mut structure: Structure, subject: &str) -> Pages {
    let heading =
        (!subject.is_empty()).then(|| structure.add_element(TagRole::new_heading(SECTION_LEVEL, subject), None));
    Pages::new(sheet, structure, subject, heading)
}

/// Returns the person or case of the whole document: the heading of its first section, if the document belongs to one
/// case.
fn find_subject(document: &OutputDocument) -> String {
    let first = document.case.as_ref().and(document.sections.first());
    first.map(join_heading).unwrap_or_default()
}

/// Returns the heading of a section in one line, with its pieces set apart.
fn join_heading(section: &DocumentSection) -> String {
    let apart = format!("{0}{0} ", text::NO_BREAK);
    section.heading.iter().map(DocumentCell::to_text).filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join(&apart)
}

fn put_section(pages: &mut Pages, setter: &mut Typesetter, section: &DocumentSection) {
    if section.own_page {
        let fitted = fit_section(pages.sheet, setter, section);
        pages.append_pages(fitted);
        return;
    }
    if !section.heading.is_empty() {
        // The content under one heading stays together, unless it is longer than a page.
        let mut alone = Pages::new(pages.sheet, Structure::default(), pages.subject(), None);
        put_blocks(&mut alone, setter, section, 1.0);
        if alone.filled.len() == 1 {
            pages.keep_together(alone.y - alone.sheet.top + HEADING);
        }
    }
    put_blocks(pages, setter, section, 1.0);
}

/// Sets the section on pages of its own, on a single page if possible.
fn fit_section(sheet: Sheet, setter: &mut Typesetter, section: &DocumentSection) -> Pages {
    let mut set_at = |scale: f32| {
        let mut pages = begin_pages(sheet, Structure::default(), &join_heading(section));
        put_blocks(&mut pages, setter, section, scale);
        pages
    };
    let on_one = SCALES.into_iter().find_map(|scale| Some(set_at(scale)).filter(|pages| pages.filled.len() == 1));
    // A section that fits onto one page at no size is set in the size of other pages, which is easier to read.
    on_one.unwrap_or_else(|| set_at(1.0))
}

fn put_blocks(pages: &mut Pages, setter: &mut Typesetter, section: &DocumentSection, scale: f32) {
    let heading = join_heading(section);
    if !heading.is_empty() && heading != pages.subject() {
        // A heading stays together with some of the content under it.
        pages.keep_together(6.0 * LEADING * TEXT);
        pages.leave_gap(0.8 * HEADING * scale);
        let role = TagRole::new_heading(SECTION_LEVEL, &heading);
        put_text(pages, setter, &heading, (Weight::Bold, HEADING * scale), role);
    }
    // The titles of tables are one level below the heading above them.
    let level = if heading.is_empty() { SECTION_LEVEL } else { SECTION_LEVEL + 1 };
    for block in &section.blocks {
        put_block(pages, setter, block, TEXT * scale, level);
    }
}

fn put_block(pages: &mut Pages, setter: &mut Typesetter, block: &DocumentBlock, size: f32, level: u16) {
    match block {
        DocumentBlock::Table(table) => put_table(pages, setter, table, size, level),
        DocumentBlock::Fields(fields) => {
            pages.leave_gap(0.4 * size);
            put_fields(pages, setter, fields, size);
        }
        DocumentBlock::Text(cell) => {
            put_text(pages, setter, &text_on_paper(cell), (Weight::Regular, size), TagRole::Paragraph);
        }
    }
}

fn put_table(pages: &mut Pages, setter: &mut Typesetter, table: &DocumentTable, size: f32, level: u16) {
    let size = if table::count_columns(table) > ACROSS_COLUMNS { size * WIDE } else { size };
    let setting = TableSetting::new(setter, table, size, pages.sheet.inside());
    let title = if table.title.is_empty() { 0.0 } else { (0.7 + LEADING * TABLE_TITLE) * size };
    pages.keep_together(title + setting.measure_least(setter));
    pages.leave_gap(0.7 * size);
    if !table.title.is_empty() {
        let role = TagRole::new_heading(level, table.title);
        put_text(pages, setter, table.title, (Weight::Bold, size * TABLE_TITLE), role);
    }
    if table.rows.is_empty() {
        put_text(pages, setter, table.empty, (Weight::Regular, size), TagRole::Paragraph);
    } else {
        setting.put_on(pages, setter);
    }
}

/// Puts labels on the left, and their values beside them.
fn put_fields(pages: &mut Pages, setter: &mut Typesetter, fields: &[(&'static str, DocumentCell)], size: f32) {
    let widths = fields.iter().map(|(label, _)| setter.measure_text(label, Weight::Bold).line);
    let indent = widths.fold(0.0, f32::max) + 1.0;
    let width = pages.sheet.inside() / size - indent;
    let list = pages.structure.add_element(TagRole::List, None);
    for (label, cell) in fields {
        let item = pages.structure.add_element(TagRole::ListItem, Some(list));
        let owners = [TagRole::Label, TagRole::LabeledBody]
            .map(|role| Owner::Element(pages.structure.add_element(role, Some(item))));
        let label = setter.break_lines(label, Weight::Bold, indent);
        let value = setter.break_lines(&sanitize::sanitize_lines(&text_on_paper(cell)), Weight::Regular, width);
        for at in 0..label.len().max(value.len()) {
            let base = take_next_line(pages, size);
            for ((lines, x), owner) in [(&label, 0.0), (&value, indent)].into_iter().zip(owners) {
                if let Some(line) = lines.get(at) {
                    pages.put_line(line, (Sheet::LEFT + x * size, base), size, owner);
                }
            }
        }
    }
}

fn put_text(pages: &mut Pages, setter: &mut Typesetter, text: &str, (weight, size): (Weight, f32), role: TagRole) {
    let owner = Owner::Element(pages.structure.add_element(role, None));
    for line in setter.break_lines(&sanitize::sanitize_lines(text), weight, pages.sheet.inside() / size) {
        let base = take_next_line(pages, size);
        pages.put_line(&line, (Sheet::LEFT, base), size, owner);
    }
}

/// Moves down by a line, onto the next page if this one is full, and returns the base line.
fn take_next_line(pages: &mut Pages, size: f32) -> f32 {
    if pages.remaining_height() < LEADING * size {
        pages.turn_page();
    }
    pages.y += LEADING * size;
    pages.y - (LEADING - 0.95) * size
}
