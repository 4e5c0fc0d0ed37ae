//! Movements in a list or on a page.

/// A movement in a list or on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    /// Moves up by a line or row.
    Up,
    /// Moves down by a line or row.
    Down,
    /// Moves up by a page.
    PageUp,
    /// Moves down by a page.
    PageDown,
    /// Moves to the first line or row.
    First,
    /// Moves to the last line or row.
    Last,
}
