//! The overlays of an import: its progress, its preview, an extract that was read, and a rejected row being corrected.

mod draw;

use std::time::Instant;

use crate::domain::import_issues::RowDismissal;
use crate::domain::wording::join_reason;
use crate::store::ImportedExtract;
use crate::tui::command::{ImportCommand, KeyContext};
use crate::tui::overlays::import_words::WordQuestion;
use crate::tui::state::pending_input::PendingInput;
use crate::tui::store_thread::{CancelToken, ImportJob, ImportSelection, ProposedLayout, RejectedExtractRow};
use crate::tui::widgets::choice::{Step, adjacent_choice};
use crate::tui::widgets::line_input::LineInput;
use crate::tui::widgets::read_page::TextPage;
use crate::tui::widgets::text_sink::{TextInput, TextSink};

/// An import, or the preview of one, that is running.
#[derive(Debug, Clone)]
pub struct RunningImport {
    /// Stops the import.
    pub stop: CancelToken,
    /// How far the import is, in a sentence.
    pub progress: String,
    /// Whether the files are only previewed, so that nothing from them is kept.
    pub is_preview: bool,
}

/// The preview of an import, or of the layout that is proposed for a file.
#[derive(Debug, Clone)]
pub struct ImportPreview {
    /// The page to read.
    pub page: TextPage,
    /// What accepting the preview does.
    pub action: PreviewAction,
    /// The words of the files that are not known.
    pub words: Vec<WordQuestion>,
}

/// What accepting a preview does.
#[derive(Debug, Clone)]
pub enum PreviewAction {
    /// Imports the files.
    Import(ImportSelection),
    /// Asks this question before it imports extracts that are older than those imported before.
    AskAboutOlder(ImportSelection, String),
    /// Saves the layout, and previews its file with it.
    KeepLayout(Box<ProposedLayout>),
    /// Does nothing; another key previews what importing these older extracts would change.
    ShowOlder(ImportSelection),
}

/// What a command on a preview leads to.
#[derive(Debug)]
pub enum PreviewOutcome {
    /// The files are imported.
    Import(ImportSelection),
    /// The files are previewed again, with the older extracts among them.
    Preview(ImportSelection),
    /// The layout is kept, and its file previewed with it.
    KeepLayout(Box<ProposedLayout>),
    /// The worker is asked this question before the files, with older extracts among them, are imported.
    AskAboutOlder(ImportSelection, String, Box<ImportPreview>),
    /// The unknown words are listed.
    ListWords,
}

impl RunningImport {
    /// Carries out a command. A stop shows itself in place of the progress and returns the token that stops the import.
    pub fn update(&mut self, command: ImportCommand) -> Option<CancelToken> {
        if command != ImportCommand::Stop {
            return None;
        }
        "Stopping…".clone_into(&mut self.progress);
        Some(self.stop.clone())
    }
}

impl ImportPreview {
    /// Carries out a command; `None` if the command does nothing in this preview.
    pub fn update(&self, command: ImportCommand) -> Option<PreviewOutcome> {
        match command {
            ImportCommand::Accept => self.accept(),
            ImportCommand::Older => match &self.action {
                PreviewAction::ShowOlder(selection) => {
                    Some(PreviewOutcome::Preview(ImportSelection { includes_older: true, ..selection.clone() }))
                }
                PreviewAction::Import(_) | PreviewAction::AskAboutOlder(..) | PreviewAction::KeepLayout(_) => None,
            },
            ImportCommand::ExplainWords => Some(PreviewOutcome::ListWords),
            _ => None,
        }
    }

    fn accept(&self) -> Option<PreviewOutcome> {
        match self.action.clone() {
            PreviewAction::Import(selection) => Some(PreviewOutcome::Import(selection)),
            PreviewAction::AskAboutOlder(selection, question) => {
                Some(PreviewOutcome::AskAboutOlder(selection, question, Box::new(self.clone())))
            }
            PreviewAction::KeepLayout(proposal) => Some(PreviewOutcome::KeepLayout(proposal)),
            PreviewAction::ShowOlder(_) => None,
        }
    }

    /// Returns the files that are previewed; `None` if accepting the preview imports none.
    pub const fn selection(&self) -> Option<&ImportSelection> {
        match &self.action {
            PreviewAction::Import(selection) | PreviewAction::AskAboutOlder(selection, _) => Some(selection),
            PreviewAction::KeepLayout(_) | PreviewAction::ShowOlder(_) => None,
        }
    }

    /// Returns what the keys act on.
    pub const fn key_context(&self) -> KeyContext {
        match self.action {
            PreviewAction::ShowOlder(_) => KeyContext::Older,
            PreviewAction::Import(_) | PreviewAction::AskAboutOlder(..) | PreviewAction::KeepLayout(_) => {
                KeyContext::Preview
            }
        }
    }
}

