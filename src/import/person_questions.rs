//! The questions whether two rows of an import are about one person.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::domain::change::ImportedFact;
use crate::domain::codes::Relation;
use crate::domain::extract::{CountyFact, HouseholdMember};
use crate::domain::facts::MemberListing;
use crate::domain::likeness::{may_be_one_adult, may_be_one_member, may_take_the_place_of};
use crate::domain::name::PersonName;

/// A question whether two rows are about one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SamePersonQuestion {
    /// The two rows.
    pub rows: [MemberListing; 2],
    /// The question in words, with the row and the case.
    pub text: String,
}

/// Returns the questions whether a person who is new is one of those whom the rows no longer name.
pub(super) fn likely_same_questions(
    changes: &[ImportedFact],
    known: &HashSet<String>,
    missing: &[CountyFact],
) -> Vec<SamePersonQuestion> {
    let is_new = |change: &&ImportedFact| change.replaces.is_none() && !known.contains(&change.fact.identity_key());
    let mut questions = Vec::new();
    for change in changes.iter().filter(is_new) {
        let Some(now) = named_person(&change.fact) else { continue };
        let may_be = |before: &&CountyFact| {
            let has_one_role = relation(&change.fact) == relation(before);
            let is_alike = if has_one_role { may_take_the_place_of } else { may_be_one_member };
            named_person(before).is_some_and(|before| is_alike(now, before))
        };
        for before in missing.iter().filter(may_be) {
            questions.extend(ask_about(change, before, "who is not in this file"));
        }
    }
    questions
}

/// Returns the questions whether an adult who is new under a number is one whom the same extract has under another. Of two
/// who are both new, the later row asks.
pub(super) fn second_number_questions(changes: &[ImportedFact], named: &[ImportedFact]) -> Vec<SamePersonQuestion> {
    let mut questions = Vec::new();
    for change in changes.iter().filter(|change| matches!(change.fact, CountyFact::Listed(_))) {
        let Some(now) = named_person(&change.fact) else { continue };
        let is_other = |other: &&ImportedFact| {
            other.row < change.row
                && other.fact.identity_key() != change.fact.identity_key()
                && named_person(&other.fact).is_some_and(|other| may_be_one_adult(now, other))
        };
        for other in named.iter().filter(is_other) {
            questions.extend(ask_about(change, &other.fact, &format!("in row {}", other.row)));
        }
    }
    questions
}

/// Asks whether the person of a changed row is the one of another row, which stands at `place`.
fn ask_about(change: &ImportedFact, other: &CountyFact, place: &str) -> Option<SamePersonQuestion> {
    let (now, before) = (person_text(&change.fact)?, person_text(other)?);
    let text =
        format!("row {}, case {}: {now} may be the same person as {before}, {place}", change.row, change.fact.case());
    Some(SamePersonQuestion { rows: [listing(&change.fact)?, listing(other)?], text })
}

fn listing(fact: &CountyFact) -> Option<MemberListing> {
    let (name, birth_date) = named_person(fact)?;
    let person = match fact {
        CountyFact::Listed(row) => Some(row.person),
        _ => None,
    };
    Some(MemberListing { name: name.clone(), birth_date, person })
}

pub(super) const fn named_person(fact: &CountyFact) -> Option<(&PersonName, NaiveDate)> {
    match fact {
        CountyFact::Listed(row) => Some((&row.name, row.birth_date)),
        CountyFact::HouseholdMember(row) => Some((&row.name, row.birth_date)),
        _ => None,
    }
}

pub(super) fn person_text(fact: &CountyFact) -> Option<String> {
    let (name, birth) = named_person(fact)?;
    let number = match fact {
        CountyFact::Listed(row) => format!(", person {}", row.person),
        _ => String::new(),
    };
    Some(format!("{name}, born {}{number}", birth.format("%m/%d/%Y")))
}

pub(super) const fn member(fact: &CountyFact) -> Option<&HouseholdMember> {
    match fact {
        CountyFact::HouseholdMember(member) => Some(member),
        _ => None,
    }
}

/// Returns the role of a member of the household; a listing names none.
fn relation(fact: &CountyFact) -> Option<Relation> {
    member(fact).map(|member| member.relation)
}
