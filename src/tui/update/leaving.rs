//! Whether a form is being left while its draft is saved.

/// Whether a form is being left while its draft is saved: then the lists are to show the draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leaving {
    /// The form stays open.
    No,
    /// The form is being left.
    Yes,
}
