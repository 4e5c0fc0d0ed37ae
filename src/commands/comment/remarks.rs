//! Remarks on the wording of a comment. They are printed in addition to the answer and never prevent a comment from
//! being filed.

use std::io::{self, Write as _};

use serde::Serialize;

use crate::commands::filtered;
use crate::domain::comment::{CommentDraft, CommentElement};
use crate::domain::plain_language::{DictionaryAnswer, Remark, RemarkKind, find_draft_remarks};
use crate::domain::sanitize;
use crate::policy::jargon;

/// A remark in JSON.
#[derive(Serialize)]
pub(super) struct RemarkJson {
    element: CommentElement,
    kind: RemarkKind,
    says: String,
    expansion: Option<String>,
}

/// Returns the remarks on a draft. The command has no spelling dictionary, so it counts every word as known.
pub(super) fn remarks_on_draft(draft: &CommentDraft) -> Vec<RemarkJson> {
    let as_json = |(element, remark): (CommentElement, Remark)| RemarkJson {
        element,
        kind: remark.kind,
        says: remark.says,
        expansion: remark.expansion,
    };
    find_draft_remarks(draft, jargon::builtin_jargon(), &mut |_| DictionaryAnswer::Known)
        .into_iter()
        .map(as_json)
        .collect()
}

/// Prints the remarks on standard error, so that standard output holds only the answer.
pub(super) fn print_remarks(remarks: &[RemarkJson]) -> io::Result<()> {
    let mut errors = filtered::text_errors();
    remarks.iter().try_for_each(|remark| {
        writeln!(errors, "{}: {}", remark.element.title(), sanitize::sanitize_line(&remark.says))
    })
}
