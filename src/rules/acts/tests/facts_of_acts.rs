//! Which fact an act changes, and what stays: the record of another person, activity or month, and the county's value.

use rstest::rstest;

use super::*;
use crate::domain::hours::Hours;

/// Activities and hours that resemble each other in all but one of person, kind, first day and month.
fn alike() -> Case {
    let text = "aid = [{ status = 'active', since = '2025-01-01' }]
        people = [
            { person = 1, registration = [{ status = 'registered_mandatory', since = '2026-01-05' }] },
            { person = 2, relation = 'other', registration = [{ status = 'registered_mandatory', since = '2026-01-05' }] },
        ]
        activities = [
            { person = 2, kind = 'Job Club', start = '2026-09-01' },
            { person = 1, kind = 'Job Search', start = '2026-09-01' },
            { person = 1, kind = 'Job Club', start = '2026-08-03' },
            { person = 1, kind = 'Job Club', start = '2026-09-01', expected_end = '2026-11-30' },
        ]
        attendance = [
            { person = 2, kind = 'Job Club', start = '2026-09-01', month = '2026-10', attended = 7 },
            { person = 1, kind = 'Job Search', start = '2026-09-01', month = '2026-10', attended = 7 },
            { person = 1, kind = 'Job Club', start = '2026-08-03', month = '2026-10', attended = 7 },
            { person = 1, kind = 'Job Club', start = '2026-09-01', month = '2026-09', attended = 7 },
            { person = 1, kind = 'Job Club', start = '2026-09-01', month = '2026-10', attended = 12 },
        ]";
    Case(toml::from_str(text).unwrap())
}

fn attended(hours: &str) -> Vec<(&str, &str)> {
    let zero = [("excused", "0"), ("unexcused", "0"), ("holiday", "0"), ("verified_by", "SAR 7")];
    [[JOB_CLUB, ("month", "2026-10"), ("attended", hours), ("scheduled_days", "20")], zero].concat()
}

#[test]
fn an_activity_is_scheduled_as_it_was_said() {
    let mut case = alike();
    let answers = [("kind", "Work Experience"), ("start", "2026-12-01"), ("weekly_hours", "20")];
    let more = [("expected_end", "2027-02-26"), ("provider", "Goodwill"), ("ordered", "yes")];
    case.does("activity_scheduled", "2026-11-19", &[answers, more].concat());
    let activity = case.0.activities.last().unwrap();
    assert_eq!(
        (activity.person, activity.start, activity.expected_end),
        (PersonNumber(1), day("2026-12-01"), Some(day("2027-02-26")))
    );
    assert_eq!(
        (activity.provider.as_deref(), activity.ordered, activity.weekly_hours),
        (Some("Goodwill"), Some(true), Some(Hours::from_whole(20)))
    );
    let statuses: Vec<_> = activity.statuses.iter().map(|set| (set.status.id(), set.on)).collect();
    assert_eq!(statuses, [("scheduled", day("2026-11-19"))]);
}

#[test]
fn only_the_activity_that_is_named_gets_another_end() {
    let mut case = alike();
    case.does("activity_end_moved", "2026-11-19", &[JOB_CLUB, ("expected_end", "2026-12-31")]);
    let ends: Vec<_> = case.0.activities.iter().map(|activity| activity.expected_end).collect();
    assert_eq!(ends, [None, None, None, Some(day("2026-12-31"))]);
}

#[rstest]
#[case::other_hours("40", 1)]
#[case::the_county_s_hours("12", 0)]
fn only_the_hours_that_are_named_are_replaced(#[case] hours: &str, #[case] differences: usize) {
    let mut case = alike();
    case.does("attendance", "2026-11-19", &attended(hours));
    let rows: Vec<_> = case.0.attendance.iter().map(|row| row.attended.to_string()).collect();
    assert_eq!(rows, ["7", "7", "7", "7", hours]);
    assert_eq!(case.0.attendance[4].scheduled_days, Some(20));
    assert_eq!(case.0.differences.len(), differences);
    // What was recorded here is no value of the county.
    case.does("attendance", "2026-11-19", &attended("44"));
    assert_eq!(case.0.differences.len(), differences);
}

