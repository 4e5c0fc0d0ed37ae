//! Remarks on the wording of a comment: told beside the answer, and never in the way of filing.

use std::io::{self, Write as _};

use serde::Serialize;

use crate::domain::comment::{CommentDraft, Element};
use crate::domain::plain;
use crate::domain::plain_words::{RemarkKind, Spelt, remarks_on};
use crate::policy::jargon;

/// A remark as JSON gives it.
#[derive(Serialize)]
pub(super) struct RemarkLine {
    element: Element,
    kind: RemarkKind,
    says: String,
    expansion: Option<String>,
}

/// What is to be pointed out in a comment.
pub(super) fn on(draft: &CommentDraft) -> anyhow::Result<Vec<RemarkLine>> {
    let line = |(element, remark): (Element, crate::domain::plain_words::Remark)| RemarkLine {
        element,
        kind: remark.kind,
        says: remark.says,
        expansion: remark.expansion,
    };
    Ok(remarks_on(draft, jargon::builtin()?, &mut |_| Spelt::Known).into_iter().map(line).collect())
}

/// Tells the remarks on standard error, so that the answer stays alone on standard output.
pub(super) fn tell(remarks: &[RemarkLine]) -> io::Result<()> {
    let mut errors = io::stderr().lock();
    remarks.iter().try_for_each(|remark| writeln!(errors, "{}: {}", remark.element.title(), plain::shown(&remark.says)))
}
