//! What forbids the review of a newly assigned case, the record of a duty, and an alert to another worker.

use super::Refused;
use crate::domain::act::Act;
use crate::domain::act::duty::{AlertRaised, Done};
use crate::domain::dates;
use crate::rules::view::View;

/// A case is reviewed once each time it is assigned, and not before.
///
/// Source: handbook 42-7.38, Newly Assigned WTW Case; III, EC duty 1.
pub(super) fn case_reviewed(view: &View<'_>, act: &Act) -> Result<(), Refused> {
    let assigned = view.facts.assigned;
    if let Some(assigned) = assigned.filter(|assigned| act.on < *assigned) {
        return Err(Refused::plain(format!("The case was assigned on {}.", dates::long(assigned))));
    }
    let since = |on| assigned.is_none_or(|assigned| assigned <= on);
    match view.facts.new_case_reviews.iter().find(|review| since(review.on)) {
        Some(review) => {
            let what = if review.missing.is_some() { "Returned" } else { "Accepted" };
            Err(Refused::plain(format!("{what} on {} already.", dates::long(review.on))))
        }
        None => Ok(()),
    }
}

pub(super) fn done(view: &View<'_>, act: &Act, what: &Done) -> Result<(), Refused> {
    let mut known = view.facts.duties.iter();
    if known.any(|one| (one.person, one.duty, one.on) == (act.person, what.duty, act.on)) {
        return Err(Refused::plain(format!("Recorded for that day already: {}.", what.duty.title())));
    }
    Ok(())
}

pub(super) fn alert_raised(view: &View<'_>, act: &Act, what: &AlertRaised) -> Result<(), Refused> {
    if what.due.is_some_and(|due| due < act.on) {
        return Err(Refused::plain("The answer is due before the alert is sent."));
    }
    let mut known = view.facts.alerts_sent.iter();
    if known.any(|one| (one.person, one.on, &one.to, &one.text) == (act.person, act.on, &what.to, &what.text)) {
        return Err(Refused::plain("The same alert was sent on that day already."));
    }
    Ok(())
}