/// An extract that was read, with what undoing its import would do.
#[derive(Debug, Clone)]
pub struct ExtractPage {
    /// The page to read.
    pub page: TextPage,
    /// The extract that the page is about.
    pub read: Box<ImportedExtract>,
}

/// A rejected row while it is corrected.
#[derive(Debug, Clone)]
pub struct RejectedRowEditor {
    /// The row as it was rejected.
    pub rejected: Box<RejectedExtractRow>,
    /// Why the row cannot be used.
    pub reason: String,
    /// The cells of the row, as corrected so far.
    pub cells: Vec<LineInput>,
    /// The index of the cell that has the focus.
    pub index: usize,
    /// Whether the next character replaces the content of the cell, as in the lines of an act.
    pub replaces_on_typing: bool,
}

impl RejectedRowEditor {
    /// Creates the editor of a row. The focus is on the cell that the reason names, or else on the first.
    pub fn new(rejected: RejectedExtractRow) -> Self {
        let width = rejected.header.cells.len();
        let blank = String::new();
        let cells = (0..width).map(|index| LineInput::with_text(rejected.row.cells.get(index).unwrap_or(&blank)));
        let dismissed = rejected.row.dismissed.as_ref().map(|why| format!(" Dismissed: {why}"));
        let reason = join_reason(&rejected.row.reason, &rejected.row.suggestion) + &dismissed.unwrap_or_default();
        let matched_length = |cell: &str| if rejected.row.reason.contains(cell) { cell.len() } else { 0 };
        let matches = rejected.row.cells.iter().take(width).map(|cell| matched_length(cell.trim())).enumerate();
        // A short cell may occur in the reason by chance, so the longest match is taken.
        let index = matches.rev().max_by_key(|(_, length)| *length).map_or(0, |(index, _)| index);
        Self { cells: cells.collect(), reason, index, replaces_on_typing: true, rejected: Box::new(rejected) }
    }

    /// Performs a command on the row; returns the job that reads it again, if the command asks for that.
    pub fn update(&mut self, command: ImportCommand) -> Option<ImportJob> {
        match command {
            ImportCommand::ReimportRow => {
                return Some(ImportJob::ReimportRow(self.rejected.clone(), self.cell_texts()));
            }
            ImportCommand::NextCell => self.step_cell(Step::Next),
            ImportCommand::PreviousCell => self.step_cell(Step::Previous),
            ImportCommand::Choose
            | ImportCommand::Accept
            | ImportCommand::Older
            | ImportCommand::ExplainWords
            | ImportCommand::Stop
            | ImportCommand::Rejected
            | ImportCommand::MissingFacts
            | ImportCommand::ImportedExtracts
            | ImportCommand::Dismiss
            | ImportCommand::Undo => {}
        }
        None
    }

    /// Returns the row as dismissed for a reason; `None` lets it wait again.
    pub fn dismissal(&self, reason: Option<String>) -> RowDismissal {
        let RejectedExtractRow { extract, row, .. } = &*self.rejected;
        RowDismissal { extract: extract.id, kind: extract.kind, row: row.row, cells: row.cells.clone(), reason }
    }

    /// Goes to the next cell or to the previous one, from the last to the first and back.
    fn step_cell(&mut self, step: Step) {
        self.index = adjacent_choice(Some(self.index), self.cells.len(), step).unwrap_or(0);
        self.replaces_on_typing = true;
    }

    /// Returns the texts of the cells as corrected so far.
    fn cell_texts(&self) -> Vec<String> {
        self.cells.iter().map(|cell| cell.content().to_owned()).collect()
    }

    /// Returns whether a cell differs from the file.
    fn is_changed(&self) -> bool {
        let blank = String::new();
        let in_file = self.rejected.row.cells.iter().chain(std::iter::repeat(&blank));
        self.cells.iter().zip(in_file).any(|(cell, in_file)| cell.content() != LineInput::with_text(in_file).content())
    }

    /// Restores the cells as they were when the editor was left.
    pub fn restore_cells(&mut self, cells: &[String]) {
        for (cell, text) in self.cells.iter_mut().zip(cells) {
            *cell = LineInput::with_text(text);
        }
        // What was begun is gone on with.
        self.replaces_on_typing = false;
    }

    /// Returns the cells to keep if the editor is left now; `None` if none is changed.
    pub fn pending_input(&self) -> Option<PendingInput> {
        self.is_changed().then(|| PendingInput::Mending {
            extract: self.rejected.extract.id,
            row: self.rejected.row.row,
            cells: self.cell_texts(),
        })
    }
}

impl TextSink for RejectedRowEditor {
    fn apply_input(&mut self, input: TextInput<'_>, now: Instant) {
        let replaces = std::mem::take(&mut self.replaces_on_typing);
        let Some(cell) = self.cells.get_mut(self.index) else { return };
        if replaces && matches!(input, TextInput::Char(_) | TextInput::Paste(_)) {
            *cell = LineInput::default();
        }
        cell.apply_input(input, now);
    }
}
