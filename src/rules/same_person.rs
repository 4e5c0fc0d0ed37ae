//! Members of a household who may be one person whom the county lists twice. The county's rows name no number for most
//! children, so that a corrected name or date of birth looks like another child.
//!
//! No source says how alike two members must be. The question is asked where [`is_likely_correction`] finds them alike,
//! and a worker answers it once.

use super::finding::Finding;
use super::household::is_outside_unit;
use super::message::{Message, message};
use super::rule_id::RuleId;
use super::view::View;
use crate::domain::PersonNumber;
use crate::domain::facts::{MemberListing, Person};
use crate::domain::likeness::is_likely_correction;
use crate::domain::proposal::Proposal;

/// Two members who may be one person. The row with a number is kept, else the one that the county named last.
#[derive(Debug, Clone, Copy)]
pub struct LikelyPair<'a> {
    /// The row that is kept if they are one person.
    pub kept: &'a Person,
    /// The other row.
    pub other: &'a Person,
}

/// Returns the members of the unit who may be the same person, and of whom nobody has said that they are two. Two people
/// whom the county gives a number each are two.
pub fn likely_pairs<'a>(view: &View<'a>) -> impl Iterator<Item = LikelyPair<'a>> + use<'a> {
    let view = *view;
    let people = &view.facts.people;
    let pairs =
        people.iter().enumerate().flat_map(move |(index, a)| people.iter().skip(index).skip(1).map(move |b| (a, b)));
    pairs.filter(move |(a, b)| is_open_pair(&view, a, b)).map(|(a, b)| {
        let rank = |person: &Person| (person.person.is_some(), person.source.last_seen());
        if rank(a) < rank(b) { LikelyPair { kept: b, other: a } } else { LikelyPair { kept: a, other: b } }
    })
}

fn is_open_pair(view: &View, a: &Person, b: &Person) -> bool {
    let (Some(first), Some(second)) = (a.listing(), b.listing()) else { return false };
    let is_named = |one: &MemberListing, two: &MemberListing| *one == first && *two == second;
    let is_answered = view
        .facts
        .people_told_apart
        .iter()
        .any(|apart| is_named(&apart.first, &apart.second) || is_named(&apart.second, &apart.first));
    a.relation == b.relation
        && (a.person.is_none() || b.person.is_none())
        && !is_answered
        && ![a, b].into_iter().any(|person| is_outside_unit(view, person))
        && is_likely_correction((&first.name, first.birth_date), (&second.name, second.birth_date))
}

/// Finds each pair of members who may be the same person.
pub fn same_person_findings(view: &View) -> impl Iterator<Item = Finding> {
    likely_pairs(view).map(|LikelyPair { kept, other }| {
        let says = "two members of the household may be the same person";
        Finding::new(RuleId::SamePerson, kept.person.unwrap_or(PersonNumber::CASE), says)
            .with_ground("the county lists", listing_text(kept), &kept.source)
            .with_ground("and also", listing_text(other), &other.source)
            .clears_when("somebody records that they are one person or two, or the county lists only one of them")
            .if_nothing(
                "Both count as members of the household: the youngest child and the hours may be judged wrongly.",
            )
            .with_proposals([Proposal::CompareMembers])
    })
}

fn listing_text(person: &Person) -> Message {
    let name = person.name.as_ref().map(ToString::to_string).unwrap_or_default();
    match person.birth_date {
        Some(birth) => message!("{}, born {}", name, birth),
        None => name.into(),
    }
}
