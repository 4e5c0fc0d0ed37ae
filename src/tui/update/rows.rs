//! What is done with the selected row.

use super::SideEffects;
use crate::desk::TodayOrigin;
use crate::desk::checklist::ItemState;
use crate::domain::Change;
use crate::domain::alert::{Alert, Disposition};
use crate::domain::checklist::ItemMark;
use crate::store::DraftTarget;
use crate::tui::command::{Motion, Pane, RowCommand};
use crate::tui::model::{Model, SideEffect};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::prompt::{Prompt, PromptQuestion, disposition_change};
use crate::tui::panes::dictate::CommentProposal;
use crate::tui::panes::{Subject, explanation, side_pane};
use crate::tui::store_thread::Job;
use crate::tui::widgets::read_page::TextPage;
use crate::tui::workspace::{SelectedRow, Workspace};

impl Model {
    pub(super) fn run_row_command(&mut self, work: RowCommand) -> SideEffects {
        match work {
            RowCommand::Open if matches!(self.workspace().map(|open| &open.overlay), Some(Overlay::Changes(_))) => {
                return self.open_changed_case();
            }
            RowCommand::Open
                if matches!(self.workspace().map(|open| &open.overlay), Some(Overlay::MissingFacts(_))) =>
            {
                return self.open_missing_case();
            }
            RowCommand::Open => return self.open_row(),
            RowCommand::Dictate => return self.dictate_row(),
            RowCommand::Act => self.choose_act(),
            RowCommand::Undo => return self.undo_last_act(),
            RowCommand::Checklist => return self.go_to_row_pane(Pane::Checklist),
            RowCommand::Annotate => self.ask_for_annotation(),
            RowCommand::Why => self.show_explanation(),
            RowCommand::Done => return self.mark_done(),
            RowCommand::Skip => return self.skip_row(),
            RowCommand::Snooze => self.ask_about_alert(PromptQuestion::Snooze),
            RowCommand::Refuse => self.ask_about_alert(PromptQuestion::Refuse),
            RowCommand::Tick => return self.toggle_tick(),
            RowCommand::NotApplicable => self.ask_why_not_applicable(),
            RowCommand::Amend => self.choose_amendment(),
            RowCommand::Reveal => self.reveal_comment(),
            RowCommand::CopyOut => return self.copy_out_comment(),
            RowCommand::ToFile => self.ask_for_copy_file(),
            RowCommand::Posted => return self.mark_posted(),
            RowCommand::Unposted => return vec![SideEffect::Store(Job::Unposted)],
            RowCommand::Changes => return vec![SideEffect::Store(Job::Changes)],
            RowCommand::CaseAfter => self.step_change(true),
            RowCommand::CaseBefore => self.step_change(false),
            RowCommand::MonthBefore => self.turn_month(false),
            RowCommand::MonthAfter => self.turn_month(true),
            RowCommand::Proof => {
                self.workspace_mut().into_iter().for_each(|open| open.month.shows_proof = !open.month.shows_proof);
            }
        }
        Vec::new()
    }

    /// Opens the folder of the row's case; a draft's row opens the form.
    fn open_row(&mut self) -> SideEffects {
        let Some(open) = self.workspace() else { return Vec::new() };
        let item = open.today.selected_row().filter(|_| open.pane == Pane::Today);
        match item.map(|item| (item.case.clone(), &item.origin)) {
            Some((_, TodayOrigin::Draft { of: DraftTarget::Comment, .. })) => self.dictate_row(),
            Some((case, TodayOrigin::Draft { of, .. })) => {
                let of = of.clone();
                let effects = self.resume_draft(case, &of);
                self.continue_act_sheet();
                effects
            }
            _ => self.go_to_row_pane(Pane::Case),
        }
    }

    /// Shows the row's case in a pane. Where no row is left, the case that was shown before is not meant.
    fn go_to_row_pane(&mut self, pane: Pane) -> SideEffects {
        if self.workspace().and_then(Workspace::selected_row).is_some() {
            return self.go_to_pane(pane);
        }
        self.show_refusal("No row is selected.");
        Vec::new()
    }

    pub(super) fn dictate_row(&mut self) -> SideEffects {
        if self.refuse_on_another_day() {
            return Vec::new();
        }
        let Some(selected) = self.workspace().and_then(Workspace::selected_row) else { return Vec::new() };
        let purpose = self.row_purpose(&selected);
        let subject = selected.subject;
        let acted = self.workspace().and_then(|open| open.last_act.as_ref()).filter(|acted| acted.case == subject.case);
        let results = acted.and_then(|acted| acted.comment.clone()).unwrap_or_default();
        self.open_comment_form(subject, CommentProposal { purpose, results })
    }

