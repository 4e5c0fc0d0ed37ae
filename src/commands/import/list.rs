//! `caseload import list`: the extracts that were read.

use std::process::ExitCode;

use chrono::NaiveDate;
use serde::Serialize;

use super::super::{context::CliContext, output};
use crate::domain::RowId;
use crate::domain::extract::ExtractKind;
use crate::store::ImportedExtract;

/// The most extracts that are listed.
const MOST: u32 = 1_000;

pub(super) fn run(context: &CliContext) -> anyhow::Result<ExitCode> {
    let store = context.open_home()?;
    let read: Vec<ExtractJson> = store.imported_extracts(MOST)?.into_iter().map(ExtractJson::from_extract).collect();
    if context.wants_json() {
        return output::print_json(&read);
    }
    let mut table =
        output::TextTable::new(["id", "read on", "run", "file", "read", "new", "changed", "rejected", "waiting"]);
    for row in read {
        table.push([
            row.id.to_string(),
            row.read_on.to_string(),
            row.run.map(|run| run.to_string()).unwrap_or_default(),
            if row.taken_back { format!("{} (taken back)", row.file) } else { row.file },
            row.read.to_string(),
            row.new.to_string(),
            row.changed.to_string(),
            row.rejected.to_string(),
            row.waiting.to_string(),
        ]);
    }
    table.print("No extract was read yet.")
}

/// An extract that was read.
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
    fn from_extract(read: ImportedExtract) -> Self {
        let (counts, extract) = (read.extract.counts, read.extract);
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
            waiting: read.waiting,
            taken_back: read.is_undone,
        }
    }
}
