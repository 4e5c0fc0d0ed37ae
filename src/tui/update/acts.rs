//! Acts: chosen, filled in, weighed, filed, taken back.

use std::time::Instant;

use ratatui::text::Line;

use super::Effects;
use crate::domain::CaseNumber;
use crate::domain::act::Act;
use crate::policy::act_forms::{ActForm, ActForms};
use crate::rules::acts::Message;
use crate::tui::clock::time_of_day;
use crate::tui::command::ActKey;
use crate::tui::jobs::Job;
use crate::tui::model::{Effect, Model};
use crate::tui::overlays::act_sheet::{ActSheet, LastAct, Weighed};
use crate::tui::overlays::chooser::Chooser;
use crate::tui::overlays::{Overlay, ReadPage};
use crate::tui::panes::Subject;
use crate::tui::text;
use crate::tui::workspace::Workspace;

impl Model {
    /// Lists the acts, those first that the row's finding and the case's findings propose.
    pub(super) fn choose_act(&mut self) {
        if self.refused_on_another_day() {
            return;
        }
        let Some(open) = self.open() else { return };
        let Some(selected) = open.selected() else { return };
        let forms = open.laid.desk.proposed_forms(&selected.subject.case, selected.finding);
        let chooser = Chooser::acts(forms);
        self.cover(Overlay::Chooser(chooser));
    }

    /// Opens the form of an act on the selected row's case; one that was left is as it was left.
    pub(super) fn open_sheet(&mut self, form: &'static ActForm) {
        if let Some(subject) = self.open().and_then(Workspace::selected).map(|selected| selected.subject) {
            self.open_sheet_of(form, subject);
            self.go_on_with_sheet();
        }
    }

    /// Has the keys write into a form that was left; how to begin it anew is said.
    pub(super) fn go_on_with_sheet(&mut self) {
        let left = self.sheet_mut().and_then(|sheet| sheet.restored.take());
        if let Some(saved_ms) = left {
            self.say(format!("As it was left at {}. Ctrl-D discards it.", time_of_day(saved_ms)));
        }
    }

    fn open_sheet_of(&mut self, form: &'static ActForm, subject: Subject) {
        let Some(open) = self.open_mut() else { return };
        let (desk, today) = (&open.laid.desk, open.laid.today);
        let left = open.acting_left.take().filter(|left| left.is_of(form, &subject, desk));
        open.acting = Some(left.unwrap_or_else(|| Box::new(ActSheet::resumed(form, subject, desk, today))));
        self.weigh();
    }

    /// Opens the form of an act that a draft was saved from.
    pub(super) fn resume_sheet(&mut self, subject: Subject, act: &str) {
        match ActForms::builtin().ok().and_then(|forms| forms.form(act)) {
            Some(form) => self.open_sheet_of(form, subject),
            None => self.refuse(format!("There is no form {act} here; its draft is kept.")),
        }
    }

    /// The form of an act, while one is open.
    pub(super) fn sheet_mut(&mut self) -> Option<&mut ActSheet> {
        self.open_mut()?.acting.as_deref_mut()
    }

    /// Works out anew what the act would do.
    pub(super) fn weigh(&mut self) {
        let Some(open) = self.open_mut() else { return };
        open.acting.iter_mut().for_each(|sheet| sheet.weigh(&open.laid.desk));
    }

    /// Does something in the form and works out anew what the act would do.
    pub(super) fn in_sheet(&mut self, what: impl FnOnce(&mut ActSheet)) {
        if let Some(sheet) = self.sheet_mut() {
            what(sheet);
            self.weigh();
        }
    }

    /// Saves what of the form is not saved yet.
    pub(super) fn save_sheet(&mut self, leaving: bool) -> Effects {
        let Some(sheet) = self.sheet_mut().filter(|sheet| !sheet.filing) else { return Vec::new() };
        if !sheet.saving() && !leaving {
            return Vec::new();
        }
        let body = sheet.is_worth_keeping().then(|| sheet.saved().body());
        let (case, of) = (sheet.subject.case.clone(), sheet.draft_of());
        vec![Effect::Store(Job::SaveDraft { case, of, body, leaving })]
    }

