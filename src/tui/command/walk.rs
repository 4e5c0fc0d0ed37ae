//! Commands on a walk through a list.

/// A command on a walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WalkCommand {
    /// Begins a walk, or continues the one that was stopped.
    Start,
    /// Does what the item on the screen asks for: opens what clears it, or marks a written alert as done.
    Done,
    /// Skips the item on the screen, with a reason.
    Skip,
    /// Snoozes the item on the screen until a date.
    Snooze,
    /// Refuses the item on the screen, with a reason.
    Refuse,
    /// Shows the next case and leaves this one as it is.
    Next,
    /// Shows the case before.
    Back,
    /// Stops the walk, which can be continued later.
    Leave,
}
