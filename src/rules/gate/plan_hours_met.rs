//! The reason that the hours of a failed compliance plan were done.

use super::job;
use super::step::{FailedStep, in_force};
use crate::domain::dates::Month;
use crate::domain::hours::Hours;
use crate::rules::average::weekly_average;
use crate::rules::hours::posted_attendance;
use crate::rules::message::message;
use crate::rules::noncompliance::{NoncomplianceStage, noncompliance_stage};
use crate::rules::plan_hours::PlanHours;
use crate::rules::reason_against::{Answer, ReasonAgainst};

/// The compliance plan was recorded as failed, and the participant did, or may have done, the hours that it asked for: in the
/// month in which it ended, or on its days. Where nobody has recorded what it asked for, hours that meet what is owed leave that
/// open.
pub(super) fn plan_hours_met(of: &FailedStep) -> Option<ReasonAgainst> {
    let rule = in_force(of.view.policy.failed_plan_no_process.as_ref())?;
    let NoncomplianceStage::PlanFailed(_) = noncompliance_stage(of.step, of.view.on) else { return None };
    let (first, last) = of.plan_days()?;
    let hours = PlanHours::find(&of.view, of.step.person, first, last);
    let answer = if let Some(asked) = of.step.plan_weekly_hours {
        answer_for_asked(of, hours, asked, Month::from_date(of.step.plan_end.unwrap_or(last)))
    } else {
        let owed = job::owed_by_one(of)?;
        let hours = hours.filter(|hours| !hours.is_crowded && owed <= hours.most_weekly)?;
        Answer::CannotTell(message!(
            "the hours of the compliance plan were done: how many a week it asks is not recorded, and {} are posted for its \
             months",
            hours.posted
        ))
    };
    Some(ReasonAgainst::new("plan_hours_met", answer, rule))
}

fn answer_for_asked(of: &FailedStep, hours: Option<PlanHours>, asked: Hours, month: Month) -> Answer {
    let theirs = posted_attendance(&of.view).filter(|row| row.person == of.step.person && row.month == month);
    let attended = theirs.map(|row| row.attended).reduce(|sum, hours| sum + hours);
    let unposted = |month: Month| {
        Answer::Unrecorded(message!("the hours of the compliance plan were done: none of {} are posted", month))
    };
    let Some(average) = attended.and_then(|attended| weekly_average(&of.view, attended, month)) else {
        return unposted(month);
    };
    if average >= asked {
        return Answer::MayHold(message!(
            "the hours of the compliance plan were done: {} of {} a week in {}",
            average,
            asked,
            month
        ));
    }
    match hours {
        Some(hours) if hours.most_weekly >= asked && hours.is_crowded => Answer::CannotTell(message!(
            "the hours of the compliance plan were done: {}",
            hours.may_be_done_text(asked)
        )),
        Some(hours) if hours.most_weekly >= asked => Answer::MayHold(message!(
            "the hours of the compliance plan may have been done: {}",
            hours.may_be_done_text(asked)
        )),
        Some(PlanHours { unposted: Some(month), .. }) => unposted(month),
        Some(PlanHours { whole_weekly: Some(weekly), .. }) if weekly >= asked => Answer::CannotTell(message!(
            "the hours of the compliance plan were done: the days that were scheduled are not recorded, and over its whole \
             weeks without holidays the average is {} of {} a week",
            weekly,
            asked
        )),
        Some(hours) => Answer::Absent(message!(
            "fewer hours were done than the compliance plan asks: at most {} of {} a week on its days",
            hours.most_weekly,
            asked
        )),
        None => Answer::Absent(message!(
            "fewer hours were done than the compliance plan asks: {} of {} a week in {}",
            average,
            asked,
            month
        )),
    }
}
