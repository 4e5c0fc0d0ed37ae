//! The part of the protocol between the screen and the store that is about extracts.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::NaiveDate;

use crate::domain::RowId;
use crate::domain::change::Extract;
use crate::domain::import_issues::{RejectedHeader, RowDismissal};
use crate::import::county_words::CountyWord;
use crate::import::import_files::ImportSummary;
use crate::store::{ImportUndoPreview, ImportedExtract, MissingFact, RejectedRow};

/// Cancels an import, or another long job, that is running.
#[derive(Debug, Clone, Default)]
pub struct CancelToken(Arc<AtomicBool>);

impl CancelToken {
    /// Asks the job to stop. Of a file that is being imported nothing is kept.
    pub fn request_stop(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Returns whether the stop was requested.
    pub(super) fn is_stop_requested(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Returns `Break` if the import was asked to stop.
    pub(super) fn control_flow(&self) -> ControlFlow<()> {
        if self.is_stop_requested() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

/// Says whether the job that the store thread is doing may be left undone: it only reads, or imports files.
#[derive(Debug, Clone, Default)]
pub struct AbandonFlag(Arc<AtomicBool>);

impl AbandonFlag {
    /// Notes whether the job that is done now may be left undone.
    pub(super) fn set(&self, may_be_abandoned: bool) {
        self.0.store(may_be_abandoned, Ordering::Relaxed);
    }

    /// Returns whether the job that is done now may be left undone.
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Files to import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportSelection {
    /// The files.
    pub files: Vec<PathBuf>,
    /// Whether an extract is imported even if it is older than one of its kind that was imported before.
    pub includes_older: bool,
    /// The sheet that is read of a workbook with several of one kind, if it was chosen.
    pub sheet: Option<String>,
    /// The days of the files that do not say when the county ran them, by the name of the file, as far as the worker was
    /// asked.
    pub run_days: BTreeMap<String, RunDay>,
}

/// The day as of which a file counts that does not say when the county ran it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunDay {
    /// That of its last change.
    LastChange,
    /// The day that the worker said.
    Said(NaiveDate),
}

/// A file that does not say on which day the county ran it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndatedFile {
    /// The name of the file.
    pub file: String,
    /// The day of its last change, or today.
    pub offered: NaiveDate,
}

impl ImportSelection {
    /// Creates a selection that leaves out extracts older than those imported before.
    pub fn with_newer_only(files: Vec<PathBuf>) -> Self {
        Self { files, includes_older: false, sheet: None, run_days: BTreeMap::new() }
    }
}

/// A job about extracts.
#[derive(Debug, Clone)]
pub enum ImportJob {
    /// List the importable files of a folder, or find that the path is a file; `None` stands for the folder of
    /// downloads.
    InspectPath(Option<String>),
    /// Preview what files would change, and keep nothing.
    Preview(ImportSelection, CancelToken),
    /// Import files.
    Import(ImportSelection, CancelToken),
    /// Save a proposed layout, and preview what its file would change.
    KeepLayout(Box<ProposedLayout>, CancelToken),
    /// Save what words of the county mean, and preview the files again.
    KeepWords(ImportSelection, Vec<CountyWord>, CancelToken),
    /// Read the rejected rows that wait for a correction.
    Rejected,
    /// Dismiss a rejected row, or let it wait again.
    Dismiss(Box<RowDismissal>),
    /// Import a rejected row again with these cells.
    ReimportRow(Box<RejectedExtractRow>, Vec<String>),
    /// Read the missing facts.
    MissingFacts,
    /// Read the imported extracts.
    ImportedExtracts,
    /// Preview the undo of an import.
    PreviewUndo(Box<ImportedExtract>),
    /// Preview the undo of the import of the extract with this id.
    PreviewUndoOf(RowId),
    /// Undo an import, for this reason.
    Undo(Box<ImportedExtract>, String),
}

impl ImportJob {
    /// Returns the token that cancels the job; `None` if it cannot be canceled.
    pub const fn cancel_token(&self) -> Option<&CancelToken> {
        match self {
            Self::Preview(_, stop)
            | Self::Import(_, stop)
            | Self::KeepLayout(_, stop)
            | Self::KeepWords(_, _, stop) => Some(stop),
            Self::InspectPath(_)
            | Self::Rejected
            | Self::Dismiss(_)
            | Self::ReimportRow(..)
            | Self::MissingFacts
            | Self::ImportedExtracts
            | Self::PreviewUndo(_)
            | Self::PreviewUndoOf(_)
            | Self::Undo(..) => None,
        }
    }
}

/// An answer about extracts.
#[derive(Debug, Clone)]
pub enum ImportAnswer {
    /// The importable files of a folder.
    Folder(ExtractFolder),
    /// The path is a file.
    File(PathBuf),
    /// The progress of a running import.
    Progress(String),
    /// The result of a preview: what the files would change, and notes on parts that would not be imported.
    Preview(ImportSelection, ImportSummary, Vec<String>),
    /// The file has several sheets of one kind, by these names, and the worker says which is read.
    AsksSheet(ImportSelection, Vec<String>),
    /// Files do not say when the county ran them.
    AsksRunDays(ImportSelection, Vec<UndatedFile>),
    /// A proposed layout for a file that fits none.
    ProposedLayout(Box<ProposedLayout>),
    /// The result of an import: what the files changed, and notes on parts that were not imported.
    Imported(ImportSummary, Vec<String>),
    /// The rejected rows that wait for a correction.
    Rejected(Vec<RejectedExtractRow>),
    /// A rejected row was dismissed, or waits again, in a sentence.
    RowDismissed(String),
    /// A corrected row was imported; its summary.
    RowReimported(String),
    /// A corrected row still cannot be used, for this reason.
    RowStillRejected(String),
    /// The facts that the newest extracts no longer name, by case.
    MissingFacts(Vec<MissingFact>),
    /// The extracts that were imported, the newest first.
    ImportedExtracts(Vec<ImportedExtract>),
    /// The effects of the undo of an import.
    UndoPreview(Box<ImportedExtract>, Box<ImportUndoPreview>),
    /// An import was undone.
    Undone(Box<ImportedExtract>),
}

/// A folder and its importable files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExtractFolder {
    /// The folder.
    pub path: PathBuf,
    /// The folder's subfolders, by name.
    pub folders: Vec<PathBuf>,
    /// The files that can be extracts, by name, each with its size in bytes.
    pub files: Vec<(PathBuf, u64)>,
}

/// A layout that was guessed for a file that fits none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedLayout {
    /// The file.
    pub file: PathBuf,
    /// The path where the layout would be saved, in the layouts folder of the home.
    pub layout_path: PathBuf,
    /// The text of the layout's file.
    pub layout: String,
    /// What the file seems to hold and how the layout reads its first rows, in lines for the worker.
    pub lines: Vec<String>,
    /// Whether the layout can be used as it is.
    pub usable: bool,
}

/// A row that could not be used, with its extract and header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectedExtractRow {
    /// The extract.
    pub extract: Extract,
    /// The header of the row's table.
    pub header: RejectedHeader,
    /// The row.
    pub row: RejectedRow,
}
