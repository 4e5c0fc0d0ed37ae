//! `caseload import`: imports county extracts, the case listing first, each in one transaction; and shows what was
//! imported.

mod changes;
mod dismiss;
mod list;
mod progress_line;
mod rejects;
mod review;
mod undo;

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, anyhow};

use super::context::CliContext;
use super::{cli, output};
use crate::commands::filtered;
use crate::import::Layouts;
use crate::import::county_words::{CountyWord, CountyWords};
use crate::import::import_files::{ExtractFiles, ImportMode, ImportSummary, OlderExtract};
use progress_line::ProgressLine;

pub(super) fn run(context: &CliContext, args: &cli::ImportArgs) -> anyhow::Result<ExitCode> {
    match &args.command {
        None => import_files(context, args),
        Some(cli::ExtractCommand::List) => list::run(context),
        Some(cli::ExtractCommand::Changes { extract }) => changes::run(context, *extract),
        Some(cli::ExtractCommand::Review) => review::run(context),
        Some(cli::ExtractCommand::Rejects { extract, to }) => rejects::run(context, *extract, to.as_deref()),
        Some(cli::ExtractCommand::Dismiss { row, extract, reason, answers, undo: _ }) => {
            dismiss::run(context, *row, *extract, reason.clone(), answers.to_answers())
        }
        Some(cli::ExtractCommand::Undo { extract, reason, answers }) => {
            undo::run(context, *extract, reason, answers.to_answers())
        }
    }
}

fn import_files(context: &CliContext, args: &cli::ImportArgs) -> anyhow::Result<ExitCode> {
    let mut store = context.open_home()?;
    let folder = store.home().layouts_folder();
    let mut layouts = Layouts::for_extracts().with_folders(&store.home().all_layout_folders())?;
    explain_words(&mut layouts, &folder, &args.words, args.preview)?;
    let files = ExtractFiles::open_all(&args.files, &layouts, args.layout.as_deref());
    let mut progress_line = ProgressLine::new(context.wants_json())?;
    let mode = if args.preview { ImportMode::Preview } else { ImportMode::Keep };
    let summary = files.import_all(&mut store, mode, args.force, &mut |file, progress| {
        progress_line.report_progress(file, progress)
    })?;
    progress_line.clear_line()?;
    print_reports(context, &summary, &files.notes, args.preview)?;
    let older = if args.force { Vec::new() } else { summary.older.iter().map(older_file_message).collect() };
    report_complaints(&summary, older)
}

/// Adds the meanings that the arguments give to words of the county to the layouts, and saves them in the home unless
/// this is a preview.
fn explain_words(layouts: &mut Layouts, folder: &Path, explained: &[CountyWord], preview: bool) -> anyhow::Result<()> {
    if explained.is_empty() {
        return Ok(());
    }
    let mut words = CountyWords::load(folder)?;
    for word in explained {
        layouts.check_word(word)?;
        words.insert(word.clone());
    }
    layouts.add_words(&words);
    if preview { Ok(()) } else { words.save(folder).context("The words cannot be kept") }
}

fn older_file_message(older: &OlderExtract) -> String {
    format!("{older}. The file was not imported. To import it anyway, add --force.")
}

/// Prints what was imported; for a preview, also what would change.
fn print_reports(context: &CliContext, summary: &ImportSummary, notes: &[String], preview: bool) -> anyhow::Result<()> {
    if summary.stopped.is_some() {
        return Ok(());
    }
    if context.wants_json() {
        return output::print_json(&summary.reports).map(drop);
    }
    let lines = summary.reports.iter().flat_map(|report| report.to_lines(preview));
    let closing = preview.then(|| "Nothing was changed: this was a preview.".to_owned());
    for line in lines.chain(notes.iter().cloned()).chain(closing) {
        output::print_line(&line)?;
    }
    Ok(())
}

/// Fails with the last complaint about a file that could not be imported, after printing the others. Rejected rows are
/// no failure.
fn report_complaints(summary: &ImportSummary, older: Vec<String>) -> anyhow::Result<ExitCode> {
    if let Some(stopped) = summary.stopped_message() {
        return Err(anyhow!("{stopped}"));
    }
    let complaints: Vec<String> = summary.complaints.iter().cloned().chain(older).collect();
    let Some((last, others)) = complaints.split_last() else { return Ok(ExitCode::SUCCESS) };
    for complaint in others {
        writeln!(filtered::text_errors(), "caseload: {complaint}")?;
    }
    Err(anyhow!("{last}"))
}
