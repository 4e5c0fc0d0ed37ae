//! The comment form: opening, keeping, filing.

use std::sync::Arc;
use std::time::Instant;

use super::SideEffects;
use crate::domain::CaseNumber;
use crate::store::DraftTarget;
use crate::tui::command::{CommentFormCommand, Motion, Pane};
use crate::tui::model::{Model, SideEffect};
use crate::tui::overlays::chooser::Chooser;
use crate::tui::overlays::prompt::{Prompt, PromptQuestion};
use crate::tui::overlays::{Confirmation, Overlay};
use crate::tui::panes::Subject;
use crate::tui::panes::dictate::{
    AfterFiling, CommentProposal, DictateField, DictateForm, DictateStart, FilingStage, SavedComment,
};
use crate::tui::store_thread::Job;
use crate::tui::workspace::{Side, Workspace};

impl Model {
    /// The comment form, while one is open.
    pub(super) fn comment_form(&self) -> Option<&DictateForm> {
        self.workspace()?.dictate.as_ref()
    }

    pub(super) fn comment_form_mut(&mut self) -> Option<&mut DictateForm> {
        self.workspace_mut()?.dictate.as_mut()
    }

    pub(super) fn run_form_command(&mut self, command: CommentFormCommand, now: Instant) -> SideEffects {
        match command {
            CommentFormCommand::File => return self.file_comment(AfterFiling::Back, now),
            CommentFormCommand::FileNext => return self.file_comment(AfterFiling::Next, now),
            CommentFormCommand::Leave => return self.leave_comment_form(),
            CommentFormCommand::DiscardDraft => self.ask_to_discard_form(),
            CommentFormCommand::KeepDraft => self.keep_draft(),
            CommentFormCommand::Pick => self.open_field_picker(),
            CommentFormCommand::Next => return self.go_to_next_field(now),
            CommentFormCommand::WriteOut => self.write_out_abbreviation(now),
            CommentFormCommand::KeepWord => return self.save_own_word(),
            CommentFormCommand::Protect => self.toggle_protection(now),
            CommentFormCommand::KeepPhrase => self.ask_for_phrase_word(),
            other => self.comment_form_mut().into_iter().for_each(|form| run_field_command(form, other, now)),
        }
        Vec::new()
    }

    /// Opens the form of a case: the one that is open, one that was left, one from a draft, or a new one.
    pub(super) fn open_comment_form(&mut self, subject: Subject, proposed: CommentProposal) -> SideEffects {
        let mut effects = Vec::new();
        if self.comment_form().is_some_and(|form| form.subject.case != subject.case) {
            effects.extend(self.close_comment_form());
        }
        let left = self.left_forms.remove(&subject.case);
        let Some(open) = self.workspace_mut() else { return effects };
        let from = open.pane;
        if open.dictate.is_none() {
            let start = DictateStart {
                proposal: proposed,
                last_type: open.snapshot.last_type.clone(),
                today: open.snapshot.today,
                from,
                subject: subject.clone(),
            };
            let desk = &open.snapshot.caseload;
            let saved = desk.find_draft(&subject.case, &DraftTarget::Comment);
            let form = left.unwrap_or_else(|| match saved {
                Some(draft) => {
                    DictateForm::from_saved(start, SavedComment::from_body(&draft.body), draft.saved_ms, desk)
                }
                None => DictateForm::new(start, desk),
            });
            if form.id.is_none() {
                effects.push(SideEffect::Store(Job::NewId(subject.case)));
            }
            open.dictate = Some(form);
        }
        open.dictate.iter_mut().for_each(|form| form.from = from);
        open.pane = Pane::Dictate;
        open.side = Side::List;
        self.show_spelling_notice();
        effects
    }

    /// Says once that spelling is not checked, where nothing else is to be said.
    fn show_spelling_notice(&mut self) {
        let silent = self.workspace().is_some_and(|open| open.status_message.is_none());
        if silent
            && self.comment_form().is_some_and(|form| form.restored_from_ms.is_none())
            && std::mem::take(&mut self.no_dictionary)
        {
            self.show_message("Spelling is not checked: no Hunspell dictionary, such as hunspell-en-us, is installed.");
        }
    }

