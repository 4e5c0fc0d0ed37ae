//! Routes a command to the pane, form or overlay that performs it.

use super::{
    act_sheet, amendment, app, calls, checklist, comment_form, import, navigation, partners, queue, rows, search, walk,
};
use crate::tui::command::{CommentFormCommand, KeyContext, Pane, ScreenCommand};
use crate::tui::screen_context::ScreenContext;
use crate::tui::side_effect::SideEffects;
use crate::tui::state::workspace::Workspace;

/// Performs a command in the open caseload.
pub(super) fn perform_command(
    workspace: &mut Workspace,
    screen: &ScreenContext<'_>,
    command: ScreenCommand,
) -> SideEffects {
    match command {
        ScreenCommand::Go(Pane::Dictate) => return rows::go_to_form(workspace, screen),
        ScreenCommand::Go(pane) => return navigation::go_to_pane(workspace, pane),
        ScreenCommand::Dashboard => return navigation::go_to_dashboard(workspace),
        ScreenCommand::Work(command) => return rows::run_command(workspace, screen, command),
        ScreenCommand::Walk(command) => return walk::run_command(workspace, screen, command),
        ScreenCommand::Call(command) => return calls::run_command(workspace, screen, command),
        ScreenCommand::Queue(command) => return queue::run_command(workspace, command),
        ScreenCommand::Partner(command) => return partners::run_command(workspace, command),
        ScreenCommand::Checklist(command) => return checklist::run_command(workspace, screen, command),
        ScreenCommand::Import(command) => return import::run_command(workspace, command),
        ScreenCommand::Search(command) => return search::run_command(workspace, screen, command),
        ScreenCommand::Act(command) => return act_sheet::run_command(workspace, screen, command),
        ScreenCommand::Form(command) => return run_form_command(workspace, screen, command),
        ScreenCommand::App(command) => return app::run_command(workspace, screen, command),
        ScreenCommand::Move(motion) => navigation::move_selection(workspace, screen, motion),
        ScreenCommand::OtherSide => navigation::switch_side(workspace),
        ScreenCommand::Section(section) => workspace.folder.show_section(section),
        // The model gives these to the text that has the keys, and to the settings page.
        ScreenCommand::Edit(_) | ScreenCommand::Settings(_) => {}
    }
    Vec::new()
}

/// Routes a command of a form to the one that has the keys: the form of an amendment or the comment form.
fn run_form_command(workspace: &mut Workspace, screen: &ScreenContext<'_>, command: CommentFormCommand) -> SideEffects {
    match workspace.key_context() {
        KeyContext::AmendReason | KeyContext::AmendText => amendment::run_command(workspace, command),
        _ => comment_form::run_command(workspace, screen, command),
    }
}
