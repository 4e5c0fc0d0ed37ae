//! What every overlay is drawn with.

use crate::tui::store_thread::Snapshot;
use crate::tui::theme::Theme;
use crate::tui::widgets::own_columns::OwnColumns;

/// What every overlay is drawn with.
#[derive(Clone, Copy)]
pub struct OverlayContext<'a> {
    /// The caseload.
    pub snapshot: &'a Snapshot,
    /// The text that filters the list below; empty for none.
    pub filter: &'a str,
    /// Whether a request is in flight.
    pub is_waiting: bool,
    /// The columns that the worker chose.
    pub columns: &'a OwnColumns,
    /// The theme of the screen.
    pub theme: &'a Theme,
}
