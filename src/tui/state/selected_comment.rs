//! The comment that is selected in the folder.

use super::workspace::Workspace;
use crate::store::FiledComment;

impl Workspace {
    /// Returns the comment that is selected in the folder; if none is, says how to select one.
    pub fn selected_comment(&mut self) -> Option<FiledComment> {
        let case = self.subject.as_ref().map(|subject| &subject.case);
        let details = self.case_details.as_ref().filter(|details| Some(&details.subject.case) == case);
        let selected = details.and_then(|details| self.folder.selected_comment(details)).cloned();
        if selected.is_none() {
            self.show_message("m shows the case's comments; j and k select one.");
        }
        selected
    }
}
