//! Acts: chosen, filled in, weighed, filed, taken back.

use std::time::Instant;

use ratatui::text::Line;

use super::SideEffects;
use crate::domain::CaseNumber;
use crate::domain::act::Act;
use crate::policy::act_forms::{ActForm, ActForms};
use crate::rules::acts::CoworkerMessage;
use crate::tui::clock::time_of_day;
use crate::tui::command::ActFormCommand;
use crate::tui::model::{Model, SideEffect};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::act_sheet::{ActCheck, ActSheet, LastAct};
use crate::tui::overlays::chooser::Chooser;
use crate::tui::panes::Subject;
use crate::tui::store_thread::Job;
use crate::tui::text;
use crate::tui::widgets::read_page::TextPage;
use crate::tui::workspace::Workspace;

impl Model {
    /// Lists the acts, those first that the row's finding and the case's findings propose.
    pub(super) fn choose_act(&mut self) {
        if self.refuse_on_another_day() {
            return;
        }
        let Some(open) = self.workspace() else { return };
        let Some(selected) = open.selected_row() else { return };
        let forms = open.snapshot.caseload.proposed_forms(&selected.subject.case, selected.finding);
        let chooser = Chooser::for_acts(forms);
        self.open_overlay(Overlay::Chooser(chooser));
    }

    /// Opens the form of an act on the selected row's case; one that was left is as it was left.
    pub(super) fn open_act_sheet(&mut self, form: &'static ActForm) {
        if let Some(subject) = self.workspace().and_then(Workspace::selected_row).map(|selected| selected.subject) {
            self.open_act_sheet_for(form, subject);
            self.continue_act_sheet();
        }
    }

    /// Has the keys write into a form that was left; how to begin it anew is said.
    pub(super) fn continue_act_sheet(&mut self) {
        let left = self.act_sheet_mut().and_then(|sheet| sheet.restored_from_ms.take());
        if let Some(saved_ms) = left {
            self.show_message(format!("As it was left at {}. Ctrl-D discards it.", time_of_day(saved_ms)));
        }
    }

    fn open_act_sheet_for(&mut self, form: &'static ActForm, subject: Subject) {
        let Some(open) = self.workspace_mut() else { return };
        let (desk, today) = (&open.snapshot.caseload, open.snapshot.today);
        let left = open.left_act_sheet.take().filter(|left| left.is_for(form, &subject, desk));
        open.act_sheet = Some(left.unwrap_or_else(|| Box::new(ActSheet::with_draft(form, subject, desk, today))));
        self.recheck_act();
    }

    /// Opens the form of an act that a draft was saved from.
    pub(super) fn resume_act_sheet(&mut self, subject: Subject, act: &str) {
        match ActForms::builtin().ok().and_then(|forms| forms.form_for_act(act)) {
            Some(form) => self.open_act_sheet_for(form, subject),
            None => self.show_refusal(format!("There is no form {act} here; its draft is kept.")),
        }
    }

    /// The form of an act, while one is open.
    pub(super) fn act_sheet_mut(&mut self) -> Option<&mut ActSheet> {
        self.workspace_mut()?.act_sheet.as_deref_mut()
    }

    /// Works out anew what the act would do.
    pub(super) fn recheck_act(&mut self) {
        let Some(open) = self.workspace_mut() else { return };
        open.act_sheet.iter_mut().for_each(|sheet| sheet.recheck_act(&open.snapshot.caseload));
    }

    /// Does something in the form and works out anew what the act would do.
    pub(super) fn change_act_sheet(&mut self, what: impl FnOnce(&mut ActSheet)) {
        if let Some(sheet) = self.act_sheet_mut() {
            what(sheet);
            self.recheck_act();
        }
    }

    /// Saves what of the form is not saved yet.
    pub(super) fn save_act_draft(&mut self, leaving: bool) -> SideEffects {
        let Some(sheet) = self.act_sheet_mut().filter(|sheet| !sheet.filing) else { return Vec::new() };
        if !sheet.start_save() && !leaving {
            return Vec::new();
        }
        let body = sheet.is_worth_keeping().then(|| sheet.to_saved().to_body());
        let (case, of) = (sheet.subject.case.clone(), sheet.draft_key());
        vec![SideEffect::Store(Job::SaveDraft { case, of, body, leaving })]
    }