/// The county's end stays beside the one that was recorded here, follows it when it is moved again, and goes with it.
#[test]
fn a_difference_follows_the_value_that_is_recorded_here() {
    let mut case = alike();
    case.0.activities[0].expected_end = Some(day("2026-10-31"));
    let other = Act {
        person: PersonNumber(2),
        ..act("activity_end_moved", "2026-11-02", &[JOB_CLUB, ("expected_end", "2026-11-20")])
    };
    case.0.apply_act(&other, &Source::Entry { entry: Seq(1), author: "V1A3".parse().unwrap() });
    let here = |case: &Case| -> Vec<(u8, RecordedValue)> {
        case.0.differences.iter().map(|known| (known.person.0, known.here.clone())).collect()
    };
    let (of_other, of_day) = ((2, RecordedValue::Day(day("2026-11-20"))), |text| (1, RecordedValue::Day(day(text))));
    assert_eq!(here(&case), vec![of_other.clone()]);
    for (end, expected) in [
        ("2026-12-31", vec![of_other.clone(), of_day("2026-12-31")]),
        ("2027-01-31", vec![of_other.clone(), of_day("2027-01-31")]),
        ("2026-11-30", vec![of_other.clone()]),
    ] {
        case.does("activity_end_moved", "2026-11-19", &[JOB_CLUB, ("expected_end", end)]);
        assert_eq!(here(&case), expected, "{end}");
    }
}

/// Returns whether each of the days is set, in words.
fn days(days: impl IntoIterator<Item = Option<NaiveDate>>) -> Vec<String> {
    days.into_iter().map(|on| on.map_or_else(|| "-".to_owned(), |on| on.to_string())).collect()
}

/// The newest of the participant's own that has begun and waits is answered, ended or reviewed; no other is.
#[test]
fn the_newest_that_waits_is_answered_ended_or_reviewed() {
    let text = "aid = [{ status = 'active', since = '2025-01-01' }]
        people = [{ person = 1, registration = [{ status = 'exempt', since = '2026-01-05' }] }]
        exemption_requests = [
            { person = 2, received = '2026-11-09' },
            { person = 1, received = '2026-11-02' },
            { person = 1, received = '2026-11-05' },
            { person = 1, received = '2026-11-08', answered = '2026-11-08' },
        ]
        good_causes = [
            { person = 2, from = '2026-11-09' },
            { person = 1, from = '2026-11-02' },
            { person = 1, from = '2026-11-30' },
        ]
        exemptions = [
            { person = 2, reason = 'disability', from = '2026-11-09' },
            { person = 1, reason = 'disability', from = '2026-05-01' },
            { person = 1, reason = 'disability', from = '2026-11-30' },
        ]";
    let mut case = Case(toml::from_str(text).unwrap());
    case.does("exemption_answered", "2026-11-19", &[]);
    case.does("good_cause_ended", "2026-11-19", &[]);
    case.does("exemption_reviewed", "2026-11-19", &[]);
    let facts = &case.0;
    assert_eq!(days(facts.exemption_requests.iter().map(|one| one.answered)), ["-", "-", "2026-11-19", "2026-11-08"]);
    assert_eq!(days(facts.good_causes.iter().map(|one| one.until)), ["-", "2026-11-19", "-"]);
    assert_eq!(days(facts.exemptions.iter().map(|one| one.contacted)), ["-", "2026-11-19", "-"]);
    case.does("plan_signed", "2026-11-19", &[]);
    case.does("plan_amended", "2026-11-19", &[]);
    case.does("reassignment_asked", "2026-11-19", &[]);
    assert_eq!(case.0.plans.iter().map(|plan| plan.amends).collect::<Vec<_>>(), [false, true]);
    assert_eq!(case.0.reassignments.iter().map(|asked| asked.on).collect::<Vec<_>>(), [day("2026-11-19")]);
}

