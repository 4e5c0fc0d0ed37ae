//! `caseload import changes`: what the newest extracts changed, case by case and field by field.

use std::process::ExitCode;

use serde::Serialize;

use super::super::{context::Context, output};
use crate::domain::difference::FieldChange;
use crate::domain::extract::ExtractKind;
use crate::domain::{CaseNumber, RowId, plain};
use crate::store::FactChange;

/// The most changes that are shown.
const MOST: u32 = 10_000;

pub(super) fn run(context: &Context, extract: Option<RowId>) -> anyhow::Result<ExitCode> {
    let store = context.open()?;
    let changes = match extract {
        Some(extract) => store.changes_of(extract, MOST)?,
        None => store.newest_changes(MOST)?,
    };
    let changes: Vec<Changed> = changes.iter().map(Changed::of).collect();
    if context.json() {
        return output::json(&changes);
    }
    for changed in &changes {
        changed.print("")?;
    }
    if changes.is_empty() { output::line("Nothing changed.") } else { Ok(ExitCode::SUCCESS) }
}

/// A fact that is new or says something else than before.
#[derive(Serialize)]
pub(super) struct Changed {
    case: CaseNumber,
    kind: ExtractKind,
    file: String,
    sheet: Option<String>,
    row: u32,
    new: bool,
    said: String,
    fields: Vec<FieldChange>,
}

impl Changed {
    pub(super) fn of(change: &FactChange) -> Self {
        let fields = change.before.as_ref().map(|before| change.now.differences(before)).unwrap_or_default();
        Self {
            case: change.now.case().clone(),
            kind: change.now.kind(),
            file: change.file.clone(),
            sheet: change.sheet.clone(),
            row: change.row,
            new: change.before.is_none(),
            said: change.now.said(),
            fields,
        }
    }

    /// Prints it, a line a field.
    pub(super) fn print(&self, indent: &str) -> anyhow::Result<()> {
        let head = format!("{indent}{} {} ({}, row {})", self.case, self.kind.title(), self.file, self.row);
        if self.new {
            output::line(&plain::shown(&format!("{head}: new: {}", self.said)))?;
            return Ok(());
        }
        output::line(&plain::shown(&head))?;
        for FieldChange { field, before, now } in &self.fields {
            let said = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
            output::line(&plain::shown(&format!("{indent}  {field}: {} -> {}", said(before), said(now))))?;
        }
        Ok(())
    }
}
