//! Pages that are filled from top to bottom, before the number of pages is known.

use krilla::tagging::ArtifactType;

use super::structure::{ElementId, Structure};
use super::text::Line;

/// US Letter, in points.
const SHORT: f32 = 612.0;
const LONG: f32 = 792.0;
const MARGIN: f32 = 40.0;
/// The room for the page number.
const FOOT: f32 = 18.0;

/// The dimensions of a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sheet {
    /// The width, in points.
    pub(super) width: f32,
    /// The height, in points.
    pub(super) height: f32,
    /// The top of the content, in points from the top of the page.
    pub(super) top: f32,
}

impl Sheet {
    /// The left edge of the content.
    pub(super) const LEFT: f32 = MARGIN;
    /// The top of the head.
    pub(super) const HEAD: f32 = MARGIN;

    /// Returns a sheet in portrait or landscape.
    pub(super) const fn new(across: bool) -> Self {
        let (width, height) = if across { (LONG, SHORT) } else { (SHORT, LONG) };
        Self { width, height, top: MARGIN }
    }

    /// Returns the sheet with a head of this height on every page.
    pub(super) fn with_head(self, height: f32) -> Self {
        Self { top: MARGIN + height, ..self }
    }

    /// Returns the right edge of the content.
    pub(super) const fn right(self) -> f32 {
        self.width - MARGIN
    }

    /// Returns the width of the content.
    pub(super) const fn inside(self) -> f32 {
        self.width - 2.0 * MARGIN
    }

    /// Returns the bottom of the content.
    pub(super) const fn bottom(self) -> f32 {
        self.height - MARGIN - FOOT
    }

    /// Returns the base line of the foot.
    pub(super) const fn foot(self) -> f32 {
        self.height - MARGIN
    }
}

/// The owner of a drawn piece.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Owner {
    /// An element of the structure; a screen reader reads the piece with it.
    Element(ElementId),
    /// The page: the piece is only decoration, or was read before.
    Page(ArtifactType),
}

/// A piece that is drawn.
pub(super) enum Op {
    /// A line of text, its left end on the base line.
    Text { x: f32, y: f32, size: f32, line: Line, owner: Owner },
    /// A horizontal line.
    Rule { from: f32, to: f32, y: f32, stroke: Stroke },
}

impl Op {
    /// Returns the element or page that the piece belongs to.
    pub(super) const fn owner(&self) -> Owner {
        match self {
            Self::Text { owner, .. } => *owner,
            Self::Rule { .. } => Owner::Page(ArtifactType::Layout),
        }
    }
}

/// The style of a horizontal line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stroke {
    /// The thickness, in points.
    pub(super) thickness: f32,
    /// The gray value, from 0 (black) to 255 (white).
    pub(super) gray: u8,
}

impl Stroke {
    /// The line under a head.
    pub(super) const HEAD: Self = Self { thickness: 0.8, gray: 0 };
    /// The line between two rows.
    pub(super) const ROW: Self = Self { thickness: 0.4, gray: 170 };
}

/// A page.
pub(super) struct Page {
    /// The person or case that the head shows beside the title.
    pub(super) subject: String,
    /// The heading of the person or case, on the page where it appears first.
    pub(super) subject_heading: Option<ElementId>,
    /// The pieces on the page.
    pub(super) ops: Vec<Op>,
}

/// Pages of the same dimensions; the last one is being filled.
pub(super) struct Pages {
    /// The dimensions of the pages.
    pub(super) sheet: Sheet,
    /// The pages with their pieces.
    pub(super) filled: Vec<Page>,
    /// The structure of the content, in reading order.
    pub(super) structure: Structure,
    /// The distance from the top of the page to which the last page is filled, in points.
    pub(super) y: f32,
    subject: String,
}

impl Pages {
    /// Creates one empty page. Each page names the person or case; the first time that is a heading.
    pub(super) fn new(sheet: Sheet, structure: Structure, subject: &str, subject_heading: Option<ElementId>) -> Self {
        let first = Page { subject: subject.to_owned(), subject_heading, ops: Vec::new() };
        Self { sheet, filled: vec![first], structure, y: sheet.top, subject: subject.to_owned() }
    }

    /// Returns the person or case that the pages name.
    pub(super) fn subject(&self) -> &str {
        &self.subject
    }

    /// Returns the height that is left on the page.
    pub(super) const fn remaining_height(&self) -> f32 {
        self.sheet.bottom() - self.y
    }

    /// Returns the height of the content of a whole page.
    pub(super) const fn room(&self) -> f32 {
        self.sheet.bottom() - self.sheet.top
    }

    /// Returns whether the page is still empty.
    pub(super) fn is_fresh(&self) -> bool {
        self.filled.last().is_none_or(|page| page.ops.is_empty())
    }

    /// Begins a new page, unless this one is empty.
    pub(super) fn turn_page(&mut self) {
        if !self.is_fresh() {
            self.filled.push(Page { subject: self.subject.clone(), subject_heading: None, ops: Vec::new() });
        }
        self.y = self.sheet.top;
    }

    /// Begins a new page if a block of this height does not fit on this page but fits on a page of its own.
    pub(super) fn keep_together(&mut self, height: f32) {
        if self.remaining_height() < height && height <= self.room() {
            self.turn_page();
        }
    }

    /// Puts a piece on the page.
    pub(super) fn put_op(&mut self, op: Op) {
        if let Some(page) = self.filled.last_mut() {
            page.ops.push(op);
        }
    }

    /// Puts a line of text on the page, its left end at `x` and its base line at `y`.
    pub(super) fn put_line(&mut self, line: &Line, (x, y): (f32, f32), size: f32, owner: Owner) {
        self.put_op(Op::Text { x, y, size, line: line.clone(), owner });
    }

    /// Leaves vertical space; none at the top of a page.
    pub(super) fn leave_gap(&mut self, height: f32) {
        if !self.is_fresh() {
            self.y += height;
        }
    }

    /// Appends other pages with their structure; each page keeps the person or case that it names.
    pub(super) fn append_pages(&mut self, other: Self) {
        self.turn_page();
        if self.is_fresh() {
            self.filled.pop();
        }
        let before = self.structure.len();
        let moved = |owner: Owner| match owner {
            Owner::Element(element) => Owner::Element(element.shift_by(before)),
            page @ Owner::Page(_) => page,
        };
        self.filled.extend(other.filled.into_iter().map(|mut page| {
            page.subject_heading = page.subject_heading.map(|heading| heading.shift_by(before));
            for op in &mut page.ops {
                if let Op::Text { owner, .. } = op {
                    *owner = moved(*owner);
                }
            }
            page
        }));
        self.structure.append_structure(other.structure);
        self.y = other.y;
    }
}
