//! Participants who are exempt by their birth date, and whose exemption nobody recorded.
//!
//! Source: WIC 11320.3(b): under 16, and 60 or older.

use crate::domain::proposal::Proposal;
use crate::domain::status::RegistrationStatus;
use crate::policy::param::Years;
use crate::rules::exemption::longest_exemption;
use crate::rules::finding::Finding;
use crate::rules::household;
use crate::rules::message::message;
use crate::rules::rule_id::RuleId;
use crate::rules::shown_exemption::age_that_exempts;
use crate::rules::view::View;

/// Finds participants who are exempt by age, and whose status still asks for participation.
pub fn unrecorded_age_findings(view: &View) -> impl Iterator<Item = Finding> {
    use RegistrationStatus::{Closed, Exempt, Ineligible, RegisteredVoluntary};
    let asked = view.participants().filter(|participant| {
        !matches!(participant.registration.status, Closed | Exempt | Ineligible | RegisteredVoluntary)
    });
    asked.filter_map(|participant| {
        let (person, registration) = (participant.person, participant.registration);
        if longest_exemption(view, participant.number).is_some() || household::is_outside_unit(view, person) {
            return None;
        }
        let (reason, birth) = age_that_exempts(view, person)?;
        let reached = reason.from_age.map_or(registration.since, |age| household::birthday_at_age(birth, Years(age)));
        let says = message!("exempt by age ({}), and no exemption is recorded", &reason.title);
        Some(
            Finding::new(RuleId::ExemptionUnrecorded, participant.number, says)
                .due_on(reached.max(registration.since))
                .with_ground("birth date", birth, &person.source)
                .with_grounds([participant.status_ground()])
                .with_citation(super::citation_since(reason, reached))
                .clears_when("the exemption is recorded, or the birth date is corrected")
                .if_nothing("Hours are asked of somebody who is exempt, and months are counted that do not count.")
                .with_proposals([Proposal::ReviewExemption, Proposal::Contact]),
        )
    })
}
