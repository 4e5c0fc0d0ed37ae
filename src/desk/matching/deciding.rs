//! What a decision about a row of a match records: the decision itself, and for the same person the discovery of a common case
//! or the listing of a sanctioned parent for outreach. Nothing of the list is in it.

use super::{MatchGroup, MatchMemory, MatchedRow, PersonMatch};
use crate::desk::Caseload;
use crate::domain::act::common_case::CommonCaseFound;
use crate::domain::act::outreach::OutreachListed;
use crate::domain::act::{Act, ActKind};
use crate::domain::facts::common_case::FoundBy;
use crate::domain::match_decision::{MatchAnswer, MatchDecision};
use crate::domain::match_list::{ListedPerson, MatchList};
use crate::domain::status::RegistrationStatus;
use crate::domain::{Change, PersonNumber};
use crate::rules::view::View;
use crate::store::{Store, StoreError};

/// What is recorded about a row, and how it is said.
#[derive(Debug, Clone)]
pub struct MatchChoice {
    /// The changes, in their order.
    pub changes: Vec<Change>,
    /// What was decided, in a few words.
    pub says: &'static str,
}

/// Returns what a decision about a row records.
///
/// # Errors
/// The row means nobody, or its group is not proposed; the sentence says so.
pub fn decide_row(
    caseload: &Caseload,
    row: &MatchedRow,
    memory: &MatchMemory,
    answer: MatchAnswer,
) -> Result<MatchChoice, String> {
    let number = row.listed.row;
    let Some(found) = row.found.as_ref() else {
        return Err(format!("Row {number} means nobody in this caseload that you may see."));
    };
    let on = caseload.as_of();
    let (mut changes, mut says) = (Vec::new(), answer.title());
    if answer == MatchAnswer::Same {
        let act = proposed_act(caseload, row, found)?;
        says = match act.kind {
            ActKind::OutreachListed(_) => "listed for outreach",
            _ => "proposed as a common case",
        };
        changes.push(Change::Acted { case: found.case.clone(), act });
    }
    let person = found.person.unwrap_or(PersonNumber::CASE);
    let digest = memory.digests.get(&number).cloned().unwrap_or_default();
    let case = found.case.clone();
    changes.push(Change::MatchDecided(MatchDecision { case, person, digest, answer, on }));
    Ok(MatchChoice { changes, says })
}

impl MatchMemory {
    /// Reads what is remembered of earlier lists, and the digest of each row of this one.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn from_store(store: &Store, list: &MatchList) -> Result<Self, StoreError> {
        let digest = |person: &ListedPerson| Ok((person.row, store.match_digest(&person.name, person.birth_date)?));
        let digests = list.people.iter().map(digest).collect::<Result<_, StoreError>>()?;
        Ok(Self { decisions: store.match_decisions()?, digests })
    }
}

/// Returns the act that a row becomes: the outreach to a sanctioned parent, or else the discovery of a common case.
fn proposed_act(caseload: &Caseload, row: &MatchedRow, found: &PersonMatch) -> Result<Act, String> {
    let on = caseload.as_of();
    match row.group {
        MatchGroup::Sanctioned => {
            let known = caseload.case(&found.case);
            let view = known.map(|known| View::new(&known.record.facts, caseload.policies(), on));
            let sanctioned = view.and_then(|view| {
                let mut theirs =
                    view.participants().filter(|one| one.registration.status == RegistrationStatus::Sanction);
                theirs.next().map(|one| one.number)
            });
            let person = sanctioned.or(found.person).unwrap_or(PersonNumber::CASE);
            Ok(Act { person, on, kind: ActKind::OutreachListed(OutreachListed { list: None }) })
        }
        MatchGroup::PotentialCommonCase | MatchGroup::NoBenefits => {
            let sensitive = row.listed.sensitive.then_some(true);
            let service = row.listed.service;
            let kind = CommonCaseFound { how: FoundBy::Match, confirmed: Some(true), sensitive, service };
            Ok(Act { person: PersonNumber::CASE, on, kind: ActKind::CommonCaseFound(kind) })
        }
        other => Err(format!("Row {} is not proposed: {}.", row.listed.row, other.title())),
    }
}
