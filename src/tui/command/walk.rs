//! Commands on a walk through a list.

/// A command on a walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WalkCommand {
    /// Begins a walk, or continues the one that was stopped.
    Start,
    /// Marks all items of the case as done.
    Done,
    /// Skips the case, with a reason.
    Skip,
    /// Snoozes the case until a date.
    Snooze,
    /// Refuses all items of the case, with a reason.
    Refuse,
    /// Stops the walk, which can be continued later.
    Leave,
}
