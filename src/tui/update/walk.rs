//! Walks a list: begins or continues a walk, passes each case in one of five ways, and stops the walk so that it can be
//! continued.

use std::sync::Arc;

use super::rows;
use crate::domain::alert::Disposition;
use crate::domain::walk::{WalkFilter, WalkList, WalkProgress};
use crate::tui::command::{Pane, WalkCommand};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::chooser::Chooser;
use crate::tui::overlays::prompt::{Prompt, PromptQuestion};
use crate::tui::panes::dictate::{AfterFiling, DictateForm};
use crate::tui::panes::walk::{Walk, WalkRequest};
use crate::tui::screen_context::ScreenContext;
use crate::tui::side_effect::{SideEffects, store_job};
use crate::tui::state::workspace::{Side, Workspace};
use crate::tui::store_thread::Job;

/// Routes a command to the walk; the one that starts a walk goes to the list that is shown.
pub(super) fn run_command(workspace: &mut Workspace, screen: &ScreenContext<'_>, command: WalkCommand) -> SideEffects {
    if command == WalkCommand::Leave {
        if workspace.side == Side::Beside {
            workspace.side = Side::List;
            return Vec::new();
        }
    } else if workspace.refuse_on_another_day() {
        return Vec::new();
    }
    let request = match command {
        WalkCommand::Start => {
            if workspace.walk.is_some() {
                // The folder was opened from the walk.
                workspace.pane = Pane::Walk;
                return Vec::new();
            }
            let filter = shown_people(workspace);
            walked_list(workspace).map(|list| Walk::start(list, filter, workspace.stopped_walk(), &workspace.snapshot))
        }
        command => workspace.walk.as_mut().and_then(|walk| walk.update(command, &workspace.snapshot)),
    };
    match request {
        Some(WalkRequest::DoRow) => rows::do_row(workspace, screen),
        request => request.map(|request| carry_out(workspace, request)).unwrap_or_default(),
    }
}

fn carry_out(workspace: &mut Workspace, request: WalkRequest) -> SideEffects {
    match request {
        WalkRequest::Begin(progress) => return begin_walk(workspace, progress),
        WalkRequest::Pass(job) => return store_job(job),
        WalkRequest::ChooseWalk { stopped, left, new } => {
            workspace.open_overlay(Overlay::Chooser(Chooser::for_walks(&stopped, left, new)));
        }
        WalkRequest::Message(message) => workspace.show_message(message),
        // The caller does the row, because that needs the screen.
        WalkRequest::DoRow => {}
        WalkRequest::Ask(question) => workspace.ask_question(Prompt::new(PromptQuestion::OnWalk(question), "")),
        WalkRequest::End => {
            close_walk(workspace);
            workspace.snapshot.walk = None;
            return store_job(Job::SaveWalk(None));
        }
        WalkRequest::Stop(left) => {
            close_walk(workspace);
            workspace.show_message(format!("The walk is stopped, {} left. W continues it.", left.short_summary()));
        }
    }
    Vec::new()
}

/// Goes back to the list in which the walk was begun.
fn close_walk(workspace: &mut Workspace) {
    workspace.pane = workspace.list_pane;
    workspace.walk = None;
}

/// Begins a walk, or goes on with a walk whose progress changed; the progress is saved.
pub(super) fn begin_walk(workspace: &mut Workspace, progress: WalkProgress) -> SideEffects {
    show_walk(workspace, progress.clone());
    store_job(Job::SaveWalk(Some(progress)))
}

/// Shows a walk from its saved progress on.
pub(super) fn show_walk(workspace: &mut Workspace, progress: WalkProgress) {
    // A walk that begins in a list begins with the selected row, and one that begins in a folder with its participant.
    let first = if workspace.walk.is_some() { None } else { workspace.selected_row().map(|row| row.subject) };
    let is_in_folder = workspace.pane == Pane::Case;
    workspace.list_pane = pane_of_list(progress.list);
    workspace.pane = Pane::Walk;
    workspace.side = Side::List;
    workspace.beside_top = 0;
    workspace.walk.get_or_insert_default();
    workspace.snapshot.walk = Some(Arc::new(progress));
    workspace.fill_walk();
    let Some((walk, first)) = workspace.walk.as_mut().zip(first) else { return };
    if !walk.go_to(&first) && is_in_folder {
        workspace
            .show_message(format!("Nothing is due for {} on this walk, so it starts with the first case.", first.case));
    }
}

/// Continues the walk that was stopped, if there is one.
pub(super) fn continue_stopped_walk(workspace: &mut Workspace) {
    if let Some((progress, _)) = workspace.stopped_walk() {
        show_walk(workspace, progress);
    }
}

/// Passes the item on the screen with the disposition that was asked for.
pub(super) fn pass_item(workspace: &mut Workspace, disposition: &Disposition) -> SideEffects {
    if workspace.refuse_on_another_day() {
        return Vec::new();
    }
    let request = workspace.walk.as_ref().and_then(|walk| walk.pass_item(disposition, &workspace.snapshot));
    request.map(|request| carry_out(workspace, request)).unwrap_or_default()
}

/// Passes the case of a comment that was dictated on the walk and is filed now.
pub(super) fn pass_dictated_case(
    workspace: &mut Workspace,
    screen: &ScreenContext<'_>,
    form: &DictateForm,
) -> SideEffects {
    let request = workspace.walk.as_ref().and_then(|walk| walk.pass_dictated_row(&form.row, &workspace.snapshot));
    let Some(request) = request else { return Vec::new() };
    let mut effects = carry_out(workspace, request);
    if form.after_filing == AfterFiling::Next {
        effects.extend(rows::dictate_row(workspace, screen));
    }
    effects
}

/// Shows that a walk was stopped, if one was.
pub(super) fn show_stopped_walk(workspace: &mut Workspace) {
    if let Some((progress, left)) = workspace.stopped_walk() {
        let list = progress.title();
        workspace.show_message(format!(
            "A walk of {list} was stopped, {} left. W in a list continues it.",
            left.short_summary()
        ));
    }
}

/// Returns the people whom the filtered list shows; `None` if the whole list is shown.
fn shown_people(workspace: &Workspace) -> Option<WalkFilter> {
    let list = workspace.current_list()?;
    let (text, facets) = (list.filter(), list.facets());
    let title = if text.is_empty() { "filtered".to_owned() } else { format!("/{text}") };
    let is_filtered = !text.is_empty() || !facets.is_empty();
    is_filtered.then(|| WalkFilter { title, people: list.people() })
}

/// Returns the list that is walked from the pane that is shown: in the folder, the list from which it was opened.
fn walked_list(workspace: &Workspace) -> Option<WalkList> {
    let from_folder = || list_of_pane(workspace.list_pane).or(Some(WalkList::Cases));
    if workspace.pane == Pane::Case { from_folder() } else { list_of_pane(workspace.pane) }
}

const fn list_of_pane(pane: Pane) -> Option<WalkList> {
    match pane {
        Pane::Today => Some(WalkList::Today),
        Pane::Action => Some(WalkList::Action),
        Pane::Alerts => Some(WalkList::Alerts),
        Pane::Cases => Some(WalkList::Cases),
        Pane::Dictate | Pane::Checklist | Pane::Case | Pane::Month | Pane::Queue | Pane::Walk => None,
    }
}

const fn pane_of_list(list: WalkList) -> Pane {
    match list {
        WalkList::Today => Pane::Today,
        WalkList::Action => Pane::Action,
        WalkList::Alerts => Pane::Alerts,
        WalkList::Cases => Pane::Cases,
    }
}
