//! The text of a cell on paper.

use std::borrow::Cow;

use crate::paper::document::DocumentCell;

/// The most characters of one text on paper: as many as a comment may have.
const MAX_CHARACTERS: usize = 65_536;

/// Returns the text of a cell. One that is longer than a comment may be today is cut, and says so: paper is for
/// reading, and setting a hundred megabytes takes minutes and gigabytes.
pub(super) fn text_on_paper(cell: &DocumentCell) -> Cow<'_, str> {
    let text = cell.to_text();
    let Some((cut, _)) = text.char_indices().nth(MAX_CHARACTERS) else { return text };
    let left_out = text.get(cut..).unwrap_or_default().chars().count();
    let shown = text.get(..cut).unwrap_or_default();
    format!("{shown}… [CUT HERE: {left_out} more characters are in the record; print it as text to read them.]").into()
}
