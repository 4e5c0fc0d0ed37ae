//! Pages being filled from top to bottom: what is put on each, before anybody knows how many there will be.

use std::sync::Arc;

use super::fonts::Word;
use super::lines::Line;

/// US Letter, in points.
const SHORT: f32 = 612.0;
const LONG: f32 = 792.0;
const MARGIN: f32 = 40.0;
/// Room for the page's number.
const FOOT: f32 = 18.0;

/// A page's form.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sheet {
    pub(super) width: f32,
    pub(super) height: f32,
    /// Where the content begins, from above.
    pub(super) top: f32,
}

impl Sheet {
    /// Upright, or lying across.
    pub(super) const fn of(across: bool) -> Self {
        let (width, height) = if across { (LONG, SHORT) } else { (SHORT, LONG) };
        Self { width, height, top: MARGIN }
    }

    /// With a head of this height on every page.
    pub(super) fn under_head(self, height: f32) -> Self {
        Self { top: MARGIN + height, ..self }
    }

    /// Where the content begins, from the left.
    pub(super) const LEFT: f32 = MARGIN;
    /// Where the head begins.
    pub(super) const HEAD: f32 = MARGIN;
    pub(super) const fn right(self) -> f32 {
        self.width - MARGIN
    }

    pub(super) const fn inside(self) -> f32 {
        self.width - 2.0 * MARGIN
    }

    /// Where the content ends.
    pub(super) const fn bottom(self) -> f32 {
        self.height - MARGIN - FOOT
    }

    /// The base line of the foot.
    pub(super) const fn foot(self) -> f32 {
        self.height - MARGIN
    }
}

/// Something that is drawn.
pub(super) enum Op {
    /// A word, its left end on the base line.
    Word { x: f32, y: f32, size: f32, word: Arc<Word> },
    /// A line across.
    Rule { from: f32, to: f32, y: f32, line: Stroke },
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stroke {
    /// In points.
    pub(super) thick: f32,
    /// From 0, black, to 255, white.
    pub(super) gray: u8,
}

impl Stroke {
    /// Under a head.
    pub(super) const HEAD: Self = Self { thick: 0.8, gray: 0 };
    /// Between two rows.
    pub(super) const ROW: Self = Self { thick: 0.4, gray: 170 };
}

/// A page.
#[derive(Default)]
pub(super) struct Page {
    /// Whom it is of: what stands in its head beside the title.
    pub(super) of: String,
    /// What is put on it.
    pub(super) ops: Vec<Op>,
}

/// Pages of one form, the last being filled.
pub(super) struct Pages {
    pub(super) sheet: Sheet,
    pub(super) filled: Vec<Page>,
    of: String,
    /// How far down the last page is filled.
    pub(super) y: f32,
}

impl Pages {
    /// One empty page. Each page says whom it is of.
    pub(super) fn new(sheet: Sheet, of: &str) -> Self {
        let first = Page { of: of.to_owned(), ops: Vec::new() };
        Self { sheet, filled: vec![first], of: of.to_owned(), y: sheet.top }
    }

    /// Whom the pages are of.
    pub(super) fn of(&self) -> &str {
        &self.of
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
    pub(super) fn turn(&mut self) {
        if !self.is_fresh() {
            self.filled.push(Page { of: self.of.clone(), ops: Vec::new() });
        }
        self.y = self.sheet.top;
    }

    /// Begins a new page where what belongs together does not fit on this one, but does on a page of its own.
    pub(super) fn keep_together(&mut self, height: f32) {
        if self.left() < height && height <= self.room() {
            self.turn();
        }
    }

    /// Puts something on the page.
    pub(super) fn put(&mut self, op: Op) {
        if let Some(page) = self.filled.last_mut() {
            page.ops.push(op);
        }
    }

    /// Puts a line of text, its left end at `x` and its base line at `y`.
    pub(super) fn put_line(&mut self, line: &Line, x: f32, y: f32, size: f32) {
        for placed in &line.words {
            self.put(Op::Word { x: x + placed.x * size, y, size, word: Arc::clone(&placed.word) });
        }
    }

    /// Leaves some room; none at the top of a page.
    pub(super) fn gap(&mut self, height: f32) {
        if !self.is_fresh() {
            self.y += height;
        }
    }

    /// Takes the pages of another filling, each with whom it is of.
    pub(super) fn take(&mut self, other: Self) {
        self.turn();
        if self.is_fresh() {
            self.filled.pop();
        }
        self.filled.extend(other.filled);
        self.y = other.y;
    }
}
