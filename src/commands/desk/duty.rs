//! `caseload desk duty`: an entry of the duty log that is about no case. One about a case is an act (`duty_contact`).

use std::process::ExitCode;

use anyhow::bail;

use crate::commands::cli::DutyArgs;
use crate::commands::context::CliContext;
use crate::commands::output;
use crate::desk::{Caseload, short_id};
use crate::domain::dates::{self, format_long_date};
use crate::domain::duty_note::DutyNote;
use crate::domain::{Change, RowId};
use crate::store::Store;

/// Records the entry and says when somebody comes back to it.
pub(super) fn enter(
    context: &CliContext,
    store: &mut Store,
    caseload: &Caseload,
    args: &DutyArgs,
) -> anyhow::Result<ExitCode> {
    let note = DutyNote {
        id: store.new_row_id(),
        on: dates::parse_typed_date(&args.on, context.today(), dates::DateSide::Past)?,
        at: args.at,
        visitor: args.visitor,
        what: args.what.clone(),
        outcome: args.outcome,
        follows: args.follows.as_deref().map(|entry| find_entry(caseload, entry)).transpose()?,
    };
    let (id, on) = (note.id, format_long_date(note.on));
    store.record(Change::DutyNoted(note))?;
    let entered = Caseload::evaluate(store, context.today())?;
    let due = entered.duty_log().into_iter().find(|row| row.id == Some(id)).and_then(|row| row.follow_up);
    let follow_up = due.map(|due| format!(" Follow up by {}.", format_long_date(due))).unwrap_or_default();
    output::print_line(&format!("Entered in the duty log of {on} as {}.{follow_up}", short_id(id)))
}

/// Returns the entry about no case whose id ends so.
fn find_entry(caseload: &Caseload, entry: &str) -> anyhow::Result<RowId> {
    let named: Vec<RowId> =
        caseload.duty_log().into_iter().filter_map(|row| row.id).filter(|id| short_id(*id) == entry.trim()).collect();
    match named.as_slice() {
        [only] => Ok(*only),
        [] => bail!("There is no entry {entry} about no case in the duty log. To see them: caseload list duty"),
        _ => bail!("Several entries of the duty log end in {entry}."),
    }
}
