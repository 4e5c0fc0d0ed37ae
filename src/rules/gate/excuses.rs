//! Reasons that excuse the failure or hold the sanction up: recorded good cause, and an open hearing.

use chrono::NaiveDate;

use super::step::{FailedStep, earliest_day, first_of_month_by_notices, in_force};
use crate::domain::codes::CauseOutcome;
use crate::domain::facts::{AidMonth, AidMonthStatus, GoodCause, Noncompliance, PlanResult};
use crate::rules::exemption;
use crate::rules::good_cause_signs::{sign_of_barrier, sign_of_homelessness, sign_of_illness};
use crate::rules::message::{Message, Value, message};
use crate::rules::reason_against::{Answer, ReasonAgainst};

/// The id of the reason that good cause is recorded.
pub(super) const GOOD_CAUSE: &str = "good_cause_recorded";

/// The id of the reason that a hearing holds the sanction up.
pub(in crate::rules) const HEARING_OPEN: &str = "hearing_open";

/// Returns good cause recorded for the day of the failure, for now, or for a part of the 20 days (WIC 11327.4(a)(1)). Of
/// several each is looked at.
pub(super) fn good_cause(of: &FailedStep) -> Option<ReasonAgainst> {
    let rule = in_force(of.view.policy.good_cause_guard.as_ref())?;
    let theirs = of.view.facts.good_causes.iter().filter(|cause| cause.person == of.step.person);
    let mut known: Vec<&GoodCause> =
        theirs.filter(|cause| cause.from <= of.view.on && cause.percent_excused() > 0).collect();
    known.sort_by_key(|cause| (cause.from, cause.until, cause.expected_until, cause.excused_share));
    let recorded = known.into_iter().filter_map(|cause| good_cause_answer(of, cause)).chain(recorded_month(of));
    let reversed = exemption::reversed_cause_days(&of.view, of.step.person);
    let reversed = reversed.map(|says| Answer::CannotTell(message!("good cause applies: {}", says)));
    let recorded = recorded.chain(reversed);
    let answers = recorded.chain(signs_of_cause(of));
    let reasons = answers.map(|answer| ReasonAgainst::new(GOOD_CAUSE, answer, rule));
    let absent = Answer::Absent(match of.plan_days() {
        Some(_) => {
            "no good cause is recorded for the day of the failure, for the 20 days, for the time of the compliance plan, \
             or for today"
                .into()
        }
        None => "no good cause is recorded for the day of the failure, for the 20 days, or for today".into(),
    });
    Some(reasons.reduce(ReasonAgainst::beside).unwrap_or_else(|| ReasonAgainst::new(GOOD_CAUSE, absent, rule)))
}

/// Returns the good cause, or the Paid Family Leave, that the record of the months on aid holds for the month of the failure,
/// or for one since then.
fn recorded_month(of: &FailedStep) -> Option<Answer> {
    let causes = [AidMonthStatus::GoodCause, AidMonthStatus::PaidFamilyLeave];
    let Some(record) = causes.into_iter().find_map(|was| of.aid_month_of_failure(was)) else {
        let since = of.aid_month_since_failure(&causes)?;
        return Some(Answer::MayHold(message!(
            "{} is recorded for {}, after the failure",
            cause_title(since),
            since.month
        )));
    };
    let says = message!("{} is recorded for {}, the month of the failure", cause_title(record), record.month);
    Some(if record.excuses_all_hours() {
        Answer::Holds(says)
    } else {
        Answer::MayHold(message!("{}; it excuses a share of the hours", says))
    })
}

fn cause_title(record: &AidMonth) -> &'static str {
    if record.was == AidMonthStatus::PaidFamilyLeave { "Paid Family Leave" } else { "good cause" }
}

