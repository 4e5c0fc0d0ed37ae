//! Pages being filled from top to bottom: what is put on each, before anybody knows how many there will be.

use std::sync::Arc;

use super::fonts::Word;
use super::lines::Line;

/// US Letter, in points.
const SHORT: f32 = 612.0;
const LONG: f32 = 792.0;
const MARGIN: f32 = 40.0;
/// Room for title and imprint, and for the page's number.
const HEAD: f32 = 40.0;
const FOOT: f32 = 18.0;

/// A page's form.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sheet {
    pub(super) width: f32,
    pub(super) height: f32,
}

impl Sheet {
    pub(super) const PORTRAIT: Self = Self { width: SHORT, height: LONG };
    pub(super) const LANDSCAPE: Self = Self { width: LONG, height: SHORT };

    /// Where the content begins, from the left.
    pub(super) const LEFT: f32 = MARGIN;
    /// Where the head begins.
    pub(super) const HEAD: f32 = MARGIN;
    /// Where the content begins, from above.
    pub(super) const TOP: f32 = MARGIN + HEAD;

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
    /// A thin line across.
    Rule { from: f32, to: f32, y: f32, thick: f32 },
}

/// Pages of one form, the last being filled.
pub(super) struct Pages {
    pub(super) sheet: Sheet,
    pub(super) filled: Vec<Vec<Op>>,
    /// How far down the last page is filled.
    pub(super) y: f32,
}

impl Pages {
    /// One empty page.
    pub(super) fn new(sheet: Sheet) -> Self {
        Self { sheet, filled: vec![Vec::new()], y: Sheet::TOP }
    }

    /// What is left of the page.
    pub(super) const fn left(&self) -> f32 {
        self.sheet.bottom() - self.y
    }

    /// Whether nothing is on the page yet.
    pub(super) fn is_fresh(&self) -> bool {
        self.filled.last().is_none_or(Vec::is_empty)
    }

    /// Begins a new page, unless this one is empty.
    pub(super) fn turn(&mut self) {
        if !self.is_fresh() {
            self.filled.push(Vec::new());
        }
        self.y = Sheet::TOP;
    }

    /// Puts something on the page.
    pub(super) fn put(&mut self, op: Op) {
        if let Some(page) = self.filled.last_mut() {
            page.push(op);
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

    /// Takes the pages of another filling.
    pub(super) fn take(&mut self, other: Self) {
        self.turn();
        if self.is_fresh() {
            self.filled.pop();
        }
        self.filled.extend(other.filled);
        self.y = other.y;
    }
}
