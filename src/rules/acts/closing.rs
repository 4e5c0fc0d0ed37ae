//! The checks for the acts of the closing route.
//!
//! Source: handbook 42-7.38, section II, Closed Files Bank, EC Supervisor and Clerk II.

use chrono::NaiveDate;

use super::act_refusal::ActRefusal;
use super::comment;
use crate::domain::act::closing::{CaseRouted, ClosingStepTaken, RoutingFormSubmitted};
use crate::domain::facts::{ClosingStep, DatedAidStatus, RoutingForm};
use crate::domain::status::RegistrationStatus;
use crate::rules::closing;
use crate::rules::message::{Message, message};
use crate::rules::view::View;

/// Checks that the closing route applies: aid is discontinued, and the case does not stay with the EC of record.
fn require_closing_route<'a>(view: &View<'a>) -> Result<&'a DatedAidStatus, ActRefusal> {
    let aid = view
        .discontinuance()
        .ok_or_else(|| ActRefusal::from_message("Aid is not discontinued, so the case cannot be closed."))?;
    match closing::reason_to_stay_with_ec(view) {
        Some(why) => {
            Err(ActRefusal::from_message(message!("The case stays with the EC of record: {} (handbook 42-7.38).", why)))
        }
        None => Ok(aid),
    }
}

pub(super) fn check_step_taken(view: &View<'_>, what: &ClosingStepTaken) -> Result<(), ActRefusal> {
    let aid = require_closing_route(view)?;
    if what.step == ClosingStep::RoutingFormSent {
        return Err(ActRefusal::from_message("Form 50-20e has its own act: submit form 50-20e."));
    }
    let mut taken = view.facts.closing.iter().filter(|done| done.step == what.step && done.on >= aid.since);
    if taken.clone().any(|done| done.reopened.is_none()) {
        return Err(ActRefusal::from_message(message!("Already done: {}.", what.step.title())));
    }
    if let Some(day) = taken.find_map(|done| done.reopened.filter(|day| view.on < *day)) {
        return Err(ActRefusal::from_message(message!(
            "The step was sent back on {} and has been done again since then.",
            day
        )));
    }
    match what.step {
        ClosingStep::ActivitiesEnded => check_activities_ended(view),
        ClosingStep::Commented => check_commented(view, aid, what.comment),
        _ => Ok(()),
    }
}

/// Refuses the step `commented` unless it names a comment on the case since aid was discontinued, and
/// offers the text to dictate.
fn check_commented(view: &View<'_>, aid: &DatedAidStatus, named: Option<NaiveDate>) -> Result<(), ActRefusal> {
    let mut known: Vec<NaiveDate> = closing::comments_since_discontinuance(view).collect();
    known.sort_unstable();
    known.dedup();
    let days = || Message::join(known.iter().map(|day| message!("{}", *day)), ", ");
    match named {
        Some(day) if known.contains(&day) => Ok(()),
        _ if known.is_empty() => Err(ActRefusal::from_message(message!(
            "No comment has been filed on the case since aid was discontinued on {}. Dictate one first: {}",
            aid.since,
            comment::closing_text(view, "{reason}")
        ))),
        Some(day) => Err(ActRefusal::from_message(message!(
            "Since aid was discontinued on {} the case has no comment of {}; it has comments of {}.",
            aid.since,
            day,
            days()
        ))),
        None => Err(ActRefusal::from_message(message!(
            "Say which comment gives the reason for closing; there are comments of {}.",
            days()
        ))),
    }
}

/// Refuses the step while an activity has no final status, and names those activities.
fn check_activities_ended(view: &View<'_>) -> Result<(), ActRefusal> {
    let open = view.facts.activities.iter().filter(|activity| activity.start <= view.on && !view.has_ended(activity));
    let open: Vec<_> = open.map(|activity| activity.kind.as_str()).collect();
    if open.is_empty() {
        Ok(())
    } else {
        Err(ActRefusal::from_message(message!("These activities have no ending status: {}.", open.join(", "))))
    }
}

pub(super) fn check_form_submitted(view: &View<'_>, what: &RoutingFormSubmitted) -> Result<(), ActRefusal> {
    let aid = require_closing_route(view)?;
    if let Some(due) = closing::closing_due(view, aid).filter(|due| view.on <= due.on) {
        let says = message!("The case may be closed after {}.", due.on);
        return Err(ActRefusal { says, under: vec![due.under] });
    }
    if let Some(form) = view.facts.routing_forms.iter().rfind(|form| form.submitted >= aid.since) {
        match &form.returned {
            None => {
                let says = message!("Form 50-20e already went to the supervisor on {}.", form.submitted);
                return Err(ActRefusal::from_message(says));
            }
            Some(returned) if view.on < returned.on => {
                let says =
                    message!("Form 50-20e was sent back on {} and has been submitted again since then.", returned.on);
                return Err(ActRefusal::from_message(says));
            }
            Some(_) => {}
        }
    }
    check_no_open_step(view)?;
    require_bank(view, &what.office).map(|_bank| ())
}

