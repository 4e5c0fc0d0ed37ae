use chrono::NaiveDate;

use super::{CaseGlance, LaneKind, MarkKind, SpanKind};
use crate::desk::EvaluatedCase;
use crate::domain::code_words::pins::assert_ids;
use crate::domain::proposal::Proposal;
use crate::domain::{CaseFacts, PersonNumber};
use crate::policy::Policies;
use crate::rules::message::DateStyle;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn glance(facts: &str) -> CaseGlance {
    let facts: CaseFacts = toml::from_str(facts).unwrap();
    let on = day("2026-11-19");
    EvaluatedCase::for_facts(facts, Policies::builtin(), on).glance(Policies::builtin(), on)
}

fn sentences(glance: &CaseGlance) -> String {
    let groups = glance.sentences().into_iter();
    let text = |message: &crate::rules::message::Message| message.to_text(DateStyle::Long);
    let lines = groups.flat_map(|group| {
        std::iter::once(text(&group.heading)).chain(group.sentences.iter().map(text).collect::<Vec<_>>())
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_ids_stay_as_they_are() {
    assert_ids::<LaneKind>("status plan exemption activity noncompliance contact aid");
    assert_ids::<SpanKind>(
        "registered voluntary exempt noncompliance sanction curing outside activity aid_counted aid_not_counted",
    );
    assert_ids::<MarkKind>("attempted reached plan_signed appointment notice last_day limit sanction_start");
}

#[test]
fn a_status_lasts_until_the_day_before_the_next_one() {
    let glance = glance(
        "people = [{ person = 1, relation = 'parent', registration = [
            { status = 'non_compliance', since = '2026-10-30' },
            { status = 'registered_mandatory', since = '2025-09-01' },
        ] }]",
    );
    let lane = &glance.adults[0].lanes[0];
    let spans: Vec<_> = lane.spans.iter().map(|span| (span.kind, span.from, span.until)).collect();
    let expected = [
        (SpanKind::Registered, day("2025-09-01"), Some(day("2026-10-29"))),
        (SpanKind::Noncompliance, day("2026-10-30"), None),
    ];
    assert_eq!((lane.kind, spans), (LaneKind::Status, expected.to_vec()));
}

#[test]
fn the_next_dates_say_what_to_do_and_overdue_ones_come_first() {
    let glance = glance(
        "people = [{ person = 1, relation = 'parent', registration = [{ status = 'non_compliance', since = '2026-10-20' }] }]
         noncompliance = [{ person = 1, notice_issued = '2026-10-20' }]
         activities = [{ person = 1, kind = 'Job Club', start = '2026-10-01', expected_end = '2026-12-20' }]",
    );
    assert!(glance.next.len() <= 3 && glance.next.is_sorted_by_key(|step| step.on), "{:?}", glance.next);
    let first = &glance.next[0];
    assert_eq!((first.on, first.to_do), (day("2026-11-09"), Some(Proposal::RecordDetermination)));
    assert_eq!(glance.open.overdue, 1);
    assert!(sentences(&glance).contains("Overdue since Mon 11/09/2026"), "{}", sentences(&glance));
}

#[test]
fn a_contact_made_is_no_next_date() {
    let glance = glance(
        "people = [{ person = 1, relation = 'parent', registration = [{ status = 'registered_mandatory', since = '2026-10-20' }] }]
         contacts = [{ person = 1, on = '2026-11-05', contact_type = 'telephone', reached = true }]",
    );
    let says: Vec<_> = glance.next.iter().map(|step| step.says.to_text(DateStyle::Iso)).collect();
    assert!(says.iter().all(|says| !says.contains("made this month")), "{says:?}");
}

#[test]
fn an_attempt_is_told_only_if_it_is_later_than_the_contact() {
    let facts = |attempt: &str| {
        format!(
            "people = [{{ person = 1, relation = 'parent' }}]
             contacts = [
                {{ person = 1, on = '2026-11-05', contact_type = 'telephone', reached = true }},
                {{ person = 1, on = '{attempt}', contact_type = 'mail', reached = false }},
             ]"
        )
    };
    assert_eq!(glance(&facts("2026-11-04")).adults[0].last_attempt, None);
    assert_eq!(glance(&facts("2026-11-06")).adults[0].last_attempt.as_ref().unwrap().on, day("2026-11-06"));
}

