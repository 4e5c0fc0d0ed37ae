//! The reason that the failure was in job search to which the participant did not agree.
//!
//! Source: ACL 26-32.

use super::step::{FailedStep, earliest_day, first_of_month, in_force};
use crate::domain::dates::Month;
use crate::domain::facts::Activity;
use crate::domain::status::ActivityStatus;
use crate::policy::Policy;
use crate::rules::message::message;
use crate::rules::plan::newest_signed_plan;
use crate::rules::reason_against::{Answer, ReasonAgainst};
use crate::rules::recognized_kinds::needs_agreement;

const SAYS: &str = "the failure was in job search to which the participant did not agree";

/// The failure was in job search to which the participant did not agree. The policy of the day of the failure decides. Where
/// the rule began since then, no source says whether it reaches the failure.
pub(super) fn job_search_not_agreed(of: &FailedStep) -> Option<ReasonAgainst> {
    const ID: &str = "job_search_not_agreed";
    if let Some(rule) = in_force(of.failure.policy.job_search_guard.as_ref()) {
        return Some(ReasonAgainst::new(ID, agreement_answer(of, of.failure.policy), rule));
    }
    let policy = later_policy(of)?;
    let rule = in_force(policy.job_search_guard.as_ref())?;
    let both = |says| {
        message!(
            "{}; the rule that forbids a sanction for it began on {}, after the failure, and no source says whether the law \
             of the day of the failure decides or that of the sanction",
            says,
            rule.in_force_from
        )
    };
    let answer = match agreement_answer(of, policy) {
        Answer::Holds(says) | Answer::MayHold(says) => Answer::CannotTell(both(says)),
        Answer::Unrecorded(says) if names_job_search(of, policy) => Answer::Unrecorded(both(says)),
        Answer::Unrecorded(_) => Answer::Absent("no job search is on record for the time of the failure".into()),
        answer => answer,
    };
    Some(ReasonAgainst::new(ID, answer, rule))
}

/// Returns the policy of the day of the decision, or of the first day that a sanction has or could have, whichever has the
/// rule.
fn later_policy<'a>(of: &FailedStep<'a>) -> Option<&'a Policy> {
    let recorded = of.step.sanction.as_ref().map(|sanction| sanction.from);
    let first = recorded.or_else(|| first_of_month(&of.view, of.step)).or_else(|| earliest_day(&of.view, of.step));
    let days = [Some(of.view.on), first.filter(|first| of.view.on <= *first)];
    let policies = days.into_iter().flatten().map(|day| of.view_on(day).policy);
    policies.into_iter().find(|policy| in_force(policy.job_search_guard.as_ref()).is_some())
}

fn agreement_answer(of: &FailedStep, policy: &Policy) -> Answer {
    let missed = missed_activities(of);
    let searches: Vec<&&Activity> = missed.iter().filter(|activity| needs_agreement(policy, &activity.kind)).collect();
    let refused = of.step.refused_activity.as_ref().map(|kind| needs_agreement(policy, kind));
    let only_search = refused.unwrap_or(searches.len() == missed.len());
    let agreed = |activity: &Activity| activity.agreed.or_else(|| activity.ordered.map(|ordered| !ordered));
    let all = |wanted: bool| !searches.is_empty() && searches.iter().all(|search| agreed(search) == Some(wanted));
    if refused == Some(false) {
        let is_agreed = !missed.is_empty() && missed.iter().all(|activity| agreed(activity) == Some(true));
        let kinds = of.step.refused_activity.iter().filter(|_| !is_agreed);
        return unknown_kind_answer(policy, kinds)
            .unwrap_or(Answer::Absent("the failure was not in job search".into()));
    }
    if searches.is_empty() && refused.is_none() {
        // Without the activity that was missed nobody knows that it was another one.
        return if missed.is_empty() || names_job_search(of, policy) {
            Answer::Unrecorded(SAYS.into())
        } else {
            let kinds = missed.iter().map(|activity| &activity.kind);
            let absent = || Answer::Absent("no job search is on record for the time of the failure".into());
            unknown_kind_answer(policy, kinds).unwrap_or_else(absent)
        };
    }
    if all(true) {
        Answer::Absent("the participant agreed to the job search".into())
    } else if all(false) && only_search {
        Answer::Holds(SAYS.into())
    } else if searches.iter().any(|search| agreed(search) == Some(false)) {
        Answer::MayHold(SAYS.into())
    } else {
        Answer::Unrecorded(SAYS.into())
    }
}

/// Returns that it is open whether a kind is job search of which policy knows nothing: the county may write it in other words.
fn unknown_kind_answer<'a>(policy: &Policy, kinds: impl IntoIterator<Item = &'a String>) -> Option<Answer> {
    let unknown = kinds.into_iter().filter(|kind| policy.tables.activity_kind(kind).is_none()).min()?;
    Some(Answer::CannotTell(message!("{}: what kind of activity {} is, is not known here", SAYS, unknown)))
}

/// Returns whether anything on record names job search about the time of the failure: what was refused, an activity, the
/// plan, or the attendance of a month.
fn names_job_search(of: &FailedStep, policy: &Policy) -> bool {
    let (first, last) = of.failure_days();
    let months = Month::from_date(first)..=Month::from_date(last);
    let rows = of.view.facts.attendance.iter();
    let theirs = rows.filter(|row| row.person == of.step.person && months.contains(&row.month));
    let planned = newest_signed_plan(&of.failure, of.step.person).into_iter().flat_map(|plan| &plan.activities);
    let kinds = theirs
        .map(|row| &row.kind)
        .chain(planned.map(|planned| &planned.kind))
        .chain(&of.step.refused_activity)
        .chain(missed_activities(of).into_iter().map(|activity| &activity.kind));
    kinds.into_iter().any(|kind| needs_agreement(policy, kind))
}

/// Returns the activities in which the failure may have been: those of the refused kind, else those that the record calls
/// missed at that time, else those that ran on the day of the failure.
fn missed_activities<'a>(of: &FailedStep<'a>) -> Vec<&'a Activity> {
    let (first, _) = of.failure_days();
    let is_missed = |activity: &Activity| {
        activity.statuses.iter().any(|status| {
            let missed = matches!(status.status, ActivityStatus::NoShow | ActivityStatus::NonCompliant);
            missed && first <= status.on && status.on <= of.view.on
        })
    };
    let theirs = of.view.activities_of(of.step.person);
    let begun: Vec<&Activity> = theirs.filter(|activity| activity.start <= of.failure.on).collect();
    if let Some(refused) = &of.step.refused_activity {
        return begun.into_iter().filter(|activity| activity.kind.eq_ignore_ascii_case(refused)).collect();
    }
    let missed: Vec<&Activity> = begun.iter().copied().filter(|activity| is_missed(activity)).collect();
    if missed.is_empty() {
        begun.into_iter().filter(|activity| of.failure.is_current(activity)).collect()
    } else {
        missed
    }
}
