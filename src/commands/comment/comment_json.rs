//! A comment as JSON and tables give it.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::{CaseNumber, PersonNumber, RowId, WorkerNumber};
use crate::platform::local_time;
use crate::store::{FiledAmendment, FiledComment};

/// A comment as JSON gives it.
#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a field of the JSON")]
pub(in crate::commands) struct CommentJson {
    pub(in crate::commands) id: RowId,
    pub(in crate::commands) case: CaseNumber,
    pub(in crate::commands) person: PersonNumber,
    pub(in crate::commands) date: NaiveDate,
    #[serde(rename = "type")]
    pub(in crate::commands) contact_type: String,
    pub(in crate::commands) reached: bool,
    pub(in crate::commands) protected: bool,
    pub(in crate::commands) purpose: String,
    pub(in crate::commands) results: String,
    pub(in crate::commands) forms: Vec<String>,
    pub(in crate::commands) documents: Vec<String>,
    pub(in crate::commands) late: bool,
    pub(in crate::commands) in_error: bool,
    pub(in crate::commands) author: WorkerNumber,
    pub(in crate::commands) entered: String,
    pub(in crate::commands) posted: Option<NaiveDate>,
    pub(in crate::commands) to_post: bool,
    pub(in crate::commands) amendments: Vec<AmendmentJson>,
}

/// An amendment as JSON gives it.
#[derive(Serialize)]
pub(in crate::commands) struct AmendmentJson {
    pub(in crate::commands) id: RowId,
    pub(in crate::commands) kind: &'static str,
    pub(in crate::commands) reason: String,
    pub(in crate::commands) text: String,
    pub(in crate::commands) author: WorkerNumber,
    pub(in crate::commands) entered: String,
    pub(in crate::commands) posted: Option<NaiveDate>,
}

impl CommentJson {
    pub(in crate::commands) fn from_filed(filed: &FiledComment) -> Self {
        let comment = &filed.comment;
        Self {
            id: comment.id,
            case: comment.case.clone(),
            person: comment.person,
            date: comment.on,
            contact_type: comment.contact_type.0.clone(),
            reached: comment.reached,
            protected: comment.protected,
            purpose: comment.purpose().to_owned(),
            results: comment.results().to_owned(),
            forms: comment.forms().to_vec(),
            documents: comment.documents().to_vec(),
            late: comment.late,
            in_error: filed.is_in_error(),
            author: filed.author.clone(),
            entered: local_time(filed.entered_ms).to_rfc3339(),
            posted: filed.posted,
            to_post: filed.to_post,
            amendments: filed.amendments.iter().map(AmendmentJson::from_filed).collect(),
        }
    }
}

impl AmendmentJson {
    fn from_filed(filed: &FiledAmendment) -> Self {
        Self {
            id: filed.amendment.id,
            kind: filed.amendment.kind.id(),
            reason: filed.amendment.reason().to_owned(),
            text: filed.amendment.text().to_owned(),
            author: filed.author.clone(),
            entered: local_time(filed.entered_ms).to_rfc3339(),
            posted: filed.posted,
        }
    }
}
