//! `caseload import dismiss`: dismisses a rejected row with a reason, or lets it wait for a correction again.

use std::process::ExitCode;

use anyhow::Context as _;

use crate::commands::comment::{PROTECTED_COMMENT, explain_refusal};
use crate::commands::context::CliContext;
use crate::commands::output;
use crate::domain::filing_answer::{Confirmations, FilingAnswer};
use crate::domain::import_issues::RowDismissal;
use crate::domain::{Change, RowId};

/// The number of newest extracts that are searched for the one with the row.
const NEWEST: u32 = 1_000;

/// Dismisses the row for a reason; without one it waits again.
pub(super) fn run(
    context: &CliContext,
    row: u32,
    extract: Option<RowId>,
    reason: Option<String>,
    wording: Vec<FilingAnswer>,
) -> anyhow::Result<ExitCode> {
    let mut store = context.open_home()?;
    store.set_answers(Confirmations { for_ec: None, wording });
    let extracts = store.imported_extracts(NEWEST)?;
    let has_rows = |waiting, dismissed| if reason.is_some() { waiting > 0 } else { dismissed > 0 };
    let chosen = match extract {
        Some(id) => extracts.iter().find(|read| read.extract.id == id).context("There is no such extract.")?,
        None => extracts
            .iter()
            .find(|read| !read.is_undone && has_rows(read.waiting, read.dismissed))
            .context("No rejected rows are waiting. To see them: caseload import rejects")?,
    };
    let found = store.rejected_rows(chosen.extract.id, row, 1)?.pop().filter(|found| found.row == row);
    let found = found.with_context(|| format!("{} has no rejected row {row}.", chosen.extract.file))?;
    let (id, kind) = (chosen.extract.id, chosen.extract.kind);
    let is_dismissed = reason.is_some();
    let dismissal = RowDismissal { extract: id, kind, row, cells: found.cells, reason };
    let recorded = store.record(Change::RejectedRowDismissed(dismissal));
    recorded.map_err(|error| explain_refusal(error, PROTECTED_COMMENT))?;
    let done = if is_dismissed { "is dismissed until its cells change" } else { "waits for a correction again" };
    output::print_done(context, &format!("Row {row} of {} {done}.", chosen.extract.file))
}
