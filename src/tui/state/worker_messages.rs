//! Messages and questions from the open caseload to the worker.

use super::workspace::Workspace;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::prompt::Prompt;
use crate::tui::state::pending_input::{self, PendingInput};
use crate::tui::state::status_message::StatusMessage;

impl Workspace {
    /// Shows a message in the status line.
    pub fn show_message(&mut self, text: impl Into<String>) {
        self.status_message = Some(StatusMessage { text: text.into(), is_error: false });
    }

    /// Shows a refusal or an error in the status line.
    pub fn show_refusal(&mut self, text: impl Into<String>) {
        self.status_message = Some(StatusMessage { text: text.into(), is_error: true });
    }

    /// Returns whether the lists are for another day, so that nothing can be recorded; if so, shows how to return to
    /// today.
    pub fn refuse_on_another_day(&mut self) -> bool {
        let is_another_day = self.is_another_day();
        if is_another_day {
            self.show_refusal(
                "These lists are for another day, so nothing can be recorded. @ t Enter returns to today.",
            );
        }
        is_another_day
    }

    /// Returns whether the worker's role has no queue; if so, shows who has one.
    pub fn refuse_without_own_queue(&mut self) -> bool {
        let has_none = !self.snapshot.caseload.has_queue();
        if has_none {
            self.show_refusal("Only EC Supervisors and Clerks II have this list.");
        }
        has_none
    }

    /// Asks a question on the last line. The answer starts from the unfinished answer to the same question, if there is
    /// one.
    pub fn ask_question(&mut self, prompt: Prompt) {
        let case = self.selected_row().map(|row| row.subject.case);
        let mut prompt = prompt.with_row(case.as_ref());
        let is_same = |input: &PendingInput| matches!(input, PendingInput::Answer { asked, .. } if Some(asked) == prompt.identity.as_ref());
        if let Some(PendingInput::Answer { text, .. }) = pending_input::take_input(&mut self.pending_inputs, is_same) {
            prompt.offer_unfinished(&text);
        }
        self.open_overlay(Overlay::Prompt(prompt));
    }
}
