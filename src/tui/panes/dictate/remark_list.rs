//! The remarks on the wording of a form, and the state of the form that they were made on.

use std::sync::Arc;

use crate::domain::comment::CommentElement;
use crate::domain::plain_language::Remark;

/// The remarks on a form, and what they were made on.
#[derive(Debug, Clone, Default)]
pub(super) struct WordingRemarks {
    pub(super) found: Vec<(CommentElement, Remark)>,
    /// Counts the states of the form.
    pub(super) version: u64,
    /// The state that was read.
    pub(super) read_version: u64,
    /// Whether the proofreader was not asked yet about the newest state.
    pub(super) needs_reading: bool,
    /// The bytes of the narrative in the newest state.
    pub(super) length: usize,
    /// Names that are spelled as they are: those of the case.
    pub(super) names: Arc<[String]>,
}

impl WordingRemarks {
    /// No remarks yet, on a case with these names.
    pub(super) fn for_case(names: Arc<[String]>) -> Self {
        Self { names, ..Self::default() }
    }
}
