//! Movements in a list or on a page.

/// A movement in a list or on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    /// One line or row up.
    Up,
    /// One line or row down.
    Down,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// To the first line or row.
    First,
    /// To the last line or row.
    Last,
}
