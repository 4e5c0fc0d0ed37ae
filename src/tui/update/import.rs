//! Imports extracts on the screen: chooses, previews and imports files, stops an import, and corrects rejected rows.

use ratatui::text::Line;

use super::import_start::{import_job, start_import};
use super::{extracts, words};
use crate::domain::dates::{days_between, format_long_date};
use crate::import::import_files::{ImportSummary, OlderExtract};
use crate::tui::command::ImportCommand;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::chooser::Chooser;
use crate::tui::overlays::confirmation::Confirmation;
use crate::tui::overlays::import::{ImportPreview, PreviewAction, PreviewOutcome, RejectedRowEditor};
use crate::tui::overlays::import_words::{WordQuestion, unknown_words};
use crate::tui::overlays::prompt::{Prompt, PromptQuestion};
use crate::tui::panes::import_summary::ImportSummaryPage;
use crate::tui::screen_context::ScreenContext;
use crate::tui::side_effect::{SideEffect, SideEffects};
use crate::tui::state::pending_input::{self, PendingInput};
use crate::tui::state::workspace::Workspace;
use crate::tui::store_thread::{
    ImportAnswer, ImportJob, ImportSelection, ProposedLayout, RejectedExtractRow, UndatedFile,
};
use crate::tui::text;
use crate::tui::theme::StyleRole;
use crate::tui::widgets::read_page::TextPage;
use crate::tui::wording::count_with_noun;

const PREVIEW_TITLE: &str = "What the extracts would change";

pub(super) fn run_command(workspace: &mut Workspace, command: ImportCommand) -> SideEffects {
    match command {
        ImportCommand::Choose => choose_extracts(workspace, None),
        ImportCommand::Accept | ImportCommand::Older | ImportCommand::ExplainWords => {
            let Overlay::Preview(preview) = &workspace.overlay else { return Vec::new() };
            preview.update(command).map(|outcome| carry_out(workspace, outcome)).unwrap_or_default()
        }
        ImportCommand::Stop => {
            let Overlay::Importing(import) = &mut workspace.overlay else { return Vec::new() };
            import.update(command).map(SideEffect::StopImport).into_iter().collect()
        }
        ImportCommand::Rejected => import_job(ImportJob::Rejected),
        ImportCommand::MissingFacts => import_job(ImportJob::MissingFacts),
        ImportCommand::ImportedExtracts => import_job(ImportJob::ImportedExtracts),
        ImportCommand::Undo => {
            extracts::ask_undo_reason(workspace);
            Vec::new()
        }
        ImportCommand::Dismiss => dismiss_row(workspace),
        ImportCommand::ReimportRow | ImportCommand::NextCell | ImportCommand::PreviousCell => {
            let Overlay::RowEditor(editor) = &mut workspace.overlay else { return Vec::new() };
            editor.update(command).map(import_job).unwrap_or_default()
        }
    }
}

/// Has the store list the importable files of a folder; `None` stands for the downloads folder.
pub(super) fn choose_extracts(workspace: &mut Workspace, path: Option<String>) -> SideEffects {
    if workspace.refuse_on_another_day() { Vec::new() } else { import_job(ImportJob::InspectPath(path)) }
}

/// Shows an answer about extracts.
pub(super) fn handle_answer(
    workspace: &mut Workspace,
    screen: &ScreenContext<'_>,
    answer: ImportAnswer,
) -> SideEffects {
    workspace.asked_path = None;
    match answer {
        ImportAnswer::Folder(folder) => workspace.open_overlay(Overlay::Chooser(Chooser::for_folder(&folder))),
        ImportAnswer::File(file) => return preview_import(workspace, ImportSelection::with_newer_only(vec![file])),
        ImportAnswer::Progress(progress) => {
            if let Overlay::Importing(import) = &mut workspace.overlay {
                import.progress = progress;
            }
        }
        ImportAnswer::Preview(selection, summary, notes) => {
            show_preview(workspace, screen, selection, &summary, &notes);
        }
        ImportAnswer::AsksSheet(selection, sheets) => {
            workspace.open_overlay(Overlay::Chooser(Chooser::for_sheets(&selection, &sheets)));
        }
        ImportAnswer::AsksRunDays(selection, undated) => {
            workspace.open_overlay(Overlay::None);
            ask_run_day(workspace, Box::new(selection), undated, 0);
        }
        ImportAnswer::ProposedLayout(proposal) => show_proposed_layout(workspace, screen, proposal),
        ImportAnswer::Imported(summary, notes) => show_result(workspace, screen, &summary, &notes),
        ImportAnswer::MissingFacts(missing) => extracts::show_missing_facts(workspace, missing),
        ImportAnswer::ImportedExtracts(all) => extracts::show_extracts(workspace, all),
        ImportAnswer::UndoPreview(read, undo) => extracts::show_extract(workspace, screen, read, &undo),
        ImportAnswer::Undone(read) => extracts::handle_undone(workspace, &read),
        ImportAnswer::Rejected(rows) => show_rejected_rows(workspace, rows),
        ImportAnswer::RowDismissed(message) => {
            workspace.overlay = Overlay::None;
            workspace.show_message(message);
        }
        ImportAnswer::RowReimported(summary) => {
            // The corrected row is recorded, so the unfinished cells are dropped.
            workspace.overlay = Overlay::None;
            workspace.show_message(format!("Corrected. {summary}"));
        }
        ImportAnswer::RowStillRejected(reason) => {
            if let Overlay::RowEditor(editor) = &mut workspace.overlay {
                editor.reason = reason;
            }
        }
    }
    Vec::new()
}

