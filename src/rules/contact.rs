//! The monthly contact (handbook 42-7.38, section III, EC duty 5).

use chrono::NaiveDate;

use super::contacts_made::{
    contacts_with, counts_as_made, is_partners_alone, last_contact_made, partner_contact_counts,
};
use super::duty_doubt;
use super::finding::Finding;
use super::message::{Message, message};
use super::rule_id::RuleId;
use super::social_work;
use super::view::{Participant, View};
use crate::domain::PersonNumber;
use crate::domain::category::Severity;
use crate::domain::dates::Month;
use crate::domain::facts::{Contact, Source};
use crate::domain::proposal::Proposal;

/// Finds participants without a completed contact in the calendar month of the day. Attempts do not count; sanctioned
/// participants are contacted too.
///
/// The contact is due on the last day of the month. It becomes pressing in the last days of the month, or at once if
/// the month before passed without a contact.
pub fn monthly_findings(view: &View) -> impl Iterator<Item = Finding> {
    let owed = view.participants().filter(|participant| is_contact_owed(view, participant));
    owed.filter_map(|participant| monthly_finding(view, participant))
}

/// Returns whether the participant must be contacted every month.
pub fn is_contact_owed(view: &View, participant: &Participant) -> bool {
    let statuses = view.policy.contact_statuses.as_ref();
    statuses.is_some_and(|statuses| statuses.value.0.contains(&participant.registration.status))
}

fn monthly_finding(view: &View, participant: Participant) -> Option<Finding> {
    let every = view.policy.contact_every.as_ref()?;
    let month = Month::from_date(view.on);
    let made = last_contact_made(view, participant.number);
    if made.is_some_and(|contact| month.contains(contact.on)) {
        return None;
    }
    let by_partner = last_reached_by_partner(view, participant.number, month);
    if by_partner.is_some() && partner_contact_counts(view) {
        return None;
    }
    let missed = missed_last_month(view, participant, made);
    let says = if missed { "no contact made last month or this month" } else { "no contact made this month" };
    let pressing = view.policy.contact_pressing.as_ref();
    let near = pressing.is_some_and(|days| view.on + days.value > month.last_day());
    let mut finding = Finding::new(RuleId::MonthlyContact, participant.number, says)
        .due_on(month.last_day())
        .with_severity(if near || missed { Severity::Duty } else { Severity::Notice })
        .with_grounds([participant.status_ground()])
        .under_policy(every)
        .clears_when("a contact in which the participant was reached is filed for this month")
        .if_nothing("The month passes without the contact that the handbook requires, and changes go unnoticed.")
        .with_proposals([Proposal::Contact]);
    finding = match made {
        Some(contact) => finding.with_ground("last contact made", contact.on, &contact.source),
        None => finding.with_ground("last contact made", "none recorded", &participant.person.source),
    };
    finding = duty_doubt::note_doubt_of_duty(view, &participant, finding);
    if let Some(attempt) = last_attempt(view, participant.number, month) {
        let what =
            if attempt.reached { "contact in a way that does not count" } else { "attempt, which does not count" };
        finding = finding.with_ground(what, attempt.on, &attempt.source);
    }
    if let Some(on) = by_partner {
        finding = finding.with_ground("contact of the social worker, which does not count", on, &Source::Stated);
    }
    Some(match unclear_contact_note(view, participant.number, month) {
        Some(what) => finding.cannot_tell(what),
        None => finding,
    })
}

/// Returns the newest day of the month on which a social worker reached `person`: recorded as a step of the social-work case, or
/// dictated as a comment.
fn last_reached_by_partner(view: &View, person: PersonNumber, month: Month) -> Option<NaiveDate> {
    let dictated = contacts_with(view, person).filter(|contact| contact.reached && is_partners_alone(view, contact));
    let days = dictated.map(|contact| contact.on).chain(social_work::last_reached(view, person));
    days.filter(|on| month.contains(*on)).max()
}

/// Returns whether all of last month passed without a contact while this worker owed it.
fn missed_last_month(view: &View, participant: Participant, made: Option<&Contact>) -> bool {
    let last = Month::from_date(view.on).previous();
    let owed_since =
        view.facts.assigned.map_or(participant.registration.since, |day| day.max(participant.registration.since));
    owed_since <= last.first_day() && made.is_none_or(|contact| contact.on < last.first_day())
}

/// Returns the newest contact of the month with `person`, up to the day, that was not made: an attempt, or one in a way
/// that does not count.
pub fn last_attempt<'a>(view: &View<'a>, person: PersonNumber, month: Month) -> Option<&'a Contact> {
    let attempts = contacts_with(view, person).filter(|contact| !is_partners_alone(view, contact));
    let attempts = attempts.filter(|contact| !counts_as_made(view, contact));
    let attempts = attempts.filter(|contact| month.contains(contact.on));
    attempts.max_by_key(|contact| (contact.on, contact.contact_type.as_ref()))
}

/// Returns a note on a contact of the month that may have been with `person`: it was with the case as a whole, and
/// several people take part.
fn unclear_contact_note(view: &View, person: PersonNumber, month: Month) -> Option<Message> {
    let with_case =
        view.facts.contacts.iter().filter(|contact| contact.person == PersonNumber::CASE && contact.on <= view.on);
    let newest =
        with_case.filter(|contact| contact.reached && month.contains(contact.on)).map(|contact| contact.on).max()?;
    Some(message!(
        "whether the contact on {} was with person {}: it does not say who it was with; it is not counted",
        newest,
        person
    ))
}
