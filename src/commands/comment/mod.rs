//! `caseload comment`: dictation without the screen, with the same six elements of a comment.

mod amend;
mod catalog_check;
mod comment_json;
mod copy;
mod obstacle;
mod remarks;
mod show;
mod text_argument;

use std::process::ExitCode;

use anyhow::bail;
use chrono::NaiveDate;

use super::cli::{self, CommentCommand};
use super::context::CliContext;
use super::output::{self, json_object};
use super::participant::{RecordKind, choose_participant};
use super::whose_case::settle_whose_case;
use crate::domain::comment::{CommentDraft, CommentElement, ContactType};
use crate::domain::dates;
use crate::domain::name::squeeze_for_search;
use crate::domain::near_words::near_words_question;
use crate::domain::sanitize::quoted;
use crate::domain::{Change, PersonNumber, RowId};
use crate::policy::tables::{ContactTypeInfo, Tables};
use crate::store::{Refusal, Store, StoreError};

pub(super) use obstacle::{PROTECTED_COMMENT, explain_refusal};
use remarks::RemarkJson;
use text_argument::read_text_argument;

pub(super) use comment_json::CommentJson;

pub(super) fn run(context: &CliContext, args: cli::CommentArgs) -> anyhow::Result<ExitCode> {
    match args.command {
        CommentCommand::File(args) => file_comment(context, args),
        CommentCommand::Show { case, reveal, reason, answers } => {
            let reveal = reveal.map(|id| (id, reason, answers.to_answers()));
            show::run(context, &case, reveal)
        }
        CommentCommand::Amend(args) => amend::run(context, args),
        CommentCommand::Copy(args) => copy::run(context, args),
        CommentCommand::Post { id } => mark_posted(context, id),
    }
}

fn file_comment(context: &CliContext, args: cli::FileCommentArgs) -> anyhow::Result<ExitCode> {
    let mut store = context.open_home()?;
    let id = args.id.unwrap_or_else(|| store.new_row_id());
    let case = args.case.clone();
    let is_unlisted_allowed = args.unlisted;
    settle_whose_case(&mut store, &case, &args.whose)?;
    let person = choose_participant(context, &store, &case, args.person, RecordKind::Comment)?;
    let tables = &store.policies().in_force_on(context.today()).tables;
    let contact_type = args.contact_type.as_deref().map(|typed| find_contact_type(tables, typed)).transpose()?;
    let draft = build_draft(args, person, contact_type, context.today())?;
    if !is_unlisted_allowed {
        catalog_check::ensure_listed(store.home(), &draft)?;
    }
    let remarks = remarks::remarks_on_draft(&draft);
    let comment =
        draft.into_comment(id, case).map_err(|missing| anyhow::anyhow!(missing_elements_message(&missing)))?;
    match store.record(Change::CommentFiled(comment)) {
        // An earlier try of the same command filed the comment; it exists once.
        Ok(_) | Err(StoreError::Refused(Refusal::AlreadyFiled(_))) => print_filed(context, &store, id, &remarks),
        Err(error) => Err(explain_refusal(error, "--protected")),
    }
}

/// Returns the type of contact that is typed by its id or its title, in any case and with blanks or dashes.
///
/// # Errors
/// There is no such type; the message names those that there are.
fn find_contact_type(tables: &Tables, typed: &str) -> anyhow::Result<ContactType> {
    let key = squeeze_for_search(typed);
    let known = &tables.contact_types;
    let is_same = |info: &&ContactTypeInfo| [&info.id, &info.title].iter().any(|word| squeeze_for_search(word) == key);
    if let Some(info) = known.iter().find(is_same) {
        return Ok(ContactType(info.id.clone()));
    }
    let ids = || known.iter().map(|info| info.id.as_str());
    let near = near_words_question(typed, ids());
    bail!(
        "{typed} is not a type of contact.{near} The types are: {}.",
        ids().collect::<Vec<_>>().join(", "),
        typed = quoted(typed)
    )
}

fn build_draft(
    args: cli::FileCommentArgs,
    person: PersonNumber,
    contact_type: Option<ContactType>,
    today: NaiveDate,
) -> anyhow::Result<CommentDraft> {
    let results = read_text_argument(args.results)?;
    Ok(CommentDraft {
        person,
        on: Some(dates::parse_typed_date(&args.date, today, dates::DateSide::Past)?),
        contact_type,
        reached: !args.attempted,
        purpose: args.purpose.unwrap_or_default(),
        results,
        forms: explicit_list(args.forms, args.no_forms),
        documents: explicit_list(args.documents, args.no_documents),
        protected: args.protected,
        answers: args.answers.to_answers(),
    })
}

/// Returns the named items, an empty list for an explicit "none", or `None` if the command line gives no answer.
fn explicit_list(named: Vec<String>, none: bool) -> Option<Vec<String>> {
    (none || !named.is_empty()).then_some(named)
}

/// Returns a sentence that names the missing elements and the arguments that give them.
fn missing_elements_message(missing: &[CommentElement]) -> String {
    let argument = |element: &CommentElement| match element {
        CommentElement::Date => "date of contact (--date)",
        CommentElement::Type => "type of contact (--type)",
        CommentElement::Purpose => "purpose (--purpose)",
        CommentElement::Results => "results (--results)",
        CommentElement::Forms => "forms completed (--form or --no-forms)",
        CommentElement::Documents => "documents received (--document or --no-documents)",
    };
    let missing: Vec<_> = missing.iter().map(argument).collect();
    format!("Not filed. Missing: {}.", missing.join(", "))
}

fn print_filed(context: &CliContext, store: &Store, id: RowId, remarks: &[RemarkJson]) -> anyhow::Result<ExitCode> {
    let late = store.comment_by_id(id)?.is_some_and(|filed| filed.comment.late);
    if context.wants_json() {
        let remarks = serde_json::to_value(remarks)?;
        return output::print_json(&json_object([
            ("id", id.to_string().into()),
            ("late", late.into()),
            ("remarks", remarks),
        ]));
    }
    remarks::print_remarks(remarks)?;
    output::print_line(&format!("Filed{}: {id}", if late { " as a late entry" } else { "" }))
}

fn mark_posted(context: &CliContext, id: RowId) -> anyhow::Result<ExitCode> {
    let mut store = context.open_home()?;
    let Some(filed) = store.comment_by_id(id)? else { bail!("There is no comment {id}.") };
    let on = context.today();
    store.record(Change::CommentPosted { comment: id, case: filed.comment.case, on })?;
    if context.wants_json() {
        return output::print_json(&json_object([("id", id.to_string().into()), ("posted", on.to_string().into())]));
    }
    output::print_line(&format!("Marked as posted: {id}"))
}
