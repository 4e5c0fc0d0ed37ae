//! A step toward a sanction against which something stands, or is open, is asked about and says why it is recorded.

use rstest::rstest;

use super::*;
use crate::domain::facts::GateFacts;
use crate::rules::acts::unlikely_answers;

/// A non-compliance of which nothing is open: all that a sanction asks is recorded.
fn answered() -> CaseFacts {
    toml::from_str(
        "aid = [{ status = 'active', since = '2025-01-05' }]
         people = [
             { person = 1, relation = 'parent', birth_date = '1994-06-02', in_unit = true, disabled = false,
               pregnant = false, entered_programme = '2025-01-05', months_on_aid = [{ months = 21, on = '2026-11-01' }],
               registration = [{ status = 'registered_mandatory', since = '2025-01-05' },
                               { status = 'non_compliance', since = '2026-10-30' }] },
             { relation = 'child', birth_date = '2016-03-01', in_unit = true },
         ]
         activities = [{ person = 1, kind = 'Vocational Education', start = '2026-08-24', expected_end = '2027-05-28',
                         weekly_hours = 32, agreed = true,
                         statuses = [{ status = 'first_day_attendance', on = '2026-08-24' }] }]
         attendance = [{ person = 1, kind = 'Vocational Education', start = '2026-08-24', month = '2026-10',
                         attended = 40, posted = '2026-11-04' }]
         plans = [{ person = 1, signed = '2026-08-20', activities = [{ kind = 'Vocational Education', weekly_hours = 32 }] }]
         contacts = [{ person = 1, on = '2026-11-12', contact_type = 'telephone', reached = true }]
         noncompliance = [{ person = 1, notice_issued = '2026-10-30', failed_on = '2026-10-20', appointment = '2026-11-12',
             refused_activity = 'Vocational Education', sanction_requested = '2026-11-29',
             determination = { on = '2026-11-16', outcome = 'no_good_cause' },
             gate = { exemption_eligible = false, full_time_employment = false, services_issued = true,
                      notices_correct = true, process_followed = true, submitted_in_time = true,
                      child_care_available = true, transport_pending = false } }]",
    )
    .unwrap()
}

const OF_OCTOBER: (&str, &str) = ("notice", "2026-10-30");

fn asked(facts: &CaseFacts, act: &Act) -> String {
    unlikely_answers(facts, Policies::builtin(), act, act.on).unwrap().join(" ")
}

/// Asserts that the act is asked about with this text and refused without a reason, or neither if the text is empty.
fn assert_asked(facts: &CaseFacts, kind: &str, on: &str, answers: &[(&str, &str)], says: &str) {
    let bare = act(kind, on, answers);
    let (asked, refused) = (asked(facts, &bare), considered(facts, &bare, on).err().map(|refused| refused.to_string()));
    assert!(asked.contains(says) && asked.is_empty() == says.is_empty(), "{asked:?}, not {says:?}");
    let refused = refused.unwrap_or_default();
    assert!(refused.contains(says) && refused.is_empty() == says.is_empty(), "{refused:?}, not {says:?}");
    if !says.is_empty() {
        assert!(refused.contains("say why in \"Why all the same\""), "{refused}");
    }
    let blank = act(kind, on, &[answers, &[("reason", " ")]].concat());
    assert_eq!(considered(facts, &blank, on).is_err(), !says.is_empty(), "a blank is no reason");
    let said = act(kind, on, &[answers, &[WHY]].concat());
    considered(facts, &said, on).unwrap();
    let kept = serde_json::to_value(&said.kind).unwrap();
    assert_eq!(kept["reason"].as_str(), Some(WHY.1), "the reason stays with the act");
}

#[rstest]
#[case::first_of_a_month("2027-01-01", "")]
#[case::within_a_month(
    "2026-12-10",
    "The first day, Thu 12/10/2026, is in the middle of a month, and aid ends with a month: the next first day is Fri 01/01/2027."
)]
#[case::last_of_a_month("2026-12-31", "is in the middle of a month")]
#[case::second_of_a_month("2027-01-02", "the next first day is Mon 02/01/2027.")]
fn the_first_day_of_a_sanction_within_a_month_is_asked_about(#[case] from: &str, #[case] says: &str) {
    assert_asked(&answered(), "sanction_imposed", "2026-11-30", &[OF_OCTOBER, ("from", from)], says);
}

#[rstest]
#[case::nothing_open(|_: &mut CaseFacts| {}, "")]
#[case::nobody_recorded_it(|facts: &mut CaseFacts| facts.people[0].pregnant = None, "1 question is open: whether the participant was pregnant")]
#[case::several_open(
    |facts: &mut CaseFacts| { facts.people[0].pregnant = None; facts.attendance.clear(); },
    "2 questions are open: whether the participant was pregnant when the failure happened, which exempts; the hours were met"
)]
#[case::on_record(
    |facts: &mut CaseFacts| facts.good_causes.push(toml::from_str("person = 1\nfrom = '2026-10-24'\nuntil = '2026-10-25'").unwrap()),
    "On record against it: good cause is recorded from Sat 10/24/2026"
)]
fn a_request_and_a_sanction_say_why_while_something_is_open(#[case] change: fn(&mut CaseFacts), #[case] says: &str) {
    let mut facts = answered();
    change(&mut facts);
    assert_asked(&facts, "sanction_imposed", "2026-11-30", &[OF_OCTOBER, ("from", "2027-01-01")], says);
    facts.noncompliance[0].sanction_requested = None;
    assert_asked(&facts, "sanction_requested", "2026-11-30", &[OF_OCTOBER], says);
}

#[rstest]
#[case::nothing_on_record(|_: &mut CaseFacts| {}, "")]
#[case::not_recorded_yet(|facts: &mut CaseFacts| facts.people[0].pregnant = None, "")]
#[case::on_record(
    |facts: &mut CaseFacts| facts.good_causes.push(toml::from_str("person = 1\nfrom = '2026-10-24'\nuntil = '2026-10-25'").unwrap()),
    "On record against it: good cause is recorded from Sat 10/24/2026"
)]
fn a_noncompliance_says_why_while_something_on_record_stands_against_it(
    #[case] change: fn(&mut CaseFacts),
    #[case] says: &str,
) {
    let mut facts = answered();
    facts.noncompliance.clear();
    facts.people[0].registration.truncate(1);
    change(&mut facts);
    let answers = [("failed_on", "2026-10-20"), ("activity", "Vocational Education @ 2026-08-24")];
    assert_asked(&facts, "noncompliance_started", "2026-10-30", &answers, says);
}

#[test]
fn no_other_act_is_asked_for_a_reason() {
    let mut facts = answered();
    facts.people[0].pregnant = None;
    let found = act("sanction_reasons", "2026-11-30", &[OF_OCTOBER, ("stands", "none")]);
    assert_eq!(asked(&facts, &found), "");
    considered(&facts, &found, "2026-11-30").unwrap();
}

/// What is open about another notice, or another person, says nothing of this one.
#[test]
fn only_the_notice_of_the_act_is_looked_at() {
    let mut facts = answered();
    let mut other = facts.noncompliance[0].clone();
    (other.notice_issued, other.failed_on, other.rescinded) = (day("2026-05-04"), None, Some(day("2026-05-20")));
    other.gate = GateFacts::default();
    facts.noncompliance.insert(0, other.clone());
    (other.notice_issued, other.person) = (day("2026-10-30"), PersonNumber(2));
    facts.noncompliance.insert(0, other);
    assert_asked(&facts, "sanction_imposed", "2026-11-30", &[OF_OCTOBER, ("from", "2027-01-01")], "");
}
