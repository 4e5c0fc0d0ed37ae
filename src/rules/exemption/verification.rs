//! The medical verification of a pregnancy, which exempts on the participant's statement before it is verified.
//!
//! Source: SB 65; ACL 22-55 (known from a summary).

use chrono::NaiveDate;

use super::{exemption_finding, exemptions_in_effect};
use crate::domain::category::Severity;
use crate::domain::facts::Exemption;
use crate::domain::proposal::Proposal;
use crate::rules::finding::Finding;
use crate::rules::message::message;
use crate::rules::rule_id::RuleId;
use crate::rules::shown_exemption::is_for_pregnancy;
use crate::rules::view::View;

/// Finds exemptions for a pregnancy of which no proof is recorded. The verification is due the working days after the
/// request that policy sets; where no request is recorded, after the first day of the exemption.
pub fn unverified_findings(view: &View) -> impl Iterator<Item = Finding> {
    exemptions_in_effect(view).filter_map(|exemption| {
        let exempts = view.policies.in_force_on(exemption.from).pregnancy_exempts.as_ref();
        exempts.filter(|rule| rule.value.0 && is_for_pregnancy(view, exemption) && exemption.proof.is_none())?;
        let rule = view.policy.pregnancy_verification.as_ref()?;
        let requested = requested_on(view, exemption);
        let due = view.policy.calendar.add_working_days(requested.unwrap_or(exemption.from), rule.value);
        let overdue = view.on > due;
        let says = "the medical verification of the pregnancy is not recorded";
        let finding = exemption_finding(RuleId::ExemptionUnrecorded, view, exemption, says)
            .due_on(due)
            .with_severity(if overdue { Severity::Record } else { Severity::Notice })
            .under_policy(rule)
            .clears_when("the proof of the exemption is recorded, or the exemption ends")
            .if_nothing("The exemption rests on the participant's statement alone, and may be questioned later.")
            .with_proposals([Proposal::Contact, Proposal::ReviewExemption])
            .cannot_tell("what happens if no verification arrives: no source found says that the exemption ends");
        let ended = view.find_person(exemption.person).and_then(|person| person.pregnancy_ended);
        let finding = match ended.filter(|ended| *ended < view.on) {
            Some(ended) => {
                finding.cannot_tell(message!("whether the pregnancy is still to be verified: it ended on {}", ended))
            }
            None => finding,
        };
        Some(match requested {
            Some(day) => finding.with_ground("request received (CW 2186A)", day, &exemption.source),
            None => finding.cannot_tell(
                "when the exemption was asked for: the days are counted from its first day, and begin with the request",
            ),
        })
    })
}

/// Returns the day of the newest request of the participant up to the first day of the exemption, or else of the first one
/// after it.
fn requested_on(view: &View, exemption: &Exemption) -> Option<NaiveDate> {
    let theirs = view.facts.exemption_requests.iter().filter(|request| request.person == exemption.person);
    let days: Vec<NaiveDate> = theirs.map(|request| request.received).filter(|day| *day <= view.on).collect();
    let before = days.iter().filter(|day| **day <= exemption.from).max();
    before.or_else(|| days.iter().min()).copied()
}
