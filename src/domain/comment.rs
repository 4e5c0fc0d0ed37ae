//! Case comments: what was dictated about a contact (handbook 42-7.38, "Case Dictation").

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::code_words::code_words;
use super::ids::{CaseNumber, PersonNumber, RowId};
use super::redaction::{MaybeRedacted, PROTECTED};

/// A type of contact: an id of `assets/catalog/contact_types.toml`, such as `telephone`. An office may add its own.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ContactType(pub String);

impl fmt::Display for ContactType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

code_words! {
    /// One of the six elements that every comment on a contact holds.
    pub enum CommentElement {
        /// The date of the contact.
        Date = "date" => "date of contact",
        /// Its type: face-to-face, telephone, …
        Type = "type" => "type of contact",
        /// Its purpose.
        Purpose = "purpose" => "purpose",
        /// Its results.
        Results = "results" => "results",
        /// The forms completed, or none.
        Forms = "forms" => "forms completed",
        /// The documents received, or none.
        Documents = "documents" => "documents received",
    }
}

/// A comment as it is being dictated: nothing in it need be there yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CommentDraft {
    /// Which participant.
    pub person: PersonNumber,
    /// The day of the contact.
    pub on: Option<NaiveDate>,
    /// Its type.
    pub contact_type: Option<ContactType>,
    /// Reached, or only attempted.
    pub reached: bool,
    /// Its purpose.
    pub purpose: String,
    /// Its results.
    pub results: String,
    /// The forms completed; an empty list says none, nothing says not answered.
    pub forms: Option<Vec<String>>,
    /// The documents received; an empty list says none, nothing says not answered.
    pub documents: Option<Vec<String>>,
    /// Holds domestic-abuse facts, and is to be hidden until revealed on purpose.
    pub protected: bool,
}

impl CommentDraft {
    /// The elements that are missing, in the order of the form.
    pub fn missing_elements(&self) -> Vec<CommentElement> {
        let absent = [
            (CommentElement::Date, self.on.is_none()),
            (CommentElement::Type, self.contact_type.is_none()),
            (CommentElement::Purpose, self.purpose.trim().is_empty()),
            (CommentElement::Results, self.results.trim().is_empty()),
            (CommentElement::Forms, self.forms.is_none()),
            (CommentElement::Documents, self.documents.is_none()),
        ];
        absent.into_iter().filter_map(|(element, absent)| absent.then_some(element)).collect()
    }

    /// The comment that this draft is, ready to be filed.
    ///
    /// # Errors
    /// The elements that are missing, never an empty list.
    pub fn into_comment(self, id: RowId, case: CaseNumber) -> Result<Comment, Vec<CommentElement>> {
        let missing = self.missing_elements();
        match (self.on, self.contact_type, self.forms, self.documents) {
            (Some(on), Some(contact_type), Some(forms), Some(documents)) if missing.is_empty() => Ok(Comment {
                id,
                case,
                person: self.person,
                on,
                contact_type,
                reached: self.reached,
                purpose: self.purpose.trim().to_owned(),
                results: self.results.trim().to_owned(),
                forms,
                documents,
                late: false,
                protected: self.protected,
            }),
            _ => Err(missing),
        }
    }
}

/// A filed comment as the log keeps it. It is never changed, only amended. What is shown of it is a [`ShownComment`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Its id.
    pub id: RowId,
    /// The case.
    pub case: CaseNumber,
    /// Which participant; 0 for the case as a whole.
    pub person: PersonNumber,
    /// The day of the contact.
    pub on: NaiveDate,
    /// Its type.
    pub contact_type: ContactType,
    /// Reached, or only attempted.
    pub reached: bool,
    /// Its purpose.
    pub purpose: String,
    /// Its results.
    pub results: String,
    /// The forms completed; empty says none.
    pub forms: Vec<String>,
    /// The documents received; empty says none.
    pub documents: Vec<String>,
    /// Entered more working days after the contact than policy allows. Set when filed, never by hand.
    #[serde(default)]
    pub late: bool,
    /// Holds domestic-abuse facts: hidden until revealed on purpose.
    #[serde(default)]
    pub protected: bool,
}

