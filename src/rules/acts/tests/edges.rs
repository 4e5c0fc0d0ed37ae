//! On which side of a day, and for whose record, an act is allowed. Each case fails with a change of the checks that no
//! other test notices (docs/mutation.md).

use rstest::rstest;

use super::*;

/// Two participants: the first with this status since January 5, the second registered. `more` is what else the record
/// holds.
fn record(registration: &str, more: &str) -> CaseFacts {
    let text = format!(
        "aid = [{{ status = 'active', since = '2025-01-01' }}]
         people = [
             {{ person = 1, birth_date = '1999-11-02', registration = [{{ status = '{registration}', since = '2026-01-05' }}] }},
             {{ person = 2, relation = 'other', registration = [{{ status = 'registered_mandatory', since = '2026-01-05' }}] }},
         ]
         {more}"
    );
    toml::from_str(&text).unwrap()
}

const JOB_CLUBS: &str = "activities = [
    { person = 1, kind = 'Job Club', start = '2026-09-01', statuses = [{ status = 'completed', on = '2026-10-01' }] },
    { person = 1, kind = 'Job Club', start = '2026-11-01', statuses = [{ status = 'scheduled', on = '2026-11-01' }] },
    { person = 2, kind = 'Job Search', start = '2026-09-01' },
]";
const SECOND_CLUB: (&str, &str) = ("activity", "Job Club @ 2026-11-01");

#[rstest]
#[case::the_second_of_two_of_a_kind("activity_end_moved", &[SECOND_CLUB, ("expected_end", "2026-12-31")], "")]
#[case::it_ends_on_its_first_day("activity_end_moved", &[SECOND_CLUB, ("expected_end", "2026-11-01")], "")]
#[case::it_ends_before_it("activity_end_moved", &[SECOND_CLUB, ("expected_end", "2026-10-31")], "ends before it begins")]
#[case::a_status_of_the_second("activity_status", &[SECOND_CLUB, ("status", "first_day_attendance")], "")]
#[case::another_of_the_kind("activity_scheduled", &[("kind", "Job Club"), ("start", "2026-12-01"), ("weekly_hours", "20")], "")]
#[case::another_of_the_day("activity_scheduled", &[("kind", "Job Search"), ("start", "2026-11-01"), ("weekly_hours", "20")], "")]
#[case::the_same("activity_scheduled", &[("kind", "Job Club"), ("start", "2026-11-01"), ("weekly_hours", "20")], "already on record")]
#[case::of_one_day("activity_scheduled", &[("kind", "Job Club"), ("start", "2026-12-01"), ("weekly_hours", "20"), ("expected_end", "2026-12-01")], "")]
#[case::of_less("activity_scheduled", &[("kind", "Job Club"), ("start", "2026-12-01"), ("weekly_hours", "20"), ("expected_end", "2026-11-30")],
    "ends before it begins")]
#[case::a_kind_that_there_is_not("activity_scheduled", &[("kind", "Juggling"), ("start", "2026-12-01"), ("weekly_hours", "20")],
    "The catalog has no kind of activity")]
#[case::of_another_day("activity_end_moved", &[("activity", "Job Club @ 2026-10-01"), ("expected_end", "2026-12-31")],
    "Participant 1 has no activity Job Club from Thu 10/01/2026")]
#[case::of_another_kind("activity_end_moved", &[("activity", "Job Search @ 2026-11-01"), ("expected_end", "2026-12-31")],
    "Participant 1 has no activity Job Search")]
#[case::of_somebody_else("noncompliance_started", &[("failed_on", "2026-11-18"), ("activity", "Job Search @ 2026-09-01")],
    "Participant 1 has no activity Job Search")]
fn an_activity_is_named_by_person_kind_and_day(
    #[case] kind: &str,
    #[case] answers: &[(&str, &str)],
    #[case] says: &str,
) {
    assert_refusal(&record("registered_mandatory", JOB_CLUBS), kind, "2026-11-19", answers, says);
}

