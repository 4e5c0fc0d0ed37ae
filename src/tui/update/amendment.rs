//! Opens, saves, files and leaves the form of an amendment.

use super::leaving::Leaving;
use crate::domain::RowId;
use crate::domain::amendment::AmendmentKind;
use crate::domain::filing_answer::FilingAnswer;
use crate::store::{DraftTarget, FiledComment};
use crate::tui::command::CommentFormCommand;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::chooser::{Chooser, FilingForm};
use crate::tui::panes::Subject;
use crate::tui::panes::amend::{AmendForm, AmendOutcome, SavedAmendment};
use crate::tui::side_effect::{SideEffects, store_job};
use crate::tui::state::workspace::Workspace;
use crate::tui::store_thread::Job;

/// Offers the ways to amend the selected comment.
pub(super) fn choose_amendment(workspace: &mut Workspace) {
    if workspace.refuse_on_another_day() {
        return;
    }
    if let Some(filed) = workspace.selected_comment() {
        workspace.open_overlay(Overlay::Chooser(Chooser::for_amendments(&filed)));
    }
}

/// Opens the form of an amendment, from its draft if there is one. If `kind` is given, it replaces that of the draft.
pub(super) fn open_form(workspace: &mut Workspace, subject: Subject, comment: RowId, kind: Option<AmendmentKind>) {
    let draft = workspace.snapshot.caseload.find_draft(&subject.case, &DraftTarget::Amendment(comment));
    let form = match draft {
        Some(draft) => {
            let saved = SavedAmendment::from_body(&draft.body);
            let saved = SavedAmendment { kind: kind.unwrap_or(saved.kind), ..saved };
            AmendForm::from_saved(subject, comment, &saved, Some(draft.saved_ms))
        }
        None => AmendForm::new(subject, comment, kind.unwrap_or(AmendmentKind::Addendum)),
    };
    workspace.amend = Some(form);
}

/// Routes a command to the form.
pub(super) fn run_command(workspace: &mut Workspace, command: CommentFormCommand) -> SideEffects {
    if command == CommentFormCommand::File
        && let Some(characters) = workspace.amend.as_ref().map(AmendForm::character_count)
        && workspace.refuse_long_text(characters)
    {
        return Vec::new();
    }
    let is_protected = is_protected(workspace);
    let outcome = workspace.amend.as_mut().and_then(|form| form.update(command, is_protected));
    outcome.map(|outcome| carry_out(workspace, outcome)).unwrap_or_default()
}

/// Files the amendment with the worker's answer to a doubt.
pub(super) fn file_with_answer(workspace: &mut Workspace, answer: FilingAnswer) -> SideEffects {
    let is_protected = is_protected(workspace);
    let outcome = workspace.amend.as_mut().map(|form| form.file_with_answer(answer, is_protected));
    outcome.map(|outcome| carry_out(workspace, outcome)).unwrap_or_default()
}

/// Returns whether the comment that is amended is known to be protected. Where it is not known, the store decides.
fn is_protected(workspace: &Workspace) -> bool {
    let amended = workspace.amend.as_ref().and_then(|form| shown_comment(workspace, form.comment));
    amended.is_some_and(|filed| filed.comment.protected)
}

/// Returns a comment of the case that the folder shows.
fn shown_comment(workspace: &Workspace, id: RowId) -> Option<&FiledComment> {
    workspace.case_details.as_ref()?.comments.iter().find(|filed| filed.comment.id == id)
}

fn carry_out(workspace: &mut Workspace, outcome: AmendOutcome) -> SideEffects {
    match outcome {
        AmendOutcome::File(job) => return store_job(job),
        AmendOutcome::Leave => return close_form(workspace),
        AmendOutcome::Refusal(refusal) => workspace.show_refusal(refusal),
        AmendOutcome::AskFiling(obstacle) => {
            workspace.open_overlay(Overlay::Chooser(Chooser::for_filing(&obstacle, FilingForm::Amendment)));
        }
    }
    Vec::new()
}

/// Saves what is typed in the form and not saved yet; a form that is left is saved in any case, so that the lists show
/// its draft.
pub(super) fn save_draft(workspace: &mut Workspace, leaving: Leaving) -> SideEffects {
    let Some(form) = &mut workspace.amend else { return Vec::new() };
    if !form.start_save() && leaving == Leaving::No {
        return Vec::new();
    }
    let body = form.is_worth_keeping().then(|| form.to_saved().to_body());
    store_job(Job::SaveDraft {
        case: form.subject.case.clone(),
        of: DraftTarget::Amendment(form.comment),
        body,
        leaving: leaving == Leaving::Yes,
    })
}

/// Leaves the form; what is written stays as a draft.
pub(super) fn close_form(workspace: &mut Workspace) -> SideEffects {
    let effects = save_draft(workspace, Leaving::Yes);
    if workspace.amend.take().is_some_and(|form| form.is_worth_keeping()) {
        workspace.show_message("The amendment is kept as a draft; A on the comment continues it.");
    }
    effects
}

/// Closes the form once its amendment is in the record.
pub(super) fn handle_recorded(workspace: &mut Workspace, comment: RowId, kind: AmendmentKind) {
    workspace.amend.take_if(|form| form.comment == comment);
    if kind == AmendmentKind::Protected {
        let posted = shown_comment(workspace, comment).and_then(|filed| filed.posted);
        return workspace.show_message(match posted {
            Some(_) => "Protected from now on. It was posted: restrict it in the system of record, too.",
            None => "Protected from now on: hidden in lists, searches and printouts until deliberately revealed.",
        });
    }
    workspace.show_message(format!("Amended: {}.", kind.title()));
}
