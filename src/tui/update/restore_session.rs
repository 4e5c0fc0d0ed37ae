//! Restores the session: the place where the worker was when the screen was locked.

use strum::VariantArray as _;

use super::{act_sheet, amendment, comment_form, navigation, rows, walk};
use crate::tui::command::Pane;
use crate::tui::panes::Subject;
use crate::tui::panes::dictate::{CommentProposal, DictateField};
use crate::tui::screen_context::ScreenContext;
use crate::tui::side_effect::SideEffects;
use crate::tui::state::session::{OpenActForm, OpenCommentForm, SessionState, pane_from_id, section_from_id};
use crate::tui::state::workspace::{Side, Workspace};
use crate::tui::store_thread::ExitKind;

/// Restores the place where the worker was. After quitting, only unfinished input of overlays is restored.
pub(super) fn restore(open: &mut Workspace, screen: &ScreenContext<'_>, session: SessionState) -> SideEffects {
    open.pending_inputs.clone_from(&session.unfinished);
    open.tour.restore(&session.tour);
    if session.left == ExitKind::Quit {
        return Vec::new();
    }
    restore_panes(open, &session);
    if session.shows_tour {
        open.tour.start(&open.snapshot.caseload);
    }
    let mut effects = Vec::new();
    if let Some((case, person)) = session.subject {
        let subject = Subject { case, person };
        if let Some(comment) = session.amending {
            amendment::open_form(open, subject.clone(), comment, None);
        }
        effects.extend(navigation::show_case(open, subject));
    }
    let origin = session.form.as_ref().map_or(&session.pane, |form| &form.from);
    if [origin, &session.pane].into_iter().any(|id| pane_from_id(id) == Pane::Walk) {
        walk::continue_stopped_walk(open);
    }
    if let Some(form) = session.form {
        effects.extend(restore_comment_form(open, screen, form));
    }
    open.pane = pane_from_id(&session.pane);
    open.side = if session.beside { Side::Beside } else { Side::List };
    if let Some(form) = session.acting {
        restore_act_sheet(open, form);
    }
    effects
}

/// Restores the lists with their order, filters and selections, and the selections of the checklist and the folder.
fn restore_panes(open: &mut Workspace, session: &SessionState) {
    open.cases.set_sort_order(session.order);
    open.action.choose_category(session.category);
    // The chosen facets are read from the index, so that it comes first.
    open.index_facets();
    open.today.restore_selection(&session.today);
    open.cases.list.restore_selection(&session.cases);
    open.action.list.restore_selection(&session.action);
    open.alerts.restore_selection(&session.alerts);
    open.month.restore_selection(&session.in_month, &open.snapshot.caseload);
    open.queue.list.restore_selection(&session.caseload);
    open.list_pane = pane_from_id(&session.list_pane);
    open.folder.show_section(section_from_id(&session.section));
    open.folder.requested_comment = session.comment;
    open.checklist.month = session.month.unwrap_or(open.checklist.month);
    open.checklist.item_to_select.clone_from(&session.item);
}

/// Opens the act sheet that was open again, at its field.
fn restore_act_sheet(open: &mut Workspace, form: OpenActForm) {
    act_sheet::resume_form(open, Subject { case: form.case, person: form.person }, &form.act);
    if let Some(sheet) = &mut open.act_sheet {
        sheet.restored_from_ms = None;
        sheet.go_to_field(form.at);
    }
}

/// Opens the comment form that was open again, at its field and with the pane to go back to.
fn restore_comment_form(open: &mut Workspace, screen: &ScreenContext<'_>, saved: OpenCommentForm) -> SideEffects {
    open.pane = pane_from_id(&saved.from);
    let is_selected = open.selected_row().is_some_and(|row| row.subject.case == saved.case);
    let effects = if is_selected {
        rows::dictate_row(open, screen)
    } else {
        let subject = Subject { case: saved.case, person: saved.person };
        comment_form::open_form(open, subject, CommentProposal::default())
    };
    if let Some(form) = &mut open.dictate {
        form.restored_from_ms = None;
        if let Some(field) = DictateField::VARIANTS.iter().copied().find(|field| field.title() == saved.field) {
            form.go_to_field(field);
            form.note_opened_at(screen.now);
        }
    }
    effects
}
