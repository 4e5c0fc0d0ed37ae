//! What the commands of the queue do, and what they ask the screen to do.

use std::collections::BTreeSet;

use super::SupervisorQueue;
use crate::desk::QueueSection;
use crate::domain::dates::Month;
use crate::domain::{CaseNumber, WorkerNumber};
use crate::present::dates::long_month;
use crate::tui::command::QueueCommand;
use crate::tui::overlays::prompt::PromptQuestion;
use crate::tui::store_thread::{Job, Snapshot};

/// What a command of the queue asks the screen to do.
#[derive(Debug, Clone)]
pub enum QueueOutcome {
    /// Give the store a job.
    Job(Job),
    /// Ask a question whose answer is recorded.
    Ask(PromptQuestion),
    /// Show why the command does nothing.
    Refusal(String),
}

impl SupervisorQueue {
    /// Performs a command; `None` if no row is selected, or if the command belongs to a review that is open.
    pub fn update(&self, command: QueueCommand, snapshot: &Snapshot) -> Option<QueueOutcome> {
        match command {
            QueueCommand::Draw => Some(QueueOutcome::Job(Job::DrawReviews(Month::from_date(snapshot.today)))),
            QueueCommand::Review => self.review_selected_case(snapshot),
            QueueCommand::Conference => self.ask_for_conference(snapshot),
            QueueCommand::Score(_) | QueueCommand::File => None,
        }
    }

    /// Requests the review points of the row's case, if the case was drawn for this month.
    fn review_selected_case(&self, snapshot: &Snapshot) -> Option<QueueOutcome> {
        let case = &self.list.selected_row()?.case;
        let month = Month::from_date(snapshot.today);
        let draws = || snapshot.caseload.month_draws(month);
        let named = long_month(month);
        Some(if draws().any(|draw| draw.cases.contains(case)) {
            QueueOutcome::Job(Job::ReviewPoints(case.clone(), month))
        } else if draws().next().is_some() {
            QueueOutcome::Refusal(format!("This case is not among those drawn for {named}; they are under \"review\"."))
        } else {
            QueueOutcome::Refusal(format!("No cases are drawn for {named} yet. D draws them."))
        })
    }

    /// Asks what was agreed in a conference with the EC of the row: about the case of the row or, if that is unengaged,
    /// about all unengaged cases of the EC.
    fn ask_for_conference(&self, snapshot: &Snapshot) -> Option<QueueOutcome> {
        let row = self.list.selected_row()?;
        let Some(ec) = row.ec.clone() else {
            return Some(QueueOutcome::Refusal("No case listing shows the EC of this case.".to_owned()));
        };
        let is_unengaged = row.section == QueueSection::Unengaged;
        let cases = if is_unengaged { self.unengaged_cases(&ec) } else { vec![row.case.clone()] };
        Some(QueueOutcome::Ask(PromptQuestion::Conference { with: ec, cases, on: snapshot.today }))
    }

    /// Returns the unengaged cases of an EC, each once.
    fn unengaged_cases(&self, ec: &WorkerNumber) -> Vec<CaseNumber> {
        let rows = self.list.all_rows().iter();
        let rows = rows.filter(|row| row.section == QueueSection::Unengaged && row.ec.as_ref() == Some(ec));
        let cases: BTreeSet<_> = rows.map(|row| row.case.clone()).collect();
        cases.into_iter().collect()
    }
}
