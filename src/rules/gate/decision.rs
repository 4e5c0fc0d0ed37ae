//! Reasons that lie in what was decided about the non-compliance, and in what the participant could be held to.

use chrono::NaiveDate;

use super::day_off;
use super::step::{FailedStep, in_force};
use crate::domain::facts::{Activity, CauseOutcome, Noncompliance, Plan};
use crate::domain::status::{ActivityStatus, RegistrationStatus};
use crate::rules::decision_order;
use crate::rules::message::{Message, message};
use crate::rules::noncompliance::is_in_period;
use crate::rules::plan::newest_signed_plan;
use crate::rules::reason_against::{Answer, ReasonAgainst};
use crate::rules::recognized_kinds::{is_before_plan, is_job_search};
use crate::rules::view::View;

/// The id of the reason that the non-compliance was decided in the participant's favor.
pub(in crate::rules) const DECIDED: &str = "decided_otherwise";

/// The id of the reason that the decisions are out of order.
pub(in crate::rules) const OUT_OF_ORDER: &str = "decisions_out_of_order";

/// Returns the reason that good cause was determined, that the non-compliance was resolved, or that a compliance plan runs
/// or was kept: a sanction follows none of these (WIC 11327.4(a)(1)). What was decided about the same failure under another
/// notice counts as well: good cause excuses the failure, and not the notice.
pub(super) fn decided_otherwise(of: &FailedStep) -> Option<ReasonAgainst> {
    let rule = in_force(of.view.policy.good_cause_guard.as_ref())?;
    let (answer, value) = decision_answer(of);
    let own = ReasonAgainst::new(DECIDED, answer, rule).stated_by(of.step.value_source(value));
    let by_status = status_that_ends_it(of).map(|says| ReasonAgainst::new(DECIDED, Answer::MayHold(says), rule));
    let twice = noticed_twice(of).map(|says| ReasonAgainst::new(DECIDED, Answer::CannotTell(says), rule));
    let others = decided_elsewhere(of).into_iter().chain(by_status).chain(twice);
    Some(others.fold(own, |own, other| other.beside(own)))
}

/// Returns that another notice is for the same failure: one failure allows one sanction, and which of the notices holds is to be
/// asked. An earlier one that was rescinded was replaced by this one.
fn noticed_twice(of: &FailedStep) -> Option<Message> {
    let (step, on) = (of.step, of.view.on);
    let failed = step.failed_on?;
    let is_same = |other: &&Noncompliance| {
        let kinds = step.refused_activity.as_ref().zip(other.refused_activity.as_ref());
        other.person == step.person
            && other.failed_on == Some(failed)
            && other.notice_issued != step.notice_issued
            && other.notice_issued <= on
            && kinds.is_none_or(|(ours, theirs)| ours.eq_ignore_ascii_case(theirs))
    };
    let rescinded = |other: &Noncompliance| other.rescinded.filter(|day| *day <= on);
    let is_open = |other: &&Noncompliance| {
        favorable_determination(other, on).is_none()
            && (rescinded(other).is_none() || step.notice_issued < other.notice_issued)
    };
    let others = of.view.facts.noncompliance.iter().filter(is_same).filter(is_open);
    let other = others.max_by_key(|other| other.notice_issued)?;
    if let Some(day) = rescinded(other) {
        return Some(message!(
            "the notice of {} still holds: the notice of {} for the same failure, on {}, was rescinded on {}",
            step.notice_issued,
            other.notice_issued,
            failed,
            day
        ));
    }
    Some(message!(
        "the notice of {} holds: the notice of {} is for the same failure, on {}",
        step.notice_issued,
        other.notice_issued,
        failed
    ))
}

/// Returns that the participant is registered again by a status that follows that of the non-compliance, and began after the
/// notice: it says that the non-compliance is over, and nobody has recorded why.
fn status_that_ends_it(of: &FailedStep) -> Option<Message> {
    let now = of.view.registration_of(of.step.person)?;
    let is_registered = matches!(now.status, RegistrationStatus::RegisteredMandatory);
    let before = View::new(of.view.facts, of.view.policies, now.since.pred_opt()?);
    let was = before.registration_of(of.step.person)?.status;
    let follows = was == RegistrationStatus::NonCompliance && of.step.notice_issued < now.since;
    (is_registered && follows).then(|| {
        message!(
            "the status has been {} since {}, after {}: it says that the non-compliance is over",
            now.status.title(),
            now.since,
            was.title()
        )
    })
}

/// Returns the reason that good cause was determined once the sanction had begun: it excuses the failure itself, so that
/// the sanction falls from its first day. What else ends a sanction later ends it from then on.
pub(super) fn good_cause_determined(of: &FailedStep) -> Option<ReasonAgainst> {
    let determination = of.step.determination.as_ref().filter(|determination| determination.on <= of.view.on);
    let own = determination.is_some_and(|determination| determination.outcome == CauseOutcome::GoodCause);
    if own { decided_otherwise(of) } else { decided_elsewhere(of) }
}

