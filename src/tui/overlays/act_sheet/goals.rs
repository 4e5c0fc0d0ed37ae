//! The goal that an act is about: that of the row, and the steps of the goal that is chosen.

use super::{ActAnswer, ActSheet, Choice};
use crate::desk::Caseload;
use crate::policy::act_forms::{ActFieldKind, Prefill};
use crate::rules::acts::goal_defaults::{next_step_of_goal, step_choices};
use crate::rules::view::View;

impl ActSheet {
    /// Fills in the goal of the row, where the form asks for one and nobody has answered it.
    pub fn fill_in_goal(&mut self, goal: u16, caseload: &Caseload) {
        self.goal_of_row = Some(goal);
        self.refill_goal();
        self.recheck_act(caseload);
    }

    /// Fills in the goal of the row again, after the answers were worked out for another day.
    pub(super) fn refill_goal(&mut self) {
        let Some(goal) = self.goal_of_row.map(|goal| goal.to_string()) else { return };
        let asks_for_goal = |answer: &&mut ActAnswer| {
            answer.field.is_some_and(|field| field.kind == ActFieldKind::Goal && field.default != Prefill::Empty)
        };
        let Some(line) = self.answers.iter_mut().find(asks_for_goal) else { return };
        if line.line.content() == line.prefilled && line.choices.iter().any(|choice| choice.answer == goal) {
            line.set_answer(&goal);
            line.prefilled = goal;
        }
    }

    /// Offers the open steps of the goal that is chosen, and no other's. A step of another goal is not kept.
    pub(super) fn offer_steps(&mut self, caseload: &Caseload) {
        let is_of = |answer: &ActAnswer, kind| answer.field.is_some_and(|field| field.kind == kind);
        let goal = self.answers.iter().find(|answer| is_of(answer, ActFieldKind::Goal));
        let Some(goal) = goal.and_then(|answer| answer.line.content().parse::<u16>().ok()) else { return };
        let Some(known) = caseload.case(&self.subject.case) else { return };
        let view = View::new(&known.record.facts, caseload.policies(), self.today);
        let person = self.subject.person;
        let Some(line) = self.answers.iter_mut().find(|answer| is_of(answer, ActFieldKind::Step)) else { return };
        let choices: Vec<_> = step_choices(&view, person, goal).iter().map(Choice::new).collect();
        if choices == line.choices {
            return;
        }
        line.choices = choices;
        let step = line.line.content();
        if step == line.prefilled || !line.choices.iter().any(|choice| choice.answer == step) {
            let has_default = line.field.is_some_and(|field| field.default == Prefill::OpenStep);
            let next = next_step_of_goal(&view, person, goal).filter(|_| has_default);
            line.set_answer(&next.map(|number| number.to_string()).unwrap_or_default());
            line.line.content().clone_into(&mut line.prefilled);
        }
    }
}