/// Returns each sign of good cause that was there when the failure happened, or is now.
fn signs_of_cause(of: &FailedStep) -> impl Iterator<Item = Answer> {
    let (first, _) = of.failure_days();
    let barrier = of.person.and_then(|person| sign_of_barrier(&of.view, person, first));
    let homeless = of.person.and_then(|person| sign_of_homelessness(&of.view, person));
    let ill = of.person.and_then(|person| sign_of_illness(&of.view, person, first));
    [barrier, ill, homeless].into_iter().flatten().map(|says| weigh_sign(of, says))
}

/// Weighs a sign of good cause: a determination that found none has looked at it, and is looked at again.
fn weigh_sign(of: &FailedStep, says: Message) -> Answer {
    let determination = of.step.determination.as_ref().filter(|determination| determination.on <= of.view.on);
    match determination.map(|determination| determination.outcome) {
        Some(CauseOutcome::NoGoodCause) => {
            Answer::MayHold(message!("good cause may apply: {}; the determination found none", says))
        }
        _ => Answer::CannotTell(message!("good cause applies: {}", says)),
    }
}

/// Returns what one recorded good cause says against the sanction.
fn good_cause_answer(of: &FailedStep, cause: &GoodCause) -> Option<Answer> {
    let period = Value::Period { from: cause.from, until: cause.until };
    let end = cause.until.or(cause.expected_until);
    let overlaps = |first: NaiveDate, last: NaiveDate| cause.from <= last && end.is_none_or(|end| first <= end);
    let covers = |day: NaiveDate| overlaps(day, day);
    let failed_plan = of.step.plan_result.as_ref().filter(|result| !result.completed && result.on <= of.view.on);
    let (first, last) = of.failure_days();
    let says = if covers(of.failure.on) {
        message!("good cause is recorded {}, which includes the day of the failure", period)
    } else if failed_plan.is_some_and(|result| covers(result.on)) {
        message!("good cause is recorded {}, which includes the day on which the compliance plan failed", period)
    } else if covers(of.view.on) {
        message!("good cause is recorded {}, which includes {}", period, of.view.on)
    } else if let Some(doubt) = doubt_of_end(of, cause, failed_plan) {
        return Some(Answer::CannotTell(doubt));
    } else if of.days_since_approval().is_some_and(|(first, last)| overlaps(first, last)) {
        message!("good cause is recorded {}, after the sanction was approved", period)
    } else if is_within_period(of, overlaps) {
        let says =
            message!("good cause is recorded {}, within the 20 days; no source says that the period is longer", period);
        return Some(if was_determined_since(of, cause) { Answer::MayHold(says) } else { weigh_share(cause, says) });
    } else if let Some((first, last)) = of.plan_days().filter(|(first, last)| overlaps(*first, *last)) {
        let says =
            message!("good cause is recorded {}, while the compliance plan ran, from {} to {}", period, first, last);
        let is_whole = cause.from <= first && end.is_none_or(|end| last <= end);
        return Some(match weigh_share(cause, says) {
            Answer::Holds(says) if !is_whole => Answer::MayHold(says),
            answer => answer,
        });
    } else if of.failure.on < cause.from && cause.from <= of.step.notice_issued {
        let says = "good cause is recorded {}, after the failure and no later than the notice";
        return Some(Answer::MayHold(Message::new(says, vec![period])));
    } else if overlaps(first, last) {
        let says =
            "the day of the failure, which is not recorded, is one of those for which good cause is recorded, {}";
        return Some(Answer::CannotTell(Message::new(says, vec![period])));
    } else if overlaps(of.failure.on, of.view.on) {
        // The source names good cause before the first day of a sanction, and not that it lasts until then.
        let says = "good cause is recorded {}, after the 20 days and before a sanction begins; whether it still excuses the \
                    failure once it is over, no source says";
        return Some(Answer::MayHold(Message::new(says, vec![period])));
    } else {
        return None;
    };
    Some(weigh_share(cause, says))
}

