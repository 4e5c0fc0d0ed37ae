//! The part of the protocol between the screen and the store that is about extracts.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::domain::change::Extract;
use crate::domain::import_issues::RejectedHeader;
use crate::import::import_files::ImportSummary;
use crate::store::{ImportUndoPreview, ImportedExtract, MissingFact, RejectedRow};

/// Stops a reading that is under way.
#[derive(Debug, Clone, Default)]
pub struct CancelToken(Arc<AtomicBool>);

impl CancelToken {
    /// Asks it to stop. Nothing of the file that is being read is kept.
    pub fn request_stop(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub(super) fn control_flow(&self) -> ControlFlow<()> {
        if self.0.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

/// Files to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportSelection {
    /// The files.
    pub files: Vec<PathBuf>,
    /// Whether an extract is read although it is older than one of its kind that was read before.
    pub includes_older: bool,
}

impl ImportSelection {
    /// Files of which none is read that is older than what was read before.
    pub const fn with_newer_only(files: Vec<PathBuf>) -> Self {
        Self { files, includes_older: false }
    }
}

/// What is asked about extracts.
#[derive(Debug, Clone)]
pub enum ImportJob {
    /// What there is in a folder, or that it is a file; nothing for where files usually lie.
    InspectPath(Option<String>),
    /// What files would bring.
    Preview(ImportSelection, CancelToken),
    /// Read them.
    Import(ImportSelection, CancelToken),
    /// Keep a proposed layout, and tell what its file would bring.
    KeepLayout(Box<ProposedLayout>, CancelToken),
    /// The rejected rows that wait to be mended.
    Rejected,
    /// Read a rejected row again with these cells.
    ReimportRow(Box<RejectedExtractRow>, Vec<String>),
    /// What the newest extracts no longer name.
    MissingFacts,
    /// The extracts that were read.
    ImportedExtracts,
    /// What taking an extract back would do.
    PreviewUndo(Box<ImportedExtract>),
    /// Take an extract back, for this reason.
    Undo(Box<ImportedExtract>, String),
}

impl ImportJob {
    /// What stops it, where it can be stopped.
    pub const fn cancel_token(&self) -> Option<&CancelToken> {
        match self {
            Self::Preview(_, stop) | Self::Import(_, stop) | Self::KeepLayout(_, stop) => Some(stop),
            Self::InspectPath(_)
            | Self::Rejected
            | Self::ReimportRow(..)
            | Self::MissingFacts
            | Self::ImportedExtracts
            | Self::PreviewUndo(_)
            | Self::Undo(..) => None,
        }
    }
}

/// What is answered about extracts.
#[derive(Debug, Clone)]
pub enum ImportAnswer {
    /// What there is in a folder.
    Folder(ExtractFolder),
    /// It is a file.
    File(PathBuf),
    /// How far a reading is.
    Progress(String),
    /// What files would bring, and what is not read of them.
    Preview(ImportSelection, ImportSummary, Vec<String>),
    /// A layout for a file that fits none.
    ProposedLayout(Box<ProposedLayout>),
    /// What files brought, and what is not read of them.
    Imported(ImportSummary, Vec<String>),
    /// The rejected rows that wait to be mended.
    Rejected(Vec<RejectedExtractRow>),
    /// A row was mended and read; how.
    RowReimported(String),
    /// A row cannot be used as it was mended; why.
    RowStillRejected(String),
    /// What the newest extracts no longer name, by case.
    MissingFacts(Vec<MissingFact>),
    /// The extracts that were read, the newest first.
    ImportedExtracts(Vec<ImportedExtract>),
    /// What taking an extract back would do.
    UndoPreview(Box<ImportedExtract>, Box<ImportUndoPreview>),
    /// An extract was taken back.
    Undone(Box<ImportedExtract>),
}

/// A folder with what it holds that may be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExtractFolder {
    /// The folder.
    pub path: PathBuf,
    /// The folders in it, by name.
    pub folders: Vec<PathBuf>,
    /// The files in it that can be extracts, by name, each with its size in bytes.
    pub files: Vec<(PathBuf, u64)>,
}

/// A layout that was worked out for a file that fits none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedLayout {
    /// The file.
    pub file: PathBuf,
    /// The layout's file in the folder of the home.
    pub layout_path: PathBuf,
    /// The layout as it would be kept.
    pub layout: String,
    /// What the file seems to hold, and how its first rows would read.
    pub lines: Vec<String>,
    /// Whether it can be used as it is.
    pub usable: bool,
}

/// A row that could not be used, with what it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectedExtractRow {
    /// The extract.
    pub extract: Extract,
    /// The header above it.
    pub header: RejectedHeader,
    /// The row.
    pub row: RejectedRow,
}
