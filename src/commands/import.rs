//! `caseload import`: reads county extracts, the case listing first, each in one transaction; and what was read.

mod changes;
mod list;
mod rejects;
mod review;
mod undo;
mod watch;

use std::io::{self, Write as _};
use std::process::ExitCode;

use anyhow::anyhow;

use super::context::Context;
use super::{cli, output};
use crate::exchange::Layouts;
use crate::exchange::reading::{Files, Keeping, Older, Read};
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

fn read(context: &Context, args: &cli::Import) -> anyhow::Result<ExitCode> {
    let mut store = context.open()?;
    let layouts = Layouts::bundled()?.with_own(&store.home().layouts())?;
    let files = Files::open(&args.files, &layouts, args.layout.as_deref());
    let mut watcher = Watcher::new(context.json())?;
    let keeping = if args.preview { Keeping::Preview } else { Keeping::Keep };
    let read = files.read(&mut store, keeping, args.force, &mut |file, progress| watcher.at(file, progress))?;
    watcher.clear()?;
    print(context, &read, &files.notes, args.preview)?;
    let older = if args.force { Vec::new() } else { read.older.iter().map(refused).collect() };
    complain(&read, older)
}

fn refused(older: &Older) -> String {
    format!("{older}. Nothing of it was read; --force reads it all the same.")
}

/// Prints what was read; a preview shows what would change, too.
fn print(context: &Context, read: &Read, notes: &[String], preview: bool) -> anyhow::Result<()> {
    if read.stopped.is_some() {
        return Ok(());
    }
    if context.json() {
        return output::json(&read.reports).map(drop);
    }
    let lines = read.reports.iter().flat_map(|report| report.lines(preview));
    let nothing = preview.then(|| "Nothing was changed: this was a preview.".to_owned());
    for line in lines.chain(notes.iter().cloned()).chain(nothing) {
        output::line(&line)?;
    }
    Ok(())
}

/// Files that could not be read make the command fail; rejected rows do not.
fn complain(read: &Read, older: Vec<String>) -> anyhow::Result<ExitCode> {
    if let Some(stopped) = read.stopped_at() {
        return Err(anyhow!("{stopped}"));
    }
    let complaints: Vec<String> = read.complaints.iter().cloned().chain(older).collect();
    let Some((last, others)) = complaints.split_last() else { return Ok(ExitCode::SUCCESS) };
    for complaint in others {
        writeln!(io::stderr(), "caseload: {complaint}")?;
    }
    Err(anyhow!("{last}"))
}
