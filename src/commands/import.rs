//! `caseload import`: reads county extracts, the case listing first, each in one transaction; and what was read.

mod changes;
mod list;
mod rejects;
mod report;
mod review;
mod undo;
mod watch;

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::anyhow;

use super::cli;
use super::context::Context;
use crate::exchange::{self, CountyFile, Layouts, Part, ReadError, TakeInError};
use crate::store::Importing;
use report::Report;
use watch::Watcher;

pub(super) fn run(context: &Context, args: &cli::Import) -> anyhow::Result<ExitCode> {
    match &args.what {
        None => read(context, args),
        Some(cli::ImportWhat::List) => list::run(context),
        Some(cli::ImportWhat::Changes { extract }) => changes::run(context, *extract),
        Some(cli::ImportWhat::Review) => review::run(context),
        Some(cli::ImportWhat::Rejects { extract, to }) => rejects::run(context, *extract, to.as_deref()),
        Some(cli::ImportWhat::Undo { extract, reason }) => undo::run(context, *extract, reason),
    }
}

/// What became of the files.
#[derive(Default)]
struct Outcome {
    reports: Vec<Report>,
    complaints: Vec<String>,
}

fn read(context: &Context, args: &cli::Import) -> anyhow::Result<ExitCode> {
    let mut store = context.open()?;
    let layouts = Layouts::bundled()?.with_own(&store.home().layouts())?;
    let (files, unreadable) = open_all(&args.files, &layouts, args.layout.as_deref());
    let mut outcome =
        Outcome { complaints: unreadable.iter().map(ToString::to_string).collect(), ..Outcome::default() };
    let notes = files.iter().flat_map(|file| file.passed_over.iter().map(|sheet| passed_over(file, sheet)));
    let notes: Vec<String> = notes.collect();
    let mut watcher = Watcher::new(context.json())?;
    let parts = in_order(files);
    if args.preview {
        // One transaction over all files, so that each knows what those before it would have brought. It is never kept.
        let mut importing = store.importing()?;
        parts.iter().try_for_each(|part| outcome.take_in(&mut importing, part, args.force, &mut watcher).map(drop))?;
    } else {
        for part in &parts {
            let mut importing = store.importing()?;
            if outcome.take_in(&mut importing, part, args.force, &mut watcher)? {
                importing.keep()?;
            }
        }
    }
    watcher.clear()?;
    report::print(context, &outcome.reports, &notes, args.preview)?;
    complain(&outcome.complaints)
}

/// Opens every file. One that cannot be read stops no other.
fn open_all<'l>(
    files: &[PathBuf],
    layouts: &'l Layouts,
    forced: Option<&str>,
) -> (Vec<CountyFile<'l>>, Vec<ReadError>) {
    let (mut opened, mut unreadable) = (Vec::new(), Vec::new());
    for file in files {
        match exchange::open(file, layouts, forced) {
            Ok(file) => opened.push(file),
            Err(error) => unreadable.push(error),
        }
    }
    (opened, unreadable)
}

/// All parts of all files, in the order in which kinds build on each other.
fn in_order(files: Vec<CountyFile<'_>>) -> Vec<Part<'_>> {
    let mut parts: Vec<Part<'_>> = files.into_iter().flat_map(|file| file.parts).collect();
    parts.sort_by_key(Part::kind);
    parts
}

fn passed_over(file: &CountyFile<'_>, sheet: &str) -> String {
    let name = file.parts.first().map_or("", |part| part.file.as_str());
    format!("{name}: sheet {sheet:?} fits no layout and is not read.")
}

impl Outcome {
    /// Takes a part of a file in; says whether it is to be kept. What is wrong with one file stops no other.
    fn take_in(
        &mut self,
        importing: &mut Importing<'_>,
        part: &Part<'_>,
        force: bool,
        watcher: &mut Watcher,
    ) -> anyhow::Result<bool> {
        if let Some(complaint) = stale(importing, part, force)? {
            self.complaints.push(complaint);
            return Ok(false);
        }
        let spill = importing.spill()?;
        match exchange::take_in(importing, spill, part, &mut |progress| watcher.at(&part.file, progress)) {
            Ok(taken) => {
                self.reports.push(Report::of(importing, part, &taken)?);
                Ok(true)
            }
            Err(TakeInError::Read(error)) => {
                self.complaints.push(format!("{error}. Nothing of it was read."));
                Ok(false)
            }
            Err(TakeInError::Store(error)) => Err(error.into()),
            Err(TakeInError::Stopped) => {
                watcher.clear()?;
                Err(anyhow!("{}: {}", part.file, self.stopped()))
            }
        }
    }

    /// What was and what was not read when it was stopped.
    fn stopped(&self) -> String {
        let read: Vec<&str> = self.reports.iter().map(Report::file).collect();
        if read.is_empty() {
            "stopped; nothing was read.".to_owned()
        } else {
            format!("stopped; nothing of it was read. Before it: {}.", read.join(", "))
        }
    }
}

/// Why an extract that is older than one that was read before is not read.
fn stale(importing: &Importing<'_>, part: &Part<'_>, force: bool) -> anyhow::Result<Option<String>> {
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

/// Files that could not be read make the command fail; rejected rows do not.
fn complain(complaints: &[String]) -> anyhow::Result<ExitCode> {
    let Some((last, others)) = complaints.split_last() else { return Ok(ExitCode::SUCCESS) };
    for complaint in others {
        writeln!(io::stderr(), "caseload: {complaint}")?;
    }
    Err(anyhow!("{last}"))
}