/// Refuses the form while another closing step is open, and names the open steps.
fn check_no_open_step(view: &View<'_>) -> Result<(), ActRefusal> {
    let open: Vec<_> = closing::open_steps(view)
        .filter(|step| *step != ClosingStep::RoutingFormSent)
        .map(ClosingStep::title)
        .collect();
    if open.is_empty() { Ok(()) } else { Err(ActRefusal::from_message(message!("Still open: {}.", open.join(", ")))) }
}

/// Returns the closed-files bank of an office. A bank is never guessed: an office without a known bank is refused.
fn require_bank<'a>(view: &View<'a>, office: &str) -> Result<&'a str, ActRefusal> {
    let tables = &view.policy.tables;
    tables.bank_of_office(office).map(|known| known.bank.as_str()).ok_or_else(|| {
        let known: Vec<_> = tables.closed_banks.iter().map(|bank| bank.office.as_str()).collect();
        ActRefusal::from_message(message!(
            "No closed-files bank is known for {}; there is one for {}.",
            office.to_owned(),
            known.join(", ")
        ))
    })
}

/// Returns the form 50-20e that waits for the supervisor.
fn form_awaiting_supervisor<'a>(view: &View<'a>) -> Result<&'a RoutingForm, ActRefusal> {
    let form = view.facts.routing_forms.last().filter(|form| form.submitted <= view.on);
    let form = form.ok_or_else(|| ActRefusal::from_message("No form 50-20e waits for the supervisor."))?;
    if let Some(returned) = &form.returned {
        return Err(ActRefusal::from_message(message!("Form 50-20e was sent back on {}.", returned.on)));
    }
    match &form.approved {
        Some(signed) => Err(ActRefusal::from_message(message!("Form 50-20e was approved on {}.", signed.on))),
        None => Ok(form),
    }
}

pub(super) fn check_form_reviewed(view: &View<'_>) -> Result<(), ActRefusal> {
    match &form_awaiting_supervisor(view)?.reviewed {
        Some(signed) => Err(ActRefusal::from_message(message!("The case was reviewed on {}.", signed.on))),
        None => Ok(()),
    }
}

pub(super) fn check_form_returned(view: &View<'_>) -> Result<(), ActRefusal> {
    let form = form_awaiting_supervisor(view)?;
    match form.reviewed.as_ref().filter(|signed| signed.on > view.on) {
        Some(signed) => Err(ActRefusal::from_message(message!("The case was reviewed later, on {}.", signed.on))),
        None => Ok(()),
    }
}

/// Checks that the supervisor's first three steps come before the fourth: the case is reviewed, aid is not active, and
/// the registration status is Closed.
pub(super) fn check_form_approved(view: &View<'_>) -> Result<(), ActRefusal> {
    let form = form_awaiting_supervisor(view)?;
    if form.reviewed.as_ref().is_none_or(|signed| signed.on > view.on) {
        return Err(ActRefusal::from_message("The case is not reviewed yet: review the case first."));
    }
    require_closing_route(view)?;
    check_no_open_step(view)?;
    let closed = |status| matches!(status, RegistrationStatus::Closed | RegistrationStatus::Ineligible);
    match view.participants().find(|participant| !closed(participant.registration.status)) {
        Some(open) => {
            let (number, status) = (open.number, open.registration.status.title());
            Err(ActRefusal::from_message(message!(
                "Participant {} is {}: change the registration status first.",
                number,
                status
            )))
        }
        None => Ok(()),
    }
}

pub(super) fn check_case_routed(view: &View<'_>, what: &CaseRouted) -> Result<(), ActRefusal> {
    let form = view
        .facts
        .routing_forms
        .last()
        .filter(|form| form.approved.as_ref().is_some_and(|signed| signed.on <= view.on));
    let form = form.ok_or_else(|| ActRefusal::from_message("No approved form 50-20e waits to be routed."))?;
    if let Some(routed) = &form.routed {
        let says = message!("The case went to {} on {}.", &routed.bank, routed.on);
        return Err(ActRefusal::from_message(says));
    }
    let bank = require_bank(view, &form.office)?;
    if bank.eq_ignore_ascii_case(&what.bank) {
        return Ok(());
    }
    Err(ActRefusal::from_message(message!(
        "Form 50-20e names {} ({}), not {}.",
        bank.to_owned(),
        &form.office,
        &what.bank
    )))
}
