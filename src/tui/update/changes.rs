//! Steps through what the newest extracts changed.

use super::navigation;
use crate::domain::PersonNumber;
use crate::store::FactChange;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::extract_changes::ExtractChanges;
use crate::tui::panes::Subject;
use crate::tui::screen_context::ScreenContext;
use crate::tui::side_effect::SideEffects;
use crate::tui::state::workspace::Workspace;
use crate::tui::widgets::choice::Step;

/// Shows what changed, one page for each case.
pub(super) fn show_changes(workspace: &mut Workspace, screen: &ScreenContext<'_>, changes: &[FactChange]) {
    let changes = ExtractChanges::from_changes(changes, &workspace.snapshot, screen.theme, screen.page_columns());
    if changes.is_empty() {
        return workspace
            .show_message("No imported file changed anything yet. I imports files; C then shows what they changed.");
    }
    workspace.open_overlay(Overlay::Changes(changes));
}

/// Goes to the next changed case or to the previous one.
pub(super) fn step_case(workspace: &mut Workspace, step: Step) {
    if let Overlay::Changes(changes) = &mut workspace.overlay {
        changes.step_case(step);
    }
}

/// Opens the folder of the case whose changes are shown.
pub(super) fn open_case(workspace: &mut Workspace) -> SideEffects {
    let Overlay::Changes(changes) = std::mem::take(&mut workspace.overlay) else { return Vec::new() };
    let Some(case) = changes.current_case().cloned() else { return Vec::new() };
    navigation::show_folder(workspace, Subject { case, person: PersonNumber::CASE })
}
