//! What must hold for a step of work between desks, judged by the facts.

use crate::domain::PersonNumber;
use crate::domain::facts::social_work::{ContactOutcome, TalkOutcome};
use crate::domain::partner_state::{ReportState, UnitCaseState};
use crate::domain::steps::StepCondition;
use crate::rules::common_case::{Orientation, is_program_active, newest_common_case};
use crate::rules::social_work::{
    UnitCase, first_letter_day, reply_day, standing_letter, talk_after_letter, unit_cases,
};
use crate::rules::view::View;

/// Returns whether the condition holds on the day of the view. `unit` is the social-work case that the step is about. What is not known does not hold.
pub(super) fn does_hold(
    view: &View<'_>,
    person: PersonNumber,
    unit: Option<&UnitCase<'_>>,
    condition: StepCondition,
) -> bool {
    let of_case = |answer: fn(&UnitCase) -> bool| unit.is_some_and(answer);
    match condition {
        StepCondition::NoOtherUnitCase => !has_running_case(view, person),
        StepCondition::EnoughRefusals => of_case(has_refused_enough),
        StepCondition::UnreachedLongEnough => of_case(is_unreached_long_enough),
        StepCondition::FinalLetterSent => of_case(|case| standing_letter(case).is_some()),
        StepCondition::ReplyTimeOver => of_case(is_reply_time_over),
        StepCondition::TalkSaidClose => of_case(has_talk_said_close),
        StepCondition::NoReportWaits => !of_case(|case| case.report_state() == ReportState::Submitted),
        StepCondition::Sensitive => is_sensitive(view),
        StepCondition::NotSensitive => !is_sensitive(view),
        StepCondition::OrientationCompleted => {
            newest_common_case(view).is_some_and(|case| matches!(case.orientation(), Orientation::CompletedOn(_)))
        }
        StepCondition::ProgramActive => is_program_active(view),
        StepCondition::ProgramOver => !is_program_active(view),
    }
}

fn has_running_case(view: &View<'_>, person: PersonNumber) -> bool {
    let running = [UnitCaseState::Submitted, UnitCaseState::Open, UnitCaseState::Inactive];
    unit_cases(view).iter().any(|case| case.referral.person == person && running.contains(&case.state()))
}

fn has_refused_enough(case: &UnitCase) -> bool {
    let Some(rule) = case.view.policy.social_work_refusals.as_ref() else { return false };
    let refused = case.contacts.iter().filter(|contact| contact.outcome == ContactOutcome::Refused);
    u32::try_from(refused.count()).is_ok_and(|refused| rule.value.0 <= refused)
}

fn is_unreached_long_enough(case: &UnitCase) -> bool {
    first_letter_day(case).is_some_and(|day| day <= case.view.on)
}

fn is_reply_time_over(case: &UnitCase) -> bool {
    let last = standing_letter(case).and_then(|letter| reply_day(case, letter));
    last.is_some_and(|last| last < case.view.on)
}

fn has_talk_said_close(case: &UnitCase) -> bool {
    let talk = standing_letter(case).and_then(|letter| talk_after_letter(case, letter));
    talk.is_some_and(|talk| talk.outcome == TalkOutcome::Close)
}

fn is_sensitive(view: &View<'_>) -> bool {
    newest_common_case(view).is_some_and(|case| case.is_sensitive())
}
