//! `caseload annotate`: the action taken, noted on a participant's row of the case listing.

use std::process::ExitCode;

use super::cli;
use super::context::Context;
use super::output::{self, object};
use crate::domain::Change;

pub(super) fn run(context: &Context, args: cli::Annotate) -> anyhow::Result<ExitCode> {
    let mut store = context.open()?;
    let cli::Annotate { case, person, text } = args;
    store.record(Change::CaseAnnotated { case: case.clone(), person, text: text.trim().to_owned() })?;
    if context.json() {
        return output::json(&object([("case", case.to_string().into()), ("person", person.0.into())]));
    }
    output::line(&format!("Noted on case {case}, participant {person}."))
}
