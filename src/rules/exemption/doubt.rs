//! Exemptions whose reason does not fit the facts.

use chrono::NaiveDate;

use super::{exemption_finding, exemptions_in_effect, grounds, lacks_its_child, last_day, reason_citation};
use crate::domain::codes::Relation;
use crate::domain::dates::days_between;
use crate::domain::facts::{Exemption, Person};
use crate::domain::proposal::Proposal;
use crate::domain::status::RegistrationStatus;
use crate::policy::Param;
use crate::policy::param::{Days, Years};
use crate::policy::tables::{ExemptionReason, Restriction};
use crate::rules::finding::Finding;
use crate::rules::household;
use crate::rules::message::{Message, message};
use crate::rules::rule_id::RuleId;
use crate::rules::shown_exemption::is_for_pregnancy;
use crate::rules::view::View;

/// Why an exemption may not be valid.
struct Doubt {
    says: &'static str,
    /// What no source settles; `None` if the doubt is sure.
    unknown: Option<Message>,
    /// The day on which the doubt arose, where that is later than the first day of the exemption.
    since: Option<NaiveDate>,
}

impl Doubt {
    const fn sure(says: &'static str) -> Self {
        Self { says, unknown: None, since: None }
    }

    fn new_unsettled(says: &'static str, unknown: impl Into<Message>) -> Self {
        Self { says, unknown: Some(unknown.into()), since: None }
    }

    fn arising_on(self, since: NaiveDate) -> Self {
        Self { since: Some(since), ..self }
    }

    /// Returns the doubt of a restriction: in sure words where a source sets it, in open words where none was found.
    fn from_restriction(
        restriction: Restriction,
        barred: &'static str,
        open: &'static str,
        unknown: &'static str,
    ) -> Self {
        match restriction {
            Restriction::Barred => Self::sure(barred),
            Restriction::Unknown => Self::new_unsettled(open, unknown),
        }
    }
}

/// Finds exemptions whose reason does not fit the facts: the participant's age, the length, a second use of a reason
/// granted once, both parents for one child, a sanctioned other parent, a reason that policy does not know or that was
/// not in force, or a reason that would excuse only in part.
pub fn doubtful_findings(view: &View) -> impl Iterator<Item = Finding> {
    exemptions_in_effect(view).filter_map(|exemption| {
        let doubts = doubts_about(view, exemption);
        let first = doubts.iter().find(|doubt| doubt.unknown.is_none()).or_else(|| doubts.first())?;
        let mut finding = exemption_finding(RuleId::ExemptionDoubtful, view, exemption, first.says)
            .due_on(exemption.from)
            .arising_on(first.since)
            .clears_when("the exemption is corrected, or the facts are")
            .if_nothing("The exemption may not be valid, and months may be counted wrongly.")
            .with_proposals([Proposal::ReviewExemption]);
        for doubt in doubts.iter().filter(|doubt| doubt.says != first.says) {
            finding = finding.with_ground("doubtful too", doubt.says, &exemption.source);
        }
        let known = view.policy.tables.exemption_reason(&exemption.reason);
        finding = first.unknown.iter().cloned().fold(finding, Finding::cannot_tell);
        finding = grounds::note_other_grounds(view, exemption, finding);
        let rule = exemption.partial_hours.and(view.policy.no_partial_exemption.as_ref());
        Some(match (known, rule) {
            (_, Some(rule)) => finding.under_policy(rule),
            (Some(reason), None) => finding.with_citation(reason_citation(reason, exemption)),
            (None, None) => finding.cannot_tell("what this reason does to the clocks: the policy does not have it"),
        })
    })
}

