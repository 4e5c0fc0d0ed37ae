//! What is done with the selected row.

use super::Effects;
use crate::desk::TodayOrigin;
use crate::desk::checklist::ItemState;
use crate::domain::Change;
use crate::domain::alert::{Alert, Disposition};
use crate::domain::checklist::Mark;
use crate::store::DraftOf;
use crate::tui::command::{Motion, Pane, Work};
use crate::tui::jobs::Job;
use crate::tui::model::{Effect, Model};
use crate::tui::overlays::prompt::{Asked, Prompt, disposed};
use crate::tui::overlays::{Overlay, ReadPage, why};
use crate::tui::panes::dictate::Proposed;
use crate::tui::panes::{Subject, beside};
use crate::tui::workspace::{Selected, Workspace};

impl Model {
    pub(super) fn work(&mut self, work: Work) -> Effects {
        match work {
            Work::Open if matches!(self.open().map(|open| &open.overlay), Some(Overlay::Changes(_))) => {
                return self.open_changed();
            }
            Work::Open if matches!(self.open().map(|open| &open.overlay), Some(Overlay::NotNamed(_))) => {
                return self.open_not_named();
            }
            Work::Open => return self.open_case(),
            Work::Dictate => return self.dictate_row(),
            Work::Act => self.choose_act(),
            Work::Undo => return self.undo(),
            Work::Checklist => return self.go_to_row(Pane::Checklist),
            Work::Annotate => self.annotate(),
            Work::Why => self.why(),
            Work::Done => return self.done(),
            Work::Skip => return self.skip(),
            Work::Snooze => self.ask_about_alert(Asked::Snooze),
            Work::Refuse => self.ask_about_alert(Asked::Refuse),
            Work::Tick => return self.tick(),
            Work::NotApplicable => self.not_applicable(),
            Work::Amend => self.amend(),
            Work::Reveal => self.reveal(),
            Work::CopyOut => return self.copy_out(),
            Work::ToFile => self.ask_for_copy_file(),
            Work::Posted => return self.posted(),
            Work::Unposted => return vec![Effect::Store(Job::Unposted)],
            Work::Changes => return vec![Effect::Store(Job::Changes)],
            Work::CaseAfter => self.step_change(true),
            Work::CaseBefore => self.step_change(false),
            Work::MonthBefore => self.turn_month(false),
            Work::MonthAfter => self.turn_month(true),
            Work::Proof => self.open_mut().into_iter().for_each(|open| open.month.proof = !open.month.proof),
        }
        Vec::new()
    }

    /// Opens the folder of the row's case; a draft's row opens the form.
    fn open_case(&mut self) -> Effects {
        let Some(open) = self.open() else { return Vec::new() };
        let item = open.today.selected().filter(|_| open.pane == Pane::Today);
        match item.map(|item| (item.case.clone(), &item.origin)) {
            Some((_, TodayOrigin::Draft { of: DraftOf::Comment, .. })) => self.dictate_row(),
            Some((case, TodayOrigin::Draft { of, .. })) => {
                let of = of.clone();
                let effects = self.resume(case, &of);
                self.go_on_with_sheet();
                effects
            }
            _ => self.go_to_row(Pane::Case),
        }
    }

    /// Shows the row's case in a pane. Where no row is left, the case that was shown before is not meant.
    fn go_to_row(&mut self, pane: Pane) -> Effects {
        if self.open().and_then(Workspace::selected).is_some() {
            return self.go_to(pane);
        }
        self.refuse("No row is selected.");
        Vec::new()
    }

    pub(super) fn dictate_row(&mut self) -> Effects {
        if self.refused_on_another_day() {
            return Vec::new();
        }
        let Some(selected) = self.open().and_then(Workspace::selected) else { return Vec::new() };
        let purpose = self.purpose(&selected);
        let subject = selected.subject;
        let acted = self.open().and_then(|open| open.acted.as_ref()).filter(|acted| acted.case == subject.case);
        let results = acted.and_then(|acted| acted.comment.clone()).unwrap_or_default();
        self.dictate(subject, Proposed { purpose, results })
    }

    /// The purpose that answers the row: by its finding, by the alert's words, or by what the case asks for most.
    fn purpose(&self, selected: &Selected<'_>) -> String {
        let Subject { case, person } = &selected.subject;
        if let Some(acted) = self.open().and_then(|open| open.acted.as_ref()).filter(|acted| acted.case == *case) {
            let purpose = self.catalogue.purposes.iter().find(|purpose| purpose.id == acted.form.purpose);
            return purpose.map(|purpose| purpose.words.clone()).unwrap_or_default();
        }
        let by_finding = selected.finding.map(|finding| finding.category);
        let by_alert = || selected.alert.and_then(|alert| self.catalogue.purpose_for_alert(&alert.text));
        let by_case = || {
            let findings = self.open()?.laid.desk.case(case)?.evaluation.findings.iter();
            let mut own = findings.filter(|finding| finding.person == *person || finding.person.0 == 0);
            own.find_map(|finding| self.catalogue.purpose_for_category(finding.category.id()))
        };
        let found = by_finding.and_then(|category| self.catalogue.purpose_for_category(category.id()));
        let purpose = found.or_else(by_alert).or_else(by_case).or_else(|| self.catalogue.purposes.first());
        purpose.map(|purpose| purpose.words.clone()).unwrap_or_default()
    }