    /// The purpose that answers the row: by its finding, by the alert's words, or by what the case asks for most.
    fn row_purpose(&self, selected: &SelectedRow<'_>) -> String {
        let Subject { case, person } = &selected.subject;
        if let Some(acted) =
            self.workspace().and_then(|open| open.last_act.as_ref()).filter(|acted| acted.case == *case)
        {
            let purpose = self.catalog.purposes.iter().find(|purpose| purpose.id == acted.form.purpose);
            return purpose.map(|purpose| purpose.words.clone()).unwrap_or_default();
        }
        let by_finding = selected.finding.map(|finding| finding.category);
        let by_alert = || selected.alert.and_then(|alert| self.catalog.purpose_for_alert(&alert.text));
        let by_case = || {
            let findings = self.workspace()?.snapshot.caseload.case(case)?.evaluation.findings.iter();
            let mut own = findings.filter(|finding| finding.person == *person || finding.person.0 == 0);
            own.find_map(|finding| self.catalog.purpose_for_category(finding.category.id()))
        };
        let found = by_finding.and_then(|category| self.catalog.purpose_for_category(category.id()));
        let purpose = found.or_else(by_alert).or_else(by_case).or_else(|| self.catalog.purposes.first());
        purpose.map(|purpose| purpose.words.clone()).unwrap_or_default()
    }

    fn ask_for_annotation(&mut self) {
        let Some(open) = self.workspace() else { return };
        let Some(Subject { case, person }) = open.selected_row().map(|selected| selected.subject) else { return };
        let annotations = open.snapshot.caseload.case(&case).map(|on_desk| &on_desk.record.annotations);
        let before = annotations.and_then(|annotations| annotations.get(&person)).cloned().unwrap_or_default();
        if !self.refuse_on_another_day() {
            self.ask_question(Prompt::new(PromptQuestion::Annotate(case, person), &before));
        }
    }

    fn show_explanation(&mut self) {
        let columns = self.page_columns();
        let Some(open) = self.workspace() else { return };
        let page = explanation::ExplanationPage { on: open.snapshot.caseload.as_of(), columns, theme: &self.theme };
        let Some(selected) = open.selected_row() else { return };
        let lines = if open.pane == Pane::Checklist {
            open.checklist.selected_item().map(|item| page.item_lines(item, open.checklist.month)).unwrap_or_default()
        } else if let Some(finding) = selected.finding {
            page.finding_lines(finding)
        } else if let Some((alert, case)) = selected.alert.zip(open.snapshot.caseload.case(&selected.subject.case)) {
            page.alert_lines(alert, &case.record)
        } else {
            return self.show_message(selected.text);
        };
        let title = format!("Why   {}", side_pane::case_title(&open.snapshot, &selected.subject));
        self.open_overlay(Overlay::TextPage(TextPage::new(title, lines)));
    }

    fn mark_done(&mut self) -> SideEffects {
        let Some(alert) = self.selected_alert() else { return Vec::new() };
        let case = alert.case.clone();
        self.record_change(case, disposition_change(alert, Disposition::Done), "Done.".to_owned())
    }

    fn skip_row(&mut self) -> SideEffects {
        self.move_selection(Motion::Down)
    }

    fn ask_about_alert(&mut self, asked: impl FnOnce(Alert) -> PromptQuestion) {
        if let Some(alert) = self.selected_alert().filter(|_| !self.refuse_on_another_day()) {
            self.ask_question(Prompt::new(asked(alert), ""));
        }
    }

    /// The alert in the selected row; says so where the row is a draft.
    fn selected_alert(&mut self) -> Option<Alert> {
        let selected = self.workspace()?.selected_row()?;
        let alert = selected.alert.cloned();
        if alert.is_none() {
            self.show_refusal("A draft is filed or discarded in its form: Enter opens it.");
        }
        alert
    }

    /// Ticks the item, or takes the worker's mark away again. What the record proves needs no tick.
    fn toggle_tick(&mut self) -> SideEffects {
        let Some(open) = self.workspace() else { return Vec::new() };
        let Some((item, subject)) = open.checklist.selected_item().zip(open.subject.as_ref()) else {
            return Vec::new();
        };
        let marked = open.snapshot.caseload.case(&subject.case).is_some_and(|on_desk| {
            let mut of_item = on_desk.record.marks.iter().filter(|mark| mark.item == item.id);
            let last = of_item.rfind(|mark| mark.month == open.checklist.month);
            last.is_some_and(|mark| mark.mark != ItemMark::Cleared)
        });
        if matches!(item.state, ItemState::Proven { .. }) && !marked {
            self.show_message("The record proves this item; it needs no tick.");
            return Vec::new();
        }
        let (mark, said) = if marked { (ItemMark::Cleared, "Mark taken away.") } else { (ItemMark::Ticked, "Ticked.") };
        let (case, item, month) = (subject.case.clone(), item.id.clone(), open.checklist.month);
        let change = Change::ChecklistItemMarked { case: case.clone(), month, item, mark };
        self.record_change(case, change, said.to_owned())
    }

    fn ask_why_not_applicable(&mut self) {
        let Some(open) = self.workspace() else { return };
        let Some((item, subject)) = open.checklist.selected_item().zip(open.subject.as_ref()) else { return };
        let asked = PromptQuestion::NotApplicable(subject.case.clone(), open.checklist.month, item.id.clone());
        if !self.refuse_on_another_day() {
            self.ask_question(Prompt::new(asked, ""));
        }
    }

    fn turn_month(&mut self, forward: bool) {
        let Some(open) = self.workspace_mut() else { return };
        if open.pane == Pane::Month {
            return open.month.turn_month(forward, &open.snapshot.caseload);
        }
        let month = open.checklist.month;
        open.checklist.month = if forward { month.next() } else { month.previous() };
        open.fill_checklist();
        open.checklist.select_first_open_item();
    }
}
