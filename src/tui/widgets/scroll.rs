//! Scrolling a page of lines.

use crate::tui::command::Motion;

/// The first line shown of a page of `len` lines, of which `page` fit, after a movement from `top`.
pub fn scroll_top(top: usize, motion: Motion, len: usize, page: usize) -> usize {
    let last = len.saturating_sub(page);
    // A line of the page before stays in sight.
    let leap = page.saturating_sub(1).max(1);
    let to = match motion {
        Motion::Up => top.saturating_sub(1),
        Motion::Down => top + 1,
        Motion::PageUp => top.saturating_sub(leap),
        Motion::PageDown => top + leap,
        Motion::First => 0,
        Motion::Last => last,
    };
    to.min(last)
}

/// The title's note about lines that do not fit: `12 more below`; empty where all are shown.
pub fn note_lines_below(len: usize, top: usize, page: u16) -> String {
    let below = len.saturating_sub(top + usize::from(page));
    if below > 0 { format!("{below} more below") } else { String::new() }
}
