//! Extracts read from inside the screen: chosen, previewed, read or stopped; rejected rows mended.

use std::time::Instant;

use ratatui::text::Line;

use super::SideEffects;
use crate::domain::dates::days_between;
use crate::exchange::import_files::{ImportSummary, OlderExtract};
use crate::tui::command::ImportCommand;
use crate::tui::model::{Model, SideEffect};
use crate::tui::overlays::chooser::Chooser;
use crate::tui::overlays::import::{ImportPreview, PreviewAction, RejectedRowEditor, RunningImport};
use crate::tui::overlays::prompt::{Prompt, PromptQuestion};
use crate::tui::overlays::{Confirmation, Overlay};
use crate::tui::panes::import_summary::ImportSummaryPage;
use crate::tui::pending_input::{self, PendingInput};
use crate::tui::store_thread::{
    CancelToken, ExtractFolder, ImportAnswer, ImportJob, ImportSelection, Job, ProposedLayout, RejectedExtractRow,
};
use crate::tui::text;
use crate::tui::theme::StyleRole;
use crate::tui::widgets::read_page::TextPage;
use crate::tui::wording::count_with_noun;

const PREVIEWED: &str = "What the extracts would bring";

impl Model {
    pub(super) fn run_import_command(&mut self, import: ImportCommand) -> SideEffects {
        match import {
            ImportCommand::Choose => self.choose_extracts(None),
            ImportCommand::Accept => self.accept_preview(),
            ImportCommand::Older => self.preview_older(),
            ImportCommand::Stop => self.stop_import(),
            ImportCommand::Rejected => import_job_effects(ImportJob::Rejected),
            ImportCommand::MissingFacts => import_job_effects(ImportJob::MissingFacts),
            ImportCommand::ImportedExtracts => import_job_effects(ImportJob::ImportedExtracts),
            ImportCommand::Undo => {
                self.ask_undo_reason();
                Vec::new()
            }
            ImportCommand::ReimportRow => self.reimport_row(),
            ImportCommand::NextCell | ImportCommand::PreviousCell => {
                let forward = import == ImportCommand::NextCell;
                self.row_editor_mut().into_iter().for_each(|mending| mending.step_cell(forward));
                Vec::new()
            }
        }
    }

    /// Has the store look where files lie.
    pub(super) fn choose_extracts(&mut self, at: Option<String>) -> SideEffects {
        if self.refuse_on_another_day() { Vec::new() } else { import_job_effects(ImportJob::InspectPath(at)) }
    }

    /// Takes what the store answers about extracts.
    pub(super) fn handle_import_answer(&mut self, answer: ImportAnswer, now: Instant) -> SideEffects {
        match answer {
            ImportAnswer::Folder(folder) => self.show_folder(&folder),
            ImportAnswer::File(file) => return self.preview_import(ImportSelection::with_newer_only(vec![file])),
            ImportAnswer::Progress(said) => {
                self.running_import_mut().into_iter().for_each(|one| said.clone_into(&mut one.progress));
            }
            ImportAnswer::Preview(chosen, read, notes) => self.show_import_preview(chosen, &read, &notes),
            ImportAnswer::ProposedLayout(proposal) => self.show_proposed_layout(proposal),
            ImportAnswer::Imported(read, notes) => self.show_import_result(&read, &notes),
            ImportAnswer::MissingFacts(absent) => self.show_missing_facts(absent),
            ImportAnswer::ImportedExtracts(extracts) => self.show_extracts(extracts),
            ImportAnswer::UndoPreview(read, taking_back) => self.show_extract(read, &taking_back),
            ImportAnswer::Undone(read) => self.handle_import_undone(&read),
            ImportAnswer::Rejected(rejected) => self.show_rejected_rows(rejected),
            ImportAnswer::RowReimported(said) => {
                self.handle_row_reimported(&said);
                return self.replay_waiting_keys(now);
            }
            ImportAnswer::RowStillRejected(reason) => {
                if let Some(mending) = self.row_editor_mut() {
                    mending.is_importing = false;
                    mending.reason = reason;
                }
                return self.replay_waiting_keys(now);
            }
        }
        Vec::new()
    }

    fn show_folder(&mut self, folder: &ExtractFolder) {
        self.open_overlay(Overlay::Chooser(Chooser::for_folder(folder)));
    }

    /// Asks for a file or a folder by its path.
    pub(super) fn ask_for_extract_path(&mut self, folder: &str) {
        self.ask_question(Prompt::new(PromptQuestion::ReadFrom, folder));
    }

