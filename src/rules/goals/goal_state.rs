//! Goals as they stand on a day: open or ended, where they are between plan and review, and which goal came from which.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::PersonNumber;
use crate::domain::facts::goals::{Goal, GoalEnding, GoalStep, Pothole};
use crate::domain::goal_words::GoalOutcome;
use crate::rules::view::View;

/// A goal on a day.
#[derive(Debug, Clone, Copy)]
pub struct GoalOn<'a> {
    /// The goal.
    pub goal: &'a Goal,
    on: NaiveDate,
}

/// Where a goal is on the way from a wish to a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GoalPosition {
    /// It has no step yet.
    Goal,
    /// It has steps, and none is begun.
    Plan,
    /// A step is begun.
    Do,
    /// A talk about it is due, or was held on the day.
    Review,
}

impl GoalPosition {
    /// Returns the word for lists.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Goal => "Goal",
            Self::Plan => "Plan",
            Self::Do => "Do",
            Self::Review => "Review",
        }
    }
}

/// What became of a person's goals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct GoalCounts {
    /// The goals that are open.
    pub open: usize,
    /// The goals that ended.
    pub ended: usize,
    /// Those among them that were reached.
    pub reached: usize,
    /// The chains that ended: a goal with all that it replaced.
    pub chains_ended: usize,
    /// Those among them whose last goal was reached.
    pub chains_reached: usize,
}

/// Returns the goals of the person that were set by the day, by number. Those that are kept apart or were withdrawn are not
/// among them.
pub fn goals_of<'a>(view: &View<'a>, person: PersonNumber) -> Vec<GoalOn<'a>> {
    let theirs = all_goals_of(view, person).filter(|goal| !goal.goal.protected && !goal.is_withdrawn());
    let mut theirs: Vec<GoalOn<'a>> = theirs.collect();
    theirs.sort_by_key(|goal| (goal.goal.number, goal.goal.created));
    theirs
}

/// Returns the open goals of the person, by number.
pub fn open_goals_of<'a>(view: &View<'a>, person: PersonNumber) -> Vec<GoalOn<'a>> {
    goals_of(view, person).into_iter().filter(GoalOn::is_open).collect()
}

/// Returns how many goals and readings of the person are kept apart.
pub fn count_protected(view: &View, person: PersonNumber) -> usize {
    let goals = all_goals_of(view, person).filter(|goal| goal.goal.protected && !goal.is_withdrawn()).count();
    let readings = view.facts.readings.iter().filter(|reading| {
        let is_withdrawn = reading.withdrawn.is_some_and(|day| day <= view.on);
        reading.person == person && reading.on <= view.on && reading.protected && !is_withdrawn
    });
    goals + readings.count()
}

/// Returns everybody who has a goal, a reading or an offer by the day, by number.
pub fn people_with_goals(view: &View) -> BTreeSet<PersonNumber> {
    let facts = view.facts;
    let goals = facts.goals.iter().filter(|goal| goal.created <= view.on).map(|goal| goal.person);
    let readings = facts.readings.iter().filter(|reading| reading.on <= view.on).map(|reading| reading.person);
    let uses = facts.tool_uses.iter().filter(|used| used.on <= view.on).map(|used| used.person);
    let covered = facts.goal_coverage.iter().filter(|one| one.since <= view.on).map(|one| one.person);
    goals.chain(readings).chain(uses).chain(covered).collect()
}

/// Counts what became of the person's goals.
pub fn count_goals(view: &View, person: PersonNumber) -> GoalCounts {
    let goals = goals_of(view, person);
    let replaced: BTreeSet<u16> = goals.iter().filter_map(|goal| goal.goal.replaces).collect();
    let mut counts = GoalCounts::default();
    for goal in &goals {
        let Some(ending) = goal.ending() else {
            counts.open += 1;
            continue;
        };
        let reached = usize::from(ending.outcome == GoalOutcome::Yes);
        counts.ended += 1;
        counts.reached += reached;
        if !replaced.contains(&goal.goal.number) {
            counts.chains_ended += 1;
            counts.chains_reached += reached;
        }
    }
    counts
}

