//! Answers that may stay empty: what they add to the facts, and that nothing changes without them.

use super::*;
use crate::domain::facts::ServicePayment;
use crate::domain::hours::Hours;

const NEW_DISABILITY: [(&str, &str); 2] = [("reason", "disability"), ("from", "2026-11-06")];

#[test]
fn good_cause_keeps_why_and_how_much_it_excuses() {
    let mut case = registered();
    let found = |more: &[(&'static str, &'static str)]| [[("from", "2026-11-10")].as_slice(), more].concat();
    let refused = |answer| case.refuses("good_cause_found", "2026-11-10", &found(&[answer]));
    assert!(refused(("excused_share", "101")).contains("more than 100 percent"));
    assert!(refused(("expected_until", "2026-11-09")).contains("before it begins"));
    let answers =
        [("reason", "no transport"), ("expected_until", "2026-12-15"), ("documented", "yes"), ("excused_share", "50")];
    case.does("good_cause_found", "2026-11-10", &found(&answers));
    let found = &case.0.good_causes[0];
    assert_eq!((found.reason.as_deref(), found.expected_until), (Some("no transport"), Some(day("2026-12-15"))));
    assert_eq!((found.until, found.documented, found.excused_share), (None, Some(true), Some(50)));
}

#[test]
fn a_hearing_is_recorded_when_it_is_asked_for_and_again_when_it_is_decided() {
    let mut case = Case(facts("non_compliance"));
    assert!(case.refuses("hearing_recorded", "2026-11-20", &[NOTICE]).contains("Say when"));
    let asked = |on| [NOTICE, ("requested", on), ("timely", "yes"), ("aid_paid_pending", "yes")];
    assert!(case.refuses("hearing_recorded", "2026-11-20", &asked("2026-11-01")).contains("before the notice"));
    assert!(case.refuses("hearing_recorded", "2026-11-20", &asked("2026-11-21")).contains("in the future"));
    case.does("hearing_recorded", "2026-11-20", &asked("2026-11-19"));
    let decided = |on| [NOTICE, ("decided", on)];
    assert!(case.refuses("hearing_recorded", "2027-01-20", &decided("2026-11-18")).contains("before it was asked for"));
    case.does("hearing_recorded", "2027-01-20", &decided("2027-01-18"));
    let step = &case.0.noncompliance[0];
    assert_eq!(
        (step.hearing_requested, step.hearing_decided),
        (Some(day("2026-11-19")), Some(day("2027-01-18"))),
        "the second record keeps what the first one says"
    );
    assert_eq!((step.hearing_timely, step.aid_paid_pending), (Some(true), Some(true)));
    assert!(step.recorded.contains_key("hearing"));
}

#[test]
fn plans_keep_their_hours_and_a_notice_the_activity_that_was_refused() {
    let mut case = registered();
    let refused = [("failed_on", "2026-11-01"), ("refused_activity", "Work Experience"), WHY];
    case.does("noncompliance_started", "2026-11-02", &refused);
    case.does("compliance_plan", "2026-11-12", &[NOTICE, ("until", "2026-12-31"), ("weekly_hours", "22.5")]);
    let step = &case.0.noncompliance[0];
    assert_eq!(step.refused_activity.as_deref(), Some("Work Experience"));
    assert_eq!(step.plan_weekly_hours, Some(Hours::from_hundredths(2250)));
    let mut case = Case(facts("sanction"));
    case.does("cure_requested", "2027-01-11", &[]);
    case.does("cure_plan_signed", "2027-01-12", &[("until", "2027-02-10"), ("weekly_hours", "20")]);
    assert_eq!(case.0.cures[0].weekly_hours, Some(Hours::from_whole(20)));
}

/// The day on which it takes effect ties the notice to the non-compliance; entries made before do not have that day.
#[test]
fn only_a_notice_of_a_sanction_with_its_first_day_belongs_to_the_noncompliance() {
    let effective = ("effective", "2026-12-31");
    for (answers, belongs) in [
        ([("kind", "NA 817")].as_slice(), false),
        (&[("kind", "NA 820"), effective], false),
        (&[("kind", "NA 817"), effective], true),
        (&[("kind", "time_on_aid"), ("form", "NA 817"), effective], true),
    ] {
        let mut case = Case(facts("non_compliance"));
        case.does("notice_sent", "2026-12-10", answers);
        let step = &case.0.noncompliance[0];
        let days = (step.sanction_notice, step.sanction_notice_effective);
        let expected = if belongs { (Some(day("2026-12-10")), Some(day("2026-12-31"))) } else { (None, None) };
        assert_eq!(days, expected, "{answers:?}");
        assert_eq!(case.0.notices[0].effective.is_some(), answers.contains(&effective));
    }
}

