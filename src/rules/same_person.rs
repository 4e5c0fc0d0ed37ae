//! Members of a household who may be one person whom the county lists twice. The county's rows name no number for most
//! children, so that a corrected name or date of birth looks like another child; and an adult who was entered twice has two
//! numbers, or two roles.
//!
//! No source says how alike two members must be. The question is asked where [`may_be_one_member`] finds them alike, or
//! where one came when the other was gone, and a worker answers it once. While it is open nothing adverse about either of them is sure.

use super::finding::Finding;
use super::household::is_outside_unit;
use super::message::{Message, message};
use super::rule_id::RuleId;
use super::view::View;
use crate::domain::PersonNumber;
use crate::domain::category::Severity;
use crate::domain::codes::Relation;
use crate::domain::facts::Person;
use crate::domain::likeness::{may_be_one_adult, may_be_one_member, may_take_the_place_of};
use crate::domain::proposal::Proposal;

/// The id of the reason that the participant may be listed twice.
pub(super) const LISTED_TWICE: &str = "listed_twice";

/// Two members who may be one person. The row with a number is kept, else the one that the county named last.
#[derive(Debug, Clone, Copy)]
pub struct LikelyPair<'a> {
    /// The row that is kept if they are one person.
    pub kept: &'a Person,
    /// The other row.
    pub other: &'a Person,
}

/// Returns the members of the unit who may be the same person, and of whom nobody has said that they are two. Two children
/// whom the county gives a number each are two, and so are two adults whose rows are further apart than a correction.
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

/// Returns whether the rows of the two may be of one person: rows of one role of which one has no number, or of two adults
/// of whom one row may be a correction of the other, whatever their numbers and roles.
fn may_be_listed_twice(a: &Person, b: &Person) -> bool {
    let unnumbered = a.relation == b.relation && (a.person.is_none() || b.person.is_none());
    unnumbered || are_adults_alike(a, b)
}

/// Returns whether two adults may be one person. Two adults of one household are hardly ever twins.
fn are_adults_alike(a: &Person, b: &Person) -> bool {
    let is_child = |person: &Person| person.relation == Relation::Child;
    if is_child(a) || is_child(b) {
        return false;
    }
    let (first, second) = (a.name.as_ref().zip(a.birth_date), b.name.as_ref().zip(b.birth_date));
    first.zip(second).is_some_and(|(one, other)| may_be_one_adult(one, other))
}

/// Returns whether the two rows have one number, which the county gives one person of a case.
fn have_one_number(a: &Person, b: &Person) -> bool {
    a.person.is_some_and(|number| number != PersonNumber::CASE && b.person == Some(number))
}

fn is_open_pair(view: &View, a: &Person, b: &Person) -> bool {
    let one_number = have_one_number(a, b);
    if one_number && a.listing().zip(b.listing()).is_none() {
        return true;
    }
    if !one_number && !may_be_listed_twice(a, b) {
        return false;
    }
    let (Some(first), Some(second)) = (a.listing(), b.listing()) else { return false };
    let is_answered = view.facts.people_told_apart.iter().any(|apart| apart.answers_for(&first, &second));
    // Two rows of one number, or of one name and date of birth, are alike whichever of them is in the unit.
    if one_number || (&first.name, first.birth_date) == (&second.name, second.birth_date) {
        return !is_answered && ![a, b].into_iter().all(|person| is_outside_unit(view, person));
    }
    !is_answered
        && ![a, b].into_iter().any(|person| is_outside_unit(view, person))
        && (are_adults_alike(a, b) || {
            let (one, other) = ((&first.name, first.birth_date), (&second.name, second.birth_date));
            may_be_one_member(one, other) || (follow_each_other(a, b) && may_take_the_place_of(one, other))
        })
}

/// Returns whether the county named one of the two only after it had named the other for the last time.
fn follow_each_other(a: &Person, b: &Person) -> bool {
    let is_later = |gone: &Person, now: &Person| {
        gone.source.last_seen().zip(now.first_listed).is_some_and(|(last, first)| last < first)
    };
    is_later(a, b) || is_later(b, a)
}

/// Returns the pairs of adults who may be one person.
pub(super) fn likely_adults<'a>(view: &View<'a>) -> impl Iterator<Item = LikelyPair<'a>> + use<'a> {
    likely_pairs(view).filter(|pair| pair.kept.relation != Relation::Child)
}

impl LikelyPair<'_> {
    /// Returns whether one of the two has the number; every finding about the case as a whole is about both.
    pub(super) fn concerns(&self, person: PersonNumber) -> bool {
        let numbers = [self.kept.person, self.other.person];
        person == PersonNumber::CASE || numbers.contains(&Some(person))
    }

    /// Returns the doubt about everything that counts the two as two people.
    pub(super) fn doubt(&self) -> Message {
        message!("whether {}", self.clause())
    }

    /// Returns in words that the two are one person; it reads well after "whether".
    pub fn clause(&self) -> Message {
        message!("{} and {} are one person, listed twice", listing_text(self.kept), listing_text(self.other))
    }
}

/// Notes on each finding that may cost the family something that it counts two adults who may be one person.
pub(super) fn note_doubts(view: &View, findings: &mut [Finding]) {
    let is_adverse = |rule: RuleId| {
        rule.is_adverse()
            || matches!(
                rule,
                RuleId::HoursNotMet | RuleId::NoCurrentActivity | RuleId::PlanDue | RuleId::PlanAppointment
            )
    };
    for pair in likely_adults(view) {
        let doubt = pair.doubt();
        let about = |finding: &&mut Finding| is_adverse(finding.rule) && pair.concerns(finding.person);
        for finding in findings.iter_mut().filter(about) {
            if !finding.cannot_tell.contains(&doubt) {
                finding.cannot_tell.push(doubt.clone());
            }
        }
    }
}

/// Finds each pair of members who may be the same person.
pub fn same_person_findings(view: &View) -> impl Iterator<Item = Finding> {
    likely_pairs(view).map(|LikelyPair { kept, other }| {
        let says = "two members of the household may be the same person";
        let finding = Finding::new(RuleId::SamePerson, kept.person.unwrap_or(PersonNumber::CASE), says);
        // Two adults owe other hours than one, and aid hangs on them.
        let decides_hours = kept.relation != Relation::Child && other.relation != Relation::Child;
        let finding = if decides_hours { finding.with_severity(Severity::Aid) } else { finding };
        // The question is as old as the row that came second.
        let finding = match kept.first_listed.max(other.first_listed) {
            Some(seen) => finding.due_on(seen),
            None => finding,
        };
        finding
            .with_ground("the county lists", listing_text(kept), &kept.source)
            .with_ground("and also", listing_text(other), &other.source)
            .clears_when("somebody records that they are one person or two, or the county lists only one of them")
            .if_nothing(
                "Both count as members of the household: the youngest child, the hours and the months of aid may be judged \
                 wrongly.",
            )
            .with_proposals([Proposal::CompareMembers])
    })
}

fn listing_text(person: &Person) -> Message {
    let name = match (&person.name, person.person) {
        (Some(name), _) => name.to_string().into(),
        (None, Some(number)) => message!("person {}", number),
        (None, None) => "a member without a name".into(),
    };
    let born = match person.birth_date {
        Some(birth) => message!("{}, born {}", name, birth),
        None => name,
    };
    match person.person {
        Some(number) if person.name.is_some() => message!("{}, person {}", born, number),
        _ => born,
    }
}
