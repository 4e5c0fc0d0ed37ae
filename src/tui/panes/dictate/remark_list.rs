//! The remarks on the wording of a comment, and the version of the form that they refer to.

use std::sync::Arc;

use crate::domain::comment::CommentElement;
use crate::domain::plain_language::Remark;

/// The remarks on a comment, and the version of the form that they refer to.
#[derive(Debug, Clone, Default)]
pub(super) struct WordingRemarks {
    pub(super) found: Vec<(CommentElement, Remark)>,
    /// The version of the form: it increases with each change.
    pub(super) version: u64,
    /// The version that was checked last.
    pub(super) read_version: u64,
    /// Whether the newest version must still be sent to the spelling checker.
    pub(super) needs_reading: bool,
    /// The length of the narrative in the newest state, in bytes.
    pub(super) length: usize,
    /// The names of the case, which count as spelled right.
    pub(super) names: Arc<[String]>,
}

impl WordingRemarks {
    /// Creates an empty list for a case with these names.
    pub(super) fn for_case(names: Arc<[String]>) -> Self {
        Self { names, ..Self::default() }
    }
}
