//! The comment form: opening, keeping, filing.

use std::sync::Arc;
use std::time::Instant;

use super::Effects;
use crate::domain::CaseNumber;
use crate::store::DraftOf;
use crate::tui::command::{Form, Motion, Pane};
use crate::tui::jobs::Job;
use crate::tui::model::{Effect, Model};
use crate::tui::overlays::chooser::Chooser;
use crate::tui::overlays::prompt::{Asked, Prompt};
use crate::tui::overlays::{Confirm, Overlay};
use crate::tui::panes::Subject;
use crate::tui::panes::dictate::{Dictate, Field, Proposed, SavedForm, Stage, Start, Then};
use crate::tui::workspace::{Side, Workspace};

impl Model {
    /// The comment form, while one is open.
    pub(super) fn form(&self) -> Option<&Dictate> {
        self.open()?.dictate.as_ref()
    }

    pub(super) fn form_mut(&mut self) -> Option<&mut Dictate> {
        self.open_mut()?.dictate.as_mut()
    }

    pub(super) fn form_command(&mut self, command: Form, now: Instant) -> Effects {
        match command {
            Form::File => return self.file(Then::Back, now),
            Form::FileNext => return self.file(Then::Next, now),
            Form::Leave => return self.leave_form(),
            Form::DiscardDraft => self.ask_to_discard(),
            Form::KeepDraft => self.keep_draft(),
            Form::Pick => self.pick(),
            Form::Next => return self.next_field(now),
            Form::WriteOut => self.write_out(now),
            Form::KeepWord => return self.keep_word(),
            Form::Protect => self.protect(now),
            Form::KeepPhrase => self.keep_phrase(),
            other => self.form_mut().into_iter().for_each(|form| in_form(form, other, now)),
        }
        Vec::new()
    }

    /// Opens the form of a case: the one that is open, one that was left, one from a draft, or a new one.
    pub(super) fn dictate(&mut self, subject: Subject, proposed: Proposed) -> Effects {
        let mut effects = Vec::new();
        if self.form().is_some_and(|form| form.subject.case != subject.case) {
            effects.extend(self.put_form_away());
        }
        let left = self.left.remove(&subject.case);
        let Some(open) = self.open_mut() else { return effects };
        let from = open.pane;
        if open.dictate.is_none() {
            let start = Start {
                proposed,
                last_type: open.laid.last_type.clone(),
                today: open.laid.today,
                from,
                subject: subject.clone(),
            };
            let desk = &open.laid.desk;
            let saved = desk.draft(&subject.case, &DraftOf::Comment);
            let form = left.unwrap_or_else(|| match saved {
                Some(draft) => Dictate::restored(start, SavedForm::read(&draft.body), draft.saved_ms, desk),
                None => Dictate::new(start, desk),
            });
            if form.id.is_none() {
                effects.push(Effect::Store(Job::NewId(subject.case)));
            }
            open.dictate = Some(form);
        }
        open.dictate.iter_mut().for_each(|form| form.from = from);
        open.pane = Pane::Dictate;
        open.side = Side::List;
        self.tell_of_spelling();
        effects
    }

    /// Says once that spelling is not checked, where nothing else is to be said.
    fn tell_of_spelling(&mut self) {
        let silent = self.open().is_some_and(|open| open.notice.is_none());
        if silent && self.form().is_some_and(|form| form.restored.is_none()) && std::mem::take(&mut self.no_dictionary)
        {
            self.say("Spelling is not checked: no Hunspell dictionary, such as hunspell-en-us, is installed.");
        }
    }

    /// Opens the form of the row after `row` in the list that is shown. Where what was filed took the row away, that is
    /// the one in its place.
    pub(super) fn dictate_next(&mut self, row: &Subject) -> Effects {
        let size = self.size;
        let Some(open) = self.open_mut() else { return Vec::new() };
        if !matches!(open.pane, Pane::Today | Pane::Cases | Pane::Action | Pane::Alerts | Pane::Desk) {
            open.pane = open.list_pane;
        }
        let subject = |open: &Workspace| open.selected().map(|selected| selected.subject);
        for _ in 0..open.row_count() {
            if subject(open).is_some_and(|selected| selected != *row) {
                return self.dictate_row();
            }
            open.go(Motion::Down, size);
        }
        self.say("Filed. That was the last row of the list.");
        Vec::new()
    }

    /// Saves what is not saved yet.
    pub(in crate::tui) fn save_draft(&mut self) -> Effects {
        let mut effects = self.save_amendment(false);
        effects.extend(self.save_sheet(false));
        if let Some(form) = self.form_mut().filter(|form| form.stage != Stage::Filing)
            && form.saving()
        {
            effects.push(saved(form, false));
        }
        effects
    }

    /// Puts the form away and keeps its draft, if anything was written.
    fn put_form_away(&mut self) -> Effects {
        let Some(mut form) = self.open_mut().and_then(|open| open.dictate.take()) else { return Vec::new() };
        form.saving();
        if !form.is_worth_keeping() {
            return Vec::new();
        }
        let effect = saved(&form, true);
        self.left.insert(form.subject.case.clone(), form);
        vec![effect]
    }

    fn leave_form(&mut self) -> Effects {
        let Some((case, from)) = self.form().map(|form| (form.subject.case.clone(), form.from)) else {
            return Vec::new();
        };
        let effects = self.put_form_away();
        if let Some(open) = self.open_mut() {
            open.pane = if from == Pane::Dictate { open.list_pane } else { from };
        }
        if !effects.is_empty() {
            self.say(format!("The draft of {case} is kept; d on the case goes on with it."));
        }
        effects
    }

