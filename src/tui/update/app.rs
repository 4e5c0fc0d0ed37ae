//! Commands of the open caseload that work at any time: palette, list of keys, another day, printing, back, yes.

use super::{calls, comment_form, glossary, import, leaving, navigation, print, search, settings, tour};
use crate::tui::command::{AppCommand, CommandAccess, Motion, Pane};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::chooser::Chooser;
use crate::tui::overlays::confirmation::Confirmation;
use crate::tui::overlays::prompt::{Prompt, PromptQuestion};
use crate::tui::screen_context::ScreenContext;
use crate::tui::side_effect::{SideEffects, store_job};
use crate::tui::state::workspace::Workspace;
use crate::tui::store_thread::Job;

pub(super) fn run_command(workspace: &mut Workspace, screen: &ScreenContext<'_>, command: AppCommand) -> SideEffects {
    match command {
        AppCommand::Back => return navigation::go_back(workspace, screen),
        AppCommand::Yes => return confirm(workspace, screen),
        AppCommand::Palette => {
            let access = CommandAccess::from_caseload(&workspace.snapshot.caseload);
            let chooser = Chooser::for_palette(screen.keymap, workspace.key_context(), access);
            workspace.open_overlay(Overlay::Chooser(chooser));
        }
        AppCommand::Keys => {
            let access = CommandAccess::from_caseload(&workspace.snapshot.caseload);
            let chooser = Chooser::for_keys(screen.keymap, workspace.key_context(), access);
            workspace.open_overlay(Overlay::Chooser(chooser));
        }
        AppCommand::Settings => settings::open_page(workspace, screen),
        AppCommand::Columns => settings::open_columns(workspace, screen),
        AppCommand::Tour => return start_tour(workspace),
        AppCommand::Words => glossary::explain_words(workspace),
        AppCommand::AsOf => workspace.ask_question(Prompt::new(PromptQuestion::AsOf, "")),
        AppCommand::DayWork => return store_job(Job::DayWork(workspace.snapshot.caseload.as_of())),
        AppCommand::Print => print::choose_document(workspace),
        AppCommand::ChoiceUp => navigation::move_choice(workspace, screen, Motion::Up),
        AppCommand::ChoiceDown => navigation::move_choice(workspace, screen, Motion::Down),
        AppCommand::ChoiceMark => search::mark_choice(workspace),
        // The model performs these itself: they concern the locked screen as well.
        AppCommand::Accept
        | AppCommand::AcceptTyped
        | AppCommand::Redraw
        | AppCommand::NextTheme
        | AppCommand::Theme(_)
        | AppCommand::Lock
        | AppCommand::QuitNow => {}
        AppCommand::Quit => leaving::ask_whether_to_leave(workspace),
    }
    Vec::new()
}

/// Begins the tour in Today, or goes on with it where the worker is.
fn start_tour(workspace: &mut Workspace) -> SideEffects {
    tour::start_or_pass(workspace);
    let is_free = workspace.overlay.is_none() && workspace.act_sheet.is_none();
    if is_free && workspace.tour.is_at_start() { navigation::go_to_pane(workspace, Pane::Today) } else { Vec::new() }
}

/// Carries out the action that the worker confirmed.
fn confirm(workspace: &mut Workspace, screen: &ScreenContext<'_>) -> SideEffects {
    match std::mem::take(&mut workspace.overlay) {
        Overlay::Confirm(Confirmation::DiscardDraft { case, draft_key, .. }) => {
            comment_form::discard_draft(workspace, case, draft_key)
        }
        Overlay::Confirm(Confirmation::Answer { answers, job, .. }) => store_job(Job::WithAnswers(answers, job)),
        Overlay::Confirm(Confirmation::Undo { job, .. } | Confirmation::Print { job, .. }) => store_job(*job),
        Overlay::Confirm(Confirmation::Marked { job, .. }) => {
            workspace.clear_marks();
            store_job(*job)
        }
        Overlay::Confirm(Confirmation::CallResult { result, .. }) => {
            calls::add_call(workspace, screen, result);
            Vec::new()
        }
        Overlay::Confirm(Confirmation::ImportOlder { selection, .. }) => import::import_files(workspace, selection),
        overlay => {
            workspace.overlay = overlay;
            Vec::new()
        }
    }
}
