//! `caseload comment`: dictation without the screen, with the same six elements.

mod amend;
mod copy;
mod line;
mod remarks;
mod show;

use std::io;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use chrono::NaiveDate;

use super::cli::{self, CommentWhat};
use super::context::Context;
use super::output::{self, object};
use crate::domain::comment::{CommentDraft, ContactType, Element};
use crate::domain::dates;
use crate::domain::{Change, RowId};
use crate::store::{Refusal, Store, StoreError};

use remarks::RemarkLine;

pub(super) use line::CommentLine;

pub(super) fn run(context: &Context, args: cli::Comment) -> anyhow::Result<ExitCode> {
    match args.what {
        CommentWhat::File(args) => file(context, args),
        CommentWhat::Show { case, reveal, reason } => show::run(context, &case, reveal, reason),
        CommentWhat::Amend(args) => amend::run(context, args),
        CommentWhat::Copy(args) => copy::run(context, args),
        CommentWhat::Post { id } => post(context, id),
    }
}

fn file(context: &Context, args: cli::CommentFile) -> anyhow::Result<ExitCode> {
    let mut store = context.open()?;
    let id = args.id.unwrap_or_else(|| store.new_row_id());
    let case = args.case.clone();
    let draft = draft(args, context.today())?;
    let remarks = remarks::on(&draft)?;
    let comment = draft.complete(id, case).map_err(|missing| anyhow::anyhow!(named(&missing)))?;
    match store.record(Change::CommentFiled(comment)) {
        // Filed by an earlier try of the same command: the comment is there, once.
        Ok(_) | Err(StoreError::Refused(Refusal::AlreadyFiled(_))) => filed(context, &store, id, &remarks),
        Err(error) => Err(error.into()),
    }
}

fn draft(args: cli::CommentFile, today: NaiveDate) -> anyhow::Result<CommentDraft> {
    let results = given(args.results)?;
    Ok(CommentDraft {
        person: args.person,
        on: Some(dates::spoken(&args.date, today, false)?),
        contact_type: args.contact_type.map(ContactType),
        reached: !args.attempted,
        purpose: args.purpose.unwrap_or_default(),
        results,
        forms: answered(args.forms, args.no_forms),
        documents: answered(args.documents, args.no_documents),
        protected: args.protected,
    })
}

/// None named and "none" not said is no answer.
fn answered(named: Vec<String>, none: bool) -> Option<Vec<String>> {
    (none || !named.is_empty()).then_some(named)
}

/// The text of an argument; a dash reads it from standard input.
fn given(text: Option<String>) -> anyhow::Result<String> {
    match text {
        Some(text) if text == "-" => io::read_to_string(io::stdin()).context("Standard input could not be read"),
        given => Ok(given.unwrap_or_default()),
    }
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

fn filed(context: &Context, store: &Store, id: RowId, remarks: &[RemarkLine]) -> anyhow::Result<ExitCode> {
    let late = store.comment(id)?.is_some_and(|filed| filed.comment.late);
    if context.json() {
        let remarks = serde_json::to_value(remarks)?;
        return output::json(&object([("id", id.to_string().into()), ("late", late.into()), ("remarks", remarks)]));
    }
    remarks::tell(remarks)?;
    output::line(&format!("Filed{}: {id}", if late { " as a late entry" } else { "" }))
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
