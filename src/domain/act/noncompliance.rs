//! Acts from the notice of non-compliance to its determination, its compliance plan and the plan's result.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::activity_ref::ActivityRef;
use super::apply_act::{ApplyAct, Provenance, RecordedField, recorded_day};
use crate::domain::facts::{
    CaseFacts, CauseOutcome, Determination, Difference, Noncompliance, PlanResult, RecordedValue,
    RescheduledAppointment, Source,
};
use crate::domain::hours::Hours;
use crate::domain::status::{ActivityStatus, RegistrationStatus};

/// A notice of non-compliance (NA 840, NA 845 for a second parent) was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoncomplianceStarted {
    /// The day on which the participant failed to comply.
    pub failed_on: NaiveDate,
    /// The day of the appointment that the notice names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appointment: Option<NaiveDate>,
    /// The activity in which the participant failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity: Option<ActivityRef>,
    /// Whether the second parent was sent a notice too; `None` where there is no second parent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_parent_noticed: Option<bool>,
    /// The activity that the participant refused, in the county's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused_activity: Option<String>,
    /// Why it is recorded although something on record stands against it or is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The appointment of a non-compliance was set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppointmentSet {
    /// The day on which the notice of non-compliance was issued.
    pub notice: NaiveDate,
    /// The day of the appointment.
    pub appointment: NaiveDate,
}

/// The appointment of a non-compliance was moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppointmentMoved {
    /// The day on which the notice of non-compliance was issued.
    pub notice: NaiveDate,
    /// The new day of the appointment.
    pub to: NaiveDate,
}

/// The cause of a non-compliance was determined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CauseDetermined {
    /// The day on which the notice of non-compliance was issued.
    pub notice: NaiveDate,
    /// What was determined. A compliance plan is an act of its own.
    pub outcome: CauseOutcome,
    /// Why no good cause is recorded although something on record stands against it or is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A compliance plan (WTW 32) was agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompliancePlanAgreed {
    /// The day on which the notice of non-compliance was issued.
    pub notice: NaiveDate,
    /// The last day of the compliance plan.
    pub until: NaiveDate,
    /// The hours a week that the compliance plan asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weekly_hours: Option<Hours>,
}

/// A compliance plan ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompliancePlanEnded {
    /// The day on which the notice of non-compliance was issued.
    pub notice: NaiveDate,
    /// Whether the participant completed the compliance plan.
    pub completed: bool,
    /// What the participant did not keep; needed for a plan that failed before its last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Why a failure is recorded although something on record stands against it or is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub all_the_same: Option<String>,
}

/// A state hearing about a non-compliance or its sanction was asked for, or decided. A field that is
/// not answered keeps the value that was recorded before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HearingRecorded {
    /// The day on which the notice of non-compliance was issued.
    pub notice: NaiveDate,
    /// The day on which the participant asked for the hearing; `None` where an earlier record has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requested: Option<NaiveDate>,
    /// Whether the hearing was asked for in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timely: Option<bool>,
    /// Whether aid is paid as before until the hearing is decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aid_paid_pending: Option<bool>,
    /// The day on which the hearing was decided, or the request for it was withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<NaiveDate>,
}

/// A non-compliance was rescinded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoncomplianceRescinded {
    /// The day on which the notice of non-compliance was issued.
    pub notice: NaiveDate,
}

impl ApplyAct for NoncomplianceStarted {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if facts.noncompliance_mut(by.on, by).is_none() {
            facts.noncompliance.push(Noncompliance::minimal(by.person, by.on, by.source.clone()));
        }
        if let Some((step, _)) = facts.noncompliance_mut(by.on, by) {
            step.failed_on = Some(self.failed_on);
            step.note_recorded(Noncompliance::FAILURE, by.source);
            if let Some(refused) = &self.refused_activity {
                step.refused_activity = Some(refused.clone());
            }
            step.gate.second_parent_noticed = self.second_parent_noticed.or(step.gate.second_parent_noticed);
        }
        if let Some(day) = self.appointment {
            set_appointment(facts, by.on, day, by);
        }
        facts.set_registration(RegistrationStatus::NonCompliance, by.on, by);
        if let Some(activity) = &self.activity {
            facts.set_activity_status(activity, ActivityStatus::NonCompliant, by.on, by);
        }
    }
}

fn set_appointment(facts: &mut CaseFacts, notice: NaiveDate, day: NaiveDate, by: &Provenance<'_>) {
    if let Some((step, differences)) = facts.noncompliance_mut(notice, by) {
        let slot = RecordedField {
            field_name: Noncompliance::APPOINTMENT,
            source: &step.source,
            recorded: &mut step.recorded,
            differences,
        };
        slot.record_value(&mut step.appointment, day, recorded_day, by);
    }
}

impl ApplyAct for AppointmentSet {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        set_appointment(facts, self.notice, self.appointment, by);
    }
}

