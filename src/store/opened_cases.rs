//! Cases that workers opened by hand.

use rusqlite::Connection;

use super::recorder::Recorder;
use super::{Refusal, StoreError, queries, role_holders};
use crate::domain::PersonNumber;
use crate::domain::facts::{CaseFacts, Difference, Person, RecordedValue, Source};
use crate::domain::opened_case::OpenedCase;
use crate::policy::CASE_OPENED;
use crate::rules::acts::{ActAuthor, check_role};

/// The number of the person whom an opened case names.
const FIRST: PersonNumber = PersonNumber(1);

/// Refuses a case that is in the caseload already or has no name, and a role that may not open one.
pub(super) fn check_opening(record: &Connection, by: &Recorder<'_>, opened: &OpenedCase) -> Result<(), StoreError> {
    let holders = role_holders::select_role_holders(record, by.named_keys)?;
    let author = ActAuthor { worker: by.worker, holders: &holders };
    check_role(by.policies, CASE_OPENED, &author, by.today).map_err(Refusal::Forbidden)?;
    if queries::has_case(record, &opened.case)? {
        return Err(Refusal::CaseIsHere(opened.case.clone()).into());
    }
    if opened.name.last.trim().is_empty() {
        return Err(Refusal::NoName.into());
    }
    Ok(())
}

/// Adds what the worker wrote down to the county's facts. Where a listing names the person, it counts, and what differs is
/// kept beside it.
pub(super) fn add_opened_person(facts: &mut CaseFacts, opened: &OpenedCase, source: &Source) {
    let Some(known) = facts.people.iter().find(|person| person.person == Some(FIRST)).cloned() else {
        facts.name.get_or_insert_with(|| opened.name.clone());
        facts.people.push(Person {
            person: Some(FIRST),
            name: Some(opened.name.clone()),
            language: opened.language.clone(),
            phone: opened.phone.clone(),
            source: source.clone(),
            ..Person::default()
        });
        return;
    };
    let text = |value: Option<String>| value.filter(|value| !value.trim().is_empty());
    let differing = [
        ("name", text(known.name.as_ref().map(ToString::to_string)), Some(opened.name.to_string())),
        ("language", text(known.language.clone()), opened.language.clone()),
        ("telephone", text(known.phone.clone()), opened.phone.clone()),
    ];
    for (what, county, here) in differing {
        let (Some(county), Some(here)) = (county, here) else { continue };
        if county != here {
            facts.differences.push(Difference {
                person: FIRST,
                what: what.to_owned(),
                county: RecordedValue::Text(county),
                county_source: known.source.clone(),
                here: RecordedValue::Text(here),
                source: source.clone(),
                on: None,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::opened_case::OpeningReason;

    fn opened() -> OpenedCase {
        OpenedCase {
            case: "14B51159".parse().unwrap(),
            name: "Reed, Dana".into(),
            language: Some("Cantonese".to_owned()),
            phone: Some("415 555-0101".to_owned()),
            why: OpeningReason::DutyVisit,
        }
    }

    #[test]
    fn an_opened_case_has_its_client_until_a_listing_names_somebody() {
        let mut facts = CaseFacts::default();
        add_opened_person(&mut facts, &opened(), &Source::Stated);
        assert_eq!(facts.name, Some("Reed, Dana".into()));
        let phones: Vec<_> = facts.people.iter().map(|person| person.phone.as_deref()).collect();
        assert_eq!(phones, [Some("415 555-0101")]);
    }

    #[test]
    fn a_listing_takes_over_and_what_differs_is_kept() {
        let text = "name = 'Reed, Dana'\n[[people]]\nperson = 1\nname = 'Reed, Dana'\nphone = '415 555-0102'\nrelation = 'parent'";
        let mut facts: CaseFacts = toml::from_str(text).unwrap();
        add_opened_person(&mut facts, &opened(), &Source::Stated);
        assert_eq!(facts.people.len(), 1);
        assert_eq!(facts.people[0].phone.as_deref(), Some("415 555-0102"));
        let differing: Vec<_> = facts.differences.iter().map(|difference| difference.what.as_str()).collect();
        assert_eq!(differing, ["telephone"], "a language that the county does not give differs from nothing");
    }
}