#[test]
fn job_search_says_whether_the_participant_agreed_to_it() {
    let mut case = registered();
    let search = [("kind", "Job Search"), ("start", "2026-11-09"), ("weekly_hours", "20")];
    case.does(
        "activity_scheduled",
        "2026-11-05",
        &[search.as_slice(), &[("agreed", "yes"), ("ordered", "no")]].concat(),
    );
    assert_eq!((case.0.activities[1].agreed, case.0.activities[1].ordered), (Some(true), Some(false)));
    case.does("activity_status", "2026-11-06", &[JOB_CLUB, ("status", "rescheduled"), ("agreed", "no")]);
    case.does("activity_status", "2026-11-07", &[JOB_CLUB, ("status", "completed")]);
    assert_eq!(case.0.activities[0].agreed, Some(false), "no answer leaves the one before");
}

#[test]
fn a_service_is_assessed_first_and_approved_then() {
    let mut case = registered();
    let transport =
        |what, notice| [("kind", "transportation"), ("what", what), ("from", "2026-11-09"), ("notice_sent", notice)];
    let early = case.refuses("supportive_service", "2026-11-05", &transport("being_assessed", "yes"));
    assert!(early.contains("no decision"), "{early}");
    case.does("supportive_service", "2026-11-05", &transport("being_assessed", "no"));
    let service = &case.0.services[0];
    assert_eq!((service.being_assessed, service.decided, service.notice_sent), (Some(true), None, None));
    let approved = [("approved", "2026-11-08"), ("payment", "advance"), ("supplement", "no")];
    let answers = [transport("authorised", "yes").as_slice(), &approved].concat();
    assert!(case.refuses("supportive_service", "2026-11-07", &answers).contains("in the future"));
    case.does("supportive_service", "2026-11-08", &answers);
    let [service] = case.0.services.as_slice() else { panic!("{:?}", case.0.services) };
    assert_eq!((service.being_assessed, service.approved), (Some(false), Some(day("2026-11-08"))));
    assert_eq!((service.payment, service.supplement), (Some(ServicePayment::Advance), Some(false)));
}

#[test]
fn an_exemption_keeps_its_proof_and_a_pregnancy_its_days() {
    let mut case = registered();
    let proof = |until| [NEW_DISABILITY.as_slice(), &[("proof", "SDI"), ("proof_until", until)]].concat();
    assert!(case.refuses("exemption_started", "2026-11-06", &proof("2026-11-05")).contains("The proof ends"));
    case.does("exemption_started", "2026-11-06", &proof("2027-02-28"));
    let exemption = &case.0.exemptions[0];
    assert_eq!((exemption.proof.as_deref(), exemption.proof_until), (Some("SDI"), Some(day("2027-02-28"))));
    assert_eq!((case.0.people[0].pregnant, case.0.people[0].due_date), (None, None));
    case.does("exemption_asked", "2026-11-09", &[("due_date", "2027-04-20")]);
    assert_eq!((case.0.people[0].pregnant, case.0.people[0].due_date), (Some(true), Some(day("2027-04-20"))));
    case.does("exemption_ended", "2027-04-16", &[("pregnancy_ended", "2027-04-14")]);
    assert_eq!(case.0.people[0].pregnancy_ended, Some(day("2027-04-14")));
    case.does("exemption_asked", "2028-02-01", &[("due_date", "2028-08-01")]);
    assert_eq!(case.0.people[0].pregnancy_ended, None, "another pregnancy");
}

#[test]
fn what_the_county_says_of_a_hearing_a_plan_and_a_birth_is_kept_beside_what_is_recorded() {
    let mut case = Case(facts("non_compliance"));
    let hours = Hours::from_whole;
    let step = &mut case.0.noncompliance[0];
    step.hearing_requested = Some(day("2026-11-10"));
    step.aid_paid_pending = Some(false);
    step.plan_weekly_hours = Some(hours(20));
    case.0.people[0].due_date = Some(day("2027-02-01"));
    let asked = [NOTICE, ("requested", "2026-11-12"), ("aid_paid_pending", "yes")];
    case.does("hearing_recorded", "2026-11-13", &asked);
    case.does("compliance_plan", "2026-11-13", &[NOTICE, ("until", "2026-12-31"), ("weekly_hours", "30")]);
    case.does("exemption_asked", "2026-11-14", &[("due_date", "2027-03-01")]);
    let step = &case.0.noncompliance[0];
    assert_eq!((step.hearing_requested, step.aid_paid_pending), (Some(day("2026-11-12")), Some(true)));
    assert_eq!(step.plan_weekly_hours, Some(hours(30)));
    let found: Vec<(&str, String, String)> = case
        .0
        .differences
        .iter()
        .map(|one| (one.what.as_str(), one.county.clone().into(), one.here.clone().into()))
        .collect();
    let expected = [
        ("hearing asked for", "2026-11-10", "2026-11-12"),
        ("aid paid until the hearing is decided", "no", "yes"),
        ("hours of the compliance plan", "20 hours a week", "30 hours a week"),
        ("expected birth", "2027-02-01", "2027-03-01"),
    ];
    assert_eq!(found, expected.map(|(what, county, here)| (what, county.to_owned(), here.to_owned())));
    case.does("exemption_asked", "2026-11-15", &[("due_date", "2027-02-01")]);
    assert_eq!(case.0.differences.len(), 3, "the two say the same now");
}
