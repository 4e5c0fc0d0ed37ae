//! The desk of supervisor and Clerk II: cases drawn and reviewed, conferences held.

use std::collections::BTreeSet;

use super::SideEffects;
use crate::desk::QueueSection;
use crate::desk::checklist::ComponentView;
use crate::domain::dates::Month;
use crate::domain::supervision::{ReviewPoint, ReviewScore};
use crate::domain::{CaseNumber, WorkerNumber};
use crate::tui::command::QueueCommand;
use crate::tui::model::{Model, SideEffect};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::prompt::{Prompt, PromptQuestion};
use crate::tui::overlays::review::ReviewSheet;
use crate::tui::pending_input::{self, PendingInput};
use crate::tui::store_thread::Job;
use crate::tui::workspace::Workspace;

impl Model {
    pub(super) fn run_queue_command(&mut self, key: QueueCommand) -> SideEffects {
        if self.refuse_without_own_queue() || self.refuse_on_another_day() {
            return Vec::new();
        }
        match key {
            QueueCommand::Draw => return self.draw_reviews(),
            QueueCommand::Review => return self.prepare_review(),
            QueueCommand::Conference => self.ask_for_conference(),
            QueueCommand::Score(score) => self.score_point(score),
            QueueCommand::File => self.ask_for_remark(),
        }
        Vec::new()
    }

    /// Whether the worker's role has no desk of its own; if so, says whose it is.
    pub(super) fn refuse_without_own_queue(&mut self) -> bool {
        let has_none = !self.has_own_queue();
        if has_none {
            self.show_refusal("The desk is for EC Supervisor and Clerk II; the lists of an EC are the others.");
        }
        has_none
    }

    /// Whether the worker's role has a desk of its own.
    pub(super) fn has_own_queue(&self) -> bool {
        self.workspace().is_some_and(|open| open.snapshot.caseload.has_queue())
    }

    fn draw_reviews(&self) -> SideEffects {
        let month = self.workspace().map(|open| Month::from_date(open.snapshot.today));
        month.map(|month| SideEffect::Store(Job::DrawReviews(month))).into_iter().collect()
    }

    /// Has the store read what the review of the row's case is to show.
    fn prepare_review(&mut self) -> SideEffects {
        let Some(open) = self.workspace() else { return Vec::new() };
        let Some(row) = open.queue.selected_row() else { return Vec::new() };
        let month = Month::from_date(open.snapshot.today);
        if !open.snapshot.caseload.month_draws(month).any(|draw| draw.cases.contains(&row.case)) {
            self.show_refusal(format!("The case is not among those drawn for {month}. D draws them."));
            return Vec::new();
        }
        vec![SideEffect::Store(Job::ReviewPoints(row.case.clone(), month))]
    }

    /// The points of a review are there: it can be scored.
    pub(super) fn open_review(&mut self, case: CaseNumber, month: Month, components: Vec<ComponentView>) {
        let Some(open) = self.workspace_mut() else { return };
        let begun = open.take_begun_review(month, &case);
        let is_begun = begun.is_some();
        let before =
            begun.or_else(|| open.snapshot.caseload.case_review(month, &case).map(|review| review.points.clone()));
        let mut sheet = ReviewSheet::new(case, month, components, &before.unwrap_or_default());
        sheet.is_begun = is_begun;
        self.open_overlay(Overlay::Review(Box::new(sheet)));
    }

    fn score_point(&mut self, score: ReviewScore) {
        if let Some(Overlay::Review(sheet)) = self.workspace_mut().map(|open| &mut open.overlay) {
            sheet.score_point(score);
        }
    }

    /// Asks what is to be said besides, once every point is scored; the answer records the review.
    fn ask_for_remark(&mut self) {
        let Some(open) = self.workspace_mut() else { return };
        let Overlay::Review(sheet) = &mut open.overlay else { return };
        let before = open.snapshot.caseload.case_review(sheet.month, &sheet.case).map(|review| review.remark.clone());
        match open.snapshot.caseload.score_review(&sheet.case, sheet.month, sheet.scored_points(), String::new()) {
            Ok(review) => self
                .ask_question(Prompt::new(PromptQuestion::ReviewRemark(Box::new(review)), &before.unwrap_or_default())),
            Err(unscored) => {
                sheet.go_to_unscored();
                self.show_refusal(unscored.to_string());
            }
        }
    }

    fn ask_for_conference(&mut self) {
        let Some(open) = self.workspace() else { return };
        let Some(row) = open.queue.selected_row() else { return };
        let Some(ec) = row.ec.clone() else {
            return self.show_refusal("No listing names the EC of this case.");
        };
        let cases =
            if row.section == QueueSection::Unengaged { open.unengaged_cases(&ec) } else { vec![row.case.clone()] };
        let asked = PromptQuestion::Conference { with: ec, cases, on: open.snapshot.today };
        self.ask_question(Prompt::new(asked, ""));
    }
}

impl Workspace {
    /// Takes the scores of a review that was begun and left, if one was.
    pub(super) fn take_begun_review(&mut self, of: Month, on: &CaseNumber) -> Option<Vec<ReviewPoint>> {
        let same = |begun: &PendingInput| matches!(begun, PendingInput::Review { case, month, .. } if (case, month) == (on, &of));
        match pending_input::take_input(&mut self.pending_inputs, same) {
            Some(PendingInput::Review { points, .. }) => Some(points),
            _ => None,
        }
    }

    /// The unengaged cases of an EC, each once.
    fn unengaged_cases(&self, ec: &WorkerNumber) -> Vec<CaseNumber> {
        let rows = self.queue.all_rows().iter();
        let theirs = rows.filter(|row| row.section == QueueSection::Unengaged && row.ec.as_ref() == Some(ec));
        let cases: BTreeSet<_> = theirs.map(|row| row.case.clone()).collect();
        cases.into_iter().collect()
    }
}
