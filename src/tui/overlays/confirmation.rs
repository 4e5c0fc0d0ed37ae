//! A question that `y` answers with yes; every other key means no.

use std::path::Path;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::import::ImportPreview;
use crate::domain::CaseNumber;
use crate::domain::filing_answer::Confirmations;
use crate::store::DraftTarget;
use crate::tui::command::CallResult;
use crate::tui::store_thread::{ImportSelection, Job};
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::message_line::draw_message;
use crate::tui::widgets::read_page::TextPage;

/// A yes-or-no question.
#[derive(Debug, Clone)]
pub enum Confirmation {
    /// Discard a draft?
    DiscardDraft {
        /// The case of the draft.
        case: CaseNumber,
        /// The comment, amendment or act that the draft is for.
        draft_key: DraftTarget,
        /// The text of the question.
        question: String,
    },
    /// Do something that was doubted?
    Answer {
        /// What the worker says by answering yes.
        answers: Confirmations,
        /// What is done then.
        job: Box<Job>,
        /// The text of the question.
        question: String,
    },
    /// Undo or do again something on another case, or something of an earlier session?
    Undo {
        /// The text of the question.
        question: String,
        /// The job that does it.
        job: Box<Job>,
    },
    /// Do something with all marked rows?
    Marked {
        /// The text of the question.
        question: String,
        /// What is done with each row, and which rows are left out.
        page: TextPage,
        /// The job that does it.
        job: Box<Job>,
    },
    /// Write names into a file?
    Print {
        /// The text of the question.
        question: String,
        /// The job that does it.
        job: Box<Job>,
    },
    /// Set the result of a call in a comment that was begun before?
    CallResult {
        /// How the call went.
        result: CallResult,
        /// The text of the question.
        question: String,
    },
    /// Leave the program?
    Leave {
        /// The text of the question.
        question: String,
    },
    /// Lock the screen, and lose what could not be saved?
    Lock {
        /// The text of the question.
        question: String,
    },
    /// Import extracts that are older than those imported before?
    ImportOlder {
        /// The files.
        selection: ImportSelection,
        /// The text of the question.
        question: String,
        /// The preview of the files, which is shown again if the answer is no.
        preview: Box<ImportPreview>,
    },
}

impl Confirmation {
    /// Returns the question that asks whether to discard a draft.
    pub fn for_discarding(case: CaseNumber, draft_key: DraftTarget) -> Self {
        let question =
            format!("Discard the draft of {case}?  y discards it (u brings it back), any other key keeps it.");
        Self::DiscardDraft { case, draft_key, question }
    }

    /// Returns the question that asks about a job that was not done.
    pub fn for_doubted_job(question: &str, answers: Confirmations, job: Box<Job>) -> Self {
        Self::Answer { answers, job, question: format!("{question}  y records it, any other key does not.") }
    }

    /// Returns the question that asks whether names may leave the record for this file.
    pub fn for_names(file: &Path, job: Box<Job>) -> Self {
        let question = format!(
            "Names and case numbers go into {}, which the record notes.  y writes it, any other key does not.",
            file.display()
        );
        Self::Print { question, job }
    }

    /// Returns the question that asks whether to set the result of a call in a comment that says something else.
    pub fn for_call(doubt: &str, result: CallResult) -> Self {
        Self::CallResult { result, question: format!("{doubt}  y sets it, any other key leaves the draft as it is.") }
    }

    /// Returns the question as it is shown.
    pub fn question(&self) -> &str {
        match self {
            Self::DiscardDraft { question, .. }
            | Self::Answer { question, .. }
            | Self::Undo { question, .. }
            | Self::Marked { question, .. }
            | Self::Print { question, .. }
            | Self::CallResult { question, .. }
            | Self::Leave { question }
            | Self::Lock { question }
            | Self::ImportOlder { question, .. } => question,
        }
    }

    /// Draws the question on the line of messages. Returns the position at which it begins.
    pub fn draw_question(&self, theme: &Theme, line: Rect, buffer: &mut Buffer) -> Position {
        draw_message(self.question(), StyleRole::Near, theme, line, buffer)
    }

    /// Draws the page of the question over the panes, if it has one.
    pub fn draw_page(&self, theme: &Theme, screen: Rect, buffer: &mut Buffer) {
        match self {
            Self::ImportOlder { preview, .. } => {
                preview.page.draw(theme, screen, buffer);
            }
            Self::Marked { page, .. } => {
                page.draw(theme, screen, buffer);
            }
            Self::DiscardDraft { .. }
            | Self::Answer { .. }
            | Self::Undo { .. }
            | Self::Print { .. }
            | Self::CallResult { .. }
            | Self::Leave { .. }
            | Self::Lock { .. } => {}
        }
    }
}
