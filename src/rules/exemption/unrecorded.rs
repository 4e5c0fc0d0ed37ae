//! Participants who are exempt by their birth date or a pregnancy, and whose exemption nobody recorded.
//!
//! Source: WIC 11320.3(b): under 16, 60 or older, and pregnant (SB 65).

use crate::domain::dates::Month;
use crate::domain::proposal::Proposal;
use crate::domain::status::RegistrationStatus;
use crate::policy::param::Years;
use crate::rules::exemption::{doubt_of_open_request, longest_exemption};
use crate::rules::finding::Finding;
use crate::rules::household;
use crate::rules::message::message;
use crate::rules::rule_id::RuleId;
use crate::rules::shown_exemption::{age_that_exempts, is_exempt_by_pregnancy};
use crate::rules::view::{Participant, View};

/// Finds participants who are exempt by age or a pregnancy, and whose status still asks for participation.
pub fn unrecorded_findings(view: &View) -> impl Iterator<Item = Finding> {
    use RegistrationStatus::{Closed, Exempt, Ineligible, RegisteredVoluntary};
    let asked = view.participants().filter(|participant| {
        !matches!(participant.registration.status, Closed | Exempt | Ineligible | RegisteredVoluntary)
    });
    asked.filter_map(|participant| {
        if longest_exemption(view, participant.number).is_some() || household::is_outside_unit(view, participant.person)
        {
            return None;
        }
        exempt_by_age(view, &participant).or_else(|| exempt_by_pregnancy(view, &participant))
    })
}

fn exempt_by_age(view: &View, participant: &Participant) -> Option<Finding> {
    let (person, registration) = (participant.person, participant.registration);
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
}

/// Finds a pregnancy without an exemption: a statement of it is enough, and nobody else asks for one. A request that waits for
/// its answer has a finding of its own.
fn exempt_by_pregnancy(view: &View, participant: &Participant) -> Option<Finding> {
    let person = participant.person;
    let rule = view.policy.pregnancy_exempts.as_ref().filter(|_| is_exempt_by_pregnancy(view, person))?;
    if doubt_of_open_request(view, person, Month::from_date(view.on)).is_some() {
        return None;
    }
    let says = "the participant is pregnant, and no exemption is recorded";
    Some(
        Finding::new(RuleId::ExemptionUnrecorded, participant.number, says)
            .with_grounds([participant.status_ground()])
            .under_policy(rule)
            .clears_when("the exemption is recorded, the participant volunteers, or the pregnancy is over")
            .if_nothing("Hours are asked of somebody who may be exempt, and months are counted that may not count.")
            .with_proposals([Proposal::ReviewExemption, Proposal::Contact])
            .cannot_tell("whether the participant takes the exemption or volunteers: neither is recorded"),
    )
}
