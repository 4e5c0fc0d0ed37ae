//! Commands of a round of telephone calls, and how a call went.

/// A command of a round of telephone calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallCommand {
    /// Begin to call the people of the list.
    Start,
    /// Write the comment of a call in which the participant was reached.
    Reached,
    /// Write the comment of a call that nobody answered.
    Attempted,
    /// Write the comment of a call in which a message was left.
    LeftMessage,
    /// Write the comment of a call to a number that is wrong or out of service.
    WrongNumber,
    /// Go to the next person and write nothing.
    Next,
    /// Go to the previous person.
    Previous,
}

/// How a call went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
pub enum CallResult {
    /// The participant was reached.
    Reached,
    /// Nobody answered.
    NoAnswer,
    /// A message was left.
    LeftMessage,
    /// The number is wrong or out of service.
    WrongNumber,
}