    /// Has the store tell what files would bring. What is typed elsewhere is saved first: while files are read the
    /// store does nothing else.
    pub(super) fn preview_import(&mut self, chosen: ImportSelection) -> SideEffects {
        self.start_import("Opening…", |stop| ImportJob::Preview(chosen, stop))
    }

    pub(super) fn import_files(&mut self, chosen: ImportSelection) -> SideEffects {
        self.start_import("Reading…", |stop| ImportJob::Import(chosen, stop))
    }

    fn start_import(&mut self, said: &str, job: impl FnOnce(CancelToken) -> ImportJob) -> SideEffects {
        let stop = CancelToken::default();
        let mut effects = self.save_drafts();
        let job = job(stop.clone());
        let looks = !matches!(job, ImportJob::Import(..));
        self.open_overlay(Overlay::Importing(RunningImport { stop, progress: said.to_owned(), is_preview: looks }));
        effects.extend(import_job_effects(job));
        effects
    }

    fn show_import_preview(&mut self, chosen: ImportSelection, read: &ImportSummary, notes: &[String]) {
        if read.stopped.is_some() {
            self.open_overlay(Overlay::None);
            return self.show_message("Stopped. Nothing was changed.");
        }
        let (title, first, then) = preview_action(chosen, read);
        let lines = self.import_report_lines(read, notes, true, &first);
        self.show_preview_page(title, lines, then);
    }

    /// What extracts brought or would bring, in lines.
    fn import_report_lines(
        &self,
        read: &ImportSummary,
        notes: &[String],
        preview: bool,
        first: &str,
    ) -> Vec<Line<'static>> {
        let Some(today) = self.workspace().map(|open| open.snapshot.today) else { return Vec::new() };
        let columns = self.page_columns();
        ImportSummaryPage { read, notes, preview, today, columns, theme: &self.theme }.page_lines(first)
    }

    fn show_proposed_layout(&mut self, proposal: Box<ProposedLayout>) {
        let columns = self.page_columns();
        let styled = |said: &String, role| {
            let lines = text::wrap_hanging(said, columns).into_iter();
            lines.map(|line| Line::styled(line, self.theme.style(role))).collect::<Vec<_>>()
        };
        let first = "A layout is proposed. Enter keeps it and looks again.".to_owned();
        let mut lines = if proposal.usable { styled(&first, StyleRole::Heading) } else { Vec::new() };
        lines.extend(proposal.lines.iter().flat_map(|said| styled(said, StyleRole::Text)));
        let usable = proposal.usable;
        let then = usable.then_some(PreviewAction::KeepLayout(proposal));
        self.show_preview_page("A file of unknown form", lines, then);
    }

    /// Shows a page; where nothing follows from it, it is only read.
    fn show_preview_page(&mut self, title: &str, lines: Vec<Line<'static>>, then: Option<PreviewAction>) {
        let page = TextPage::new(title, lines);
        self.open_overlay(match then {
            Some(then) => Overlay::Preview(ImportPreview { page, action: then }),
            None => Overlay::ImportNote(page),
        });
    }

    fn accept_preview(&mut self) -> SideEffects {
        let Some(Overlay::Preview(preview)) = self.workspace().map(|open| &open.overlay) else { return Vec::new() };
        let preview = preview.clone();
        match preview.action.clone() {
            PreviewAction::Import(chosen) => self.import_files(chosen),
            PreviewAction::AskAboutOlder(chosen, question) => {
                self.open_overlay(Overlay::Confirm(Confirmation::ImportOlder {
                    selection: chosen,
                    question,
                    preview: Box::new(preview),
                }));
                Vec::new()
            }
            PreviewAction::KeepLayout(proposal) => {
                self.start_import("Looking again…", |stop| ImportJob::KeepLayout(proposal, stop))
            }
            PreviewAction::ShowOlder(_) => Vec::new(),
        }
    }

    /// Has the store tell what reading older extracts nevertheless would do.
    fn preview_older(&mut self) -> SideEffects {
        let Some(Overlay::Preview(preview)) = self.workspace().map(|open| &open.overlay) else { return Vec::new() };
        let PreviewAction::ShowOlder(files) = &preview.action else { return Vec::new() };
        self.preview_import(ImportSelection { files: files.clone(), includes_older: true })
    }

    fn stop_import(&mut self) -> SideEffects {
        let Some(importing) = self.running_import_mut() else { return Vec::new() };
        "Stopping…".clone_into(&mut importing.progress);
        vec![SideEffect::StopImport(importing.stop.clone())]
    }

    fn show_import_result(&mut self, read: &ImportSummary, notes: &[String]) {
        if read.stopped.is_some() && read.reports.is_empty() {
            self.open_overlay(Overlay::None);
            return self.show_message("Stopped. Nothing was read.");
        }
        let rejected: u32 = read.reports.iter().map(|report| report.rejected_rows).sum();
        let first = match rejected {
            0 => "C steps through what changed.".to_owned(),
            _ => {
                format!("C steps through what changed, R mends {}.", count_with_noun(rejected as usize, "rejected row"))
            }
        };
        let lines = self.import_report_lines(read, notes, false, &first);
        self.open_overlay(Overlay::ImportResult(TextPage::new("Extracts read", lines)));
    }

    fn show_rejected_rows(&mut self, rejected: Vec<RejectedExtractRow>) {
        if rejected.is_empty() {
            return self.show_message("No rejected row waits to be mended.");
        }
        self.open_overlay(Overlay::Chooser(Chooser::for_rejected_rows(rejected)));
    }

    /// Opens a rejected row to be mended, as it was left.
    pub(super) fn open_row_editor(&mut self, rejected: RejectedExtractRow) {
        let Some(open) = self.workspace_mut() else { return };
        let (of, at) = (rejected.extract.id, rejected.row.row);
        let mut mending = RejectedRowEditor::new(rejected);
        let same = |begun: &PendingInput| matches!(begun, PendingInput::Mending { extract, row, .. } if (*extract, *row) == (of, at));
        if let Some(PendingInput::Mending { cells, .. }) = pending_input::take_input(&mut open.pending_inputs, same) {
            mending.restore_cells(&cells);
        }
        open.open_overlay(Overlay::RowEditor(Box::new(mending)));
    }

    fn reimport_row(&mut self) -> SideEffects {
        let Some(mending) = self.row_editor_mut().filter(|mending| !mending.is_importing) else { return Vec::new() };
        mending.is_importing = true;
        import_job_effects(ImportJob::ReimportRow(mending.rejected.clone(), mending.cell_texts()))
    }

    fn handle_row_reimported(&mut self, said: &str) {
        self.open_overlay(Overlay::None);
        self.show_message(format!("Mended. {said}"));
    }

    fn running_import_mut(&mut self) -> Option<&mut RunningImport> {
        match &mut self.workspace_mut()?.overlay {
            Overlay::Importing(importing) => Some(importing),
            _ => None,
        }
    }

    pub(super) fn row_editor_mut(&mut self) -> Option<&mut RejectedRowEditor> {
        match &mut self.workspace_mut()?.overlay {
            Overlay::RowEditor(mending) => Some(mending),
            _ => None,
        }
    }

    /// After something went wrong no reading is waited for any more.
    pub(super) fn handle_import_failure(&mut self, now: Instant) -> SideEffects {
        if self.running_import_mut().is_some() {
            self.open_overlay(Overlay::None);
        }
        let was_reading = self.row_editor_mut().is_some_and(|mending| std::mem::take(&mut mending.is_importing));
        if was_reading { self.replay_waiting_keys(now) } else { Vec::new() }
    }
}

