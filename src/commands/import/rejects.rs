//! `caseload import rejects`: prints the rejected rows, or writes them to a sheet to be corrected and imported again.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;

use crate::commands::context::CliContext;
use crate::commands::output;
use crate::domain::audit_event::AuditEvent;
use crate::domain::change::Extract;
use crate::domain::count_with_noun;
use crate::domain::{Change, RowId};
use crate::import::Layouts;
use crate::import::rejected_rows::MARK_HEADER;
use crate::import::rejected_rows::correction_sheet::CorrectionSheet;
use crate::import::report::ReportedRejection;
use crate::paper;
use crate::platform::IfExists;
use crate::store::{ImportedExtract, RejectedRow, Store};

/// The number of newest extracts that are searched for one with rejected rows.
const NEWEST: u32 = 1_000;
/// The number of rows read at a time.
const PAGE: u32 = 1_000;

pub(super) fn run(context: &CliContext, extract: Option<RowId>, to: Option<&Path>) -> anyhow::Result<ExitCode> {
    let mut store = context.open_home()?;
    let extracts = store.imported_extracts(NEWEST)?;
    let chosen = match extract {
        Some(id) => Some(extracts.iter().find(|read| read.extract.id == id).context("There is no such extract.")?),
        None => extracts
            .iter()
            .find(|read| read.waiting > 0)
            .or_else(|| extracts.iter().find(|read| read.dismissed > 0 && !read.is_undone)),
    };
    let Some(chosen) = chosen else { return output::print_line("No rejected rows are waiting for correction.") };
    match to {
        None => print_rejected(context, &store, &chosen.extract),
        Some(to) => {
            // The rows that somebody corrected in a file of that name would be lost.
            paper::ensure_new_file(to)?;
            let layouts = Layouts::for_extracts().with_folders(&store.home().all_layout_folders())?;
            let (rows, bytes) = rejected_sheet(&store, &layouts, chosen, to)?;
            let what = format!("{} of {}", count_with_noun(rows, "rejected row"), chosen.extract.file);
            store.record_export(Change::Accessed { case: None, access: AuditEvent::Exported(what) })?;
            paper::save_file(to, &bytes, IfExists::Refuse)?;
            output::print_line(&format!(
                "Wrote {} of {} to {}. Correct the cells there, leave the column {MARK_HEADER:?} as it \
                 is, and import the file.",
                count_with_noun(rows, "row"),
                chosen.extract.file,
                to.display(),
            ))
        }
    }
}

fn print_rejected(context: &CliContext, store: &Store, extract: &Extract) -> anyhow::Result<ExitCode> {
    let mut rows = Vec::new();
    for_each_page(store, extract.id, |page| {
        rows.extend(page.into_iter().map(ReportedRejection::from_row));
        Ok(())
    })?;
    if context.wants_json() {
        return output::print_json(&rows);
    }
    output::print_data_line(&format!("{} ({})", extract.file, extract.kind.title()))?;
    for row in &rows {
        output::print_line(&row.to_line())?;
    }
    Ok(ExitCode::SUCCESS)
}

fn for_each_page(
    store: &Store,
    extract: RowId,
    mut each: impl FnMut(Vec<RejectedRow>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut from = 0;
    loop {
        let page = store.rejected_rows(extract, from, PAGE)?;
        let Some(last) = page.last() else { return Ok(()) };
        from = last.row.saturating_add(1);
        each(page)?;
    }
}

/// Returns the number of rows and a sheet of them under the header of their file, followed by the columns that Caseload adds;
/// a workbook if the file is to be one.
fn rejected_sheet(
    store: &Store,
    layouts: &Layouts,
    read: &ImportedExtract,
    to: &Path,
) -> anyhow::Result<(usize, Vec<u8>)> {
    let header = store.rejected_header(read.extract.id)?.context("The header of these rows was not kept.")?;
    let mut sheet = CorrectionSheet::for_extract(&read.extract, &header, layouts);
    let mut count = 0;
    for_each_page(store, read.extract.id, |page| {
        count += page.len();
        for row in page {
            sheet.push(&row);
        }
        Ok(())
    })?;
    let is_workbook = to.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    let mut bytes = Vec::new();
    if is_workbook {
        bytes = sheet.to_workbook().context("The workbook cannot be written")?;
    } else {
        sheet.write_csv(&mut bytes)?;
    }
    Ok((count, bytes))
}
