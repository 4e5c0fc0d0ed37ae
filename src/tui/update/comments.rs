//! Shows filed comments in their folder, and reveals protected ones.

use super::{act_sheet, amendment, drafts, navigation};
use crate::domain::{CaseNumber, PersonNumber, RowId};
use crate::store::FiledComment;
use crate::tui::command::FolderSection;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::prompt::{Prompt, PromptQuestion};
use crate::tui::panes::folder::{self, FolderView};
use crate::tui::panes::{Subject, side_pane};
use crate::tui::screen_context::ScreenContext;
use crate::tui::side_effect::SideEffects;
use crate::tui::state::workspace::Workspace;
use crate::tui::widgets::read_page::TextPage;

/// Opens the folder of a case at one of its comments.
pub(super) fn open_comment(
    workspace: &mut Workspace,
    screen: &ScreenContext<'_>,
    case: CaseNumber,
    person: PersonNumber,
    comment: RowId,
) -> SideEffects {
    let mut effects = drafts::save_drafts(workspace);
    effects.extend(amendment::close_form(workspace));
    effects.extend(act_sheet::close_form(workspace));
    workspace.overlay = Overlay::None;
    workspace.folder.show_section(FolderSection::Comments);
    workspace.folder.requested_comment = Some(comment);
    effects.extend(navigation::show_folder(workspace, Subject { case, person }));
    show_requested_comment(workspace, screen);
    effects
}

/// Scrolls the folder to the comment that was requested, once its case is read.
pub(super) fn show_requested_comment(workspace: &mut Workspace, screen: &ScreenContext<'_>) {
    let list = workspace.screen_areas(screen.size).list;
    let Some((subject, details)) = workspace.subject.as_ref().zip(workspace.case_details.as_ref()) else { return };
    if details.subject.case == subject.case {
        let (keymap, theme) = (screen.keymap, screen.theme);
        let view = FolderView { snapshot: &workspace.snapshot, details: Some(details), subject, keymap, theme };
        workspace.folder.show_requested_comment(&view, list);
    }
}

/// Reveals the selected comment, after asking why; a comment that is not protected needs no revealing.
pub(super) fn reveal_comment(workspace: &mut Workspace) {
    let Some(comment) = workspace.selected_comment().map(|filed| filed.comment) else { return };
    if comment.protected {
        workspace.ask_question(Prompt::new(PromptQuestion::Reveal(comment.case, comment.id), ""));
    } else {
        workspace.show_message("The comment is not protected; all of it is shown.");
    }
}

/// Shows a protected comment until its page is closed.
pub(super) fn show_revealed_comment(workspace: &mut Workspace, screen: &ScreenContext<'_>, filed: &FiledComment) {
    let subject = Subject { case: filed.comment.case.clone(), person: filed.comment.person };
    let title = format!("Revealed, and recorded   {}", side_pane::case_title(&workspace.snapshot, &subject));
    let lines = folder::comment_lines(filed, &workspace.snapshot, screen.theme, screen.page_columns());
    workspace.open_overlay(Overlay::TextPage(TextPage::new(title, lines)));
}
