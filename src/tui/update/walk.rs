//! Walks a list: begins or continues it, passes each case in one of five ways, and stops and keeps it.

use std::sync::Arc;

use super::rows;
use crate::domain::alert::Disposition;
use crate::domain::walk::{WalkList, WalkProgress};
use crate::tui::command::{Pane, WalkCommand};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::chooser::Chooser;
use crate::tui::overlays::prompt::{Prompt, PromptQuestion, WalkQuestion};
use crate::tui::panes::dictate::{AfterFiling, DictateForm};
use crate::tui::panes::walk::Walk;
use crate::tui::screen_context::ScreenContext;
use crate::tui::side_effect::{SideEffects, store_job};
use crate::tui::state::workspace::{Side, Workspace};
use crate::tui::store_thread::Job;

pub(super) fn run_command(open: &mut Workspace, command: WalkCommand) -> SideEffects {
    match command {
        WalkCommand::Start => return start_walk(open),
        WalkCommand::Done => return pass_stop(open, &Disposition::Done),
        WalkCommand::Leave => return leave_walk(open),
        WalkCommand::Skip => ask_question(open, WalkQuestion::Skip),
        WalkCommand::Snooze => ask_question(open, WalkQuestion::Snooze),
        WalkCommand::Refuse => ask_question(open, WalkQuestion::Refuse),
    }
    Vec::new()
}

/// Begins a walk of the list that is shown; if a walk was stopped, asks whether to continue it.
fn start_walk(open: &mut Workspace) -> SideEffects {
    if open.refuse_on_another_day() {
        return Vec::new();
    }
    let Some(list) = list_of_pane(open.pane) else { return Vec::new() };
    let new = WalkProgress::new(list, open.snapshot.today);
    let Some((stopped, left)) = open.stopped_walk() else { return begin_walk(open, new) };
    open.open_overlay(Overlay::Chooser(Chooser::for_walks(&stopped, left, new)));
    Vec::new()
}

/// Begins a walk, or goes on with a walk whose progress changed; the progress is saved.
pub(super) fn begin_walk(open: &mut Workspace, progress: WalkProgress) -> SideEffects {
    show_walk(open, progress.clone());
    store_job(Job::SaveWalk(Some(progress)))
}

/// Shows a walk from where its progress says.
pub(super) fn show_walk(open: &mut Workspace, progress: WalkProgress) {
    open.list_pane = pane_of_list(progress.list);
    open.pane = Pane::Walk;
    open.side = Side::List;
    open.beside_top = 0;
    open.walk = Some(Walk::default());
    open.snapshot.walk = Some(Arc::new(progress));
    open.fill_walk();
}

/// Continues the walk that was stopped, if there is one.
pub(super) fn continue_stopped_walk(open: &mut Workspace) {
    if let Some((progress, _)) = open.stopped_walk() {
        show_walk(open, progress);
    }
}

fn ask_question(open: &mut Workspace, question: WalkQuestion) {
    if open.current_stop().is_some() && !open.refuse_on_another_day() {
        open.ask_question(Prompt::new(PromptQuestion::OnWalk(question), ""));
    }
}

/// Records what is done with all that the list asks for on the case, and goes to the next case.
pub(super) fn pass_stop(open: &mut Workspace, disposition: &Disposition) -> SideEffects {
    if open.refuse_on_another_day() {
        return Vec::new();
    }
    let job = open.walk.as_ref().and_then(|walk| walk.pass_stop(disposition, &open.snapshot));
    job.map(store_job).unwrap_or_default()
}

/// Passes the case of a comment that was dictated on the walk and is filed now.
pub(super) fn pass_dictated_case(open: &mut Workspace, screen: &ScreenContext<'_>, form: &DictateForm) -> SideEffects {
    let progress = open.walk.as_ref().and_then(|walk| walk.progress_after_comment(&form.row, &open.snapshot));
    let Some(progress) = progress else { return Vec::new() };
    let mut effects = begin_walk(open, progress);
    if form.after_filing == AfterFiling::Next {
        effects.extend(rows::dictate_row(open, screen));
    }
    effects
}

/// Goes back to the list; a walk that has come to its end is forgotten.
fn leave_walk(open: &mut Workspace) -> SideEffects {
    if open.side == Side::Beside {
        open.side = Side::List;
        return Vec::new();
    }
    open.pane = open.list_pane;
    let left = open.walk.take().map_or(0, |walk| walk.stops.len());
    if left == 0 {
        open.snapshot.walk = None;
        return store_job(Job::SaveWalk(None));
    }
    open.show_message(format!("The walk is stopped, {left} left. W continues it."));
    Vec::new()
}

/// Says that a walk was stopped, if one was.
pub(super) fn show_stopped_walk(open: &mut Workspace) {
    if let Some((progress, left)) = open.stopped_walk() {
        let list = progress.list.title();
        open.show_message(format!("A walk of {list} was stopped, {left} left. W in a list continues it."));
    }
}

const fn list_of_pane(pane: Pane) -> Option<WalkList> {
    match pane {
        Pane::Today => Some(WalkList::Today),
        Pane::Action => Some(WalkList::Action),
        Pane::Alerts => Some(WalkList::Alerts),
        Pane::Cases | Pane::Dictate | Pane::Checklist | Pane::Case | Pane::Month | Pane::Queue | Pane::Walk => None,
    }
}

const fn pane_of_list(list: WalkList) -> Pane {
    match list {
        WalkList::Today => Pane::Today,
        WalkList::Action => Pane::Action,
        WalkList::Alerts => Pane::Alerts,
    }
}