    /// Opens the form of the row after `row` in the list that is shown. Where what was filed took the row away, that is
    /// the one in its place.
    pub(super) fn dictate_next(&mut self, row: &Subject) -> SideEffects {
        let size = self.size;
        let Some(open) = self.workspace_mut() else { return Vec::new() };
        if !matches!(open.pane, Pane::Today | Pane::Cases | Pane::Action | Pane::Alerts | Pane::Queue) {
            open.pane = open.list_pane;
        }
        let subject = |open: &Workspace| open.selected_row().map(|selected| selected.subject);
        for _ in 0..open.row_count() {
            if subject(open).is_some_and(|selected| selected != *row) {
                return self.dictate_row();
            }
            open.move_selection(Motion::Down, size);
        }
        self.show_message("Filed. That was the last row of the list.");
        Vec::new()
    }

    /// Saves what is not saved yet.
    pub(in crate::tui) fn save_drafts(&mut self) -> SideEffects {
        let mut effects = self.save_amendment_draft(false);
        effects.extend(self.save_act_draft(false));
        if let Some(form) = self.comment_form_mut().filter(|form| form.stage != FilingStage::Filing)
            && form.start_save()
        {
            effects.push(save_draft_effect(form, false));
        }
        effects
    }

    /// Puts the form away and keeps its draft, if anything was written.
    fn close_comment_form(&mut self) -> SideEffects {
        let Some(mut form) = self.workspace_mut().and_then(|open| open.dictate.take()) else { return Vec::new() };
        form.start_save();
        if !form.is_worth_keeping() {
            return Vec::new();
        }
        let effect = save_draft_effect(&form, true);
        self.left_forms.insert(form.subject.case.clone(), form);
        vec![effect]
    }

    fn leave_comment_form(&mut self) -> SideEffects {
        let Some((case, from)) = self.comment_form().map(|form| (form.subject.case.clone(), form.from)) else {
            return Vec::new();
        };
        let effects = self.close_comment_form();
        if let Some(open) = self.workspace_mut() {
            open.pane = if from == Pane::Dictate { open.list_pane } else { from };
        }
        if !effects.is_empty() {
            self.show_message(format!("The draft of {case} is kept; d on the case goes on with it."));
        }
        effects
    }

    pub(super) fn keep_draft(&mut self) {
        match self.act_sheet_mut() {
            Some(sheet) => sheet.restored_from_ms = None,
            None => self.comment_form_mut().into_iter().for_each(|form| form.restored_from_ms = None),
        }
    }

    fn ask_to_discard_form(&mut self) {
        if self.act_sheet_mut().is_some() {
            return self.ask_to_discard_act();
        }
        let Some(case) = self.comment_form().map(|form| form.subject.case.clone()) else { return };
        self.ask_to_discard_draft(case, DraftTarget::Comment);
    }

    pub(super) fn ask_to_discard_draft(&mut self, case: CaseNumber, of: DraftTarget) {
        let question = format!("Discard the draft of {case} for good?  y discards it, any other key keeps it.");
        self.open_overlay(Overlay::Confirm(Confirmation::DiscardDraft { case, draft_key: of, question }));
    }

    pub(super) fn discard_draft(&mut self, case: CaseNumber, of: DraftTarget) -> SideEffects {
        let Some(open) = self.workspace_mut() else { return Vec::new() };
        open.act_sheet.take_if(|sheet| sheet.subject.case == case && sheet.draft_key() == of);
        if of == DraftTarget::Comment {
            if let Some(form) = open.dictate.take_if(|form| form.subject.case == case) {
                open.pane = if form.from == Pane::Dictate { open.list_pane } else { form.from };
            }
            self.left_forms.remove(&case);
        }
        self.show_message(format!("The draft of {case} is discarded."));
        vec![SideEffect::Store(Job::SaveDraft { case, of, body: None, leaving: true })]
    }

    fn open_field_picker(&mut self) {
        let Some(field) = self.comment_form().map(|form| form.field) else { return };
        if field == DictateField::Results {
            let phrases = self.workspace().map(|open| Arc::clone(&open.snapshot.phrases)).unwrap_or_default();
            return self.open_overlay(Overlay::Chooser(Chooser::for_phrases(&phrases)));
        }
        match Chooser::for_catalog(&self.catalog, field) {
            Some(chooser) => self.open_overlay(Overlay::Chooser(chooser)),
            None => self.show_message("Purpose, results, forms and documents have a catalog to pick from."),
        }
    }

