//! Imports several files: opens them, puts them in the order in which kinds build on each other, and imports one after
//! the other, each in a transaction of its own. A preview imports all in one transaction that is never committed.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::ControlFlow;
use std::path::Path;

use chrono::NaiveDate;

use super::error::ReadError;
use super::extract::{CountyFile, ExtractPart, ReadingChoice, open_chosen};
use super::import_extract::{ImportError, ImportProgress, WhenOlder, import_extract};
use super::layouts::Layouts;
use super::named_workers::NamedWorkers;
use super::report::ImportReport;
use crate::domain::WorkerNumber;
use crate::domain::dates;
use crate::domain::extract::ExtractKind;
use crate::domain::sanitize::quoted;
use crate::store::{ImportTransaction, NewestExtract, Store, StoreError};

/// Files that were opened.
#[derive(Debug, Default)]
pub struct ExtractFiles<'l> {
    /// The parts of all files, the listing first.
    pub parts: Vec<ExtractPart<'l>>,
    /// The files that cannot be read.
    pub unreadable: Vec<ReadError>,
    /// Sentences about the sheets of the other files that are not read.
    pub notes: Vec<String>,
}

/// Whether an import is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportMode {
    /// The import is kept.
    Keep,
    /// Nothing is kept: the import only shows what it would change.
    Preview,
}

/// The result of importing several files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportSummary {
    /// A report on each part that was imported.
    pub reports: Vec<ImportReport>,
    /// Sentences that say why other parts were not imported.
    pub complaints: Vec<String>,
    /// The extracts that are older than one that was imported before. They were imported only if that was forced.
    pub older: Vec<OlderExtract>,
    /// The file during which the import was stopped. Nothing of that file is kept.
    pub stopped: Option<String>,
}

/// An extract that is older than the newest of its kind that was imported before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OlderExtract {
    /// The file's name.
    pub file: String,
    /// The kind of rows.
    pub kind: ExtractKind,
    /// The day on which the county ran it.
    pub run: NaiveDate,
    /// The newer extract.
    pub newest: NewestExtract,
}

impl fmt::Display for OlderExtract {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, newest) = (self.kind.title(), dates::format_long_date(self.newest.day));
        write!(out, "{} is older than the {kind} of {newest} that was read before", self.file)
    }
}

impl<'l> ExtractFiles<'l> {
    /// Opens every file. One that cannot be read stops no other.
    pub fn open_all<P: AsRef<Path>>(files: &[P], layouts: &'l Layouts, choice: ReadingChoice<'_>) -> Self {
        let mut all = Self::default();
        for file in files {
            match open_chosen(file.as_ref(), layouts, choice) {
                Ok(file) => all.add_file(file),
                Err(error) => all.unreadable.push(error),
            }
        }
        all.sort_parts();
        all
    }

    /// Puts the older of two extracts of a kind first, whatever the names, so that the newer one decides.
    fn sort_parts(&mut self) {
        self.parts.sort_by_key(|part| (part.kind(), part.run));
    }

    /// Gives every part that does not say when the county ran it the day that `ask` answers for its file, if it does. A file
    /// is asked about once, and corrected rows never: they carry the day of their extract.
    ///
    /// # Errors
    /// The error of `ask`.
    pub fn ask_run_dates<E>(
        &mut self,
        mut ask: impl FnMut(&str, Option<NaiveDate>) -> Result<Option<NaiveDate>, E>,
    ) -> Result<(), E> {
        let mut answered: Option<(String, Option<NaiveDate>)> = None;
        for part in self.parts.iter_mut().filter(|part| part.run.is_none() && !part.is_correction()) {
            let before = answered.as_ref().filter(|(file, _)| *file == part.file).map(|(_, day)| *day);
            let day = match before {
                Some(day) => day,
                None => ask(&part.file, part.changed_on())?,
            };
            answered = Some((part.file.clone(), day));
            part.run = day;
        }
        self.sort_parts();
        Ok(())
    }

    fn add_file(&mut self, file: CountyFile<'l>) {
        let name = file.parts.first().map_or("", |part| part.file.as_str());
        let note =
            |sheet: &String| format!("{name}: sheet {sheet} fits no layout and is not read.", sheet = quoted(sheet));
        self.notes.extend(file.skipped_sheets.iter().map(note));
        self.notes.extend(file.notes.iter().map(|note| format!("{name}: {note}")));
        self.parts.extend(file.parts);
    }

    /// Imports all parts. An extract that is older than one that was imported before is left out, unless `force` is
    /// set. `watch` receives the file's name and the progress, and may stop the import.
    ///
    /// # Errors
    /// The record cannot be written. An unreadable file is not an error: it does not stop the others.
    pub fn import_all(
        &self,
        store: &mut Store,
        mode: ImportMode,
        force: bool,
        watch: &mut dyn FnMut(&str, ImportProgress) -> ControlFlow<()>,
    ) -> Result<ImportSummary, StoreError> {
        let complaints = self.unreadable.iter().map(ToString::to_string).collect();
        let mut batch = ImportBatch { summary: ImportSummary { complaints, ..ImportSummary::default() }, force, watch };
        match mode {
            // One transaction over all files, so that each is compared with what those before it would have changed.
            ImportMode::Preview => batch.preview_parts(&mut store.begin_import()?, &self.parts)?,
            ImportMode::Keep => {
                for part in &self.parts {
                    let mut importing = store.begin_import()?;
                    if batch.import_part(&mut importing, part)? {
                        importing.commit()?;
                    }
                    if batch.summary.stopped.is_some() {
                        break;
                    }
                }
            }
        }
        Ok(batch.summary)
    }
}

