//! The report on an imported part of a file, with the same lines and the same JSON for commands and screen.

use chrono::NaiveDate;
use serde::Serialize;

use super::extract::ExtractPart;
use super::import_extract::ImportOutcome;
use super::left_out::LeftOutColumn;
use super::word_tally::ColumnWords;
use crate::domain::change::{RowCounts, UnreadCell};
use crate::domain::dates::format_long_date;
use crate::domain::difference::FieldChange;
use crate::domain::extract::ExtractKind;
use crate::domain::wording::join_reason;
use crate::domain::{CaseNumber, sanitize};
use crate::present::county_fact::{fact_change_texts, fact_text, unread_texts};
use crate::store::{FactChange, ImportTransaction, RejectedRow, StoreError};

/// The most rejected rows, and the most changed rows, that a report shows.
const MOST: u32 = 1_000;

/// The report on one part of a file. `read` is the sum of the five counts that follow it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    /// The file's name.
    pub file: String,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The kind of rows.
    pub kind: ExtractKind,
    /// The id of the layout that read the part.
    pub layout: String,
    /// How the file writes its characters.
    pub encoding: String,
    /// A word with letters beyond ASCII, by which the worker can see whether the encoding is right.
    pub sample: Option<String>,
    /// The day on which the county ran the report, if the file says so.
    pub run: Option<NaiveDate>,
    /// The day as of which the part counts because the file does not say when the county ran it: that of the file's last
    /// change. `None` where the file says it, and for rows that somebody corrected.
    pub file_day: Option<NaiveDate>,
    /// The day of the file's last change, if that is after today and does not count.
    #[serde(skip)]
    pub changed_ahead: Option<NaiveDate>,
    /// The number of data rows.
    pub read: u32,
    /// Rows with facts that were not known before.
    pub new: u32,
    /// Rows with known facts that have changed.
    pub changed: u32,
    /// Rows with known facts that have not changed.
    pub unchanged: u32,
    /// Rows that repeat an earlier row.
    pub duplicate: u32,
    /// Rows that could not be used.
    pub rejected_rows: u32,
    /// The first of the rows that could not be used.
    pub rejected: Vec<ReportedRejection>,
    /// The words of the columns that the layout does not have.
    pub words: Vec<ColumnWords>,
    /// The cells that could not be read and were left out, by column.
    pub left_out: Vec<LeftOutColumn>,
    /// The questions whether a person who is new is one whom the extract no longer names.
    pub questions: Vec<String>,
    /// The first of the rows with facts that have changed.
    pub changes: Vec<ReportedChange>,
    /// The number of facts known before that the extract does not name.
    #[serde(rename = "absent")]
    pub missing: u32,
    /// The number of these facts that the previous extract still named.
    #[serde(rename = "newly_absent")]
    pub newly_missing: u32,
}

/// A row that could not be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportedRejection {
    /// The row's number as a spreadsheet shows it.
    pub row: u32,
    /// Why the row could not be used.
    pub reason: String,
    /// How to correct the row.
    pub suggestion: String,
    /// Why a worker dismissed the row; left out while it waits for a correction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dismissed: Option<String>,
}

/// A fact that is new or has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportedChange {
    /// The number of the case.
    pub case: CaseNumber,
    /// The kind of the fact.
    pub kind: ExtractKind,
    /// The file's name.
    pub file: String,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The row's number as a spreadsheet shows it.
    pub row: u32,
    /// Whether the fact is new.
    pub new: bool,
    /// All fields of the row, in the form of data.
    #[serde(rename = "said")]
    pub description: String,
    /// All fields of the row, as people read them.
    #[serde(skip)]
    pub text: String,
    /// The fields that have changed.
    pub fields: Vec<FieldChange>,
    /// The cells that could not be read. Former values stand.
    pub unread: Vec<UnreadCell>,
    /// The day of a newer extract of the kind that was read before; the statuses of a newer listing stand.
    pub newer: Option<NaiveDate>,
    /// A line for each field that has changed or could not be read.
    #[serde(skip)]
    pub lines: Vec<String>,
}