    /// Expands the phrase before the caret, goes to the next field of one, or to the next field of the form.
    fn go_to_next_field(&mut self, now: Instant) -> SideEffects {
        if let Some(effects) = self.expand_typed_phrase(now) {
            return effects;
        }
        let Some(form) = self.comment_form_mut() else { return Vec::new() };
        if !form.go_to_next_blank() {
            form.step_field(true);
        }
        Vec::new()
    }

    /// Expands the phrase whose word stands before the caret, if one does.
    pub(super) fn expand_typed_phrase(&mut self, now: Instant) -> Option<SideEffects> {
        let word = self.comment_form()?.phrase_word()?.to_lowercase();
        let known = self.workspace()?.snapshot.phrases.iter().any(|phrase| phrase.word == word);
        known.then(|| self.expand_phrase(&word, now))
    }

    /// Puts a phrase into the narrative and has it counted.
    pub(super) fn expand_phrase(&mut self, word: &str, now: Instant) -> SideEffects {
        let Some(open) = self.workspace_mut() else { return Vec::new() };
        let phrase = open.snapshot.phrases.iter().find(|phrase| phrase.word == word);
        let Some((phrase, form)) = phrase.zip(open.dictate.as_mut()) else { return Vec::new() };
        form.expand_phrase(phrase, now);
        vec![SideEffect::Store(Job::PhraseUsed(phrase.word.clone()))]
    }

    fn write_out_abbreviation(&mut self, now: Instant) {
        if !self.comment_form_mut().is_some_and(|form| form.apply_correction(now)) {
            self.show_message("Nothing is remarked that could be written out or put right.");
        }
    }

    /// Keeps the misspelled word at the caret, or the first one, as the worker's own.
    fn save_own_word(&mut self) -> SideEffects {
        let Some(word) = self.comment_form().and_then(DictateForm::misspelled_word) else {
            self.show_message("Every word is in the dictionary, or among your own.");
            return Vec::new();
        };
        vec![SideEffect::Store(Job::SaveOwnWord(word))]
    }

    fn toggle_protection(&mut self, now: Instant) {
        match self.comment_form_mut().map(|form| form.toggle_protected(now)) {
            Some(true) => {
                self.show_message("Protected: hidden in lists, searches and print-outs until revealed on purpose.");
            }
            Some(false) => self.show_message("Not protected: everybody who may see the case may read it."),
            None => {}
        }
    }

    fn ask_for_phrase_word(&mut self) {
        match self.comment_form().and_then(DictateForm::selected_text) {
            Some(text) => self.ask_question(Prompt::new(PromptQuestion::PhraseWord(text), "")),
            None => self.show_message("Select the text first: Shift and the arrows."),
        }
    }

    /// Files the comment, or says what is missing and goes there.
    fn file_comment(&mut self, then: AfterFiling, now: Instant) -> SideEffects {
        if self.refuse_on_another_day() {
            return Vec::new();
        }
        let Some(form) = self.comment_form_mut() else { return Vec::new() };
        if let Some(refusal) = form.check_before_filing() {
            self.show_refusal(refusal);
            return Vec::new();
        }
        form.start_save();
        form.stage = FilingStage::Filing;
        form.after_filing = then;
        let (case, id, draft) = (form.subject.case.clone(), form.id, Box::new(form.comment_draft()));
        let effort = form.filing_effort(now);
        vec![SideEffect::Store(Job::FileComment { case, id, draft, effort })]
    }
}

/// Has the store save a comment's draft.
fn save_draft_effect(form: &DictateForm, leaving: bool) -> SideEffect {
    let (case, body) = (form.subject.case.clone(), Some(form.to_saved().to_body()));
    SideEffect::Store(Job::SaveDraft { case, of: DraftTarget::Comment, body, leaving })
}

fn run_field_command(form: &mut DictateForm, command: CommentFormCommand, now: Instant) {
    match command {
        CommentFormCommand::Previous => form.step_field(false),
        CommentFormCommand::ChoiceRight => form.choose_adjacent(true, now),
        CommentFormCommand::ChoiceLeft => form.choose_adjacent(false, now),
        CommentFormCommand::None => form.answer_none(now),
        CommentFormCommand::Reached => form.toggle_reached(now),
        _ => {}
    }
}
