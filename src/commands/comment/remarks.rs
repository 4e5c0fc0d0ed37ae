//! Remarks on the wording of a comment: told beside the answer, and never in the way of filing.

use std::io::{self, Write as _};

use serde::Serialize;

use crate::domain::comment::{CommentDraft, CommentElement};
use crate::domain::plain_language::{DictionaryAnswer, RemarkKind, find_draft_remarks};
use crate::domain::sanitize;
use crate::policy::jargon;

/// A remark as JSON gives it.
#[derive(Serialize)]
pub(super) struct RemarkJson {
    element: CommentElement,
    kind: RemarkKind,
    says: String,
    expansion: Option<String>,
}

/// What is to be pointed out in a comment.
pub(super) fn remarks_on_draft(draft: &CommentDraft) -> Vec<RemarkJson> {
    let line = |(element, remark): (CommentElement, crate::domain::plain_language::Remark)| RemarkJson {
        element,
        kind: remark.kind,
        says: remark.says,
        expansion: remark.expansion,
    };
    find_draft_remarks(draft, jargon::builtin_jargon(), &mut |_| DictionaryAnswer::Known)
        .into_iter()
        .map(line)
        .collect()
}

/// Tells the remarks on standard error, so that the answer stays alone on standard output.
pub(super) fn print_remarks(remarks: &[RemarkJson]) -> io::Result<()> {
    let mut errors = io::stderr().lock();
    remarks.iter().try_for_each(|remark| {
        writeln!(errors, "{}: {}", remark.element.title(), sanitize::sanitize_line(&remark.says))
    })
}
