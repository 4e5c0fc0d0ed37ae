//! Facts without goals, and without what is kept apart of them: nobody's list, file or sheet holds a goal or a reading that is
//! protected or that the participant withdrew.

use super::facts::CaseFacts;

impl CaseFacts {
    /// Returns the facts without goals, readings and everything that was recorded with the goal tools.
    #[must_use]
    pub fn without_goals(mut self) -> Self {
        self.goals.clear();
        self.road_maps.clear();
        self.goal_coverage.clear();
        self.tool_uses.clear();
        self.readings.clear();
        self.resources_used.clear();
        self
    }

    /// Takes out the goals and readings that are kept apart or were withdrawn.
    pub fn hide_protected_goals(&mut self) {
        self.goals.retain(|goal| !goal.protected && goal.withdrawn.is_none());
        self.readings.retain(|reading| !reading.protected && reading.withdrawn.is_none());
    }
}