impl ImportReport {
    /// Reports on a part that was imported and is not committed yet.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn new(
        importing: &ImportTransaction<'_>,
        part: &ExtractPart<'_>,
        outcome: &ImportOutcome,
    ) -> Result<Self, StoreError> {
        let extract = &outcome.extract;
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
            file_day: extract.file_day.filter(|_| !part.holds_corrections()),
            changed_ahead: part.changed_on().filter(|day| *day > importing.today()),
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
            words: outcome.words.clone(),
            left_out: outcome.left_out.clone(),
            questions: outcome.questions.clone(),
            changes: changes.iter().map(ReportedChange::from_change).collect(),
            missing: outcome.missing,
            newly_missing: importing.newly_missing_count(extract.id)?,
        })
    }

    /// Returns the counts of the rows in one line.
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

    /// Returns the day as of which a file without a run date counts, and why.
    pub fn file_day_line(&self) -> Option<String> {
        let day = format_long_date(self.file_day?);
        Some(match self.changed_ahead {
            Some(ahead) => format!(
                "  No run date in it, and it was last changed on {}, which is after today: it counts as of today, {day}. Check \
                 the clock of the machine that wrote it.",
                format_long_date(ahead)
            ),
            None => format!("  No run date in it: it counts as of {day}, when the file was last changed."),
        })
    }

    /// Returns the lines about the cells that were left out.
    pub fn left_out_lines(&self) -> impl Iterator<Item = String> + use<'_> {
        self.left_out.iter().flat_map(LeftOutColumn::to_lines).map(|line| sanitize::sanitize_line(&line))
    }

    /// Returns the lines about the people who may be one whom the extract no longer names.
    pub fn question_lines(&self) -> impl Iterator<Item = String> + use<'_> {
        self.questions.iter().map(|question| sanitize::sanitize_line(&format!("  {question}.")))
    }

    /// Returns that a newer listing was read before, whose statuses stand, if one was.
    pub fn newer_line(&self) -> Option<String> {
        let newer = self.changes.iter().filter(|change| change.kind == ExtractKind::Listing);
        let day = newer.filter_map(|change| change.newer).max()?;
        Some(format!("  The newer listing of {} was read before: its statuses stand.", format_long_date(day)))
    }

    /// Returns the whole report in lines, with the changed rows if `with_changes` is set.
    pub fn to_lines(&self, with_changes: bool) -> Vec<String> {
        let mut lines = vec![self.summary_line()];
        // Whose facts the rows are comes before what they say.
        lines.extend(self.question_lines());
        lines.extend(self.file_day_line());
        lines.extend(self.newer_line());
        for column in &self.words {
            let hint = column.command_hint();
            lines.extend(column.to_lines().iter().chain(&hint).map(|line| sanitize::sanitize_line(line)));
        }
        lines.extend(self.left_out_lines());
        lines.extend(self.rejected.iter().map(ReportedRejection::to_line));
        if self.rejected_rows > MOST {
            lines.push(format!("  and {} more: caseload import rejects", self.rejected_rows - MOST));
        }
        if with_changes {
            lines.extend(self.changes.iter().flat_map(|changed| changed.to_lines("  ")));
        }
        if self.missing > 0 {
            let caveat = if self.rejected_rows > 0 { " (rejected rows may be about some of them)" } else { "" };
            let missing = self.missing;
            lines.push(format!(
                "  {missing} that earlier extracts had are missing from this one{caveat}: caseload import review"
            ));
        }
        lines
    }
}

impl ReportedRejection {
    /// Reports a rejected row of the record.
    pub fn from_row(row: RejectedRow) -> Self {
        Self { row: row.row, reason: row.reason, suggestion: row.suggestion, dismissed: row.dismissed }
    }

    /// Returns the row in one line.
    pub fn to_line(&self) -> String {
        let dismissed = self.dismissed.as_ref().map(|why| format!(" Dismissed: {why}")).unwrap_or_default();
        let why = join_reason(&self.reason, &self.suggestion);
        sanitize::sanitize_line(&format!("  row {}: {why}{dismissed}", self.row))
    }
}

impl ReportedChange {
    /// Reports a changed fact of the record.
    pub fn from_change(change: &FactChange) -> Self {
        let fields = change.before.as_ref().map(|before| change.now.differences(before)).unwrap_or_default();
        let lines = match &change.before {
            Some(before) => fact_change_texts(&change.now, before, &change.unread, change.newer),
            None => unread_texts(&change.now, &change.unread),
        };
        Self {
            case: change.now.case().clone(),
            kind: change.now.kind(),
            file: change.file.clone(),
            sheet: change.sheet.clone(),
            row: change.row,
            new: change.before.is_none(),
            description: change.now.describe_fields(),
            text: fact_text(&change.now),
            fields,
            unread: change.unread.clone(),
            newer: change.newer,
            lines,
        }
    }

    /// Returns the change in lines: one for the row, and one for each field.
    pub fn to_lines(&self, indent: &str) -> Vec<String> {
        let mut head = format!("{indent}{} {} ({}, row {})", self.case, self.kind.title(), self.file, self.row);
        if self.new {
            head.push_str(": new: ");
            head.push_str(&self.text);
        }
        let lines = self.lines.iter().map(|line| format!("{indent}  {line}"));
        std::iter::once(head).chain(lines).map(|line| sanitize::sanitize_line(&line)).collect()
    }
}
