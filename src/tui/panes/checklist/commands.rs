//! What the commands of the checklist do, and what they ask the screen to do.

use super::{ChecklistPane, EvidenceTarget};
use crate::desk::Caseload;
use crate::desk::checklist::ItemState;
use crate::domain::checklist::ItemMark;
use crate::domain::{CaseNumber, Change};
use crate::tui::command::ChecklistViewCommand;
use crate::tui::overlays::prompt::PromptQuestion;
use crate::tui::panes::folder::CaseDetails;
use crate::tui::store_thread::Job;
use crate::tui::widgets::choice::Step;

/// What a command of the checklist asks the screen to do.
#[derive(Debug, Clone)]
pub enum ChecklistOutcome {
    /// Show the evidence for the state of the selected item.
    Show(EvidenceTarget),
    /// Offer the checklists to choose from.
    ChooseForm,
    /// Give the store a job.
    Job(Job),
    /// Record a change of the case; the message is shown once it is recorded.
    Record(CaseNumber, Change, &'static str),
    /// Ask a question whose answer is recorded.
    Ask(PromptQuestion),
    /// Show a message.
    Message(&'static str),
}

impl ChecklistPane {
    /// Performs a command. `details` are those of the case whose checklist is shown; `None` until it is read.
    pub fn update(
        &self,
        command: ChecklistViewCommand,
        details: Option<&CaseDetails>,
        caseload: &Caseload,
    ) -> Option<ChecklistOutcome> {
        match command {
            ChecklistViewCommand::Evidence => {
                let (item, details) = self.selected_item().zip(details)?;
                Some(ChecklistOutcome::Show(EvidenceTarget::for_item(item, self.month, details, caseload)))
            }
            ChecklistViewCommand::Form => Some(ChecklistOutcome::ChooseForm),
            ChecklistViewCommand::Completeness => {
                let form = self.active_form(caseload).name.clone();
                Some(ChecklistOutcome::Job(Job::Completeness { form, month: self.month }))
            }
        }
    }

    /// Ticks the selected item for `case`, or removes the worker's mark. What the record proves needs no tick. `None`
    /// until the case is read.
    pub fn toggle_tick(&self, case: &CaseNumber, caseload: &Caseload) -> Option<ChecklistOutcome> {
        let item = self.selected_item()?;
        let is_marked = caseload.case(case).is_some_and(|case| {
            let mut marks = case.record.marks.iter().filter(|mark| mark.item == item.id && mark.month == self.month);
            marks.next_back().is_some_and(|mark| mark.mark != ItemMark::Cleared)
        });
        let (mark, message) = match (is_marked, &item.state) {
            (true, _) => (ItemMark::Cleared, "Mark removed."),
            (false, ItemState::Proven { .. }) => {
                return Some(ChecklistOutcome::Message("The record proves this item; it needs no tick."));
            }
            (false, ItemState::NotApplicable { .. }) => {
                return Some(ChecklistOutcome::Message(
                    "The item does not apply to this case, so it needs no tick; w says why.",
                ));
            }
            (false, _) => (ItemMark::Ticked, "Ticked."),
        };
        let (case, item) = (case.clone(), item.id.clone());
        let change = Change::ChecklistItemMarked { case: case.clone(), month: self.month, item, mark };
        Some(ChecklistOutcome::Record(case, change, message))
    }

    /// Asks why the selected item does not apply to `case`; `None` until the case is read.
    pub fn ask_why_not_applicable(&self, case: &CaseNumber) -> Option<ChecklistOutcome> {
        let item = self.selected_item()?.id.clone();
        Some(ChecklistOutcome::Ask(PromptQuestion::NotApplicable(case.clone(), self.month, item)))
    }

    /// Goes to the next or the previous month. The caller loads the items again, because loading needs the case.
    pub fn turn_month(&mut self, step: Step) {
        self.month = match step {
            Step::Next => self.month.next(),
            Step::Previous => self.month.previous(),
        };
    }

    /// Chooses the checklist with this name, or form 42-126 if there is none. The caller loads the items again, because
    /// loading needs the case.
    pub fn choose_form(&mut self, name: &str, caseload: &Caseload) {
        self.form = caseload.checklists().find_by_name(name).cloned();
    }
}
