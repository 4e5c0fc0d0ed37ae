//! Code tables of the work that crosses desks: the role that a finding waits for, the acts of the state machines,
//! and their steps.

use serde::Deserialize;

use super::param::Certainty;
use super::rows::add_unknown;
use super::unit_tables::UnitTables;
use crate::domain::partner_state::{
    CommonCaseState, ConferenceState, OutreachState, PartnerModule, ReportState, UnitCaseState,
};
use crate::domain::role::Role;
use crate::domain::steps::{StepCondition, StepRow, StepTable};

/// The name in the table of roles for every rule that it does not list.
const ANY_OTHER: &str = "any other";

/// The tables of the work that crosses desks.
#[derive(Debug, Clone, Default)]
pub struct PartnerTables {
    /// Which act leads a social-work case from one state to another.
    pub unit_case_steps: StepTable<UnitCaseState>,
    /// Which act leads a progress report from one state to another.
    pub report_steps: StepTable<ReportState>,
    /// Which act leads a common case from one state to another.
    pub common_case_steps: StepTable<CommonCaseState>,
    /// Which act leads an outreach from one state to another.
    pub outreach_steps: StepTable<OutreachState>,
    /// Which act leads a conference from one state to another.
    pub conference_steps: StepTable<ConferenceState>,
    /// The acts that are steps of these.
    pub step_acts: Vec<StepAct>,
    /// The role that acts on the findings of each rule.
    pub rule_roles: Vec<RuleRole>,
    /// Who works in the social-work unit, and who is on duty there.
    pub unit: UnitTables,
}

/// The role that acts on the findings of a rule.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleRole {
    /// The id of the rule; `any other` for those that no row names.
    pub rule: String,
    /// The role.
    pub role: Role,
    /// The handbook section or office that says so.
    pub source: String,
    /// How sure the source is.
    pub certainty: Certainty,
}

/// An act that is a step of a state machine.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepAct {
    /// The id of the act.
    pub act: String,
    /// What it does, as it completes a sentence: `close the social-work case`.
    pub title: String,
    /// The part of the work that it belongs to.
    pub module: PartnerModule,
    /// Whether it is no step of a state machine: the table of roles says who may record it, in whatever state.
    #[serde(default)]
    pub stands_alone: bool,
    /// The handbook section or office that says so.
    pub source: String,
    /// How sure the source is.
    pub certainty: Certainty,
}

/// A step as the file has it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StepInfo<S> {
    #[serde(default = "no_state")]
    from: Option<S>,
    act: String,
    #[serde(default)]
    outcome: Option<String>,
    to: S,
    by: Vec<Role>,
    #[serde(default)]
    requires: Vec<StepCondition>,
    source: String,
    /// How sure the source is. It decides nothing: a step that is not in the table cannot be recorded.
    #[serde(rename = "certainty")]
    _certainty: Certainty,
}

const fn no_state<S>() -> Option<S> {
    None
}

impl<S> From<StepInfo<S>> for StepRow<S> {
    fn from(info: StepInfo<S>) -> Self {
        let StepInfo { from, act, outcome, to, by, requires, source, _certainty: _ } = info;
        Self { from, act, outcome, to, by, requires, source }
    }
}

impl PartnerTables {
    /// Returns these rows and those of `others` that they do not replace.
    pub(super) fn with_fallback(mut self, others: Self) -> Self {
        add_unknown(&mut self.step_acts, others.step_acts, |act| act.act.clone());
        add_unknown(&mut self.rule_roles, others.rule_roles, |row| row.rule.clone());
        self.unit = self.unit.with_fallback(others.unit);
        self.unit_case_steps = self.unit_case_steps.with_fallback(others.unit_case_steps);
        self.report_steps = self.report_steps.with_fallback(others.report_steps);
        self.common_case_steps = self.common_case_steps.with_fallback(others.common_case_steps);
        self.outreach_steps = self.outreach_steps.with_fallback(others.outreach_steps);
        self.conference_steps = self.conference_steps.with_fallback(others.conference_steps);
        self
    }

    /// Returns the role that acts on the findings of a rule.
    pub fn rule_role(&self, rule: &str) -> Option<Role> {
        let row = |name: &str| self.rule_roles.iter().find(|row| row.rule == name);
        row(rule).or_else(|| row(ANY_OTHER)).map(|row| row.role)
    }

    /// Returns the act that is a step of a state machine.
    pub fn step_act(&self, act: &str) -> Option<&StepAct> {
        self.step_acts.iter().find(|known| known.act == act)
    }

    /// Returns whether an act tells that the family is in child welfare.
    pub fn tells_of_child_welfare(&self, act: &str) -> bool {
        self.step_act(act).is_some_and(|step| step.module.tells_of_child_welfare())
    }

    /// Returns the roles that may record an act of a state machine, whatever the state, with the source; `None` for an act
    /// that is no step or stands alone.
    pub fn step_roles(&self, act: &str) -> Option<(Vec<Role>, &str)> {
        let step = self.step_act(act).filter(|step| !step.stands_alone)?;
        let (unit, common) = (self.unit_case_steps.roles_of(act), self.common_case_steps.roles_of(act));
        let mut roles: Vec<Role> = unit.chain(common).chain(self.outreach_steps.roles_of(act)).collect();
        roles.extend(self.conference_steps.roles_of(act));
        roles.sort_unstable();
        roles.dedup();
        Some((roles, &step.source))
    }

    /// Returns what an act of a state machine does, or its id where the table does not have it.
    pub fn step_title<'a>(&'a self, act: &'a str) -> &'a str {
        self.step_act(act).map_or(act, |known| known.title.as_str())
    }
}
