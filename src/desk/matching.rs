//! The data match: a list from child welfare is matched with the caseload by name and date of birth, so that families
//! known to both can be worked together (county procedures: identifying common cases; sanction outreach).
//!
//! `domain::likeness` scores how alike two people are and says why; this module finds the people and the group of each row.
//! Nothing of the list is recorded but what is decided.

mod deciding;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::NaiveDate;

pub use crate::domain::likeness::{Likeness, score_likeness};
pub use deciding::{MatchChoice, decide_row};

use super::{Caseload, EvaluatedCase};
use crate::domain::code_words::code_words;
use crate::domain::codes::Relation;
use crate::domain::count_with_noun;
use crate::domain::facts::Person;
use crate::domain::facts::common_case::DfcsServiceKind;
use crate::domain::match_decision::{MatchAnswer, MatchDecision};
use crate::domain::match_list::{ListedPerson, MatchList};
use crate::domain::name::PersonName;
use crate::domain::role::Role;
use crate::domain::sight::SightClass;
use crate::domain::status::{AidStatus, RegistrationStatus};
use crate::domain::{CaseNumber, PersonNumber, WorkerNumber};
use crate::rules::clock::ClockId;
use crate::rules::common_case::{match_rank, next_match_day};
use crate::rules::message::{Message, message};
use crate::rules::view::View;

code_words! {
    /// The purpose for which a match is reported. Pending applications have no group, because no extract has them.
    pub enum MatchGroup {
        /// The person is on aid, and the child-welfare case is open.
        PotentialCommonCase = "potential_common_case" => "Potential common case",
        /// A parent of the case is sanctioned: for outreach.
        Sanctioned = "sanctioned" => "Sanctioned client",
        /// The person is in the caseload, and aid is discontinued.
        NoBenefits = "no_benefits" => "Client with no benefits",
        /// The child-welfare case or the registration is closed.
        Closed = "closed" => "Closed common case",
        /// The child-welfare case is closed, and the case was never a common case here.
        NotOpen = "not_open" => "Not open, and never common here",
        /// The months of aid are used up.
        NoTimeLeft = "no_time_left" => "No months of aid left",
        /// Nobody in the caseload resembles the person on the list.
        NotInCaseload = "not_in_caseload" => "Not in this caseload",
    }
}

/// A person of the caseload who may be the person in a row of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonMatch {
    /// The number of the case.
    pub case: CaseNumber,
    /// The person's number in the case; children often have none.
    pub person: Option<PersonNumber>,
    /// The name in the caseload.
    pub name: PersonName,
    /// The date of birth in the caseload.
    pub birth_date: NaiveDate,
    /// The person's relation to the case.
    pub relation: Relation,
    /// The months of aid left, if they are known.
    pub months_left: Option<i64>,
    /// How alike the two are, and why.
    pub likeness: Likeness,
}

/// A row of the list with one person of the caseload who may be meant.
#[derive(Debug, Clone, PartialEq)]
pub struct MatchedRow {
    /// The row of the list.
    pub listed: ListedPerson,
    /// The group of the match.
    pub group: MatchGroup,
    /// The person in the caseload who resembles the listed one, if there is one.
    pub found: Option<PersonMatch>,
    /// What was decided about the row and this person before.
    pub before: Option<EarlierDecision>,
    /// The place of the case in the order of policy, the first being 0.
    pub rank: usize,
    /// Whether the row is about a sensitive case that the worker does not see: nothing of it is left.
    pub is_hidden: bool,
}

impl MatchedRow {
    fn new(listed: &ListedPerson, group: MatchGroup, found: Option<PersonMatch>) -> Self {
        Self { listed: listed.clone(), group, found, before: None, rank: usize::MAX, is_hidden: false }
    }

    /// Returns what was decided about the row before, and whether it has changed since; `new` where nothing was.
    pub fn before_text(&self) -> Message {
        if self.found.is_none() {
            return "".into();
        }
        match &self.before {
            None => "new".into(),
            Some(before) => {
                let changed = if before.is_changed { "changed since: " } else { "" };
                message!("{}{} on {} by {}", changed, before.answer.title(), before.on, before.by.to_string())
            }
        }
    }

    /// Returns what is to be looked at before the row is decided.
    pub fn note_text(&self) -> String {
        if self.is_hidden {
            return SightClass::Sensitive.words_instead().to_owned();
        }
        let sensitive = self.listed.sensitive.then_some("sensitive: the analyst confirms");
        let reunification = self.listed.service.is_some_and(DfcsServiceKind::is_reunification);
        let keeps = self.group == MatchGroup::NoBenefits && reunification;
        let keeps = keeps.then_some("AB 429 may apply: tell the liaison");
        let unknown = self.found.as_ref().is_some_and(|found| found.months_left.is_none());
        let unknown = (unknown && self.group == MatchGroup::PotentialCommonCase).then_some("months of aid unknown");
        [sensitive, keeps, unknown].into_iter().flatten().collect::<Vec<_>>().join("; ")
    }

