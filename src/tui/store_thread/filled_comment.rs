//! The comment that a form becomes.

use crate::domain::comment::{Comment, CommentDraft};
use crate::domain::{CaseNumber, RowId};
use crate::store::StoreError;

/// Returns the comment that a form without missing elements becomes.
pub(super) fn filled_comment(draft: CommentDraft, id: RowId, case: CaseNumber) -> Result<Comment, StoreError> {
    let missing = |_elements| StoreError::Internal("a form with something missing was filed");
    draft.into_comment(id, case).map_err(missing)
}
