//! What forbids an act on a non-compliance before a sanction is asked for.

use chrono::NaiveDate;

use super::Refused;
use crate::domain::act::Act;
use crate::domain::act::noncompliance::{AppointmentSet, Determined, Moved, PlanAgreed, PlanEnded, Rescinded, Started};
use crate::domain::dates;
use crate::domain::facts::{CauseOutcome, Noncompliance};
use crate::domain::ids::PersonNumber;
use crate::domain::status::RegistrationStatus;
use crate::rules::noncompliance::{Stage, stage};
use crate::rules::view::View;
use crate::rules::{exemption, household};

/// The participant's non-compliance with the notice of that day.
pub(super) fn step<'a>(view: &View<'a>, person: PersonNumber, notice: NaiveDate) -> Result<&'a Noncompliance, Refused> {
    let mut steps = view.facts.noncompliance.iter();
    let found = steps.find(|step| step.person == person && step.notice_issued == notice);
    let found = found.ok_or_else(|| Refused::plain(format!("There is no notice of {}.", dates::long(notice))))?;
    if view.on < notice {
        let says = format!("The notice was issued on {}; nothing is recorded before it.", dates::long(notice));
        return Err(Refused::plain(says));
    }
    Ok(found)
}

pub(super) fn started(view: &View<'_>, act: &Act, what: &Started) -> Result<(), Refused> {
    if what.failed_on > act.on {
        return Err(Refused::plain("The failure comes before the notice, not after it."));
    }
    guarded(view, act.person, what.failed_on)?;
    let open = view.facts.noncompliance.iter().filter(|step| step.person == act.person);
    let open = open.filter(|step| !matches!(stage(step, view.on), Stage::NotYet | Stage::Over));
    if let Some(step) = open.max_by_key(|step| step.notice_issued) {
        let issued = dates::long(step.notice_issued);
        return Err(Refused::plain(format!("The non-compliance of {issued} is not over; decide that one first.")));
    }
    let two_parents = household::adults(view).nth(1).is_some();
    let notice = view.policy.second_parent_notice.as_ref().filter(|rule| rule.value.0 && two_parents);
    if let Some(rule) = notice.filter(|_| what.second_parent_noticed.is_none()) {
        return Err(Refused::under("Say whether the second parent was noticed too.", rule));
    }
    what.appointment.map_or(Ok(()), |day| within_period(view, act.on, day))
}

/// Volunteers, and those who were exempt when it happened, are in no non-compliance.
fn guarded(view: &View<'_>, person: PersonNumber, failed_on: NaiveDate) -> Result<(), Refused> {
    if view.is(person, RegistrationStatus::RegisteredVoluntary)
        && let Some(rule) = view.policy.volunteer_guard.as_ref()
    {
        return Err(Refused::under("A volunteer is never sanctioned; end the activity instead.", rule));
    }
    let then = View::new(view.facts, view.policies, failed_on);
    let exempt = exemption::current(&then, person).is_some() || then.is(person, RegistrationStatus::Exempt);
    match view.policy.exempt_guard.as_ref().filter(|_| exempt) {
        Some(rule) => Err(Refused::under("Exempt on the day of the failure: that is no non-compliance.", rule)),
        None => Ok(()),
    }
}

/// An appointment lies after the notice and within its period.
fn within_period(view: &View<'_>, notice: NaiveDate, day: NaiveDate) -> Result<(), Refused> {
    let Some(period) = view.policy.good_cause_period.as_ref() else { return Ok(()) };
    let last = notice + period.value;
    if notice < day && day <= last {
        return Ok(());
    }
    let says = format!("{} is not within the period, which ends on {}.", dates::long(day), dates::long(last));
    Err(Refused::under(says, period))
}

fn undetermined<'a>(view: &View<'a>, person: PersonNumber, notice: NaiveDate) -> Result<&'a Noncompliance, Refused> {
    let step = step(view, person, notice)?;
    match stage(step, view.on) {
        Stage::Undetermined => Ok(step),
        _ => Err(Refused::plain("The cause is determined already.")),
    }
}

pub(super) fn appointment_set(view: &View<'_>, act: &Act, what: &AppointmentSet) -> Result<(), Refused> {
    let step = undetermined(view, act.person, what.notice)?;
    if let Some(day) = step.appointment {
        let says = format!("The appointment is set for {}; it may be rescheduled once.", dates::long(day));
        return Err(Refused::plain(says));
    }
    within_period(view, what.notice, what.appointment)
}

pub(super) fn moved(view: &View<'_>, act: &Act, what: &Moved) -> Result<(), Refused> {
    let step = undetermined(view, act.person, what.notice)?;
    let allowed = view.policy.reschedules.as_ref();
    let used = step.rescheduled.len();
    if let Some(rule) = allowed.filter(|rule| used >= usize::try_from(rule.value.0).unwrap_or(usize::MAX)) {
        return Err(Refused::under("The appointment was moved before; it may be moved once.", rule));
    }
    if what.to < act.on {
        return Err(Refused::plain(format!("{} has passed.", dates::long(what.to))));
    }
    within_period(view, what.notice, what.to)
}

pub(super) fn determined(view: &View<'_>, act: &Act, what: &Determined) -> Result<(), Refused> {
    let step = step(view, act.person, what.notice)?;
    if what.outcome == CauseOutcome::CompliancePlan {
        return Err(Refused::plain("A compliance plan is recorded with its last day: agree compliance plan."));
    }
    match stage(step, view.on) {
        Stage::Undetermined => Ok(()),
        // The supervisor looks at "no good cause" again where the participant asks.
        Stage::NoGoodCause(_) if what.outcome != CauseOutcome::NoGoodCause => Ok(()),
        _ => Err(Refused::plain("The cause is determined already.")),
    }
}

pub(super) fn plan_agreed(view: &View<'_>, act: &Act, what: &PlanAgreed) -> Result<(), Refused> {
    let step = step(view, act.person, what.notice)?;
    if !matches!(stage(step, view.on), Stage::Undetermined | Stage::NoGoodCause(_)) {
        return Err(Refused::plain("The non-compliance is past its compliance plan."));
    }
    if what.until < act.on {
        return Err(Refused::plain("The plan ends before it begins."));
    }
    let period = view.policy.good_cause_period.as_ref();
    match period.filter(|period| act.on > what.notice + period.value) {
        Some(period) => {
            let last = dates::long(what.notice + period.value);
            Err(Refused::under(format!("A compliance plan is agreed by the period's last day, {last}."), period))
        }
        None => Ok(()),
    }
}

pub(super) fn plan_ended(view: &View<'_>, act: &Act, what: &PlanEnded) -> Result<(), Refused> {
    match stage(step(view, act.person, what.notice)?, view.on) {
        Stage::OnPlan => Ok(()),
        _ => Err(Refused::plain("No compliance plan runs on this notice.")),
    }
}

pub(super) fn rescinded(view: &View<'_>, act: &Act, what: &Rescinded) -> Result<(), Refused> {
    match stage(step(view, act.person, what.notice)?, view.on) {
        Stage::NotYet | Stage::Over => Err(Refused::plain("The non-compliance is over already.")),
        _ => Ok(()),
    }
}
