//! From the notice of non-compliance to its determination, its compliance plan and the plan's result.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ActivityRef;
use super::telling::{By, Slot, Tells, text};
use crate::domain::facts::{CaseFacts, CauseOutcome, Determination, Noncompliance, PlanResult, Rescheduled};
use crate::domain::status::{ActivityStatus, RegistrationStatus};

/// A notice of non-compliance (NA 840, NA 845 for a second parent) was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Started {
    /// The day of the failure.
    pub failed_on: NaiveDate,
    /// The appointment that the notice names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appointment: Option<NaiveDate>,
    /// The activity in which the participant failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity: Option<ActivityRef>,
    /// Whether the second parent was noticed too, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_parent_noticed: Option<bool>,
}

/// The appointment was set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppointmentSet {
    /// The day of the notice.
    pub notice: NaiveDate,
    /// The appointment.
    pub appointment: NaiveDate,
}

/// The appointment was moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// The day of the notice.
    pub notice: NaiveDate,
    /// The day it was moved to.
    pub to: NaiveDate,
}

/// The cause was determined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Determined {
    /// The day of the notice.
    pub notice: NaiveDate,
    /// What was determined. A compliance plan is an act of its own.
    pub outcome: CauseOutcome,
}

/// A compliance plan (WTW 32) was agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanAgreed {
    /// The day of the notice.
    pub notice: NaiveDate,
    /// Its last day.
    pub until: NaiveDate,
}

/// A compliance plan ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanEnded {
    /// The day of the notice.
    pub notice: NaiveDate,
    /// Whether the participant completed it.
    pub completed: bool,
}

/// The non-compliance was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rescinded {
    /// The day of the notice.
    pub notice: NaiveDate,
}

impl Tells for Started {
    fn tell(&self, facts: &mut CaseFacts, by: &By<'_>) {
        if facts.noncompliance_mut(by.on, by).is_none() {
            facts.noncompliance.push(Noncompliance::least(by.person, by.on, by.source.clone()));
        }
        if let Some((step, _)) = facts.noncompliance_mut(by.on, by) {
            step.failed_on = Some(self.failed_on);
            step.gate.second_parent_noticed = self.second_parent_noticed.or(step.gate.second_parent_noticed);
        }
        if let Some(day) = self.appointment {
            set_appointment(facts, by.on, day, by);
        }
        facts.register(RegistrationStatus::NonCompliance, by.on, by);
        if let Some(activity) = &self.activity {
            facts.set_status(activity, ActivityStatus::NonCompliant, by.on, by);
        }
    }
}

fn set_appointment(facts: &mut CaseFacts, notice: NaiveDate, day: NaiveDate, by: &By<'_>) {
    if let Some((step, differences)) = facts.noncompliance_mut(notice, by) {
        let slot = Slot { what: "appointment", source: &step.source, recorded: &mut step.recorded, differences };
        slot.record(&mut step.appointment, day, text, by);
    }
}

impl Tells for AppointmentSet {
    fn tell(&self, facts: &mut CaseFacts, by: &By<'_>) {
        set_appointment(facts, self.notice, self.appointment, by);
    }
}

impl Tells for Moved {
    fn tell(&self, facts: &mut CaseFacts, by: &By<'_>) {
        if let Some((step, _)) = facts.noncompliance_mut(self.notice, by) {
            step.rescheduled.push(Rescheduled { on: by.on, to: self.to });
        }
    }
}

fn determine(facts: &mut CaseFacts, notice: NaiveDate, outcome: CauseOutcome, by: &By<'_>) {
    if let Some((step, differences)) = facts.noncompliance_mut(notice, by) {
        let slot = Slot { what: "determination", source: &step.source, recorded: &mut step.recorded, differences };
        let shown = |one: &Determination| format!("{} on {}", one.outcome.title(), one.on);
        slot.record(&mut step.determination, Determination { on: by.on, outcome }, shown, by);
    }
}

impl Tells for Determined {
    fn tell(&self, facts: &mut CaseFacts, by: &By<'_>) {
        determine(facts, self.notice, self.outcome, by);
        if matches!(self.outcome, CauseOutcome::GoodCause | CauseOutcome::Resolved) {
            facts.register_again(by.on, by);
        }
    }
}

impl Tells for PlanAgreed {
    fn tell(&self, facts: &mut CaseFacts, by: &By<'_>) {
        determine(facts, self.notice, CauseOutcome::CompliancePlan, by);
        if let Some((step, differences)) = facts.noncompliance_mut(self.notice, by) {
            let slot = Slot {
                what: "end of the compliance plan",
                source: &step.source,
                recorded: &mut step.recorded,
                differences,
            };
            slot.record(&mut step.plan_end, self.until, text, by);
        }
    }
}

impl Tells for PlanEnded {
    fn tell(&self, facts: &mut CaseFacts, by: &By<'_>) {
        if let Some((step, _)) = facts.noncompliance_mut(self.notice, by) {
            step.plan_result = Some(PlanResult { on: by.on, completed: self.completed });
            step.recorded.insert("result of the compliance plan".to_owned(), by.source.clone());
        }
        if self.completed {
            facts.register_again(by.on, by);
        }
    }
}

impl Tells for Rescinded {
    fn tell(&self, facts: &mut CaseFacts, by: &By<'_>) {
        if let Some((step, _)) = facts.noncompliance_mut(self.notice, by) {
            step.rescinded = Some(by.on);
        }
        facts.register_again(by.on, by);
    }
}
