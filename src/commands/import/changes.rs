//! `caseload import changes`: what the newest extracts changed, case by case and field by field.

use std::process::ExitCode;

use super::super::{context::Context, output};
use crate::domain::RowId;
use crate::exchange::report::Changed;

/// The most changes that are shown.
const MOST: u32 = 10_000;

pub(super) fn run(context: &Context, extract: Option<RowId>) -> anyhow::Result<ExitCode> {
    let store = context.open()?;
    let changes = match extract {
        Some(extract) => store.changes_of(extract, MOST)?,
        None => store.newest_changes(MOST)?,
    };
    let changes: Vec<Changed> = changes.iter().map(Changed::of).collect();
    if context.json() {
        return output::json(&changes);
    }
    for line in changes.iter().flat_map(|changed| changed.lines("")) {
        output::line(&line)?;
    }
    if changes.is_empty() { output::line("Nothing changed.") } else { Ok(ExitCode::SUCCESS) }
}
