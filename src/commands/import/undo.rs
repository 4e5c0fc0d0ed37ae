//! `caseload import undo`: undoes the import of an extract, as long as nothing depends on it.

use std::process::ExitCode;

use anyhow::Context as _;

use crate::commands::comment::{PROTECTED_COMMENT, explain_refusal};
use crate::commands::context::CliContext;
use crate::commands::output;
use crate::domain::RowId;
use crate::domain::count_with_noun;
use crate::domain::filing_answer::{Confirmations, FilingAnswer};

/// The number of newest extracts that are searched for one whose import was not undone.
const NEWEST: u32 = 100;

pub(super) fn run(
    context: &CliContext,
    extract: Option<RowId>,
    reason: &str,
    answers: Vec<FilingAnswer>,
) -> anyhow::Result<ExitCode> {
    let mut store = context.open_home()?;
    let extracts = store.imported_extracts(NEWEST)?;
    let chosen = match extract {
        Some(id) => extracts.iter().find(|read| read.extract.id == id),
        None => extracts.iter().find(|read| !read.is_undone),
    };
    let chosen = chosen.context("There is no such extract. To see the extracts: caseload import list")?;
    store.set_answers(Confirmations { for_ec: None, wording: answers });
    let undone = store.undo_import(chosen.extract.id, reason.to_owned());
    undone.map_err(|error| explain_refusal(error, PROTECTED_COMMENT))?;
    let counts = chosen.extract.counts;
    output::print_line(&format!(
        "The import of {} is undone: {} removed, {} restored.",
        chosen.extract.file,
        count_with_noun(counts.new, "new fact"),
        count_with_noun(counts.changed, "changed fact"),
    ))
}
