//! Stepping through what the newest extracts changed.

use super::SideEffects;
use crate::domain::PersonNumber;
use crate::store::FactChange;
use crate::tui::command::Pane;
use crate::tui::model::Model;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::extract_changes::ExtractChanges;
use crate::tui::panes::Subject;
use crate::tui::workspace::Side;

impl Model {
    /// Shows what changed, a page a case.
    pub(super) fn show_changes(&mut self, changes: &[FactChange]) {
        let columns = self.page_columns();
        let Some(open) = self.workspace() else { return };
        let changes = ExtractChanges::from_changes(changes, &open.snapshot, &self.theme, columns);
        if changes.is_empty() {
            return self.show_message("The newest extracts changed nothing. I reads others.");
        }
        self.open_overlay(Overlay::Changes(changes));
    }

    /// Goes to the next changed case or to the one before.
    pub(super) fn step_change(&mut self, forward: bool) {
        if let Some(open) = self.workspace_mut()
            && let Overlay::Changes(changes) = &mut open.overlay
        {
            changes.step_case(forward);
        }
    }

    /// Opens the folder of the case whose changes are shown.
    pub(super) fn open_changed_case(&mut self) -> SideEffects {
        let Some(open) = self.workspace_mut() else { return Vec::new() };
        let Overlay::Changes(changes) = std::mem::take(&mut open.overlay) else { return Vec::new() };
        let Some(case) = changes.current_case().cloned() else { return Vec::new() };
        open.pane = Pane::Case;
        open.side = Side::List;
        self.show_case(Some(Subject { case, person: PersonNumber::CASE }))
    }
}
