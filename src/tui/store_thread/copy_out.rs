//! Prepares posting blocks of comments, for the clipboard or a file.

use std::path::PathBuf;

use super::protocol::{CopyOut, StoreAnswer};
use super::worker::OpenStore;
use crate::domain::audit_event::AuditEvent;
use crate::domain::{CaseNumber, Change, RowId};
use crate::paper;
use crate::platform;
use crate::posting::{self, PostingBlock, PostingContext, PostingScope, PostingTemplates};
use crate::store::office_files;
use crate::store::{CommentFilter, FiledComment, StoreError};

/// The abbreviation of the user's home folder in a path.
const HOME_PREFIX: &str = "~/";

impl OpenStore {
    /// Prepares the copy-out of a comment: the parts that are not posted yet, or the whole comment if all of it is
    /// posted. A protected comment is revealed for the reason in `reveal`.
    pub(super) fn prepare_copy_out(
        &mut self,
        case: &CaseNumber,
        comment: RowId,
        reveal: Option<String>,
    ) -> Result<Vec<StoreAnswer>, StoreError> {
        let mut answers = Vec::new();
        let filed = if reveal.is_some() {
            let revealed = self.store.reveal_comment(case, comment, reveal)?;
            answers.push(self.read_case(case.clone())?);
            Some(revealed)
        } else {
            self.store.comment_by_id(comment)?
        };
        let Some(filed) = filed else { return Ok(answers) };
        answers.push(self.build_copy_out(&filed).map_or_else(StoreAnswer::Failed, StoreAnswer::CopiedOut));
        Ok(answers)
    }

    /// Marks a comment as posted, and prepares the copy-out of the oldest that is not posted and not protected.
    pub(super) fn post_and_copy_next(
        &mut self,
        change: Change,
        case: &CaseNumber,
    ) -> Result<Vec<StoreAnswer>, StoreError> {
        let mut answers = self.record_change(change, case, "Marked as posted.".to_owned())?;
        let mut to_post = self.store.all_comments(CommentFilter::Unposted)?;
        to_post.retain(|filed| !filed.comment.protected);
        let next = to_post.first().map(|filed| self.build_copy_out(filed)).transpose();
        answers.push(next.map_or_else(StoreAnswer::Failed, |next| StoreAnswer::NextToPost(next, to_post.len())));
        Ok(answers)
    }

    fn build_copy_out(&self, filed: &FiledComment) -> Result<CopyOut, String> {
        let templates = PostingTemplates::builtin()
            .with_folders(&self.store.home().all_posting_folders())
            .map_err(|flawed| flawed.to_string())?;
        let template = templates
            .get(self.posting_template.as_deref())
            .ok_or("The posting template in the settings does not exist.")?;
        let catalog = office_files::load_catalog(&self.store.home().all_catalog_folders())
            .map_err(|flawed| flawed.to_string())?;
        let context = PostingContext {
            policy: self.store.policies().in_force_on(self.store.clock().today()),
            catalog: &catalog,
            of_common_case: posting::is_of_common_case(&self.store, filed).map_err(|error| error.to_string())?,
        };
        let scope = if filed.to_post { PostingScope::ToPost } else { PostingScope::All };
        let blocks = template.build_blocks(filed, scope, context).map_err(|hidden| hidden.to_string())?;
        let case = filed.comment.case.clone();
        let (comment, to_post) = (filed.comment.id, filed.to_post);
        let file = format!("{HOME_PREFIX}caseload-{case}-{}.txt", filed.comment.on);
        Ok(CopyOut { comment, to_post, case, template_title: template.title.clone(), file, blocks })
    }

    /// Writes copy-out blocks to a new file and records the export.
    pub(super) fn write_copy_out(
        &mut self,
        case: CaseNumber,
        path: &str,
        blocks: &[PostingBlock],
    ) -> Result<Vec<StoreAnswer>, StoreError> {
        let file = expand_home_path(path);
        if let Err(error) = paper::ensure_new_file(&file) {
            return Ok(vec![StoreAnswer::Failed(error.to_string())]);
        }
        let access = AuditEvent::Exported("a comment for posting".to_owned());
        self.store.record_export(Change::Accessed { case: Some(case.clone()), access })?;
        if let Err(error) = posting::write_block_file(&file, blocks) {
            let why = platform::io_reason(&error);
            return Ok(vec![StoreAnswer::Failed(format!("{path} was not written: {why}."))]);
        }
        Ok(vec![self.read_case(case)?, StoreAnswer::Recorded(format!("Written to {path}."))])
    }
}

/// Returns a path as typed, with `~/` replaced by the user's home folder.
pub(super) fn expand_home_path(path: &str) -> PathBuf {
    match (path.strip_prefix(HOME_PREFIX), directories::BaseDirs::new()) {
        (Some(below), Some(folders)) => folders.home_dir().join(below),
        _ => PathBuf::from(path),
    }
}
