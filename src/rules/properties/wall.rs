//! The wall: goals, readings and what was recorded with the goal tools change nothing but the findings on goals.

use std::collections::BTreeMap;

use proptest::collection::{btree_map, vec};
use proptest::option::of;
use proptest::prelude::*;
use strum::VariantArray as _;

use super::{cases, facts, judge, near, one_of, person};
use crate::domain::category::Category;
use crate::domain::facts::goals::*;
use crate::domain::facts::{CaseFacts, Source};
use crate::domain::goal_words::*;
use crate::rules::{Evaluation, NextDate};

fn step() -> impl Strategy<Value = GoalStep> {
    (of(near()), of(near()), of(near()), of(near())).prop_map(|(by, started, done, dropped)| GoalStep {
        what: Some("a step".to_owned()),
        by,
        started,
        done,
        dropped,
        ..GoalStep::default()
    })
}

fn goal() -> impl Strategy<Value = Goal> {
    let ending = of((near(), one_of(GoalOutcome::VARIANTS)));
    let extra = (of(one_of(GoalHorizon::VARIANTS)), any::<bool>(), of(near()), vec(near(), 0..3));
    (person(), 1_u16..5, near(), of(near()), vec(step(), 0..4), ending, extra).prop_map(
        |(person, number, created, target, steps, ending, (horizon, protected, withdrawn, talks))| Goal {
            person,
            number,
            created,
            words: Some("work thirty hours".to_owned()),
            language: None,
            life_area: Some("work".to_owned()),
            horizon,
            why_it_matters: None,
            target,
            helper: None,
            reward: None,
            strengths_used: None,
            replaces: (number > 1).then(|| number - 1),
            steps,
            reviews: talks
                .into_iter()
                .map(|on| GoalReview {
                    on,
                    went_well: None,
                    in_the_way: None,
                    learned: None,
                    feeling: None,
                    next: Some(ReviewNext::GoOn),
                })
                .collect(),
            potholes: Vec::new(),
            planned_anew: Vec::new(),
            ended: ending.map(|(on, outcome)| GoalEnding { on, outcome, reason: None }),
            in_plan: None,
            protected,
            withdrawn,
            source: Source::Stated,
        },
    )
}

fn reading() -> impl Strategy<Value = Reading> {
    let tool = one_of(&[GoalTool::Qol, GoalTool::Calmap]);
    let levels = btree_map(one_of(&["housing", "work", "safety"]).prop_map(str::to_owned), 1_u8..=5, 0..3);
    (person(), tool, near(), levels, any::<bool>()).prop_map(|(person, tool, on, levels, protected)| Reading {
        person,
        tool,
        on,
        version: 1,
        moment: None,
        answers: BTreeMap::new(),
        levels,
        want: Vec::new(),
        filled_by: None,
        language: None,
        participant_words: None,
        worker_words: None,
        strengths: None,
        protected,
        withdrawn: None,
        source: Source::Stated,
    })
}

fn tool_use() -> impl Strategy<Value = ToolUse> {
    (person(), one_of(GoalTool::VARIANTS), near(), one_of(ToolOutcome::VARIANTS)).prop_map(
        |(person, tool, on, outcome)| ToolUse {
            person,
            tool,
            version: None,
            moment: None,
            on,
            how: None,
            outcome,
            why: None,
            source: Source::Stated,
        },
    )
}

fn with_goals(facts: CaseFacts) -> impl Strategy<Value = CaseFacts> {
    let coverage = vec((person(), near(), of(near())), 0..3);
    (vec(goal(), 0..5), vec(reading(), 0..4), vec(tool_use(), 0..5), coverage).prop_map(
        move |(goals, readings, tool_uses, coverage)| CaseFacts {
            goals: super::unique(goals, |goal| (goal.person, goal.number)),
            readings,
            tool_uses,
            goal_coverage: coverage
                .into_iter()
                .map(|(person, since, until)| GoalCoverage { person, since, until, source: Source::Stated })
                .collect(),
            ..facts.clone()
        },
    )
}

/// Returns the evaluation without the findings on goals and their days.
fn without_goal_findings(mut evaluation: Evaluation) -> Evaluation {
    let is_of_goals = |date: &NextDate| {
        evaluation.findings.iter().any(|finding| {
            finding.category == Category::Goals && finding.due == Some(date.date) && finding.says == date.what
        })
    };
    let kept: Vec<NextDate> = evaluation.next_dates.iter().filter(|date| !is_of_goals(date)).cloned().collect();
    evaluation.next_dates = kept;
    evaluation.findings.retain(|finding| finding.category != Category::Goals);
    evaluation
}

/// Returns the same facts with each list of goals and readings reversed.
fn reverse_goals(facts: &CaseFacts) -> CaseFacts {
    let mut facts = facts.clone();
    facts.goals.reverse();
    facts.readings.reverse();
    facts.tool_uses.reverse();
    facts.goal_coverage.reverse();
    facts
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn goals_and_readings_change_nothing_but_the_findings_on_goals(facts in facts().prop_flat_map(with_goals), on in near()) {
        let with = without_goal_findings(judge(&facts, on));
        let without = judge(&facts.clone().without_goals(), on);
        prop_assert!(without.findings.iter().all(|finding| finding.category != Category::Goals));
        prop_assert_eq!(with, without);
    }

    #[test]
    fn the_order_of_goals_and_readings_does_not_matter(facts in facts().prop_flat_map(with_goals), on in near()) {
        prop_assert_eq!(judge(&facts, on), judge(&reverse_goals(&facts), on));
    }
}
