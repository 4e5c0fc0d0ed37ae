//! `caseload list checklist`: how far the checklist of each case is settled.

use std::process::ExitCode;

use anyhow::bail;

use super::checklist::named;
use super::cli::{self, What};
use super::context::Context;
use super::output::{self, Table};
use crate::desk::Desk;
use crate::desk::checklist::CompletenessRow;
use crate::domain::dates::Month;
use crate::store::Store;

/// Refuses a checklist or a month where another list is asked for.
pub(super) fn belongs(args: &cli::List) -> anyhow::Result<()> {
    if args.checklist.is_asked() && args.what != What::Checklist {
        bail!("--form and --month go with: caseload list checklist");
    }
    Ok(())
}

pub(super) fn run(context: &Context, store: &Store, desk: &Desk, args: &cli::List) -> anyhow::Result<ExitCode> {
    let form = named(desk, args.checklist.form.as_deref())?;
    let month = args.checklist.month.unwrap_or_else(|| Month::of(desk.as_of()));
    let rows = desk.completeness(store, &form, month)?;
    if context.json() {
        return output::json(&rows);
    }
    if args.csv { table_of_all(&rows) } else { table(&rows) }
}

/// For the eye: where something is open.
fn table(rows: &[CompletenessRow]) -> anyhow::Result<ExitCode> {
    let mut table = Table::new(["Case", "Name", "Month", "Settled", "Open", "Open in"]);
    for row in rows {
        let [case, name, month, settled, open] = cells(row);
        table.push([case, name, month, settled, open, row.open_in()]);
    }
    table.print("The checklist concerns no case.")
}

/// For a spreadsheet: two columns a component.
fn table_of_all(rows: &[CompletenessRow]) -> anyhow::Result<ExitCode> {
    let components = rows.first().map(|row| row.components.as_slice()).unwrap_or_default();
    let of_components =
        components.iter().flat_map(|one| ["settled", "open"].map(|what| format!("{} {what}", one.title)));
    let header = ["Case", "Name", "Month", "Settled", "Open"].map(str::to_owned).into_iter().chain(of_components);
    let records = rows.iter().map(|row| {
        let counts = row.components.iter().flat_map(|one| [one.settled.to_string(), one.open.to_string()]);
        cells(row).into_iter().chain(counts).collect::<Vec<_>>()
    });
    output::csv(std::iter::once(header.collect()).chain(records))
}

fn cells(row: &CompletenessRow) -> [String; 5] {
    [row.case.to_string(), row.name.to_string(), row.month.to_string(), row.settled.to_string(), row.open.to_string()]
}
