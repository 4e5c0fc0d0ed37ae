//! Case comments: what was dictated about a contact (handbook 42-7.38, "Case Dictation").

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::code_words::code_words;
use super::filing_answer::{FilingAnswer, NamedText};
use super::ids::{CaseNumber, PersonNumber, RowId};
use super::redaction::{MaybeRedacted, PROTECTED};

/// A type of contact, as an id of `assets/catalog/contact_types.toml` such as `telephone`. An office may add its own.
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
    /// One of the six elements that every comment on a contact must have.
    pub enum CommentElement {
        /// The date of the contact.
        Date = "date" => "date of contact",
        /// The type of the contact: face-to-face, telephone, …
        Type = "type" => "type of contact",
        /// The purpose of the contact.
        Purpose = "purpose" => "purpose",
        /// The results of the contact.
        Results = "results" => "results",
        /// The forms that were completed, or that there were none.
        Forms = "forms" => "forms completed",
        /// The documents that were received, or that there were none.
        Documents = "documents" => "documents received",
    }
}

/// A comment while it is being dictated; every element may still be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CommentDraft {
    /// The participant's number in the case; 0 for the case as a whole.
    pub person: PersonNumber,
    /// The day of the contact.
    pub on: Option<NaiveDate>,
    /// The type of the contact.
    pub contact_type: Option<ContactType>,
    /// Whether the participant was reached; `false` for an attempt.
    pub reached: bool,
    /// The purpose of the contact.
    pub purpose: String,
    /// The results of the contact.
    pub results: String,
    /// The forms that were completed. An empty list says that there were none; `None` says that nobody answered yet.
    pub forms: Option<Vec<String>>,
    /// The documents that were received. An empty list says that there were none; `None` says that nobody answered
    /// yet.
    pub documents: Option<Vec<String>>,
    /// Whether the comment holds domestic-abuse facts, which are hidden until somebody reveals them on purpose.
    pub protected: bool,
    /// What the worker answered to doubts of the program.
    pub answers: Vec<FilingAnswer>,
}

impl CommentDraft {
    /// Returns the elements that are missing, in the order of the form.
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

    /// Returns how many characters its texts have together.
    pub fn character_count(&self) -> usize {
        let listed = self.forms.iter().chain(&self.documents).flatten();
        [&self.purpose, &self.results].into_iter().chain(listed).map(|text| text.chars().count()).sum()
    }

    /// Turns the draft into a comment that is ready to be filed.
    ///
    /// # Errors
    /// Returns the missing elements, never an empty list.
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
                answers: self.answers,
            }),
            _ => Err(missing),
        }
    }
}

/// A filed comment as the log keeps it. It is never changed, only amended. Screens show it as a [`CommentView`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// The id of the comment.
    pub id: RowId,
    /// The number of the case.
    pub case: CaseNumber,
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
    /// Whether more working days passed between contact and entry than policy allows. The store sets this.
    #[serde(default)]
    pub late: bool,
    /// Whether the comment holds domestic-abuse facts, which are hidden until somebody reveals them on purpose.
    #[serde(default)]
    pub protected: bool,
    /// What the worker answered to doubts of the program: that words do not tell of domestic abuse, that digits are no
    /// Social Security number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<FilingAnswer>,
}

/// Returns the texts of a comment with what a sentence calls them.
pub fn named_texts<'a>(
    purpose: &'a str,
    results: &'a str,
    forms: &'a [String],
    documents: &'a [String],
) -> Vec<NamedText<'a>> {
    let named =
        |element: CommentElement, texts: &'a [String]| texts.iter().map(move |text| (element.title(), text.as_str()));
    [(CommentElement::Purpose.title(), purpose), (CommentElement::Results.title(), results)]
        .into_iter()
        .chain(named(CommentElement::Forms, forms))
        .chain(named(CommentElement::Documents, documents))
        .collect()
}

impl Comment {
    /// Returns how many characters its texts have together.
    pub fn character_count(&self) -> usize {
        let listed = self.forms.iter().chain(&self.documents);
        [&self.purpose, &self.results].into_iter().chain(listed).map(|text| text.chars().count()).sum()
    }
}

/// The dictated part of a comment, which a protected comment hides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Narrative {
    /// The purpose of the contact.
    pub purpose: String,
    /// The results of the contact.
    pub results: String,
    /// The forms that were completed; an empty list says that there were none.
    pub forms: Vec<String>,
    /// The documents that were received; an empty list says that there were none.
    pub documents: Vec<String>,
}

