//! The reason for saving a draft: its form is being left, or stays open.

/// The reason for saving a draft. If the form is being left, the lists must show the draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leaving {
    /// The form stays open.
    No,
    /// The form is being left.
    Yes,
}
