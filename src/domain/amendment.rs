//! Amendments: a filed comment is never changed; what has to be said about it later is filed beside it.

use serde::{Deserialize, Serialize};

use super::code_words::code_words;
use super::corrected_elements::CorrectedElements;
use super::filing_answer::FilingAnswer;
use super::ids::{CaseNumber, RowId};
use super::redaction::{MaybeRedacted, PROTECTED};

code_words! {
    /// The kind of reason for which a filed comment is amended.
    pub enum AmendmentKind {
        /// More was learned since the comment was filed.
        Addendum = "addendum" => "addendum",
        /// Something in the comment is wrong; the amendment says what is right.
        Correction = "correction" => "correction",
        /// Something of the contact itself was left out and is entered late.
        LateEntry = "late_entry" => "late entry",
        /// The comment should not be there: it is about another case, another person, or no contact at all. It no
        /// longer proves anything.
        EnteredInError = "entered_in_error" => "entered in error",
        /// The comment holds domestic-abuse facts: from now on it is hidden as if it had been filed protected, with all
        /// its amendments. Nothing takes this back.
        Protected = "protected" => "protected",
    }
}

impl AmendmentKind {
    /// Returns whether the amendment says something of the contact, so that the system of record must have it too. That
    /// a comment is hidden here is no part of what was said.
    pub const fn is_to_be_posted(self) -> bool {
        !matches!(self, Self::Protected)
    }

    /// Returns whether the amendment must have a text besides its reason.
    pub const fn needs_text(self) -> bool {
        !matches!(self, Self::EnteredInError | Self::Protected)
    }
}

/// An amendment of a filed comment, as the log keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amendment {
    /// The id of the amendment.
    pub id: RowId,
    /// The id of the comment that is amended.
    pub comment: RowId,
    /// The number of the comment's case.
    pub case: CaseNumber,
    /// The kind of amendment.
    pub kind: AmendmentKind,
    /// The reason for the amendment.
    pub reason: String,
    /// The text that is added or corrected; it may be empty where the kind needs none.
    pub text: String,
    /// Whether the comment is protected, and so the amendment too. The store sets this from the comment.
    #[serde(default)]
    pub protected: bool,
    /// What the worker answered to doubts of the program.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<FilingAnswer>,
    /// All elements of the comment as they are right, where a correction gives them. From then on they stand in place of
    /// those that were filed, also in what the comment proves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected: Option<Box<CorrectedElements>>,
}

/// The words of an amendment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmendmentText {
    /// The reason for the amendment.
    pub reason: String,
    /// The text that is added or corrected.
    pub text: String,
}

/// An amendment as far as a reader may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmendmentView {
    /// The id of the amendment.
    pub id: RowId,
    /// The kind of amendment.
    pub kind: AmendmentKind,
    /// The words of the amendment; hidden if the comment is protected and was not revealed.
    pub words: MaybeRedacted<AmendmentText>,
}

impl AmendmentView {
    /// Returns the reason for the amendment, or the note that it is hidden.
    pub fn reason(&self) -> &str {
        self.words.as_visible().map_or(PROTECTED, |words| &words.reason)
    }

    /// Returns the text that is added or corrected, or the note that it is hidden.
    pub fn text(&self) -> &str {
        self.words.as_visible().map_or(PROTECTED, |words| &words.text)
    }
}

impl Amendment {
    /// Returns whether the amendment takes back or changes what the comment proves, such as the contact of a month.
    pub fn changes_proof(&self) -> bool {
        self.kind == AmendmentKind::EnteredInError || self.corrected.is_some()
    }

    /// Returns the amendment as lists show it: that of a protected comment without its words.
    pub fn redact(self) -> AmendmentView {
        let protected = self.protected;
        self.into_view(protected)
    }

    /// Returns the amendment with its words. Only the store may call this, because it records the reveal.
    pub(crate) fn reveal(self) -> AmendmentView {
        self.into_view(false)
    }

    fn into_view(self, hidden: bool) -> AmendmentView {
        let words = AmendmentText { reason: self.reason, text: self.text };
        AmendmentView { id: self.id, kind: self.kind, words: MaybeRedacted::new(words, hidden) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_protected_amendment_are_hidden_until_they_are_revealed() {
        let amendment = |protected| Amendment {
            id: RowId(uuid::Uuid::nil()),
            comment: RowId(uuid::Uuid::nil()),
            case: "14B51159".parse().unwrap(),
            kind: AmendmentKind::Correction,
            reason: "wrong day".to_owned(),
            text: "The call was on Monday.".to_owned(),
            protected,
            answers: Vec::new(),
            corrected: None,
        };
        let words = |view: &AmendmentView| (view.reason().to_owned(), view.text().to_owned());
        let open = ("wrong day".to_owned(), "The call was on Monday.".to_owned());
        assert_eq!(words(&amendment(false).redact()), open);
        assert_eq!(words(&amendment(true).redact()), (PROTECTED.to_owned(), PROTECTED.to_owned()));
        assert_eq!(words(&amendment(true).reveal()), open);
    }

    #[test]
    fn only_an_entry_made_in_error_needs_no_text() {
        let needs: Vec<_> = [
            AmendmentKind::Addendum,
            AmendmentKind::Correction,
            AmendmentKind::LateEntry,
            AmendmentKind::EnteredInError,
        ]
        .map(AmendmentKind::needs_text)
        .to_vec();
        assert_eq!(needs, [true, true, true, false]);
    }
}
