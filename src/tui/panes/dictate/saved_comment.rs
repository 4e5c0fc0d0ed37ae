//! The comment form in a draft.

use serde::{Deserialize, Serialize};

use super::revision::{Revision, RevisionKind};
use crate::domain::comment::ContactType;
use crate::domain::{PersonNumber, RowId};
use crate::store::FiledComment;

/// The form as typed. A draft of an earlier version of the program may lack fields; the others are still read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedComment {
    /// The id of the comment that the form will become; `None` in a draft of an earlier version.
    pub id: Option<RowId>,
    /// The participant with whom the contact was.
    pub person: PersonNumber,
    /// The date, written out if the typed text is one.
    pub date: String,
    /// The type of the contact.
    pub contact_type: Option<ContactType>,
    /// Whether the participant was reached or the contact only attempted; `None` if that is not chosen yet.
    pub reached: Option<bool>,
    /// The purpose.
    pub purpose: String,
    /// The narrative.
    pub results: String,
    /// The forms as typed; `None` if the answer is none.
    pub forms: Option<String>,
    /// The documents as typed; `None` if the answer is none.
    pub documents: Option<String>,
    /// Whether the comment states domestic-abuse facts and is hidden until revealed.
    pub protected: bool,
    /// The filed comment that the form changes, if it does not dictate a new one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revises: Option<Revision>,
}

impl SavedComment {
    /// Returns the form as the store keeps it.
    pub fn to_body(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads a form as the store keeps it. If the body is not a valid form, all of it becomes the narrative, so that no
    /// word of a draft is lost.
    pub fn from_body(body: &str) -> Self {
        serde_json::from_str(body).unwrap_or_else(|_not_a_form| Self {
            results: body.to_owned(),
            forms: Some(String::new()),
            documents: Some(String::new()),
            ..Self::default()
        })
    }
}

impl SavedComment {
    /// Returns the form as a filed comment fills it in.
    pub fn from_filed(filed: &FiledComment, kind: RevisionKind) -> Self {
        let comment = &filed.comment;
        let listed = |items: &[String]| (!items.is_empty()).then(|| items.join(", "));
        Self {
            id: None,
            person: comment.person,
            date: comment.on.to_string(),
            contact_type: Some(comment.contact_type.clone()),
            reached: Some(comment.reached),
            purpose: comment.purpose().to_owned(),
            results: comment.results().to_owned(),
            forms: listed(comment.forms()),
            documents: listed(comment.documents()),
            protected: comment.protected,
            revises: Some(Revision { comment: comment.id, kind }),
        }
    }
}
