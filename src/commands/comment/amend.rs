//! `caseload comment amend`: adds an amendment to a comment; the comment itself stays as it was filed.

use std::process::ExitCode;

use anyhow::bail;

use super::obstacle::explain_refusal;
use super::text_argument::read_text_argument;
use crate::commands::cli;
use crate::commands::context::CliContext;
use crate::commands::output::{self, json_object};
use crate::commands::whose_case::settle_whose_case;
use crate::domain::amendment::{Amendment, AmendmentKind};
use crate::domain::{Change, dates};
use crate::store::{Refusal, StoreError};

pub(super) fn run(context: &CliContext, args: cli::AmendCommentArgs) -> anyhow::Result<ExitCode> {
    let text = read_text_argument(args.text)?;
    let mut store = context.open_home()?;
    let comment = args.comment;
    let Some(filed) = store.comment_by_id(comment)? else { bail!("There is no comment {comment}.") };
    settle_whose_case(&mut store, &filed.comment.case, &args.whose)?;
    let id = args.id.unwrap_or_else(|| store.new_row_id());
    let amendment = Amendment {
        id,
        comment,
        case: filed.comment.case,
        kind: args.kind,
        reason: args.reason.trim().to_owned(),
        text: text.trim().to_owned(),
        protected: filed.comment.protected,
        answers: args.answers.to_answers(),
        corrected: None,
    };
    match store.record(Change::CommentAmended(amendment)) {
        // An earlier try of the same command recorded the amendment; it exists once.
        Ok(_) | Err(StoreError::Refused(Refusal::AlreadyFiled(_))) => {}
        Err(error) => return Err(explain_refusal(error, "caseload comment amend ID --kind protected")),
    }
    if context.wants_json() {
        let fields =
            [("id", id.to_string().into()), ("comment", comment.to_string().into()), ("kind", args.kind.id().into())];
        return output::print_json(&json_object(fields));
    }
    output::print_line(&format!("Amended ({}): {comment}", args.kind.title()))?;
    if args.kind == AmendmentKind::Protected
        && let Some(on) = filed.posted
    {
        let on = dates::format_long_date(on);
        let told =
            format!("It was copied to the system of record on {on}, which this does not change: restrict it there.");
        output::print_line(&told)?;
    }
    Ok(ExitCode::SUCCESS)
}