    /// Leaves the form, if one is open; what is typed stays as a draft.
    pub(super) fn put_sheet_away(&mut self) -> Effects {
        let effects = self.save_sheet(true);
        let Some(open) = self.open_mut() else { return effects };
        let left = open.acting.take().filter(|sheet| sheet.is_worth_keeping());
        if left.is_some() {
            open.acting_left = left;
            self.say("What is typed is kept as a draft; the same act on the case goes on with it.");
        }
        effects
    }

    pub(super) fn act_key(&mut self, command: ActKey, now: Instant) -> Effects {
        match command {
            ActKey::File => return self.file_act(),
            ActKey::Discard => self.ask_to_discard_sheet(),
            ActKey::Next => self.in_sheet(|sheet| sheet.step(true)),
            ActKey::Previous => self.in_sheet(|sheet| sheet.step(false)),
            ActKey::ChoiceRight => self.in_sheet(|sheet| sheet.choose_beside(true, now)),
            ActKey::ChoiceLeft => self.in_sheet(|sheet| sheet.choose_beside(false, now)),
        }
        Vec::new()
    }

    pub(super) fn ask_to_discard_sheet(&mut self) {
        let Some(sheet) = self.sheet_mut() else { return };
        if !sheet.is_worth_keeping() {
            return self.say("Nothing is typed; all of it was worked out. Esc leaves the form.");
        }
        let (case, of) = (sheet.subject.case.clone(), sheet.draft_of());
        self.ask_to_discard_draft(case, of);
    }

    /// Files the act, or says what is missing or forbids it.
    fn file_act(&mut self) -> Effects {
        if self.refused_on_another_day() {
            return Vec::new();
        }
        let Some(sheet) = self.sheet_mut().filter(|sheet| !sheet.filing) else { return Vec::new() };
        match sheet.weighed.clone() {
            Weighed::Ready(act, preview) => {
                sheet.saving();
                sheet.filing = true;
                let (case, message) = (sheet.subject.case.clone(), preview.consequences.message);
                vec![Effect::Store(Job::Act { case, act, message })]
            }
            Weighed::Unfinished(said) | Weighed::Refused(said) => {
                self.refuse(format!("Not filed. {said}"));
                Vec::new()
            }
        }
    }

    /// The act is recorded: a text that goes with it is shown to be copied.
    pub(super) fn acted(&mut self, case: CaseNumber, act: &Act, message: Option<Message>) {
        let Ok(forms) = ActForms::builtin() else { return };
        let columns = self.page_columns();
        let Some(open) = self.open_mut() else { return };
        open.acting = None;
        let comment = open.laid.desk.comment_after(&case, act);
        open.acted = forms.form(act.kind.id()).map(|form| LastAct { case, form, comment });
        if let Some(message) = message {
            let lines = message.lines.iter().flat_map(|line| text::wrapped(line, columns)).map(Line::from).collect();
            let title = format!("{} for the {}: to be copied", message.form, message.to);
            let copy = Some(message.lines.join("\n"));
            open.overlay = Overlay::Page(ReadPage { copy, ..ReadPage::new(title, lines) });
        }
        self.say(format!("Recorded: {}. u takes it back, d dictates it.", forms.line(act)));
    }

    /// Takes back the act that was filed last, or the newest of the row's case.
    pub(super) fn undo(&mut self) -> Effects {
        if self.refused_on_another_day() {
            return Vec::new();
        }
        let Some(open) = self.open() else { return Vec::new() };
        let of_row = |open: &Workspace| open.selected().map(|selected| selected.subject.case);
        let case = open.acted.as_ref().map(|acted| acted.case.clone()).or_else(|| of_row(open));
        case.map(|case| Effect::Store(Job::Undo(case))).into_iter().collect()
    }

    pub(super) fn undone(&mut self, case: &CaseNumber, act: &Act) {
        let line = ActForms::builtin().map(|forms| forms.line(act)).unwrap_or_default();
        if let Some(open) = self.open_mut() {
            open.acted.take_if(|acted| acted.case == *case);
        }
        self.say(format!("Taken back on {case}: {line}."));
    }
}
