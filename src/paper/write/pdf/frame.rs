//! What stands on every page: title, whom it is of, imprint and counts above, the page's number below.

use super::fonts::{Fonts, Weight};
use super::lines::{Line, measured, wrapped};
use super::page::{Op, Sheet, Stroke};
use super::table::LEADING;
use crate::domain::sanitize;
use crate::paper::document::OutputDocument;

/// The sizes of texts, in points.
const TITLE: f32 = 13.0;
const OF: f32 = 10.5;
const IMPRINT: f32 = 7.5;
/// From the last line of the head to the rule under it, and from there to the content.
const OVER_RULE: f32 = 6.0;
const UNDER_RULE: f32 = 8.0;
/// What every page says of itself (WIC 10850).
const CONFIDENTIAL: &str = "Confidential (WIC 10850)";
const PRACTICE: &str = "PRACTICE: everybody in it is invented";

/// The frame of a document's pages.
pub(super) struct Frame {
    /// The pages' form, with room for the head.
    pub(super) sheet: Sheet,
    title: String,
    /// As-of, who printed, how the counts add up.
    said: Vec<Line>,
    foot: &'static str,
}

impl Frame {
    /// Measures the head of the document.
    pub(super) fn of(document: &OutputDocument, fonts: &mut Fonts, sheet: Sheet) -> Self {
        let said = std::iter::once(document.imprint()).chain(document.notes.iter().cloned());
        let said = sanitize::sanitize_lines(&said.collect::<Vec<_>>().join("\n"));
        let said = wrapped(fonts, &said, Weight::Regular, sheet.inside() / IMPRINT);
        let height = Self::height(said.len()) + UNDER_RULE;
        let foot = if document.printed.practice { PRACTICE } else { CONFIDENTIAL };
        Self { sheet: sheet.under_head(height), title: sanitize::sanitize_line(&document.title), said, foot }
    }

    #[expect(clippy::cast_precision_loss, reason = "a head has a few lines")]
    fn height(lines: usize) -> f32 {
        LEADING * (TITLE + lines as f32 * IMPRINT) + OVER_RULE
    }

    /// What is drawn on a page that is `of` somebody: the page's number, and how many there are.
    pub(super) fn ops(&self, fonts: &mut Fonts, of: &str, (number, count): (usize, usize)) -> Vec<Op> {
        let (left, right) = (Sheet::LEFT, self.sheet.right());
        let mut ops = line_at(fonts, &self.title, (Weight::Bold, TITLE), (left, Sheet::HEAD + TITLE));
        let title = measured(fonts, &self.title, Weight::Bold).1 * TITLE;
        let wide = measured(fonts, of, Weight::Bold).1;
        // Beside the title, smaller where it is long.
        let size = OF.min((self.sheet.inside() - title - TITLE) / wide.max(1.0));
        ops.extend(line_at(fonts, of, (Weight::Bold, size), (right - wide * size, Sheet::HEAD + TITLE)));
        let mut y = Sheet::HEAD + LEADING * TITLE;
        for line in &self.said {
            y += LEADING * IMPRINT;
            ops.extend(placed(line, IMPRINT, (left, y)));
        }
        ops.push(Op::Rule { from: left, to: right, y: y + OVER_RULE, line: Stroke::HEAD });
        let page = format!("Page {number} of {count}");
        let width = measured(fonts, &page, Weight::Regular).1 * IMPRINT;
        for (text, x) in [(self.foot, left), (page.as_str(), right - width)] {
            ops.extend(line_at(fonts, text, (Weight::Regular, IMPRINT), (x, self.sheet.foot())));
        }
        ops
    }
}

fn line_at(fonts: &mut Fonts, text: &str, (weight, size): (Weight, f32), at: (f32, f32)) -> Vec<Op> {
    let lines = wrapped(fonts, &sanitize::sanitize_line(text), weight, f32::INFINITY);
    lines.iter().flat_map(|line| placed(line, size, at)).collect()
}

fn placed(line: &Line, size: f32, (x, y): (f32, f32)) -> Vec<Op> {
    let op = |word: &super::lines::Placed| Op::Word { x: x + word.x * size, y, size, word: word.word.clone() };
    line.words.iter().map(op).collect()
}
