//! `caseload comment show`: a case's comments with their amendments, in order.

use std::process::ExitCode;

use super::line::CommentLine;
use crate::commands::access::{self, Form};
use crate::commands::context::Context;
use crate::commands::output;
use crate::domain::comment::ShownComment;
use crate::domain::{CaseNumber, RowId, dates, plain};
use crate::store::{FiledAmendment, FiledComment, Refusal, StoreError, local};

pub(super) fn run(
    context: &Context,
    case: &CaseNumber,
    reveal: Option<RowId>,
    reason: Option<String>,
) -> anyhow::Result<ExitCode> {
    let mut store = context.open()?;
    if store.case_record(case)?.is_none() {
        return Err(StoreError::from(Refusal::UnknownCase(case.clone())).into());
    }
    let comments = match reveal {
        Some(id) => vec![store.reveal(case, id, reason)?],
        None => store.comments(case, u32::MAX)?,
    };
    access::account(&mut store, Form::of(context), Some(case), "the comments of the case")?;
    if context.json() {
        return output::json(&comments.iter().map(CommentLine::of).collect::<Vec<_>>());
    }
    if comments.is_empty() {
        return output::line("No comments.");
    }
    comments.iter().try_for_each(|filed| output::line(&in_full(filed)).map(drop))?;
    Ok(ExitCode::SUCCESS)
}

fn in_full(filed: &FiledComment) -> String {
    let comment = &filed.comment;
    let text = format!(
        "{}  {}  {}{}\n{}  Entered {} by {}{}  {}\n{}",
        dates::long(comment.on),
        comment.contact_type,
        if comment.reached { "reached" } else { "attempted" },
        marks(filed),
        dictated(comment),
        local(filed.entered_ms).format("%a %-d %b %Y %H:%M"),
        filed.author,
        posted(filed),
        comment.id,
        filed.amendments.iter().map(amendment).collect::<String>(),
    );
    plain::shown_lines(&text)
}

fn marks(filed: &FiledComment) -> String {
    let marks = [
        (filed.comment.late, "  LATE ENTRY"),
        (filed.comment.protected, "  PROTECTED"),
        (filed.in_error(), "  ENTERED IN ERROR"),
    ];
    marks.into_iter().filter_map(|(holds, mark)| holds.then_some(mark)).collect()
}

fn dictated(comment: &ShownComment) -> String {
    let Some(told) = comment.narrative.shown() else { return format!("  {}\n", comment.results()) };
    let listed = |named: &[String]| if named.is_empty() { "none".to_owned() } else { named.join(", ") };
    format!(
        "  Purpose: {}\n  Results: {}\n  Forms: {}\n  Documents: {}\n",
        told.purpose,
        indented(&told.results, 11),
        listed(&told.forms),
        listed(&told.documents),
    )
}

fn amendment(filed: &FiledAmendment) -> String {
    let amendment = &filed.amendment;
    let text = if amendment.text().is_empty() { String::new() } else { format!("    {}\n", amendment.text()) };
    format!(
        "  {} of {} by {}: {}\n{}",
        amendment.kind.title().to_uppercase(),
        local(filed.entered_ms).format("%a %-d %b %Y %H:%M"),
        filed.author,
        amendment.reason(),
        indented(&text, 4).trim_end_matches(' '),
    )
}

fn posted(filed: &FiledComment) -> String {
    match filed.posted {
        Some(on) if filed.to_post => format!(", posted {on}, amended since"),
        Some(on) => format!(", posted {on}"),
        None => String::new(),
    }
}

/// The lines after the first under the first.
fn indented(text: &str, by: usize) -> String {
    text.replace('\n', &format!("\n{}", " ".repeat(by)))
}
