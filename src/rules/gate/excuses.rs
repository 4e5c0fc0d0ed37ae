//! Reasons that excuse the failure or hold the sanction up: recorded good cause, and an open hearing.

use chrono::NaiveDate;

use super::step::{FailedStep, earliest_day, in_force};
use crate::domain::codes::CauseOutcome;
use crate::domain::facts::{AidMonthStatus, GoodCause, Noncompliance};
use crate::rules::message::{Message, Value, message};
use crate::rules::reason_against::{Answer, ReasonAgainst};

/// Returns good cause recorded for the day of the failure, for now, or for a part of the 20 days (WIC 11327.4(a)(1)).
pub(super) fn good_cause(of: &FailedStep) -> Option<ReasonAgainst> {
    let rule = in_force(of.view.policy.good_cause_guard.as_ref())?;
    let theirs = of.view.facts.good_causes.iter().filter(|cause| cause.person == of.step.person);
    let known = theirs.filter(|cause| cause.from <= of.view.on);
    let answers = known.filter_map(|cause| Some((cause, good_cause_answer(of, cause)?)));
    let found = answers.min_by_key(|(cause, (sureness, _))| {
        (*sureness, cause.from, cause.until, cause.expected_until, cause.excused_share)
    });
    let of_month =
        recorded_month(of).filter(|(sureness, _)| found.as_ref().is_none_or(|(_, (other, _))| sureness < other));
    let found = of_month.or_else(|| found.map(|(_, found)| found)).map(|(_, answer)| answer);
    let answer = found.unwrap_or_else(|| {
        Answer::Absent("good cause is recorded for the day of the failure, the 20 days or now".into())
    });
    Some(ReasonAgainst::new("good_cause_recorded", answer, rule))
}

/// Returns the good cause that the record of the months on aid holds for the month of the failure.
fn recorded_month(of: &FailedStep) -> Option<(Sureness, Answer)> {
    let record = of.aid_month_of_failure(AidMonthStatus::GoodCause)?;
    let says = message!("good cause is recorded for {}, the month of the failure", record.month);
    Some(if record.excuses_all_hours() {
        (Sureness::Sure, Answer::Holds(says))
    } else {
        (Sureness::Open, Answer::MayHold(message!("{}; it excuses a share of the hours", says)))
    })
}

/// Returns what one recorded good cause says against the sanction, with how sure it is.
fn good_cause_answer(of: &FailedStep, cause: &GoodCause) -> Option<(Sureness, Answer)> {
    let period = Value::Period { from: cause.from, until: cause.until };
    let overlaps =
        |first: NaiveDate, last: NaiveDate| cause.from <= last && cause.until.is_none_or(|until| first <= until);
    let covers = |day: NaiveDate| overlaps(day, day);
    let failed_plan = of.step.plan_result.as_ref().filter(|result| !result.completed && result.on <= of.view.on);
    let (first, last) = of.failure_days();
    let says = if covers(of.failure.on) {
        if let Some(doubt) = past_expected_end(cause, of.failure.on) {
            return Some((Sureness::Open, Answer::CannotTell(doubt)));
        }
        message!("good cause is recorded {}, which covers the day of the failure", period)
    } else if let Some(result) = failed_plan.filter(|result| covers(result.on)) {
        if let Some(doubt) = past_expected_end(cause, result.on) {
            return Some((Sureness::Open, Answer::CannotTell(doubt)));
        }
        message!("good cause is recorded {}, which covers the day on which the compliance plan failed", period)
    } else if covers(of.view.on) {
        if let Some(expected) = cause.expected_until.filter(|day| cause.until.is_none() && *day < of.view.on) {
            let says = "the good cause recorded from {} still holds: it was expected to end on {}";
            return Some((
                Sureness::Open,
                Answer::CannotTell(Message::new(says, vec![cause.from.into(), expected.into()])),
            ));
        }
        message!("good cause is recorded {}, and still holds", period)
    } else if of.days_since_approval().is_some_and(|(first, last)| overlaps(first, last)) {
        message!("good cause is recorded {}, after the sanction was approved", period)
    } else if is_within_period(of, overlaps) {
        let says =
            message!("good cause is recorded {}, within the 20 days; no source says that the period is longer", period);
        return Some(if was_determined_since(of, cause) {
            (Sureness::Open, Answer::MayHold(says))
        } else {
            weigh_share(cause, says)
        });
    } else if overlaps(first, last) {
        let says = "good cause recorded {} covers the day of the failure, which is not recorded";
        return Some((Sureness::Open, Answer::CannotTell(Message::new(says, vec![period]))));
    } else {
        return None;
    };
    Some(weigh_share(cause, says))
}

