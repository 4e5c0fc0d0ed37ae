//! The arithmetic of scrolling a page of lines.

use crate::tui::command::Motion;

/// Returns the first line shown of a page of `len` lines, of which `page` fit on the screen, after a motion from `top`.
pub fn scrolled_top(top: usize, motion: Motion, len: usize, page: usize) -> usize {
    let last = len.saturating_sub(page);
    // One line of the page before stays on the screen.
    let leap = page.saturating_sub(1).max(1);
    let moved = match motion {
        Motion::Up => top.saturating_sub(1),
        Motion::Down => top + 1,
        Motion::PageUp => top.saturating_sub(leap),
        Motion::PageDown => top + leap,
        Motion::First => 0,
        Motion::Last => last,
    };
    moved.min(last)
}
