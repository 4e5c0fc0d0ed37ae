//! Amendments: a filed comment is never changed, and what is to be said about it later stands beside it.

use serde::{Deserialize, Serialize};

use super::code_words::code_words;
use super::ids::{CaseNumber, RowId};
use super::redaction::{MaybeRedacted, PROTECTED};

code_words! {
    /// Why a filed comment is amended.
    pub enum AmendmentKind {
        /// More was learned since.
        Addendum = "addendum" => "addendum",
        /// Something in the comment is wrong; the amendment says what is right.
        Correction = "correction" => "correction",
        /// Something of the contact itself was left out and is entered late.
        LateEntry = "late_entry" => "late entry",
        /// The comment should not be there: another case, another person, no contact at all. It proves nothing any more.
        EnteredInError = "entered_in_error" => "entered in error",
    }
}

impl AmendmentKind {
    /// Whether the amendment must have a text besides its reason.
    pub const fn needs_text(self) -> bool {
        !matches!(self, Self::EnteredInError)
    }
}

/// An amendment of a filed comment, as the log keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amendment {
    /// Its id.
    pub id: RowId,
    /// The comment that it amends.
    pub comment: RowId,
    /// The comment's case.
    pub case: CaseNumber,
    /// What kind of amendment.
    pub kind: AmendmentKind,
    /// Why the comment is amended.
    pub reason: String,
    /// What is added or put right; may be empty where the kind needs none.
    pub text: String,
    /// Whether the comment is protected, and so the amendment too. Set when recorded, never by hand.
    #[serde(default)]
    pub protected: bool,
}

/// What an amendment says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmendmentText {
    /// Why the comment is amended.
    pub reason: String,
    /// What is added or put right.
    pub text: String,
}

/// An amendment as far as it may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmendmentView {
    /// Its id.
    pub id: RowId,
    /// What kind of amendment.
    pub kind: AmendmentKind,
    /// What it says.
    pub words: MaybeRedacted<AmendmentText>,
}

impl AmendmentView {
    /// Why the comment is amended, or that this is hidden.
    pub fn reason(&self) -> &str {
        self.words.as_visible().map_or(PROTECTED, |words| &words.reason)
    }

    /// What is added or put right, or that this is hidden.
    pub fn text(&self) -> &str {
        self.words.as_visible().map_or(PROTECTED, |words| &words.text)
    }
}

impl Amendment {
    /// The amendment as lists show it: that of a protected comment without its words.
    pub fn redact(self) -> AmendmentView {
        let protected = self.protected;
        self.into_view(protected)
    }

    /// The amendment with its words. For the store alone, which records the reveal.
    pub(crate) fn reveal(self) -> AmendmentView {
        self.into_view(false)
    }

    fn into_view(self, hidden: bool) -> AmendmentView {
        let words = AmendmentText { reason: self.reason, text: self.text };
        AmendmentView { id: self.id, kind: self.kind, words: MaybeRedacted::new(words, hidden) }
    }
}
