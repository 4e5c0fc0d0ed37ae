//! The selected row of a list, and the part of the list that is on the screen.

use super::scroll::step_position;
use crate::tui::command::Motion;

/// The selected row of a list and the first row shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cursor {
    /// The selected row.
    pub index: usize,
    /// The first row on the screen.
    pub top: usize,
}

impl Cursor {
    /// Moves in a list of `len` rows of which a page shows `page`.
    pub fn move_by(&mut self, motion: Motion, len: usize, page: usize) {
        self.index = step_position(self.index, motion, len.saturating_sub(1), page);
        self.clamp_scroll(len, page);
    }

    /// Keeps the selected row in the list and on the screen.
    pub fn clamp_scroll(&mut self, len: usize, page: usize) {
        let page = page.max(1);
        self.index = self.index.min(len.saturating_sub(1));
        let highest = self.index.saturating_sub(page - 1);
        self.top = self.top.clamp(highest, self.index).min(len.saturating_sub(page));
    }

    /// Returns the rows on the screen.
    pub fn visible_rows(&self, len: usize, page: usize) -> std::ops::Range<usize> {
        self.top..len.min(self.top + page)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selected_row_stays_on_the_screen() {
        let mut cursor = Cursor::default();
        cursor.move_by(Motion::Last, 100, 10);
        assert_eq!((cursor.index, cursor.top), (99, 90));
        cursor.move_by(Motion::PageUp, 100, 10);
        assert_eq!((cursor.index, cursor.top), (90, 90));
        cursor.move_by(Motion::Up, 100, 10);
        assert_eq!((cursor.index, cursor.top), (89, 89));
        cursor.clamp_scroll(5, 10);
        assert_eq!((cursor.index, cursor.top), (4, 0));
        cursor.move_by(Motion::Down, 0, 10);
        assert_eq!((cursor.index, cursor.top), (0, 0));
    }
}
