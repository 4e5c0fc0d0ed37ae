//! What the commands of the comment form do, and what they ask the screen to do.

use std::time::Instant;

use strum::VariantArray as _;

use super::{AfterFiling, DictateField, DictateForm, Revision, RevisionKind};
use crate::domain::comment::{CommentDraft, CommentElement, named_texts};
use crate::domain::filing_answer::FilingAnswer;
use crate::domain::filing_check::{FilingObstacle, find_filing_obstacle};
use crate::domain::phrase::Phrase;
use crate::domain::{CaseNumber, RowId};
use crate::policy::jargon;
use crate::store::DraftTarget;
use crate::tui::command::CommentFormCommand;
use crate::tui::store_thread::Job;
use crate::tui::widgets::choice::Step;
use crate::tui::widgets::text_sink::{TextInput, TextSink};

/// What a command in the comment form asks the screen to do.
#[derive(Debug, Clone)]
pub enum FormOutcome {
    /// Give the store a job.
    Job(Job),
    /// Leave the form and keep the draft.
    Leave,
    /// Ask whether to discard the draft.
    AskToDiscard,
    /// Offer the catalog entries or the phrases for a field.
    Pick(DictateField),
    /// Ask for the word of a phrase with this text.
    AskPhraseWord(String),
    /// Ask why a filed comment is corrected, and file the correction with the answer.
    AskWhyCorrected {
        /// The case.
        case: CaseNumber,
        /// The filed comment.
        comment: RowId,
        /// The form as it is typed.
        draft: Box<CommentDraft>,
        /// The draft that the correction replaces.
        of: DraftTarget,
    },
    /// Show a message.
    Message(&'static str),
    /// Show why the comment is not filed.
    Refusal(String),
    /// Ask about what may keep the comment from being filed as it is.
    AskFiling(FilingObstacle),
}

impl DictateForm {
    /// Performs a command. `phrases` are those that can be expanded in the narrative.
    pub fn update(&mut self, command: CommentFormCommand, phrases: &[Phrase], now: Instant) -> Option<FormOutcome> {
        self.choice_run = None;
        if self.went_on_to.take().is_some() && matches!(command, CommentFormCommand::Next) {
            return Some(FormOutcome::Message(
                "The letter already moved you to this field; press Tab again to leave it.",
            ));
        }
        match command {
            CommentFormCommand::File => return Some(self.file(AfterFiling::Back, now)),
            CommentFormCommand::FileNext => return Some(self.file(AfterFiling::Next, now)),
            CommentFormCommand::Leave => return Some(FormOutcome::Leave),
            CommentFormCommand::DiscardDraft => return Some(FormOutcome::AskToDiscard),
            CommentFormCommand::Pick => return Some(FormOutcome::Pick(self.field)),
            CommentFormCommand::KeepWord => return Some(self.keep_word()),
            CommentFormCommand::KeepPhrase => return Some(self.keep_phrase()),
            CommentFormCommand::Protect => return Some(self.switch_protection(now)),
            CommentFormCommand::Next => return self.go_to_next(phrases, now),
            CommentFormCommand::WriteOut => return self.write_out(now),
            CommentFormCommand::Previous => self.step_field(Step::Previous),
            CommentFormCommand::ChoiceRight => self.choose_adjacent(Step::Next, now),
            CommentFormCommand::ChoiceLeft => self.choose_adjacent(Step::Previous, now),
            CommentFormCommand::AnswerNone => self.answer_none(now),
            CommentFormCommand::Reached => return Some(FormOutcome::Message(self.toggle_reached(now))),
        }
        None
    }

    /// Returns the job that files the comment, or names what is missing and goes there.
    fn file(&mut self, after_filing: AfterFiling, now: Instant) -> FormOutcome {
        if let Some(refusal) = self.check_before_filing() {
            return FormOutcome::Refusal(refusal);
        }
        self.after_filing = after_filing;
        if let Some(obstacle) = self.filing_obstacle() {
            return FormOutcome::AskFiling(obstacle);
        }
        let (case, id, draft) = (self.subject.case.clone(), self.id, Box::new(self.comment_draft()));
        let of = self.draft_key.clone();
        match self.revision {
            Some(Revision { comment, kind: RevisionKind::Correction }) => {
                FormOutcome::AskWhyCorrected { case, comment, draft, of }
            }
            // The request holds everything that was typed, so the draft needs no further save.
            Some(Revision { comment, kind: RevisionKind::Reopened }) => {
                self.start_save();
                FormOutcome::Job(Job::Refile { case, reopened: comment, id, draft, of })
            }
            None => {
                self.start_save();
                FormOutcome::Job(Job::FileComment { case, id, draft, effort: self.filing_effort(now), of })
            }
        }
    }