    /// Takes out what the roles do not see: everything of a sensitive row, and the number of a child-welfare case.
    fn hide_from(&mut self, roles: &[Role]) {
        if self.listed.sensitive && !SightClass::Sensitive.is_seen_by(roles) {
            self.is_hidden = true;
            self.listed.name = PersonName::default();
            (self.found, self.before, self.listed.service) = (None, None, None);
        }
        if self.is_hidden || !SightClass::DfcsReference.is_seen_by(roles) {
            self.listed.reference = None;
        }
    }
}

/// What was decided before about a row and the person whom it may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierDecision {
    /// What was decided.
    pub answer: MatchAnswer,
    /// The day.
    pub on: NaiveDate,
    /// Who decided.
    pub by: WorkerNumber,
    /// Whether the name or the date of birth on the list is another than then.
    pub is_changed: bool,
}

/// What is remembered of earlier lists: the decisions, and the digest of each row of this one.
#[derive(Debug, Clone, Default)]
pub struct MatchMemory {
    /// The decisions, with who made them.
    pub decisions: Vec<(MatchDecision, WorkerNumber)>,
    /// The digests of the rows, by the row's number.
    pub digests: BTreeMap<u32, String>,
}

impl MatchMemory {
    /// Returns what was decided about a row and a person. A person without a number is known by the row alone.
    fn find_earlier(&self, row: u32, found: &PersonMatch) -> Option<EarlierDecision> {
        let digest = self.digests.get(&row)?;
        let person = found.person.unwrap_or(PersonNumber::CASE);
        let theirs = || self.decisions.iter().filter(|(known, _)| known.case == found.case && known.person == person);
        let same = theirs().find(|(known, _)| known.digest == *digest);
        let other = theirs().filter(|_| person != PersonNumber::CASE).max_by_key(|(known, _)| known.on);
        let is_changed = same.is_none();
        let (known, by) = same.or(other)?;
        Some(EarlierDecision { answer: known.answer, on: known.on, by: by.clone(), is_changed })
    }

    /// Returns the proposed cases whose row is no longer on the list.
    pub fn gone(&self) -> impl Iterator<Item = &MatchDecision> {
        let is_listed = |digest: &String| self.digests.values().any(|listed| listed == digest);
        let proposed = self.decisions.iter().map(|(known, _)| known).filter(|known| known.answer == MatchAnswer::Same);
        proposed.filter(move |known| !is_listed(&known.digest))
    }
}

/// Finds the people of the list in the caseload, sorted by group and then by likeness. A row that may mean several
/// people gives one match for each; a row that means nobody gives one match without a person. What the worker does not see
/// is taken out.
pub fn match_caseload(list: &MatchList, caseload: &Caseload, memory: &MatchMemory) -> Vec<MatchedRow> {
    let mut matched: Vec<MatchedRow> = list.people.iter().flat_map(|listed| match_row(listed, caseload)).collect();
    for row in &mut matched {
        row.before = row.found.as_ref().and_then(|found| memory.find_earlier(row.listed.row, found));
    }
    matched.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
    let roles = caseload.acting_roles();
    for row in &mut matched {
        row.hide_from(&roles);
    }
    matched
}

/// Returns what is said above a match: its counts, that pending applications are in no extract, proposed cases that the list
/// no longer names as far as the worker may see them, and that the last match was long ago.
pub fn match_notes(list: &MatchList, found: &[MatchedRow], caseload: &Caseload, memory: &MatchMemory) -> Vec<Message> {
    let nobody = found.iter().filter(|row| row.group == MatchGroup::NotInCaseload).count();
    let (people, rejected) = (list.people.len(), list.rejected.len());
    let read = count_with_noun(people + rejected, "row");
    let counts = message!(
        "{} read: {} matched, {} not in this caseload, {} rejected",
        read,
        people.saturating_sub(nobody),
        nobody,
        rejected
    );
    let pending = "Pending applications are in no extract. Look up the people without benefits before you report them.";
    let seen = memory.gone().filter(|gone| caseload.case(&gone.case).is_some_and(|case| case.record.sight.flag));
    let gone: Vec<Message> = seen.map(|gone| message!("{} (proposed {})", gone.case.to_string(), gone.on)).collect();
    let gone = (!gone.is_empty()).then(|| message!("No longer on the list: {}.", Message::join(gone, ", ")));
    [Some(counts), Some(pending.into()), gone, age_note(caseload, memory)].into_iter().flatten().collect()
}

