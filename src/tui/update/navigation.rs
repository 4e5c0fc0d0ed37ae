//! Goes to panes and cases, moves in lists and pages, and goes back.

use super::{act_sheet, tour};
use crate::tui::command::{Motion, Pane};
use crate::tui::layout;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::chooser::Chooser;
use crate::tui::overlays::confirmation::Confirmation;
use crate::tui::overlays::import::ImportPreview;
use crate::tui::panes::Subject;
use crate::tui::panes::filterable_list::FilterableList;
use crate::tui::panes::folder::FolderView;
use crate::tui::panes::month::MonthFocus;
use crate::tui::screen_context::ScreenContext;
use crate::tui::side_effect::{SideEffects, store_job};
use crate::tui::state::workspace::{Side, Workspace};
use crate::tui::store_thread::Job;
use crate::tui::widgets::scroll::scroll_top;

/// Goes to a pane. Every pane follows the row that was selected: checklist and folder show its case, and a list selects
/// its row of the case, if it has one.
pub(super) fn go_to_pane(workspace: &mut Workspace, pane: Pane) -> SideEffects {
    if pane == Pane::Queue && workspace.refuse_without_own_queue() {
        return Vec::new();
    }
    let mut effects = act_sheet::close_form(workspace);
    // A reminder on no case leads to no case: what was shown before is shown again.
    let subject = workspace.selected_row().map(|row| row.subject);
    // Filing may empty a filtered list: the case just filed on is meant then.
    let filed_on = workspace.filed_on.take().filter(|_| subject.is_none());
    let subject = subject.filter(|subject| !subject.case.stands_for_none()).or(filed_on);
    workspace.return_pane = workspace.return_pane_for(pane);
    workspace.pane = pane;
    workspace.side = Side::List;
    workspace.beside_top = 0;
    match pane {
        Pane::Today | Pane::Cases | Pane::Action | Pane::Alerts | Pane::Month | Pane::Queue => {
            workspace.list_pane = pane;
            workspace.walk = None;
            workspace.month.shows_proof = false;
            if let Some(subject) = subject {
                select_row_of_case(workspace, &subject);
            }
        }
        Pane::Checklist | Pane::Case => {
            if let Some(subject) = subject {
                effects.extend(show_case(workspace, subject));
            }
        }
        Pane::Dictate | Pane::Walk => {}
    }
    effects
}

/// Goes to the dashboard of the month, which stands beside the calendar and in its place where there is room for one.
pub(super) fn go_to_dashboard(workspace: &mut Workspace) -> SideEffects {
    let effects = go_to_pane(workspace, Pane::Month);
    workspace.month.show_days();
    workspace.side = Side::Beside;
    effects
}

/// Selects the row of a case in the list that is shown, if the list has one.
fn select_row_of_case(workspace: &mut Workspace, Subject { case, person }: &Subject) {
    match workspace.pane {
        Pane::Today => workspace.today.select_case(case, *person),
        Pane::Cases => workspace.cases.list.select_case(case, *person),
        Pane::Action => workspace.action.list.select_case(case, *person),
        Pane::Alerts => workspace.alerts.select_case(case, *person),
        Pane::Queue => workspace.queue.list.select_case(case, *person),
        Pane::Month | Pane::Dictate | Pane::Checklist | Pane::Case | Pane::Walk => false,
    };
}

/// The refusal of a command that needs a row, where none is selected.
pub(super) const NO_ROW: &str = "No row is selected.";

/// Returns the refusal of a command that needs a row, for what is selected instead.
pub(super) fn no_row_text(workspace: &Workspace) -> &'static str {
    let is_fold = workspace.current_list().is_some_and(FilterableList::is_fold_selected);
    if is_fold { "This group is folded. Enter unfolds it." } else { NO_ROW }
}

/// Goes to a pane with the case of the selected row. Without a selected row nothing happens, because the case that was
/// shown before is not meant.
pub(super) fn go_to_row_pane(workspace: &mut Workspace, pane: Pane) -> SideEffects {
    if workspace.selected_row().is_some() {
        return go_to_pane(workspace, pane);
    }
    workspace.show_refusal(no_row_text(workspace));
    Vec::new()
}

/// Shows a case in the checklist and the folder, and has its details read unless they were read last.
pub(super) fn show_case(workspace: &mut Workspace, subject: Subject) -> SideEffects {
    let case = subject.case.clone();
    let is_read = workspace.case_details.as_ref().is_some_and(|details| details.subject.case == case);
    workspace.subject = Some(subject);
    if is_read {
        workspace.fill_checklist();
        return Vec::new();
    }
    store_job(Job::ReadCase(case))
}

