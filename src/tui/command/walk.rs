//! Commands on a walk through a list.

/// A command on a walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WalkCommand {
    /// Begins a walk, or continues the one that was stopped.
    Start,
    /// Marks what the list asks for on the case as done.
    Done,
    /// Skips the case, with a reason.
    Skip,
    /// Puts the case off to a date.
    Snooze,
    /// Refuses what the list asks for on the case, with a reason.
    Refuse,
    /// Stops the walk; it can be continued later.
    Leave,
}
