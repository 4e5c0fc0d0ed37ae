//! The part of a long text that the widget holds: enough lines around the caret that no movement reaches their ends.

use ratatui_textarea::CursorMove;

use super::NarrativeEditor;
use super::text_area::{byte_count, new_text_area};

/// The minimum distance, in bytes, between the caret and an end of the widget's part. When the caret comes nearer, the
/// widget gets another part, unless that end is the end of the text.
const MARGIN: usize = 4 * 1024;
/// How much text the widget is given on each side of the caret's line, in bytes.
const SIDE: usize = 12 * 1024;
/// How much the widget may hold on each side before it is given less, in bytes. The widget holds a narrative of usual
/// length whole.
const MOST: usize = 24 * 1024;
/// How many earlier parts are kept for undo.
const EARLIER: usize = 3;

/// Returns how many of the lines, in the order given, make up one side.
fn side_line_count<'a>(lines: impl Iterator<Item = &'a String>) -> usize {
    let mut used = 0;
    lines
        .take_while(|line| {
            let fits = used < SIDE;
            used += line.len() + 1;
            fits
        })
        .count()
}

impl NarrativeEditor {
    /// Gives the widget another part of the text where the caret has come near the end of its part, or where its part
    /// has grown too long.
    pub(super) fn shift_window(&mut self) {
        let row = self.area.cursor().0;
        let lines = self.area.lines();
        let (before, after) = (byte_count(lines.iter().take(row)), byte_count(lines.iter().skip(row + 1)));
        let at_an_end = (!self.above.is_empty() && before < MARGIN) || (!self.below.is_empty() && after < MARGIN);
        let too_long = before > MOST || after > MOST;
        if (at_an_end || too_long) && !self.area.is_selecting() {
            self.load_window(self.above.len() + row, self.area.cursor().1);
        }
    }

    /// Makes the widget hold the line with this number; a number beyond the text means the last line.
    pub(super) fn show_line(&mut self, row: usize) {
        let held = self.above.len()..self.above.len() + self.area.lines().len();
        let row = row.min(held.end + self.below.len() - 1);
        if !held.contains(&row) {
            self.area.cancel_selection();
            self.load_window(row, 0);
        }
    }

    /// Gives the widget the lines around `row`, with the caret in `row` before the character `column`.
    fn load_window(&mut self, row: usize, column: usize) {
        let all: Vec<&String> = self.all_lines().collect();
        let first = row - side_line_count(all.iter().take(row).rev().copied());
        let last = row + side_line_count(all.iter().skip(row + 1).copied());
        let same = first == self.above.len() && last + 1 == first + self.area.lines().len();
        // The widget cannot jump to a larger position.
        let (Ok(down), Ok(along)) = (u16::try_from(row - first), u16::try_from(column)) else { return };
        if same {
            return;
        }
        let part = |lines: &[&String]| lines.iter().map(|line| (*line).clone()).collect::<Vec<_>>();
        let (above, rest) = all.split_at(first);
        let (held, below) = rest.split_at(last + 1 - first);
        let (above, mut area, below) = (part(above), new_text_area(part(held)), part(below));
        area.set_yank_text(self.area.yank_text());
        area.move_cursor(CursorMove::Jump(down, along));
        let mut earlier = std::mem::take(&mut self.earlier);
        earlier.push(std::mem::replace(self, Self { above, area, below, earlier: Vec::new() }));
        if earlier.len() > EARLIER {
            earlier.remove(0);
        }
        self.earlier = earlier;
    }

    /// Undoes the last edit, even if it was made while the widget held another part.
    pub(super) fn undo_edit(&mut self) {
        while !self.area.undo() {
            let Some(mut before) = self.earlier.pop() else { return };
            before.earlier = std::mem::take(&mut self.earlier);
            *self = before;
        }
    }
}
