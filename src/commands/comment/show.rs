//! `caseload comment show`: prints a case's comments with their amendments, the newest first.

use std::process::ExitCode;

use super::comment_json::CommentJson;
use super::{PROTECTED_COMMENT, explain_refusal};
use crate::commands::access::{self, Channel};
use crate::commands::context::CliContext;
use crate::commands::output;
use crate::domain::amendment::AmendmentKind;
use crate::domain::comment::CommentView;
use crate::domain::facts::CaseFacts;
use crate::domain::filing_answer::{Confirmations, FilingAnswer};
use crate::domain::{CaseNumber, PersonNumber, RowId, dates, sanitize};
use crate::platform::local_time;
use crate::present::dates::moment_text;
use crate::present::labels::contact_type_text;
use crate::store::{FiledAmendment, FiledComment, Refusal, Store, StoreError};

/// Reveals a protected comment for a reason that may have been doubted and answered.
pub(super) fn reveal_comment(
    store: &mut Store,
    case: &CaseNumber,
    id: RowId,
    reason: Option<String>,
    answers: Vec<FilingAnswer>,
) -> anyhow::Result<FiledComment> {
    store.set_answers(Confirmations { for_ec: None, wording: answers });
    store.reveal_comment(case, id, reason).map_err(|error| match error {
        StoreError::Refused(Refusal::NoReason) => anyhow::anyhow!("Say why: --reason TEXT. The log keeps the reason."),
        error => explain_refusal(error, PROTECTED_COMMENT),
    })
}

pub(super) fn run(
    context: &CliContext,
    case: &CaseNumber,
    reveal: Option<(RowId, Option<String>, Vec<FilingAnswer>)>,
) -> anyhow::Result<ExitCode> {
    let mut store = context.open_record()?;
    let Some(record) = store.case_record(case)? else {
        return Err(StoreError::from(Refusal::UnknownCase(case.clone())).into());
    };
    let comments = match reveal {
        Some((id, reason, answers)) => vec![reveal_comment(&mut store, case, id, reason, answers)?],
        None => store.comments_of_case(case, u32::MAX)?,
    };
    access::record_access(&mut store, Channel::from_context(context), Some(case), "the comments of the case")?;
    if context.wants_json() {
        return output::print_json(&comments.iter().map(CommentJson::from_filed).collect::<Vec<_>>());
    }
    if comments.is_empty() {
        return output::print_line("No comments.");
    }
    comments.iter().try_for_each(|filed| output::print_line(&comment_text(filed, &record.facts)).map(drop))?;
    Ok(ExitCode::SUCCESS)
}

fn comment_text(filed: &FiledComment, facts: &CaseFacts) -> String {
    let comment = &filed.comment;
    let text = format!(
        "{}  {}  {}  {}{}\n{}  Entered {} by {}{}  {}\n{}",
        dates::format_long_date(comment.on),
        contact_type_text(&comment.contact_type),
        if comment.reached { "reached" } else { "attempted" },
        person_text(comment.person, facts),
        comment_marks(filed),
        narrative_text(comment),
        moment_text(local_time(filed.entered_ms).naive_local()),
        filed.author,
        posted_note(filed),
        comment.id,
        filed.amendments.iter().map(amendment_text).collect::<String>(),
    );
    sanitize::sanitize_lines(&text)
}

/// Returns with whom the contact was, by number and name.
fn person_text(person: PersonNumber, facts: &CaseFacts) -> String {
    if person == PersonNumber::CASE {
        return "case as a whole".to_owned();
    }
    let present = facts.present_number(person);
    let known = facts.people.iter().find(|known| known.person == Some(present));
    let name = known.and_then(|known| known.name.as_ref()).map(|name| format!(" {name}")).unwrap_or_default();
    format!("person {person}{name}")
}

fn comment_marks(filed: &FiledComment) -> String {
    let marks = [(filed.comment.late, "  LATE ENTRY"), (filed.is_in_error(), "  ENTERED IN ERROR")];
    marks.into_iter().filter_map(|(applies, mark)| applies.then_some(mark)).collect()
}

fn narrative_text(comment: &CommentView) -> String {
    let Some(narrative) = comment.narrative.as_visible() else { return hidden_text(comment) };
    let list = |named: &[String]| if named.is_empty() { "none".to_owned() } else { named.join(", ") };
    format!(
        "  Purpose: {}\n  Results: {}\n  Forms: {}\n  Documents: {}\n",
        narrative.purpose,
        indent_following_lines(&narrative.results, 11),
        list(&narrative.forms),
        list(&narrative.documents),
    )
}

/// Says that a comment's words are hidden, and the command by which whoever may read them does.
fn hidden_text(comment: &CommentView) -> String {
    let (case, id) = (&comment.case, comment.id);
    format!("  Kept apart. Whoever may read it writes why: caseload comment show {case} --reveal {id} --reason WORDS\n")
}

fn amendment_text(filed: &FiledAmendment) -> String {
    let amendment = &filed.amendment;
    let moment = moment_text(local_time(filed.entered_ms).naive_local());
    if amendment.words.as_visible().is_none() {
        return match amendment.kind {
            AmendmentKind::Protected => format!("  Hidden since {moment} by {}\n", filed.author),
            kind => format!("  {} of {moment} by {}\n", kind.title().to_uppercase(), filed.author),
        };
    }
    let text = if amendment.text().is_empty() { String::new() } else { format!("    {}\n", amendment.text()) };
    format!(
        "  {} of {} by {}: {}\n{}",
        amendment.kind.title().to_uppercase(),
        moment,
        filed.author,
        amendment.reason(),
        indent_following_lines(&text, 4).trim_end_matches(' '),
    )
}

fn posted_note(filed: &FiledComment) -> String {
    match filed.posted {
        Some(on) if filed.to_post => format!(", posted {}, amended since", dates::format_long_date(on)),
        Some(on) => format!(", posted {}", dates::format_long_date(on)),
        None => String::new(),
    }
}

/// Indents all lines but the first by this many spaces.
fn indent_following_lines(text: &str, by: usize) -> String {
    text.replace('\n', &format!("\n{}", " ".repeat(by)))
}
