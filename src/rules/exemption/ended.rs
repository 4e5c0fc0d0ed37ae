//! Exemptions that have ended while the status still says exempt, and those that nobody recorded.

use chrono::NaiveDate;

use super::{exemption_finding, grounds, last_day, longest_exemption, note_ends_by_age};
use crate::domain::facts::Exemption;
use crate::domain::proposal::Proposal;
use crate::domain::status::RegistrationStatus;
use crate::rules::finding::Finding;
use crate::rules::message::message;
use crate::rules::rule_id::RuleId;
use crate::rules::view::{Participant, View};

/// Finds participants who are still registered as exempt although no exemption applies anymore, or none is recorded.
pub fn ended_findings(view: &View) -> impl Iterator<Item = Finding> {
    let exempt =
        view.participants().filter(|participant| participant.registration.status == RegistrationStatus::Exempt);
    exempt.filter(|participant| longest_exemption(view, participant.number).is_none()).map(|participant| {
        let theirs = view
            .facts
            .exemptions
            .iter()
            .filter(|exemption| exemption.person == participant.number && exemption.from <= view.on);
        let newest = theirs.max_by_key(|exemption| (last_day(view, exemption), exemption.from, &exemption.reason));
        match newest.and_then(|exemption| Some((exemption, last_day(view, exemption)?))) {
            Some((exemption, last)) => {
                note_ends_by_age(view, exemption, last, ended_finding(view, &participant, exemption, last))
            }
            None => {
                Finding::new(RuleId::ExemptionUnrecorded, participant.number, "exempt, and no exemption is recorded")
                    .with_grounds([participant.status_ground()])
                    .cannot_tell("why the participant is exempt, and until when: neither is recorded")
                    .clears_when("the exemption is recorded with its reason and its review day")
                    .if_nothing("Nobody knows when the exemption ends, or whether the clock has stopped.")
                    .with_proposals([Proposal::ReviewExemption])
            }
        }
    })
}

/// Finds an exemption that would have ended before it began: the participant is older than its reason allows, or a day is
/// mistyped. Nobody can tell whether it ever applied.
fn impossible_finding(view: &View, participant: &Participant, exemption: &Exemption) -> Finding {
    let by_age = exemption.until.is_none_or(|until| exemption.from <= until);
    let says = if by_age {
        message!(
            "the exemption from {} began after the age that ends its reason; the status is still Exempt",
            exemption.from
        )
    } else {
        message!(
            "the exemption from {} is recorded with a last day before its first; the status is still Exempt",
            exemption.from
        )
    };
    let finding = exemption_finding(RuleId::ExemptionDoubtful, view, exemption, says)
        .due_on(exemption.from)
        .arising_on([participant.registration.since])
        .with_grounds([participant.status_ground()])
        .cannot_tell(
            "whether the participant is exempt, and why: the reason, a day of the exemption or the birth date is not right",
        )
        .clears_when("the exemption is corrected, or the facts are")
        .if_nothing("The exemption may not be valid, and months may be counted wrongly.")
        .with_proposals([Proposal::ReviewExemption, Proposal::Contact]);
    grounds::note_other_grounds(view, exemption, finding)
}

fn ended_finding(view: &View, participant: &Participant, exemption: &Exemption, last: NaiveDate) -> Finding {
    if last < exemption.from {
        return impossible_finding(view, participant, exemption);
    }
    let finding = exemption_finding(
        RuleId::ExemptionEnded,
        view,
        exemption,
        message!("the exemption ended on {}, and the status is still Exempt", last),
    )
    .due_on(last)
    .arising_on([exemption.from, participant.registration.since])
    .with_grounds([participant.status_ground()])
    .clears_when("the exemption is renewed, or the registration status is changed")
    .if_nothing("The participant should get activities and services, and time on aid may run unnoticed.")
    .with_proposals([Proposal::ReviewExemption, Proposal::Contact, Proposal::AmendPlan]);
    let finding = match exemption.until.filter(|until| view.on <= *until) {
        Some(until) => finding.cannot_tell(message!(
            "whether the exemption has ended: it is recorded until {}, and the age limit ends it on {}",
            until,
            last
        )),
        None => finding,
    };
    grounds::note_other_grounds(view, exemption, finding)
}
