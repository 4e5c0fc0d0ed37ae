//! Reasons that lie in what was decided about the non-compliance, and in what the participant could be held to.

use super::step::{FailedStep, in_force};
use crate::domain::facts::{CauseOutcome, Noncompliance};
use crate::rules::message::message;
use crate::rules::plan::newest_signed_plan;
use crate::rules::reason_against::{Answer, ReasonAgainst};
use crate::rules::recognized_kinds::is_job_search;

/// The id of the reason that the non-compliance was decided in the participant's favor.
const DECIDED: &str = "decided_otherwise";

/// Returns the reason that good cause was determined, that the non-compliance was resolved, or that a compliance plan runs
/// or was kept: a sanction follows none of these (WIC 11327.4(a)(1)).
pub(super) fn decided_otherwise(of: &FailedStep) -> Option<ReasonAgainst> {
    let rule = in_force(of.view.policy.good_cause_guard.as_ref())?;
    let (answer, value) = decision_answer(of);
    Some(ReasonAgainst::new(DECIDED, answer, rule).stated_by(of.step.value_source(value)))
}

/// Returns the reason that good cause was determined once the sanction had begun: it excuses the failure itself, so that
/// the sanction falls from its first day. What else ends a sanction later ends it from then on.
pub(super) fn good_cause_determined(of: &FailedStep) -> Option<ReasonAgainst> {
    let determination = of.step.determination.as_ref().filter(|determination| determination.on <= of.view.on)?;
    (determination.outcome == CauseOutcome::GoodCause).then(|| decided_otherwise(of)).flatten()
}

fn decision_answer(of: &FailedStep) -> (Answer, &'static str) {
    const ABSENT: &str = "good cause was determined, or a compliance plan runs or was kept";
    let (step, on) = (of.step, of.view.on);
    let determination = step.determination.as_ref().filter(|determination| determination.on <= on);
    let result = step.plan_result.as_ref().filter(|result| result.on <= on);
    let decided = determination.filter(|known| result.is_none_or(|result| result.on <= known.on));
    let favorable = decided.and_then(|known| match known.outcome {
        CauseOutcome::GoodCause => Some(message!("good cause was determined on {}", known.on)),
        CauseOutcome::Resolved => Some(message!("the non-compliance was resolved on {}", known.on)),
        CauseOutcome::CompliancePlan | CauseOutcome::NoGoodCause => None,
    });
    if let Some(says) = favorable {
        return (Answer::Holds(says), Noncompliance::DETERMINATION);
    }
    if let Some(result) = result {
        let kept = result.completed.then(|| message!("the compliance plan was completed on {}", result.on));
        return (kept.map_or(Answer::Absent(ABSENT.into()), Answer::Holds), Noncompliance::PLAN_RESULT);
    }
    let outcome = determination.map(|known| known.outcome);
    let agreed = outcome == Some(CauseOutcome::CompliancePlan) || (outcome.is_none() && step.determination.is_none());
    let answer = match step.plan_end {
        Some(end) if on <= end && agreed => Answer::Holds(message!("a compliance plan runs until {}", end)),
        Some(end) if on <= end => Answer::MayHold(message!("a compliance plan is recorded that runs until {}", end)),
        Some(end) if agreed => Answer::CannotTell(message!(
            "the compliance plan failed: its last day was {}, and its result is not recorded",
            end
        )),
        None if outcome == Some(CauseOutcome::CompliancePlan) => {
            Answer::CannotTell("the compliance plan failed: neither its last day nor its result is recorded".into())
        }
        _ => Answer::Absent(ABSENT.into()),
    };
    (answer, Noncompliance::PLAN_END)
}

/// Returns the reason that the participant could not be held to what was refused: it was not in a signed plan, or did not
/// run on the day of the failure. Job search may come before the plan.
pub(super) fn not_in_plan(of: &FailedStep) -> Option<ReasonAgainst> {
    let rule = of.view.policy.plan_changes.as_ref()?;
    Some(
        ReasonAgainst::new("not_in_plan", plan_answer(of), rule)
            .stated_by(of.step.value_source(Noncompliance::FAILURE)),
    )
}

fn plan_answer(of: &FailedStep) -> Answer {
    const ABSENT: &str = "what was refused was not in the plan, or did not run then";
    let (step, then) = (of.step, &of.failure);
    let plan = newest_signed_plan(then, step.person);
    let Some(refused) = &step.refused_activity else {
        return if plan.is_some() {
            Answer::Absent(ABSENT.into())
        } else {
            Answer::Unrecorded(message!(
                "the failure was of something that comes before a plan, such as an appraisal: none was signed by {}",
                then.on
            ))
        };
    };
    let same = || of.view.activities_of(step.person).filter(|activity| activity.kind.eq_ignore_ascii_case(refused));
    if same().next().is_some() && !same().any(|activity| then.is_current(activity)) {
        return Answer::MayHold(message!("{} did not run on {}, the day of the failure", refused, then.on));
    }
    if is_job_search(then.policy, refused) {
        return Answer::Absent(ABSENT.into());
    }
    match plan {
        None => Answer::MayHold(message!("no plan was signed by {}, and {} was refused", then.on, refused)),
        Some(plan) if plan.activities.is_empty() => Answer::Unrecorded(message!(
            "{} was in the plan of {}: only its signature is recorded",
            refused,
            plan.signed
        )),
        Some(plan) if plan.activities.iter().any(|planned| planned.kind.eq_ignore_ascii_case(refused)) => {
            Answer::Absent(ABSENT.into())
        }
        Some(plan) => Answer::MayHold(message!("{} was not in the plan of {}", refused, plan.signed)),
    }
}
