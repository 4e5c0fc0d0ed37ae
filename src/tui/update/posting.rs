//! Filed comments on their way into the system of record: copied, written to a file, marked as posted.

use super::SideEffects;
use crate::domain::Change;
use crate::store::FiledComment;
use crate::tui::clipboard;
use crate::tui::model::{Model, SideEffect};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::chooser::Chooser;
use crate::tui::overlays::copy_out::CopyOutSheet;
use crate::tui::overlays::prompt::{Prompt, PromptQuestion};
use crate::tui::store_thread::Job;
use crate::tui::widgets::read_page::TextPage;

impl Model {
    /// Copies the next part of the copy-out block that is shown, or has the block of the selected comment made.
    pub(super) fn copy_out_comment(&mut self) -> SideEffects {
        if self.copy_out_sheet().is_some() {
            return self.copy_next_block();
        }
        if let Some(Overlay::TextPage(TextPage { copy: Some(text), .. })) = self.workspace().map(|open| &open.overlay) {
            let text = text.clone();
            return self.copy_message(text);
        }
        let Some(filed) = self.selected_comment() else { return Vec::new() };
        let (case, comment) = (filed.comment.case, filed.comment.id);
        if filed.comment.protected {
            self.ask_question(Prompt::new(PromptQuestion::CopyProtected(case, comment), ""));
            return Vec::new();
        }
        vec![SideEffect::Store(Job::CopyOut { case, comment, reveal: None })]
    }

    /// Shows the copy-out block and copies its first part. While the screen is locked nothing is copied.
    pub(super) fn show_copy_out(&mut self, sheet: CopyOutSheet) -> SideEffects {
        if self.workspace().is_none() {
            return Vec::new();
        }
        self.open_overlay(Overlay::CopyOut(sheet));
        self.copy_next_block()
    }

    fn copy_out_sheet(&self) -> Option<&CopyOutSheet> {
        match &self.workspace()?.overlay {
            Overlay::CopyOut(sheet) => Some(sheet),
            _ => None,
        }
    }

    fn copy_next_block(&mut self) -> SideEffects {
        let Some(Overlay::CopyOut(sheet)) = self.workspace_mut().map(|open| &mut open.overlay) else {
            return Vec::new();
        };
        sheet.go_to_next_block();
        let Some(text) = sheet.current_block().map(|block| block.text.clone()) else { return Vec::new() };
        if let Some(why) = self.copy_refusal(&text) {
            self.show_refusal(format!("{why} w writes it to a file."));
            return Vec::new();
        }
        if let Some(Overlay::CopyOut(sheet)) = self.workspace_mut().map(|open| &mut open.overlay) {
            let said = sheet.note_copied();
            self.show_message(said);
        }
        vec![SideEffect::Copy(text)]
    }

    /// Copies a text for another worker.
    fn copy_message(&mut self, text: String) -> SideEffects {
        if let Some(why) = self.copy_refusal(&text) {
            self.show_refusal(why);
            return Vec::new();
        }
        self.show_message("Copied.");
        vec![SideEffect::Copy(text)]
    }

    /// Why a text is not copied, if the settings forbid it or no terminal would take it.
    fn copy_refusal(&self, text: &str) -> Option<&'static str> {
        if !self.settings.clipboard.unwrap_or(true) {
            return Some("The settings turn the clipboard off.");
        }
        (text.len() > clipboard::LONGEST).then_some("This is too long for a terminal's clipboard.")
    }

    pub(super) fn ask_for_copy_file(&mut self) {
        let Some(sheet) = self.copy_out_sheet() else { return };
        let prompt = Prompt::new(PromptQuestion::WriteTo(sheet.case.clone(), sheet.blocks.clone()), &sheet.file);
        self.ask_question(prompt);
    }

    /// Marks the selected comment as copied to the system of record, with the amendments that it has.
    pub(super) fn mark_posted(&mut self) -> SideEffects {
        let Some(filed) = self.selected_comment() else { return Vec::new() };
        let Some(on) = self.workspace().map(|open| open.snapshot.today) else { return Vec::new() };
        self.open_overlay(Overlay::None);
        if !filed.to_post {
            self.show_message("Nothing of this comment is to be posted.");
            return Vec::new();
        }
        let case = filed.comment.case;
        let change = Change::CommentPosted { comment: filed.comment.id, case: case.clone(), on };
        self.record_change(case, change, "Marked as posted.".to_owned())
    }

    pub(super) fn show_unposted(&mut self, comments: &[FiledComment]) {
        let Some(open) = self.workspace() else { return };
        if comments.is_empty() {
            return self.show_message("Everything is posted.");
        }
        let chooser = Chooser::for_unposted(comments, &open.snapshot);
        self.open_overlay(Overlay::Chooser(chooser));
    }
}
