//! The comment form over a comment that is filed: to correct all its elements, or to write it again a moment after it was
//! filed.

use serde::{Deserialize, Serialize};

use crate::domain::RowId;

/// The filed comment that a form changes. The names are stored in drafts and must not change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// The filed comment.
    pub comment: RowId,
    /// What filing the form does.
    pub kind: RevisionKind,
}

/// What filing the form does to the comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RevisionKind {
    /// A correction of all elements is filed with the comment.
    Correction,
    /// A new comment is filed in place of the comment, which was filed a moment ago and is not posted.
    Reopened,
}

impl RevisionKind {
    /// Returns the title of the form.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Correction => "Correct",
            Self::Reopened => "Reopened",
        }
    }
}
