//! Exemptions and good cause of which the record holds the last day before the first: a day is mistyped, and nobody can tell
//! on which days they hold.

use super::{exemption_finding, reason_title};
use crate::domain::PersonNumber;
use crate::domain::facts::{Exemption, GoodCause};
use crate::domain::proposal::Proposal;
use crate::rules::finding::Finding;
use crate::rules::message::{Message, message};
use crate::rules::rule_id::RuleId;
use crate::rules::view::View;

fn reversed_exemptions<'a>(view: &View<'a>) -> impl Iterator<Item = (&'a Exemption, chrono::NaiveDate)> + use<'a> {
    let theirs = view.facts.exemptions.iter();
    theirs.filter_map(|exemption| Some((exemption, exemption.until.filter(|until| *until < exemption.from)?)))
}

fn reversed_causes<'a>(view: &View<'a>) -> impl Iterator<Item = (&'a GoodCause, chrono::NaiveDate)> + use<'a> {
    let theirs = view.facts.good_causes.iter();
    theirs.filter_map(|cause| Some((cause, cause.until.filter(|until| *until < cause.from)?)))
}

/// Returns the doubts about anything that is asked of the person on a day between the two days that are reversed.
pub(in crate::rules) fn doubts_of_reversed_days(view: &View, person: PersonNumber) -> Vec<Message> {
    let on = view.on;
    let exempt = reversed_exemptions(view)
        .filter(|(exemption, until)| exemption.person == person && (*until..=exemption.from).contains(&on))
        .map(|(exemption, until)| {
            message!(
                "whether the participant is exempt: {} is recorded from {} until {}, and the last day is before the first",
                reason_title(view, exemption).to_owned(),
                exemption.from,
                until
            )
        });
    let excused = reversed_causes(view)
        .filter(|(cause, until)| cause.person == person && (*until..=cause.from).contains(&on))
        .map(|(cause, until)| {
            message!(
                "whether good cause applies: it is recorded from {} until {}, and the last day is before the first",
                cause.from,
                until
            )
        });
    let mut doubts: Vec<_> = exempt.chain(excused).collect();
    doubts.sort();
    doubts.dedup();
    doubts
}

/// Finds exemptions and good cause of participants with a last day before the first. An exemption of somebody whose status is
/// Exempt has a finding of its own.
pub fn reversed_findings(view: &View) -> impl Iterator<Item = Finding> {
    let view = *view;
    let exempt = reversed_exemptions(&view).filter(move |(exemption, _)| {
        let status = view.registration_of(exemption.person).map(|registration| registration.status);
        status.is_some_and(|status| status != crate::domain::status::RegistrationStatus::Exempt)
    });
    let exempt = exempt.map(move |(exemption, _)| {
        let says = message!("the exemption from {} is recorded with a last day before its first", exemption.from);
        correct(exemption_finding(RuleId::ExemptionDoubtful, &view, exemption, says))
    });
    let causes = reversed_causes(&view).filter(move |(cause, _)| view.registration_of(cause.person).is_some());
    let causes = causes.map(|(cause, until)| {
        let says = message!("good cause from {} is recorded with a last day before its first", cause.from);
        let finding = Finding::new(RuleId::ExemptionDoubtful, cause.person, says);
        correct(finding.with_ground("good cause from", cause.from, &cause.source).with_ground(
            "good cause until",
            until,
            cause.value_source(GoodCause::END),
        ))
    });
    exempt.chain(causes)
}

fn correct(finding: Finding) -> Finding {
    finding
        .cannot_tell("on which days it holds: the last day is before the first, so that one of them is not right")
        .clears_when("the days are corrected")
        .if_nothing(
            "Hours are asked on days on which the participant may be excused, and months may be counted wrongly.",
        )
        .with_proposals([Proposal::ReviewExemption, Proposal::Contact])
}