/// Has the store preview what importing files would change.
pub(super) fn preview_import(workspace: &mut Workspace, selection: ImportSelection) -> SideEffects {
    start_import(workspace, "Opening…", |stop| ImportJob::Preview(selection, stop))
}

/// Asks on which day the county ran one of the files that do not say it; the answer leads to the next one.
pub(super) fn ask_run_day(
    workspace: &mut Workspace,
    selection: Box<ImportSelection>,
    undated: Vec<UndatedFile>,
    index: usize,
) {
    let offered = undated.get(index).map(|file| format_long_date(file.offered)).unwrap_or_default();
    workspace.ask_question(Prompt::new(PromptQuestion::RunDay { selection, undated, index }, &offered));
}

/// Has the store import files.
pub(super) fn import_files(workspace: &mut Workspace, selection: ImportSelection) -> SideEffects {
    start_import(workspace, "Reading…", |stop| ImportJob::Import(selection, stop))
}

fn show_preview(
    workspace: &mut Workspace,
    screen: &ScreenContext<'_>,
    selection: ImportSelection,
    summary: &ImportSummary,
    notes: &[String],
) {
    if summary.stopped.is_some() {
        workspace.open_overlay(Overlay::None);
        return workspace.show_message("Stopped. Nothing was changed.");
    }
    let (title, first_line, action) = preview_action(selection, summary);
    let page = SummaryPage { summary, notes, is_preview: true }.lines(workspace, screen, &first_line);
    open_preview(workspace, TextPage::new(title, page), action, unknown_words(summary));
}

/// The page about the result of an import or its preview.
struct SummaryPage<'a> {
    summary: &'a ImportSummary,
    notes: &'a [String],
    is_preview: bool,
}

impl SummaryPage<'_> {
    fn lines(&self, workspace: &Workspace, screen: &ScreenContext<'_>, first_line: &str) -> Vec<Line<'static>> {
        let (today, columns, theme) = (workspace.snapshot.today, screen.page_columns(), screen.theme);
        let Self { summary: read, notes, is_preview: preview } = *self;
        ImportSummaryPage { read, notes, preview, today, columns, theme }.page_lines(first_line)
    }
}

fn show_proposed_layout(workspace: &mut Workspace, screen: &ScreenContext<'_>, proposal: Box<ProposedLayout>) {
    let styled = |text: &str, role| {
        let style = screen.theme.style(role);
        let lines = text::wrap_hanging(text, screen.page_columns()).into_iter();
        lines.map(|line| Line::styled(line, style)).collect::<Vec<_>>()
    };
    let mut lines = Vec::new();
    if proposal.usable {
        lines.extend(styled("A layout is proposed. Enter keeps it and previews the file again.", StyleRole::Heading));
    }
    lines.extend(proposal.lines.iter().flat_map(|line| styled(line, StyleRole::Text)));
    let action = if proposal.usable { Some(PreviewAction::KeepLayout(proposal)) } else { None };
    open_preview(workspace, TextPage::new("A file of an unknown format", lines), action, Vec::new());
}

/// Shows a page and the action that accepting it performs; without an action, the page is only for reading.
fn open_preview(workspace: &mut Workspace, page: TextPage, action: Option<PreviewAction>, words: Vec<WordQuestion>) {
    workspace.open_overlay(match action {
        Some(action) => Overlay::Preview(ImportPreview { page, action, words }),
        None => Overlay::ImportNote(page),
    });
}

fn carry_out(workspace: &mut Workspace, outcome: PreviewOutcome) -> SideEffects {
    match outcome {
        PreviewOutcome::Import(selection) => import_files(workspace, selection),
        PreviewOutcome::Preview(selection) => preview_import(workspace, selection),
        PreviewOutcome::KeepLayout(proposal) => {
            start_import(workspace, "Looking again…", |stop| ImportJob::KeepLayout(proposal, stop))
        }
        PreviewOutcome::AskAboutOlder(selection, question, preview) => {
            workspace.open_overlay(Overlay::Confirm(Confirmation::ImportOlder { selection, question, preview }));
            Vec::new()
        }
        PreviewOutcome::ListWords => words::list_words(workspace),
    }
}