#[rstest]
#[case::all_hours_of_a_month("2026-11-19", "2026-10", &[("attended", "496"), ("study", "248")], "")]
#[case::all_hours_so_far("2026-09-02", "2026-09", &[("attended", "48")], "")]
#[case::a_month_on_its_first_day("2026-10-01", "2026-10", &[("attended", "1")], "")]
#[case::a_month_before_it("2026-09-30", "2026-10", &[("attended", "1")], "has not begun")]
#[case::all_excused_hours_paid("2026-11-19", "2026-10", &[("excused", "4"), ("paid_absence", "4")], "")]
#[case::absent_all_the_time("2026-11-19", "2026-10", &[("excused", "8"), ("scheduled", "8")], "")]
#[case::every_day_of_the_month("2026-11-19", "2026-10", &[("scheduled_days", "31")], "")]
#[case::a_holiday_around_the_clock("2026-11-19", "2026-10", &[("holiday", "24"), ("holiday_days", "1")], "")]
#[case::scheduled_around_the_clock("2026-11-19", "2026-10", &[("scheduled", "48"), ("scheduled_days", "2")], "")]
fn the_most_that_a_month_can_hold_is_posted(
    #[case] on: &str,
    #[case] month: &str,
    #[case] more: &[(&str, &str)],
    #[case] says: &str,
) {
    let base = [JOB_CLUB, ("month", month), ("attended", "0"), ("excused", "0"), ("unexcused", "0"), ("holiday", "0")];
    let base = base.into_iter().filter(|(name, _)| more.iter().all(|(other, _)| other != name));
    let answers: Vec<_> = base.chain([("verified_by", "SAR 7")]).chain(more.iter().copied()).collect();
    let facts =
        record("registered_mandatory", "activities = [{ person = 1, kind = 'Job Club', start = '2026-09-01' }]");
    assert_refusal(&facts, "attendance", on, &answers, says);
}

const FROM: (&str, &str) = ("from", "2026-11-10");
const DISABILITY: (&str, &str) = ("reason", "disability");
const CHILD_CARE: [(&str, &str); 4] = [("kind", "child care"), ("what", "authorised"), ("notice_sent", "yes"), FROM];

#[rstest]
#[case::exempt_for_a_day("exemption_started", &[DISABILITY, FROM, ("until", "2026-11-10")], "")]
#[case::for_less("exemption_started", &[DISABILITY, FROM, ("until", "2026-11-09")], "The exemption ends before it begins")]
#[case::proof_of_a_day("exemption_started", &[DISABILITY, FROM, ("proof_until", "2026-11-10")], "")]
#[case::proof_of_less("exemption_started", &[DISABILITY, FROM, ("proof_until", "2026-11-09")], "The proof ends before")]
#[case::no_such_reason("exemption_started", &[("reason", "boredom"), FROM], "The policy has no exemption reason")]
#[case::not_exempt_to_review("exemption_reviewed", &[], "No exemption is in force")]
#[case::not_exempt_to_end("exemption_ended", &[], "No exemption is in force")]
#[case::good_cause_of_a_day("good_cause_found", &[FROM, ("until", "2026-11-10")], "")]
#[case::good_cause_of_less("good_cause_found", &[FROM, ("until", "2026-11-09")], "Good cause ends before it begins")]
#[case::expected_for_a_day("good_cause_found", &[FROM, ("expected_until", "2026-11-10")], "")]
#[case::expected_for_less("good_cause_found", &[FROM, ("expected_until", "2026-11-09")], "expected to end before it begins")]
#[case::all_hours("good_cause_found", &[FROM, ("excused_share", "100")], "")]
#[case::more_than_all("good_cause_found", &[FROM, ("excused_share", "101")], "cannot excuse more")]
#[case::from_the_birthday("good_cause_found", &[("from", "1999-11-02")], "")]
#[case::from_the_day_before("good_cause_found", &[("from", "1999-11-01")], "before the participant was born")]
#[case::a_service_of_a_day("supportive_service", &[CHILD_CARE[0], CHILD_CARE[1], CHILD_CARE[2], FROM, ("until", "2026-11-10")], "")]
#[case::of_less("supportive_service", &[CHILD_CARE[0], CHILD_CARE[1], CHILD_CARE[2], FROM, ("until", "2026-11-09")], "The service ends before it begins")]
#[case::approved_today("supportive_service", &[CHILD_CARE[0], CHILD_CARE[1], CHILD_CARE[2], FROM, ("approved", "2026-11-19")], "")]
#[case::tomorrow("supportive_service", &[CHILD_CARE[0], CHILD_CARE[1], CHILD_CARE[2], FROM, ("approved", "2026-11-20")], "is in the future")]
#[case::an_alert_for_today("alert_raised", &[("to", "V1A4"), ("text", "call"), ("due", "2026-11-19")], "")]
#[case::for_yesterday("alert_raised", &[("to", "V1A4"), ("text", "call"), ("due", "2026-11-18")], "due before the alert is sent")]
fn a_span_of_one_day_is_one(#[case] kind: &str, #[case] answers: &[(&str, &str)], #[case] says: &str) {
    assert_refusal(&record("registered_mandatory", ""), kind, "2026-11-19", answers, says);
}

/// The first day on which aid of this kind was paid is no mistyped year.
#[test]
fn a_day_may_be_the_first_of_calworks() {
    let mut facts = record("registered_mandatory", "");
    facts.people[0].birth_date = None;
    assert_refusal(&facts, "good_cause_found", "2026-11-19", &[("from", "1998-01-01")], "");
    assert_refusal(&facts, "good_cause_found", "2026-11-19", &[("from", "1997-12-31")], "before CalWORKs began");
}

