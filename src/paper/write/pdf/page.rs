//! Pages being filled from top to bottom: what is put on each, before anybody knows how many there will be.

use krilla::tagging::ArtifactType;

use super::structure::{ElementId, Structure};
use super::text::Line;

/// US Letter, in points.
const SHORT: f32 = 612.0;
const LONG: f32 = 792.0;
const MARGIN: f32 = 40.0;
/// Room for the page's number.
const FOOT: f32 = 18.0;

/// A page's form.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sheet {
    /// Its width, in points.
    pub(super) width: f32,
    /// Its height, in points.
    pub(super) height: f32,
    /// Where the content begins, from above.
    pub(super) top: f32,
}

impl Sheet {
    /// Where the content begins, from the left.
    pub(super) const LEFT: f32 = MARGIN;
    /// Where the head begins.
    pub(super) const HEAD: f32 = MARGIN;

    /// A sheet that is upright, or lies across.
    pub(super) const fn new(across: bool) -> Self {
        let (width, height) = if across { (LONG, SHORT) } else { (SHORT, LONG) };
        Self { width, height, top: MARGIN }
    }

    /// The sheet with a head of this height on every page.
    pub(super) fn with_head(self, height: f32) -> Self {
        Self { top: MARGIN + height, ..self }
    }

    /// Where the content ends, from the left.
    pub(super) const fn right(self) -> f32 {
        self.width - MARGIN
    }

    /// How wide the content is.
    pub(super) const fn inside(self) -> f32 {
        self.width - 2.0 * MARGIN
    }

    /// Where the content ends, from above.
    pub(super) const fn bottom(self) -> f32 {
        self.height - MARGIN - FOOT
    }

    /// The base line of the foot.
    pub(super) const fn foot(self) -> f32 {
        self.height - MARGIN
    }
}

/// What something drawn belongs to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Owner {
    /// An element, which is read by ear with it.
    Element(ElementId),
    /// The page: it is for the eye alone, or was read before.
    Page(ArtifactType),
}

/// Something that is drawn.
pub(super) enum Op {
    /// A line of text, its left end on the base line.
    Text { x: f32, y: f32, size: f32, line: Line, owner: Owner },
    /// A line across.
    Rule { from: f32, to: f32, y: f32, stroke: Stroke },
}

impl Op {
    /// What it belongs to.
    pub(super) const fn owner(&self) -> Owner {
        match self {
            Self::Text { owner, .. } => *owner,
            Self::Rule { .. } => Owner::Page(ArtifactType::Layout),
        }
    }
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stroke {
    /// In points.
    pub(super) thickness: f32,
    /// From 0, black, to 255, white.
    pub(super) gray: u8,
}

impl Stroke {
    /// Under a head.
    pub(super) const HEAD: Self = Self { thickness: 0.8, gray: 0 };
    /// Between two rows.
    pub(super) const ROW: Self = Self { thickness: 0.4, gray: 170 };
}

/// A page.
pub(super) struct Page {
    /// Whom it is of: what stands in its head beside the title.
    pub(super) subject: String,
    /// The heading that this is where it stands for the first time.
    pub(super) subject_heading: Option<ElementId>,
    /// What is put on it.
    pub(super) ops: Vec<Op>,
}

/// Pages of one form, the last being filled.
pub(super) struct Pages {
    /// Their form.
    pub(super) sheet: Sheet,
    /// What is on them.
    pub(super) filled: Vec<Page>,
    /// What they say, in reading order.
    pub(super) structure: Structure,
    /// How far down the last page is filled.
    pub(super) y: f32,
    subject: String,
}

impl Pages {
    /// One empty page. Each page says whom it is of; the first time that is a heading.
    pub(super) fn new(sheet: Sheet, structure: Structure, subject: &str, subject_heading: Option<ElementId>) -> Self {
        let first = Page { subject: subject.to_owned(), subject_heading, ops: Vec::new() };
        Self { sheet, filled: vec![first], structure, y: sheet.top, subject: subject.to_owned() }
    }

    /// Whom the pages are of.
    pub(super) fn subject(&self) -> &str {
        &self.subject
    }

    /// What is left of the page.
    pub(super) const fn left(&self) -> f32 {
        self.sheet.bottom() - self.y
    }

    /// What a whole page has room for.
    pub(super) const fn room(&self) -> f32 {
        self.sheet.bottom() - self.sheet.top
    }

    /// Whether nothing is on the page yet.
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

    /// Begins a new page where what belongs together does not fit on this one, but does on a page of its own.
    pub(super) fn keep_together(&mut self, height: f32) {
        if self.left() < height && height <= self.room() {
            self.turn_page();
        }
    }

    /// Puts something on the page.
    pub(super) fn put_op(&mut self, op: Op) {
        if let Some(page) = self.filled.last_mut() {
            page.ops.push(op);
        }
    }

    /// Puts a line of text, its left end at `x` and its base line at `y`.
    pub(super) fn put_line(&mut self, line: &Line, (x, y): (f32, f32), size: f32, owner: Owner) {
        self.put_op(Op::Text { x, y, size, line: line.clone(), owner });
    }

    /// Leaves some room; none at the top of a page.
    pub(super) fn leave_gap(&mut self, height: f32) {
        if !self.is_fresh() {
            self.y += height;
        }
    }

    /// Takes the pages of another filling, each with whom it is of, and what they say.
    pub(super) fn append_pages(&mut self, other: Self) {
        self.turn_page();
        if self.is_fresh() {
            self.filled.pop();
        }
        let before = self.structure.len();
        let moved = |owner: Owner| match owner {
            Owner::Element(element) => Owner::Element(element.move_behind(before)),
            page @ Owner::Page(_) => page,
        };
        self.filled.extend(other.filled.into_iter().map(|mut page| {
            page.subject_heading = page.subject_heading.map(|heading| heading.move_behind(before));
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
