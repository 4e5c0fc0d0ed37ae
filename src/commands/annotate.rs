//! `caseload annotate`: notes the action taken on a participant's row of the case listing.

use std::process::ExitCode;

use super::cli;
use super::context::CliContext;
use super::output::{self, json_object};
use crate::domain::Change;

pub(super) fn run(context: &CliContext, args: cli::AnnotateArgs) -> anyhow::Result<ExitCode> {
    let mut store = context.open_home()?;
    let cli::AnnotateArgs { case, person, text } = args;
    store.record(Change::CaseAnnotated { case: case.clone(), person, text: text.trim().to_owned() })?;
    if context.wants_json() {
        return output::print_json(&json_object([("case", case.to_string().into()), ("person", person.0.into())]));
    }
    output::print_line(&format!("Noted on case {case}, participant {person}."))
}