/// A filed comment as far as a reader may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentView {
    /// The id of the comment.
    pub id: RowId,
    /// The number of the case.
    pub case: CaseNumber,
    /// The participant's number in the case; 0 for the case as a whole.
    pub person: PersonNumber,
    /// The day of the contact.
    pub on: NaiveDate,
    /// The type of the contact.
    pub contact_type: ContactType,
    /// Whether the participant was reached; `false` for an attempt.
    pub reached: bool,
    /// Whether more working days passed between contact and entry than policy allows.
    pub late: bool,
    /// Whether the comment is protected, revealed or not.
    pub protected: bool,
    /// The dictated part; hidden if the comment is protected and was not revealed.
    pub narrative: MaybeRedacted<Narrative>,
}

impl CommentView {
    /// Returns whether the text is protected and was not revealed.
    pub const fn is_hidden(&self) -> bool {
        self.narrative.as_visible().is_none()
    }

    /// Returns the purpose, or the note that it is hidden.
    pub fn purpose(&self) -> &str {
        self.narrative.as_visible().map_or(PROTECTED, |narrative| &narrative.purpose)
    }

    /// Returns the results, or the note that they are hidden.
    pub fn results(&self) -> &str {
        self.narrative.as_visible().map_or(PROTECTED, |narrative| &narrative.results)
    }

    /// Returns the forms that were completed; empty where they are hidden.
    pub fn forms(&self) -> &[String] {
        self.narrative.as_visible().map_or(&[], |narrative| &narrative.forms)
    }

    /// Returns the documents that were received; empty where they are hidden.
    pub fn documents(&self) -> &[String] {
        self.narrative.as_visible().map_or(&[], |narrative| &narrative.documents)
    }
}

impl Comment {
    /// Returns the comment as lists show it: a protected one without its dictated part.
    pub fn redact(self) -> CommentView {
        let protected = self.protected;
        self.into_view(protected)
    }

    /// Returns the comment with its dictated part. Only the store may call this, because it records the reveal.
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
    fn an_empty_list_is_an_answer() {
        assert!(whole().missing_elements().is_empty());
    }

    #[test]
    fn each_missing_element_is_named() {
        let draft = CommentDraft { purpose: "  ".into(), documents: None, ..whole() };
        assert_eq!(draft.missing_elements(), [CommentElement::Purpose, CommentElement::Documents]);
        assert_eq!(CommentDraft::default().missing_elements().len(), 6);
    }

    #[test]
    fn a_protected_comment_is_shown_without_its_dictated_part() {
        let draft = CommentDraft { protected: true, ..whole() };
        let comment = draft.into_comment(RowId(uuid::Uuid::nil()), CaseNumber::default()).unwrap();
        assert!(!format!("{:?}", comment.clone().redact()).contains("attendance"));
        assert_eq!(comment.clone().redact().purpose(), PROTECTED);
        assert_eq!(comment.reveal().purpose(), "monthly contact");
    }

    #[test]
    fn every_character_of_its_texts_counts() {
        let listed = |words: &[&str]| Some(words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        let (purpose, results) = ("aé".to_owned(), "three".to_owned());
        let draft =
            CommentDraft { purpose, results, forms: listed(&["WTW 2", "x"]), documents: listed(&["ID"]), ..whole() };
        assert_eq!(draft.character_count(), 2 + 5 + 5 + 1 + 2);
        assert_eq!(CommentDraft::default().character_count(), 0);
        let comment = draft.into_comment(RowId(uuid::Uuid::nil()), CaseNumber::default()).unwrap();
        assert_eq!(comment.character_count(), 15);
        let view = comment.clone().redact();
        let lists = |view: &CommentView| (view.forms().join(","), view.documents().join(","));
        assert_eq!((view.results(), lists(&view)), ("three", ("WTW 2,x".to_owned(), "ID".to_owned())));
        let hidden = Comment { protected: true, ..comment }.redact();
        assert_eq!((hidden.results(), lists(&hidden)), (PROTECTED, (String::new(), String::new())));
        assert_eq!(ContactType("office".to_owned()).to_string(), "office");
    }

    #[test]
    fn a_draft_without_its_words_becomes_no_comment() {
        let draft = CommentDraft { results: " ".into(), ..whole() };
        let missing = draft.into_comment(RowId(uuid::Uuid::nil()), CaseNumber::default()).unwrap_err();
        assert_eq!(missing, [CommentElement::Results]);
    }
}