#[test]
fn each_parent_has_the_own_contacts_and_one_of_unknown_person_is_shown_with_both() {
    let glance = glance(
        "people = [
            { person = 1, relation = 'parent', registration = [{ status = 'registered_mandatory', since = '2026-10-20' }] },
            { person = 2, relation = 'second_parent', registration = [{ status = 'registered_mandatory', since = '2026-10-20' }] },
         ]
         contacts = [
            { person = 1, on = '2026-11-05', contact_type = 'telephone', reached = true },
            { person = 0, on = '2026-11-06', reached = true },
         ]",
    );
    let contacts = |at: usize| {
        let lanes = glance.adults[at].lanes.iter().filter(|lane| lane.kind == LaneKind::Contact);
        lanes.flat_map(|lane| lane.marks.iter().map(|mark| mark.on)).collect::<Vec<_>>()
    };
    assert_eq!(contacts(0), [day("2026-11-05"), day("2026-11-06")]);
    assert_eq!(contacts(1), [day("2026-11-06")]);
    assert_eq!(glance.adults[1].last_reached, None, "of two parents, a contact with nobody named is nobody's");
}

#[test]
fn what_lies_outside_the_two_years_is_left_out() {
    let glance = glance(
        "people = [{ person = 1, relation = 'parent' }]
         activities = [
            { person = 1, kind = 'Old', start = '2020-01-01', expected_end = '2020-06-30' },
            { person = 1, kind = 'New', start = '2026-01-01' },
         ]",
    );
    let titles: Vec<_> = glance.adults[0].lanes.iter().map(|lane| lane.title.as_str()).collect();
    assert_eq!(titles, ["New"]);
    assert_eq!((glance.first.to_string().as_str(), glance.last.to_string().as_str()), ("2025-05", "2027-04"));
}

#[test]
fn somebody_whom_only_an_activity_names_is_shown() {
    let glance = glance("activities = [{ person = 3, kind = 'Job Search', start = '2026-10-01' }]");
    assert_eq!(glance.adults.len(), 1);
    assert_eq!(glance.adults[0].person, Some(PersonNumber(3)));
}

#[test]
fn a_case_without_facts_is_said_in_sentences() {
    let text = sentences(&glance("case = '01B00003'"));
    let expected = "Next\nNothing is due.\nOpen\nNo item is open.\nThe county reports no different values.\nPeople\n\
                    Nobody is recorded. The household and listing extracts fill this.";
    assert_eq!(text, expected);
}

#[test]
fn why_somebody_is_exempt_is_in_no_sentence() {
    let glance = glance(
        "people = [{ person = 1, relation = 'parent' }]
         exemptions = [{ person = 1, reason = 'domestic_abuse', from = '2026-01-01' }]",
    );
    assert!(!sentences(&glance).contains("abuse"), "{}", sentences(&glance));
}

/// Two parents share the hours of a month, and another adult of the case has hours of their own in it.
#[test]
fn a_glance_says_the_same_hours_of_a_month_wherever_it_names_them() {
    let glance = glance(
        "aid = [{ status = 'active', since = '2025-01-01' }]
         people = [
            { person = 1, relation = 'parent', birth_date = '1990-01-01', in_unit = true,
              registration = [{ status = 'registered_mandatory', since = '2026-01-01' }] },
            { person = 2, relation = 'second_parent', birth_date = '1990-01-01', in_unit = true,
              registration = [{ status = 'registered_mandatory', since = '2026-01-01' }] },
            { person = 3, relation = 'other', birth_date = '1980-01-01', in_unit = true,
              registration = [{ status = 'registered_mandatory', since = '2026-01-01' }] },
         ]
         attendance = [
            { person = 1, kind = 'Job Search', start = '2026-01-05', month = '2026-10', attended = 60 },
            { person = 3, kind = 'Job Search', start = '2026-01-05', month = '2026-10', attended = 130 },
         ]",
    );
    let mut owed = Vec::new();
    for adult in &glance.adults {
        let month = adult.months.last().unwrap();
        assert_eq!(adult.hours, Some((month.average, month.owed)), "{:?}", adult.person);
        owed.push(month.average);
    }
    assert_ne!(owed[0], owed[2], "the third has hours of their own");
}
