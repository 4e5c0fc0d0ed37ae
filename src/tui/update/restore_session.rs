//! Restores the session: the place where the worker was when the screen was locked.

use strum::VariantArray as _;

use super::{act_sheet, amendment, comment_form, navigation, rows, walk};
use crate::domain::PersonNumber;
use crate::tui::command::Pane;
use crate::tui::panes::Subject;
use crate::tui::panes::dictate::{CommentProposal, DictateField};
use crate::tui::screen_context::ScreenContext;
use crate::tui::side_effect::SideEffects;
use crate::tui::state::session::{OpenActForm, OpenCommentForm, SessionState, pane_from_id, section_from_id};
use crate::tui::state::workspace::{Side, Workspace};
use crate::tui::store_thread::ExitKind;

/// Restores the place where the worker was. After quitting, only unfinished input of overlays is restored.
pub(super) fn restore(workspace: &mut Workspace, screen: &ScreenContext<'_>, session: SessionState) -> SideEffects {
    workspace.pending_inputs.clone_from(&session.unfinished);
    workspace.tour.restore(&session.tour);
    if session.left == ExitKind::Quit {
        return Vec::new();
    }
    restore_panes(workspace, &session);
    if session.shows_tour {
        workspace.tour.start(&workspace.snapshot.caseload);
    }
    let mut effects = Vec::new();
    if let Some((case, person)) = session.subject {
        let subject = Subject { case, person };
        if let Some(comment) = session.amending {
            let of_comment = Subject { case: subject.case.clone(), person: session.amending_for.unwrap_or(person) };
            amendment::open_form(workspace, of_comment, comment, None);
        }
        effects.extend(navigation::show_case(workspace, subject));
    }
    let origin = session.form.as_ref().map_or(&session.pane, |form| &form.from);
    if [origin, &session.pane].into_iter().any(|id| pane_from_id(id) == Pane::Walk) {
        walk::continue_stopped_walk(workspace);
    }
    if let Some(form) = session.form {
        effects.extend(restore_comment_form(workspace, screen, form));
    }
    workspace.pane = pane_from_id(&session.pane);
    workspace.side = if session.beside { Side::Beside } else { Side::List };
    if let Some(form) = session.acting {
        restore_act_sheet(workspace, form);
    }
    effects
}

/// Restores the lists with their order, filters and selections, and the selections of the checklist and the folder.
fn restore_panes(workspace: &mut Workspace, session: &SessionState) {
    workspace.cases.set_sort_order(session.order);
    workspace.action.choose_category(session.category);
    // The chosen facets are read from the index, so that it comes first.
    workspace.index_facets();
    workspace.today.restore_selection(&session.today);
    workspace.cases.list.restore_selection(&session.cases);
    workspace.action.list.restore_selection(&session.action);
    workspace.alerts.restore_selection(&session.alerts);
    workspace.month.restore_selection(&session.in_month, &workspace.snapshot.caseload);
    workspace.queue.list.restore_selection(&session.caseload);
    workspace.list_pane = pane_from_id(&session.list_pane);
    workspace.folder.show_section(section_from_id(&session.section));
    workspace.folder.requested_comment = session.comment;
    workspace.checklist.month = session.month.unwrap_or(workspace.checklist.month);
    workspace.checklist.item_to_select.clone_from(&session.item);
}

/// Opens the act sheet that was open again, at its field.
fn restore_act_sheet(workspace: &mut Workspace, form: OpenActForm) {
    act_sheet::resume_form(workspace, Subject { case: form.case, person: form.person }, &form.act);
    if let Some(sheet) = &mut workspace.act_sheet {
        sheet.restored_from_ms = None;
        sheet.go_to_field(form.at);
    }
}

/// Opens the comment form that was open again, at its field and with the pane to go back to.
fn restore_comment_form(workspace: &mut Workspace, screen: &ScreenContext<'_>, saved: OpenCommentForm) -> SideEffects {
    workspace.pane = pane_from_id(&saved.from);
    let is_selected = workspace.selected_row().is_some_and(|row| {
        row.subject.case == saved.case && [saved.person, PersonNumber::CASE].contains(&row.subject.person)
    });
    let effects = if is_selected {
        rows::dictate_row(workspace, screen)
    } else {
        let subject = Subject { case: saved.case, person: saved.person };
        comment_form::open_form(workspace, subject, CommentProposal::default())
    };
    if let Some(form) = &mut workspace.dictate {
        form.restored_from_ms = None;
        if let Some(field) = DictateField::VARIANTS.iter().copied().find(|field| field.title() == saved.field) {
            form.go_to_field(field);
            form.note_opened_at(screen.now);
        }
    }
    effects
}
