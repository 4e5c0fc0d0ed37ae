//! The walks of the open caseload: the one in progress, and one that was stopped.

use super::workspace::{Side, Workspace};
use crate::desk::{ItemCounts, WalkStop};
use crate::domain::walk::WalkProgress;
use crate::tui::panes::walk::{Walk, WalkView};
use crate::tui::theme::Theme;

impl Workspace {
    /// Returns the stop of the walk that is on the screen.
    pub fn current_stop(&self) -> Option<&WalkStop> {
        self.walk.as_ref().and_then(Walk::current_stop)
    }

    /// Returns the walk that was stopped with cases left, and what is left of it.
    pub fn stopped_walk(&self) -> Option<(WalkProgress, ItemCounts)> {
        if self.walk.is_some() {
            return None;
        }
        let progress = self.snapshot.walk.as_ref()?;
        let caseload = &self.snapshot.caseload;
        let left = caseload.remaining_stops(progress);
        (!left.is_empty()).then(|| (WalkProgress::clone(progress), ItemCounts::from_stops(&left, caseload.as_of())))
    }

    /// Returns the view of the walk, if one is on.
    pub fn walk_view<'a>(&'a self, theme: &'a Theme, has_side_pane: bool) -> Option<WalkView<'a>> {
        let (walk, progress) = self.walk.as_ref().zip(self.snapshot.walk.as_deref())?;
        let active = self.side == Side::List;
        Some(WalkView { snapshot: &self.snapshot, walk, progress, has_side_pane, active, theme })
    }
}
