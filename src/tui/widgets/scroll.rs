//! Movements in a list and on a page of lines.

use crate::tui::command::Motion;

/// Returns the first line shown of a page of `len` lines, of which `page` fit, after a movement from `top`.
pub fn scroll_top(top: usize, motion: Motion, len: usize, page: usize) -> usize {
    step_position(top, motion, len.saturating_sub(page), page)
}

/// Returns the position after a motion from `from`; `last` is the last position, and a page has `page` of them.
pub fn step_position(from: usize, motion: Motion, last: usize, page: usize) -> usize {
    // One line of the previous page stays visible.
    let leap = page.saturating_sub(1).max(1);
    let to = match motion {
        Motion::Up => from.saturating_sub(1),
        Motion::Down => from + 1,
        Motion::PageUp => from.saturating_sub(leap),
        Motion::PageDown => from + leap,
        Motion::First => 0,
        Motion::Last => last,
    };
    to.min(last)
}

/// Returns the title's note about lines that do not fit: `12 more below`; empty where all are shown.
pub fn note_lines_below(len: usize, top: usize, page: u16) -> String {
    let below = len.saturating_sub(top + usize::from(page));
    if below > 0 { format!("{below} more below") } else { String::new() }
}