#[test]
fn referrals_notices_and_services_are_the_participant_s() {
    let text = "aid = [{ status = 'active', since = '2025-01-01' }]
        people = [{ person = 1, registration = [{ status = 'registered_mandatory', since = '2026-01-05' }] }]
        referrals = [
            { person = 2, kind = 'mental health', requested = '2026-11-02' },
            { person = 1, kind = 'mental health', requested = '2026-10-02', closed = '2026-10-20' },
            { person = 1, kind = 'domestic abuse', requested = '2026-11-02' },
        ]
        notices = [
            { person = 2, kind = 'NA 820' },
            { person = 1, kind = 'NA 817' },
            { person = 1, kind = 'NA 820', sent = '2026-10-02' },
            { person = 1, kind = 'NA 820' },
        ]
        services = [
            { person = 2, kind = 'child care', needed = { from = '2026-11-09' } },
            { person = 1, kind = 'transportation', needed = { from = '2026-11-08' } },
            { person = 1, kind = 'child care', needed = { from = '2026-10-01' }, authorised = [
                { from = '2026-09-01', until = '2026-09-30' }, { from = '2026-10-01', until = '2026-11-19' },
                { from = '2026-10-01', until = '2026-12-31' }, { from = '2026-10-01' },
            ] },
        ]";
    let mut case = Case(toml::from_str(text).unwrap());
    case.does("referral_asked", "2026-11-17", &[("kind", "mental health")]);
    case.does("referral_made", "2026-11-18", &[("kind", "mental health")]);
    case.does("referral_closed", "2026-11-19", &[("kind", "mental health"), ("result", "kept")]);
    let rows: Vec<_> =
        case.0.referrals.iter().map(|one| days([Some(one.requested), one.made, one.closed]).join(" ")).collect();
    let new = "2026-11-17 2026-11-18 2026-11-19";
    assert_eq!(rows, ["2026-11-02 - -", "2026-10-02 - 2026-10-20", "2026-11-02 - -", new]);
    assert_eq!(case.0.referrals[3].result.as_deref(), Some("kept"));
    case.does("notice_sent", "2026-11-19", &[("kind", "NA 820")]);
    assert_eq!(days(case.0.notices.iter().map(|one| one.sent)), ["-", "-", "2026-10-02", "2026-11-19"]);
    case.does(
        "supportive_service",
        "2026-11-19",
        &[("kind", "child care"), ("what", "discontinued"), ("from", "2026-11-19"), ("notice_sent", "yes")],
    );
    let ends = days(case.0.services[2].authorized.iter().map(|one| one.until));
    assert_eq!(ends, ["2026-09-30", "2026-11-19", "2026-11-19", "2026-11-19"]);
    assert_eq!(days(case.0.services.iter().map(|one| one.needed.until)), ["-", "-", "2026-11-19"]);
}

#[test]
fn the_course_of_a_sanction_is_kept_day_by_day() {
    let mut facts = facts("sanction");
    facts.noncompliance[0].appointment = None;
    facts.cures = vec![toml::from_str("person = 1\nrequested = '2026-11-03'").unwrap()];
    facts.noncompliance[0].gate.only_missing_sar7 = Some(true);
    let mut case = Case(facts);
    case.does("appointment_set", "2026-11-03", &[NOTICE, ("appointment", "2026-11-12")]);
    case.does("sanction_reasons", "2026-11-13", &[NOTICE, ("stands", "none")]);
    case.does("federal_rate_found", "2026-11-18", &[]);
    case.does("aid_restored", "2026-12-01", &[]);
    case.does("noncompliance_rescinded", "2026-12-01", &[NOTICE]);
    let step = &case.0.noncompliance[0];
    assert_eq!(days([step.appointment, step.rescinded]), ["2026-11-12", "2026-12-01"]);
    assert_eq!((step.gate.only_missing_sar7, step.gate.notices_correct), (Some(true), Some(true)));
    let cure = &case.0.cures[0];
    assert_eq!(days([cure.federal_rate_found, cure.restored]), ["2026-11-18", "2026-12-01"]);
}

/// Only the notice that waits is deleted, and only a notice that a sanction begins stands with a non-compliance: the
/// participant's newest that goes on.
#[test]
fn a_notice_of_a_sanction_stands_with_the_newest_noncompliance() {
    let mut facts = facts("non_compliance");
    facts.noncompliance = toml::from_str::<CaseFacts>(
        "noncompliance = [
             { person = 2, notice_issued = '2026-11-10' },
             { person = 1, notice_issued = '2026-10-02' },
             { person = 1, notice_issued = '2026-11-02' },
             { person = 1, notice_issued = '2026-11-09', rescinded = '2026-11-12' },
             { person = 1, notice_issued = '2026-12-01' },
         ]",
    )
    .unwrap()
    .noncompliance;
    let mut case = Case(facts);
    case.does("notice_sent", "2026-11-19", &[("kind", "NA 820"), ("effective", "2026-12-01")]);
    assert!(case.0.noncompliance.iter().all(|step| step.sanction_notice.is_none()));
    case.does("notice_sent", "2026-11-19", &[("kind", "NA 817"), ("effective", "2026-12-01")]);
    let sent = days(case.0.noncompliance.iter().map(|step| step.sanction_notice));
    assert_eq!(sent, ["-", "-", "2026-11-19", "-", "-"]);
    case.0.notices = toml::from_str::<CaseFacts>(
        "notices = [{ person = 2, kind = 'NA 820' }, { person = 1, kind = 'NA 820' }, { person = 1, kind = 'NA 817' },
                    { person = 1, kind = 'NA 820', sent = '2026-11-02' }]",
    )
    .unwrap()
    .notices;
    case.does("notice_deleted", "2026-11-19", &[("kind", "NA 820")]);
    let left: Vec<_> = case.0.notices.iter().map(|one| (one.person.0, one.kind.as_str(), one.sent.is_some())).collect();
    assert_eq!(left, [(2, "NA 820", false), (1, "NA 817", false), (1, "NA 820", true)]);
}

