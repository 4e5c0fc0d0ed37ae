//! The stages of a non-compliance, and its 20-day period (third category of the ES109).
//!
//! One notice starts several clocks. Day 1 is the day after the notice of action was issued. A period ends with its
//! last calendar day, whatever weekday that is.

use crate::domain::proposal::Proposal;
use chrono::NaiveDate;

use super::finding::{DayCount, Finding, Ground};
use super::gate::{self, Gate};
use super::message::{Message, message};
use super::reason_against::{ReasonAgainst, ReasonState};
use super::rule_id::RuleId;
use super::view::View;
use crate::domain::facts::{CauseOutcome, Determination, Noncompliance, PlanResult, Sanction};
use crate::policy::Param;
use crate::policy::param::Days;

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

/// Finds participants in or near the last days of the good-cause period. Good cause, a compliance plan or a resolution
/// ends it; that no good cause was found does not, because a compliance plan may be agreed until its last day.
///
/// Source: WIC 11327.4(b)(1); handbook 42-7.38, ES109, third category; Santa Clara, compliance plan (WTW 32).
pub fn good_cause_period_findings(view: &View) -> impl Iterator<Item = Finding> {
    steps_in_period(view).filter_map(|step| {
        let period = view.policy.good_cause_period.as_ref()?;
        let approaching = view.policy.good_cause_approaching.as_ref()?;
        let count = day_of_period(step, view);
        let day = count.day;
        let near_the_end = day >= period.value.0 - approaching.value.0;
        near_the_end.then(|| {
            let finding = Finding::new(RuleId::GoodCausePeriod, step.person, period_text(view, step, day, period))
                .due_on(step.notice_issued + period.value)
                .with_ground("notice of action issued", step.notice_issued, &step.source)
                .with_grounds(appointment_ground(step, view.on))
                .with_grounds(no_good_cause_ground(step, view.on))
                .with_day_count(count)
                .under_policy(period)
                .under_policy(approaching);
            note_reasons(describe_what_is_left(view, step, finding), gate::build_gate(view, step))
        })
    })
}

/// Adds the reasons against a sanction that the record holds already: while one stands, it is not sure that there is a
/// non-compliance. What nobody has recorded is asked later, when a sanction is.
fn note_reasons(finding: Finding, gate: Gate) -> Finding {
    // That the period still runs holds up a sanction, and says nothing on whether there is a non-compliance.
    let stands = |reason: &&ReasonAgainst| reason.state == ReasonState::Blocks && reason.id != "period_not_over";
    let finding = gate.blockers.iter().filter(stands).fold(finding, |finding, reason| {
        finding
            .cannot_tell(message!("whether the non-compliance stands: {}", reason.says.clone()))
            .with_citation(reason.under.clone())
    });
    let reasons_against = gate.blockers.into_iter().chain(gate.absent).collect();
    Finding { reasons_against, ..finding }
}

/// Says what ends the period, and what may still be done in it.
fn describe_what_is_left(view: &View, step: &Noncompliance, finding: Finding) -> Finding {
    match noncompliance_stage(step, view.on) {
        NoncomplianceStage::NoGoodCause(_) => finding
            .clears_when("a compliance plan, good cause or a resolution is recorded, or the period is over")
            .if_nothing(
                "The period ends without a compliance plan; a sanction may be requested, and the family loses aid.",
            )
            .with_proposals([Proposal::Contact, Proposal::RecordDetermination]),
        _ => finding
            .clears_when("a determination, a compliance plan or a resolution is recorded")
            .if_nothing(
                "The period ends without a determination; a sanction may be requested, and the family loses aid.",
            )
            .with_proposals([Proposal::Contact, Proposal::RecordDetermination, Proposal::Reschedule]),
    }
}

/// Returns the day of the period in words, and whether no good cause was found in it already.
pub(super) fn period_text(view: &View, step: &Noncompliance, day: i64, period: &Param<Days>) -> Message {
    let count = message!("day {} of {}", day, period.value.0);
    if !matches!(noncompliance_stage(step, view.on), NoncomplianceStage::NoGoodCause(_)) {
        return count;
    }
    let last = step.notice_issued + period.value;
    message!("{}; no good cause was found, and a compliance plan may be agreed until {}", count, last)
}

/// Returns the last day of the period of the notice.
pub fn last_day_of_period(view: &View, step: &Noncompliance) -> Option<NaiveDate> {
    Some(step.notice_issued + view.policy.good_cause_period.as_ref()?.value)
}

/// Returns whether the participant may still show good cause or agree to a compliance plan: the period is not over, and
/// nothing has ended it. That no good cause was found does not end it.
pub fn is_in_period(view: &View, step: &Noncompliance) -> bool {
    let open = matches!(
        noncompliance_stage(step, view.on),
        NoncomplianceStage::Undetermined | NoncomplianceStage::NoGoodCause(_)
    );
    open && last_day_of_period(view, step).is_some_and(|last| view.on <= last)
}

/// Returns the non-compliances whose period runs on the day.
fn steps_in_period<'a>(view: &View<'a>) -> impl Iterator<Item = &'a Noncompliance> + use<'a> {
    let view = *view;
    view.facts.noncompliance.iter().filter(move |step| is_in_period(&view, step))
}

/// Returns the non-compliances whose period is counted on the day: those without a determination, and those of which no
/// good cause was found before the period is over.
pub(super) fn steps_with_counted_period<'a>(view: &View<'a>) -> impl Iterator<Item = &'a Noncompliance> + use<'a> {
    let view = *view;
    view.facts.noncompliance.iter().filter(move |step| {
        noncompliance_stage(step, view.on) == NoncomplianceStage::Undetermined || is_in_period(&view, step)
    })
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

/// Returns the appointment as it is known on `on` as a ground, if there is one.
pub(super) fn appointment_ground(step: &Noncompliance, on: NaiveDate) -> Option<Ground> {
    step.appointment_on(on).map(|day| Ground::new("appointment", day, step.appointment_source(on)))
}

/// Returns as a ground that no good cause was found, if that is the stage on `on`.
pub(super) fn no_good_cause_ground(step: &Noncompliance, on: NaiveDate) -> Option<Ground> {
    match noncompliance_stage(step, on) {
        NoncomplianceStage::NoGoodCause(found) => {
            Some(Ground::new("no good cause was found", found.on, step.value_source(Noncompliance::DETERMINATION)))
        }
        _ => None,
    }
}

/// Returns the sanction of a non-compliance that has begun by the day and was not rescinded.
pub(super) fn begun_sanction<'a>(view: &View, step: &'a Noncompliance) -> Option<&'a Sanction> {
    let rescinded = step.rescinded.is_some_and(|day| day <= view.on);
    step.sanction.as_ref().filter(|sanction| sanction.from <= view.on && !rescinded)
}
