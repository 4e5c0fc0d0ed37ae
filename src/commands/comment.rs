//! `caseload comment`: dictation without the screen, with the same six elements.

use std::io::{self, Read as _};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use chrono::NaiveDate;
use serde::Serialize;

use super::cli::{self, CommentWhat};
use super::context::Context;
use super::output::{self, object};
use crate::domain::comment::{CommentDraft, ContactType, Element};
use crate::domain::dates;
use crate::domain::plain;
use crate::domain::{CaseNumber, Change, PersonNumber, RowId, WorkerNumber};
use crate::store::{FiledComment, Refusal, Store, StoreError, local};

pub(super) fn run(context: &Context, args: cli::Comment) -> anyhow::Result<ExitCode> {
    match args.what {
        CommentWhat::File(args) => file(context, args),
        CommentWhat::Show { case } => show(context, &case),
        CommentWhat::Post { id } => post(context, id),
    }
}

fn file(context: &Context, args: cli::CommentFile) -> anyhow::Result<ExitCode> {
    let mut store = context.open()?;
    let id = args.id.unwrap_or_else(|| store.new_row_id());
    let case = args.case.clone();
    let draft = draft(args, context.today())?;
    let comment = draft.complete(id, case).map_err(|missing| anyhow::anyhow!(named(&missing)))?;
    match store.record(Change::CommentFiled(comment)) {
        // Filed by an earlier try of the same command: the comment is there, once.
        Ok(_) | Err(StoreError::Refused(Refusal::AlreadyFiled(_))) => filed(context, &store, id),
        Err(error) => Err(error.into()),
    }
}

fn draft(args: cli::CommentFile, today: NaiveDate) -> anyhow::Result<CommentDraft> {
    let results = match args.results.as_deref() {
        Some("-") => standard_input()?,
        given => given.unwrap_or_default().to_owned(),
    };
    Ok(CommentDraft {
        person: args.person,
        on: Some(dates::spoken(&args.date, today, false)?),
        contact_type: args.contact_type.map(ContactType),
        reached: !args.attempted,
        purpose: args.purpose.unwrap_or_default(),
        results,
        forms: answered(args.forms, args.no_forms),
        documents: answered(args.documents, args.no_documents),
    })
}

/// None named and "none" not said is no answer.
fn answered(named: Vec<String>, none: bool) -> Option<Vec<String>> {
    (none || !named.is_empty()).then_some(named)
}

fn standard_input() -> anyhow::Result<String> {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text).context("The results could not be read from standard input")?;
    Ok(text)
}

/// What is missing, and how it is given.
fn named(missing: &[Element]) -> String {
    let how = |element: &Element| match element {
        Element::Date => "date of contact (--date)",
        Element::Type => "type of contact (--type)",
        Element::Purpose => "purpose (--purpose)",
        Element::Results => "results (--results)",
        Element::Forms => "forms completed (--form or --no-forms)",
        Element::Documents => "documents received (--document or --no-documents)",
    };
    let missing: Vec<_> = missing.iter().map(how).collect();
    format!("Not filed. Missing: {}.", missing.join(", "))
}

fn filed(context: &Context, store: &Store, id: RowId) -> anyhow::Result<ExitCode> {
    let late = store.comment(id)?.is_some_and(|filed| filed.comment.late);
    if context.json() {
        return output::json(&object([("id", id.to_string().into()), ("late", late.into())]));
    }
    output::line(&format!("Filed{}: {id}", if late { " as a late entry" } else { "" }))
}

fn show(context: &Context, case: &CaseNumber) -> anyhow::Result<ExitCode> {
    let store = context.open()?;
    if store.case_record(case)?.is_none() {
        return Err(StoreError::from(Refusal::UnknownCase(case.clone())).into());
    }
    let comments = store.comments(case, u32::MAX)?;
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
    let listed = |named: &[String]| if named.is_empty() { "none".to_owned() } else { named.join(", ") };
    let text = format!(
        "{}  {}  {}{}\n  Purpose: {}\n  Results: {}\n  Forms: {}\n  Documents: {}\n  Entered {} by {}{}  {}\n",
        dates::long(comment.on),
        comment.contact_type,
        if comment.reached { "reached" } else { "attempted" },
        if comment.late { "  LATE ENTRY" } else { "" },
        comment.purpose,
        comment.results.replace('\n', "\n           "),
        listed(&comment.forms),
        listed(&comment.documents),
        local(filed.entered_ms).format("%a %-d %b %Y %H:%M"),
        filed.author,
        filed.posted.map(|on| format!(", posted {on}")).unwrap_or_default(),
        comment.id,
    );
    plain::shown_lines(&text)
}

fn post(context: &Context, id: RowId) -> anyhow::Result<ExitCode> {
    let mut store = context.open()?;
    let Some(filed) = store.comment(id)? else { bail!("There is no comment {id}.") };
    let on = context.today();
    store.record(Change::CommentPosted { comment: id, case: filed.comment.case, on })?;
    if context.json() {
        return output::json(&object([("id", id.to_string().into()), ("posted", on.to_string().into())]));
    }
    output::line(&format!("Marked as posted: {id}"))
}

/// A comment as JSON gives it.
#[derive(Serialize)]
pub(super) struct CommentLine {
    pub(super) id: RowId,
    pub(super) case: CaseNumber,
    pub(super) person: PersonNumber,
    pub(super) date: NaiveDate,
    #[serde(rename = "type")]
    pub(super) contact_type: String,
    pub(super) reached: bool,
    pub(super) purpose: String,
    pub(super) results: String,
    pub(super) forms: Vec<String>,
    pub(super) documents: Vec<String>,
    pub(super) late: bool,
    pub(super) author: WorkerNumber,
    pub(super) entered: String,
    pub(super) posted: Option<NaiveDate>,
}

impl CommentLine {
    pub(super) fn of(filed: &FiledComment) -> Self {
        let comment = filed.comment.clone();
        Self {
            id: comment.id,
            case: comment.case,
            person: comment.person,
            date: comment.on,
            contact_type: comment.contact_type.0,
            reached: comment.reached,
            purpose: comment.purpose,
            results: comment.results,
            forms: comment.forms,
            documents: comment.documents,
            late: comment.late,
            author: filed.author.clone(),
            entered: local(filed.entered_ms).to_rfc3339(),
            posted: filed.posted,
        }
    }
}
