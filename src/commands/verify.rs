//! `caseload verify`: proves that the record is whole, or names the first entry or row that is not.

use std::process::ExitCode;

use super::context::CliContext;
use super::exit_code::BROKEN;
use super::output::{self, json_object};

pub(super) fn run(context: &CliContext) -> anyhow::Result<ExitCode> {
    let store = context.open_home()?;
    match store.verify_record()? {
        Ok(verified) if context.wants_json() => output::print_json(&json_object([
            ("holds", true.into()),
            ("entries", verified.entries.into()),
            ("rows", verified.rows.into()),
            ("head", verified.head.into()),
        ])),
        Ok(verified) => output::print_line(&format!(
            "The record holds: {} entries, each chained to the one before it; replayed, they give the same {} \
             rows.\nNewest hash: {}",
            verified.entries, verified.rows, verified.head
        )),
        Err(broken) => {
            if context.wants_json() {
                output::print_json(&json_object([("holds", false.into()), ("why", broken.to_string().into())]))?;
            } else {
                output::print_line(&format!("The record does not hold. {broken}"))?;
            }
            Ok(ExitCode::from(BROKEN))
        }
    }
}
