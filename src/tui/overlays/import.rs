//! Extracts being read from inside the screen: how far it is, what they would bring, a row being mended.

use std::path::PathBuf;

use crate::store::ImportedExtract;
use crate::tui::command::{EditCommand, KeyContext};
use crate::tui::store_thread::{CancelToken, ImportSelection, ProposedLayout, RejectedExtractRow};
use crate::tui::widgets::line_input::LineInput;
use crate::tui::widgets::read_page::TextPage;

/// A reading that is under way.
#[derive(Debug, Clone)]
pub struct RunningImport {
    /// Stops it.
    pub stop: CancelToken,
    /// How far it is.
    pub progress: String,
    /// Whether the files are only looked at.
    pub is_preview: bool,
}

/// What files would bring, or the layout that is proposed for one.
#[derive(Debug, Clone)]
pub struct ImportPreview {
    /// What is told.
    pub page: TextPage,
    /// What accepting it does.
    pub action: PreviewAction,
}

/// What accepting a preview does.
#[derive(Debug, Clone)]
pub enum PreviewAction {
    /// The files are read.
    Import(ImportSelection),
    /// It is asked whether extracts are read that are older than what was read before.
    AskAboutOlder(ImportSelection, String),
    /// The layout is kept, and its file looked at by it.
    KeepLayout(Box<ProposedLayout>),
    /// It is told what reading these older extracts nevertheless would do.
    ShowOlder(Vec<PathBuf>),
}

impl ImportPreview {
    /// What the keys act on.
    pub const fn key_context(&self) -> KeyContext {
        match self.action {
            PreviewAction::ShowOlder(_) => KeyContext::Older,
            PreviewAction::Import(_) | PreviewAction::AskAboutOlder(..) | PreviewAction::KeepLayout(_) => {
                KeyContext::Preview
            }
        }
    }
}

/// An extract that was read, with what taking it back would do.
#[derive(Debug, Clone)]
pub struct ExtractPage {
    /// What is told.
    pub page: TextPage,
    /// The extract.
    pub read: Box<ImportedExtract>,
}

/// A rejected row while it is mended.
#[derive(Debug, Clone)]
pub struct RejectedRowEditor {
    /// The row.
    pub rejected: Box<RejectedExtractRow>,
    /// Why it cannot be used.
    pub reason: String,
    /// Its cells.
    pub cells: Vec<LineInput>,
    /// The cell that has the keys.
    pub index: usize,
    /// Whether it is on its way into the record.
    pub is_importing: bool,
}

impl RejectedRowEditor {
    /// The row as it stands; the keys are on the cell that the reason names.
    pub fn new(rejected: RejectedExtractRow) -> Self {
        let width = rejected.header.cells.len();
        let blank = String::new();
        let cells = (0..width).map(|at| LineInput::with_text(rejected.row.cells.get(at).unwrap_or(&blank)));
        let reason = format!("{}. {}", rejected.row.reason, rejected.row.suggestion);
        let named = |cell: &str| if rejected.row.reason.contains(cell) { cell.len() } else { 0 };
        let told = rejected.row.cells.iter().take(width).map(|cell| named(cell.trim())).enumerate();
        // A short cell may stand in the reason by chance: the longest is meant.
        let index = told.rev().max_by_key(|(_, length)| *length).map_or(0, |(at, _)| at);
        Self { cells: cells.collect(), reason, index, is_importing: false, rejected: Box::new(rejected) }
    }

    /// Goes to the next cell or the one before, round and round.
    pub fn step_cell(&mut self, forward: bool) {
        let len = self.cells.len();
        let step = if forward { 1 } else { len.saturating_sub(1) };
        self.index = (self.index + step).checked_rem(len).unwrap_or(0);
    }

    /// The cell that has the keys.
    pub fn cell_mut(&mut self) -> Option<&mut LineInput> {
        self.cells.get_mut(self.index).filter(|_| !self.is_importing)
    }

    /// Edits the cell or moves the caret in it.
    pub fn edit_cell(&mut self, what: EditCommand) {
        self.cell_mut().into_iter().for_each(|cell| cell.apply_edit(what));
    }

    /// The cells as they stand.
    pub fn cell_texts(&self) -> Vec<String> {
        self.cells.iter().map(|cell| cell.content().to_owned()).collect()
    }

    /// Whether a cell is another than the file has.
    pub fn is_changed(&self) -> bool {
        let none = String::new();
        let there = self.rejected.row.cells.iter().chain(std::iter::repeat(&none));
        self.cells.iter().zip(there).any(|(cell, there)| cell.content() != LineInput::with_text(there).content())
    }

    /// Puts the cells back as they were left.
    pub fn restore_cells(&mut self, cells: &[String]) {
        self.cells.iter_mut().zip(cells).for_each(|(cell, left)| *cell = LineInput::with_text(left));
    }
}
