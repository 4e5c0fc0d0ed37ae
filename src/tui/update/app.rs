//! Commands of the open caseload that work at any time: palette, list of keys, another day, printing, back, yes.

use super::{calls, comment_form, glossary, import, leaving, navigation, print, search, settings, tour};
use crate::tui::command::{AppCommand, Motion, Pane};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::chooser::Chooser;
use crate::tui::overlays::confirmation::Confirmation;
use crate::tui::overlays::prompt::{Prompt, PromptQuestion};
use crate::tui::screen_context::ScreenContext;
use crate::tui::side_effect::{SideEffects, store_job};
use crate::tui::state::workspace::Workspace;
use crate::tui::store_thread::Job;

pub(super) fn run_command(open: &mut Workspace, screen: &ScreenContext<'_>, command: AppCommand) -> SideEffects {
    match command {
        AppCommand::Back => return navigation::go_back(open, screen),
        AppCommand::Yes => return confirm(open, screen),
        AppCommand::Palette => {
            let access = open.snapshot.caseload.queue_access();
            let chooser = Chooser::for_palette(screen.keymap, open.key_context(), access);
            open.open_overlay(Overlay::Chooser(chooser));
        }
        AppCommand::Keys => {
            let access = open.snapshot.caseload.queue_access();
            let chooser = Chooser::for_keys(screen.keymap, open.key_context(), access);
            open.open_overlay(Overlay::Chooser(chooser));
        }
        AppCommand::Settings => settings::open_page(open, screen),
        AppCommand::Columns => settings::open_columns(open, screen),
        AppCommand::Tour => return start_tour(open),
        AppCommand::Words => glossary::explain_words(open),
        AppCommand::AsOf => open.ask_question(Prompt::new(PromptQuestion::AsOf, "")),
        AppCommand::DayWork => return store_job(Job::DayWork(open.snapshot.caseload.as_of())),
        AppCommand::Print => print::choose_document(open),
        AppCommand::ChoiceUp => navigation::move_choice(open, screen, Motion::Up),
        AppCommand::ChoiceDown => navigation::move_choice(open, screen, Motion::Down),
        AppCommand::ChoiceMark => search::mark_choice(open),
        // The model performs these itself: they concern the locked screen as well.
        AppCommand::Accept | AppCommand::Redraw | AppCommand::Theme | AppCommand::Lock | AppCommand::QuitNow => {}
        AppCommand::Quit => leaving::ask_whether_to_leave(open),
    }
    Vec::new()
}

/// Begins the tour in Today, or goes on with it where the worker is.
fn start_tour(open: &mut Workspace) -> SideEffects {
    tour::start_or_pass(open);
    let is_free = open.overlay.is_none() && open.act_sheet.is_none();
    if is_free && open.tour.is_at_start() { navigation::go_to_pane(open, Pane::Today) } else { Vec::new() }
}

/// Carries out the action that the worker confirmed.
fn confirm(open: &mut Workspace, screen: &ScreenContext<'_>) -> SideEffects {
    match std::mem::take(&mut open.overlay) {
        Overlay::Confirm(Confirmation::DiscardDraft { case, draft_key, .. }) => {
            comment_form::discard_draft(open, case, draft_key)
        }
        Overlay::Confirm(Confirmation::Answer { answers, job, .. }) => store_job(Job::WithAnswers(answers, job)),
        Overlay::Confirm(Confirmation::Undo { job, .. }) => store_job(*job),
        Overlay::Confirm(Confirmation::Marked { job, .. }) => {
            open.clear_marks();
            store_job(*job)
        }
        Overlay::Confirm(Confirmation::CallResult { result, .. }) => {
            calls::add_call(open, screen, result);
            Vec::new()
        }
        Overlay::Confirm(Confirmation::ImportOlder { selection, .. }) => import::import_files(open, selection),
        overlay => {
            open.overlay = overlay;
            Vec::new()
        }
    }
}
