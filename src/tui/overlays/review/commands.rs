//! What the commands of a review do, and what they ask the screen to do.

use super::ReviewSheet;
use crate::desk::Caseload;
use crate::domain::supervision::CaseReview;
use crate::tui::command::QueueCommand;

/// What a command in the review asks the screen to do.
#[derive(Debug, Clone)]
pub enum ReviewOutcome {
    /// Ask for the remark with which the review is recorded.
    AskForRemark {
        /// The review, without its remark.
        review: Box<CaseReview>,
        /// The remark that was recorded before, to start from; empty if there is none.
        remark: String,
    },
    /// Show why the review is not recorded.
    Refusal(String),
}

impl ReviewSheet {
    /// Performs a command of the queue, if it acts in a review.
    pub fn update(&mut self, command: QueueCommand, caseload: &Caseload) -> Option<ReviewOutcome> {
        match command {
            QueueCommand::Score(score) => {
                self.score_point(score);
                None
            }
            QueueCommand::File => Some(self.file(caseload)),
            QueueCommand::Draw | QueueCommand::Review | QueueCommand::Conference => None,
        }
    }

    /// Asks for the remark once every point is scored, or names what is missing and goes there.
    fn file(&mut self, caseload: &Caseload) -> ReviewOutcome {
        match caseload.score_review(&self.case, self.month, self.scored_points(), String::new()) {
            Ok(review) => {
                let before = caseload.case_review(self.month, &self.case).map(|review| review.remark.clone());
                ReviewOutcome::AskForRemark { review: Box::new(review), remark: before.unwrap_or_default() }
            }
            Err(unscored) => {
                self.go_to_unscored();
                ReviewOutcome::Refusal(unscored.to_string())
            }
        }
    }
}
