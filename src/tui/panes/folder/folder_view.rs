//! The values from which the folder of a case is drawn.

use std::sync::Arc;

use crate::store::{FiledComment, LoggedEntry};
use crate::tui::keymap::Keymap;
use crate::tui::panes::Subject;
use crate::tui::store_thread::Snapshot;
use crate::tui::theme::Theme;

/// The details of a case, as the store read them.
#[derive(Debug, Clone)]
pub struct CaseDetails {
    /// The case.
    pub subject: Subject,
    /// The comments of the case, the newest contact first.
    pub comments: Arc<[FiledComment]>,
    /// Everything recorded about the case, in order.
    pub timeline: Arc<[LoggedEntry]>,
    /// Whether the record has changed since.
    pub freshness: Freshness,
}

/// Whether the details of a case are still those of the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// Nothing was recorded since the details were read.
    Current,
    /// Something was recorded since the details were read. The store reads them again before they are shown.
    Stale,
    /// The store is reading the details again.
    Requested,
}

/// The values with which the folder is drawn, besides its state.
pub struct FolderView<'a> {
    /// The newest snapshot of the caseload.
    pub snapshot: &'a Snapshot,
    /// The details of the case, once they are read.
    pub details: Option<&'a CaseDetails>,
    /// The case.
    pub subject: &'a Subject,
    /// The keymap, for the letters of the sections.
    pub keymap: &'a Keymap,
    /// The theme.
    pub theme: &'a Theme,
}
