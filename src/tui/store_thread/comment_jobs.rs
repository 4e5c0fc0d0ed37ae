//! Jobs on a filed comment: to amend, correct, reopen, reveal and copy it.

use super::protocol::{Job, StoreAnswer};
use super::worker::OpenStore;
use crate::domain::amendment::Amendment;
use crate::domain::comment::{Comment, CommentDraft};
use crate::domain::{CaseNumber, RowId};
use crate::store::StoreError;

/// Returns the comment that a form without missing elements becomes.
pub(super) fn filled_comment(draft: CommentDraft, id: RowId, case: CaseNumber) -> Result<Comment, StoreError> {
    let missing = |_elements| StoreError::Internal("a form with something missing was filed");
    draft.into_comment(id, case).map_err(missing)
}

impl OpenStore {
    /// Does a job on a filed comment.
    pub(super) fn run_comment_job(&mut self, job: Job) -> Result<Vec<StoreAnswer>, StoreError> {
        Ok(match job {
            Job::Amend { case, comment, kind, reason, text, answers } => {
                // The store protects the amendment if its comment is protected.
                let id = self.store.new_row_id();
                self.file_amendment(Amendment {
                    id,
                    comment,
                    case,
                    kind,
                    reason,
                    text,
                    protected: false,
                    answers,
                    corrected: None,
                })?
            }
            Job::Correct { case, comment, reason, draft, of } => {
                self.store.correct_comment(&case, comment, reason, &draft, &of)?;
                vec![self.refresh_case(&case)?, StoreAnswer::Filed(case, of)]
            }
            Job::Reopen(case, comment) => {
                vec![StoreAnswer::Reopened(Box::new(self.store.comment_to_reopen(&case, comment)?))]
            }
            Job::Refile { case, reopened, id, draft, of } => {
                let comment = filled_comment(*draft, id, case.clone())?;
                self.store.refile_comment(reopened, comment, &of)?;
                self.undo_history.forget_undone();
                vec![self.refresh_case(&case)?, StoreAnswer::Filed(case, of)]
            }
            Job::Reveal { case, comment, reason } => {
                let revealed = self.store.reveal_comment(&case, comment, reason)?;
                vec![self.read_case(case)?, StoreAnswer::Revealed(Box::new(revealed))]
            }
            Job::RevealToCorrect { case, comment, reason } => {
                let revealed = self.store.reveal_comment(&case, comment, Some(reason))?;
                vec![self.read_case(case)?, StoreAnswer::ToCorrect(Box::new(revealed))]
            }
            Job::CopyOut { case, comment, reveal } => self.prepare_copy_out(&case, comment, reveal)?,
            Job::WriteCopyOut { case, path, blocks } => self.write_copy_out(case, &path, &blocks)?,
            _ => Vec::new(),
        })
    }
}
