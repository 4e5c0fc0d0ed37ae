//! Stepping through what the newest extracts changed.

use super::Effects;
use crate::domain::PersonNumber;
use crate::store::FactChange;
use crate::tui::command::Pane;
use crate::tui::model::Model;
use crate::tui::overlays::Overlay;
use crate::tui::panes::Subject;
use crate::tui::panes::changes::Changes;
use crate::tui::workspace::Side;

impl Model {
    /// Shows what changed, a page a case.
    pub(super) fn show_changes(&mut self, changes: &[FactChange]) {
        let columns = self.page_columns();
        let Some(open) = self.open() else { return };
        let changes = Changes::of(changes, &open.laid, &self.theme, columns);
        if changes.is_empty() {
            return self.say("The newest extracts changed nothing. I reads others.");
        }
        self.cover(Overlay::Changes(changes));
    }

    /// Goes to the next changed case or to the one before.
    pub(super) fn step_change(&mut self, forward: bool) {
        if let Some(open) = self.open_mut()
            && let Overlay::Changes(changes) = &mut open.overlay
        {
            changes.step(forward);
        }
    }

    /// Opens the folder of the case whose changes are shown.
    pub(super) fn open_changed(&mut self) -> Effects {
        let Some(open) = self.open_mut() else { return Vec::new() };
        let Overlay::Changes(changes) = std::mem::take(&mut open.overlay) else { return Vec::new() };
        let Some(case) = changes.case().cloned() else { return Vec::new() };
        open.pane = Pane::Case;
        open.side = Side::List;
        self.show_case(Some(Subject { case, person: PersonNumber::CASE }))
    }
}
