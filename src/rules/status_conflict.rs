//! Two registration statuses of one day that contradict each other: the county's record names both, and nothing says which
//! was recorded later.

use super::finding::Finding;
use super::message::{Message, message};
use super::rule_id::RuleId;
use super::view::View;
use crate::domain::PersonNumber;
use crate::domain::facts::DatedRegistration;
use crate::domain::proposal::Proposal;
use crate::domain::status::RegistrationStatus;

/// Returns the statuses of `person` that begin on the day of the newest one, where they are two and nothing says which was
/// recorded later.
pub(super) fn conflict_of(view: &View, person: PersonNumber) -> Option<(RegistrationStatus, RegistrationStatus)> {
    conflicting(view, person).map(|(one, other)| (one.status, other.status))
}

fn conflicting<'a>(view: &View<'a>, person: PersonNumber) -> Option<(&'a DatedRegistration, &'a DatedRegistration)> {
    let newest = view.registration_of(person)?;
    let order = |status: &DatedRegistration| (status.since, status.source.record_order());
    let is_beside = |status: &&DatedRegistration| order(status) == order(newest) && status.status != newest.status;
    let other = view.find_person(person)?.registration.iter().filter(is_beside).min_by_key(|status| status.status)?;
    Some((newest, other))
}

/// Returns the doubt about everything that follows from one of the two statuses.
pub(super) fn doubt_of_status(view: &View, person: PersonNumber) -> Option<Message> {
    let (one, other) = conflicting(view, person)?;
    Some(message!(
        "which registration status is right: {} and {} both begin on {}",
        one.status.title(),
        other.status.title(),
        one.since
    ))
}

/// Notes on each finding that may cost somebody something that two statuses of theirs contradict each other.
pub(super) fn note_doubts(view: &View, findings: &mut [Finding]) {
    let is_about_status = |rule: RuleId| {
        rule.is_adverse()
            || matches!(rule, RuleId::NoCurrentActivity | RuleId::PlanDue | RuleId::ActivityOpenInSanction)
    };
    for finding in findings.iter_mut().filter(|finding| is_about_status(finding.rule)) {
        let doubt = doubt_of_status(view, finding.person).filter(|doubt| !finding.cannot_tell.contains(doubt));
        finding.cannot_tell.extend(doubt);
    }
}

/// Finds participants with two statuses of one day that contradict each other.
pub(super) fn contradicting_findings(view: &View) -> impl Iterator<Item = Finding> {
    view.participants().filter_map(|participant| {
        let (one, other) = conflicting(view, participant.number)?;
        let says = message!(
            "two registration statuses of {} contradict each other: {} and {}",
            one.since,
            one.status.title(),
            other.status.title()
        );
        Some(
            Finding::new(RuleId::StatusDiffers, participant.number, says)
                .with_grounds([participant.status_ground()])
                .with_ground("and also", message!("{} since {}", other.status.title(), other.since), &other.source)
                .cannot_tell("which of the two is right: nothing says which was recorded later")
                .clears_when("the eligibility worker confirms the status, and it is recorded")
                .if_nothing(
                    "Hours may be asked of somebody who owes none, or nothing is asked of somebody who owes them.",
                )
                .with_proposals([Proposal::Contact]),
        )
    })
}