/// Returns the doubt about good cause on a day after the one on which it was expected to end, while no end is recorded.
fn past_expected_end(cause: &GoodCause, day: NaiveDate) -> Option<Message> {
    let expected = cause.expected_until.filter(|expected| cause.until.is_none() && *expected < day)?;
    let says = "the good cause recorded from {} still held on {}: it was expected to end on {}";
    Some(Message::new(says, vec![cause.from.into(), day.into(), expected.into()]))
}

/// How sure it is that good cause stands against the sanction. Of several the surest is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sureness {
    Sure,
    Open,
}

/// Good cause that excuses only a share of the hours does not decide about the rest.
fn weigh_share(cause: &GoodCause, says: Message) -> (Sureness, Answer) {
    match cause.excused_share.filter(|_| !cause.excuses_all_hours()) {
        Some(share) => {
            let says = message!("{}; it excuses {} percent of the hours", says, u32::from(share));
            (Sureness::Open, Answer::MayHold(says))
        }
        None => (Sureness::Sure, Answer::Holds(says)),
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
        return Answer::Absent("a hearing is open".into());
    }
    Answer::MayHold(message!("the hearing was decided on {}, and its result is not recorded", decided))
}

/// A hearing that was asked for before the sanction takes effect holds it up while aid is paid pending (MPP 22-072).
pub(super) fn open_hearing(of: &FailedStep) -> Option<ReasonAgainst> {
    let rule = in_force(of.view.policy.hearing_guard.as_ref())?;
    let (step, on) = (of.step, of.view.on);
    let Some(requested) = step.hearing_requested.filter(|day| *day <= on) else {
        let answer = Answer::Absent("a hearing is open".into());
        return Some(ReasonAgainst::new("hearing_open", answer, rule));
    };
    if let Some(decided) = step.hearing_decided.filter(|day| *day <= on) {
        let source = step.value_source(Noncompliance::HEARING);
        return Some(ReasonAgainst::new("hearing_open", decided_hearing(step, decided), rule).stated_by(source));
    }
    let takes_effect = step
        .sanction_notice_effective
        .or_else(|| step.sanction.as_ref().map(|sanction| sanction.from))
        .or_else(|| earliest_day(&of.view, step));
    let timely = step.hearing_timely.or_else(|| takes_effect.map(|day| requested < day));
    let answer = match (step.aid_paid_pending, timely) {
        (Some(true), _) => {
            Answer::Holds(message!("a hearing was asked for on {}, and aid is paid until it is decided", requested))
        }
        (None, Some(true)) => Answer::Holds(message!(
            "a hearing was asked for in time, on {}; aid goes on until it is decided",
            requested
        )),
        (Some(false), _) => Answer::MayHold(message!(
            "a hearing was asked for on {} and is not decided; aid is not paid pending",
            requested
        )),
        (None, Some(false)) => {
            Answer::MayHold(message!("a hearing was asked for on {}, not in time, and is not decided", requested))
        }
        (None, None) => Answer::CannotTell(message!("the hearing of {} was asked for in time", requested)),
    };
    let source = step.value_source(Noncompliance::HEARING);
    Some(ReasonAgainst::new("hearing_open", answer, rule).stated_by(source))
}
