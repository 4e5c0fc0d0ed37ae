//! The form of an amendment: why the comment is amended, and what is added or put right. What is typed in it is saved
//! like that of a comment; the comment itself stands below it and stays as it is.

mod view;

use std::time::Instant;

use serde::{Deserialize, Serialize};

pub use view::AmendView;

use super::Subject;
use crate::domain::RowId;
use crate::domain::amendment::AmendmentKind;
use crate::tui::autosave::AutosaveTimer;
use crate::tui::command::{EditCommand, KeyContext};
use crate::tui::widgets::line_input::LineInput;
use crate::tui::widgets::narrative::NarrativeEditor;

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmendField {
    /// Why the comment is amended.
    Reason,
    /// What is added or put right.
    Text,
}

/// An amendment as a draft keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedAmendment {
    /// What kind of amendment.
    pub kind: AmendmentKind,
    /// Why the comment is amended.
    pub reason: String,
    /// What is added or put right.
    pub text: String,
}

impl SavedAmendment {
    /// As the store keeps it.
    pub fn to_body(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what the store kept. A body that is no form is kept as the text: no word of a draft is lost.
    pub fn from_body(body: &str) -> Self {
        serde_json::from_str(body).unwrap_or_else(|_not_a_form| Self {
            kind: AmendmentKind::Addendum,
            reason: String::new(),
            text: body.to_owned(),
        })
    }
}

/// The form of an amendment.
#[derive(Debug, Clone)]
pub struct AmendForm {
    /// The comment's case and participant.
    pub subject: Subject,
    /// The comment.
    pub comment: RowId,
    /// What kind of amendment.
    pub kind: AmendmentKind,
    /// The field that has the keys.
    pub field: AmendField,
    /// When the draft was saved that this form was restored from.
    pub restored_from_ms: Option<u64>,
    /// Whether it is on its way into the record.
    pub filing: bool,
    reason: LineInput,
    text: NarrativeEditor,
    autosave: AutosaveTimer,
}

impl AmendForm {
    /// An empty form.
    pub fn new(subject: Subject, comment: RowId, kind: AmendmentKind) -> Self {
        Self::from_saved(subject, comment, &SavedAmendment { kind, reason: String::new(), text: String::new() }, None)
    }

    /// The form that a draft was saved from, at `saved_ms`.
    pub fn from_saved(subject: Subject, comment: RowId, saved: &SavedAmendment, saved_ms: Option<u64>) -> Self {
        Self {
            subject,
            comment,
            kind: saved.kind,
            field: if saved.reason.is_empty() { AmendField::Reason } else { AmendField::Text },
            restored_from_ms: saved_ms,
            filing: false,
            reason: LineInput::with_text(&saved.reason),
            text: NarrativeEditor::with_text(&saved.text),
            autosave: AutosaveTimer::default(),
        }
    }

    /// The form as a draft keeps it.
    pub fn to_saved(&self) -> SavedAmendment {
        SavedAmendment { kind: self.kind, reason: self.reason.content().to_owned(), text: self.text.content() }
    }

    /// Whether anything is written that a draft would keep.
    pub fn is_worth_keeping(&self) -> bool {
        self.text.has_text() || !self.reason.content().trim().is_empty()
    }

    /// What is missing, in a sentence; the caret goes there.
    pub fn check_before_filing(&mut self) -> Option<&'static str> {
        if self.reason.content().trim().is_empty() {
            self.field = AmendField::Reason;
            return Some("Not filed yet. Say why the comment is amended.");
        }
        if self.kind.needs_text() && !self.text.has_text() {
            self.field = AmendField::Text;
            return Some(match self.kind {
                AmendmentKind::Correction => "Not filed yet. Say what is right.",
                _ => "Not filed yet. Say what is to be added.",
            });
        }
        None
    }

    /// The keys' context.
    pub const fn key_context(&self) -> KeyContext {
        match self.field {
            AmendField::Reason => KeyContext::AmendReason,
            AmendField::Text => KeyContext::AmendText,
        }
    }

    /// What is to be written in the field, in a sentence.
    pub const fn field_help(&self) -> &'static str {
        match (self.field, self.kind) {
            (AmendField::Reason, _) => "Why the comment is amended; it stays beside it as it was filed.",
            (AmendField::Text, AmendmentKind::Correction) => "What is right.",
            (AmendField::Text, AmendmentKind::EnteredInError) => {
                "What belongs elsewhere, if anything; it may be left out."
            }
            (AmendField::Text, _) => "What is to be added.",
        }
    }

    /// Goes to the other field.
    pub const fn switch_field(&mut self) {
        self.field = match self.field {
            AmendField::Reason => AmendField::Text,
            AmendField::Text => AmendField::Reason,
        };
    }

    /// Writes a character.
    pub fn insert_char(&mut self, c: char, now: Instant) {
        match self.field {
            AmendField::Reason => self.reason.insert_char(c),
            AmendField::Text => self.text.insert_char(c),
        }
        self.note_change(now);
    }

    /// Writes pasted text.
    pub fn paste_text(&mut self, pasted: &str, now: Instant) {
        match self.field {
            AmendField::Reason => self.reason.paste_text(pasted),
            AmendField::Text => self.text.paste_text(pasted),
        }
        self.note_change(now);
    }

    /// Edits the field. Enter in the reason goes to the text.
    pub fn apply_edit(&mut self, what: EditCommand, now: Instant) {
        match (self.field, what) {
            (AmendField::Reason, EditCommand::NewLine) => return self.switch_field(),
            (AmendField::Reason, what) => self.reason.apply_edit(what),
            (AmendField::Text, what) => self.text.apply_edit(what),
        }
        self.note_change(now);
    }

    fn note_change(&mut self, now: Instant) {
        self.restored_from_ms = None;
        self.autosave.note_change(now);
    }

    /// When the draft is to be saved, if anything in it is not.
    pub fn save_at(&self) -> Option<Instant> {
        self.autosave.save_at()
    }

    /// Notes that the draft is being saved; whether there was anything to save.
    pub const fn start_save(&mut self) -> bool {
        self.autosave.start_save()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_of_a_draft_is_lost_whatever_its_body() {
        let saved = SavedAmendment { kind: AmendmentKind::Correction, reason: "a".into(), text: "b\nc".into() };
        assert_eq!(SavedAmendment::from_body(&saved.to_body()), saved);
        assert_eq!(SavedAmendment::from_body("half of {").text, "half of {");
    }
}