/// Opens the folder of a case in place of what lies over the panes.
pub(super) fn show_folder(workspace: &mut Workspace, subject: Subject) -> SideEffects {
    workspace.pane = Pane::Case;
    workspace.side = Side::List;
    show_case(workspace, subject)
}

/// Moves the focus to the other side: the list or the side pane.
pub(super) fn switch_side(workspace: &mut Workspace) {
    if workspace.pane != Pane::Case {
        workspace.side = if workspace.side == Side::List { Side::Beside } else { Side::List };
    }
}

/// Moves in whatever has the focus: the overlay, the side pane, a page, or the list.
pub(super) fn move_selection(workspace: &mut Workspace, screen: &ScreenContext<'_>, motion: Motion) {
    if workspace.overlay.scroll(motion, screen.size) {
        return;
    }
    match (workspace.side, workspace.pane) {
        (Side::List, Pane::Walk) => scroll_walk(workspace, screen, motion),
        (Side::Beside, _) => scroll_beside(workspace, screen, motion),
        (Side::List, Pane::Case) => scroll_folder(workspace, screen, motion),
        (Side::List, _) => workspace.move_selection(motion, screen.size),
    }
}

fn scroll_beside(workspace: &mut Workspace, screen: &ScreenContext<'_>, motion: Motion) {
    let lines = workspace.beside_lines(screen.theme, workspace.beside_columns(screen.size)).len();
    let page = layout::rows_inside(workspace.screen_areas(screen.size).list);
    workspace.beside_top = scroll_top(workspace.beside_top, motion, lines, page);
}

fn scroll_walk(workspace: &mut Workspace, screen: &ScreenContext<'_>, motion: Motion) {
    let parts = workspace.screen_areas(screen.size);
    let columns = usize::from(parts.list.width).saturating_sub(4);
    let Some(view) = workspace.walk_view(screen.theme, parts.beside.is_some()) else { return };
    let lines = view.page_lines(columns).len();
    if let Some(walk) = &mut workspace.walk {
        walk.top = scroll_top(walk.top, motion, lines, layout::rows_inside(parts.list));
    }
}

fn scroll_folder(workspace: &mut Workspace, screen: &ScreenContext<'_>, motion: Motion) {
    let list = workspace.screen_areas(screen.size).list;
    let Some(subject) = &workspace.subject else { return };
    let view = FolderView {
        snapshot: &workspace.snapshot,
        details: workspace.case_details.as_ref(),
        subject,
        keymap: screen.keymap,
        theme: screen.theme,
    };
    workspace.folder.scroll_page(motion, &view, list);
}

/// Moves to the choice above or below; without choices the list below the line moves.
pub(super) fn move_choice(workspace: &mut Workspace, screen: &ScreenContext<'_>, motion: Motion) {
    if !workspace.overlay.move_choice(motion, screen.size) {
        workspace.move_selection(motion, screen.size);
    }
}

/// Closes what lies on top; otherwise goes back to the list; on the list, clears the filter.
pub(super) fn go_back(workspace: &mut Workspace, screen: &ScreenContext<'_>) -> SideEffects {
    if let Overlay::Confirm(Confirmation::ImportOlder { preview, .. }) = &workspace.overlay {
        // The answer no shows the preview again.
        workspace.overlay = Overlay::Preview(ImportPreview::clone(preview));
    } else if let Overlay::Chooser(Chooser { words: Some(map), .. }) = &workspace.overlay {
        workspace.overlay = Overlay::Preview(map.preview.clone());
    } else if !workspace.overlay.is_none() {
        if matches!(workspace.overlay, Overlay::Confirm(_)) {
            workspace.keep_sent_answer();
        }
        workspace.open_overlay(Overlay::None);
    } else if workspace.act_sheet.is_some() {
        return act_sheet::close_form(workspace);
    } else if workspace.side == Side::Beside {
        workspace.side = Side::List;
    } else if workspace.pane != workspace.list_pane {
        workspace.pane = workspace.take_return_pane();
    } else if workspace.pane == Pane::Month
        && workspace.month.focus == MonthFocus::Entries
        && workspace.current_view().is_none()
    {
        workspace.month.focus = MonthFocus::Days;
    } else if workspace.current_view().is_some() {
        workspace.clear_filters();
    } else if workspace.pane == Pane::Month && workspace.month.shows_proof {
        workspace.month.shows_proof = false;
    } else {
        tour::leave(workspace, screen);
    }
    Vec::new()
}