    /// Returns what keeps the comment from being filed as it is written; `None` if nothing does.
    fn filing_obstacle(&self) -> Option<FilingObstacle> {
        let draft = self.comment_draft();
        let (forms, documents) = (draft.forms.unwrap_or_default(), draft.documents.unwrap_or_default());
        let texts = named_texts(&draft.purpose, &draft.results, &forms, &documents);
        find_filing_obstacle(&texts, draft.protected, &draft.answers, jargon::builtin_jargon())
    }

    /// Says in a few words whether the text could be filed as it is written.
    pub(super) fn filing_outlook(&self) -> &'static str {
        match self.filing_obstacle().map(|obstacle| obstacle.answer()) {
            None => "you can file anyway",
            Some(Some(_)) => "filing asks first",
            Some(None) => "not filed until corrected",
        }
    }

    /// Returns the sentence about an obstacle that no answer removes, and goes to its field.
    pub(super) fn check_wording(&mut self) -> Option<String> {
        let obstacle = self.filing_obstacle().filter(|obstacle| obstacle.answer().is_none())?;
        let element = CommentElement::VARIANTS.iter().find(|element| element.title() == obstacle.part());
        if let Some(element) = element {
            self.go_to_field(DictateField::for_element(*element));
        }
        Some(obstacle.to_string())
    }

    /// Files the comment with the worker's answer to a doubt.
    pub fn file_with_answer(&mut self, answer: FilingAnswer, now: Instant) -> FormOutcome {
        self.answers.push(answer);
        self.file(self.after_filing, now)
    }

    /// Protects the comment and files it.
    pub fn file_protected(&mut self, now: Instant) -> FormOutcome {
        if !self.is_protected() {
            self.toggle_protected(now);
        }
        self.file(self.after_filing, now)
    }

    /// Keeps the misspelled word at the caret, or the first listed one, as one of the worker's own.
    fn keep_word(&self) -> FormOutcome {
        self.misspelled_word().map_or_else(
            || FormOutcome::Message("Every word is in the dictionary or among your own words."),
            |word| FormOutcome::Job(Job::SaveOwnWord(word)),
        )
    }

    fn keep_phrase(&self) -> FormOutcome {
        self.selected_text().map_or_else(
            || FormOutcome::Message("Select the text first: Shift and the arrows."),
            FormOutcome::AskPhraseWord,
        )
    }

    fn switch_protection(&mut self, now: Instant) -> FormOutcome {
        FormOutcome::Message(if self.toggle_protected(now) {
            "Protected: hidden in lists, searches and printouts until deliberately revealed."
        } else {
            "Not protected: anyone who can see the case can read it."
        })
    }

    /// Expands the phrase before the caret, goes to the next blank of a phrase, or else to the next field.
    fn go_to_next(&mut self, phrases: &[Phrase], now: Instant) -> Option<FormOutcome> {
        let expanded = self.expand_typed_phrase(phrases, now);
        if expanded.is_none() && !self.go_to_next_blank() {
            self.step_field(Step::Next);
        }
        expanded.map(FormOutcome::Job)
    }

    fn write_out(&mut self, now: Instant) -> Option<FormOutcome> {
        let is_corrected = self.apply_correction(now);
        (!is_corrected).then_some(FormOutcome::Message("There is no correction to apply."))
    }

    /// Expands the phrase whose word is before the caret. Returns the job that counts its use; `None` if no phrase
    /// has that word.
    pub fn expand_typed_phrase(&mut self, phrases: &[Phrase], now: Instant) -> Option<Job> {
        let word = self.phrase_word()?.to_lowercase();
        let phrase = phrases.iter().find(|phrase| phrase.word == word)?;
        Some(self.use_phrase(phrase, now))
    }

    /// Writes a phrase into the narrative and returns the job that counts its use.
    pub fn use_phrase(&mut self, phrase: &Phrase, now: Instant) -> Job {
        self.expand_phrase(phrase, now);
        Job::PhraseUsed(phrase.word.clone())
    }
}

impl TextSink for DictateForm {
    fn apply_input(&mut self, input: TextInput<'_>, now: Instant) {
        match input {
            TextInput::Char(c) => self.insert_char(c, now),
            TextInput::Paste(text) => self.paste_text(text, now),
            TextInput::Edit(edit) => self.apply_edit(edit, now),
        }
    }
}
