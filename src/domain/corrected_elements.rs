//! The elements of a comment after a correction; they replace the filed ones.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::comment::{Comment, CommentDraft, CommentElement, CommentView, ContactType};
use super::dates;
use super::ids::PersonNumber;

/// What a comment says once it is corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectedElements {
    /// The participant's number in the case; 0 for the case as a whole.
    pub person: PersonNumber,
    /// The day of the contact.
    pub on: NaiveDate,
    /// The type of the contact.
    pub contact_type: ContactType,
    /// Whether the participant was reached; `false` for an attempt.
    pub reached: bool,
    /// The purpose of the contact.
    pub purpose: String,
    /// The results of the contact.
    pub results: String,
    /// The forms that were completed; an empty list says that there were none.
    pub forms: Vec<String>,
    /// The documents that were received; an empty list says that there were none.
    pub documents: Vec<String>,
}

impl CorrectedElements {
    /// Returns the elements of a draft; `None` if one is missing.
    pub fn from_draft(draft: &CommentDraft) -> Option<Self> {
        Some(Self {
            person: draft.person,
            on: draft.on?,
            contact_type: draft.contact_type.clone()?,
            reached: draft.reached,
            purpose: draft.purpose.trim().to_owned(),
            results: draft.results.trim().to_owned(),
            forms: draft.forms.clone()?,
            documents: draft.documents.clone()?,
        })
    }

    /// Returns the elements of a filed comment; `None` if its texts are hidden.
    pub fn from_view(comment: &CommentView) -> Option<Self> {
        let narrative = comment.narrative.as_visible()?;
        Some(Self {
            person: comment.person,
            on: comment.on,
            contact_type: comment.contact_type.clone(),
            reached: comment.reached,
            purpose: narrative.purpose.clone(),
            results: narrative.results.clone(),
            forms: narrative.forms.clone(),
            documents: narrative.documents.clone(),
        })
    }

    /// Returns the comment with these elements in place of its own.
    #[must_use]
    pub fn into_corrected(self, comment: Comment) -> Comment {
        let Self { person, on, contact_type, reached, purpose, results, forms, documents } = self;
        Comment { person, on, contact_type, reached, purpose, results, forms, documents, ..comment }
    }

    /// Returns what differs from the elements `before`, one part for each, in the words of the form; empty if nothing
    /// does.
    pub fn difference_text(&self, before: &Self) -> String {
        let listed = |items: &[String]| if items.is_empty() { "none".to_owned() } else { items.join(", ") };
        let reached = |reached: bool| if reached { "reached" } else { "attempted" }.to_owned();
        let day = dates::format_long_date;
        let parts = [
            (CommentElement::Date.title(), day(self.on), day(before.on)),
            (CommentElement::Type.title(), self.contact_type.to_string(), before.contact_type.to_string()),
            ("with", format!("participant {}", self.person), format!("participant {}", before.person)),
            ("contact", reached(self.reached), reached(before.reached)),
            (CommentElement::Purpose.title(), self.purpose.clone(), before.purpose.clone()),
            (CommentElement::Results.title(), self.results.clone(), before.results.clone()),
            (CommentElement::Forms.title(), listed(&self.forms), listed(&before.forms)),
            (CommentElement::Documents.title(), listed(&self.documents), listed(&before.documents)),
        ];
        let changed = parts.into_iter().filter(|(_, now, was)| now != was);
        changed.map(|(title, now, _)| format!("{title}: {}", now.replace('_', " "))).collect::<Vec<_>>().join("\n")
    }
}