/// What was dictated: the elements of a comment that may be protected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Narrative {
    /// The purpose of the contact.
    pub purpose: String,
    /// Its results.
    pub results: String,
    /// The forms completed; empty says none.
    pub forms: Vec<String>,
    /// The documents received; empty says none.
    pub documents: Vec<String>,
}

/// A filed comment as far as it may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentView {
    /// Its id.
    pub id: RowId,
    /// The case.
    pub case: CaseNumber,
    /// Which participant; 0 for the case as a whole.
    pub person: PersonNumber,
    /// The day of the contact.
    pub on: NaiveDate,
    /// Its type.
    pub contact_type: ContactType,
    /// Reached, or only attempted.
    pub reached: bool,
    /// Entered more working days after the contact than policy allows.
    pub late: bool,
    /// Whether it is protected, revealed or not.
    pub protected: bool,
    /// What was dictated.
    pub narrative: MaybeRedacted<Narrative>,
}

impl CommentView {
    /// The purpose, or that it is hidden.
    pub fn purpose(&self) -> &str {
        self.narrative.as_visible().map_or(PROTECTED, |told| &told.purpose)
    }

    /// The results, or that they are hidden.
    pub fn results(&self) -> &str {
        self.narrative.as_visible().map_or(PROTECTED, |told| &told.results)
    }

    /// The forms completed; none where they are hidden.
    pub fn forms(&self) -> &[String] {
        self.narrative.as_visible().map_or(&[], |told| &told.forms)
    }

    /// The documents received; none where they are hidden.
    pub fn documents(&self) -> &[String] {
        self.narrative.as_visible().map_or(&[], |told| &told.documents)
    }
}

impl Comment {
    /// The comment as lists show it: a protected one without what was dictated.
    pub fn redact(self) -> CommentView {
        let protected = self.protected;
        self.into_view(protected)
    }

    /// The comment with what was dictated. For the store alone, which records the reveal.
    pub(crate) fn reveal(self) -> CommentView {
        self.into_view(false)
    }

    fn into_view(self, hidden: bool) -> CommentView {
        let Self { id, case, person, on, contact_type, reached, late, protected, .. } = self;
        let narrative =
            Narrative { purpose: self.purpose, results: self.results, forms: self.forms, documents: self.documents };
        let narrative = MaybeRedacted::new(narrative, hidden);
        CommentView { id, case, person, on, contact_type, reached, late, protected, narrative }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole() -> CommentDraft {
        CommentDraft {
            on: NaiveDate::from_ymd_opt(2026, 11, 19),
            contact_type: Some(ContactType("telephone".into())),
            purpose: "monthly contact".into(),
            results: "agreed to bring the attendance sheet".into(),
            forms: Some(vec![]),
            documents: Some(vec![]),
            ..CommentDraft::default()
        }
    }

    #[test]
    fn none_is_an_answer() {
        assert!(whole().missing_elements().is_empty());
    }

    #[test]
    fn each_missing_element_is_named() {
        let draft = CommentDraft { purpose: "  ".into(), documents: None, ..whole() };
        assert_eq!(draft.missing_elements(), [CommentElement::Purpose, CommentElement::Documents]);
        assert_eq!(CommentDraft::default().missing_elements().len(), 6);
    }

    #[test]
    fn what_is_protected_is_not_in_what_is_shown() {
        let draft = CommentDraft { protected: true, ..whole() };
        let comment = draft.into_comment(RowId(uuid::Uuid::nil()), CaseNumber::default()).unwrap();
        assert!(!format!("{:?}", comment.clone().redact()).contains("attendance"));
        assert_eq!(comment.clone().redact().purpose(), PROTECTED);
        assert_eq!(comment.reveal().purpose(), "monthly contact");
    }
}
