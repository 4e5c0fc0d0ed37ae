//! The form as a draft keeps it.

use serde::{Deserialize, Serialize};

use crate::domain::comment::ContactType;
use crate::domain::{PersonNumber, RowId};

/// The form as typed. A draft of an earlier version of the program may lack fields; nothing of it is lost for that.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedComment {
    /// The id of the comment that it will be.
    pub id: Option<RowId>,
    /// Which participant.
    pub person: PersonNumber,
    /// The date as typed, or as understood.
    pub date: String,
    /// The type of contact.
    pub contact_type: Option<ContactType>,
    /// Reached, or only attempted.
    pub reached: bool,
    /// The purpose.
    pub purpose: String,
    /// The narrative.
    pub results: String,
    /// The forms as typed; nothing where the answer is none.
    pub forms: Option<String>,
    /// The documents as typed; nothing where the answer is none.
    pub documents: Option<String>,
    /// Holds domestic-abuse facts, and is to be hidden until revealed.
    pub protected: bool,
}

impl SavedComment {
    /// As the store keeps it.
    pub fn to_body(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what the store kept. A body that is no form is kept as the narrative: no word of a draft is lost.
    pub fn from_body(body: &str) -> Self {
        serde_json::from_str(body).unwrap_or_else(|_not_a_form| Self {
            results: body.to_owned(),
            reached: true,
            forms: Some(String::new()),
            documents: Some(String::new()),
            ..Self::default()
        })
    }
}