impl ApplyAct for AppointmentMoved {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some((step, _)) = facts.noncompliance_mut(self.notice, by) {
            step.rescheduled.push(RescheduledAppointment { on: by.on, to: self.to });
            step.note_recorded(Noncompliance::MOVED_APPOINTMENT, by.source);
        }
    }
}

fn record_determination(facts: &mut CaseFacts, notice: NaiveDate, outcome: CauseOutcome, by: &Provenance<'_>) {
    if let Some((step, differences)) = facts.noncompliance_mut(notice, by) {
        let slot = RecordedField {
            field_name: Noncompliance::DETERMINATION,
            source: &step.source,
            recorded: &mut step.recorded,
            differences,
        };
        let shown = |one: &Determination| RecordedValue::TextOn { text: one.outcome.title().to_owned(), on: one.on };
        slot.record_value(&mut step.determination, Determination { on: by.on, outcome }, shown, by);
    }
}

/// Returns whether a compliance plan was agreed for the notice already.
fn is_on_compliance_plan(facts: &mut CaseFacts, notice: NaiveDate, by: &Provenance<'_>) -> bool {
    facts
        .noncompliance_mut(notice, by)
        .and_then(|(step, _)| step.determination.as_ref())
        .is_some_and(|determination| determination.outcome == CauseOutcome::CompliancePlan && determination.on <= by.on)
}

impl ApplyAct for CauseDetermined {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        record_determination(facts, self.notice, self.outcome, by);
        if matches!(self.outcome, CauseOutcome::GoodCause | CauseOutcome::Resolved) {
            facts.restore_registration(by.on, by);
        }
    }
}

impl ApplyAct for CompliancePlanAgreed {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        // A second record corrects the last day of the plan; the day on which the plan was agreed stays.
        if !is_on_compliance_plan(facts, self.notice, by) {
            record_determination(facts, self.notice, CauseOutcome::CompliancePlan, by);
        }
        if let Some((step, differences)) = facts.noncompliance_mut(self.notice, by) {
            let slot = RecordedField {
                field_name: Noncompliance::PLAN_END,
                source: &step.source,
                recorded: &mut step.recorded,
                differences,
            };
            slot.record_value(&mut step.plan_end, self.until, recorded_day, by);
            if let Some(hours) = self.weekly_hours {
                let slot = RecordedField {
                    field_name: Noncompliance::PLAN_HOURS,
                    source: &step.source,
                    recorded: &mut step.recorded,
                    differences,
                };
                let shown = |hours: &Hours| RecordedValue::Text(format!("{hours} hours a week"));
                slot.record_value(&mut step.plan_weekly_hours, hours, shown, by);
            }
        }
    }
}

impl ApplyAct for CompliancePlanEnded {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some((step, _)) = facts.noncompliance_mut(self.notice, by) {
            step.plan_result = Some(PlanResult { on: by.on, completed: self.completed });
            step.note_recorded(Noncompliance::PLAN_RESULT, by.source);
        }
        if self.completed {
            facts.restore_registration(by.on, by);
        }
    }
}

impl ApplyAct for HearingRecorded {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let Some((step, differences)) = facts.noncompliance_mut(self.notice, by) else { return };
        let (source, recorded) = (&step.source, &mut step.recorded);
        if let Some(day) = self.requested {
            recorded_field(Noncompliance::HEARING_REQUESTED, source, recorded, differences).record_value(
                &mut step.hearing_requested,
                day,
                recorded_day,
                by,
            );
        }
        if let Some(timely) = self.timely {
            recorded_field(Noncompliance::HEARING_TIMELY, source, recorded, differences).record_value(
                &mut step.hearing_timely,
                timely,
                recorded_yes_no,
                by,
            );
        }
        if let Some(pending) = self.aid_paid_pending {
            recorded_field(Noncompliance::AID_PENDING, source, recorded, differences).record_value(
                &mut step.aid_paid_pending,
                pending,
                recorded_yes_no,
                by,
            );
        }
        if let Some(day) = self.decided {
            recorded_field(Noncompliance::HEARING_DECIDED, source, recorded, differences).record_value(
                &mut step.hearing_decided,
                day,
                recorded_day,
                by,
            );
        }
        step.note_recorded(Noncompliance::HEARING, by.source);
    }
}

fn recorded_field<'a>(
    field_name: &'static str,
    source: &'a Source,
    recorded: &'a mut BTreeMap<String, Source>,
    differences: &'a mut Vec<Difference>,
) -> RecordedField<'a> {
    RecordedField { field_name, source, recorded, differences }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "every recorded value is handed over by reference")]
fn recorded_yes_no(yes: &bool) -> RecordedValue {
    RecordedValue::Text(if *yes { "yes" } else { "no" }.to_owned())
}

impl ApplyAct for NoncomplianceRescinded {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some((step, _)) = facts.noncompliance_mut(self.notice, by) {
            step.rescinded = Some(by.on);
            step.note_recorded(Noncompliance::RESCISSION, by.source);
        }
        facts.restore_registration(by.on, by);
    }
}
