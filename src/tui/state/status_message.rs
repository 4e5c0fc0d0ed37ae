//! The line in which the screen tells the worker something.

/// A line for the worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusMessage {
    /// The sentence.
    pub text: String,
    /// Whether something was refused or went wrong.
    pub is_error: bool,
}
