//! Acts: chosen, filled in, weighed, filed, taken back.

use super::Effects;
use crate::domain::CaseNumber;
use crate::domain::act::Act;
use crate::policy::act_forms::{ActForm, ActForms};
use crate::rules::acts::Message;
use crate::tui::command::ActKey;
use crate::tui::jobs::Job;
use crate::tui::model::{Effect, Model};
use crate::tui::overlays::act_sheet::{ActSheet, LastAct, Weighed};
use crate::tui::overlays::chooser::Chooser;
use crate::tui::overlays::{Overlay, ReadPage};
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
        let Some(open) = self.open_mut() else { return };
        let Some(subject) = open.selected().map(|selected| selected.subject) else { return };
        let left = open.sheet_left.take().filter(|left| left.form.act == form.act && left.subject.case == subject.case);
        let sheet = left.unwrap_or_else(|| Box::new(ActSheet::new(form, subject, &open.laid.desk, open.laid.today)));
        open.overlay = Overlay::Act(sheet);
        self.weigh();
    }

    /// The form of an act, while one is open.
    pub(super) fn sheet_mut(&mut self) -> Option<&mut ActSheet> {
        match &mut self.open_mut()?.overlay {
            Overlay::Act(sheet) => Some(sheet),
            _ => None,
        }
    }

    /// Works out anew what the act would do.
    pub(super) fn weigh(&mut self) {
        let Some(open) = self.open_mut() else { return };
        if let Overlay::Act(sheet) = &mut open.overlay {
            sheet.weigh(&open.laid.desk);
        }
    }

    pub(super) fn act_key(&mut self, command: ActKey) -> Effects {
        let Some(sheet) = self.sheet_mut() else { return Vec::new() };
        match command {
            ActKey::File => return self.file_act(),
            ActKey::Next => sheet.step(true),
            ActKey::Previous => sheet.step(false),
            ActKey::ChoiceRight => sheet.choose_beside(true),
            ActKey::ChoiceLeft => sheet.choose_beside(false),
        }
        self.weigh();
        Vec::new()
    }

    /// Files the act, or says what is missing or forbids it.
    fn file_act(&mut self) -> Effects {
        let Some(sheet) = self.sheet_mut().filter(|sheet| !sheet.filing) else { return Vec::new() };
        match sheet.weighed.clone() {
            Weighed::Ready(act, preview) => {
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
        let Some(open) = self.open_mut() else { return };
        open.overlay = Overlay::None;
        open.sheet_left = None;
        let comment = open.laid.desk.comment_after(&case, act);
        open.acted = forms.form(act.kind.id()).map(|form| LastAct { case, form, comment });
        if let Some(message) = message {
            let lines = message.lines.into_iter().map(ratatui::text::Line::from).collect();
            let title = format!("{} for the {}: to be copied", message.form, message.to);
            open.overlay = Overlay::Page(ReadPage { title, lines, top: 0 });
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
