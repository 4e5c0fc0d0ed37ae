//! `caseload import rejects`: rows that could not be used, for the eye or as a sheet to mend and to read again.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;

use super::super::{context::Context, output};
use crate::domain::access::Access;
use crate::domain::change::Extract;
use crate::domain::{Change, RowId, plain};
use crate::exchange::Layouts;
use crate::exchange::rejects::MARK;
use crate::exchange::rejects::sheet::Sheet;
use crate::exchange::report::Rejected;
use crate::store::{ReadBefore, RejectedRow, Store};

/// The newest extracts among which one with rejected rows is looked for.
const NEWEST: u32 = 1_000;
/// Rows that are read at a time.
const PAGE: u32 = 1_000;

pub(super) fn run(context: &Context, extract: Option<RowId>, to: Option<&Path>) -> anyhow::Result<ExitCode> {
    let mut store = context.open()?;
    let read = store.extracts(NEWEST)?;
    let chosen = match extract {
        Some(id) => Some(read.iter().find(|read| read.extract.id == id).context("No such extract was read.")?),
        None => read.iter().find(|read| read.waiting > 0),
    };
    let Some(chosen) = chosen else { return output::line("No rejected row waits to be mended.") };
    match to {
        None => show(context, &store, &chosen.extract),
        Some(to) => {
            let layouts = Layouts::bundled()?.with_own(&store.home().layouts())?;
            let rows = write(&store, &layouts, chosen, to)?;
            let what = format!("{rows} rejected rows of {}", chosen.extract.file);
            store.record(Change::Accessed { case: None, access: Access::Exported(what) })?;
            output::line(&format!(
                "{rows} rows of {} written to {}. Mend them there, leave the column {MARK:?} as it is, and read the file.",
                chosen.extract.file,
                to.display(),
            ))
        }
    }
}

fn show(context: &Context, store: &Store, extract: &Extract) -> anyhow::Result<ExitCode> {
    let mut rows = Vec::new();
    each_page(store, extract.id, |page| {
        rows.extend(page.into_iter().map(Rejected::of));
        Ok(())
    })?;
    if context.json() {
        return output::json(&rows);
    }
    output::line(&plain::shown(&format!("{} ({})", extract.file, extract.kind.title())))?;
    for row in &rows {
        output::line(&row.line())?;
    }
    Ok(ExitCode::SUCCESS)
}

fn each_page(
    store: &Store,
    extract: RowId,
    mut each: impl FnMut(Vec<RejectedRow>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut from = 0;
    loop {
        let page = store.rejected(extract, from, PAGE)?;
        let Some(last) = page.last() else { return Ok(()) };
        from = last.row.saturating_add(1);
        each(page)?;
    }
}

/// Writes the rows below their own header, with ours at its end; says how many there are.
fn write(store: &Store, layouts: &Layouts, read: &ReadBefore, to: &Path) -> anyhow::Result<usize> {
    let header = store.rejected_header(read.extract.id)?.context("The header of these rows is not known.")?;
    let mut sheet = Sheet::of(&read.extract, &header, layouts);
    let mut count = 0;
    each_page(store, read.extract.id, |page| {
        count += page.len();
        for row in page {
            sheet.push(&row);
        }
        Ok(())
    })?;
    let as_workbook = to.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    let workbook = as_workbook.then(|| sheet.workbook()).transpose().context("The workbook cannot be made")?;
    let mut file = private(to).with_context(|| format!("{} cannot be written", to.display()))?;
    match workbook {
        Some(workbook) => file.write_all(&workbook)?,
        None => sheet.write_csv(&mut file)?,
    }
    Ok(count)
}

#[cfg(unix)]
fn private(to: &Path) -> std::io::Result<std::fs::File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(to)
}

#[cfg(not(unix))]
fn private(to: &Path) -> std::io::Result<std::fs::File> {
    OpenOptions::new().write(true).create(true).truncate(true).open(to)
}
