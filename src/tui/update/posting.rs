//! Filed comments on their way into the system of record: copied, written to a file, marked as posted.

use super::Effects;
use crate::domain::Change;
use crate::store::FiledComment;
use crate::tui::clipboard;
use crate::tui::jobs::Job;
use crate::tui::model::{Effect, Model};
use crate::tui::overlays::chooser::Chooser;
use crate::tui::overlays::prompt::{Asked, Prompt};
use crate::tui::overlays::sheet::Sheet;
use crate::tui::overlays::{Overlay, ReadPage};

impl Model {
    /// Copies the next part of the copy-out block that is shown, or has the block of the selected comment made.
    pub(super) fn copy_out(&mut self) -> Effects {
        if self.copy_out_sheet().is_some() {
            return self.copy_next();
        }
        if let Some(Overlay::Page(ReadPage { copy: Some(text), .. })) = self.open().map(|open| &open.overlay) {
            let text = text.clone();
            return self.copy_message(text);
        }
        let Some(filed) = self.selected_comment() else { return Vec::new() };
        let (case, comment) = (filed.comment.case, filed.comment.id);
        if filed.comment.protected {
            self.ask(Prompt::new(Asked::CopyProtected(case, comment), ""));
            return Vec::new();
        }
        vec![Effect::Store(Job::CopyOut { case, comment, reveal: None })]
    }

    /// Shows the copy-out block and copies its first part. While the screen is locked nothing is copied.
    pub(super) fn copied_out(&mut self, sheet: Sheet) -> Effects {
        if self.open().is_none() {
            return Vec::new();
        }
        self.cover(Overlay::Sheet(sheet));
        self.copy_next()
    }

    fn copy_out_sheet(&self) -> Option<&Sheet> {
        match &self.open()?.overlay {
            Overlay::Sheet(sheet) => Some(sheet),
            _ => None,
        }
    }

    fn copy_next(&mut self) -> Effects {
        let Some(Overlay::Sheet(sheet)) = self.open_mut().map(|open| &mut open.overlay) else { return Vec::new() };
        sheet.turn();
        let Some(text) = sheet.block().map(|block| block.text.clone()) else { return Vec::new() };
        if let Some(why) = self.may_not_copy(&text) {
            self.refuse(format!("{why} w writes it to a file."));
            return Vec::new();
        }
        if let Some(Overlay::Sheet(sheet)) = self.open_mut().map(|open| &mut open.overlay) {
            let said = sheet.note_copied();
            self.say(said);
        }
        vec![Effect::Copy(text)]
    }

    /// Copies a text for another worker.
    fn copy_message(&mut self, text: String) -> Effects {
        if let Some(why) = self.may_not_copy(&text) {
            self.refuse(why);
            return Vec::new();
        }
        self.say("Copied.");
        vec![Effect::Copy(text)]
    }

    /// Why a text is not copied, if the settings forbid it or no terminal would take it.
    fn may_not_copy(&self, text: &str) -> Option<&'static str> {
        if !self.settings.clipboard.unwrap_or(true) {
            return Some("The settings turn the clipboard off.");
        }
        (text.len() > clipboard::LONGEST).then_some("This is too long for a terminal's clipboard.")
    }

    pub(super) fn ask_for_copy_file(&mut self) {
        let Some(sheet) = self.copy_out_sheet() else { return };
        let prompt = Prompt::new(Asked::WriteTo(sheet.case.clone(), sheet.blocks.clone()), &sheet.file);
        self.ask(prompt);
    }

    /// Marks the selected comment as copied to the system of record, with the amendments that it has.
    pub(super) fn posted(&mut self) -> Effects {
        let Some(filed) = self.selected_comment() else { return Vec::new() };
        let Some(on) = self.open().map(|open| open.laid.today) else { return Vec::new() };
        self.cover(Overlay::None);
        if !filed.to_post {
            self.say("Nothing of this comment is to be posted.");
            return Vec::new();
        }
        let case = filed.comment.case;
        let change = Change::CommentPosted { comment: filed.comment.id, case: case.clone(), on };
        self.record(case, change, "Marked as posted.".to_owned())
    }

    pub(super) fn unposted(&mut self, comments: &[FiledComment]) {
        let Some(open) = self.open() else { return };
        if comments.is_empty() {
            return self.say("Everything is posted.");
        }
        let chooser = Chooser::unposted(comments, &open.laid);
        self.cover(Overlay::Chooser(chooser));
    }
}
