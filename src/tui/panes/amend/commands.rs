//! What the commands of the form of an amendment do, and what they ask the screen to do.

use super::{AmendForm, SavedAmendment};
use crate::domain::amendment::AmendmentKind;
use crate::domain::filing_answer::FilingAnswer;
use crate::domain::filing_check::{FilingObstacle, find_filing_obstacle};
use crate::policy::jargon;
use crate::tui::command::CommentFormCommand;
use crate::tui::store_thread::Job;

/// What a command in the form of an amendment asks the screen to do.
#[derive(Debug, Clone)]
pub enum AmendOutcome {
    /// Give the store the job that files the amendment.
    File(Job),
    /// Leave the form and keep the draft.
    Leave,
    /// Show why the amendment is not filed.
    Refusal(String),
    /// Ask about what may keep the amendment from being filed as it is.
    AskFiling(FilingObstacle),
}

impl AmendForm {
    /// Performs a command of the comment form, if it acts in the amendment form. `is_protected` says whether the
    /// comment is hidden already.
    pub fn update(&mut self, command: CommentFormCommand, is_protected: bool) -> Option<AmendOutcome> {
        match command {
            CommentFormCommand::File => Some(self.file(is_protected)),
            CommentFormCommand::Leave => Some(AmendOutcome::Leave),
            CommentFormCommand::Next | CommentFormCommand::Previous => {
                self.switch_field();
                None
            }
            CommentFormCommand::ChoiceRight
            | CommentFormCommand::ChoiceLeft
            | CommentFormCommand::AnswerNone
            | CommentFormCommand::Reached
            | CommentFormCommand::Pick
            | CommentFormCommand::FileNext
            | CommentFormCommand::WriteOut
            | CommentFormCommand::KeepWord
            | CommentFormCommand::Protect
            | CommentFormCommand::KeepPhrase
            | CommentFormCommand::DiscardDraft => None,
        }
    }

    /// Returns the job that files the amendment, or names what is missing and goes there.
    fn file(&mut self, is_protected: bool) -> AmendOutcome {
        if let Some(refusal) = self.check_before_filing() {
            return AmendOutcome::Refusal(refusal.to_owned());
        }
        if let Some(obstacle) = self.filing_obstacle(is_protected) {
            return match obstacle.answer() {
                Some(_) => AmendOutcome::AskFiling(obstacle),
                None => AmendOutcome::Refusal(obstacle.to_string()),
            };
        }
        // The request holds everything that was typed, so the draft needs no further save.
        self.start_save();
        let SavedAmendment { kind, reason, text, .. } = self.to_saved();
        AmendOutcome::File(Job::Amend {
            case: self.subject.case.clone(),
            comment: self.comment,
            kind,
            reason: reason.trim().to_owned(),
            text: text.trim().to_owned(),
            answers: self.answers.clone(),
        })
    }

    /// Returns what keeps the amendment from being filed as it is written; `None` if nothing does.
    fn filing_obstacle(&self, is_protected: bool) -> Option<FilingObstacle> {
        let SavedAmendment { kind, reason, text, .. } = self.to_saved();
        let is_hidden = is_protected || kind == AmendmentKind::Protected;
        let texts = [("reason", reason.as_str()), ("text", &text)];
        find_filing_obstacle(&texts, is_hidden, &self.answers, jargon::builtin_jargon())
    }

    /// Files the amendment with the worker's answer to a doubt.
    pub fn file_with_answer(&mut self, answer: FilingAnswer, is_protected: bool) -> AmendOutcome {
        self.answers.push(answer);
        self.file(is_protected)
    }
}
