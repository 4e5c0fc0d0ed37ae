//! Files read together: opened, put in the order in which kinds build on each other, and taken in one after the other,
//! each in a transaction of its own; or all in one that is never kept, to see what they would bring.

use std::ops::ControlFlow;
use std::path::Path;

use super::error::ReadError;
use super::extract::{CountyFile, Part, open};
use super::layout::Layouts;
use super::report::Report;
use super::take_in::{Progress, TakeInError, take_in};
use crate::store::{Importing, Store, StoreError};

/// Files that were opened.
#[derive(Debug, Default)]
pub struct Files<'l> {
    /// All parts of all files, the listing first.
    pub parts: Vec<Part<'l>>,
    /// The files that cannot be read.
    pub unreadable: Vec<ReadError>,
    /// What is not read of those that can.
    pub notes: Vec<String>,
}

/// Whether what is read is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeping {
    /// It is kept.
    Keep,
    /// Nothing is kept: it is only told what would be.
    Preview,
}

/// What became of the files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Read {
    /// How each part was read that was.
    pub reports: Vec<Report>,
    /// Why the others were not, in sentences.
    pub complaints: Vec<String>,
    /// The file at which it was stopped; nothing of it is kept.
    pub stopped: Option<String>,
}

impl<'l> Files<'l> {
    /// Opens every file. One that cannot be read stops no other.
    pub fn open<P: AsRef<Path>>(files: &[P], layouts: &'l Layouts, forced: Option<&str>) -> Self {
        let mut all = Self::default();
        for file in files {
            match open(file.as_ref(), layouts, forced) {
                Ok(file) => all.add(file),
                Err(error) => all.unreadable.push(error),
            }
        }
        all.parts.sort_by_key(Part::kind);
        all
    }

    fn add(&mut self, file: CountyFile<'l>) {
        let name = file.parts.first().map_or("", |part| part.file.as_str());
        let note = |sheet: &String| format!("{name}: sheet {sheet:?} fits no layout and is not read.");
        self.notes.extend(file.passed_over.iter().map(note));
        self.parts.extend(file.parts);
    }

    /// Reads all of them. An extract that is older than one that was read before is not read unless `force` says so.
    /// The watch is told the file and how far it is.
    ///
    /// # Errors
    /// The record cannot be written. What is wrong with a file is no error: it stops no other.
    pub fn read(
        &self,
        store: &mut Store,
        keeping: Keeping,
        force: bool,
        watch: &mut dyn FnMut(&str, Progress) -> ControlFlow<()>,
    ) -> Result<Read, StoreError> {
        let complaints = self.unreadable.iter().map(ToString::to_string).collect();
        let mut reading = Reading { read: Read { complaints, ..Read::default() }, force, watch };
        match keeping {
            // One transaction over all files, so that each knows what those before it would have brought.
            Keeping::Preview => reading.all(&mut store.importing()?, &self.parts)?,
            Keeping::Keep => {
                for part in &self.parts {
                    let mut importing = store.importing()?;
                    if reading.part(&mut importing, part)? {
                        importing.keep()?;
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

struct Reading<'w> {
    read: Read,
    force: bool,
    watch: &'w mut dyn FnMut(&str, Progress) -> ControlFlow<()>,
}

impl Reading<'_> {
    fn all(&mut self, importing: &mut Importing<'_>, parts: &[Part<'_>]) -> Result<(), StoreError> {
        for part in parts {
            self.part(importing, part)?;
            if self.read.stopped.is_some() {
                break;
            }
        }
        Ok(())
    }

    /// Takes a part in; says whether it is to be kept.
    fn part(&mut self, importing: &mut Importing<'_>, part: &Part<'_>) -> Result<bool, StoreError> {
        if let Some(complaint) = stale(importing, part, self.force)? {
            self.read.complaints.push(complaint);
            return Ok(false);
        }
        let spill = importing.spill()?;
        match take_in(importing, spill, part, &mut |progress| (self.watch)(&part.file, progress)) {
            Ok(taken) => {
                self.read.reports.push(Report::of(importing, part, &taken)?);
                Ok(true)
            }
            Err(TakeInError::Read(error)) => {
                self.read.complaints.push(format!("{error}. Nothing of it was read."));
                Ok(false)
            }
            Err(TakeInError::Stopped) => {
                self.read.stopped = Some(part.file.clone());
                Ok(false)
            }
            Err(TakeInError::Store(error)) => Err(error),
        }
    }
}

/// Why an extract that is older than one that was read before is not read.
fn stale(importing: &Importing<'_>, part: &Part<'_>, force: bool) -> Result<Option<String>, StoreError> {
    let newest = if force || part.is_mended() { None } else { importing.newest_run(part.kind())? };
    let newer = newest.zip(part.run).filter(|(newest, run)| newest > run);
    Ok(newer.map(|(newest, _)| {
        format!(
            "{} is older than the {} of {newest} that was read before. Nothing of it was read; --force reads it all the same.",
            part.file,
            part.kind().title(),
        )
    }))
}

impl Read {
    /// What was and what was not read when it was stopped.
    pub fn stopped_at(&self) -> Option<String> {
        let file = self.stopped.as_ref()?;
        let before: Vec<&str> = self.reports.iter().map(|report| report.file.as_str()).collect();
        Some(if before.is_empty() {
            format!("{file}: stopped; nothing was read.")
        } else {
            format!("{file}: stopped; nothing of it was read. Before it: {}.", before.join(", "))
        })
    }
}
