//! Commands for county extracts from inside the screen.

/// A command on county extracts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportCommand {
    /// Choose files of the county to read.
    Choose,
    /// Read the previewed files, or keep the proposed layout.
    Accept,
    /// Say what the unknown words of the previewed files mean.
    ExplainWords,
    /// Preview what reading an older extract anyway would do.
    Older,
    /// Stop the import that is running.
    Stop,
    /// List the rejected rows that wait to be corrected.
    Rejected,
    /// Read the corrected row again.
    ReimportRow,
    /// Go to the next cell of the row.
    NextCell,
    /// Go to the previous cell of the row.
    PreviousCell,
    /// List what the newest extracts no longer name.
    MissingFacts,
    /// List the extracts that were read.
    ImportedExtracts,
    /// Undo the import of the extract that is shown.
    Undo,
}
