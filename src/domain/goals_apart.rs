//! Facts without goals, and without what is kept apart of them: nobody's list, file or sheet holds a goal or a reading that is
//! protected or that the participant withdrew.

use super::act::{Act, ActKind};
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

    /// Takes out what goals and readings say of the areas of life that have no name outside the folder of the case.
    pub fn hide_guarded_areas(&mut self, is_guarded: impl Fn(&str) -> bool) {
        for goal in &mut self.goals {
            goal.life_area.take_if(|area| is_guarded(area));
        }
        for reading in &mut self.readings {
            reading.levels.retain(|area, _| !is_guarded(area));
            reading.want.retain(|area| !is_guarded(area));
        }
    }

    /// Takes out the goals and readings that are kept apart or were withdrawn.
    pub fn hide_protected_goals(&mut self) {
        self.goals.retain(|goal| !goal.protected && goal.withdrawn.is_none());
        self.readings.retain(|reading| !reading.protected && reading.withdrawn.is_none());
    }
}

impl Act {
    /// Returns whether what the act says is kept apart: it says so itself, or its goal is kept apart. What a participant says
    /// of safety at home may be recorded there, and nowhere else but in a protected comment.
    pub fn is_kept_apart(&self, facts: &CaseFacts) -> bool {
        let says_so = match &self.kind {
            ActKind::GoalSet(what) => what.protected,
            ActKind::QolRead(what) => what.protected,
            ActKind::CalmapRead(what) => what.protected,
            _ => None,
        };
        let person = facts.present_number(self.person);
        let is_of_goal = |number: u16| {
            facts.goals.iter().any(|goal| (goal.person, goal.number) == (person, number) && goal.protected)
        };
        says_so == Some(true) || self.named_goal().is_some_and(is_of_goal)
    }

    /// Returns the number of the goal about which the act says something in words.
    fn named_goal(&self) -> Option<u16> {
        match &self.kind {
            ActKind::GoalReviewed(what) => Some(what.goal),
            ActKind::GoalRevised(what) => Some(what.goal),
            ActKind::StepAdded(what) => Some(what.goal),
            ActKind::PotholeNoted(what) => Some(what.goal),
            ActKind::ResourceGiven(what) => what.goal,
            _ => None,
        }
    }
}