/// Returns the reason that the same failure, or one that may be the same, was decided in the participant's favor under
/// another notice; of several, each is looked at.
fn decided_elsewhere(of: &FailedStep) -> Option<ReasonAgainst> {
    let rule = in_force(of.view.policy.good_cause_guard.as_ref())?;
    let is_other = |other: &&Noncompliance| {
        other.person == of.step.person && other.notice_issued <= of.view.on && *other != of.step
    };
    let mut others: Vec<&Noncompliance> = of.view.facts.noncompliance.iter().filter(is_other).collect();
    others.sort_by_key(|other| (other.notice_issued, other.failed_on));
    let reasons = others.into_iter().filter_map(|other| {
        let answer = answer_of_other(of, other, favorable_determination(other, of.view.on)?)?;
        Some(ReasonAgainst::new(DECIDED, answer, rule).stated_by(other.value_source(Noncompliance::DETERMINATION)))
    });
    reasons.reduce(ReasonAgainst::beside)
}

/// Returns what the decision of another notice says about the failure: it decides if both notices name the same day, and not
/// two activities. Where a day or an activity is not recorded, or the activities differ, it may be another failure.
fn answer_of_other(of: &FailedStep, other: &Noncompliance, decided: Message) -> Option<Answer> {
    let about = message!("{} under the notice of {}", decided, other.notice_issued);
    match of.step.failed_on.zip(other.failed_on) {
        Some((ours, theirs)) if ours != theirs => return None,
        Some((ours, _)) => {
            let kinds = of.step.refused_activity.as_ref().zip(other.refused_activity.as_ref());
            let differ = kinds.is_some_and(|(ours, theirs)| !ours.eq_ignore_ascii_case(theirs));
            return Some(if differ {
                Answer::MayHold(message!("{}, for a failure on the same day in another activity", about))
            } else {
                Answer::Holds(message!("{}, for the same failure, on {}", about, ours))
            });
        }
        None => {}
    }
    let ((first, last), then) = (of.failure_days(), FailedStep::new(&of.view, other));
    let (other_first, other_last) = then.failure_days();
    (first <= other_last && other_first <= last).then(|| {
        Answer::CannotTell(message!(
            "{}, for the same failure; the two notices do not both record the day of the failure",
            about
        ))
    })
}

/// Returns in words that the failure was excused or the non-compliance resolved by the day, or its plan kept.
fn favorable_determination(step: &Noncompliance, on: NaiveDate) -> Option<Message> {
    let determination = step.determination.as_ref().filter(|determination| determination.on <= on);
    let result = step.plan_result.as_ref().filter(|result| result.on <= on);
    let decided = determination.filter(|known| result.is_none_or(|result| result.on <= known.on));
    let favorable = decided.and_then(|known| match known.outcome {
        CauseOutcome::GoodCause => Some(message!("good cause was determined on {}", known.on)),
        CauseOutcome::Resolved => Some(message!("the non-compliance was resolved on {}", known.on)),
        CauseOutcome::CompliancePlan | CauseOutcome::NoGoodCause => None,
    });
    let kept = result.filter(|result| result.completed);
    favorable.or_else(|| kept.map(|result| message!("the compliance plan was completed on {}", result.on)))
}

