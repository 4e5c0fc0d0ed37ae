//! The checks for the review of a newly assigned case, the record of a duty, and an alert to another worker.

use super::act_refusal::ActRefusal;
use crate::domain::act::Act;
use crate::domain::act::duty::{AlertRaised, DutyPerformed, WprDrawReported};
use crate::rules::message::message;
use crate::rules::view::View;

/// Checks that a case is reviewed only once after each assignment, and not before the assignment.
///
/// Source: handbook 42-7.38, Newly Assigned WTW Case; III, EC duty 1.
pub(super) fn check_case_reviewed(view: &View<'_>, act: &Act) -> Result<(), ActRefusal> {
    let assigned = view.facts.assigned;
    if let Some(assigned) = assigned.filter(|assigned| act.on < *assigned) {
        return Err(ActRefusal::from_message(message!("The case was assigned on {}.", assigned)));
    }
    let since = |on| assigned.is_none_or(|assigned| assigned <= on);
    match view.facts.new_case_reviews.iter().find(|review| since(review.on)) {
        Some(review) => {
            let what = if review.missing.is_some() { "Returned" } else { "Accepted" };
            Err(ActRefusal::from_message(message!("{} on {}; this is already recorded.", what, review.on)))
        }
        None => Ok(()),
    }
}

pub(super) fn check_drawn_for_wpr(view: &View<'_>, what: &WprDrawReported) -> Result<(), ActRefusal> {
    match view.facts.wpr_draws.iter().find(|draw| draw.month == what.month) {
        Some(draw) => Err(ActRefusal::from_message(message!("Already drawn for {}, on {}.", draw.month, draw.on))),
        None => Ok(()),
    }
}

pub(super) fn check_duty_done(view: &View<'_>, act: &Act, what: &DutyPerformed) -> Result<(), ActRefusal> {
    let mut known = view.facts.duties.iter();
    if known.any(|done| (done.person, done.duty, done.on) == (act.person, what.duty, act.on)) {
        return Err(ActRefusal::from_message(message!("Already recorded for that day: {}.", what.duty.title())));
    }
    Ok(())
}

pub(super) fn check_alert_raised(view: &View<'_>, act: &Act, what: &AlertRaised) -> Result<(), ActRefusal> {
    if what.due.is_some_and(|due| due < act.on) {
        return Err(ActRefusal::from_message("The answer is due before the alert is sent."));
    }
    let mut known = view.facts.alerts_sent.iter();
    if known.any(|sent| (sent.person, sent.on, &sent.to, &sent.text) == (act.person, act.on, &what.to, &what.text)) {
        return Err(ActRefusal::from_message("The same alert was already sent on that day."));
    }
    Ok(())
}
