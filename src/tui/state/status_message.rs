//! The message in the status line of the screen.

/// A message for the worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusMessage {
    /// The text of the message.
    pub text: String,
    /// Whether the message reports a refusal or an error.
    pub is_error: bool,
}
