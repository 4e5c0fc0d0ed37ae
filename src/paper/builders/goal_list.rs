//! The open goals of the caseload: where each is, never its words, and no level of anything. A guarded area of life has no name
//! here, and what is kept apart is not in the list.

use super::lists::list_section;
use crate::desk::{Caseload, EvaluatedCase};
use crate::domain::PersonNumber;
use crate::paper::document::{DocumentCell, DocumentColumn, DocumentSection};
use crate::rules::goals::goal_state::{GoalOn, goals_of, people_with_goals};
use crate::rules::view::View;

const GOALS: [DocumentColumn; 12] = [
    DocumentColumn::new("case", "Case"),
    DocumentColumn::new("person", "Person"),
    DocumentColumn::new("name", "Name"),
    DocumentColumn::new("goal", "Goal"),
    DocumentColumn::new("area", "Area"),
    DocumentColumn::new("position", "Now"),
    DocumentColumn::new("steps_done", "Steps done"),
    DocumentColumn::new_data_only("steps", "Steps"),
    DocumentColumn::new("next_step", "Next step by"),
    DocumentColumn::new("target", "Hoped for by"),
    DocumentColumn::new("last_talk", "Last talk"),
    DocumentColumn::new("moved", "Times moved"),
];

pub(super) fn goals_section(caseload: &Caseload) -> DocumentSection {
    let rows = caseload.listed_cases().flat_map(|(_, case)| case_rows(caseload, case));
    list_section(&GOALS, rows.collect(), "No goal is open.")
}

fn case_rows(caseload: &Caseload, case: &EvaluatedCase) -> Vec<Vec<DocumentCell>> {
    let view = View::new(&case.record.facts, caseload.policies(), caseload.as_of());
    let people = people_with_goals(&view).into_iter();
    people
        .flat_map(|person| {
            let goals = goals_of(&view, person);
            let open: Vec<_> = goals
                .iter()
                .filter(|goal| goal.is_open())
                .map(|goal| goal_row(&view, case, person, goal, &goals))
                .collect();
            open
        })
        .collect()
}

fn goal_row(
    view: &View<'_>,
    case: &EvaluatedCase,
    person: PersonNumber,
    goal: &GoalOn<'_>,
    all: &[GoalOn<'_>],
) -> Vec<DocumentCell> {
    let (done, steps) = goal.steps_done();
    let area = goal.goal.life_area.as_deref().and_then(|area| view.policy.tables.goals.life_area(area));
    let area = area.filter(|area| !area.guarded && !area.apart).map(|area| area.title.clone());
    vec![
        DocumentCell::Case(view.facts.case.clone()),
        DocumentCell::Person(person),
        DocumentCell::Name(case.person_name(person)),
        DocumentCell::Count(goal.goal.number.into()),
        DocumentCell::from_option(area, DocumentCell::from_words),
        DocumentCell::from_words(goal.position(view).title()),
        DocumentCell::from_words(format!("{done} of {steps}")),
        DocumentCell::from_count(steps),
        DocumentCell::from_option(goal.next_step().and_then(|(_, step)| step.by), DocumentCell::Day),
        DocumentCell::from_option(goal.goal.target, DocumentCell::Day),
        DocumentCell::Day(goal.last_talk()),
        DocumentCell::from_count(goal.times_moved(all)),
    ]
}
