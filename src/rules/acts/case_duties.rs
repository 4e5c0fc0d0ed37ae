//! What forbids the review of a newly assigned case, the record of a duty, and an alert to another worker.

use super::ActRefusal;
use crate::domain::act::Act;
use crate::domain::act::duty::{AlertRaised, DutyPerformed, WprDrawReported};
use crate::domain::dates;
use crate::rules::view::View;

/// A case is reviewed once each time it is assigned, and not before.
///
/// Source: handbook 42-7.38, Newly Assigned WTW Case; III, EC duty 1.
pub(super) fn check_case_reviewed(view: &View<'_>, act: &Act) -> Result<(), ActRefusal> {
    let assigned = view.facts.assigned;
    if let Some(assigned) = assigned.filter(|assigned| act.on < *assigned) {
        return Err(ActRefusal::from_message(format!(
            "The case was assigned on {}.",
            dates::format_long_date(assigned)
        )));
    }
    let since = |on| assigned.is_none_or(|assigned| assigned <= on);
    match view.facts.new_case_reviews.iter().find(|review| since(review.on)) {
        Some(review) => {
            let what = if review.missing.is_some() { "Returned" } else { "Accepted" };
            Err(ActRefusal::from_message(format!("{what} on {} already.", dates::format_long_date(review.on))))
        }
        None => Ok(()),
    }
}

pub(super) fn check_drawn_for_wpr(view: &View<'_>, what: &WprDrawReported) -> Result<(), ActRefusal> {
    match view.facts.wpr_draws.iter().find(|draw| draw.month == what.month) {
        Some(draw) => Err(ActRefusal::from_message(format!(
            "Drawn for {} already, on {}.",
            draw.month,
            dates::format_long_date(draw.on)
        ))),
        None => Ok(()),
    }
}

pub(super) fn check_duty_done(view: &View<'_>, act: &Act, what: &DutyPerformed) -> Result<(), ActRefusal> {
    let mut known = view.facts.duties.iter();
    if known.any(|one| (one.person, one.duty, one.on) == (act.person, what.duty, act.on)) {
        return Err(ActRefusal::from_message(format!("Recorded for that day already: {}.", what.duty.title())));
    }
    Ok(())
}

pub(super) fn check_alert_raised(view: &View<'_>, act: &Act, what: &AlertRaised) -> Result<(), ActRefusal> {
    if what.due.is_some_and(|due| due < act.on) {
        return Err(ActRefusal::from_message("The answer is due before the alert is sent."));
    }
    let mut known = view.facts.alerts_sent.iter();
    if known.any(|one| (one.person, one.on, &one.to, &one.text) == (act.person, act.on, &what.to, &what.text)) {
        return Err(ActRefusal::from_message("The same alert was sent on that day already."));
    }
    Ok(())
}