    fn annotate(&mut self) {
        let Some(open) = self.open() else { return };
        let Some(Subject { case, person }) = open.selected().map(|selected| selected.subject) else { return };
        let annotations = open.laid.desk.case(&case).map(|on_desk| &on_desk.record.annotations);
        let before = annotations.and_then(|annotations| annotations.get(&person)).cloned().unwrap_or_default();
        if !self.refused_on_another_day() {
            self.ask(Prompt::new(Asked::Annotate(case, person), &before));
        }
    }

    fn why(&mut self) {
        let columns = self.page_columns();
        let Some(open) = self.open() else { return };
        let page = why::Page { on: open.laid.desk.as_of(), columns, theme: &self.theme };
        let Some(selected) = open.selected() else { return };
        let lines = if open.pane == Pane::Checklist {
            open.checklist.selected().map(|item| page.item(item, open.checklist.month)).unwrap_or_default()
        } else if let Some(finding) = selected.finding {
            page.full(finding)
        } else if let Some((alert, case)) = selected.alert.zip(open.laid.desk.case(&selected.subject.case)) {
            page.alert(alert, &case.record)
        } else {
            return self.say(selected.says);
        };
        let title = format!("Why   {}", beside::title(&open.laid, &selected.subject));
        self.cover(Overlay::Page(ReadPage::new(title, lines)));
    }

    fn done(&mut self) -> Effects {
        let Some(alert) = self.selected_alert() else { return Vec::new() };
        let case = alert.case.clone();
        self.record(case, disposed(alert, Disposition::Done), "Done.".to_owned())
    }

    fn skip(&mut self) -> Effects {
        self.go(Motion::Down)
    }

    fn ask_about_alert(&mut self, asked: impl FnOnce(Alert) -> Asked) {
        if let Some(alert) = self.selected_alert().filter(|_| !self.refused_on_another_day()) {
            self.ask(Prompt::new(asked(alert), ""));
        }
    }

    /// The alert in the selected row; says so where the row is a draft.
    fn selected_alert(&mut self) -> Option<Alert> {
        let selected = self.open()?.selected()?;
        let alert = selected.alert.cloned();
        if alert.is_none() {
            self.refuse("A draft is filed or discarded in its form: Enter opens it.");
        }
        alert
    }

    /// Ticks the item, or takes the worker's mark away again. What the record proves needs no tick.
    fn tick(&mut self) -> Effects {
        let Some(open) = self.open() else { return Vec::new() };
        let Some((item, subject)) = open.checklist.selected().zip(open.subject.as_ref()) else { return Vec::new() };
        let marked = open.laid.desk.case(&subject.case).is_some_and(|on_desk| {
            let mut of_item = on_desk.record.marks.iter().filter(|mark| mark.item == item.id);
            let last = of_item.rfind(|mark| mark.month == open.checklist.month);
            last.is_some_and(|mark| mark.mark != Mark::Cleared)
        });
        if matches!(item.state, ItemState::Proven { .. }) && !marked {
            self.say("The record proves this item; it needs no tick.");
            return Vec::new();
        }
        let (mark, said) = if marked { (Mark::Cleared, "Mark taken away.") } else { (Mark::Ticked, "Ticked.") };
        let (case, item, month) = (subject.case.clone(), item.id.clone(), open.checklist.month);
        let change = Change::ChecklistItemMarked { case: case.clone(), month, item, mark };
        self.record(case, change, said.to_owned())
    }

    fn not_applicable(&mut self) {
        let Some(open) = self.open() else { return };
        let Some((item, subject)) = open.checklist.selected().zip(open.subject.as_ref()) else { return };
        let asked = Asked::NotApplicable(subject.case.clone(), open.checklist.month, item.id.clone());
        if !self.refused_on_another_day() {
            self.ask(Prompt::new(asked, ""));
        }
    }

    fn turn_month(&mut self, forward: bool) {
        let Some(open) = self.open_mut() else { return };
        if open.pane == Pane::Month {
            return open.month.turn(forward, &open.laid.desk);
        }
        let month = open.checklist.month;
        open.checklist.month = if forward { month.next() } else { month.previous() };
        open.fill_checklist();
        open.checklist.select_first_open();
    }
}