fn decision_answer(of: &FailedStep) -> (Answer, &'static str) {
    const ABSENT: &str = "no good cause was determined, and no compliance plan is running or was completed";
    let (step, on) = (of.step, of.view.on);
    let determination = step.determination.as_ref().filter(|determination| determination.on <= on);
    let result = step.plan_result.as_ref().filter(|result| result.on <= on);
    if let Some(says) = favorable_determination(step, on) {
        let by_result = result.is_some_and(|result| determination.is_none_or(|known| known.on < result.on));
        let value = if by_result { Noncompliance::PLAN_RESULT } else { Noncompliance::DETERMINATION };
        return (Answer::Holds(says), value);
    }
    if result.is_some() {
        return (Answer::Absent(ABSENT.into()), Noncompliance::PLAN_RESULT);
    }
    let outcome = determination.map(|known| known.outcome);
    let agreed = outcome == Some(CauseOutcome::CompliancePlan) || (outcome.is_none() && step.determination.is_none());
    let answer = match step.plan_end {
        Some(end) if on <= end && agreed => Answer::Holds(message!("a compliance plan runs until {}", end)),
        Some(end) if on <= end => Answer::MayHold(message!("a compliance plan is on record that runs until {}", end)),
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

/// Returns the reason that the decisions about the failure are out of order by the record.
pub(super) fn out_of_order(of: &FailedStep) -> Option<ReasonAgainst> {
    let rule = in_force(of.view.policy.good_cause_guard.as_ref())?;
    let mut doubts = decision_order::doubts_of_order(&of.view, of.step);
    // While the period runs, the participant can still be heard, and the gate says so.
    if !is_in_period(&of.view, of.step) {
        doubts.extend(decision_order::unheard_determination(&of.view, of.step));
    }
    let answer = if doubts.is_empty() {
        Answer::Absent("the notice, the determination and the sanction are in the order that the law sets".into())
    } else {
        Answer::CannotTell(Message::join(doubts, "; whether "))
    };
    let source = of.step.value_source(Noncompliance::DETERMINATION);
    Some(ReasonAgainst::new(OUT_OF_ORDER, answer, rule).stated_by(source))
}

/// The id of the reason that what was refused was not in a signed plan.
pub(super) const NOT_IN_PLAN: &str = "not_in_plan";

/// Returns the reason that the participant could not be held to what was refused: it was not in a signed plan, or did not
/// run on the day of the failure. Job search and the appraisal come before the plan.
pub(super) fn not_in_plan(of: &FailedStep) -> Option<ReasonAgainst> {
    let rule = of.view.policy.plan_changes.as_ref()?;
    let reason =
        |answer| ReasonAgainst::new(NOT_IN_PLAN, answer, rule).stated_by(of.step.value_source(Noncompliance::FAILURE));
    let by_plan = reason(plan_answer(of));
    Some(day_off::day_off_answer(of).into_iter().fold(by_plan, |known, answer| reason(answer).beside(known)))
}

/// Returns why it is open whether the participant was held to the plan, where what was refused is not recorded: the plan is
/// known only by its signature, or an activity that ran on the day of the failure is not in it.
fn activity_outside_plan(of: &FailedStep, plan: &Plan) -> Option<Message> {
    if plan.activities.is_empty() {
        return Some(message!(
            "the refused activity is in the plan signed on {}; neither the activity nor what the plan includes is \
             recorded",
            plan.signed
        ));
    }
    let is_planned =
        |activity: &&Activity| plan.activities.iter().any(|planned| planned.kind.eq_ignore_ascii_case(&activity.kind));
    if of.failure.running_activities(of.step.person).next().is_none() {
        return Some(message!(
            "the refused activity is in the plan signed on {}; neither the activity nor any that was running on {} is \
             recorded",
            plan.signed,
            of.failure.on
        ));
    }
    let running = of.failure.running_activities(of.step.person).filter(|activity| !is_planned(activity));
    let other = running.min_by(|a, b| (&a.kind, a.start).cmp(&(&b.kind, b.start)))?;
    Some(message!(
        "the refused activity is in the plan signed on {}; the activity is not recorded, and {}, which was running \
         on {}, is not in the plan",
        plan.signed,
        &other.kind,
        of.failure.on
    ))
}

/// Returns whether the activity was left on the day of the view: leaving it, as by quitting a job, is the failure itself.
fn was_left_on(view: &View, activity: &Activity) -> bool {
    use ActivityStatus::{EndBeforeExpected, EndUnsatisfactoryParticipation, NonCompliant};
    let left = view.final_status(activity).filter(|last| last.on == view.on && activity.start < last.on);
    left.is_some_and(|last| matches!(last.status, EndBeforeExpected | EndUnsatisfactoryParticipation | NonCompliant))
}

fn plan_answer(of: &FailedStep) -> Answer {
    let (step, then) = (of.step, &of.failure);
    let plan = newest_signed_plan(then, step.person);
    let Some(refused) = &step.refused_activity else {
        return match plan {
            None => Answer::Unrecorded(message!(
                "what was missed needs a plan: no WTW 2 was signed by {}, and the appraisal and job search need none",
                then.on
            )),
            Some(plan) => match activity_outside_plan(of, plan) {
                Some(open) => Answer::Unrecorded(open),
                None => Answer::Absent(message!(
                    "every activity that was running on {} is in the plan signed on {}",
                    then.on,
                    plan.signed
                )),
            },
        };
    };
    let same = || of.view.activities_of(step.person).filter(|activity| activity.kind.eq_ignore_ascii_case(refused));
    let runs = |activity: &Activity| then.is_running(activity) || was_left_on(then, activity);
    if same().next().is_some() && !same().any(runs) {
        return Answer::MayHold(if let Some(failed) = step.failed_on {
            message!("{} was not running on {}, the day of the failure", refused, failed)
        } else {
            message!("{} was not running on {}", refused, of.failure_day_text())
        });
    }
    if is_job_search(then.policy, refused) || is_before_plan(then.policy, refused) {
        return Answer::Absent(message!("{} needs no plan", refused));
    }
    match plan {
        None => Answer::MayHold(message!("no plan was signed by {}, and the participant refused {}", then.on, refused)),
        Some(plan) if plan.activities.is_empty() => Answer::Unrecorded(message!(
            "{} is in the plan signed on {}; only the signature is recorded",
            refused,
            plan.signed
        )),
        Some(plan) if plan.activities.iter().any(|planned| planned.kind.eq_ignore_ascii_case(refused)) => {
            Answer::Absent(message!("{} is in the plan signed on {}", refused, plan.signed))
        }
        Some(plan) => Answer::MayHold(message!("{} is not in the plan signed on {}", refused, plan.signed)),
    }
}
