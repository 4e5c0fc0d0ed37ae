//! Reasons that lie in the notices: one issued before the failure, and one of the sanction that was not timely.

use chrono::NaiveDate;

use super::step::{FailedStep, earliest_day, sent_notice};
use crate::domain::facts::Noncompliance;
use crate::policy::Param;
use crate::policy::param::{Applicability, Days};
use crate::rules::listed_notice;
use crate::rules::message::{Message, message};
use crate::rules::reason_against::{Answer, ReasonAgainst};

/// Returns the reason that notices or forms are missing or wrong, as the review found, or by their days.
pub(super) fn notices_wrong(of: &FailedStep, gate: &Param<Applicability>) -> ReasonAgainst {
    const ID: &str = "notices_wrong";
    let wrong = of.step.gate.notices_correct.map(|correct| !correct);
    let reviewed =
        ReasonAgainst::new(ID, reviewed_answer(wrong), gate).stated_by(of.step.value_source(Noncompliance::REASONS));
    let older = notice_before_failure(of).map(|says| {
        let source = of.step.value_source(Noncompliance::FAILURE);
        ReasonAgainst::new(ID, Answer::MayHold(says), gate).stated_by(source)
    });
    let listed = listed_notice::doubt_of_notice(&of.view, of.step)
        .map(|(says, notice)| ReasonAgainst::new(ID, Answer::MayHold(says), gate).stated_by(&notice.source));
    [older, listed].into_iter().flatten().fold(reviewed, |known, doubt| doubt.beside(known))
}

fn reviewed_answer(wrong: Option<bool>) -> Answer {
    Answer::from_fact(wrong, "notices or forms are missing or wrong", "the review found the notices and forms correct")
}

/// Returns that the notice was issued before the day of the failure.
fn notice_before_failure(of: &FailedStep) -> Option<Message> {
    let issued = of.step.notice_issued;
    let failed = of.step.failed_on.filter(|failed| issued < *failed)?;
    Some(message!("the notice of {} is older than the failure of {}", issued, failed))
}

/// Returns the reason that the notice of the sanction (NA 817) was not timely, that the sanction begins before it takes
/// effect, or that it takes effect before a sanction may (MPP 22-001, WIC 11327.4(b)(1)). After a failed plan a sanction
/// needs one; `None` if it needs none and none is recorded.
pub(super) fn notice_not_timely(of: &FailedStep) -> Option<ReasonAgainst> {
    let rule = of.view.policy.timely_notice.as_ref()?;
    let answers = match sent_notice(&of.view, of.step) {
        Some(sent) => vec![Some(timely_answer(of, sent, rule)), early_effect(of).or_else(|| without_plan(of, sent))],
        None => vec![missing_notice(of, rule)],
    };
    let source = of.step.value_source(Noncompliance::SANCTION_NOTICE);
    let reason = |answer| ReasonAgainst::new("notice_not_timely", answer, rule).stated_by(source);
    answers.into_iter().flatten().map(reason).reduce(ReasonAgainst::beside)
}

fn timely_answer(of: &FailedStep, sent: NaiveDate, rule: &Param<Days>) -> Answer {
    let begins = of.step.sanction.as_ref().map(|sanction| sanction.from);
    let effective = of.step.sanction_notice_effective;
    let takes_effect = [effective, begins].into_iter().flatten().min();
    let timely_from = sent + rule.value;
    match (begins, effective, takes_effect) {
        (Some(begins), Some(effective), _) if begins < effective => Answer::Holds(message!(
            "the notice of the sanction takes effect on {}, and the sanction begins on {}, before it",
            effective,
            begins
        )),
        (_, _, Some(day)) if day < timely_from => Answer::Holds(message!(
            "the notice of the sanction, of {}, was not timely: it could take effect from {} on, not on {}",
            sent,
            timely_from,
            day
        )),
        (_, _, Some(day)) => {
            Answer::Absent(message!("the notice of the sanction, of {}, was timely for {}", sent, day))
        }
        _ => Answer::Absent(message!("the notice of the sanction was sent on {}", sent)),
    }
}

/// Returns that the notice of the sanction names a day before the first on which a sanction may take effect.
fn early_effect(of: &FailedStep) -> Option<Answer> {
    let first = earliest_day(&of.view, of.step)?;
    let effective = of.step.sanction_notice_effective.filter(|effective| *effective < first)?;
    Some(Answer::MayHold(message!(
        "the notice of the sanction takes effect on {}, before {}, the first day on which a sanction may take effect",
        effective,
        first
    )))
}

/// Returns the question about a notice of the sanction that was sent although no compliance plan had failed: NA 817 is the
/// notice of a failed plan.
fn without_plan(of: &FailedStep, sent: NaiveDate) -> Option<Answer> {
    match &of.step.plan_result {
        Some(result) if result.completed || result.on <= sent => None,
        Some(result) => Some(Answer::MayHold(message!(
            "the notice of the sanction was sent on {}, before the compliance plan failed on {}",
            sent,
            result.on
        ))),
        None => Some(Answer::Unrecorded(message!(
            "a compliance plan had failed: the notice of {} is that of a failed plan (NA 817), and the record holds no result of \
             a plan",
            sent
        ))),
    }
}

/// Returns that a sanction after a failed plan has no notice (NA 817) on record, which must go out in time before it begins
/// and not before the plan fails.
fn missing_notice(of: &FailedStep, rule: &Param<Days>) -> Option<Answer> {
    let result = of.step.plan_result.as_ref().filter(|result| !result.completed && result.on <= of.view.on)?;
    let begins =
        of.step.sanction.as_ref().filter(|sanction| sanction.approved.is_none_or(|day| day <= of.view.on))?.from;
    let first = result.on + rule.value;
    if begins < first {
        return Some(Answer::Holds(message!(
            "no notice of the sanction (NA 817) can have been timely: the compliance plan failed on {}, and a notice of that day \
             could take effect from {} on, not on {}",
            result.on,
            first,
            begins
        )));
    }
    Some(Answer::CannotTell(message!(
        "the notice of the sanction (NA 817) was sent at least {} days before {}: after a failed plan it must be, and none is \
         recorded",
        rule.value.0,
        begins
    )))
}
