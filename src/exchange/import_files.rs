//! Files read together: opened, put in the order in which kinds build on each other, and taken in one after the other,
//! each in a transaction of its own; or all in one that is never kept, to see what they would bring.

use std::fmt;
use std::ops::ControlFlow;
use std::path::Path;

use chrono::NaiveDate;

use super::error::ReadError;
use super::extract::{CountyFile, ExtractPart, open_extract};
use super::import_extract::{ImportError, ImportProgress, import_extract};
use super::layouts::Layouts;
use super::report::ImportReport;
use crate::domain::extract::ExtractKind;
use crate::store::{ImportTransaction, NewestExtract, Store, StoreError};

/// Files that were opened.
#[derive(Debug, Default)]
pub struct ExtractFiles<'l> {
    /// All parts of all files, the listing first.
    pub parts: Vec<ExtractPart<'l>>,
    /// The files that cannot be read.
    pub unreadable: Vec<ReadError>,
    /// What is not read of those that can.
    pub notes: Vec<String>,
}

/// Whether what is read is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportMode {
    /// It is kept.
    Keep,
    /// Nothing is kept: it is only told what would be.
    Preview,
}

/// What became of the files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportSummary {
    /// How each part was read that was.
    pub reports: Vec<ImportReport>,
    /// Why the others were not, in sentences.
    pub complaints: Vec<String>,
    /// Those that are older than what was read before. They were read only where that was forced.
    pub older: Vec<OlderExtract>,
    /// The file at which it was stopped; nothing of it is kept.
    pub stopped: Option<String>,
}

/// An extract that is older than the newest of its kind that was read before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OlderExtract {
    /// The file's name.
    pub file: String,
    /// What it holds.
    pub kind: ExtractKind,
    /// The day on which the county ran it.
    pub run: NaiveDate,
    /// The newer one.
    pub newest: NewestExtract,
}

impl fmt::Display for OlderExtract {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, newest) = (self.kind.title(), self.newest.run);
        write!(out, "{} is older than the {kind} of {newest} that was read before", self.file)
    }
}

impl<'l> ExtractFiles<'l> {
    /// Opens every file. One that cannot be read stops no other.
    pub fn open_all<P: AsRef<Path>>(files: &[P], layouts: &'l Layouts, forced: Option<&str>) -> Self {
        let mut all = Self::default();
        for file in files {
            match open_extract(file.as_ref(), layouts, forced) {
                Ok(file) => all.add_file(file),
                Err(error) => all.unreadable.push(error),
            }
        }
        // Of two extracts of a kind the older is read first, whatever their names: the newer one has the last word.
        all.parts.sort_by_key(|part| (part.kind(), part.run));
        all
    }

    fn add_file(&mut self, file: CountyFile<'l>) {
        let name = file.parts.first().map_or("", |part| part.file.as_str());
        let note = |sheet: &String| format!("{name}: sheet {sheet:?} fits no layout and is not read.");
        self.notes.extend(file.skipped_sheets.iter().map(note));
        self.parts.extend(file.parts);
    }

    /// Reads all of them. An extract that is older than one that was read before is not read unless `force` says so.
    /// The watch is told the file and how far it is.
    ///
    /// # Errors
    /// The record cannot be written. What is wrong with a file is no error: it stops no other.
    pub fn import_all(
        &self,
        store: &mut Store,
        keeping: ImportMode,
        force: bool,
        watch: &mut dyn FnMut(&str, ImportProgress) -> ControlFlow<()>,
    ) -> Result<ImportSummary, StoreError> {
        let complaints = self.unreadable.iter().map(ToString::to_string).collect();
        let mut reading = ImportBatch { read: ImportSummary { complaints, ..ImportSummary::default() }, force, watch };
        match keeping {
            // One transaction over all files, so that each knows what those before it would have brought.
            ImportMode::Preview => reading.preview_parts(&mut store.begin_import()?, &self.parts)?,
            ImportMode::Keep => {
                for part in &self.parts {
                    let mut importing = store.begin_import()?;
                    if reading.import_part(&mut importing, part)? {
                        importing.commit()?;
                    }
                    if reading.read.stopped.is_some() {
                        break;
                    }
                }
            }
        }
        Ok(reading.read)
    }
}

struct ImportBatch<'w> {
    read: ImportSummary,
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
            if self.read.stopped.is_some() {
                break;
            }
        }
        Ok(())
    }

    /// Takes a part in; says whether it is to be kept.
    fn import_part(
        &mut self,
        importing: &mut ImportTransaction<'_>,
        part: &ExtractPart<'_>,
    ) -> Result<bool, StoreError> {
        if let Some(older) = older_extract(importing, part)? {
            self.read.older.push(older);
            if !self.force {
                return Ok(false);
            }
        }
        let spill = importing.new_sorter()?;
        match import_extract(importing, spill, part, &mut |progress| (self.watch)(&part.file, progress)) {
            Ok(taken) => {
                self.read.reports.push(ImportReport::new(importing, part, &taken)?);
                Ok(true)
            }
            Err(ImportError::Read(error)) => {
                self.read.complaints.push(format!("{error}. Nothing of it was read."));
                Ok(false)
            }
            Err(ImportError::Stopped) => {
                self.read.stopped = Some(part.file.clone());
                Ok(false)
            }
            Err(ImportError::Store(error)) => Err(error),
        }
    }
}

/// The extract in `part`, where it is older than the newest of its kind. Mended rows are of the day of their extract.
fn older_extract(
    importing: &ImportTransaction<'_>,
    part: &ExtractPart<'_>,
) -> Result<Option<OlderExtract>, StoreError> {
    let Some(run) = part.run.filter(|_| !part.is_correction()) else { return Ok(None) };
    let newest = importing.newest_dated_extract(part.kind())?.filter(|newest| newest.run > run);
    Ok(newest.map(|newest| OlderExtract { file: part.file.clone(), kind: part.kind(), run, newest }))
}

impl ImportSummary {
    /// What was and what was not read when it was stopped.
    pub fn stopped_message(&self) -> Option<String> {
        let file = self.stopped.as_ref()?;
        let before: Vec<&str> = self.reports.iter().map(|report| report.file.as_str()).collect();
        Some(if before.is_empty() {
            format!("{file}: stopped; nothing was read.")
        } else {
            format!("{file}: stopped; nothing of it was read. Before it: {}.", before.join(", "))
        })
    }
}
