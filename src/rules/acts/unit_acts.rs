//! What the answers of the acts on social-work cases and conferences must fit besides their state machine: days in their order,
//! a step only once, an outcome that its way can have. Each refusal keeps a recorded day from being moved without a word.
//!
//! Source: San Francisco handbook 75-9, IV and V.

use chrono::NaiveDate;

use super::act_refusal::ActRefusal;
use crate::domain::act::conference::ConferenceMinuted;
use crate::domain::act::social_work::{SocialWorkAssigned, SocialWorkContact};
use crate::domain::act::{Act, ActKind};
use crate::domain::facts::StepDay;
use crate::domain::facts::conference::ConsiderOutcome;
use crate::domain::facts::social_work::UnitStatus;
use crate::domain::partner_state::UnitCaseState;
use crate::rules::linkages::newest_conference;
use crate::rules::message::{Message, message};
use crate::rules::social_work::{UnitCase, case_for_step, newest_unit_case};
use crate::rules::view::View;

/// Refuses an act whose answers do not fit what is recorded. `then` is the view of the act's day.
pub(super) fn check_answers(then: &View<'_>, act: &Act) -> Result<(), ActRefusal> {
    match &act.kind {
        ActKind::SocialWorkAssigned(assigned) => check_assigned(then, act, assigned),
        ActKind::SocialWorkFolder(_) => {
            check_once(then, act, "The folder was handed over", |case| case.work.file_received)
        }
        ActKind::SocialWorkDiscussed(_) => check_once(then, act, "The case was discussed", |case| case.work.discussed),
        ActKind::SocialWorkContact(contact) => check_contact(then, act, contact),
        ActKind::SocialWorkReport(report) => check_report(then, act, report.status),
        ActKind::SocialWorkFinalLetter(letter) => refuse_if(letter.reply_by.is_some_and(|day| day <= act.on), || {
            "The client may reply by a day before the letter went out, or on that day.".into()
        }),
        ActKind::LinkageConsidered(considered) => {
            refuse_if(considered.outcome == ConsiderOutcome::Not && is_blank(considered.reason.as_ref()), || {
                "Say why there is no conference: every linked case is considered, and the reason is kept.".into()
            })
        }
        ActKind::ConferenceCalled(called) => refuse_if(called.on_day < act.on, || {
            message!("The conference is called for {}, which is before.", called.on_day)
        }),
        ActKind::ConferenceHeld(_) => check_held(then, act),
        ActKind::ConferenceMinuted(minuted) => check_point(minuted),
        _ => Ok(()),
    }
}

fn refuse_if(applies: bool, says: impl FnOnce() -> Message) -> Result<(), ActRefusal> {
    if applies { Err(ActRefusal::from_message(says())) } else { Ok(()) }
}

fn is_blank(text: Option<&String>) -> bool {
    text.is_none_or(|text| text.trim().is_empty())
}

fn check_assigned(then: &View<'_>, act: &Act, assigned: &SocialWorkAssigned) -> Result<(), ActRefusal> {
    let Some(case) = newest_unit_case(then, act.person) else { return Ok(()) };
    let sent = case.last_sent();
    if let Some(accepted) = assigned.accepted {
        refuse_if(accepted < sent, || message!("The 7045 was sent on {}: it was not accepted before.", sent))?;
        refuse_if(act.on < accepted, || message!("The case is assigned before it is accepted, on {}.", accepted))?;
    }
    let has_it = case.is_running() && case.work.worker.as_ref() == Some(&assigned.worker);
    let since = case.assigned().unwrap_or(sent);
    refuse_if(has_it, || message!("{} has the case since {} already.", assigned.worker.to_string(), since))
}

/// Refuses a step that is recorded already, or lies before the assignment that it follows: its clock would start anew, or
/// nothing would come of it.
fn check_once(
    then: &View<'_>,
    act: &Act,
    done: &'static str,
    day: fn(&UnitCase<'_>) -> Option<StepDay>,
) -> Result<(), ActRefusal> {
    let Some(case) = newest_unit_case(then, act.person) else { return Ok(()) };
    let assigned = case.work.assigned.map(|assigned| assigned.on);
    let known = day(&case).map(|step| step.on);
    if let Some(assigned) = assigned.filter(|assigned| act.on < *assigned) {
        return Err(ActRefusal::from_message(message!(
            "The case was assigned on {}: this comes after the assignment.",
            assigned
        )));
    }
    match known.filter(|known| assigned.is_none_or(|assigned| assigned <= *known)) {
        Some(known) => Err(ActRefusal::from_message(message!(
            "{} on {} already. If that day is wrong, undo it first.",
            done,
            known
        ))),
        None => Ok(()),
    }
}

fn check_contact(then: &View<'_>, act: &Act, contact: &SocialWorkContact) -> Result<(), ActRefusal> {
    refuse_if(contact.next.is_some_and(|next| next < act.on), || {
        "The next contact is agreed for an earlier day.".into()
    })?;
    let tables = &then.policy.tables.partners.unit;
    let Some(row) = tables.contact_outcomes.iter().find(|row| row.how == contact.how) else { return Ok(()) };
    refuse_if(!row.outcomes.contains(&contact.outcome), || {
        let possible = row.outcomes.iter().map(|outcome| outcome.id()).collect::<Vec<_>>().join(", ");
        message!(
            "With the way {}, the outcome is never {}. Possible: {}.",
            contact.how.title(),
            contact.outcome.title(),
            possible
        )
    })
}

fn check_report(then: &View<'_>, act: &Act, status: UnitStatus) -> Result<(), ActRefusal> {
    let meant = case_for_step(then, act.person, act.kind.id(), Some(status.id()));
    let Some(state) = meant.map(|case| case.state()) else { return Ok(()) };
    let fits = match status {
        UnitStatus::Closed => state == UnitCaseState::Closed,
        UnitStatus::Open => state != UnitCaseState::Inactive,
        UnitStatus::Inactive => state != UnitCaseState::Open,
    };
    refuse_if(!fits, || {
        message!(
            "The case is {}, and the report says {}. Give the case that status first, or report it as it is.",
            state.title(),
            status.title()
        )
    })
}

fn check_held(then: &View<'_>, act: &Act) -> Result<(), ActRefusal> {
    let called: Option<NaiveDate> = newest_conference(then).and_then(|known| known.called_for());
    let Some(day) = called.filter(|day| act.on < *day) else { return Ok(()) };
    Err(ActRefusal::from_message(message!(
        "The conference is called for {}. If it was held before, call it again for that day first.",
        day
    )))
}

/// Refuses a point of the minutes that nobody would find again: without what, or without who.
fn check_point(minuted: &ConferenceMinuted) -> Result<(), ActRefusal> {
    let has_what = !is_blank(minuted.what.as_ref());
    let has_who = minuted.who.is_some() || !is_blank(minuted.who_else.as_ref());
    refuse_if(has_what && !has_who, || "Say who does it: a worker (who), or somebody else by name (who_else).".into())?;
    refuse_if(!has_what && (has_who || minuted.by.is_some()), || "Say what is to be done (what).".into())
}

/// Asks about minutes whose plan would take the place of another.
pub(super) fn doubt_plan(then: &View<'_>, act: &Act) -> Option<String> {
    let ActKind::ConferenceMinuted(minuted) = &act.kind else { return None };
    let before = newest_conference(then)?.conference.minutes.as_ref().and_then(|minutes| minutes.plan.as_ref())?;
    let replaces = minuted.plan.as_ref().is_some_and(|plan| plan != before);
    replaces.then(|| "the minutes have a plan already, and this one takes its place on paper.".to_owned())
}
