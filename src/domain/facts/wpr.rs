//! Draws of the State for the work participation rate (EC duty 23; handbook 42-7.24).

use chrono::NaiveDate;

use super::{CaseFacts, Duty, WprDraw};

impl CaseFacts {
    /// Returns the first draw for the work participation rate that was known by `known_by`, included, and whose advance
    /// review was not done before the day `unreviewed_before`.
    pub fn open_wpr_draw(&self, known_by: NaiveDate, unreviewed_before: NaiveDate) -> Option<&WprDraw> {
        let reviewed = |draw: &WprDraw| {
            let mut done = self.duties.iter().filter(|done| done.duty == Duty::AdvanceReview);
            done.any(|done| draw.on <= done.on && done.on < unreviewed_before)
        };
        self.wpr_draws.iter().filter(|draw| draw.on <= known_by && !reviewed(draw)).min_by_key(|draw| draw.on)
    }
}
