//! Reading extracts from inside the screen.

/// What is done with extracts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Import {
    /// Choose files of the county.
    Choose,
    /// Read what was previewed, or keep the layout that is proposed.
    Accept,
    /// Stop a reading.
    Stop,
    /// The rejected rows that wait to be mended.
    Rejected,
    /// Read the mended row again.
    ReadAgain,
    /// The next cell of the row.
    NextCell,
    /// The cell before.
    PreviousCell,
}