fn show_result(workspace: &mut Workspace, screen: &ScreenContext<'_>, summary: &ImportSummary, notes: &[String]) {
    if summary.stopped.is_some() && summary.reports.is_empty() {
        workspace.open_overlay(Overlay::None);
        return workspace.show_message("Stopped. Nothing was imported.");
    }
    let rejected: u32 = summary.reports.iter().map(|report| report.rejected_rows).sum();
    let first_line = match rejected {
        0 => "C steps through what changed. In a list, u shows what undoing the import would do.".to_owned(),
        _ => {
            format!("C steps through what changed, R corrects {}.", count_with_noun(rejected, "rejected row"))
        }
    };
    let lines = SummaryPage { summary, notes, is_preview: false }.lines(workspace, screen, &first_line);
    workspace.open_overlay(Overlay::ImportResult(TextPage::new("Extracts imported", lines)));
}

fn show_rejected_rows(workspace: &mut Workspace, rejected: Vec<RejectedExtractRow>) {
    if rejected.is_empty() {
        return workspace.show_message("No rejected row waits for correction.");
    }
    workspace.open_overlay(Overlay::Chooser(Chooser::for_rejected_rows(rejected)));
}

/// Opens a rejected row to be corrected, as it was left.
pub(super) fn open_row_editor(workspace: &mut Workspace, rejected: RejectedExtractRow) {
    let edited = (rejected.extract.id, rejected.row.row);
    let mut editor = RejectedRowEditor::new(rejected);
    let is_same = |input: &PendingInput| matches!(input, PendingInput::Mending { extract, row, .. } if (*extract, *row) == edited);
    if let Some(PendingInput::Mending { cells, .. }) = pending_input::take_input(&mut workspace.pending_inputs, is_same)
    {
        editor.restore_cells(&cells);
    }
    workspace.open_overlay(Overlay::RowEditor(Box::new(editor)));
}

/// Asks why the rejected row that is shown is dismissed; lets one that is dismissed wait again.
fn dismiss_row(workspace: &mut Workspace) -> SideEffects {
    let Overlay::RowEditor(editor) = &workspace.overlay else { return Vec::new() };
    let is_dismissed = editor.rejected.row.dismissed.is_some();
    let dismissal = editor.dismissal(None);
    if workspace.refuse_on_another_day() {
        return Vec::new();
    }
    if is_dismissed {
        return import_job(ImportJob::Dismiss(Box::new(dismissal)));
    }
    workspace.ask_question(Prompt::new(PromptQuestion::DismissRow(Box::new(dismissal)), ""));
    Vec::new()
}

/// Closes the overlay of an import that failed.
pub(super) fn handle_failure(workspace: &mut Workspace) {
    if matches!(workspace.overlay, Overlay::Importing(_)) {
        workspace.open_overlay(Overlay::None);
    }
}

/// Returns the title and the first line of a preview, and what accepting it does.
fn preview_action(
    selection: ImportSelection,
    summary: &ImportSummary,
) -> (&'static str, String, Option<PreviewAction>) {
    let rows: u32 = summary.reports.iter().map(|report| report.new + report.changed).sum();
    let rows = count_with_noun(rows, "row");
    match summary.older.first() {
        Some(oldest) if selection.includes_older => {
            let first_line = format!("{rows} new or changed. Enter asks once more, then imports.");
            let action = PreviewAction::AskAboutOlder(selection, older_question(oldest));
            ("An older extract: import it anyway?", first_line, Some(action))
        }
        Some(_) if summary.reports.is_empty() && summary.complaints.is_empty() => {
            let first_line = "Nothing was imported. F shows what importing it anyway would do; it imports nothing yet.";
            ("An older extract", first_line.to_owned(), Some(PreviewAction::ShowOlder(selection)))
        }
        _ if summary.reports.is_empty() => ("Not read", "Nothing here can be imported.".to_owned(), None),
        Some(_) => {
            let first_line = format!("{rows} new or changed. Enter imports those that are not older.");
            (PREVIEW_TITLE, first_line, Some(PreviewAction::Import(selection)))
        }
        None => {
            let first_line = format!("{rows} new or changed. Enter imports.");
            (PREVIEW_TITLE, first_line, Some(PreviewAction::Import(selection)))
        }
    }
}

/// Returns the question that is asked before an older extract is imported.
fn older_question(older: &OlderExtract) -> String {
    let days = usize::try_from(days_between(older.run, older.newest.day)).unwrap_or(0);
    let age = count_with_noun(days, "day");
    format!("It is {age} older than the newest one. Import it? y yes, any other key no.")
}
