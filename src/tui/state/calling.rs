//! The round of telephone calls, while the comment about one of them is written.

use super::workspace::Workspace;
use crate::tui::overlays::Overlay;
use crate::tui::widgets::choice::Step;

impl Workspace {
    /// Goes back to the round after its comment was filed or left. After a comment was filed, the next person is shown.
    pub fn resume_calls(&mut self, is_filed: bool) {
        let Some(mut round) = self.calls.take() else { return };
        if is_filed {
            round.filed += 1;
            if !round.step(Step::Next) {
                self.show_message(format!("Filed. That was the last of the round: {} filed.", round.filed));
                return;
            }
        }
        self.overlay = Overlay::Calls(round);
    }
}
