//! Whom the goal tools are for.

use chrono::NaiveDate;

use crate::domain::PersonNumber;
use crate::domain::facts::GoalCoverage;
use crate::domain::goal_words::GoalToolsFor;
use crate::rules::view::View;

/// Returns whether the goal tools are for the person on the day of the view.
pub fn is_covered(view: &View, person: PersonNumber) -> bool {
    let Some(setting) = &view.policy.goal_tools else { return false };
    if setting.value.0.contains(&GoalToolsFor::All) {
        return true;
    }
    let holds = |one: &GoalCoverage| one.since <= view.on && one.until.is_none_or(|until| view.on <= until);
    setting.value.0.contains(&GoalToolsFor::Pool) && coverages(view, person).any(holds)
}

/// Returns the first day on which the goal tools were for the person; `None` if they never were.
pub(super) fn first_covered_day(view: &View, person: PersonNumber) -> Option<NaiveDate> {
    let setting = view.policy.goal_tools.as_ref()?;
    if setting.value.0.contains(&GoalToolsFor::All) {
        return Some(setting.in_force_from);
    }
    coverages(view, person).map(|one| one.since).min()
}

fn coverages<'a>(view: &View<'a>, person: PersonNumber) -> impl Iterator<Item = &'a GoalCoverage> + use<'a> {
    let on = view.on;
    view.facts.goal_coverage.iter().filter(move |one| one.person == person && one.since <= on)
}
