//! Comments in the shape of the system of record, for the clipboard or a file.

use std::path::PathBuf;

use super::Answer;
use super::keeper::Open;
use crate::domain::access::Access;
use crate::domain::{CaseNumber, Change, RowId};
use crate::exchange::own;
use crate::exchange::posting::{self, Block, Extent, PostingTemplates, Wording};
use crate::store::{FiledComment, StoreError};
use crate::tui::overlays::sheet::Sheet;

/// What stands for the worker's own folder in a path.
const OWN_FOLDER: &str = "~/";

impl Open {
    /// The copy-out block: of what is not posted yet, or of all where everything is.
    pub(super) fn copy_out(
        &mut self,
        case: &CaseNumber,
        comment: RowId,
        reveal: Option<String>,
    ) -> Result<Vec<Answer>, StoreError> {
        let mut answers = Vec::new();
        let filed = if reveal.is_some() {
            let revealed = self.store.reveal(case, comment, reveal)?;
            answers.push(self.read_case(case.clone())?);
            Some(revealed)
        } else {
            self.store.comment(comment)?
        };
        let Some(filed) = filed else { return Ok(answers) };
        answers.push(self.sheet(&filed).map_or_else(Answer::Failed, Answer::CopiedOut));
        Ok(answers)
    }

    fn sheet(&self, filed: &FiledComment) -> Result<Sheet, String> {
        let templates =
            PostingTemplates::with_own(&self.store.home().posting()).map_err(|flawed| flawed.to_string())?;
        let template =
            templates.get(self.posting.as_deref()).ok_or("The posting template of the settings is not there.")?;
        let catalogue = own::catalogue(&self.store.home().catalogue()).map_err(|flawed| flawed.to_string())?;
        let wording = Wording { policy: self.store.policies().on(self.store.clock().today()), catalogue: &catalogue };
        let extent = if filed.to_post { Extent::ToPost } else { Extent::All };
        let blocks = template.blocks(filed, extent, wording).map_err(|hidden| hidden.to_string())?;
        let case = filed.comment.case.clone();
        let file = format!("{OWN_FOLDER}caseload-{case}-{}.txt", filed.comment.on);
        Ok(Sheet { case, shape: template.title.clone(), file, blocks, at: 0, top: 0, copied: 0 })
    }

    /// Writes a copy-out block to a new file and records that it left.
    pub(super) fn write_out(
        &mut self,
        case: CaseNumber,
        path: &str,
        blocks: &[Block],
    ) -> Result<Vec<Answer>, StoreError> {
        if let Err(error) = posting::write_new(&expanded(path), blocks) {
            return Ok(vec![Answer::Failed(format!("{path} was not written: {error}."))]);
        }
        let access = Access::Exported("a comment for posting".to_owned());
        self.store.record(Change::Accessed { case: Some(case.clone()), access })?;
        Ok(vec![self.read_case(case)?, Answer::Recorded(format!("Written to {path}."))])
    }
}

/// A path as it is typed.
pub(super) fn expanded(path: &str) -> PathBuf {
    let own = directories::BaseDirs::new().map(|folders| folders.home_dir().to_owned());
    let in_own = path.strip_prefix(OWN_FOLDER).zip(own);
    in_own.map_or_else(|| PathBuf::from(path), |(rest, own)| own.join(rest))
}
