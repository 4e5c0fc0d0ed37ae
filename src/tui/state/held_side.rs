//! The side pane as it stands on the screen while a list is walked through quickly.

use std::sync::Arc;
use std::time::Instant;

use ratatui::text::Line;

use crate::desk::Caseload;
use crate::tui::command::Pane;
use crate::tui::panes::Subject;

/// The side pane of the row that was selected before the last move, title and lines together, so that no line ever
/// stands under the name of another case.
pub struct HeldSide {
    /// The title of the pane.
    pub title: String,
    /// The lines of the pane.
    pub lines: Vec<Line<'static>>,
    /// The columns that the lines have.
    pub(super) columns: usize,
    /// The first line shown.
    pub top: usize,
    /// The row: its pane, its case and participant, its text.
    pub(super) row: (Pane, Subject, String),
    /// The first line of the list on the screen.
    pub(super) first_line: usize,
    /// The caseload from which the lines were made.
    pub(super) caseload: Arc<Caseload>,
    /// When the pane shows the selected row again.
    pub(super) until: Instant,
}
