//! What is done on a walk through a list.

/// A step of a walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WalkCommand {
    /// Begins one, or goes on with the one that was stopped.
    Start,
    /// What the case asks for is done.
    Done,
    /// Passes the case over, with a reason.
    Skip,
    /// Puts the case off to a date.
    Snooze,
    /// Refuses what the case asks for, with a reason.
    Refuse,
    /// Stops the walk.
    Leave,
}
