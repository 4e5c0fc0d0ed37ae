//! Reading extracts from inside the screen.

/// What is done with extracts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportCommand {
    /// Choose files of the county.
    Choose,
    /// Read what was previewed, or keep the layout that is proposed.
    Accept,
    /// Tell what reading an older extract nevertheless would do.
    Older,
    /// Stop a reading.
    Stop,
    /// The rejected rows that wait to be mended.
    Rejected,
    /// Read the mended row again.
    ReimportRow,
    /// The next cell of the row.
    NextCell,
    /// The cell before.
    PreviousCell,
    /// What the newest extracts no longer name.
    MissingFacts,
    /// The extracts that were read.
    ImportedExtracts,
    /// Take the extract back that is shown.
    Undo,
}
