//! The checks for acts on a non-compliance before a sanction is requested.

use chrono::NaiveDate;

use super::act_refusal::ActRefusal;
use crate::domain::act::Act;
use crate::domain::act::noncompliance::{
    AppointmentMoved, AppointmentSet, CauseDetermined, CompliancePlanAgreed, CompliancePlanEnded, HearingRecorded,
    NoncomplianceRescinded, NoncomplianceStarted,
};
use crate::domain::facts::{CauseOutcome, Noncompliance};
use crate::domain::ids::PersonNumber;
use crate::domain::status::RegistrationStatus;
use crate::rules::message::message;
use crate::rules::noncompliance::{NoncomplianceStage, is_in_period, noncompliance_stage};
use crate::rules::reason_against::ReasonState;
use crate::rules::view::View;
use crate::rules::{activity, contacts_made, exemption, gate, household, obligation};

/// Returns the participant's non-compliance with the notice of that day.
pub(super) fn require_noncompliance<'a>(
    view: &View<'a>,
    person: PersonNumber,
    notice: NaiveDate,
) -> Result<&'a Noncompliance, ActRefusal> {
    let mut steps = view.facts.noncompliance.iter();
    let found = steps.find(|step| step.person == person && step.notice_issued == notice);
    let found = found.ok_or_else(|| ActRefusal::from_message(message!("There is no notice of {}.", notice)))?;
    if view.on < notice {
        let says = message!("The notice was issued on {}; nothing can be recorded before that day.", notice);
        return Err(ActRefusal::from_message(says));
    }
    Ok(found)
}

pub(super) fn check_noncompliance_started(
    view: &View<'_>,
    act: &Act,
    what: &NoncomplianceStarted,
) -> Result<(), ActRefusal> {
    if what.failed_on > act.on {
        return Err(ActRefusal::from_message("The failure must come before the notice."));
    }
    if let Some(activity) = what.activity.as_ref().filter(|activity| what.failed_on < activity.start) {
        let says = message!("{} began on {}, after the failure of {}.", &activity.kind, activity.start, what.failed_on);
        return Err(ActRefusal::from_message(says));
    }
    check_statutory_guards(view, act.person, what.failed_on)?;
    let open = view.facts.noncompliance.iter().filter(|step| step.person == act.person);
    let open = open.filter(|step| {
        !matches!(noncompliance_stage(step, view.on), NoncomplianceStage::NotYet | NoncomplianceStage::Over)
    });
    if let Some(step) = open.max_by_key(|step| step.notice_issued) {
        return Err(ActRefusal::from_message(message!(
            "The non-compliance of {} is not over; decide that one first.",
            step.notice_issued
        )));
    }
    let two_parents = household::adults(view).nth(1).is_some();
    let notice = view.policy.second_parent_notice.as_ref().filter(|rule| rule.value.0 && two_parents);
    if what.second_parent_noticed.is_none()
        && let Some(rule) = notice
    {
        return Err(ActRefusal::from_policy("Say whether the second parent got a notice too.", rule));
    }
    what.appointment.map_or(Ok(()), |day| check_within_period(view, act.on, day))
}

/// Refuses a non-compliance of somebody who was a volunteer or exempt, or had good cause, on the day of the failure.
fn check_statutory_guards(view: &View<'_>, person: PersonNumber, failed_on: NaiveDate) -> Result<(), ActRefusal> {
    let then = View::new(view.facts, view.policies, failed_on);
    let policy = view.policy;
    let exempt =
        exemption::exemptions_of(&then, person).next().is_some() || then.has_status(person, RegistrationStatus::Exempt);
    let cause = obligation::good_cause_on(&then, person).filter(|cause| cause.excuses_all_hours());
    if then.has_status(person, RegistrationStatus::RegisteredVoluntary)
        && let Some(rule) = policy.volunteer_guard.as_ref()
    {
        return Err(ActRefusal::from_policy("A volunteer is never sanctioned; end the activity instead.", rule));
    }
    match (policy.exempt_guard.as_ref(), policy.good_cause_guard.as_ref(), cause) {
        (Some(rule), ..) if exempt => Err(ActRefusal::from_policy(
            "The participant was exempt on the day of the failure, so this is not a non-compliance.",
            rule,
        )),
        (_, Some(rule), Some(cause)) => {
            let says = message!("Good cause is recorded from {} and covers the day of the failure.", cause.from);
            Err(ActRefusal::from_policy(says, rule))
        }
        _ => Ok(()),
    }
}

/// Checks that an appointment is after the notice and within its period.
fn check_within_period(view: &View<'_>, notice: NaiveDate, day: NaiveDate) -> Result<(), ActRefusal> {
    let Some(period) = view.policy.good_cause_period.as_ref() else { return Ok(()) };
    let last = notice + period.value;
    if notice < day && day <= last {
        return Ok(());
    }
    let says = message!("{} is not within the period, which ends on {}.", day, last);
    Err(ActRefusal::from_policy(says, period))
}

