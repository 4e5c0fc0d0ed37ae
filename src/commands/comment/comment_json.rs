//! A comment in JSON (docs/json.md). Every command that answers with comments uses this form.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::{CaseNumber, PersonNumber, RowId, WorkerNumber};
use crate::platform::local_time;
use crate::store::{FiledAmendment, FiledComment};

/// A comment in JSON.
#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a field of the JSON")]
pub(crate) struct CommentJson {
    pub(crate) id: RowId,
    /// The EC under whom the case is listed, in the lists of a home with the cases of several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) ec: Option<WorkerNumber>,
    pub(crate) case: CaseNumber,
    pub(crate) person: PersonNumber,
    pub(crate) date: NaiveDate,
    #[serde(rename = "type")]
    pub(crate) contact_type: String,
    pub(crate) reached: bool,
    pub(crate) protected: bool,
    pub(crate) purpose: String,
    pub(crate) results: String,
    pub(crate) forms: Vec<String>,
    pub(crate) documents: Vec<String>,
    pub(crate) late: bool,
    pub(crate) in_error: bool,
    pub(crate) author: WorkerNumber,
    pub(crate) entered: String,
    pub(crate) posted: Option<NaiveDate>,
    pub(crate) to_post: bool,
    pub(crate) amendments: Vec<AmendmentJson>,
}

/// An amendment in JSON.
#[derive(Serialize)]
pub(crate) struct AmendmentJson {
    pub(crate) id: RowId,
    pub(crate) kind: &'static str,
    pub(crate) reason: String,
    pub(crate) text: String,
    pub(crate) author: WorkerNumber,
    pub(crate) entered: String,
    pub(crate) posted: Option<NaiveDate>,
}

impl CommentJson {
    pub(crate) fn from_filed(filed: &FiledComment) -> Self {
        let comment = &filed.comment;
        Self {
            id: comment.id,
            ec: None,
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
