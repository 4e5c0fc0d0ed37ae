//! Opens, saves, files and leaves the form of an amendment.

use super::leaving::Leaving;
use crate::domain::RowId;
use crate::domain::amendment::AmendmentKind;
use crate::store::DraftTarget;
use crate::tui::command::CommentFormCommand;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::chooser::Chooser;
use crate::tui::panes::Subject;
use crate::tui::panes::amend::{AmendForm, AmendOutcome, SavedAmendment};
use crate::tui::side_effect::{SideEffects, store_job};
use crate::tui::state::workspace::Workspace;
use crate::tui::store_thread::Job;

/// Offers the ways to amend the selected comment.
pub(super) fn choose_amendment(open: &mut Workspace) {
    if open.refuse_on_another_day() {
        return;
    }
    if let Some(filed) = open.selected_comment() {
        open.open_overlay(Overlay::Chooser(Chooser::for_amendments(&filed.comment)));
    }
}

/// Opens the form of an amendment, from its draft if there is one. If `kind` is given, it replaces that of the draft.
pub(super) fn open_form(open: &mut Workspace, subject: Subject, comment: RowId, kind: Option<AmendmentKind>) {
    let draft = open.snapshot.caseload.find_draft(&subject.case, &DraftTarget::Amendment(comment));
    let form = match draft {
        Some(draft) => {
            let saved = SavedAmendment::from_body(&draft.body);
            let saved = SavedAmendment { kind: kind.unwrap_or(saved.kind), ..saved };
            AmendForm::from_saved(subject, comment, &saved, Some(draft.saved_ms))
        }
        None => AmendForm::new(subject, comment, kind.unwrap_or(AmendmentKind::Addendum)),
    };
    open.amend = Some(form);
}

/// Routes a command to the form.
pub(super) fn run_command(open: &mut Workspace, command: CommentFormCommand) -> SideEffects {
    if command == CommentFormCommand::File
        && let Some(characters) = open.amend.as_ref().map(AmendForm::character_count)
        && open.refuse_long_text(characters)
    {
        return Vec::new();
    }
    match open.amend.as_mut().and_then(|form| form.update(command)) {
        Some(AmendOutcome::File(job)) => return store_job(job),
        Some(AmendOutcome::Leave) => return close_form(open),
        Some(AmendOutcome::Refusal(refusal)) => open.show_refusal(refusal),
        None => {}
    }
    Vec::new()
}

/// Saves what is typed in the form and not saved yet; a form that is left is saved in any case, so that the lists show
/// its draft.
pub(super) fn save_draft(open: &mut Workspace, leaving: Leaving) -> SideEffects {
    let Some(form) = &mut open.amend else { return Vec::new() };
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
pub(super) fn close_form(open: &mut Workspace) -> SideEffects {
    let effects = save_draft(open, Leaving::Yes);
    if open.amend.take().is_some_and(|form| form.is_worth_keeping()) {
        open.show_message("The amendment is kept as a draft; A on the comment continues it.");
    }
    effects
}

/// Closes the form once its amendment is in the record.
pub(super) fn handle_recorded(open: &mut Workspace, comment: RowId, kind: AmendmentKind) {
    open.amend.take_if(|form| form.comment == comment);
    open.show_message(format!("Amended: {}.", kind.title()));
}
