//! Commands for importing county extracts on the screen.

/// A command on county extracts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportCommand {
    /// Choose county files to import.
    Choose,
    /// Import the previewed files, or save the proposed layout.
    Accept,
    /// Say what the unknown words of the previewed files mean.
    ExplainWords,
    /// Preview what importing an older extract anyway would change.
    Older,
    /// Stop the import that is running.
    Stop,
    /// List the rejected rows that wait to be corrected.
    Rejected,
    /// Import the corrected row.
    ReimportRow,
    /// Dismiss the rejected row with a reason, or let a dismissed one wait again.
    Dismiss,
    /// Go to the next cell of the row.
    NextCell,
    /// Go to the previous cell of the row.
    PreviousCell,
    /// List the missing facts.
    MissingFacts,
    /// List the imported extracts.
    ImportedExtracts,
    /// Undo the import of the extract that is shown.
    Undo,
}
