//! Commands in the form of an act.

/// A command in the form of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActFormCommand {
    /// File the act.
    File,
    /// Discard what is typed and its draft.
    Discard,
    /// Go to the next field.
    Next,
    /// Go to the previous field.
    Previous,
    /// Take the choice to the right.
    ChoiceRight,
    /// Take the choice to the left.
    ChoiceLeft,
}