/// Returns the doubt about good cause without an end that was expected to end before the days that count.
fn doubt_of_end(of: &FailedStep, cause: &GoodCause, failed_plan: Option<&PlanResult>) -> Option<Message> {
    let days = [Some(of.failure.on), failed_plan.map(|result| result.on)];
    let mut reached = days.into_iter().flatten().filter(|day| cause.from <= *day);
    if let Some(doubt) = reached.find_map(|day| past_expected_end(cause, day)) {
        return Some(doubt);
    }
    let expected = cause.expected_until.filter(|day| cause.until.is_none() && *day < of.view.on)?;
    let says = "the good cause recorded from {} still holds: it was expected to end on {}";
    Some(Message::new(says, vec![cause.from.into(), expected.into()]))
}

/// Returns the doubt about good cause on a day after the one on which it was expected to end, while no end is recorded.
fn past_expected_end(cause: &GoodCause, day: NaiveDate) -> Option<Message> {
    let expected = cause.expected_until.filter(|expected| cause.until.is_none() && *expected < day)?;
    let says = "the good cause recorded from {} still held on {}: it was expected to end on {}";
    Some(Message::new(says, vec![cause.from.into(), day.into(), expected.into()]))
}

/// Good cause that excuses only a share of the hours does not decide about the rest.
fn weigh_share(cause: &GoodCause, says: Message) -> Answer {
    match cause.excused_share.filter(|_| !cause.excuses_all_hours()) {
        Some(share) => Answer::MayHold(message!("{}; it excuses {} percent of the hours", says, u32::from(share))),
        None => Answer::Holds(says),
    }
}

fn is_within_period(of: &FailedStep, overlaps: impl Fn(NaiveDate, NaiveDate) -> bool) -> bool {
    let period = of.view.policy.good_cause_period.as_ref();
    let first = of.step.notice_issued.succ_opt();
    period.zip(first).is_some_and(|(period, first)| overlaps(first, of.step.notice_issued + period.value))
}

/// Returns whether "no good cause" was determined after this good cause had begun, so that it was known then.
fn was_determined_since(of: &FailedStep, cause: &GoodCause) -> bool {
    let determination = of.step.determination.as_ref().filter(|determination| determination.on <= of.view.on);
    determination.is_some_and(|known| known.outcome == CauseOutcome::NoGoodCause && cause.from <= known.on)
}

/// Returns what a decided hearing says against the sanction. The record holds the day of the decision and not its result:
/// only a request for the sanction since then shows that somebody has read it.
fn decided_hearing(step: &Noncompliance, decided: NaiveDate) -> Answer {
    if step.sanction_requested.is_some_and(|requested| decided <= requested) {
        return Answer::Absent(message!(
            "the hearing was decided on {}, and the sanction was requested since",
            decided
        ));
    }
    Answer::MayHold(message!("the hearing was decided on {}, and its result is not recorded", decided))
}

/// Returns what is known of a hearing without the day on which it was asked for, or with a later one.
fn undated_hearing(step: &Noncompliance) -> Answer {
    match (step.aid_paid_pending, step.hearing_timely, step.hearing_requested) {
        (Some(true), _, Some(requested)) => {
            Answer::Holds(message!("aid is paid until the hearing of {} is decided", requested))
        }
        (Some(true), _, None) => {
            Answer::Holds("aid is paid until a hearing is decided; the day it was asked for is not recorded".into())
        }
        (_, Some(true), None) => {
            Answer::MayHold("a hearing was asked for in time; the day it was asked for is not recorded".into())
        }
        (_, Some(false), None) => {
            Answer::CannotTell("a hearing is open: the day it was asked for is not recorded".into())
        }
        _ => Answer::Absent("no open hearing is recorded".into()),
    }
}

