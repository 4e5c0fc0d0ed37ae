//! The stages of a non-compliance, and its 20-day period (third category of the ES109).
//!
//! One notice starts several clocks. Day 1 is the day after the notice of action was issued. A period ends with its
//! last calendar day, whatever weekday that is.

use crate::domain::proposal::Proposal;
use chrono::NaiveDate;

use super::finding::{DayCount, Finding, Ground};
use super::gate::{self, Gate};
use super::message::message;
use super::reason_against::{ReasonAgainst, ReasonState};
use super::rule_id::RuleId;
use super::view::View;
use crate::domain::facts::{CauseOutcome, Determination, Noncompliance, PlanResult, Sanction};

/// The stage of a non-compliance on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoncomplianceStage<'a> {
    /// The notice is not issued yet.
    NotYet,
    /// No determination is recorded.
    Undetermined,
    /// A compliance plan is running or its end has passed, and no result is recorded.
    OnPlan,
    /// The compliance plan failed.
    PlanFailed(&'a PlanResult),
    /// No good cause was found, and no plan was agreed.
    NoGoodCause(&'a Determination),
    /// A sanction has been imposed.
    Sanctioned,
    /// The non-compliance is over: good cause was found, it was resolved or rescinded, or the plan was completed.
    Over,
}

/// Returns the stage of `step` on `on`. Only what was recorded up to that day counts.
pub fn noncompliance_stage(step: &Noncompliance, on: NaiveDate) -> NoncomplianceStage<'_> {
    if step.notice_issued > on {
        return NoncomplianceStage::NotYet;
    }
    if step.rescinded.is_some_and(|day| day <= on) {
        return NoncomplianceStage::Over;
    }
    if step.sanction.as_ref().is_some_and(|sanction| sanction.from <= on) {
        return NoncomplianceStage::Sanctioned;
    }
    let result = step.plan_result.as_ref().filter(|result| result.on <= on);
    if let Some(result) = result {
        return if result.completed { NoncomplianceStage::Over } else { NoncomplianceStage::PlanFailed(result) };
    }
    match step.determination.as_ref().filter(|determination| determination.on <= on) {
        Some(determination) => match determination.outcome {
            CauseOutcome::GoodCause | CauseOutcome::Resolved => NoncomplianceStage::Over,
            CauseOutcome::CompliancePlan => NoncomplianceStage::OnPlan,
            CauseOutcome::NoGoodCause => NoncomplianceStage::NoGoodCause(determination),
        },
        // The record has a plan's end without any determination: a plan was agreed, and nobody recorded when.
        None if step.determination.is_none() && step.plan_end.is_some() => NoncomplianceStage::OnPlan,
        None => NoncomplianceStage::Undetermined,
    }
}

/// Finds participants in or near the last days of the good-cause period. A period with a recorded determination,
/// compliance plan or resolution gives no finding.
///
/// Source: WIC 11327.4(b)(1); handbook 42-7.38, ES109, third category.
pub fn good_cause_period_findings(view: &View) -> impl Iterator<Item = Finding> {
    undetermined_steps(view).filter_map(|step| {
        let period = view.policy.good_cause_period.as_ref()?;
        let approaching = view.policy.good_cause_approaching.as_ref()?;
        let count = day_of_period(step, view);
        let near_the_end = count.day >= period.value.0 - approaching.value.0 && count.day <= period.value.0;
        near_the_end.then(|| {
            let finding = Finding::new(
                RuleId::GoodCausePeriod,
                step.person,
                message!("day {} of {}", count.day, period.value.0),
            )
            .due_on(step.notice_issued + period.value)
            .with_ground("notice of action issued", step.notice_issued, &step.source)
            .with_grounds(appointment_ground(step))
            .with_day_count(count)
            .under_policy(period)
            .under_policy(approaching)
            .clears_when("a determination, a compliance plan or a resolution is recorded")
            .if_nothing(
                "The period ends without a determination; a sanction may be requested, and the family loses aid.",
            )
            .with_proposals([Proposal::Contact, Proposal::RecordDetermination, Proposal::Reschedule]);
            note_reasons(finding, gate::build_gate(view, step))
        })
    })
}

/// Adds the reasons against a sanction that the record holds already: while one stands, it is not sure that there is a
/// non-compliance. What nobody has recorded is asked later, when a sanction is.
fn note_reasons(finding: Finding, gate: Gate) -> Finding {
    let stands = |reason: &&ReasonAgainst| reason.state == ReasonState::Blocks;
    let finding = gate.blockers.iter().filter(stands).fold(finding, |finding, reason| {
        finding
            .cannot_tell(message!("whether the non-compliance stands: {}", reason.says.clone()))
            .with_citation(reason.under.clone())
    });
    let reasons_against = gate.blockers.into_iter().chain(gate.absent).collect();
    Finding { reasons_against, ..finding }
}

/// Returns the non-compliances without a determination on the day.
pub fn undetermined_steps<'a>(view: &View<'a>) -> impl Iterator<Item = &'a Noncompliance> + use<'a> {
    let on = view.on;
    view.facts
        .noncompliance
        .iter()
        .filter(move |step| noncompliance_stage(step, on) == NoncomplianceStage::Undetermined)
}

/// Returns the number of the day in the good-cause period of `step`.
pub fn day_of_period(step: &Noncompliance, view: &View) -> DayCount {
    let period = view.policy.good_cause_period.as_ref().map(|period| period.value);
    DayCount::new("day of the good-cause period", step.notice_issued, view.on, period)
}

/// Returns the appointment as a ground, if there is one.
pub(super) fn appointment_ground(step: &Noncompliance) -> Option<Ground> {
    step.appointment.map(|day| Ground::new("appointment", day, &step.source))
}

/// Returns the sanction of a non-compliance that has begun by the day and was not rescinded.
pub(super) fn begun_sanction<'a>(view: &View, step: &'a Noncompliance) -> Option<&'a Sanction> {
    let rescinded = step.rescinded.is_some_and(|day| day <= view.on);
    step.sanction.as_ref().filter(|sanction| sanction.from <= view.on && !rescinded)
}
