//! Brings filed comments into the system of record: copies them, writes them to a file, marks them as posted.

use super::record::record_change;
use crate::domain::Change;
use crate::platform::MAX_CLIPBOARD_BYTES;
use crate::store::FiledComment;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::chooser::Chooser;
use crate::tui::overlays::copy_out::CopyOutSheet;
use crate::tui::overlays::prompt::{Prompt, PromptQuestion};
use crate::tui::screen_context::ScreenContext;
use crate::tui::side_effect::{SideEffect, SideEffects, store_job};
use crate::tui::state::workspace::Workspace;
use crate::tui::store_thread::{CopyOut, Job};
use crate::tui::widgets::read_page::TextPage;

/// Copies the next part of the open copy-out block, or the open text for another worker. If neither is open, requests
/// the block of the selected comment.
pub(super) fn copy_out_comment(workspace: &mut Workspace, screen: &ScreenContext<'_>) -> SideEffects {
    match &workspace.overlay {
        Overlay::CopyOut(_) => copy_next_block(workspace, screen),
        Overlay::TextPage(TextPage { copy: Some(text), .. }) => {
            let text = text.clone();
            copy_message(workspace, screen, text)
        }
        _ => make_copy_out(workspace),
    }
}

/// Requests the copy-out block of the selected comment. For a protected comment, asks for the reason of the reveal
/// first.
fn make_copy_out(workspace: &mut Workspace) -> SideEffects {
    let Some(comment) = workspace.selected_comment().map(|filed| filed.comment) else { return Vec::new() };
    if comment.protected {
        workspace.ask_question(Prompt::new(PromptQuestion::CopyProtected(comment.case, comment.id), ""));
        return Vec::new();
    }
    store_job(Job::CopyOut { case: comment.case, comment: comment.id, reveal: None })
}

/// Shows a copy-out block and copies its first part.
pub(super) fn show_copy_out(workspace: &mut Workspace, screen: &ScreenContext<'_>, sheet: CopyOutSheet) -> SideEffects {
    workspace.open_overlay(Overlay::CopyOut(sheet));
    copy_next_block(workspace, screen)
}

fn copy_next_block(workspace: &mut Workspace, screen: &ScreenContext<'_>) -> SideEffects {
    let Overlay::CopyOut(sheet) = &mut workspace.overlay else { return Vec::new() };
    sheet.go_to_next_block();
    let Some(text) = sheet.current_block().map(|block| block.text.clone()) else { return Vec::new() };
    if let Some(refusal) = copy_refusal(screen, &text) {
        workspace.show_refusal(format!("{refusal} w writes it to a file."));
        return Vec::new();
    }
    let message = sheet.note_copied();
    workspace.show_message(message);
    vec![SideEffect::Copy(text)]
}

/// Copies a text for another worker.
fn copy_message(workspace: &mut Workspace, screen: &ScreenContext<'_>, text: String) -> SideEffects {
    if let Some(refusal) = copy_refusal(screen, &text) {
        workspace.show_refusal(refusal);
        return Vec::new();
    }
    workspace.show_message("Copied.");
    vec![SideEffect::Copy(text)]
}

/// Returns why a text is not copied: the settings forbid it, or no terminal would take it.
fn copy_refusal(screen: &ScreenContext<'_>, text: &str) -> Option<&'static str> {
    if !screen.settings.clipboard.unwrap_or(true) {
        return Some("The settings turn the clipboard off.");
    }
    (text.len() > MAX_CLIPBOARD_BYTES).then_some("This is too long for a terminal's clipboard.")
}

/// Asks for the file that the copy-out block is written to.
pub(super) fn ask_for_file(workspace: &mut Workspace) {
    let Overlay::CopyOut(sheet) = &workspace.overlay else { return };
    let prompt = Prompt::new(PromptQuestion::WriteTo(sheet.case.clone(), sheet.blocks.clone()), &sheet.file);
    workspace.ask_question(prompt);
}

/// Marks the comment whose copy-out is open, or the selected one, as posted with its amendments. From a copy-out, the next
/// comment to post comes up, so that many are posted one after the other.
pub(super) fn mark_posted(workspace: &mut Workspace) -> SideEffects {
    if let Overlay::CopyOut(sheet) = &workspace.overlay {
        let (comment, case, to_post) = (sheet.comment, sheet.case.clone(), sheet.to_post);
        if to_post {
            let change = Change::CommentPosted { comment, case: case.clone(), on: workspace.snapshot.today };
            workspace.open_overlay(Overlay::None);
            if workspace.refuse_on_another_day() {
                return Vec::new();
            }
            return store_job(Job::PostAndCopyNext(Box::new(change), case));
        }
    }
    let Some(filed) = workspace.selected_comment() else { return Vec::new() };
    workspace.open_overlay(Overlay::None);
    if !filed.to_post {
        workspace.show_message("This comment has nothing to post.");
        return Vec::new();
    }
    let case = filed.comment.case;
    let change = Change::CommentPosted { comment: filed.comment.id, case: case.clone(), on: workspace.snapshot.today };
    record_change(workspace, case, change, "Marked as posted.".to_owned())
}

/// Shows the copy-out of the next comment to post. It is not copied yet, so that nothing is pasted into another case by
/// habit.
pub(super) fn show_next_to_post(workspace: &mut Workspace, copy_out: Option<CopyOut>, left: usize) {
    let Some(copy_out) = copy_out else {
        return workspace.show_message("Marked as posted. Everything is posted.");
    };
    let case = copy_out.case.clone();
    workspace.open_overlay(Overlay::CopyOut(copy_out.into()));
    workspace.show_message(format!("Marked as posted. Next of {left}, on {case}: y copies it, Esc stops."));
}

/// Lists the comments that are not posted.
pub(super) fn show_unposted(workspace: &mut Workspace, comments: &[FiledComment]) {
    if comments.is_empty() {
        return workspace.show_message("Everything is posted.");
    }
    let chooser = Chooser::for_unposted(comments, &workspace.snapshot);
    workspace.open_overlay(Overlay::Chooser(chooser));
}
