//! What forbids the acts of the closing route.
//!
//! Source: handbook 42-7.38, section II, Closed Files Bank, EC Supervisor and Clerk II.

use super::Refused;
use crate::domain::act::closing::{CaseRouted, Closed, FormSubmitted};
use crate::domain::dates;
use crate::domain::facts::{AidSince, ClosingStep, RoutingForm};
use crate::domain::status::RegistrationStatus;
use crate::rules::closing;
use crate::rules::view::View;

/// The route is for cases whose aid is discontinued and that do not stay with the EC of record.
fn route<'a>(view: &View<'a>) -> Result<&'a AidSince, Refused> {
    let aid = view.discontinued().ok_or_else(|| Refused::plain("Aid is not discontinued; the case is not closed."))?;
    match closing::stays_with_the_ec(view) {
        Some(why) => Err(Refused::plain(format!("The case stays with the EC of record: {why} (handbook 42-7.38)."))),
        None => Ok(aid),
    }
}

pub(super) fn step_taken(view: &View<'_>, what: &Closed) -> Result<(), Refused> {
    let aid = route(view)?;
    if what.step == ClosingStep::RoutingFormSent {
        return Err(Refused::plain("Form 50-20e is submitted by an act of its own: submit form 50-20e."));
    }
    let mut taken = view.facts.closing.iter().filter(|done| done.step == what.step && done.on >= aid.since);
    if taken.clone().any(|done| done.reopened.is_none()) {
        return Err(Refused::plain(format!("Done already: {}.", what.step.title())));
    }
    if let Some(day) = taken.find_map(|done| done.reopened.filter(|day| view.on < *day)) {
        return Err(Refused::plain(format!(
            "The step was sent back on {}; it is taken again since.",
            dates::long(day)
        )));
    }
    if what.step == ClosingStep::ActivitiesEnded { activities_ended(view) } else { Ok(()) }
}

/// Names the activities that no status has ended.
fn activities_ended(view: &View<'_>) -> Result<(), Refused> {
    let open = view.facts.activities.iter().filter(|one| one.start <= view.on && !view.has_ended(one));
    let open: Vec<_> = open.map(|one| one.kind.as_str()).collect();
    if open.is_empty() { Ok(()) } else { Err(Refused::plain(format!("No status has ended {}.", open.join(", ")))) }
}

pub(super) fn form_submitted(view: &View<'_>, what: &FormSubmitted) -> Result<(), Refused> {
    let aid = route(view)?;
    if let Some(period) = view.policy.closing_period.as_ref().filter(|period| view.on <= aid.since + period.value) {
        let says = format!("The route opens after {}.", dates::long(aid.since + period.value));
        return Err(Refused::under(says, period));
    }
    if let Some(form) = view.facts.routing_forms.iter().rfind(|form| form.submitted >= aid.since) {
        match &form.returned {
            None => {
                let says = format!("Form 50-20e went to the supervisor on {} already.", dates::long(form.submitted));
                return Err(Refused::plain(says));
            }
            Some(returned) if view.on < returned.on => {
                let says = format!("Form 50-20e was sent back on {}; it is submitted again since.", returned.on);
                return Err(Refused::plain(says));
            }
            Some(_) => {}
        }
    }
    no_step_is_open(view)?;
    bank_of(view, &what.office).map(drop)
}

/// Names the steps that are open besides the form itself.
fn no_step_is_open(view: &View<'_>) -> Result<(), Refused> {
    let open: Vec<_> = closing::open_steps(view)
        .filter(|step| *step != ClosingStep::RoutingFormSent)
        .map(ClosingStep::title)
        .collect();
    if open.is_empty() { Ok(()) } else { Err(Refused::plain(format!("Still open: {}.", open.join(", ")))) }
}

/// The closed-files bank of an office. One of which no bank is known is never guessed.
fn bank_of<'a>(view: &View<'a>, office: &str) -> Result<&'a str, Refused> {
    let tables = &view.policy.tables;
    tables.bank_of(office).map(|known| known.bank.as_str()).ok_or_else(|| {
        let known: Vec<_> = tables.closed_banks.iter().map(|one| one.office.as_str()).collect();
        Refused::plain(format!("No closed-files bank is known for {office}; there is one for {}.", known.join(", ")))
    })
}

/// The form that waits for the supervisor.
fn with_the_supervisor<'a>(view: &View<'a>) -> Result<&'a RoutingForm, Refused> {
    let form = view.facts.routing_forms.last().filter(|form| form.submitted <= view.on);
    let form = form.ok_or_else(|| Refused::plain("No form 50-20e waits for the supervisor."))?;
    if let Some(returned) = &form.returned {
        return Err(Refused::plain(format!("Form 50-20e was sent back on {}.", dates::long(returned.on))));
    }
    match &form.approved {
        Some(signed) => Err(Refused::plain(format!("Form 50-20e was approved on {}.", dates::long(signed.on)))),
        None => Ok(form),
    }
}

pub(super) fn form_reviewed(view: &View<'_>) -> Result<(), Refused> {
    match &with_the_supervisor(view)?.reviewed {
        Some(signed) => Err(Refused::plain(format!("The case was reviewed on {}.", dates::long(signed.on)))),
        None => Ok(()),
    }
}

pub(super) fn form_returned(view: &View<'_>) -> Result<(), Refused> {
    let form = with_the_supervisor(view)?;
    match form.reviewed.as_ref().filter(|signed| signed.on > view.on) {
        Some(signed) => Err(Refused::plain(format!("The case was reviewed later, on {}.", dates::long(signed.on)))),
        None => Ok(()),
    }
}

/// The supervisor's first three steps come before the fourth: the case is reviewed, aid is not active, the registration
/// status is Closed.
pub(super) fn form_approved(view: &View<'_>) -> Result<(), Refused> {
    let form = with_the_supervisor(view)?;
    if form.reviewed.as_ref().is_none_or(|signed| signed.on > view.on) {
        return Err(Refused::plain("The case is not reviewed yet: review the case first."));
    }
    route(view)?;
    no_step_is_open(view)?;
    let closed = |status| matches!(status, RegistrationStatus::Closed | RegistrationStatus::Ineligible);
    match view.participants().find(|one| !closed(one.registration.status)) {
        Some(one) => {
            let (number, status) = (one.number, one.registration.status.title());
            Err(Refused::plain(format!("Participant {number} is {status}: change the registration status first.")))
        }
        None => Ok(()),
    }
}

pub(super) fn case_routed(view: &View<'_>, what: &CaseRouted) -> Result<(), Refused> {
    let form = view
        .facts
        .routing_forms
        .last()
        .filter(|form| form.approved.as_ref().is_some_and(|signed| signed.on <= view.on));
    let form = form.ok_or_else(|| Refused::plain("No approved form 50-20e waits to be routed."))?;
    if let Some(routed) = &form.routed {
        let says = format!("The case went to {} on {}.", routed.bank, dates::long(routed.on));
        return Err(Refused::plain(says));
    }
    let bank = bank_of(view, &form.office)?;
    if bank.eq_ignore_ascii_case(&what.bank) {
        return Ok(());
    }
    Err(Refused::plain(format!("Form 50-20e names {bank} ({}), not {}.", form.office, what.bank)))
}
