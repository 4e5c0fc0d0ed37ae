//! `caseload verify`: proves that the record is whole, or names the first entry or row that is not.

use std::process::ExitCode;

use super::context::CliContext;
use super::exit_code::BROKEN;
use super::output::{self, json_object};
use crate::domain::count_with_noun;
use crate::store::foreign_backups_sentence;

pub(super) fn run(context: &CliContext) -> anyhow::Result<ExitCode> {
    let store = context.open_record()?;
    let witness = store.compare_with_backup()?;
    let foreign = store.foreign_backups()?;
    let told = [witness.sentence(), foreign_backups_sentence(&foreign)];
    let told: String = told.into_iter().flatten().flat_map(|sentence| [sentence, "\n".to_owned()]).collect();
    let code = if witness.is_against_record() { ExitCode::from(BROKEN) } else { ExitCode::SUCCESS };
    match store.verify_record()? {
        Ok(verified) if context.wants_json() => output::print_json(&json_object([
            ("holds", true.into()),
            ("entries", verified.entries.into()),
            ("rows", verified.rows.into()),
            ("head", verified.head.into()),
            ("beside", verified.rows_outside_log.into()),
            ("witness", serde_json::to_value(witness)?),
            ("foreign_backups", foreign.iter().map(|backup| backup.path.display().to_string()).collect::<Vec<_>>().into()),
        ]))
        .map(|_printed| code),
        Ok(verified) => output::print_line(&format!(
            "The record is intact: {}, each chained to the one before it. A replay of the log gives the same {} in the \
             tables, and the indexes and the schema are as the program made them. {} outside the record, such as drafts, are not covered by the log.\n{}Newest hash: {}",
            count_with_noun(verified.entries, "entry"),
            count_with_noun(verified.rows, "row"),
            count_with_noun(verified.rows_outside_log, "row"),
            told,
            verified.head
        ))
        .map(|_printed| code),
        Err(broken) => {
            if context.wants_json() {
                output::print_json(&json_object([("holds", false.into()), ("why", broken.to_string().into())]))?;
            } else {
                output::print_line(&format!("The record is not intact. {broken}"))?;
            }
            Ok(ExitCode::from(BROKEN))
        }
    }
}