/// After a sanction a volunteer is a volunteer again, whoever else is in the case; a draw is kept with its month.
#[test]
fn a_status_is_given_back_to_the_one_who_had_it() {
    let text = "aid = [{ status = 'active', since = '2025-01-01' }]
        people = [
            { person = 2, relation = 'other', registration = [{ status = 'registered_mandatory', since = '2026-01-05' }] },
            { person = 1, registration = [{ status = 'registered_voluntary', since = '2026-01-05' },
                                          { status = 'sanction', since = '2026-10-01' }] },
        ]
        cures = [{ person = 1, requested = '2026-11-03' }]";
    let mut case = Case(toml::from_str(text).unwrap());
    case.does("federal_rate_found", "2026-11-18", &[]);
    let status = case.0.people[1].registration.last().unwrap();
    assert_eq!((status.status, status.since), (RegistrationStatus::RegisteredVoluntary, day("2026-11-18")));
    case.does("drawn_for_wpr", "2026-11-19", &[("month", "2026-12")]);
    let draws: Vec<_> = case.0.wpr_draws.iter().map(|draw| (draw.on, draw.month.to_string())).collect();
    assert_eq!(draws, [(day("2026-11-19"), "2026-12".to_owned())]);
}

fn written(entry: u64) -> Source {
    Source::Entry { entry: Seq(entry), author: "V1A3".parse().unwrap() }
}

/// Returns the statuses of each activity, with their days.
fn statuses(case: &Case) -> Vec<Vec<String>> {
    let of = |activity: &crate::domain::facts::Activity| {
        activity.statuses.iter().map(|set| format!("{} {}", set.status.id(), set.on)).collect()
    };
    case.0.activities.iter().map(of).collect()
}

/// A notice of non-compliance gives the activity its status.
fn noticed_in_job_club(on: &str) -> Act {
    act("noncompliance_started", on, &[("failed_on", "2026-09-01"), JOB_CLUB])
}

#[test]
fn only_the_activity_that_is_named_gets_a_status_and_each_status_once() {
    let mut case = alike();
    let none: Vec<String> = Vec::new();
    for (on, expected) in [
        ("2026-09-02", vec!["non_compliant 2026-09-02"]),
        ("2026-09-02", vec!["non_compliant 2026-09-02"]),
        ("2026-09-04", vec!["non_compliant 2026-09-02"]),
        // Of a day before the first status nothing is known yet.
        ("2026-09-01", vec!["non_compliant 2026-09-02", "non_compliant 2026-09-01"]),
    ] {
        case.0.apply_act(&noticed_in_job_club(on), &written(1));
        let expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
        assert_eq!(statuses(&case), [none.clone(), none.clone(), none.clone(), expected], "{on}");
    }
    case.0.apply_act(&act("activity_status", "2026-09-05", &[JOB_CLUB, ("status", "completed")]), &written(2));
    let counts: Vec<usize> = statuses(&case).iter().map(Vec::len).collect();
    assert_eq!(counts, [0, 0, 0, 3]);
}

/// Of two statuses of one day the one that was recorded later is the present one.
#[rstest]
#[case::it_is_that_already(1, 2, 2)]
#[case::another_followed(2, 1, 3)]
fn a_status_follows_the_newest_of_its_day(#[case] scheduled: u64, #[case] non_compliant: u64, #[case] statuses: usize) {
    let mut case = alike();
    for (entry, status) in [(non_compliant, "non_compliant"), (scheduled, "scheduled")] {
        let set = format!("status = '{status}'\non = '2026-09-02'\nsource = {{ entry = {entry}, author = 'V1A3' }}");
        case.0.activities[3].statuses.push(toml::from_str(&set).unwrap());
    }
    case.0.apply_act(&noticed_in_job_club("2026-09-03"), &written(3));
    assert_eq!(case.0.activities[3].statuses.len(), statuses);
}

