//! How a part of a file was read: the same lines and the same JSON for commands and screen.

use chrono::NaiveDate;
use serde::Serialize;

use super::extract::ExtractPart;
use super::import_extract::ImportOutcome;
use crate::domain::change::RowCounts;
use crate::domain::difference::FieldChange;
use crate::domain::extract::ExtractKind;
use crate::domain::{CaseNumber, sanitize};
use crate::store::{FactChange, ImportTransaction, RejectedRow, StoreError};

/// The most rejected rows, and the most changed ones, that a report shows.
const MOST: u32 = 1_000;

/// How one part of a file was read. `read` is the sum of the five that follow it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    /// The file's name.
    pub file: String,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// What it holds.
    pub kind: ExtractKind,
    /// The layout that it was read by.
    pub layout: String,
    /// How its characters are written.
    pub encoding: String,
    /// A word of it with letters beyond ASCII, to see whether it reads right.
    pub sample: Option<String>,
    /// The day the county ran it, where the file says so.
    pub run: Option<NaiveDate>,
    /// Data rows.
    pub read: u32,
    /// Not known before.
    pub new: u32,
    /// Known, and says something else.
    pub changed: u32,
    /// Known, and says the same.
    pub unchanged: u32,
    /// The same as an earlier row.
    pub duplicate: u32,
    /// Not usable.
    pub rejected_rows: u32,
    /// The first of the rows that are not usable.
    pub rejected: Vec<ReportedRejection>,
    /// The first of the rows that say something else.
    pub changes: Vec<ReportedChange>,
    /// Facts known before that it does not name.
    pub absent: u32,
    /// Those of them that the extract before it still named.
    pub newly_absent: u32,
}

/// A row that could not be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportedRejection {
    /// The row, as a spreadsheet numbers it.
    pub row: u32,
    /// Why.
    pub reason: String,
    /// What would mend it.
    pub suggestion: String,
}

/// A fact that is new or says something else than before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportedChange {
    /// The case.
    pub case: CaseNumber,
    /// The kind of fact.
    pub kind: ExtractKind,
    /// The file's name.
    pub file: String,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The row, as a spreadsheet numbers it.
    pub row: u32,
    /// Whether it is new.
    pub new: bool,
    /// All that the row says, in words.
    pub said: String,
    /// What it says otherwise than before.
    pub fields: Vec<FieldChange>,
}

impl ImportReport {
    /// The report of a part that was taken in and is not kept yet.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn new(
        importing: &ImportTransaction<'_>,
        part: &ExtractPart<'_>,
        taken: &ImportOutcome,
    ) -> Result<Self, StoreError> {
        let extract = &taken.extract;
        let RowCounts { read, new, changed, unchanged, duplicate, rejected } = extract.counts;
        let changes = if changed > 0 { importing.facts_changed_by(extract.id, MOST)? } else { Vec::new() };
        Ok(Self {
            file: extract.file.clone(),
            sheet: extract.sheet.clone(),
            kind: extract.kind,
            layout: part.layout_id().to_owned(),
            encoding: part.encoding().title().to_owned(),
            sample: part.non_ascii_sample(),
            run: extract.run,
            read,
            new,
            changed,
            unchanged,
            duplicate,
            rejected_rows: rejected,
            rejected: importing
                .rejected_rows(extract.id, 0, MOST)?
                .into_iter()
                .map(ReportedRejection::from_row)
                .collect(),
            changes: changes.iter().map(ReportedChange::from_change).collect(),
            absent: taken.missing,
            newly_absent: importing.newly_missing_count(extract.id)?,
        })
    }

    /// How the rows add up, in a line.
    pub fn summary_line(&self) -> String {
        let sheet = self.sheet.as_ref().map(|sheet| format!(", sheet {sheet}")).unwrap_or_default();
        sanitize::sanitize_line(&format!(
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

    /// The whole report in lines; the changes only where they are wanted.
    pub fn to_lines(&self, with_changes: bool) -> Vec<String> {
        let mut lines = vec![self.summary_line()];
        lines.extend(self.rejected.iter().map(ReportedRejection::to_line));
        if self.rejected_rows > MOST {
            lines.push(format!("  and {} more: caseload import rejects", self.rejected_rows - MOST));
        }
        if with_changes {
            lines.extend(self.changes.iter().flat_map(|changed| changed.to_lines("  ")));
        }
        if self.absent > 0 {
            let among = if self.rejected_rows > 0 { " (rejected rows may be about some of them)" } else { "" };
            let absent = self.absent;
            lines.push(format!("  {absent} known before and not read in this extract{among}: caseload import review"));
        }
        lines
    }
}

impl ReportedRejection {
    /// The row as the record has it.
    pub fn from_row(row: RejectedRow) -> Self {
        Self { row: row.row, reason: row.reason, suggestion: row.suggestion }
    }

    /// The row in a line.
    pub fn to_line(&self) -> String {
        sanitize::sanitize_line(&format!("  row {}: {}. {}", self.row, self.reason, self.suggestion))
    }
}

impl ReportedChange {
    /// The change as the record has it.
    pub fn from_change(change: &FactChange) -> Self {
        let fields = change.before.as_ref().map(|before| change.now.differences(before)).unwrap_or_default();
        Self {
            case: change.now.case().clone(),
            kind: change.now.kind(),
            file: change.file.clone(),
            sheet: change.sheet.clone(),
            row: change.row,
            new: change.before.is_none(),
            said: change.now.describe_fields(),
            fields,
        }
    }

    /// The change, a line a field.
    pub fn to_lines(&self, indent: &str) -> Vec<String> {
        let head = format!("{indent}{} {} ({}, row {})", self.case, self.kind.title(), self.file, self.row);
        if self.new {
            return vec![sanitize::sanitize_line(&format!("{head}: new: {}", self.said))];
        }
        let said = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
        let field = |change: &FieldChange| {
            let FieldChange { field, before, now } = change;
            sanitize::sanitize_line(&format!("{indent}  {field}: {} -> {}", said(before), said(now)))
        };
        std::iter::once(sanitize::sanitize_line(&head)).chain(self.fields.iter().map(field)).collect()
    }
}
