//! The form of an amendment: why the comment is amended, and what is added or put right. What is typed in it is saved
//! like that of a comment; the comment itself stands below it and stays as it is.

mod view;

use std::time::Instant;

use serde::{Deserialize, Serialize};

pub use view::AmendView;

use super::Subject;
use crate::domain::RowId;
use crate::domain::amendment::AmendmentKind;
use crate::tui::command::{Context, Edit};
use crate::tui::unsaved::Unsaved;
use crate::tui::widgets::line_input::LineInput;
use crate::tui::widgets::narrative::Narrative;

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
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
    pub fn body(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what the store kept. A body that is no form is kept as the text: no word of a draft is lost.
    pub fn read(body: &str) -> Self {
        serde_json::from_str(body).unwrap_or_else(|_not_a_form| Self {
            kind: AmendmentKind::Addendum,
            reason: String::new(),
            text: body.to_owned(),
        })
    }
}

/// The form of an amendment.
#[derive(Debug, Clone)]
pub struct Amend {
    /// The comment's case and participant.
    pub subject: Subject,
    /// The comment.
    pub comment: RowId,
    /// What kind of amendment.
    pub kind: AmendmentKind,
    /// The field that has the keys.
    pub field: Field,
    /// When the draft was saved that this form was restored from.
    pub restored: Option<u64>,
    /// Whether it is on its way into the record.
    pub filing: bool,
    reason: LineInput,
    text: Narrative,
    unsaved: Unsaved,
}

impl Amend {
    /// An empty form.
    pub fn new(subject: Subject, comment: RowId, kind: AmendmentKind) -> Self {
        Self::restored(subject, comment, &SavedAmendment { kind, reason: String::new(), text: String::new() }, None)
    }

    /// The form that a draft was saved from, at `saved_ms`.
    pub fn restored(subject: Subject, comment: RowId, saved: &SavedAmendment, saved_ms: Option<u64>) -> Self {
        Self {
            subject,
            comment,
            kind: saved.kind,
            field: if saved.reason.is_empty() { Field::Reason } else { Field::Text },
            restored: saved_ms,
            filing: false,
            reason: LineInput::holding(&saved.reason),
            text: Narrative::holding(&saved.text),
            unsaved: Unsaved::default(),
        }
    }

    /// The form as a draft keeps it.
    pub fn saved(&self) -> SavedAmendment {
        SavedAmendment { kind: self.kind, reason: self.reason.content().to_owned(), text: self.text.content() }
    }

    /// Whether anything is written that a draft would keep.
    pub fn is_worth_keeping(&self) -> bool {
        self.text.has_text() || !self.reason.content().trim().is_empty()
    }

    /// What is missing, in a sentence; the caret goes there.
    pub fn refusal(&mut self) -> Option<&'static str> {
        if self.reason.content().trim().is_empty() {
            self.field = Field::Reason;
            return Some("Not filed yet. Say why the comment is amended.");
        }
        if self.kind.needs_text() && !self.text.has_text() {
            self.field = Field::Text;
            return Some(match self.kind {
                AmendmentKind::Correction => "Not filed yet. Say what is right.",
                _ => "Not filed yet. Say what is to be added.",
            });
        }
        None
    }

    /// The keys' context.
    pub const fn context(&self) -> Context {
        match self.field {
            Field::Reason => Context::AmendReason,
            Field::Text => Context::AmendText,
        }
    }

    /// What is to be written in the field, in a sentence.
    pub const fn help(&self) -> &'static str {
        match (self.field, self.kind) {
            (Field::Reason, _) => "Why the comment is amended; it stays beside it as it was filed.",
            (Field::Text, AmendmentKind::Correction) => "What is right.",
            (Field::Text, AmendmentKind::EnteredInError) => "What belongs elsewhere, if anything; it may be left out.",
            (Field::Text, _) => "What is to be added.",
        }
    }

    /// Goes to the other field.
    pub const fn step(&mut self) {
        self.field = match self.field {
            Field::Reason => Field::Text,
            Field::Text => Field::Reason,
        };
    }

    /// Writes a character.
    pub fn write(&mut self, c: char, now: Instant) {
        match self.field {
            Field::Reason => self.reason.write(c),
            Field::Text => self.text.write(c),
        }
        self.touched(now);
    }

    /// Writes pasted text.
    pub fn paste(&mut self, pasted: &str, now: Instant) {
        match self.field {
            Field::Reason => self.reason.paste(pasted),
            Field::Text => self.text.paste(pasted),
        }
        self.touched(now);
    }

    /// Edits the field. Enter in the reason goes to the text.
    pub fn edit(&mut self, what: Edit, now: Instant) {
        match (self.field, what) {
            (Field::Reason, Edit::NewLine) => return self.step(),
            (Field::Reason, what) => self.reason.edit(what),
            (Field::Text, what) => self.text.edit(what),
        }
        self.touched(now);
    }

    fn touched(&mut self, now: Instant) {
        self.restored = None;
        self.unsaved.changed(now);
    }

    /// When the draft is to be saved, if anything in it is not.
    pub fn save_at(&self) -> Option<Instant> {
        self.unsaved.save_at()
    }

    /// Notes that the draft is being saved; whether there was anything to save.
    pub const fn saving(&mut self) -> bool {
        self.unsaved.saving()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_of_a_draft_is_lost_whatever_its_body() {
        let saved = SavedAmendment { kind: AmendmentKind::Correction, reason: "a".into(), text: "b\nc".into() };
        assert_eq!(SavedAmendment::read(&saved.body()), saved);
        assert_eq!(SavedAmendment::read("half of {").text, "half of {");
    }
}
