//! What the folder of a case is drawn from.

use std::sync::Arc;

use crate::store::{FiledComment, LoggedEntry};
use crate::tui::keymap::Keymap;
use crate::tui::panes::Subject;
use crate::tui::store_thread::Snapshot;
use crate::tui::theme::Theme;

/// What the store was asked for about a case.
#[derive(Debug, Clone)]
pub struct CaseDetails {
    /// The case.
    pub subject: Subject,
    /// Its comments, the newest contact first.
    pub comments: Arc<[FiledComment]>,
    /// Everything recorded about it, in order.
    pub timeline: Arc<[LoggedEntry]>,
    /// Whether the record says the same still.
    pub freshness: Freshness,
}

/// Whether what was read of a case is what the record says now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// It is.
    Current,
    /// Something was recorded since. It is read again as soon as it is to be shown.
    Stale,
    /// It is being read again.
    Requested,
}

/// What drawing the folder needs from outside.
pub struct FolderView<'a> {
    /// The desk.
    pub snapshot: &'a Snapshot,
    /// What was read of the case, once it is.
    pub details: Option<&'a CaseDetails>,
    /// The case.
    pub subject: &'a Subject,
    /// The keys, for the letters of the sections.
    pub keymap: &'a Keymap,
    /// The theme.
    pub theme: &'a Theme,
}
