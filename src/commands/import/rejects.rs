//! `caseload import rejects`: rows that could not be used, for the eye or as a sheet to mend and to read again.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;

use super::super::{context::CliContext, output};
use crate::domain::audit_event::AuditEvent;
use crate::domain::change::Extract;
use crate::domain::{Change, RowId, sanitize};
use crate::import::Layouts;
use crate::import::rejected_rows::MARK_HEADER;
use crate::import::rejected_rows::correction_sheet::CorrectionSheet;
use crate::import::report::ReportedRejection;
use crate::store::{ImportedExtract, RejectedRow, Store};

/// The newest extracts among which one with rejected rows is looked for.
const NEWEST: u32 = 1_000;
/// Rows that are read at a time.
const PAGE: u32 = 1_000;

pub(super) fn run(context: &CliContext, extract: Option<RowId>, to: Option<&Path>) -> anyhow::Result<ExitCode> {
    let mut store = context.open_home()?;
    let read = store.imported_extracts(NEWEST)?;
    let chosen = match extract {
        Some(id) => Some(read.iter().find(|read| read.extract.id == id).context("No such extract was read.")?),
        None => read.iter().find(|read| read.waiting > 0),
    };
    let Some(chosen) = chosen else { return output::print_line("No rejected row waits to be mended.") };
    match to {
        None => print_rejected(context, &store, &chosen.extract),
        Some(to) => {
            let layouts = Layouts::for_extracts().with_own(&store.home().layouts_folder())?;
            let rows = write_rejected(&store, &layouts, chosen, to)?;
            let what = format!("{rows} rejected rows of {}", chosen.extract.file);
            store.record(Change::Accessed { case: None, access: AuditEvent::Exported(what) })?;
            output::print_line(&format!(
                "{rows} rows of {} written to {}. Mend them there, leave the column {MARK_HEADER:?} as it is, and read the file.",
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
    output::print_line(&sanitize::sanitize_line(&format!("{} ({})", extract.file, extract.kind.title())))?;
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

/// Writes the rows below their own header, with ours at its end; says how many there are.
fn write_rejected(store: &Store, layouts: &Layouts, read: &ImportedExtract, to: &Path) -> anyhow::Result<usize> {
    let header = store.rejected_header(read.extract.id)?.context("The header of these rows is not known.")?;
    let mut sheet = CorrectionSheet::for_extract(&read.extract, &header, layouts);
    let mut count = 0;
    for_each_page(store, read.extract.id, |page| {
        count += page.len();
        for row in page {
            sheet.push(&row);
        }
        Ok(())
    })?;
    let as_workbook = to.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    let workbook = as_workbook.then(|| sheet.to_workbook()).transpose().context("The workbook cannot be made")?;
    let mut file = create_private_file(to).with_context(|| format!("{} cannot be written", to.display()))?;
    match workbook {
        Some(workbook) => file.write_all(&workbook)?,
        None => sheet.write_csv(&mut file)?,
    }
    Ok(count)
}

#[cfg(unix)]
fn create_private_file(to: &Path) -> std::io::Result<std::fs::File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(to)
}

#[cfg(not(unix))]
fn create_private_file(to: &Path) -> std::io::Result<std::fs::File> {
    OpenOptions::new().write(true).create(true).truncate(true).open(to)
}
