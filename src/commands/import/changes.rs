//! `caseload import changes`: prints what the newest extracts changed, case by case and field by field.

use std::process::ExitCode;

use crate::commands::context::CliContext;
use crate::commands::output;
use crate::domain::RowId;
use crate::import::report::ReportedChange;

/// The largest number of changes that are printed.
const MOST: u32 = 10_000;

pub(super) fn run(context: &CliContext, extract: Option<RowId>) -> anyhow::Result<ExitCode> {
    let store = context.open_home()?;
    let changes = match extract {
        Some(extract) => store.changes_of_extract(extract, MOST)?,
        None => store.newest_changes(MOST)?,
    };
    let changes: Vec<ReportedChange> = changes.iter().map(ReportedChange::from_change).collect();
    if context.wants_json() {
        return output::print_json(&changes);
    }
    for line in changes.iter().flat_map(|change| change.to_lines("")) {
        output::print_line(&line)?;
    }
    if changes.is_empty() { output::print_line("Nothing changed.") } else { Ok(ExitCode::SUCCESS) }
}