/// The import of several parts, with what came of those before.
struct ImportBatch<'w> {
    summary: ImportSummary,
    force: bool,
    watch: &'w mut dyn FnMut(&str, ImportProgress) -> ControlFlow<()>,
}

impl ImportBatch<'_> {
    fn preview_parts(
        &mut self,
        importing: &mut ImportTransaction<'_>,
        parts: &[ExtractPart<'_>],
    ) -> Result<(), StoreError> {
        for part in parts {
            self.import_part(importing, part)?;
            if self.summary.stopped.is_some() {
                break;
            }
        }
        Ok(())
    }

    /// Imports a part. Returns whether the transaction is to be committed.
    fn import_part(
        &mut self,
        importing: &mut ImportTransaction<'_>,
        part: &ExtractPart<'_>,
    ) -> Result<bool, StoreError> {
        if let Some(complaint) = future_complaint(part, importing.today()).or_else(|| impossible_complaint(part)) {
            self.summary.complaints.push(complaint);
            return Ok(false);
        }
        if let Some(older) = older_extract(importing, part)? {
            self.summary.older.push(older);
            if !self.force {
                return Ok(false);
            }
        }
        let sorter = importing.new_sorter()?;
        let when_older = if self.force { WhenOlder::TakeOlder } else { WhenOlder::KeepNewer };
        match import_extract(importing, sorter, part, when_older, &mut |progress| (self.watch)(&part.file, progress)) {
            Ok(outcome) => {
                self.summary.reports.push(ImportReport::new(importing, part, &outcome)?);
                Ok(true)
            }
            Err(ImportError::Read(error)) => {
                self.summary.complaints.push(format!("{error}. Nothing from it was imported."));
                Ok(false)
            }
            Err(ImportError::Stopped) => {
                self.summary.stopped = Some(part.file.clone());
                Ok(false)
            }
            Err(ImportError::Store(error)) => Err(error),
        }
    }
}

/// Refuses a part that says that the county ran it after today. If it counted, every extract until that day would be
/// older.
fn future_complaint(part: &ExtractPart<'_>, today: NaiveDate) -> Option<String> {
    let run = part.run.filter(|run| *run > today)?;
    Some(format!(
        "{} says that the county ran it on {}, which is after today, {}. Correct the day in its title or its name, or \
         the clock of this machine. Nothing from it was imported.",
        part.file,
        dates::format_long_date(run),
        dates::format_long_date(today)
    ))
}

/// Refuses a part whose title or name gives a day for the county's run that no calendar has.
fn impossible_complaint(part: &ExtractPart<'_>) -> Option<String> {
    let written = part.impossible_run.as_ref().filter(|_| part.run.is_none())?;
    Some(format!(
        "{} says that the county ran it on {written}, which is no day. Correct it in its title or its name, or say the day: \
         --run-date. Nothing from it was imported.",
        part.file
    ))
}

/// Returns the extract in `part` if it is older than the newest of its kind. Corrected rows carry the day of their
/// extract, and are never refused for it.
fn older_extract(
    importing: &ImportTransaction<'_>,
    part: &ExtractPart<'_>,
) -> Result<Option<OlderExtract>, StoreError> {
    let Some(run) = part.run else { return Ok(None) };
    if part.is_correction() {
        return Ok(None);
    }
    // The day of a file does not prove that its rows are newer: the newer value of each row then counts.
    let is_newer = |newest: &NewestExtract| newest.day > run;
    if !importing.newest_dated_extract(part.kind(), &BTreeSet::new())?.is_some_and(|newest| is_newer(&newest)) {
        return Ok(None);
    }
    // Whose cases the rows are about decides which extract is newer; the file is read for it only where one may be.
    let workers = named_workers(importing, part)?;
    let newest = importing.newest_dated_extract(part.kind(), &workers)?.filter(is_newer);
    Ok(newest.map(|newest| OlderExtract { file: part.file.clone(), kind: part.kind(), run, newest }))
}

/// Returns the workers whose cases the rows of a part are about. A file that cannot be read is reported when it is
/// imported.
fn named_workers(
    importing: &ImportTransaction<'_>,
    part: &ExtractPart<'_>,
) -> Result<BTreeSet<WorkerNumber>, StoreError> {
    let (mut named, mut failed) = (NamedWorkers::default(), None);
    let _ = part.for_each_row(&mut |row| {
        let noted = row.outcome.map_or(Ok(()), |fact| named.note_fact(importing, &fact));
        failed = noted.err();
        if failed.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    failed.map_or_else(|| Ok(named.into_workers().into_iter().collect()), Err)
}

impl ImportSummary {
    /// Returns what was imported and what was not, if the import was stopped.
    pub fn stopped_message(&self) -> Option<String> {
        let file = self.stopped.as_ref()?;
        let before: Vec<&str> = self.reports.iter().map(|report| report.file.as_str()).collect();
        Some(if before.is_empty() {
            format!("{file}: stopped; nothing was imported.")
        } else {
            format!("{file}: stopped; nothing from it was imported. Imported before it: {}.", before.join(", "))
        })
    }
}
