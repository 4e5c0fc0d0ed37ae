//! Pages as the bytes of a file.

use chrono::Datelike as _;
use krilla::Document as Pdf;
use krilla::color::luma;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;

use super::page::{Op, Pages};
use crate::paper::document::OutputDocument;

/// The pages as the bytes of a file.
pub(super) fn drawn(document: &OutputDocument, pages: &Pages) -> Result<Vec<u8>, String> {
    let mut pdf = Pdf::new();
    pdf.set_metadata(metadata(document));
    for filled in &pages.filled {
        let settings = PageSettings::from_wh(pages.sheet.width, pages.sheet.height);
        let mut page = pdf.start_page_with(settings.ok_or("a page has no size")?);
        let mut surface = page.surface();
        for op in &filled.ops {
            draw(&mut surface, op);
        }
        surface.finish();
        page.finish();
    }
    pdf.finish().map_err(|error| format!("{error:?}"))
}

fn metadata(document: &OutputDocument) -> Metadata {
    let on = document.printed.on;
    let year = u16::try_from(on.year()).unwrap_or_default();
    let part = |number: u32| u8::try_from(number).unwrap_or_default();
    let made = DateTime::new(year).month(part(on.month())).day(part(on.day()));
    Metadata::new().title(document.title.clone()).creator("Caseload".to_owned()).creation_date(made)
}

fn draw(surface: &mut Surface<'_>, op: &Op) {
    match op {
        Op::Word { x, y, size, word } => {
            surface.set_fill(Some(gray(0)));
            let mut x = *x;
            for run in &word.runs {
                let start = Point::from_xy(x, *y);
                surface.draw_glyphs(start, &run.glyphs, run.font.clone(), &run.text, *size, false);
                x += run.width * size;
            }
        }
        Op::Rule { from, to, y, line } => {
            surface.set_fill(Some(gray(line.gray)));
            let mut path = PathBuilder::new();
            if let Some(bar) = Rect::from_ltrb(*from, *y, *to, y + line.thick) {
                path.push_rect(bar);
            }
            if let Some(bar) = path.finish() {
                surface.draw_path(&bar);
            }
        }
    }
}

/// From 0, black, to 255, white.
fn gray(shade: u8) -> Fill {
    Fill { paint: luma::Color::new(shade).into(), ..Fill::default() }
}
