//! The form of an amendment: opening, keeping, filing.

use super::Effects;
use crate::domain::RowId;
use crate::domain::amendment::AmendmentKind;
use crate::store::DraftOf;
use crate::tui::command::Form;
use crate::tui::jobs::Job;
use crate::tui::model::{Effect, Model};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::chooser::Chooser;
use crate::tui::panes::Subject;
use crate::tui::panes::amend::{Amend, SavedAmendment};

impl Model {
    pub(super) fn amend(&mut self) {
        if self.refused_on_another_day() {
            return;
        }
        if let Some(filed) = self.selected_comment() {
            self.cover(Overlay::Chooser(Chooser::amendments(&filed.comment)));
        }
    }

    /// Opens the form of an amendment, from its draft where there is one. A `kind` that was chosen goes before the
    /// draft's own.
    pub(super) fn open_amendment(&mut self, subject: Subject, comment: RowId, kind: Option<AmendmentKind>) {
        let Some(open) = self.open_mut() else { return };
        let draft = open.laid.desk.draft(&subject.case, &DraftOf::Amendment(comment));
        let form = match draft {
            Some(draft) => {
                let saved = SavedAmendment::read(&draft.body);
                let saved = SavedAmendment { kind: kind.unwrap_or(saved.kind), ..saved };
                Amend::restored(subject, comment, &saved, Some(draft.saved_ms))
            }
            None => Amend::new(subject, comment, kind.unwrap_or(AmendmentKind::Addendum)),
        };
        open.amend = Some(form);
    }

    /// Opens the folder at a comment whose amendment was being written, and its form.
    pub(super) fn resume_amendment(&mut self, subject: Subject, comment: RowId) -> Effects {
        let effects = self.open_comment(subject.case.clone(), subject.person, comment);
        self.open_amendment(subject, comment, None);
        effects
    }

    pub(super) fn amend_mut(&mut self) -> Option<&mut Amend> {
        self.open_mut()?.amend.as_mut()
    }

    /// What the keys of a form do in that of an amendment.
    pub(super) fn amend_command(&mut self, command: Form) -> Effects {
        match command {
            Form::File => return self.file_amendment(),
            Form::Leave => return self.put_amendment_away(),
            Form::Next | Form::Previous => self.amend_mut().into_iter().for_each(Amend::step),
            _ => {}
        }
        Vec::new()
    }

    /// Saves what of the amendment is not saved yet.
    pub(super) fn save_amendment(&mut self, leaving: bool) -> Effects {
        let Some(form) = self.amend_mut().filter(|form| !form.filing) else { return Vec::new() };
        if !form.saving() && !leaving {
            return Vec::new();
        }
        let (case, of) = (form.subject.case.clone(), DraftOf::Amendment(form.comment));
        let body = form.is_worth_keeping().then(|| form.saved().body());
        vec![Effect::Store(Job::SaveDraft { case, of, body, leaving })]
    }

    /// Leaves the form; what is written stays as a draft.
    pub(super) fn put_amendment_away(&mut self) -> Effects {
        let effects = self.save_amendment(true);
        let kept = self.amend_mut().is_some_and(|form| form.is_worth_keeping());
        if let Some(open) = self.open_mut() {
            open.amend = None;
        }
        if kept {
            self.say("The amendment is kept as a draft; A on the comment goes on with it.");
        }
        effects
    }

    fn file_amendment(&mut self) -> Effects {
        let Some(form) = self.amend_mut() else { return Vec::new() };
        if let Some(refusal) = form.refusal() {
            self.refuse(refusal);
            return Vec::new();
        }
        form.saving();
        form.filing = true;
        let (case, comment) = (form.subject.case.clone(), form.comment);
        let SavedAmendment { kind, reason, text } = form.saved();
        let (reason, text) = (reason.trim().to_owned(), text.trim().to_owned());
        vec![Effect::Store(Job::Amend { case, comment, kind, reason, text })]
    }

    /// The amendment is in the record.
    pub(super) fn amended(&mut self, comment: RowId, kind: AmendmentKind) {
        if let Some(open) = self.open_mut() {
            open.amend.take_if(|form| form.comment == comment);
        }
        self.say(format!("Amended: {}.", kind.title()));
    }
}
