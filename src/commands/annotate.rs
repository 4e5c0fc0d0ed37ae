//! `caseload annotate`: notes the action taken on a participant's row of the case listing.

use std::process::ExitCode;

use super::cli;
use super::comment::{PROTECTED_COMMENT, explain_refusal};
use super::context::CliContext;
use super::output::{self, json_object};
use super::participant::{RecordKind, choose_participant};
use super::whose_case::take_answers;
use crate::domain::Change;

pub(super) fn run(context: &CliContext, args: cli::AnnotateArgs) -> anyhow::Result<ExitCode> {
    let mut store = context.open_home()?;
    let cli::AnnotateArgs { case, person, text, confirmations } = args;
    let person = choose_participant(context, &store, &case, person, RecordKind::Annotation)?;
    take_answers(&mut store, &case, &confirmations)?;
    let recorded = store.record(Change::CaseAnnotated { case: case.clone(), person, text: text.trim().to_owned() });
    recorded.map_err(|error| explain_refusal(error, PROTECTED_COMMENT))?;
    if context.wants_json() {
        return output::print_json(&json_object([("case", case.to_string().into()), ("person", person.0.into())]));
    }
    output::print_line(&format!("Noted on case {case}, participant {person}."))
}