const NO_REQUEST: &str = "No request for an exemption waits";
const NOT_WAITING: &str = "waits to be sent";
const NOT_IMAGED: &str = "waits to be imaged";
const NO_CAUSE: &str = "No good cause is in effect";

#[rstest]
#[case::no_request("", "exemption_answered", &[], NO_REQUEST)]
#[case::a_request("exemption_requests = [{ person = 1, received = '2026-11-19' }]", "exemption_answered", &[], "")]
#[case::of_tomorrow("exemption_requests = [{ person = 1, received = '2026-11-20' }]", "exemption_answered", &[], NO_REQUEST)]
#[case::of_somebody_else("exemption_requests = [{ person = 2, received = '2026-11-02' }]", "exemption_answered", &[], NO_REQUEST)]
#[case::answered("exemption_requests = [{ person = 1, received = '2026-11-02', answered = '2026-11-03' }]", "exemption_answered", &[], NO_REQUEST)]
#[case::good_cause("good_causes = [{ person = 1, from = '2026-11-19' }]", "good_cause_ended", &[], "")]
#[case::good_cause_to_come("good_causes = [{ person = 1, from = '2026-11-20' }]", "good_cause_ended", &[], NO_CAUSE)]
#[case::good_cause_of_somebody_else("good_causes = [{ person = 2, from = '2026-11-02' }]", "good_cause_ended", &[], NO_CAUSE)]
#[case::good_cause_that_ends_today("good_causes = [{ person = 1, from = '2026-11-02', until = '2026-11-19' }]", "good_cause_ended", &[], NO_CAUSE)]
#[case::good_cause_that_ends_later("good_causes = [{ person = 1, from = '2026-11-02', until = '2026-11-30' }]", "good_cause_ended", &[], "")]
#[case::a_notice("notices = [{ person = 1, kind = 'NA 817' }]", "notice_deleted", &[("kind", "NA 817")], "")]
#[case::another_notice("notices = [{ person = 1, kind = 'NA 820' }]", "notice_deleted", &[("kind", "NA 817")], NOT_WAITING)]
#[case::a_notice_to_somebody_else("notices = [{ person = 2, kind = 'NA 817' }]", "notice_deleted", &[("kind", "NA 817")], NOT_WAITING)]
#[case::a_notice_that_was_sent("notices = [{ person = 1, kind = 'NA 817', sent = '2026-11-02' }]", "notice_deleted", &[("kind", "NA 817")], NOT_WAITING)]
#[case::a_document("documents = [{ person = 1, kind = 'pay stub', received = '2026-11-02' }]", "document_imaged", &[("kind", "pay stub")], "")]
#[case::another_document("documents = [{ person = 1, kind = 'lease', received = '2026-11-02' }]", "document_imaged", &[("kind", "pay stub")], NOT_IMAGED)]
#[case::a_document_of_somebody_else("documents = [{ person = 2, kind = 'pay stub', received = '2026-11-02' }]", "document_imaged", &[("kind", "pay stub")], NOT_IMAGED)]
#[case::a_document_that_is_imaged("documents = [{ person = 1, kind = 'pay stub', received = '2026-11-02', imaged = '2026-11-03' }]", "document_imaged",
    &[("kind", "pay stub")], NOT_IMAGED)]
#[case::a_draw("wpr_draws = [{ month = '2026-12', on = '2026-11-02' }]", "drawn_for_wpr", &[("month", "2026-12")], "Already drawn for")]
#[case::another_draw("wpr_draws = [{ month = '2026-11', on = '2026-10-02' }]", "drawn_for_wpr", &[("month", "2026-12")], "")]
#[case::before_the_assignment("assigned = '2026-11-20'", "case_accepted", &[], "The case was assigned on")]
#[case::on_its_day("assigned = '2026-11-19'", "case_accepted", &[], "")]
fn what_waits_is_of_the_person_the_kind_and_the_day(
    #[case] more: &str,
    #[case] kind: &str,
    #[case] answers: &[(&str, &str)],
    #[case] says: &str,
) {
    assert_refusal(&record("registered_mandatory", more), kind, "2026-11-19", answers, says);
}

#[test]
fn an_act_is_about_a_participant_of_the_case_and_no_text_is_blank() {
    let facts = record("registered_mandatory", "");
    let received = act("document_received", "2026-11-19", &[("kind", "pay stub")]);
    let refused = |person, kind: &str| {
        let kind = serde_json::from_value(serde_json::json!({ "act": "document_received", "kind": kind })).unwrap();
        let refused = considered(&facts, &Act { person: PersonNumber(person), kind, ..received.clone() }, "2026-11-19");
        refused.err().map(|refused| refused.to_string()).unwrap_or_default()
    };
    assert_eq!(refused(2, "pay stub"), "");
    assert!(refused(9, "pay stub").contains("The case has no participant 9"));
    assert!(refused(0, "pay stub").contains("Say which participant"));
    assert!(refused(1, "  ").contains("is empty"));
}
