//! Turns pages into the bytes of a PDF file.

use chrono::Datelike as _;
use krilla::Document as Pdf;
use krilla::SerializeSettings;
use krilla::color::luma;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ContentTag, Identifier};

use super::page::{Op, Owner, Pages};
use super::structure::LANGUAGE;
use crate::paper::document::OutputDocument;

/// The drawn pieces and positions that the structure and the outline of the file refer to.
#[derive(Default)]
struct Drawn {
    /// The pieces that were drawn of each element.
    pieces: Vec<Vec<Identifier>>,
    /// The position at which each element begins.
    places: Vec<Option<XyzDestination>>,
}

impl Drawn {
    fn new(elements: usize) -> Self {
        let mut drawn = Self::default();
        drawn.pieces.resize_with(elements, Vec::new);
        drawn.places.resize_with(elements, || None);
        drawn
    }
}

/// Returns the pages as the bytes of a file.
///
/// # Errors
/// Returns the error of the PDF writer.
pub(super) fn write_file(document: &OutputDocument, pages: &Pages) -> Result<Vec<u8>, String> {
    let accessible = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
    let configuration = accessible.map_err(|error| format!("{error:?}"))?;
    let declared = SerializeSettings { configuration, ..SerializeSettings::default() };
    match write_with(document, pages, declared) {
        // A system font may forbid embedding (its `fsType` says Restricted License), and then no accessible file may
        // contain it. The name that needs the font is printed anyway: the file is tagged like any other, but does
        // not declare that it conforms to the standard.
        Err(KrillaError::Validation(_)) => write_with(document, pages, SerializeSettings::default()),
        written => written,
    }
    .map_err(|error| error.to_string())
}

/// Writes PDF 1.7, tagged as PDF/UA-1 requires. Krilla checks what a program can check: title, outline, headings with
/// titles, a text for every glyph, fonts that may be embedded. Nothing here checks that tables and reading order make
/// sense; the tests of paper do that. Names are marked with the language of the document, because the record does not
/// say which language a name is in.
fn write_with(document: &OutputDocument, pages: &Pages, settings: SerializeSettings) -> Result<Vec<u8>, KrillaError> {
    let mut pdf = Pdf::new_with(settings);
    pdf.set_metadata(make_metadata(document));
    let mut drawn = Drawn::new(pages.structure.len());
    for (number, filled) in pages.filled.iter().enumerate() {
        // Letter has a valid size, so the settings always exist.
        let settings = PageSettings::from_wh(pages.sheet.width, pages.sheet.height).unwrap_or_default();
        let mut page = pdf.start_page_with(settings);
        let mut surface = page.surface();
        for ops in filled.ops.chunk_by(|op, next| op.owner() == next.owner()) {
            draw_together(&mut surface, ops, number, &mut drawn);
        }
        surface.finish();
        page.finish();
    }
    pdf.set_outline(build_outline(pages, &drawn.places));
    pdf.set_tag_tree(pages.structure.build_tree(drawn.pieces));
    pdf.finish()
}

fn make_metadata(document: &OutputDocument) -> Metadata {
    let on = document.printed.on;
    let year = u16::try_from(on.year()).unwrap_or_default();
    let part = |number: u32| u8::try_from(number).unwrap_or_default();
    let made = DateTime::new(year).month(part(on.month())).day(part(on.day()));
    let metadata = Metadata::new().title(document.title_text()).language(LANGUAGE.to_owned());
    metadata.creator("Caseload".to_owned()).creation_date(made)
}

/// Returns the headings as bookmarks, with lower levels nested inside higher ones.
fn build_outline(pages: &Pages, places: &[Option<XyzDestination>]) -> Outline {
    let mut outline = Outline::new();
    let mut open: Vec<(u16, OutlineNode)> = Vec::new();
    let close = |outline: &mut Outline, open: &mut Vec<(u16, OutlineNode)>, level: u16| {
        while let Some((_, node)) = open.pop_if(|(opened, _)| *opened >= level) {
            match open.last_mut() {
                Some((_, parent)) => parent.push_child(node),
                None => outline.push_child(node),
            }
        }
    };
    for (element, level, text) in pages.structure.list_headings() {
        let Some(place) = places.get(element.place()).and_then(Option::as_ref) else { continue };
        close(&mut outline, &mut open, level);
        open.push((level, OutlineNode::new(text.to_owned(), place.clone()).with_open(level == 1)));
    }
    close(&mut outline, &mut open, 0);
    outline
}

/// Draws adjacent pieces of a page that belong to the same element.
fn draw_together(surface: &mut Surface<'_>, ops: &[Op], page: usize, drawn: &mut Drawn) {
    let Some(first) = ops.first() else { return };
    match first.owner() {
        Owner::Page(kind) => {
            surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
        }
        Owner::Element(element) => {
            let piece = surface.start_tagged(ContentTag::Other);
            if let Some(pieces) = drawn.pieces.get_mut(element.place()) {
                pieces.push(piece);
            }
            if let (Op::Text { x, y, size, .. }, Some(place)) = (first, drawn.places.get_mut(element.place())) {
                place.get_or_insert_with(|| XyzDestination::new(page, Point::from_xy(*x, y - size)));
            }
        }
    }
    for op in ops {
        draw_op(surface, op);
    }
    surface.end_tagged();
}

fn draw_op(surface: &mut Surface<'_>, op: &Op) {
    match op {
        Op::Text { x, y, size, line, .. } => {
            surface.set_fill(Some(gray_fill(0)));
            for run in &line.runs {
                let start = Point::from_xy(x + run.x * size, *y);
                surface.draw_glyphs(start, &run.glyphs, run.font.clone(), &run.text, *size, false);
            }
        }
        Op::Rule { from, to, y, stroke } => {
            surface.set_fill(Some(gray_fill(stroke.gray)));
            let mut path = PathBuilder::new();
            if let Some(bar) = Rect::from_ltrb(*from, *y, *to, y + stroke.thickness) {
                path.push_rect(bar);
            }
            if let Some(bar) = path.finish() {
                surface.draw_path(&bar);
            }
        }
    }
}

/// Returns the gray value, from 0 (black) to 255 (white).
fn gray_fill(shade: u8) -> Fill {
    Fill { paint: luma::Color::new(shade).into(), ..Fill::default() }
}
