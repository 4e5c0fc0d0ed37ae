//! The amendment form: why the comment is amended, and what is added or corrected. What is typed is saved as a draft,
//! as in the comment form; the comment itself is shown below the form and stays as it is.

mod commands;
mod view;

use std::time::Instant;

use serde::{Deserialize, Serialize};

pub use commands::AmendOutcome;
pub use view::AmendView;

use super::Subject;
use crate::domain::amendment::AmendmentKind;
use crate::domain::filing_answer::FilingAnswer;
use crate::domain::{PersonNumber, RowId};
use crate::tui::command::{EditCommand, KeyContext};
use crate::tui::state::autosave::AutosaveTimer;
use crate::tui::widgets::line_input::LineInput;
use crate::tui::widgets::narrative::NarrativeEditor;
use crate::tui::widgets::text_sink::{TextInput, TextSink};

/// A field of the form of an amendment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmendField {
    /// Why the comment is amended.
    Reason,
    /// What is added or corrected.
    Text,
}

/// An amendment in a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedAmendment {
    /// The kind of the amendment.
    pub kind: AmendmentKind,
    /// Why the comment is amended.
    pub reason: String,
    /// What is added or corrected.
    pub text: String,
    /// The participant of the comment; `None` in an older draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonNumber>,
}

impl SavedAmendment {
    /// Returns the amendment as the store keeps it.
    pub fn to_body(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads an amendment as the store keeps it. If the body is not a valid amendment, all of it becomes the text, so
    /// that no word of a draft is lost.
    pub fn from_body(body: &str) -> Self {
        serde_json::from_str(body).unwrap_or_else(|_not_a_form| Self {
            kind: AmendmentKind::Addendum,
            reason: String::new(),
            text: body.to_owned(),
            person: None,
        })
    }
}

/// The form of an amendment.
#[derive(Debug, Clone)]
pub struct AmendForm {
    /// The case and participant of the comment.
    pub subject: Subject,
    /// The comment that is amended.
    pub comment: RowId,
    /// The kind of the amendment.
    pub kind: AmendmentKind,
    /// The field that has the focus.
    pub field: AmendField,
    /// When the draft was saved from which this form was restored, in milliseconds since 1970, UTC; `None` once
    /// something is typed.
    pub restored_from_ms: Option<u64>,
    reason: LineInput,
    text: NarrativeEditor,
    autosave: AutosaveTimer,
    /// What the worker answered to doubts about the text as it is; another key in the form takes it back.
    answers: Vec<FilingAnswer>,
}

impl AmendForm {
    /// Creates an empty form.
    pub fn new(subject: Subject, comment: RowId, kind: AmendmentKind) -> Self {
        let empty = SavedAmendment { kind, reason: String::new(), text: String::new(), person: None };
        Self::from_saved(subject, comment, &empty, None)
    }

    /// Restores the form from a draft that was saved at `saved_ms`.
    pub fn from_saved(subject: Subject, comment: RowId, saved: &SavedAmendment, saved_ms: Option<u64>) -> Self {
        Self {
            subject: Subject { person: saved.person.unwrap_or(subject.person), case: subject.case },
            comment,
            kind: saved.kind,
            field: if saved.reason.is_empty() { AmendField::Reason } else { AmendField::Text },
            restored_from_ms: saved_ms,
            reason: LineInput::with_text(&saved.reason),
            text: NarrativeEditor::with_text(&saved.text),
            autosave: AutosaveTimer::default(),
            answers: Vec::new(),
        }
    }

    /// Returns the form as a draft keeps it.
    pub fn to_saved(&self) -> SavedAmendment {
        SavedAmendment {
            kind: self.kind,
            reason: self.reason.content().to_owned(),
            text: self.text.content(),
            person: Some(self.subject.person),
        }
    }

    /// Returns how many characters are written.
    pub fn character_count(&self) -> usize {
        self.reason.content().chars().count() + self.text.content().chars().count()
    }

    /// Returns whether anything was typed that a draft would keep.
    pub fn is_worth_keeping(&self) -> bool {
        self.text.has_text() || !self.reason.content().trim().is_empty()
    }

    /// Checks the form for filing. Returns a sentence that names what is missing, and puts the caret there; `None` if
    /// the amendment can be filed.
    fn check_before_filing(&mut self) -> Option<&'static str> {
        if self.reason.content().trim().is_empty() {
            self.field = AmendField::Reason;
            return Some("Not filed yet. Say why the comment is amended.");
        }
        if self.kind.needs_text() && !self.text.has_text() {
            self.field = AmendField::Text;
            return Some(match self.kind {
                AmendmentKind::Correction => "Not filed yet. Say what is right.",
                _ => "Not filed yet. Say what to add.",
            });
        }
        None
    }

    /// Returns what the keys act on.
    pub const fn key_context(&self) -> KeyContext {
        match self.field {
            AmendField::Reason => KeyContext::AmendReason,
            AmendField::Text => KeyContext::AmendText,
        }
    }

    /// Returns a sentence that says what to write in the field.
    pub const fn field_help(&self) -> &'static str {
        match (self.field, self.kind) {
            (AmendField::Reason, AmendmentKind::Protected) => {
                "Why the comment and its amendments are hidden from now on; this cannot be undone."
            }
            (AmendField::Reason, _) => "Why the comment is amended; the original is kept.",
            (AmendField::Text, AmendmentKind::Correction) => "What is right.",
            (AmendField::Text, AmendmentKind::Protected) => "Anything else to add (optional).",
            (AmendField::Text, AmendmentKind::EnteredInError) => "What belongs somewhere else, if anything (optional).",
            (AmendField::Text, _) => "The text to add.",
        }
    }

    /// Goes to the other field.
    const fn switch_field(&mut self) {
        self.field = match self.field {
            AmendField::Reason => AmendField::Text,
            AmendField::Text => AmendField::Reason,
        };
    }

    fn note_change(&mut self, now: Instant) {
        self.restored_from_ms = None;
        self.answers.clear();
        self.autosave.note_change(now);
    }

    /// Returns when the draft is to be saved; `None` if all of it is saved.
    pub fn save_at(&self) -> Option<Instant> {
        self.autosave.save_at()
    }

    /// Notes that the draft is being saved. Returns whether there was anything to save.
    pub const fn start_save(&mut self) -> bool {
        self.autosave.start_save()
    }
}

impl TextSink for AmendForm {
    /// Writes into the field. Enter in the reason goes to the text.
    fn apply_input(&mut self, input: TextInput<'_>, now: Instant) {
        match self.field {
            AmendField::Reason if input == TextInput::Edit(EditCommand::NewLine) => return self.switch_field(),
            AmendField::Reason => self.reason.apply_input(input, now),
            AmendField::Text => self.text.apply_input(input, now),
        }
        self.note_change(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_of_a_draft_is_lost_whatever_its_body() {
        let saved =
            SavedAmendment { kind: AmendmentKind::Correction, reason: "a".into(), text: "b\nc".into(), person: None };
        assert_eq!(SavedAmendment::from_body(&saved.to_body()), saved);
        assert_eq!(SavedAmendment::from_body("half of {").text, "half of {");
    }
}
