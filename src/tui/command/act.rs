//! Commands of the act sheet.

/// A command of the act sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActFormCommand {
    /// File the act.
    File,
    /// Discard the typed text and its draft.
    Discard,
    /// Go to the next field.
    Next,
    /// Go to the previous field.
    Previous,
    /// Select the choice to the right.
    ChoiceRight,
    /// Select the choice to the left.
    ChoiceLeft,
}