    /// Leaves the form, if one is open; what is typed stays as a draft.
    pub(super) fn close_act_sheet(&mut self) -> SideEffects {
        let effects = self.save_act_draft(true);
        let Some(open) = self.workspace_mut() else { return effects };
        let left = open.act_sheet.take().filter(|sheet| sheet.is_worth_keeping());
        if left.is_some() {
            open.left_act_sheet = left;
            self.show_message("What is typed is kept as a draft; the same act on the case goes on with it.");
        }
        effects
    }

    pub(super) fn run_act_command(&mut self, command: ActFormCommand, now: Instant) -> SideEffects {
        match command {
            ActFormCommand::File => return self.file_act(),
            ActFormCommand::Discard => self.ask_to_discard_act(),
            ActFormCommand::Next => self.change_act_sheet(|sheet| sheet.step_field(true)),
            ActFormCommand::Previous => self.change_act_sheet(|sheet| sheet.step_field(false)),
            ActFormCommand::ChoiceRight => self.change_act_sheet(|sheet| sheet.choose_adjacent(true, now)),
            ActFormCommand::ChoiceLeft => self.change_act_sheet(|sheet| sheet.choose_adjacent(false, now)),
        }
        Vec::new()
    }

    pub(super) fn ask_to_discard_act(&mut self) {
        let Some(sheet) = self.act_sheet_mut() else { return };
        if !sheet.is_worth_keeping() {
            return self.show_message("Nothing is typed; all of it was worked out. Esc leaves the form.");
        }
        let (case, of) = (sheet.subject.case.clone(), sheet.draft_key());
        self.ask_to_discard_draft(case, of);
    }

    /// Files the act, or says what is missing or forbids it.
    fn file_act(&mut self) -> SideEffects {
        if self.refuse_on_another_day() {
            return Vec::new();
        }
        let Some(sheet) = self.act_sheet_mut().filter(|sheet| !sheet.filing) else { return Vec::new() };
        match sheet.check.clone() {
            ActCheck::Ready(act, preview) => {
                sheet.start_save();
                sheet.filing = true;
                let (case, message) = (sheet.subject.case.clone(), preview.consequences.message);
                vec![SideEffect::Store(Job::FileAct { case, act, message })]
            }
            ActCheck::Unfinished(said) | ActCheck::Refused(said) => {
                self.show_refusal(format!("Not filed. {said}"));
                Vec::new()
            }
        }
    }

    /// The act is recorded: a text that goes with it is shown to be copied.
    pub(super) fn handle_act_recorded(&mut self, case: CaseNumber, act: &Act, message: Option<CoworkerMessage>) {
        let Ok(forms) = ActForms::builtin() else { return };
        let columns = self.page_columns();
        let Some(open) = self.workspace_mut() else { return };
        open.act_sheet = None;
        let comment = open.snapshot.caseload.comment_after_act(&case, act);
        open.last_act = forms.form_for_act(act.kind.id()).map(|form| LastAct { case, form, comment });
        if let Some(message) = message {
            let lines = message.lines.iter().flat_map(|line| text::wrap_text(line, columns)).map(Line::from).collect();
            let title = format!("{} for the {}: to be copied", message.form, message.to);
            let copy = Some(message.lines.join("\n"));
            open.overlay = Overlay::TextPage(TextPage { copy, ..TextPage::new(title, lines) });
        }
        self.show_message(format!("Recorded: {}. u takes it back, d dictates it.", forms.act_line(act)));
    }

    /// Takes back the act that was filed last, or the newest of the row's case.
    pub(super) fn undo_last_act(&mut self) -> SideEffects {
        if self.refuse_on_another_day() {
            return Vec::new();
        }
        let Some(open) = self.workspace() else { return Vec::new() };
        let of_row = |open: &Workspace| open.selected_row().map(|selected| selected.subject.case);
        let case = open.last_act.as_ref().map(|acted| acted.case.clone()).or_else(|| of_row(open));
        case.map(|case| SideEffect::Store(Job::Undo(case))).into_iter().collect()
    }

    pub(super) fn handle_act_undone(&mut self, case: &CaseNumber, act: &Act) {
        let line = ActForms::builtin().map(|forms| forms.act_line(act)).unwrap_or_default();
        if let Some(open) = self.workspace_mut() {
            open.last_act.take_if(|acted| acted.case == *case);
        }
        self.show_message(format!("Taken back on {case}: {line}."));
    }
}
