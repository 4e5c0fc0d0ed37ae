//! Where one stands in a list or on a page, and which part of it is on the screen.

use crate::tui::command::Motion;

/// The selected row of a list and the first row shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cursor {
    /// The selected row.
    pub at: usize,
    /// The first row on the screen.
    pub top: usize,
}

impl Cursor {
    /// Moves in a list of `len` rows of which a page shows `page`.
    pub fn go(&mut self, motion: Motion, len: usize, page: usize) {
        let last = len.saturating_sub(1);
        let leap = page.saturating_sub(1).max(1);
        self.at = match motion {
            Motion::Up => self.at.saturating_sub(1),
            Motion::Down => self.at + 1,
            Motion::PageUp => self.at.saturating_sub(leap),
            Motion::PageDown => self.at + leap,
            Motion::First => 0,
            Motion::Last => last,
        }
        .min(last);
        self.settle(len, page);
    }

    /// Keeps the selected row in the list and on the screen.
    pub fn settle(&mut self, len: usize, page: usize) {
        let page = page.max(1);
        self.at = self.at.min(len.saturating_sub(1));
        let highest = self.at.saturating_sub(page - 1);
        self.top = self.top.clamp(highest, self.at).min(len.saturating_sub(page));
    }

    /// The rows on the screen.
    pub fn shown(&self, len: usize, page: usize) -> std::ops::Range<usize> {
        self.top..len.min(self.top + page)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selected_row_stays_on_the_screen() {
        let mut cursor = Cursor::default();
        cursor.go(Motion::Last, 100, 10);
        assert_eq!((cursor.at, cursor.top), (99, 90));
        cursor.go(Motion::PageUp, 100, 10);
        assert_eq!((cursor.at, cursor.top), (90, 90));
        cursor.go(Motion::Up, 100, 10);
        assert_eq!((cursor.at, cursor.top), (89, 89));
        cursor.settle(5, 10);
        assert_eq!((cursor.at, cursor.top), (4, 0));
        cursor.go(Motion::Down, 0, 10);
        assert_eq!((cursor.at, cursor.top), (0, 0));
    }
}