fn doubts_about(view: &View, exemption: &Exemption) -> Vec<Doubt> {
    if exemption.partial_hours.is_some() {
        return vec![partial_doubt(view)];
    }
    let Some(reason) = view.policy.tables.exemption_reason(&exemption.reason) else {
        return vec![Doubt::sure("this reason is not in the policy")];
    };
    [
        age_doubt(view, reason, exemption),
        in_force_doubt(reason, exemption),
        length_doubt(view, reason, exemption),
        repetition_doubt(view, reason, exemption),
        child_doubt(view, reason, exemption),
        both_parents_doubt(view, reason, exemption),
        caretaker_doubt(view, reason, exemption),
        pregnancy_doubt(view, exemption),
        sanctioned_parent_doubt(view, reason, exemption),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn partial_doubt(view: &View) -> Doubt {
    let says = "there is no partial exemption: somebody who cannot do the full hours is exempt";
    let sure = view.policy.no_partial_exemption.as_ref().is_some_and(Param::can_decide);
    let unknown = "whether this county excuses people from part of the hours: another county's handbook says that there is no \
         such exemption";
    if sure { Doubt::sure(says) } else { Doubt::new_unsettled(says, unknown) }
}

fn age_doubt(view: &View, reason: &ExemptionReason, exemption: &Exemption) -> Option<Doubt> {
    let birth = view.find_person(exemption.person)?.birth_date?;
    let young = reason.from_age.is_some_and(|age| view.on < household::birthday_at_age(birth, Years(age)));
    young.then_some(Doubt::sure("the participant is younger than this reason requires"))
}

fn in_force_doubt(reason: &ExemptionReason, exemption: &Exemption) -> Option<Doubt> {
    let early = reason.in_force_from.is_some_and(|first| exemption.from < first);
    early.then_some(Doubt::sure("the reason was not in force yet on the first day of the exemption"))
}

/// A disability must be expected to last at least 30 days (WIC 11320.3(b)(3)(A)).
fn length_doubt(view: &View, reason: &ExemptionReason, exemption: &Exemption) -> Option<Doubt> {
    let least = reason.least_days.map(i64::from)?;
    let (from, until) = joined_span(view, reason, exemption)?;
    let days = days_between(from, until) + Days::ONE.0;
    (days < least).then_some(Doubt::sure("the exemption is shorter than its reason requires"))
}

/// Returns the first and the last day of the exemption together with those of the same person and reason that come before
/// or after it without a gap; `None` if one of them has no end.
fn joined_span(view: &View, reason: &ExemptionReason, exemption: &Exemption) -> Option<(NaiveDate, NaiveDate)> {
    let same = |other: &&Exemption| other.person == exemption.person && is_for_reason(view, other, reason);
    let mut others: Vec<&Exemption> = view.facts.exemptions.iter().filter(same).collect();
    let (mut first, mut last) = (exemption.from, last_day(view, exemption)?);
    loop {
        let joins = |other: &&Exemption| {
            let end = last_day(view, other).and_then(|end| end.succ_opt());
            last.succ_opt().is_none_or(|after| other.from <= after) && end.is_none_or(|after| first <= after)
        };
        let Some(found) = others.iter().position(joins) else { return Some((first, last)) };
        let other = others.swap_remove(found);
        first = first.min(other.from);
        last = last.max(last_day(view, other)?);
    }
}

fn repetition_doubt(view: &View, reason: &ExemptionReason, exemption: &Exemption) -> Option<Doubt> {
    let before = |other: &Exemption| {
        other.person == exemption.person && other.from < exemption.from && is_for_reason(view, other, reason)
    };
    let again = reason.once && view.facts.exemptions.iter().any(before);
    again.then_some(Doubt::sure("this reason can be granted only once, and it was granted before"))
}

fn child_doubt(view: &View, reason: &ExemptionReason, exemption: &Exemption) -> Option<Doubt> {
    lacks_its_child(view, reason, exemption).then(|| {
        Doubt::new_unsettled(
            "no child on record is young enough for this reason",
            "when the child was born for whom it was granted, and so on which birthday it ends",
        )
    })
}

/// Only one parent may be exempt to care for a child (EAS 42-712.47). Where both name a child it must be the same one;
/// a child that is not named is taken to be the youngest.
fn both_parents_doubt(view: &View, reason: &ExemptionReason, exemption: &Exemption) -> Option<Doubt> {
    let restriction = reason.one_parent?;
    let same_child =
        |other: &Exemption| other.child_born.zip(exemption.child_born).is_none_or(|(theirs, ours)| theirs == ours);
    let both = exemptions_in_effect(view)
        .filter(|other| other.person != exemption.person && is_for_reason(view, other, reason) && same_child(other));
    both.map(|other| other.from).min().map(|since| {
        let doubt = Doubt::from_restriction(
            restriction,
            "both parents are exempt for one child; only one may be",
            "both parents are exempt for one child, and it may be that only one can be",
            "whether both parents may have this exemption for one child: EAS 42-712.47 limits only the exemption \
             for the first six months to one parent; no source was found for this one",
        );
        doubt.arising_on(since)
    })
}

/// A caretaker who is not the parent may be exempt; a parent may also care for a child who is not their own, and the record
/// does not say for which child the exemption is.
fn caretaker_doubt(view: &View, reason: &ExemptionReason, exemption: &Exemption) -> Option<Doubt> {
    let person = view.find_person(exemption.person).filter(|_| reason.not_for_parents)?;
    matches!(person.relation, Relation::Parent | Relation::SecondParent).then(|| {
        Doubt::new_unsettled(
            "the reason is for a caretaker who is not the parent, and the participant is recorded as a parent",
            "whether the participant cares for a child who is not their own: the relation on record is that of a parent",
        )
    })
}

/// A pregnancy that has ended may no longer exempt: no source read says how long the exemption lasts after it.
fn pregnancy_doubt(view: &View, exemption: &Exemption) -> Option<Doubt> {
    let person = view.find_person(exemption.person).filter(|_| is_for_pregnancy(view, exemption))?;
    if person.pregnancy_ended.is_none() && person.pregnant == Some(false) {
        let unknown =
            "whether the participant is pregnant: the exemption says so, and the record of the participant does not";
        return Some(Doubt::new_unsettled("the participant is recorded as not pregnant", unknown));
    }
    let ended = person.pregnancy_ended.filter(|ended| *ended < view.on && exemption.from <= *ended)?;
    let unknown = message!(
        "whether the exemption lasts beyond the end of the pregnancy on {}: no source found names a time after it; \
         an infant may exempt instead",
        ended
    );
    Some(
        Doubt::new_unsettled("the pregnancy has ended, and the exemption for it is still on record", unknown)
            .arising_on(ended),
    )
}

/// The second parent of a sanctioned parent may not be exempt to care for a member of the household or a child of six
/// months or less (WIC 11327.5(c)(2)(B)).
fn sanctioned_parent_doubt(view: &View, reason: &ExemptionReason, exemption: &Exemption) -> Option<Doubt> {
    let restriction = reason.beside_sanctioned_parent?;
    let is_parent = |person: &&Person| matches!(person.relation, Relation::Parent | Relation::SecondParent);
    let own = view.find_person(exemption.person)?;
    is_parent(&own).then_some(())?;
    let others = view.facts.people.iter().filter(is_parent).filter_map(|other| other.person);
    let sanctioned = others
        .filter(|number| *number != exemption.person)
        .filter_map(|number| view.registration_of(number).filter(|known| known.status == RegistrationStatus::Sanction));
    // The reason is closed from the first day of the sanction, and not before it.
    sanctioned.map(|known| known.since).min().map(|since| {
        let doubt = Doubt::from_restriction(
            restriction,
            "the other parent is sanctioned, and as long as that lasts this parent cannot get this exemption",
            "the other parent is sanctioned, and as long as that lasts this exemption may not be open to this parent",
            "whether this reason is open to the second parent of a sanctioned parent: the statute names care of a household \
             member and of a child of six months or less; Santa Clara says a young child",
        );
        doubt.arising_on(since)
    })
}

fn is_for_reason(view: &View, exemption: &Exemption, reason: &ExemptionReason) -> bool {
    view.policy.tables.exemption_reason(&exemption.reason).is_some_and(|known| known.id == reason.id)
}
