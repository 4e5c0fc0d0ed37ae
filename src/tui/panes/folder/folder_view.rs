//! What the folder of a case is drawn from.

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
    pub comments: Vec<FiledComment>,
    /// Everything recorded about it, in order.
    pub timeline: Vec<LoggedEntry>,
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
