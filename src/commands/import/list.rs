//! `caseload import list`: lists the imported extracts.

use std::process::ExitCode;

use chrono::NaiveDate;
use serde::Serialize;

use crate::commands::context::CliContext;
use crate::commands::output;
use crate::domain::RowId;
use crate::domain::extract::ExtractKind;
use crate::paper::DocumentCell;
use crate::store::ImportedExtract;

/// The largest number of extracts that are listed.
const MOST: u32 = 1_000;

pub(super) fn run(context: &CliContext) -> anyhow::Result<ExitCode> {
    let store = context.open_record()?;
    let extracts: Vec<_> = store.imported_extracts(MOST)?.into_iter().map(ExtractJson::from_extract).collect();
    if context.wants_json() {
        return output::print_json(&extracts);
    }
    let row = |extract: ExtractJson| {
        let file = if extract.taken_back { format!("{} (undone)", extract.file) } else { extract.file };
        [
            DocumentCell::from_display(&extract.id),
            DocumentCell::Day(extract.read_on),
            DocumentCell::from_option(extract.run, DocumentCell::Day),
            DocumentCell::from_words(file),
            DocumentCell::Count(extract.read.into()),
            DocumentCell::Count(extract.new.into()),
            DocumentCell::Count(extract.changed.into()),
            DocumentCell::Count(extract.rejected.into()),
            DocumentCell::Count(extract.waiting.into()),
        ]
    };
    let headings = ["id", "imported", "run", "file", "rows", "new", "changed", "rejected", "waiting"];
    output::print_table(headings, extracts.into_iter().map(row), "No extracts have been imported yet.")
}

/// An imported extract in JSON (docs/json.md).
#[derive(Serialize)]
struct ExtractJson {
    id: RowId,
    file: String,
    sha256: String,
    sheet: Option<String>,
    kind: ExtractKind,
    run: Option<NaiveDate>,
    read_on: NaiveDate,
    read: u32,
    new: u32,
    changed: u32,
    unchanged: u32,
    duplicate: u32,
    rejected: u32,
    waiting: u32,
    taken_back: bool,
}

impl ExtractJson {
    fn from_extract(imported: ImportedExtract) -> Self {
        let (counts, extract) = (imported.extract.counts, imported.extract);
        Self {
            id: extract.id,
            file: extract.file,
            sha256: extract.sha256,
            sheet: extract.sheet,
            kind: extract.kind,
            run: extract.run,
            read_on: extract.read_on,
            read: counts.read,
            new: counts.new,
            changed: counts.changed,
            unchanged: counts.unchanged,
            duplicate: counts.duplicate,
            rejected: counts.rejected,
            waiting: imported.waiting,
            taken_back: imported.is_undone,
        }
    }
}