/// Returns when rows of a list were last decided, if a match has been due since.
fn age_note(caseload: &Caseload, memory: &MatchMemory) -> Option<Message> {
    let last = memory.decisions.iter().map(|(known, _)| known.on).filter(|on| *on < caseload.as_of()).max()?;
    let due = next_match_day(caseload.policies().in_force_on(caseload.as_of()), last)?;
    (due < caseload.as_of()).then(|| message!("Rows were last decided on {}; a match was due on {}.", last, due))
}

fn sort_key(matched: &MatchedRow) -> impl Ord + '_ {
    let score = matched.found.as_ref().map_or(0, |found| found.likeness.score);
    (is_dismissed(matched), group_rank(matched.group), matched.rank, std::cmp::Reverse(score), matched.listed.row)
}

/// Returns the place of a group: those who lose aid come first.
const fn group_rank(group: MatchGroup) -> u8 {
    match group {
        MatchGroup::Sanctioned => 0,
        MatchGroup::PotentialCommonCase => 1,
        MatchGroup::NoBenefits => 2,
        MatchGroup::NoTimeLeft => 3,
        MatchGroup::Closed => 4,
        MatchGroup::NotOpen => 5,
        MatchGroup::NotInCaseload => 6,
    }
}

/// Returns whether somebody said that the row means another person, and nothing in the row has changed since.
fn is_dismissed(matched: &MatchedRow) -> bool {
    matched.before.as_ref().is_some_and(|before| before.answer == MatchAnswer::Another && !before.is_changed)
}

fn match_row(listed: &ListedPerson, caseload: &Caseload) -> Vec<MatchedRow> {
    let found = caseload.cases().flat_map(|(_, case)| {
        let people = case.record.facts.people.iter();
        people.filter_map(|person| {
            let found = match_person(listed, case, person)?;
            let group = choose_group(listed, case, (person, found.months_left), caseload);
            let rank = match_rank(&View::new(&case.record.facts, caseload.policies(), caseload.as_of()));
            Some(MatchedRow { rank, ..MatchedRow::new(listed, group, Some(found)) })
        })
    });
    let mut all: Vec<MatchedRow> = found.collect();
    // If somebody matches exactly, people who are only similar are somebody else.
    let is_exact = |matched: &MatchedRow| matched.found.as_ref().is_some_and(|found| found.likeness.is_exact());
    if all.iter().any(is_exact) {
        all.retain(is_exact);
    }
    if all.is_empty() {
        all.push(MatchedRow::new(listed, MatchGroup::NotInCaseload, None));
    }
    all
}

/// Returns the months of aid that a person has left; `None` if they are not known.
pub fn months_left(case: &EvaluatedCase, person: PersonNumber) -> Option<i64> {
    case.evaluation.clocks.iter().find_map(|clock| {
        let is_theirs = clock.id == ClockId::TimeOnAid && clock.person == person;
        if is_theirs { Some(clock.of? - clock.used?) } else { None }
    })
}

fn match_person(listed: &ListedPerson, case: &EvaluatedCase, person: &Person) -> Option<PersonMatch> {
    let (name, birth_date) = (person.name.clone()?, person.birth_date?);
    let likeness = score_likeness((&listed.name, listed.birth_date), (&name, birth_date))?;
    let number = case.record.facts.case.clone();
    let months_left = person.person.and_then(|person| months_left(case, person));
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

/// Chooses the group of a match. If a parent of the case is sanctioned, the case is for outreach, whoever was found.
fn choose_group(
    listed: &ListedPerson,
    case: &EvaluatedCase,
    (person, months_left): (&Person, Option<i64>),
    caseload: &Caseload,
) -> MatchGroup {
    let view = View::new(&case.record.facts, caseload.policies(), caseload.as_of());
    let registration = |number| view.registration_of(number).map(|registration| registration.status);
    let own = person.person.and_then(registration);
    let has_left = matches!(own, Some(RegistrationStatus::Closed | RegistrationStatus::Ineligible));
    let is_sanctioned =
        view.participants().any(|participant| participant.registration.status == RegistrationStatus::Sanction);
    let was_common = caseload.common_case(case).is_some();
    if listed.closed && !was_common {
        MatchGroup::NotOpen
    } else if listed.closed {
        MatchGroup::Closed
    } else if view.aid_status().is_some_and(|aid| aid.status == AidStatus::Discontinued) {
        MatchGroup::NoBenefits
    } else if has_left {
        MatchGroup::Closed
    } else if is_sanctioned {
        MatchGroup::Sanctioned
    } else if months_left.is_some_and(|left| left <= 0) {
        MatchGroup::NoTimeLeft
    } else {
        MatchGroup::PotentialCommonCase
    }
}
