//! The widths of the three texts of a chooser's items.

use crate::tui::text;

/// The fewest columns of a description beside a title.
const NARROWEST_DOC: usize = 24;
/// The most columns of the texts on the left.
const WIDEST_KEY: usize = 18;
/// The columns of the widest texts of the items.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct ItemWidths {
    key: usize,
    title: usize,
    doc: usize,
}

impl ItemWidths {
    /// Measures the key, title and description of items.
    pub(super) fn measure<'a>(texts: impl Iterator<Item = [&'a str; 3]>) -> Self {
        texts.fold(Self::default(), |widths, [key, title, doc]| Self {
            key: widths.key.max(text::display_width(key)),
            title: widths.title.max(text::display_width(title)),
            doc: widths.doc.max(text::display_width(doc)),
        })
    }

    /// Returns the columns that an item needs to stand on one line.
    pub(super) fn whole(self) -> usize {
        1 + with_gap(self.key.min(WIDEST_KEY)) + with_gap(self.title) + self.doc
    }

    /// Returns the columns of key, title and description if an item has `columns`.
    pub(super) fn fit(self, columns: usize) -> [usize; 3] {
        let key = self.key.min(WIDEST_KEY);
        let left = columns.saturating_sub(1 + with_gap(key));
        let doc = self.doc.min(NARROWEST_DOC);
        let title = if self.doc == 0 { left } else { self.title.min(left.saturating_sub(1 + doc).max(1)) };
        [key, title, left.saturating_sub(with_gap(title))]
    }
}

/// Returns the columns of a text with the space after it; none for an empty text.
const fn with_gap(columns: usize) -> usize {
    if columns == 0 { 0 } else { columns + 2 }
}
