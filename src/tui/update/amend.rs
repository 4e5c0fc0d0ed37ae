//! The form of an amendment: opening, keeping, filing.

use super::SideEffects;
use crate::domain::RowId;
use crate::domain::amendment::AmendmentKind;
use crate::store::DraftTarget;
use crate::tui::command::CommentFormCommand;
use crate::tui::model::{Model, SideEffect};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::chooser::Chooser;
use crate::tui::panes::Subject;
use crate::tui::panes::amend::{AmendForm, SavedAmendment};
use crate::tui::store_thread::Job;

impl Model {
    pub(super) fn choose_amendment(&mut self) {
        if self.refuse_on_another_day() {
            return;
        }
        if let Some(filed) = self.selected_comment() {
            self.open_overlay(Overlay::Chooser(Chooser::for_amendments(&filed.comment)));
        }
    }

    /// Opens the form of an amendment, from its draft where there is one. A `kind` that was chosen goes before the
    /// draft's own.
    pub(super) fn open_amendment(&mut self, subject: Subject, comment: RowId, kind: Option<AmendmentKind>) {
        let Some(open) = self.workspace_mut() else { return };
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

    /// Opens the folder at a comment whose amendment was being written, and its form.
    pub(super) fn resume_amendment(&mut self, subject: Subject, comment: RowId) -> SideEffects {
        let effects = self.open_comment(subject.case.clone(), subject.person, comment);
        self.open_amendment(subject, comment, None);
        effects
    }

    pub(super) fn amendment_mut(&mut self) -> Option<&mut AmendForm> {
        self.workspace_mut()?.amend.as_mut()
    }

    /// What the keys of a form do in that of an amendment.
    pub(super) fn run_amendment_command(&mut self, command: CommentFormCommand) -> SideEffects {
        match command {
            CommentFormCommand::File => return self.file_amendment(),
            CommentFormCommand::Leave => return self.close_amendment(),
            CommentFormCommand::Next | CommentFormCommand::Previous => {
                self.amendment_mut().into_iter().for_each(AmendForm::switch_field);
            }
            _ => {}
        }
        Vec::new()
    }

    /// Saves what of the amendment is not saved yet.
    pub(super) fn save_amendment_draft(&mut self, leaving: bool) -> SideEffects {
        let Some(form) = self.amendment_mut().filter(|form| !form.filing) else { return Vec::new() };
        if !form.start_save() && !leaving {
            return Vec::new();
        }
        let (case, of) = (form.subject.case.clone(), DraftTarget::Amendment(form.comment));
        let body = form.is_worth_keeping().then(|| form.to_saved().to_body());
        vec![SideEffect::Store(Job::SaveDraft { case, of, body, leaving })]
    }

    /// Leaves the form; what is written stays as a draft.
    pub(super) fn close_amendment(&mut self) -> SideEffects {
        let effects = self.save_amendment_draft(true);
        let kept = self.amendment_mut().is_some_and(|form| form.is_worth_keeping());
        if let Some(open) = self.workspace_mut() {
            open.amend = None;
        }
        if kept {
            self.show_message("The amendment is kept as a draft; A on the comment goes on with it.");
        }
        effects
    }

    fn file_amendment(&mut self) -> SideEffects {
        let Some(form) = self.amendment_mut() else { return Vec::new() };
        if let Some(refusal) = form.check_before_filing() {
            self.show_refusal(refusal);
            return Vec::new();
        }
        form.start_save();
        form.filing = true;
        let (case, comment) = (form.subject.case.clone(), form.comment);
        let SavedAmendment { kind, reason, text } = form.to_saved();
        let (reason, text) = (reason.trim().to_owned(), text.trim().to_owned());
        vec![SideEffect::Store(Job::Amend { case, comment, kind, reason, text })]
    }

    /// The amendment is in the record.
    pub(super) fn handle_amendment_recorded(&mut self, comment: RowId, kind: AmendmentKind) {
        if let Some(open) = self.workspace_mut() {
            open.amend.take_if(|form| form.comment == comment);
        }
        self.show_message(format!("Amended: {}.", kind.title()));
    }
}