/// Returns on which sheet of the road map a goal stands, from 1.
pub fn sheet_of(view: &View, number: u16) -> Option<u32> {
    let on_a_sheet = view.policy.goals_on_a_sheet.as_ref()?.value.0;
    Some(u32::from(number).div_ceil(on_a_sheet.max(1)))
}

fn all_goals_of<'a>(view: &View<'a>, person: PersonNumber) -> impl Iterator<Item = GoalOn<'a>> + use<'a> {
    let on = view.on;
    let theirs = view.facts.goals.iter().filter(move |goal| goal.person == person && goal.created <= on);
    theirs.map(move |goal| GoalOn { goal, on })
}

impl<'a> GoalOn<'a> {
    /// Returns how the goal ended, if it has.
    pub fn ending(&self) -> Option<GoalEnding> {
        self.goal.ended.filter(|ending| ending.on <= self.on)
    }

    /// Returns whether the goal is open.
    pub fn is_open(&self) -> bool {
        self.ending().is_none()
    }

    fn is_withdrawn(&self) -> bool {
        self.goal.withdrawn.is_some_and(|day| day <= self.on)
    }

    /// Returns the steps that were written by the day and not dropped, each with its number.
    pub fn steps(&self) -> impl Iterator<Item = (u16, &'a GoalStep)> + use<'a> {
        let (on, created) = (self.on, self.goal.created);
        let numbered = (1..).zip(&self.goal.steps);
        numbered.filter(move |(_, step)| {
            step.added.unwrap_or(created) <= on && step.dropped.is_none_or(|dropped| dropped > on)
        })
    }

    /// Returns the steps that are not done, each with its number.
    pub fn open_steps(&self) -> impl Iterator<Item = (u16, &'a GoalStep)> + use<'a> {
        let on = self.on;
        self.steps().filter(move |(_, step)| step.done.is_none_or(|done| done > on))
    }

    /// Returns how many steps are done, and how many there are.
    pub fn steps_done(&self) -> (usize, usize) {
        let all = self.steps().count();
        (all - self.open_steps().count(), all)
    }

    /// Returns the open step whose day comes first.
    pub fn next_step(&self) -> Option<(u16, &'a GoalStep)> {
        self.open_steps().min_by_key(|(number, step)| (step.by.is_none(), step.by, *number))
    }

    /// Returns what may get in the way, as far as it was noted by the day.
    pub fn potholes(&self) -> impl Iterator<Item = &'a Pothole> + use<'a> {
        let on = self.on;
        self.goal.potholes.iter().filter(move |pothole| pothole.on <= on)
    }

    /// Returns the last day on which the goal was talked about: set, reviewed or planned anew.
    pub fn last_talk(&self) -> NaiveDate {
        let reviews = self.goal.reviews.iter().map(|review| review.on);
        let days = reviews.chain(self.goal.planned_anew.iter().copied()).filter(|day| *day <= self.on);
        days.max().unwrap_or(self.goal.created).max(self.goal.created)
    }

    /// Returns the day by which the goal is talked about again.
    pub fn review_day(&self, view: &View) -> Option<NaiveDate> {
        Some(self.last_talk() + view.policy.goal_review.as_ref()?.value)
    }

    /// Returns where the goal is on the way from a wish to a review.
    pub fn position(&self, view: &View) -> GoalPosition {
        let is_reviewed_today = self.goal.reviews.iter().any(|review| review.on == self.on);
        let is_due = self.review_day(view).is_some_and(|day| day <= self.on);
        let is_begun = |step: &GoalStep| step.started.or(step.done).is_some_and(|day| day <= self.on);
        if is_reviewed_today || is_due {
            GoalPosition::Review
        } else if self.steps().any(|(_, step)| is_begun(step)) {
            GoalPosition::Do
        } else if self.steps().next().is_some() {
            GoalPosition::Plan
        } else {
            GoalPosition::Goal
        }
    }

    /// Returns how often the goal was moved: how many goals it replaces in turn.
    pub fn times_moved(&self, all: &[Self]) -> usize {
        let (mut moved, mut number) = (0, self.goal.replaces);
        while let Some(before) = number.and_then(|number| all.iter().find(|goal| goal.goal.number == number)) {
            moved += 1;
            // A goal replaces an older one; what is entered otherwise ends the chain.
            number = before.goal.replaces.filter(|older| *older < before.goal.number);
        }
        moved
    }
}