/// Returns whether the hearing was asked for before the sanction takes effect: by its notice, or else by its first day. Where
/// no sanction is recorded, one that was asked for before the first day that a sanction could have was in time; a later one
/// may have been, since nothing has taken effect.
fn is_in_time(of: &FailedStep, requested: NaiveDate) -> Option<bool> {
    let step = of.step;
    let sanction = step.sanction.as_ref().map(|sanction| sanction.from);
    let recorded = step.sanction_notice_effective.or(sanction);
    let first = || first_of_month_by_notices(&of.view, step).or_else(|| earliest_day(&of.view, step));
    let before_any = || first().filter(|day| requested < *day).map(|_| true);
    if is_late_against_days(step) {
        return None;
    }
    step.hearing_timely.or_else(|| recorded.map(|day| requested < day)).or_else(before_any)
}

/// Returns whether the hearing is recorded as asked for late, and its day is before the one on which the sanction takes
/// effect: the two contradict each other.
pub(in crate::rules) fn is_late_against_days(step: &Noncompliance) -> bool {
    let takes_effect = step.sanction_notice_effective.or(step.sanction.as_ref().map(|sanction| sanction.from));
    let is_before = step.hearing_requested.zip(takes_effect).is_some_and(|(requested, effect)| requested < effect);
    step.hearing_timely == Some(false) && is_before
}

/// Returns that a hearing may be open: it is recorded as decided before it was asked for.
pub(in crate::rules) fn text_of_reversed_hearing(requested: NaiveDate, decided: NaiveDate) -> Message {
    message!(
        "a hearing may be open: it is recorded as asked for on {} and as decided on {}, before that",
        requested,
        decided
    )
}

/// A hearing that was asked for before the sanction takes effect holds it up while aid is paid pending (MPP 22-072).
pub(super) fn open_hearing(of: &FailedStep) -> Option<ReasonAgainst> {
    let rule = in_force(of.view.policy.hearing_guard.as_ref())?;
    let (step, on) = (of.step, of.view.on);
    let asked = step.hearing_requested.filter(|day| *day <= on);
    if asked.is_none() && step.hearing_decided.is_none_or(|day| day > on) {
        let answer = undated_hearing(step);
        let source = step.value_source(Noncompliance::HEARING);
        return Some(ReasonAgainst::new(HEARING_OPEN, answer, rule).stated_by(source));
    }
    if let Some(decided) = step.hearing_decided.filter(|day| *day <= on) {
        let source = step.value_source(Noncompliance::HEARING);
        let answer = match asked.filter(|asked| decided < *asked) {
            Some(asked) => Answer::MayHold(text_of_reversed_hearing(asked, decided)),
            None => decided_hearing(step, decided),
        };
        return Some(ReasonAgainst::new(HEARING_OPEN, answer, rule).stated_by(source));
    }
    let requested = asked?;
    let answer = match (step.aid_paid_pending, is_in_time(of, requested)) {
        (Some(true), _) => {
            Answer::Holds(message!("a hearing was asked for on {}, and aid is paid until it is decided", requested))
        }
        (None, Some(true)) => Answer::Holds(message!(
            "a hearing was asked for in time, on {}; aid goes on until it is decided",
            requested
        )),
        (Some(false), _) => Answer::MayHold(message!(
            "a hearing was asked for on {} and is not decided; aid is not paid in the meantime",
            requested
        )),
        (None, Some(false)) => {
            Answer::MayHold(message!("a hearing was asked for late, on {}, and is not decided", requested))
        }
        (None, None) if is_late_against_days(step) => Answer::CannotTell(message!(
            "the hearing of {} was asked for in time: it is recorded as late, and its day is before the sanction takes effect; \
             if it was in time, the sanction waits until the hearing is decided",
            requested
        )),
        (None, None) => Answer::CannotTell(message!(
            "the hearing of {} was asked for in time: no sanction is recorded, so none has taken effect, and the day that \
             its notice names is not recorded",
            requested
        )),
    };
    let source = step.value_source(Noncompliance::HEARING);
    Some(ReasonAgainst::new(HEARING_OPEN, answer, rule).stated_by(source))
}
