//! The frame of every page: the title, the person or case, the imprint and the counts above, and the page number below.
//! A screen reader reads it once, where it appears first.

use krilla::tagging::ArtifactType;

use super::fonts::Weight;
use super::page::{Op, Owner, Page, Sheet, Stroke};
use super::structure::{ElementId, Structure, TagRole};
use super::table::LEADING;
use super::text::{Line, Typesetter};
use crate::domain::sanitize;
use crate::paper::document::OutputDocument;

/// The sizes of texts, in points.
const TITLE: f32 = 13.0;
const SUBJECT: f32 = 10.5;
const IMPRINT: f32 = 7.5;
/// The distance from the last line of the head to the rule under it, and from there to the content.
const OVER_RULE: f32 = 6.0;
const UNDER_RULE: f32 = 8.0;
/// The confidentiality notice on every page (WIC 10850).
const CONFIDENTIAL: &str = "Confidential (WIC 10850)";
const PRACTICE: &str = "PRACTICE: everybody in it is invented";

/// The frame of a document's pages.
pub(super) struct Frame {
    /// The sheet of the pages, with room for the head.
    pub(super) sheet: Sheet,
    title: (Line, ElementId),
    /// The as-of day, who printed the document, and how the counts add up, each as a paragraph.
    imprint: Vec<(Vec<Line>, ElementId)>,
    foot: (Line, ElementId),
}

impl Frame {
    /// Measures the head of the document, and begins the document's structure with it.
    pub(super) fn new(
        document: &OutputDocument,
        setter: &mut Typesetter,
        sheet: Sheet,
        structure: &mut Structure,
    ) -> Self {
        let title = sanitize::sanitize_line(&document.title_text());
        let heading = structure.add_element(TagRole::new_heading(1, &title), None);
        let title = (setter.set_line(&title, Weight::Bold), heading);
        let notes = std::iter::once(document.imprint()).chain(document.notes.iter().cloned());
        let imprint: Vec<_> = notes
            .map(|text| {
                let text = sanitize::sanitize_lines(&text);
                let lines = setter.break_lines(&text, Weight::Regular, sheet.inside() / IMPRINT);
                (lines, structure.add_element(TagRole::Paragraph, None))
            })
            .collect();
        let foot = if document.printed.practice { PRACTICE } else { CONFIDENTIAL };
        let foot = (setter.set_line(foot, Weight::Regular), structure.add_element(TagRole::Paragraph, None));
        let height = measure_height(imprint.iter().map(|(lines, _)| lines.len()).sum()) + UNDER_RULE;
        Self { sheet: sheet.with_head(height), title, imprint, foot }
    }

    /// Draws the frame around the content of a page, with the page's number and the number of pages.
    pub(super) fn put_around(&self, setter: &mut Typesetter, page: &mut Page, (number, count): (usize, usize)) {
        let first = number == 1;
        let mut ops = self.list_head_ops(setter, page, first);
        ops.append(&mut page.ops);
        ops.extend(self.list_foot_ops(setter, first, &format!("Page {number} of {count}")));
        page.ops = ops;
    }

    fn list_head_ops(&self, setter: &mut Typesetter, page: &Page, first: bool) -> Vec<Op> {
        let owner = |element: Option<ElementId>| element.map_or(Owner::Page(ArtifactType::Header), Owner::Element);
        let read_here = |element: ElementId| owner(first.then_some(element));
        let (left, base) = (Sheet::LEFT, Sheet::HEAD + TITLE);
        let (title, heading) = &self.title;
        let mut ops = vec![put_text(title, (left, base), TITLE, read_here(*heading))];
        let mut y = Sheet::HEAD + LEADING * TITLE;
        for (lines, paragraph) in &self.imprint {
            for line in lines {
                y += LEADING * IMPRINT;
                ops.push(put_text(line, (left, y), IMPRINT, read_here(*paragraph)));
            }
        }
        let subject = setter.set_line(&sanitize::sanitize_line(&page.subject), Weight::Bold);
        // The text is beside the title, and smaller if it is long.
        let size = SUBJECT.min((self.sheet.inside() - title.width * TITLE - TITLE) / subject.width.max(1.0));
        let x = self.sheet.right() - subject.width * size;
        ops.push(put_text(&subject, (x, base), size, owner(page.subject_heading)));
        ops.push(Op::Rule { from: left, to: self.sheet.right(), y: y + OVER_RULE, stroke: Stroke::HEAD });
        ops
    }

    fn list_foot_ops(&self, setter: &mut Typesetter, first: bool, page: &str) -> [Op; 2] {
        let (foot, paragraph) = &self.foot;
        let owner = if first { Owner::Element(*paragraph) } else { Owner::Page(ArtifactType::Footer) };
        let page = setter.set_line(page, Weight::Regular);
        let (y, x) = (self.sheet.foot(), self.sheet.right() - page.width * IMPRINT);
        [
            put_text(foot, (Sheet::LEFT, y), IMPRINT, owner),
            put_text(&page, (x, y), IMPRINT, Owner::Page(ArtifactType::PageNumber)),
        ]
    }
}

#[expect(clippy::cast_precision_loss, reason = "a head has a few lines")]
fn measure_height(lines: usize) -> f32 {
    LEADING * (TITLE + lines as f32 * IMPRINT) + OVER_RULE
}

fn put_text(line: &Line, (x, y): (f32, f32), size: f32, owner: Owner) -> Op {
    Op::Text { x, y, size, line: line.clone(), owner }
}
