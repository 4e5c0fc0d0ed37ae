//! How a part of a file was read: the same lines and the same JSON for commands and screen.

use chrono::NaiveDate;
use serde::Serialize;

use super::{Part, Taken};
use crate::domain::change::Counts;
use crate::domain::difference::FieldChange;
use crate::domain::extract::ExtractKind;
use crate::domain::{CaseNumber, plain};
use crate::store::{FactChange, Importing, RejectedRow, StoreError};

/// The most rejected rows, and the most changed ones, that a report shows.
const MOST: u32 = 1_000;

/// How one part of a file was read. `read` is the sum of the five that follow it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
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
    pub rejected: Vec<Rejected>,
    /// The first of the rows that say something else.
    pub changes: Vec<Changed>,
    /// Facts known before that it does not name.
    pub absent: u32,
    /// Those of them that the extract before it still named.
    pub newly_absent: u32,
}

/// A row that could not be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rejected {
    /// The row, as a spreadsheet numbers it.
    pub row: u32,
    /// Why.
    pub reason: String,
    /// What would mend it.
    pub suggestion: String,
}

/// A fact that is new or says something else than before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changed {
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

impl Report {
    /// The report of a part that was taken in and is not kept yet.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn of(importing: &Importing<'_>, part: &Part<'_>, taken: &Taken) -> Result<Self, StoreError> {
        let extract = &taken.extract;
        let Counts { read, new, changed, unchanged, duplicate, rejected } = extract.counts;
        let changes = if changed > 0 { importing.changed_by(extract.id, MOST)? } else { Vec::new() };
        Ok(Self {
            file: extract.file.clone(),
            sheet: extract.sheet.clone(),
            kind: extract.kind,
            layout: part.layout().to_owned(),
            encoding: part.encoding().title().to_owned(),
            sample: part.sample(),
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
            newly_absent: importing.newly_absent(extract.id)?,
        })
    }

    /// How the rows add up, in a line.
    pub fn summary(&self) -> String {
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

    /// The whole report in lines; the changes only where they are wanted.
    pub fn lines(&self, with_changes: bool) -> Vec<String> {
        let mut lines = vec![self.summary()];
        lines.extend(self.rejected.iter().map(Rejected::line));
        if self.rejected_rows > MOST {
            lines.push(format!("  and {} more: caseload import rejects", self.rejected_rows - MOST));
        }
        if with_changes {
            lines.extend(self.changes.iter().flat_map(|changed| changed.lines("  ")));
        }
        if self.absent > 0 {
            let among = if self.rejected_rows > 0 { " (rejected rows may be about some of them)" } else { "" };
            let absent = self.absent;
            lines.push(format!("  {absent} known before and not read in this extract{among}: caseload import review"));
        }
        lines
    }
}

impl Rejected {
    /// The row as the record has it.
    pub fn of(row: RejectedRow) -> Self {
        Self { row: row.row, reason: row.reason, suggestion: row.suggestion }
    }

    /// The row in a line.
    pub fn line(&self) -> String {
        plain::shown(&format!("  row {}: {}. {}", self.row, self.reason, self.suggestion))
    }
}

impl Changed {
    /// The change as the record has it.
    pub fn of(change: &FactChange) -> Self {
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

    /// The change, a line a field.
    pub fn lines(&self, indent: &str) -> Vec<String> {
        let head = format!("{indent}{} {} ({}, row {})", self.case, self.kind.title(), self.file, self.row);
        if self.new {
            return vec![plain::shown(&format!("{head}: new: {}", self.said))];
        }
        let said = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
        let field = |change: &FieldChange| {
            let FieldChange { field, before, now } = change;
            plain::shown(&format!("{indent}  {field}: {} -> {}", said(before), said(now)))
        };
        std::iter::once(plain::shown(&head)).chain(self.fields.iter().map(field)).collect()
    }
}
