//! The 20-day period and what follows an undecided non-compliance (third and fifth category of the ES109).
//!
//! One notice starts several clocks. Day 1 is the day after the notice of action was issued; a period ends with its
//! last calendar day, whatever weekday that is.

use chrono::NaiveDate;

use super::finding::{Act, DayCount, Finding};
use super::rule_id::RuleId;
use super::view::View;
use crate::domain::facts::{CauseOutcome, Determination, Noncompliance, PlanResult};

/// What a non-compliance has come to on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage<'a> {
    /// The notice is not issued yet.
    NotYet,
    /// No determination is recorded.
    Undetermined,
    /// A compliance plan runs or its end has passed, and no result is recorded.
    OnPlan,
    /// The compliance plan failed.
    PlanFailed(&'a PlanResult),
    /// No good cause was found, and no plan was agreed.
    NoGoodCause(&'a Determination),
    /// A sanction has been imposed.
    Sanctioned,
    /// Good cause, resolved, rescinded or the plan completed.
    Over,
}

/// What `step` has come to on `on`: only what was recorded up to that day counts.
pub fn stage(step: &Noncompliance, on: NaiveDate) -> Stage<'_> {
    if step.notice_issued > on {
        return Stage::NotYet;
    }
    if step.rescinded.is_some_and(|day| day <= on) {
        return Stage::Over;
    }
    if step.sanction.as_ref().is_some_and(|sanction| sanction.from <= on) {
        return Stage::Sanctioned;
    }
    let result = step.plan_result.as_ref().filter(|result| result.on <= on);
    if let Some(result) = result {
        return if result.completed { Stage::Over } else { Stage::PlanFailed(result) };
    }
    match step.determination.as_ref().filter(|determination| determination.on <= on) {
        Some(determination) => match determination.outcome {
            CauseOutcome::GoodCause | CauseOutcome::Resolved => Stage::Over,
            CauseOutcome::CompliancePlan => Stage::OnPlan,
            CauseOutcome::NoGoodCause => Stage::NoGoodCause(determination),
        },
        // A plan's end without any determination: a plan was agreed, and nobody recorded when.
        None if step.determination.is_none() && step.plan_end.is_some() => Stage::OnPlan,
        None => Stage::Undetermined,
    }
}

/// Participants in or near the last days of the good-cause period. A period in which a determination, a compliance
/// plan or a resolution is recorded gives nothing.
///
/// Source: WIC 11327.4(b)(1); handbook 42-7.38, ES109, third category.
pub fn good_cause_period(view: &View) -> impl Iterator<Item = Finding> {
    undetermined(view).filter_map(|step| {
        let period = view.policy.good_cause_period.as_ref()?;
        let approaching = view.policy.good_cause_approaching.as_ref()?;
        let count = day_of_period(step, view);
        let near_the_end = count.day >= period.value.0 - approaching.value.0 && count.day <= period.value.0;
        near_the_end.then(|| {
            Finding::new(RuleId::GoodCausePeriod, step.person, format!("day {} of {}", count.day, period.value.0))
                .due(step.notice_issued + period.value)
                .because("notice of action issued", step.notice_issued, &step.source)
                .grounds(appointment(step))
                .counted(count)
                .under(period)
                .under(approaching)
                .clears_when("a determination, a compliance plan or a resolution is recorded")
                .if_nothing(
                    "The period ends without a determination; a sanction may be asked for, and the family loses aid.",
                )
                .next([Act::Contact, Act::RecordDetermination, Act::Reschedule])
        })
    })
}

/// Non-compliances without a determination after the period, and compliance plans whose end has passed without a
/// result.
///
/// Source: WIC 11327.4; handbook 42-7.38, ES109, fifth category.
pub fn overdue(view: &View) -> impl Iterator<Item = Finding> {
    undetermined(view).filter_map(|step| undetermined_too_long(view, step)).chain(plans_without_result(view))
}

fn undetermined_too_long(view: &View, step: &Noncompliance) -> Option<Finding> {
    let period = view.policy.good_cause_period.as_ref()?;
    let count = day_of_period(step, view);
    (count.day > period.value.0).then(|| {
        Finding::new(RuleId::OverdueNoncompliance, step.person, "no determination by the end of the period")
            .due(step.notice_issued + period.value)
            .because("notice of action issued", step.notice_issued, &step.source)
            .grounds(appointment(step))
            .counted(count)
            .under(period)
            .clears_when("a determination, a compliance plan or a resolution is recorded")
            .if_nothing(
                "The participant stays in non-compliance without a decision, and a later sanction may not stand.",
            )
            .next([Act::RecordDetermination, Act::RequestSanction, Act::Contact])
    })
}

fn plans_without_result(view: &View) -> impl Iterator<Item = Finding> {
    let on_plan = view.facts.noncompliance.iter().filter(|step| stage(step, view.on) == Stage::OnPlan);
    on_plan.filter_map(|step| {
        let end = step.plan_end.filter(|end| *end < view.on)?;
        let finding = Finding::new(
            RuleId::OverdueNoncompliance,
            step.person,
            "the compliance plan's end has passed without a result",
        )
        .due(end)
        .because("compliance plan ended", end, &step.source)
        .because("notice of action issued", step.notice_issued, &step.source)
        .counted(DayCount::new("days since the plan's end", end, view.on, None))
        .clears_when("the result of the compliance plan is recorded")
        .if_nothing("Nobody decides whether the plan was kept; a sanction may be late, or wrong.")
        .next([Act::RecordPlanResult, Act::Contact]);
        Some(match step.determination {
            Some(_) => finding,
            None => finding.cannot_tell("no determination is recorded; a plan's end says that a plan was agreed"),
        })
    })
}

/// The non-compliances without a determination on the day.
pub fn undetermined<'a>(view: &View<'a>) -> impl Iterator<Item = &'a Noncompliance> + use<'a> {
    let on = view.on;
    view.facts.noncompliance.iter().filter(move |step| stage(step, on) == Stage::Undetermined)
}

/// The number of the day in the good-cause period of `step`.
pub fn day_of_period(step: &Noncompliance, view: &View) -> DayCount {
    let period = view.policy.good_cause_period.as_ref().map(|period| period.value);
    DayCount::new("day of the good-cause period", step.notice_issued, view.on, period)
}

fn appointment(step: &Noncompliance) -> Option<super::finding::Ground> {
    step.appointment.map(|day| super::finding::Ground::new("appointment", day, &step.source))
}
