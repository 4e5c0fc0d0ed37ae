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
pub(super) fn go_to_pane(open: &mut Workspace, pane: Pane) -> SideEffects {
    if pane == Pane::Queue && open.refuse_without_own_queue() {
        return Vec::new();
    }
    let mut effects = act_sheet::close_form(open);
    // A reminder on no case leads to no case: what was shown before is shown again.
    let subject = open.selected_row().map(|row| row.subject);
    let subject = subject.filter(|subject| !subject.case.stands_for_none());
    open.return_pane = open.return_pane_for(pane);
    open.pane = pane;
    open.side = Side::List;
    open.beside_top = 0;
    match pane {
        Pane::Today | Pane::Cases | Pane::Action | Pane::Alerts | Pane::Month | Pane::Queue => {
            open.list_pane = pane;
            open.walk = None;
            if let Some(subject) = subject {
                select_row_of_case(open, &subject);
            }
        }
        Pane::Checklist | Pane::Case => {
            if let Some(subject) = subject {
                effects.extend(show_case(open, subject));
            }
        }
        Pane::Dictate | Pane::Walk => {}
    }
    effects
}

/// Selects the row of a case in the list that is shown, if the list has one.
fn select_row_of_case(open: &mut Workspace, Subject { case, person }: &Subject) {
    match open.pane {
        Pane::Today => open.today.select_case(case, *person),
        Pane::Cases => open.cases.list.select_case(case, *person),
        Pane::Action => open.action.list.select_case(case, *person),
        Pane::Alerts => open.alerts.select_case(case, *person),
        Pane::Queue => open.queue.list.select_case(case, *person),
        Pane::Month | Pane::Dictate | Pane::Checklist | Pane::Case | Pane::Walk => false,
    };
}

/// The refusal of a command that needs a row, where none is selected.
pub(super) const NO_ROW: &str = "No row is selected.";

/// Returns the refusal of a command that needs a row, for what is selected instead.
pub(super) fn no_row_text(open: &Workspace) -> &'static str {
    let is_fold = open.current_list().is_some_and(FilterableList::is_fold_selected);
    if is_fold { "This group is folded. Enter unfolds it." } else { NO_ROW }
}

/// Goes to a pane with the case of the selected row. Without a selected row nothing happens, because the case that was
/// shown before is not meant.
pub(super) fn go_to_row_pane(open: &mut Workspace, pane: Pane) -> SideEffects {
    if open.selected_row().is_some() {
        return go_to_pane(open, pane);
    }
    open.show_refusal(no_row_text(open));
    Vec::new()
}

/// Shows a case in the checklist and the folder, and has its details read unless they were read last.
pub(super) fn show_case(open: &mut Workspace, subject: Subject) -> SideEffects {
    let case = subject.case.clone();
    let is_read = open.case_details.as_ref().is_some_and(|details| details.subject.case == case);
    open.subject = Some(subject);
    if is_read {
        open.fill_checklist();
        return Vec::new();
    }
    store_job(Job::ReadCase(case))
}

/// Opens the folder of a case in place of what lies over the panes.
pub(super) fn show_folder(open: &mut Workspace, subject: Subject) -> SideEffects {
    open.pane = Pane::Case;
    open.side = Side::List;
    show_case(open, subject)
}

/// Moves the focus to the other side: the list or the side pane.
pub(super) fn switch_side(open: &mut Workspace) {
    if open.pane != Pane::Case {
        open.side = if open.side == Side::List { Side::Beside } else { Side::List };
    }
}

/// Moves in whatever has the focus: the overlay, the side pane, a page, or the list.
pub(super) fn move_selection(open: &mut Workspace, screen: &ScreenContext<'_>, motion: Motion) {
    if open.overlay.scroll(motion, screen.size) {
        return;
    }
    match (open.side, open.pane) {
        (Side::List, Pane::Walk) => scroll_walk(open, screen, motion),
        (Side::Beside, _) => scroll_beside(open, screen, motion),
        (Side::List, Pane::Case) => scroll_folder(open, screen, motion),
        (Side::List, _) => open.move_selection(motion, screen.size),
    }
}

fn scroll_beside(open: &mut Workspace, screen: &ScreenContext<'_>, motion: Motion) {
    let lines = open.beside_lines(screen.theme, open.beside_columns(screen.size)).len();
    let page = layout::rows_inside(open.screen_areas(screen.size).list);
    open.beside_top = scroll_top(open.beside_top, motion, lines, page);
}

fn scroll_walk(open: &mut Workspace, screen: &ScreenContext<'_>, motion: Motion) {
    let parts = open.screen_areas(screen.size);
    let columns = usize::from(parts.list.width).saturating_sub(4);
    let Some(view) = open.walk_view(screen.theme, parts.beside.is_some()) else { return };
    let lines = view.page_lines(columns).len();
    if let Some(walk) = &mut open.walk {
        walk.top = scroll_top(walk.top, motion, lines, layout::rows_inside(parts.list));
    }
}

fn scroll_folder(open: &mut Workspace, screen: &ScreenContext<'_>, motion: Motion) {
    let list = open.screen_areas(screen.size).list;
    let Some(subject) = &open.subject else { return };
    let view = FolderView {
        snapshot: &open.snapshot,
        details: open.case_details.as_ref(),
        subject,
        keymap: screen.keymap,
        theme: screen.theme,
    };
    open.folder.scroll_page(motion, &view, list);
}

/// Moves to the choice above or below; without choices the list below the line moves.
pub(super) fn move_choice(open: &mut Workspace, screen: &ScreenContext<'_>, motion: Motion) {
    if !open.overlay.move_choice(motion, screen.size) {
        open.move_selection(motion, screen.size);
    }
}

/// Closes what lies on top; otherwise goes back to the list; on the list, clears the filter.
pub(super) fn go_back(open: &mut Workspace, screen: &ScreenContext<'_>) -> SideEffects {
    if let Overlay::Confirm(Confirmation::ImportOlder { preview, .. }) = &open.overlay {
        // The answer no shows the preview again.
        open.overlay = Overlay::Preview(ImportPreview::clone(preview));
    } else if let Overlay::Chooser(Chooser { words: Some(map), .. }) = &open.overlay {
        open.overlay = Overlay::Preview(map.preview.clone());
    } else if !open.overlay.is_none() {
        if matches!(open.overlay, Overlay::Confirm(_)) {
            open.keep_sent_answer();
        }
        open.open_overlay(Overlay::None);
    } else if open.act_sheet.is_some() {
        return act_sheet::close_form(open);
    } else if open.side == Side::Beside {
        open.side = Side::List;
    } else if open.pane != open.list_pane {
        open.pane = open.take_return_pane();
    } else if open.pane == Pane::Month && open.month.focus == MonthFocus::Entries && open.current_view().is_none() {
        open.month.focus = MonthFocus::Days;
    } else if open.current_view().is_some() {
        open.clear_filters();
    } else {
        tour::leave(open, screen);
    }
    Vec::new()
}
