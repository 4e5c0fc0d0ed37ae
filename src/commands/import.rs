//! `caseload import`: reads county extracts, the case listing first, each in one transaction; and what was read.

mod changes;
mod list;
mod progress_line;
mod rejects;
mod review;
mod undo;

use std::io::{self, Write as _};
use std::process::ExitCode;

use anyhow::anyhow;

use super::context::CliContext;
use super::{cli, output};
use crate::import::Layouts;
use crate::import::import_files::{ExtractFiles, ImportMode, ImportSummary, OlderExtract};
use progress_line::ProgressLine;

pub(super) fn run(context: &CliContext, args: &cli::ImportArgs) -> anyhow::Result<ExitCode> {
    match &args.what {
        None => import_files(context, args),
        Some(cli::ExtractCommand::List) => list::run(context),
        Some(cli::ExtractCommand::Changes { extract }) => changes::run(context, *extract),
        Some(cli::ExtractCommand::Review) => review::run(context),
        Some(cli::ExtractCommand::Rejects { extract, to }) => rejects::run(context, *extract, to.as_deref()),
        Some(cli::ExtractCommand::Undo { extract, reason }) => undo::run(context, *extract, reason),
    }
}

fn import_files(context: &CliContext, args: &cli::ImportArgs) -> anyhow::Result<ExitCode> {
    let mut store = context.open_home()?;
    let layouts = Layouts::for_extracts().with_own(&store.home().layouts_folder())?;
    let files = ExtractFiles::open_all(&args.files, &layouts, args.layout.as_deref());
    let mut watcher = ProgressLine::new(context.wants_json())?;
    let keeping = if args.preview { ImportMode::Preview } else { ImportMode::Keep };
    let read = files
        .import_all(&mut store, keeping, args.force, &mut |file, progress| watcher.report_progress(file, progress))?;
    watcher.clear_line()?;
    print_reports(context, &read, &files.notes, args.preview)?;
    let older = if args.force { Vec::new() } else { read.older.iter().map(older_file_message).collect() };
    report_complaints(&read, older)
}

fn older_file_message(older: &OlderExtract) -> String {
    format!("{older}. Nothing of it was read; --force reads it all the same.")
}

/// Prints what was read; a preview shows what would change, too.
fn print_reports(context: &CliContext, read: &ImportSummary, notes: &[String], preview: bool) -> anyhow::Result<()> {
    if read.stopped.is_some() {
        return Ok(());
    }
    if context.wants_json() {
        return output::print_json(&read.reports).map(drop);
    }
    let lines = read.reports.iter().flat_map(|report| report.to_lines(preview));
    let nothing = preview.then(|| "Nothing was changed: this was a preview.".to_owned());
    for line in lines.chain(notes.iter().cloned()).chain(nothing) {
        output::print_line(&line)?;
    }
    Ok(())
}

/// Files that could not be read make the command fail; rejected rows do not.
fn report_complaints(read: &ImportSummary, older: Vec<String>) -> anyhow::Result<ExitCode> {
    if let Some(stopped) = read.stopped_message() {
        return Err(anyhow!("{stopped}"));
    }
    let complaints: Vec<String> = read.complaints.iter().cloned().chain(older).collect();
    let Some((last, others)) = complaints.split_last() else { return Ok(ExitCode::SUCCESS) };
    for complaint in others {
        writeln!(io::stderr(), "caseload: {complaint}")?;
    }
    Err(anyhow!("{last}"))
}
