//! A review that was begun and left.

use super::workspace::Workspace;
use crate::domain::CaseNumber;
use crate::domain::dates::Month;
use crate::domain::supervision::ReviewPoint;
use crate::tui::state::pending_input::{self, PendingInput};

impl Workspace {
    /// Removes and returns the scores of a case's review for a month that was begun and left; `None` if there is none.
    pub fn take_begun_review(&mut self, month: Month, case: &CaseNumber) -> Option<Vec<ReviewPoint>> {
        let is_same = |input: &PendingInput| matches!(input, PendingInput::Review { case: begun, month: begun_month, .. } if (begun, begun_month) == (case, &month));
        match pending_input::take_input(&mut self.pending_inputs, is_same) {
            Some(PendingInput::Review { points, .. }) => Some(points),
            _ => None,
        }
    }
}
