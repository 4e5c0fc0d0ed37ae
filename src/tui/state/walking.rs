//! The walks of the open caseload: the one in progress, and one that was stopped.

use super::workspace::{Side, Workspace};
use crate::desk::WalkStop;
use crate::domain::walk::WalkProgress;
use crate::tui::panes::walk::{Walk, WalkView};
use crate::tui::theme::Theme;

impl Workspace {
    /// Returns the stop of the walk that is on the screen.
    pub fn current_stop(&self) -> Option<&WalkStop> {
        self.walk.as_ref().and_then(Walk::current_stop)
    }

    /// Returns the walk that was stopped with cases left, and how many are left.
    pub fn stopped_walk(&self) -> Option<(WalkProgress, usize)> {
        if self.walk.is_some() {
            return None;
        }
        let progress = self.snapshot.walk.as_ref()?;
        let left = self.snapshot.caseload.remaining_stops(progress).len();
        (left > 0).then(|| (WalkProgress::clone(progress), left))
    }

    /// Returns the view of the walk, if one is on.
    pub fn walk_view<'a>(&'a self, theme: &'a Theme, has_side_pane: bool) -> Option<WalkView<'a>> {
        let (walk, progress) = self.walk.as_ref().zip(self.snapshot.walk.as_deref())?;
        let active = self.side == Side::List;
        Some(WalkView { snapshot: &self.snapshot, walk, progress, has_side_pane, active, theme })
    }
}
