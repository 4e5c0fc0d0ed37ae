//! What the newest extract says of a status decides, in whatever order the extracts were read.

use super::*;
use crate::domain::RowId;
use crate::domain::extract::ActivityStatusRow;
use crate::domain::facts::{CaseFacts, Person};
use crate::domain::import_issues::FactIdentity;
use crate::domain::status::ActivityStatus;

/// A listing of a day with the registration and the aid status of the participant.
struct Listing(&'static str, (RegistrationStatus, &'static str), (AidStatus, &'static str));

const ACTIVE: (AidStatus, &str) = (AidStatus::Active, "2025-01-01");

fn read_extract(store: &mut Store, kind: ExtractKind, run: &str, facts: Vec<CountyFact>) -> RowId {
    let count = u32::try_from(facts.len()).unwrap();
    let extract = Extract {
        id: store.new_row_id(),
        file: format!("extract_{run}.csv"),
        sha256: "00".into(),
        sheet: None,
        kind,
        run: Some(day(run)),
        file_day: None,
        read_on: day("2026-11-19"),
        counts: RowCounts { read: count, new: count, ..RowCounts::default() },
        workers: Vec::new(),
    };
    let id = extract.id;
    let facts = facts.into_iter().map(|fact| ImportedFact::new(2, fact)).collect();
    let facts = Change::FactsImported { extract: extract.id, case: Some(CASE.parse().unwrap()), facts };
    store.record_all(vec![Change::ExtractRead(extract), facts]).unwrap();
    id
}

fn read_listing(store: &mut Store, Listing(run, registration, aid): &Listing) {
    let CountyFact::Listed(row) = listed_participant() else { unreachable!() };
    let row = ListedParticipant {
        registration: registration.0,
        registration_since: day(registration.1),
        aid: aid.0,
        aid_since: day(aid.1),
        ..row
    };
    read_extract(store, ExtractKind::Listing, run, vec![CountyFact::Listed(row)]);
}

fn facts_of(store: &Store) -> CaseFacts {
    store.case_record(&CASE.parse().unwrap()).unwrap().unwrap().facts
}

fn statuses(person: &Person) -> [Vec<(RegistrationStatus, NaiveDate)>; 2] {
    [&person.registration, &person.registration_reported_before]
        .map(|known| known.iter().map(|known| (known.status, known.since)).collect())
}

/// Returns the histories after these listings were read in this order and in the opposite one, which must be the same.
fn in_both_orders(listings: &[Listing]) -> CaseFacts {
    let [forward, backward] = [false, true].map(|is_reversed| {
        let fixture = Fixture::new();
        let mut store = fixture.create();
        let mut order: Vec<&Listing> = listings.iter().collect();
        if is_reversed {
            order.reverse();
        }
        for listing in order {
            read_listing(&mut store, listing);
        }
        facts_of(&store)
    });
    assert_eq!(statuses(&forward.people[0]), statuses(&backward.people[0]));
    let aid = |facts: &CaseFacts| {
        [&facts.aid, &facts.aid_reported_before].map(|known| {
            let mut known: Vec<_> = known.iter().map(|aid| (aid.since, aid.status)).collect();
            known.sort_unstable();
            known
        })
    };
    assert_eq!(aid(&forward), aid(&backward));
    forward
}

#[rstest]
#[case::sanction_rescinded(RegistrationStatus::Sanction, RegistrationStatus::RegisteredMandatory)]
#[case::exemption_ended(RegistrationStatus::Exempt, RegistrationStatus::RegisteredMandatory)]
#[case::now_exempt(RegistrationStatus::NonCompliance, RegistrationStatus::Exempt)]
#[case::now_sanctioned(RegistrationStatus::RegisteredMandatory, RegistrationStatus::Sanction)]
fn the_newest_listing_says_what_the_status_is(#[case] was: RegistrationStatus, #[case] is: RegistrationStatus) {
    for since in ["2026-11-01", "2026-10-01"] {
        let facts = in_both_orders(&[
            Listing("2026-11-05", (was, "2026-11-01"), ACTIVE),
            Listing("2026-11-15", (is, since), ACTIVE),
        ]);
        let [standing, before] = statuses(&facts.people[0]);
        assert_eq!(standing, [(is, day(since))]);
        assert_eq!(before, [(was, day("2026-11-01"))]);
    }
}

#[test]
fn a_later_status_in_a_newer_listing_leaves_the_history_and_a_status_reported_again_stands() {
    use RegistrationStatus::{RegisteredMandatory, Sanction};
    let registered = (RegisteredMandatory, "2026-01-05");
    let sanctioned = (Sanction, "2026-11-01");
    let facts = in_both_orders(&[Listing("2026-10-20", registered, ACTIVE), Listing("2026-11-05", sanctioned, ACTIVE)]);
    let both = [(RegisteredMandatory, day("2026-01-05")), (Sanction, day("2026-11-01"))];
    assert_eq!(statuses(&facts.people[0]), [both.to_vec(), Vec::new()]);
    let facts = in_both_orders(&[
        Listing("2026-11-05", sanctioned, ACTIVE),
        Listing("2026-11-10", registered, ACTIVE),
        Listing("2026-11-15", sanctioned, ACTIVE),
    ]);
    assert_eq!(statuses(&facts.people[0]), [both.to_vec(), Vec::new()]);
}

#[test]
fn a_corrected_first_day_replaces_the_former_one() {
    let facts = in_both_orders(&[
        Listing("2026-11-05", (RegistrationStatus::Sanction, "2026-11-01"), ACTIVE),
        Listing("2026-11-15", (RegistrationStatus::Sanction, "2026-10-01"), ACTIVE),
    ]);
    assert_eq!(statuses(&facts.people[0])[0], [(RegistrationStatus::Sanction, day("2026-10-01"))]);
}

/// A listing without a change is not a version of its own, and still says what holds on its day.
#[test]
fn an_older_listing_read_late_does_not_contradict_what_was_reported_again() {
    let fixture = Fixture::new();
    let mut store = fixture.create();
    read_listing(&mut store, &Listing("2026-11-02", (RegistrationStatus::RegisteredMandatory, "2026-01-05"), ACTIVE));
    read_extract(&mut store, ExtractKind::Listing, "2026-11-15", Vec::new());
    read_listing(&mut store, &Listing("2026-11-09", (RegistrationStatus::Exempt, "2026-01-05"), ACTIVE));
    let [standing, before] = statuses(&facts_of(&store).people[0]);
    assert_eq!(standing, [(RegistrationStatus::RegisteredMandatory, day("2026-01-05"))]);
    assert_eq!(before, [(RegistrationStatus::Exempt, day("2026-01-05"))]);
}

#[test]
fn aid_that_the_county_gives_back_is_active() {
    let registered = (RegistrationStatus::RegisteredMandatory, "2026-01-05");
    let facts = in_both_orders(&[
        Listing("2026-11-05", registered, (AidStatus::Discontinued, "2026-10-31")),
        Listing("2026-11-15", registered, ACTIVE),
    ]);
    assert_eq!(facts.aid.iter().map(|aid| aid.status).collect::<Vec<_>>(), [AidStatus::Active]);
    assert_eq!(facts.aid_reported_before.len(), 1);
}

#[test]
fn an_activity_status_that_the_county_corrects_is_reported_before() {
    let fixture = Fixture::new();
    let mut store = fixture.create();
    list_the_case(&mut store);
    let row = |status: ActivityStatus, on: &str| {
        CountyFact::ActivityStatus(ActivityStatusRow {
            status,
            on: day(on),
            ..serde_json::from_value(serde_json::json!({
                "case": CASE, "person": 1, "kind": "Job Club", "start": "2026-03-02", "status": "scheduled",
                "on": "2026-03-02",
            }))
            .unwrap()
        })
    };
    let completed = row(ActivityStatus::Completed, "2026-11-01");
    let gone = completed.identity_key();
    read_extract(&mut store, ExtractKind::ActivityHistory, "2026-11-05", vec![completed]);
    let attended = row(ActivityStatus::FirstDayAttendance, "2026-11-01");
    let newer = read_extract(&mut store, ExtractKind::ActivityHistory, "2026-11-15", vec![attended]);
    let absent = Change::FactsAbsent {
        extract: newer,
        kind: ExtractKind::ActivityHistory,
        gone: vec![FactIdentity { case: CASE.parse().unwrap(), key: gone }],
        back: Vec::new(),
    };
    store.record(absent).unwrap();
    let activity = &facts_of(&store).activities[0];
    let known = [&activity.statuses, &activity.statuses_reported_before]
        .map(|known| known.iter().map(|known| known.status).collect::<Vec<_>>());
    assert_eq!(known, [vec![ActivityStatus::FirstDayAttendance], vec![ActivityStatus::Completed]]);
}
