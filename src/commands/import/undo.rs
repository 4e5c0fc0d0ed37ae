//! `caseload import undo`: takes an extract back while nothing depends on it.

use std::process::ExitCode;

use anyhow::Context as _;

use super::super::{context::CliContext, output};
use crate::domain::RowId;

/// The newest extracts among which one that was not taken back is looked for.
const NEWEST: u32 = 100;

pub(super) fn run(context: &CliContext, extract: Option<RowId>, reason: &str) -> anyhow::Result<ExitCode> {
    let mut store = context.open_home()?;
    let read = store.imported_extracts(NEWEST)?;
    let chosen = match extract {
        Some(id) => read.iter().find(|read| read.extract.id == id),
        None => read.iter().find(|read| !read.is_undone),
    };
    let chosen = chosen.context("No such extract was read. caseload import list shows them.")?;
    store.undo_import(chosen.extract.id, reason.to_owned())?;
    let counts = chosen.extract.counts;
    output::print_line(&format!(
        "{} is taken back: {} facts that were new are gone, {} say again what they said before.",
        chosen.extract.file, counts.new, counts.changed,
    ))
}
