//! The data match: a list from child welfare against the caseload, by name and date of birth, so that families known to
//! both can be worked together (seed: identifying common cases; sanction outreach).
//!
//! `list` reads the list through a layout, `likeness` says how alike two people are and why, and here each row finds its
//! people and its group. Nothing of the list is kept in the record, and its Social Security numbers are never read.

mod likeness;
mod match_list;
#[cfg(test)]
mod tests;

use serde::Serialize;

pub use likeness::{Likeness, score_likeness};
pub use match_list::{ListedPerson, MatchList, read_match_list};

use crate::desk::{Caseload, EvaluatedCase};
use crate::domain::codes::Relation;
use crate::domain::facts::Person;
use crate::domain::name::PersonName;
use crate::domain::status::{AidStatus, RegistrationStatus};
use crate::domain::{CaseNumber, PersonNumber};
use crate::rules::view::View;
use chrono::NaiveDate;

/// What a match is told to whom for. A pending application is in no extract, so none can be put in a group of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, strum::IntoStaticStr, strum::VariantArray)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum MatchGroup {
    /// On aid, and the child-welfare case is open.
    PotentialCommonCase,
    /// Sanctioned: for outreach.
    Sanctioned,
    /// On the caseload, and aid is discontinued.
    NoBenefits,
    /// The child-welfare case or the registration is closed.
    Closed,
    /// Nobody of the caseload is like them.
    NotInCaseload,
}

impl MatchGroup {
    /// The group as lists name it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::PotentialCommonCase => "Potential common case",
            Self::Sanctioned => "Sanctioned client",
            Self::NoBenefits => "Client with no benefits",
            Self::Closed => "Closed common case",
            Self::NotInCaseload => "Not in this caseload",
        }
    }

    /// The group as data and JSON write it.
    pub fn id(self) -> &'static str {
        self.into()
    }
}

/// Somebody of the caseload whom a row of the list may be.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonMatch {
    /// The case.
    pub case: CaseNumber,
    /// The number in the case; children often have none.
    pub person: Option<PersonNumber>,
    /// The name, as the caseload has it.
    pub name: PersonName,
    /// The date of birth, as the caseload has it.
    pub birth_date: NaiveDate,
    /// What the person is to the case.
    pub relation: Relation,
    /// Months of aid left, where they are known.
    pub months_left: Option<i64>,
    /// How alike, and why.
    pub likeness: Likeness,
}

/// A row of the list with somebody whom it may be.
#[derive(Debug, Clone, PartialEq)]
pub struct MatchedRow {
    /// The row.
    pub listed: ListedPerson,
    /// The group.
    pub group: MatchGroup,
    /// Who it may be; nothing where nobody is like them.
    pub found: Option<PersonMatch>,
}

/// Finds everybody of the list in the caseload: by group, the most alike first. A row that may be several people
/// stands once for each; one that is nobody stands once.
pub fn match_caseload(list: &MatchList, desk: &Caseload) -> Vec<MatchedRow> {
    let mut matched: Vec<MatchedRow> = list.people.iter().flat_map(|listed| match_row(listed, desk)).collect();
    matched.sort_by(|one, other| sort_key(one).cmp(&sort_key(other)));
    matched
}

fn sort_key(matched: &MatchedRow) -> impl Ord + '_ {
    let score = matched.found.as_ref().map_or(0, |found| found.likeness.score);
    (matched.group, std::cmp::Reverse(score), matched.listed.row)
}

fn match_row(listed: &ListedPerson, desk: &Caseload) -> Vec<MatchedRow> {
    let of_case = desk.cases().flat_map(|(_, case)| {
        let people = case.record.facts.people.iter();
        people
            .filter_map(|person| Some((choose_group(listed, case, person, desk), match_person(listed, case, person)?)))
    });
    let mut all: Vec<MatchedRow> =
        of_case.map(|(group, found)| MatchedRow { listed: listed.clone(), group, found: Some(found) }).collect();
    // Where somebody is the very person, those who are merely like them are others.
    if all.iter().any(|one| one.found.as_ref().is_some_and(|found| found.likeness.is_exact())) {
        all.retain(|one| one.found.as_ref().is_some_and(|found| found.likeness.is_exact()));
    }
    if all.is_empty() {
        all.push(MatchedRow { listed: listed.clone(), group: MatchGroup::NotInCaseload, found: None });
    }
    all
}

fn match_person(listed: &ListedPerson, case: &EvaluatedCase, person: &Person) -> Option<PersonMatch> {
    let (name, birth_date) = (person.name.clone()?, person.birth_date?);
    let likeness = score_likeness((&listed.name, listed.birth_date), (&name, birth_date))?;
    let number = case.record.facts.case.clone();
    let months_left = case.evaluation.clocks.iter().find_map(|clock| {
        let theirs = clock.id == crate::rules::clock::ClockId::TimeOnAid && Some(clock.person) == person.person;
        Some(clock.of? - clock.used?).filter(|_| theirs)
    });
    Some(PersonMatch {
        case: number,
        person: person.person,
        name,
        birth_date,
        relation: person.relation,
        months_left,
        likeness,
    })
}

/// A sanctioned parent makes the case one for outreach, whoever of it was found.
fn choose_group(listed: &ListedPerson, case: &EvaluatedCase, person: &Person, desk: &Caseload) -> MatchGroup {
    let view = View::new(&case.record.facts, desk.policies(), desk.as_of());
    let registration = |number| view.registration_of(number).map(|registration| registration.status);
    let own = person.person.and_then(registration);
    let gone = matches!(own, Some(RegistrationStatus::Closed | RegistrationStatus::Ineligible));
    let sanctioned =
        view.participants().any(|participant| participant.registration.status == RegistrationStatus::Sanction);
    if listed.closed || gone {
        MatchGroup::Closed
    } else if view.aid_status().is_some_and(|aid| aid.status == AidStatus::Discontinued) {
        MatchGroup::NoBenefits
    } else if sanctioned {
        MatchGroup::Sanctioned
    } else {
        MatchGroup::PotentialCommonCase
    }
}