/// The title, the first line and what follows once it is told what files would bring.
fn preview_action(chosen: ImportSelection, read: &ImportSummary) -> (&'static str, String, Option<PreviewAction>) {
    let news: u32 = read.reports.iter().map(|report| report.new + report.changed).sum();
    let news = count_with_noun(news as usize, "row");
    match read.older.first() {
        Some(oldest) if chosen.includes_older => {
            let first = format!("{news} new or changed. Enter asks once more before it is read.");
            let then = PreviewAction::AskAboutOlder(chosen, older_question(oldest));
            ("An older extract, to be read nevertheless", first, Some(then))
        }
        Some(_) if read.reports.is_empty() && read.complaints.is_empty() => {
            let first = "Nothing is read. F tells what reading it nevertheless would do; it reads nothing yet.";
            ("An older extract", first.to_owned(), Some(PreviewAction::ShowOlder(chosen.files)))
        }
        _ if read.reports.is_empty() => ("Not read", "Nothing here can be read.".to_owned(), None),
        Some(_) => {
            let first = format!("{news} new or changed. Enter reads in what is not older.");
            (PREVIEWED, first, Some(PreviewAction::Import(chosen)))
        }
        None => (PREVIEWED, format!("{news} new or changed. Enter reads it in."), Some(PreviewAction::Import(chosen))),
    }
}

/// What is asked before an older extract is read.
fn older_question(older: &OlderExtract) -> String {
    let apart = count_with_noun(usize::try_from(days_between(older.run, older.newest.run)).unwrap_or(0), "day");
    format!("It is {apart} older than what was read. Read it? y yes, any other key no.")
}

fn import_job_effects(job: ImportJob) -> SideEffects {
    vec![SideEffect::Store(Job::Import(job))]
}
