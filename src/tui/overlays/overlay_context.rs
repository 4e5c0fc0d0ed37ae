//! What every overlay is drawn with.

use crate::tui::store_thread::Snapshot;
use crate::tui::theme::Theme;

/// What every overlay is drawn with.
#[derive(Clone, Copy)]
pub struct OverlayContext<'a> {
    /// The caseload.
    pub snapshot: &'a Snapshot,
    /// The text that filters the list below; empty for none.
    pub filter: &'a str,
    /// Whether the keyboard waits for the store: what was asked for is on its way into the record.
    pub is_waiting: bool,
    /// The theme of the screen.
    pub theme: &'a Theme,
}
