//! What the commands of the form of an amendment do, and what they ask the screen to do.

use super::{AmendForm, SavedAmendment};
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
    Refusal(&'static str),
}

impl AmendForm {
    /// Performs a command of the comment form, if it acts in the amendment form.
    pub fn update(&mut self, command: CommentFormCommand) -> Option<AmendOutcome> {
        match command {
            CommentFormCommand::File => Some(self.file()),
            CommentFormCommand::Leave => Some(AmendOutcome::Leave),
            CommentFormCommand::Next | CommentFormCommand::Previous => {
                self.switch_field();
                None
            }
            CommentFormCommand::ChoiceRight
            | CommentFormCommand::ChoiceLeft
            | CommentFormCommand::None
            | CommentFormCommand::Reached
            | CommentFormCommand::Pick
            | CommentFormCommand::FileNext
            | CommentFormCommand::WriteOut
            | CommentFormCommand::KeepWord
            | CommentFormCommand::Protect
            | CommentFormCommand::KeepPhrase
            | CommentFormCommand::KeepDraft
            | CommentFormCommand::DiscardDraft => None,
        }
    }

    /// Returns the job that files the amendment, or names what is missing and goes there.
    fn file(&mut self) -> AmendOutcome {
        if let Some(refusal) = self.check_before_filing() {
            return AmendOutcome::Refusal(refusal);
        }
        // The request holds everything that was typed, so the draft needs no further save.
        self.start_save();
        let SavedAmendment { kind, reason, text } = self.to_saved();
        AmendOutcome::File(Job::Amend {
            case: self.subject.case.clone(),
            comment: self.comment,
            kind,
            reason: reason.trim().to_owned(),
            text: text.trim().to_owned(),
        })
    }
}
