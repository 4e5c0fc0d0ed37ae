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

use anyhow::{Context as _, anyhow, ensure};

use super::context::CliContext;
use super::{cli, output, prompt};
use crate::commands::filtered;
use crate::domain::dates::{DateSide, format_long_date, parse_typed_date};
use crate::domain::sanitize;
use crate::import::county_words::{CountyWord, CountyWords};
use crate::import::import_files::{ExtractFiles, ImportMode, ImportSummary, OlderExtract};
use crate::import::{Layouts, ReadingChoice};
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
    let choice = ReadingChoice { layout: args.layout.as_deref(), sheet: args.sheet.as_deref() };
    let mut files = ExtractFiles::open_all(&args.files, &layouts, choice);
    set_run_dates(context, args, &mut files)?;
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

/// Gives the files that do not say when the county ran them the day of the arguments, or asks for it on a terminal. Without
/// an answer, the day of the file's last change counts, and the report says so.
fn set_run_dates(context: &CliContext, args: &cli::ImportArgs, files: &mut ExtractFiles<'_>) -> anyhow::Result<()> {
    let today = context.today();
    if let Some(typed) = &args.run_date {
        let day = parse_typed_date(typed, today, DateSide::Past)?;
        ensure!(
            day <= today,
            "--run-date {typed} is {}, which is after today, {}. Say the day on which the county ran the report. Nothing was \
             imported.",
            format_long_date(day),
            format_long_date(today)
        );
        return files.ask_run_dates(|_file, _changed_on| Ok(Some(day)));
    }
    if context.wants_json() || args.preview || !prompt::can_ask() {
        return Ok(());
    }
    files.ask_run_dates(|file, changed_on| {
        let usual = match changed_on.filter(|day| *day <= today) {
            Some(day) => format!("{}, when the file was last changed", format_long_date(day)),
            None => format!("today, {}", format_long_date(today)),
        };
        let file = sanitize::sanitize_line(file);
        let question = format!("{file} does not say when the county ran it. The day it was run, or Enter for {usual}:");
        loop {
            let typed = prompt::ask_line(&question)?;
            if typed.is_empty() {
                return Ok(None);
            }
            match parse_typed_date(&typed, today, DateSide::Past) {
                Ok(day) if day <= today => return Ok(Some(day)),
                Ok(day) => filtered::warn(&format!("{} is after today.", format_long_date(day)))?,
                Err(error) => filtered::warn(&error.to_string())?,
            }
        }
    })
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

/// Fails with the last complaint about a file that could not be imported, after printing the others. Some rejected rows
/// are no failure; a file of which every row was rejected is one.
fn report_complaints(summary: &ImportSummary, older: Vec<String>) -> anyhow::Result<ExitCode> {
    if let Some(stopped) = summary.stopped_message() {
        return Err(anyhow!("{stopped}"));
    }
    let unused = summary.reports.iter().filter(|report| report.read > 0 && report.rejected_rows == report.read);
    let unused =
        unused.map(|report| format!("No row of {} could be used. To see why: caseload import rejects", report.file));
    let complaints: Vec<String> = summary.complaints.iter().cloned().chain(older).chain(unused).collect();
    let Some((last, others)) = complaints.split_last() else { return Ok(ExitCode::SUCCESS) };
    for complaint in others {
        writeln!(filtered::text_errors(), "caseload: {complaint}")?;
    }
    Err(anyhow!("{last}"))
}
