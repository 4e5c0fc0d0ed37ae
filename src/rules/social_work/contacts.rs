//! The first contact with the client, and the home visit after a message that nobody answered.
//!
//! Source: San Francisco handbook 75-9, IV.C.

use super::hour_clock::HourClock;
use super::step_finding::step_finding;
use super::unit_case::UnitCase;
use crate::domain::act::ActId;
use crate::domain::facts::social_work::{ContactOutcome, ContactWay, UnitContact};
use crate::rules::finding::Finding;
use crate::rules::message::{Message, message};
use crate::rules::rule_id::RuleId;

/// Whether the client can be reached by telephone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Telephone {
    /// The client has one.
    Possible,
    /// The client has none, or every call so far was not answered.
    Impossible,
    /// Nobody has recorded it.
    Unknown,
}

/// Returns whether the client can be reached by telephone.
pub(super) fn telephone(case: &UnitCase) -> Telephone {
    let mut calls = case.contacts.iter().filter(|contact| contact.how == ContactWay::Phone).peekable();
    let has_called = calls.peek().is_some();
    let unanswered = has_called && calls.all(|contact| contact.outcome == ContactOutcome::NoAnswer);
    match case.work.phone {
        Some(false) => Telephone::Impossible,
        _ if unanswered => Telephone::Impossible,
        Some(true) => Telephone::Possible,
        None if has_called => Telephone::Possible,
        None => Telephone::Unknown,
    }
}

/// Returns the contacts and attempts that meet the first contact. A call that nobody answers does not, and a letter does
/// only where the telephone does not help.
pub(super) fn counting_contacts<'b>(case: &'b UnitCase) -> impl Iterator<Item = &'b UnitContact> {
    let letters_count = telephone(case) == Telephone::Impossible;
    case.contacts.iter().filter(move |contact| match contact.outcome {
        ContactOutcome::WorkedWith
        | ContactOutcome::Agreed
        | ContactOutcome::Refused
        | ContactOutcome::Message
        | ContactOutcome::NotHome
        | ContactOutcome::NoShow
        | ContactOutcome::Cancelled => true,
        ContactOutcome::NoAnswer => contact.how == ContactWay::Home,
        ContactOutcome::Sent => letters_count && contact.how.is_letter(),
    })
}

/// Finds a client whom the social worker has not contacted in time.
pub(super) fn contact_finding(case: &UnitCase) -> Option<Finding> {
    let (view, rule) = (&case.view, case.view.policy.social_work_contact.as_ref()?);
    let discussed = case.discussed()?;
    if !case.is_open() || counting_contacts(case).next().is_some() {
        return None;
    }
    let start = case.reopened().map_or(discussed, |reopened| reopened.max(discussed));
    let clock = HourClock::new(view, start, rule);
    let letter = case.contacts.iter().rfind(|contact| contact.how.is_letter());
    let mut finding = step_finding(case, RuleId::SocialWorkContact, contact_text(case, &clock), rule)
        .with_ground("discussed", discussed, case.source_of(&[ActId::SocialWorkDiscussed], discussed))
        .clears_when("the client is reached, a message is left or a home visit is tried");
    if start != discussed {
        finding = finding.with_ground(
            "opened again",
            start,
            case.source_of(&[ActId::SocialWorkStatus, ActId::SocialWorkContact], start),
        );
    }
    if let Some(letter) = letter {
        finding = finding.with_ground("letter sent", letter.on, case.source_of(&[ActId::SocialWorkContact], letter.on));
        finding = match telephone(case) {
            Telephone::Unknown => finding.cannot_tell("whether the client has a telephone: a letter does where not"),
            _ => finding.with_ground(
                "why it does not do",
                "the handbook asks for the telephone or a visit where there is a telephone",
                &case.referral.source,
            ),
        };
    }
    Some(clock.add_to(view, finding))
}

fn contact_text(case: &UnitCase, clock: &HourClock) -> Message {
    let has_called = case.contacts.iter().any(|contact| contact.how == ContactWay::Phone);
    match telephone(case) {
        Telephone::Impossible if case.work.homeless == Some(true) => {
            "the client has not been contacted yet: no telephone, no address; a letter with the check, or a visit"
                .into()
        }
        Telephone::Impossible if has_called => {
            message!("no answer by telephone: a letter or a home visit by {}", clock.due)
        }
        Telephone::Impossible => "the client has not been contacted yet: no telephone; a letter or a home visit".into(),
        Telephone::Possible | Telephone::Unknown => "the client has not been contacted yet".into(),
    }
}

/// Returns the first message that nobody has answered and no home visit has followed. A later message does not move it.
pub(super) fn unanswered_message<'b>(case: &'b UnitCase) -> Option<&'b UnitContact> {
    let message = case.contacts.iter().find(|contact| contact.outcome == ContactOutcome::Message)?;
    let visited = case.contacts.iter().any(|contact| {
        let is_visit = contact.how == ContactWay::Home || contact.outcome == ContactOutcome::NotHome;
        is_visit && contact.outcome != ContactOutcome::Message && message.on <= contact.on
    });
    (case.first_reached().is_none() && !visited).then_some(message)
}

/// Finds a message that was not answered in time: a home visit follows.
pub(super) fn visit_finding(case: &UnitCase) -> Option<Finding> {
    let (view, rule) = (&case.view, case.view.policy.social_work_visit.as_ref()?);
    let message = unanswered_message(case).filter(|_| case.is_open())?;
    let start = case.reopened().map_or(message.on, |reopened| reopened.max(message.on));
    let says = "a message is unanswered: a home visit follows";
    let mut finding = step_finding(case, RuleId::SocialWorkVisit, says, rule)
        .with_ground("first message left", message.on, case.source_of(&[ActId::SocialWorkContact], message.on))
        .clears_when("the client is reached, or a home visit is made or tried");
    if start != message.on {
        finding = finding.with_ground(
            "opened again",
            start,
            case.source_of(&[ActId::SocialWorkStatus, ActId::SocialWorkContact], start),
        );
    }
    Some(HourClock::new(view, start, rule).add_to(view, finding))
}
