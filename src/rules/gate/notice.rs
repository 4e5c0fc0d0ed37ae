//! Reasons that lie in the notices: one issued before the failure, and one of the sanction that was not timely.

use super::step::{FailedStep, sent_notice};
use crate::domain::facts::Noncompliance;
use crate::policy::Param;
use crate::policy::param::Applicability;
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

/// Returns the reason that the notice of the sanction (NA 817) was not timely, or that the sanction begins before it takes
/// effect (MPP 22-001). `None` if no such notice is recorded.
pub(super) fn notice_not_timely(of: &FailedStep) -> Option<ReasonAgainst> {
    let rule = of.view.policy.timely_notice.as_ref()?;
    let sent = sent_notice(&of.view, of.step)?;
    let begins = of.step.sanction.as_ref().map(|sanction| sanction.from);
    let effective = of.step.sanction_notice_effective;
    let takes_effect = [effective, begins].into_iter().flatten().min();
    let timely_from = sent + rule.value;
    let answer = match (begins, effective, takes_effect) {
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
    };
    let source = of.step.value_source(Noncompliance::SANCTION_NOTICE);
    Some(ReasonAgainst::new("notice_not_timely", answer, rule).stated_by(source))
}
