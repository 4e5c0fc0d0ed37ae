//! The line in which the screen tells the worker something.

/// A sentence for the worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusMessage {
    /// The sentence.
    pub text: String,
    /// Whether it says that something was refused or went wrong.
    pub is_error: bool,
}
