//! How one file was read, for the eye and as JSON.

use chrono::NaiveDate;
use serde::Serialize;

use super::super::{context::Context, output};
use super::changes::Changed;
use crate::domain::change::Counts;
use crate::domain::extract::ExtractKind;
use crate::domain::plain;
use crate::exchange::{Part, Taken};
use crate::store::{Importing, RejectedRow};

/// The most rejected rows, and the most changed ones, that a report shows.
const MOST: u32 = 1_000;

/// How one file was read. `read` is the sum of the five that follow it.
#[derive(Serialize)]
pub(super) struct Report {
    file: String,
    sheet: Option<String>,
    kind: ExtractKind,
    layout: String,
    encoding: String,
    run: Option<NaiveDate>,
    read: u32,
    new: u32,
    changed: u32,
    unchanged: u32,
    duplicate: u32,
    rejected_rows: u32,
    rejected: Vec<Rejected>,
    changes: Vec<Changed>,
    absent: u32,
}

#[derive(Serialize)]
pub(super) struct Rejected {
    row: u32,
    reason: String,
    suggestion: String,
}

impl Rejected {
    pub(super) fn of(row: RejectedRow) -> Self {
        Self { row: row.row, reason: row.reason, suggestion: row.suggestion }
    }

    /// The row in a line.
    pub(super) fn line(&self) -> String {
        plain::shown(&format!("  row {}: {}. {}", self.row, self.reason, self.suggestion))
    }
}

impl Report {
    pub(super) fn of(importing: &Importing<'_>, part: &Part<'_>, taken: &Taken) -> anyhow::Result<Self> {
        let extract = &taken.extract;
        let Counts { read, new, changed, unchanged, duplicate, rejected } = extract.counts;
        let changes = if changed > 0 { importing.changed_by(extract.id, MOST)? } else { Vec::new() };
        Ok(Self {
            file: extract.file.clone(),
            sheet: extract.sheet.clone(),
            kind: extract.kind,
            layout: part.layout().to_owned(),
            encoding: part.encoding().title().to_owned(),
            run: extract.run,
            read,
            new,
            changed,
            unchanged,
            duplicate,
            rejected_rows: rejected,
            rejected: importing.rejected(extract.id, 0, MOST)?.into_iter().map(Rejected::of).collect(),
            changes: changes.iter().map(Changed::of).collect(),
            absent: taken.absent,
        })
    }

    pub(super) fn file(&self) -> &str {
        &self.file
    }

    fn summary(&self) -> String {
        let sheet = self.sheet.as_ref().map(|sheet| format!(", sheet {sheet}")).unwrap_or_default();
        plain::shown(&format!(
            "{}{sheet} ({}, {}): {} read = {} new + {} changed + {} unchanged + {} duplicate + {} rejected",
            self.file,
            self.kind.title(),
            self.encoding,
            self.read,
            self.new,
            self.changed,
            self.unchanged,
            self.duplicate,
            self.rejected_rows,
        ))
    }

    fn print(&self, with_changes: bool) -> anyhow::Result<()> {
        output::line(&self.summary())?;
        for rejected in &self.rejected {
            output::line(&rejected.line())?;
        }
        if self.rejected_rows > MOST {
            output::line(&format!("  and {} more: caseload import rejects", self.rejected_rows - MOST))?;
        }
        for changed in self.changes.iter().filter(|_| with_changes) {
            changed.print("  ")?;
        }
        if self.absent > 0 {
            let among = if self.rejected_rows > 0 { " (rejected rows may be about some of them)" } else { "" };
            let said =
                format!("  {} known before and not read in this extract{among}: caseload import review", self.absent);
            output::line(&said)?;
        }
        Ok(())
    }
}

/// Prints what was read; a preview shows what would change, too.
pub(super) fn print(context: &Context, reports: &[Report], notes: &[String], preview: bool) -> anyhow::Result<()> {
    if context.json() {
        output::json(&reports)?;
        return Ok(());
    }
    reports.iter().try_for_each(|report| report.print(preview))?;
    for note in notes {
        output::line(note)?;
    }
    if preview {
        output::line("Nothing was changed: this was a preview.")?;
    }
    Ok(())
}