    pub(super) fn keep_draft(&mut self) {
        match self.sheet_mut() {
            Some(sheet) => sheet.restored = None,
            None => self.form_mut().into_iter().for_each(|form| form.restored = None),
        }
    }

    fn ask_to_discard(&mut self) {
        if self.sheet_mut().is_some() {
            return self.ask_to_discard_sheet();
        }
        let Some(case) = self.form().map(|form| form.subject.case.clone()) else { return };
        self.ask_to_discard_draft(case, DraftOf::Comment);
    }

    pub(super) fn ask_to_discard_draft(&mut self, case: CaseNumber, of: DraftOf) {
        let question = format!("Discard the draft of {case} for good?  y discards it, any other key keeps it.");
        self.cover(Overlay::Confirm(Confirm::DiscardDraft { case, of, question }));
    }

    pub(super) fn discard_draft(&mut self, case: CaseNumber, of: DraftOf) -> Effects {
        let Some(open) = self.open_mut() else { return Vec::new() };
        open.acting.take_if(|sheet| sheet.subject.case == case && sheet.draft_of() == of);
        if of == DraftOf::Comment {
            if let Some(form) = open.dictate.take_if(|form| form.subject.case == case) {
                open.pane = if form.from == Pane::Dictate { open.list_pane } else { form.from };
            }
            self.left.remove(&case);
        }
        self.say(format!("The draft of {case} is discarded."));
        vec![Effect::Store(Job::SaveDraft { case, of, body: None, leaving: true })]
    }

    fn pick(&mut self) {
        let Some(field) = self.form().map(|form| form.field) else { return };
        if field == Field::Results {
            let phrases = self.open().map(|open| Arc::clone(&open.laid.phrases)).unwrap_or_default();
            return self.cover(Overlay::Chooser(Chooser::phrases(&phrases)));
        }
        match Chooser::catalogue(&self.catalogue, field) {
            Some(chooser) => self.cover(Overlay::Chooser(chooser)),
            None => self.say("Purpose, results, forms and documents have a catalogue to pick from."),
        }
    }

    /// Expands the phrase before the caret, goes to the next field of one, or to the next field of the form.
    fn next_field(&mut self, now: Instant) -> Effects {
        if let Some(effects) = self.expand_typed(now) {
            return effects;
        }
        let Some(form) = self.form_mut() else { return Vec::new() };
        if !form.next_blank() {
            form.step(true);
        }
        Vec::new()
    }

    /// Expands the phrase whose word stands before the caret, if one does.
    pub(super) fn expand_typed(&mut self, now: Instant) -> Option<Effects> {
        let word = self.form()?.phrase_word()?.to_lowercase();
        let known = self.open()?.laid.phrases.iter().any(|phrase| phrase.word == word);
        known.then(|| self.expand(&word, now))
    }

    /// Puts a phrase into the narrative and has it counted.
    pub(super) fn expand(&mut self, word: &str, now: Instant) -> Effects {
        let Some(open) = self.open_mut() else { return Vec::new() };
        let phrase = open.laid.phrases.iter().find(|phrase| phrase.word == word);
        let Some((phrase, form)) = phrase.zip(open.dictate.as_mut()) else { return Vec::new() };
        form.expand(phrase, now);
        vec![Effect::Store(Job::PhraseUsed(phrase.word.clone()))]
    }

    fn write_out(&mut self, now: Instant) {
        if !self.form_mut().is_some_and(|form| form.write_out(now)) {
            self.say("Nothing is remarked that could be written out or put right.");
        }
    }

    /// Keeps the misspelt word at the caret, or the first one, as the worker's own.
    fn keep_word(&mut self) -> Effects {
        let Some(word) = self.form().and_then(Dictate::misspelt) else {
            self.say("Every word is in the dictionary, or among your own.");
            return Vec::new();
        };
        vec![Effect::Store(Job::KeepWord(word))]
    }

    fn protect(&mut self, now: Instant) {
        match self.form_mut().map(|form| form.switch_protected(now)) {
            Some(true) => self.say("Protected: hidden in lists, searches and print-outs until revealed on purpose."),
            Some(false) => self.say("Not protected: everybody who may see the case may read it."),
            None => {}
        }
    }

    fn keep_phrase(&mut self) {
        match self.form().and_then(Dictate::selection) {
            Some(text) => self.ask(Prompt::new(Asked::PhraseWord(text), "")),
            None => self.say("Select the text first: Shift and the arrows."),
        }
    }

    /// Files the comment, or says what is missing and goes there.
    fn file(&mut self, then: Then, now: Instant) -> Effects {
        if self.refused_on_another_day() {
            return Vec::new();
        }
        let Some(form) = self.form_mut() else { return Vec::new() };
        if let Some(refusal) = form.refusal() {
            self.refuse(refusal);
            return Vec::new();
        }
        form.saving();
        form.stage = Stage::Filing;
        form.then = then;
        let (case, id, draft) = (form.subject.case.clone(), form.id, Box::new(form.draft()));
        let effort = form.effort(now);
        vec![Effect::Store(Job::File { case, id, draft, effort })]
    }
}

/// Has the store save a comment's draft.
fn saved(form: &Dictate, leaving: bool) -> Effect {
    let (case, body) = (form.subject.case.clone(), Some(form.saved().body()));
    Effect::Store(Job::SaveDraft { case, of: DraftOf::Comment, body, leaving })
}

fn in_form(form: &mut Dictate, command: Form, now: Instant) {
    match command {
        Form::Previous => form.step(false),
        Form::ChoiceRight => form.choose_beside(true, now),
        Form::ChoiceLeft => form.choose_beside(false, now),
        Form::None => form.answer_none(now),
        Form::Reached => form.switch_reached(now),
        _ => {}
    }
}