#[test]
fn only_the_documents_that_wait_and_are_named_are_imaged() {
    let text = "documents = [
        { person = 2, kind = 'CW 61', received = '2026-11-02' },
        { person = 1, kind = 'WTW 2', received = '2026-11-02' },
        { person = 1, kind = 'CW 61', received = '2026-10-02', imaged = '2026-10-03' },
        { person = 1, kind = 'CW 61', received = '2026-11-02' },
        { person = 1, kind = 'CW 61', received = '2026-11-03' },
    ]";
    let mut case = Case(toml::from_str(text).unwrap());
    case.0.apply_act(&act("document_imaged", "2026-11-19", &[("kind", "CW 61")]), &written(1));
    let imaged = days(case.0.documents.iter().map(|one| one.imaged));
    assert_eq!(imaged, ["-", "-", "2026-10-03", "2026-11-19", "2026-11-19"]);
}

#[test]
fn a_comment_is_kept_only_with_the_step_that_names_it() {
    let mut case = alike();
    for step in ["status_verified", "commented"] {
        let whole = act("closing", "2026-11-19", &[("step", step), ("comment", "2026-11-18")]);
        case.0.apply_act(&Act { person: PersonNumber::CASE, ..whole }, &written(1));
    }
    assert_eq!(days(case.0.closing.iter().map(|done| done.comment)), ["-", "2026-11-18"]);
    let status = |case: &Case| case.0.people[0].registration.last().unwrap().status;
    assert_eq!(status(&case), RegistrationStatus::RegisteredMandatory);
    let closed = act("closing", "2026-11-19", &[("step", "registration_closed")]);
    case.0.apply_act(&Act { person: PersonNumber::CASE, ..closed }, &written(2));
    assert_eq!(status(&case), RegistrationStatus::Closed);
}

/// The difference about an expected birth is that of its own person, and no other difference of the person.
#[test]
fn a_difference_about_an_expected_birth_is_the_person_s_own() {
    let text = "people = [
            { person = 1, due_date = '2027-01-10', source = { file = 'listing.csv', row = 2, sha256 = '', told = '2026-11-01' } },
            { person = 2, due_date = '2027-02-10', source = { file = 'listing.csv', row = 3, sha256 = '', told = '2026-11-01' } },
        ]
        activities = [{ person = 1, kind = 'Job Club', start = '2026-09-01', expected_end = '2026-11-30' }]";
    let mut case = Case(toml::from_str(text).unwrap());
    let birth = |person: u8, due: &'static str| Act {
        person: PersonNumber(person),
        ..act("exemption_asked", "2026-11-19", &[("due_date", due)])
    };
    let here = |case: &Case| -> Vec<(u8, String, RecordedValue)> {
        case.0.differences.iter().map(|known| (known.person.0, known.what.clone(), known.here.clone())).collect()
    };
    let row = |person, what: &str, on| (person, what.to_owned(), RecordedValue::Day(day(on)));
    case.0
        .apply_act(&act("activity_end_moved", "2026-11-19", &[JOB_CLUB, ("expected_end", "2026-12-31")]), &written(1));
    case.0.apply_act(&birth(2, "2027-02-20"), &written(2));
    case.0.apply_act(&birth(1, "2027-01-20"), &written(3));
    let end = here(&case)[0].clone();
    let of_second = row(2, "expected birth", "2027-02-20");
    assert_eq!(here(&case), [end.clone(), of_second.clone(), row(1, "expected birth", "2027-01-20")]);
    case.0.apply_act(&birth(1, "2027-01-25"), &written(4));
    assert_eq!(here(&case), [end.clone(), of_second.clone(), row(1, "expected birth", "2027-01-25")]);
    case.0.apply_act(&birth(1, "2027-01-10"), &written(5));
    assert_eq!(here(&case), [end.clone(), of_second.clone()], "the county's own day is no difference");
    case.0.apply_act(&birth(1, "2027-01-10"), &written(6));
    assert_eq!(here(&case), [end.clone(), of_second.clone()], "nor said again");
    case.0.people[0].source = written(7);
    case.0.apply_act(&birth(1, "2027-01-30"), &written(8));
    assert_eq!(here(&case), [end, of_second], "what was recorded here is no value of the county");
}
