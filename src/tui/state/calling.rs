//! The round of telephone calls, while the comment about one of them is written.

use super::workspace::Workspace;
use crate::tui::overlays::Overlay;
use crate::tui::widgets::choice::Step;

impl Workspace {
    /// Leaves the page of the round for the comment that is written again; filing or leaving it leads back.
    pub fn leave_calls_for_reopened(&mut self) {
        if let Overlay::Calls(mut round) = std::mem::take(&mut self.overlay) {
            round.go_back_to_filed();
            self.calls = Some(round);
        }
    }

    /// Goes back to the round after its comment was filed or left. After a comment was filed, the next person is shown.
    pub fn resume_calls(&mut self, is_filed: bool) {
        let Some(mut round) = self.calls.take() else { return };
        if is_filed {
            round.note_filed();
            if !round.step(Step::Next) {
                self.show_message(format!(
                    "Filed; u reopens it. That was the last of the round: {} filed.",
                    round.filed
                ));
                return;
            }
        }
        self.overlay = Overlay::Calls(round);
    }
}