/// Returns the participant's non-compliance with the notice of that day, if its appointment may still be set or moved.
fn require_movable_appointment<'a>(
    view: &View<'a>,
    person: PersonNumber,
    notice: NaiveDate,
) -> Result<&'a Noncompliance, ActRefusal> {
    let step = require_noncompliance(view, person, notice)?;
    match noncompliance_stage(step, view.on) {
        NoncomplianceStage::Undetermined => Ok(step),
        // The participant may still be heard until the period is over.
        NoncomplianceStage::NoGoodCause(_) if is_in_period(view, step) => Ok(step),
        _ => Err(ActRefusal::from_message("The cause is already determined.")),
    }
}

pub(super) fn check_appointment_set(view: &View<'_>, act: &Act, what: &AppointmentSet) -> Result<(), ActRefusal> {
    let step = require_movable_appointment(view, act.person, what.notice)?;
    if let Some(day) = step.appointment {
        let says = message!("The appointment is set for {}; it may be rescheduled once.", day);
        return Err(ActRefusal::from_message(says));
    }
    check_within_period(view, what.notice, what.appointment)
}

pub(super) fn check_rescheduled(view: &View<'_>, act: &Act, what: &AppointmentMoved) -> Result<(), ActRefusal> {
    let step = require_movable_appointment(view, act.person, what.notice)?;
    let allowed = view.policy.reschedules.as_ref();
    let used = step.rescheduled.len();
    if let Some(rule) = allowed.filter(|rule| used >= usize::try_from(rule.value.0).unwrap_or(usize::MAX)) {
        return Err(ActRefusal::from_policy("The appointment was already moved; it may be moved only once.", rule));
    }
    if what.to < act.on {
        return Err(ActRefusal::from_message(message!("{} has passed.", what.to)));
    }
    check_within_period(view, what.notice, what.to)
}

pub(super) fn check_determination(view: &View<'_>, act: &Act, what: &CauseDetermined) -> Result<(), ActRefusal> {
    let step = require_noncompliance(view, act.person, what.notice)?;
    if what.outcome == CauseOutcome::CompliancePlan {
        return Err(ActRefusal::from_message(
            "A compliance plan is recorded with its last day: agree to compliance plan.",
        ));
    }
    match noncompliance_stage(step, view.on) {
        NoncomplianceStage::Undetermined if what.outcome == CauseOutcome::NoGoodCause => {
            check_could_be_heard(view, step)
        }
        NoncomplianceStage::Undetermined => Ok(()),
        // The supervisor looks at "no good cause" again if the participant asks for it.
        NoncomplianceStage::NoGoodCause(_) if what.outcome != CauseOutcome::NoGoodCause => Ok(()),
        _ => Err(ActRefusal::from_message("The cause is already determined.")),
    }
}

/// Refuses to find no good cause before the participant could be heard: before the appointment and the end of the
/// period, unless a contact since the notice is recorded. A call within the period is enough (WIC 11327.4(b)(1)).
fn check_could_be_heard(view: &View<'_>, step: &Noncompliance) -> Result<(), ActRefusal> {
    let appointment = step.appointment_on(view.on);
    let Some(period) = view.policy.good_cause_period.as_ref() else { return Ok(()) };
    let last = step.notice_issued + period.value;
    if view.on > last
        || appointment.is_some_and(|day| day <= view.on)
        || contacts_made::is_contact_made_since(view, step.person, step.notice_issued)
    {
        return Ok(());
    }
    let held = match appointment {
        Some(day) => message!("the appointment is on {}", day),
        None => "no appointment is recorded".into(),
    };
    let says = message!(
        "The participant has not been heard: {}, the period runs to {}, and no contact since the notice is recorded. File \
         the contact first; a call is enough.",
        held,
        last
    );
    Err(ActRefusal::from_policy(says, period))
}

pub(super) fn check_plan_agreed(view: &View<'_>, act: &Act, what: &CompliancePlanAgreed) -> Result<(), ActRefusal> {
    let step = require_noncompliance(view, act.person, what.notice)?;
    match noncompliance_stage(step, view.on) {
        NoncomplianceStage::Undetermined | NoncomplianceStage::NoGoodCause(_) => {}
        NoncomplianceStage::OnPlan => return check_plan_corrected(step, act, what),
        _ => return Err(ActRefusal::from_message("It is too late for a compliance plan on this non-compliance.")),
    }
    if what.until < act.on {
        return Err(ActRefusal::from_message("The plan ends before it begins."));
    }
    let period = view.policy.good_cause_period.as_ref();
    match period.filter(|period| act.on > what.notice + period.value) {
        Some(period) => {
            let last = what.notice + period.value;
            Err(ActRefusal::from_policy(
                message!("A compliance plan is agreed by the period's last day, {}.", last),
                period,
            ))
        }
        None => Ok(()),
    }
}

