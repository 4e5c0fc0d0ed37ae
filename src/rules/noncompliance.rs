//! The stages of a non-compliance, and its 20-day period (third category of the ES109).
//!
//! One notice starts several clocks. Day 1 is the day after the notice of action was issued. A period ends with its
//! last calendar day, whatever weekday that is.

use chrono::NaiveDate;

use super::finding::{DayCount, Ground};
use super::message::{Message, message};
use super::view::View;
use crate::domain::count_with_noun;
use crate::domain::dates::days_between;
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

/// Returns the day of the period in words, and whether no good cause was found in it already; of a period that is over,
/// when it ended.
pub(super) fn period_text(view: &View, step: &Noncompliance, day: i64, period: &Param<Days>) -> Message {
    let last = step.notice_issued + period.value;
    if view.on > last {
        let ago = count_with_noun(days_between(last, view.on), "day");
        return message!("{} days, ended {}, {} ago", period.value.0, last, ago);
    }
    let count = message!("day {} of {}", day, period.value.0);
    if !matches!(noncompliance_stage(step, view.on), NoncomplianceStage::NoGoodCause(_)) {
        return count;
    }
    message!("{}; no good cause was found, and a compliance plan may still be agreed on until {}", count, last)
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
pub(super) fn steps_in_period<'a>(view: &View<'a>) -> impl Iterator<Item = &'a Noncompliance> + use<'a> {
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

/// Returns the sanction of a non-compliance that is approved by the day and begins later. A sanction of which the record
/// does not know the approval counts as approved.
pub(super) fn pending_sanction<'a>(view: &View, step: &'a Noncompliance) -> Option<&'a Sanction> {
    if step.notice_issued > view.on || step.rescinded.is_some_and(|day| day <= view.on) {
        return None;
    }
    let sanction = step.sanction.as_ref().filter(|sanction| sanction.from > view.on)?;
    sanction.approved.is_none_or(|approved| approved <= view.on).then_some(sanction)
}

/// Returns the sanction of a non-compliance for which nothing on record decides the cause: no determination, no compliance
/// plan and no result of one by the day. The sanction is approved or has begun.
pub(super) fn sanction_without_determination<'a>(view: &View, step: &'a Noncompliance) -> Option<&'a Sanction> {
    let decided = step.determination.as_ref().map(|determination| determination.on);
    let kept = step.plan_result.as_ref().map(|result| result.on);
    let is_decided = [decided, kept].into_iter().flatten().any(|day| day <= view.on) || step.plan_end.is_some();
    begun_sanction(view, step).or_else(|| pending_sanction(view, step)).filter(|_| !is_decided)
}

/// What follows where a sanction is on record and no determination of cause before it: both readings.
pub(super) const WITHOUT_DETERMINATION: &str = "whether the sanction may stand: no determination of cause is recorded since the notice of action. If there was none, \
     good cause was not looked at and no compliance plan was offered in the good-cause period, and the sanction is \
     withdrawn, or rescinded to its first day and aid restored; if there was one, its outcome decides";
