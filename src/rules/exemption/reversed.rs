//! Exemptions and good cause of which the record holds the last day before the first: a day is mistyped, and nobody can tell
//! on which days they hold.

use chrono::NaiveDate;

use super::{exemption_finding, reason_title};
use crate::domain::PersonNumber;
use crate::domain::facts::{Exemption, GoodCause, Person};
use crate::domain::proposal::Proposal;
use crate::rules::finding::Finding;
use crate::rules::message::{Message, message};
use crate::rules::rule_id::RuleId;
use crate::rules::view::View;

fn reversed_exemptions<'a>(view: &View<'a>) -> impl Iterator<Item = (&'a Exemption, NaiveDate)> + use<'a> {
    let theirs = view.facts.exemptions.iter();
    theirs.filter_map(|exemption| Some((exemption, exemption.until.filter(|until| *until < exemption.from)?)))
}

fn reversed_causes<'a>(view: &View<'a>) -> impl Iterator<Item = (&'a GoodCause, NaiveDate)> + use<'a> {
    let theirs = view.facts.good_causes.iter();
    theirs.filter_map(|cause| Some((cause, cause.until.filter(|until| *until < cause.from)?)))
}

/// Returns the first exemption of the person in words whose days are reversed. It may hold on any day: the first day may be
/// right, or the last, or both the other way round.
pub(in crate::rules) fn reversed_exemption_days(view: &View, person: PersonNumber) -> Option<Message> {
    let theirs = reversed_exemptions(view).filter(|(exemption, _)| exemption.person == person);
    let (exemption, until) = theirs.min_by_key(|(exemption, until)| (exemption.from, *until, &exemption.reason))?;
    let title = reason_title(view, exemption).to_owned();
    Some(message!(
        "{} is recorded from {} until {}, and the last day is before the first",
        title,
        exemption.from,
        until
    ))
}

/// Returns the first good cause of the person in words whose days are reversed. It may hold on any day, as an exemption may.
pub(in crate::rules) fn reversed_cause_days(view: &View, person: PersonNumber) -> Option<Message> {
    let theirs = reversed_causes(view).filter(|(cause, _)| cause.person == person && cause.percent_excused() > 0);
    let (cause, until) = theirs.min_by_key(|(cause, until)| (cause.from, *until))?;
    Some(message!("it is recorded from {} until {}, and the last day is before the first", cause.from, until))
}

/// Returns the days of a disability whose last day is before its first.
fn reversed_disability(person: &Person) -> Option<(NaiveDate, NaiveDate)> {
    let days = person.disabled_from.zip(person.disabled_until).filter(|_| person.disabled == Some(true));
    days.filter(|(from, until)| until < from)
}

/// Returns the disability or the pregnancy of a person in words that is recorded with a last day before its first.
pub(in crate::rules) fn reversed_days_of_person(person: &Person) -> Option<Message> {
    let disability = reversed_disability(person).map(|(from, until)| {
        message!("a disability is recorded from {} until {}, and the last day is before the first", from, until)
    });
    disability.or_else(|| {
        let (from, until) = person.pregnant_since.zip(person.pregnancy_ended).filter(|(from, until)| until < from)?;
        Some(message!(
            "a pregnancy is recorded since {} that ended on {}: a day is mistyped, or there were two pregnancies",
            from,
            until
        ))
    })
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
    let people = view.participants().filter_map(move |participant| {
        let person = participant.person;
        let days = reversed_days_of_person(person)?;
        let says = if reversed_disability(person).is_some() {
            "a disability is recorded with a last day before its first"
        } else {
            "a pregnancy is recorded as ended before it began"
        };
        let finding =
            Finding::new(RuleId::ExemptionDoubtful, participant.number, says).cannot_tell(message!("whether {}", days));
        Some(correct(finding.with_grounds([participant.status_ground()])))
    });
    exempt.chain(causes).chain(people.collect::<Vec<_>>())
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