/// Checks a second record of a compliance plan that was agreed already: it must give another last day.
fn check_plan_corrected(step: &Noncompliance, act: &Act, what: &CompliancePlanAgreed) -> Result<(), ActRefusal> {
    let agreed = step.determination.as_ref().map_or(act.on, |determination| determination.on);
    match step.plan_end {
        Some(end) if end == what.until => {
            Err(ActRefusal::from_message(message!("A compliance plan was agreed on {}, and runs to {}.", agreed, end)))
        }
        _ if what.until < agreed => Err(ActRefusal::from_message("The plan ends before it begins.")),
        _ => Ok(()),
    }
}

/// Checks that the result of a compliance plan belongs to a plan that runs, and that a completed one has run: its last
/// day has come, an activity has ended since it was agreed, or the hours were met. A plan may fail on any day after it was
/// agreed; before its last day, what was not kept is asked, because a sanction follows without waiting for the rest of the 20 days.
pub(super) fn check_plan_ended(view: &View<'_>, act: &Act, what: &CompliancePlanEnded) -> Result<(), ActRefusal> {
    let step = require_noncompliance(view, act.person, what.notice)?;
    if noncompliance_stage(step, view.on) != NoncomplianceStage::OnPlan {
        return Err(ActRefusal::from_message("This notice has no compliance plan in progress."));
    }
    let agreed = step.determination.as_ref().map_or(step.notice_issued, |determination| determination.on);
    if !what.completed {
        return check_failed_early(act, (agreed, step.plan_end), what.reason.as_deref());
    }
    match step.plan_end.filter(|end| act.on < *end) {
        Some(end) if !activity::has_activity_ended_since(view, act.person, agreed) && !are_hours_met(view, step) => {
            Err(ActRefusal::from_message(message!(
                "The compliance plan runs to {}, and no activity has ended since it was agreed on {}. Correct the plan's last \
             day (agree to compliance plan), or give the activity its final status.",
                end,
                agreed
            )))
        }
        _ => Ok(()),
    }
}

/// Returns whether the hours of a month since the failure were surely met: that ends the non-compliance, and the plan.
fn are_hours_met(view: &View<'_>, step: &Noncompliance) -> bool {
    gate::hours_that_end(view, step).is_some_and(|(_, reason)| reason.state == ReasonState::Blocks)
}

/// Checks the failure of a plan that began on `began` and runs to `end`: the plan cannot fail on the day it was agreed,
/// and a failure before its last day needs a reason.
pub(super) fn check_failed_early(
    act: &Act,
    (began, end): (NaiveDate, Option<NaiveDate>),
    reason: Option<&str>,
) -> Result<(), ActRefusal> {
    if act.on <= began {
        let says = message!("The plan began on {}, so it cannot have failed on {}.", began, act.on);
        return Err(ActRefusal::from_message(says));
    }
    let has_reason = reason.is_some_and(|reason| !reason.trim().is_empty());
    match end.filter(|end| act.on < *end && !has_reason) {
        Some(end) => Err(ActRefusal::from_message(message!(
            "The plan runs to {}. To record a failure before then, fill in \"What was not kept\".",
            end
        ))),
        None => Ok(()),
    }
}

pub(super) fn check_hearing(view: &View<'_>, act: &Act, what: &HearingRecorded) -> Result<(), ActRefusal> {
    let step = require_noncompliance(view, act.person, what.notice)?;
    let Some(requested) = what.requested.or(step.hearing_requested) else {
        return Err(ActRefusal::from_message("Say when the participant asked for the hearing."));
    };
    if requested < what.notice {
        return Err(ActRefusal::from_message("The hearing was asked for before the notice was issued."));
    }
    if let Some(later) = [Some(requested), what.decided].into_iter().flatten().find(|day| *day > act.on) {
        return Err(ActRefusal::from_message(message!(
            "{} is in the future; record each step of the hearing when it happens.",
            later
        )));
    }
    if what.decided.is_some_and(|decided| decided < requested) {
        return Err(ActRefusal::from_message("The hearing was decided before it was asked for."));
    }
    Ok(())
}

pub(super) fn check_rescission(view: &View<'_>, act: &Act, what: &NoncomplianceRescinded) -> Result<(), ActRefusal> {
    match noncompliance_stage(require_noncompliance(view, act.person, what.notice)?, view.on) {
        NoncomplianceStage::NotYet | NoncomplianceStage::Over => {
            Err(ActRefusal::from_message("The non-compliance is already over."))
        }
        _ => Ok(()),
    }
}
