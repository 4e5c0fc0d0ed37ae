//! The clocks of a social-work case: the time to answer a message and the last letter, the months without contact, and the
//! next report.

use super::contacts::unanswered_message;
use super::hour_clock::HourClock;
use super::reports::ReportGrid;
use super::unit_case::{UnitCase, unit_cases};
use super::unreached::{reply_day, standing_letter, talk_after_letter, unreached_since};
use crate::domain::act::ActId;
use crate::domain::dates::days_between;
use crate::policy::param::Months;
use crate::rules::clock::{Clock, ClockId, ClockUnit};
use crate::rules::message::message;
use crate::rules::view::View;

/// Returns the clocks of the social-work cases.
pub(in crate::rules) fn unit_case_clocks(view: &View) -> Vec<Clock> {
    let cases = unit_cases(view);
    let running = cases.iter().filter(|case| case.is_running());
    let clocks = running.flat_map(|case| {
        [call_back_clock(case), reply_clock(case), unreached_clock(case), report_clock(case)].into_iter().flatten()
    });
    clocks.collect()
}

fn call_back_clock(case: &UnitCase) -> Option<Clock> {
    let (view, rule) = (&case.view, case.view.policy.social_work_visit.as_ref()?);
    let message = unanswered_message(case).filter(|_| case.is_open())?;
    let due = HourClock::new(view, message.on, rule).due;
    let clock = Clock::new(
        ClockId::CallBack,
        case.referral.person,
        ClockUnit::Days,
        message!("an answer, or a home visit, by {}", due),
    );
    let clock = clock.with_day_span(message.on, due, view.on).under_policy(rule);
    Some(clock.with_ground("first message left", message.on, case.source_of(&[ActId::SocialWorkContact], message.on)))
}

/// Returns the clock of a last letter whose time to answer runs, or is over without a talk.
fn reply_clock(case: &UnitCase) -> Option<Clock> {
    let view = &case.view;
    let letter = standing_letter(case)?;
    let last = reply_day(case, letter).filter(|_| talk_after_letter(case, letter).is_none())?;
    let (day, of) = (days_between(letter.on, view.on), days_between(letter.on, last));
    let says = if view.on <= last { message!("day {} of {}", day, of) } else { message!("unanswered since {}", last) };
    let clock = Clock::new(ClockId::FinalLetterReply, case.referral.person, ClockUnit::Days, says);
    let clock = clock.with_day_span(letter.on, last, view.on);
    let clock =
        clock.with_ground("last letter sent", letter.on, case.source_of(&[ActId::SocialWorkFinalLetter], letter.on));
    Some(match view.policy.social_work_reply.as_ref() {
        Some(rule) => clock.under_policy(rule),
        None => clock,
    })
}

fn unreached_clock(case: &UnitCase) -> Option<Clock> {
    let (view, latest) = (&case.view, case.view.policy.social_work_final_latest.as_ref()?);
    let unreached = unreached_since(case).filter(|_| case.is_open())?;
    let months = (1..=latest.value.0).take_while(|months| unreached.since + Months(*months) <= view.on);
    let months = months.count();
    let says = message!("{} of {} since {}", months, latest.value, unreached.since);
    let clock = Clock::new(ClockId::Unreached, case.referral.person, ClockUnit::Months, says);
    let clock = clock.with_progress(i64::try_from(months).unwrap_or(i64::MAX), i64::from(latest.value.0));
    let clock = clock.due_on(unreached.since + latest.value).under_policy(latest);
    Some(clock.with_ground(
        "not reached since",
        message!("{}: {}", unreached.since, unreached.why),
        &case.referral.source,
    ))
}

fn report_clock(case: &UnitCase) -> Option<Clock> {
    let (view, rule) = (&case.view, case.view.policy.social_work_report.as_ref()?);
    let due = *ReportGrid::new(case)?.open_days().first()?;
    let accepted = case.accepted()?;
    let says = message!("due {}", due);
    let clock = Clock::new(ClockId::NextReport, case.referral.person, ClockUnit::Days, says);
    let clock = clock.with_day_span(accepted.min(view.on), due, view.on).under_policy(rule);
    let clock = clock.with_ground("accepted", accepted, case.source_of(&[ActId::SocialWorkAssigned], accepted));
    Some(if rule.can_decide() { clock } else { clock.cannot_tell("whether reports are monthly or every three months") })
}
