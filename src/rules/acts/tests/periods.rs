//! Acts that need a period to have run are refused while it still runs.

use rstest::rstest;

use super::*;
use crate::domain::facts::{Cure, Exemption, GoodCause, Noncompliance, Service};

/// A case in non-compliance since November 2, with the appointment on November 12; the period ends on November 22.
fn noticed() -> Case {
    Case(facts("non_compliance"))
}

fn add_contact(case: &mut Case, on: &str, reached: bool) {
    let contact = format!("person = 1\non = '{on}'\nreached = {reached}");
    case.0.contacts.push(toml::from_str(&contact).unwrap());
}

const NO_GOOD_CAUSE: [(&str, &str); 2] = [NOTICE, ("outcome", "no_good_cause")];
const NONE_STANDS: [(&str, &str); 2] = [NOTICE, ("stands", "none")];

#[rstest]
#[case::before_the_appointment("2026-11-11", None, false)]
#[case::on_its_day("2026-11-12", None, true)]
#[case::a_call_before_it("2026-11-11", Some(("2026-11-05", true)), true)]
#[case::an_attempt_is_no_call("2026-11-11", Some(("2026-11-05", false)), false)]
#[case::a_call_before_the_notice("2026-11-11", Some(("2026-11-01", true)), false)]
fn finding_no_good_cause_waits_until_the_participant_could_be_heard(
    #[case] on: &str,
    #[case] contact: Option<(&str, bool)>,
    #[case] allowed: bool,
) {
    let mut case = noticed();
    if let Some((day, reached)) = contact {
        add_contact(&mut case, day, reached);
    }
    let determined = considered(&case.0, &act("cause_determined", on, &NO_GOOD_CAUSE), on);
    assert_eq!(determined.is_ok(), allowed, "{:?}", determined.err().map(|refused| refused.to_string()));
}

#[test]
fn the_refusal_names_the_appointment_and_the_last_day() {
    let mut case = noticed();
    case.does("rescheduled", "2026-11-05", &[NOTICE, ("to", "2026-11-18")]);
    assert_eq!(
        case.refuses("cause_determined", "2026-11-12", &NO_GOOD_CAUSE),
        "The participant has not been heard: the appointment is on Wed 11/18/2026, the period runs to Sun 11/22/2026, \
         and no contact since the notice is recorded. File the contact first; a call is enough. (WIC 11327.4(b)(1))"
    );
    case.does("cause_determined", "2026-11-12", &[NOTICE, ("outcome", "good_cause")]);
}

#[test]
fn without_an_appointment_the_period_must_end_first() {
    let mut case = noticed();
    case.0.noncompliance[0].appointment = None;
    let refused = case.refuses("cause_determined", "2026-11-22", &NO_GOOD_CAUSE);
    assert!(refused.contains("no appointment is recorded"), "{refused}");
    case.does("cause_determined", "2026-11-23", &NO_GOOD_CAUSE);
}

#[test]
fn a_sanction_is_not_requested_before_the_period_is_over() {
    let mut case = noticed();
    add_contact(&mut case, "2026-11-05", true);
    case.does("rescheduled", "2026-11-05", &[NOTICE, ("to", "2026-11-20")]);
    case.does("cause_determined", "2026-11-18", &NO_GOOD_CAUSE);
    case.does("sanction_reasons", "2026-11-18", &NONE_STANDS);
    assert_eq!(
        case.refuses("sanction_requested", "2026-11-18", &[NOTICE]),
        "No sanction yet: the good-cause period runs until Sun 11/22/2026 (4 days left), and the appointment on Fri \
         11/20/2026 has not taken place yet. (WIC 11327.4(b)(1))"
    );
    case.0.noncompliance[0].sanction_requested = Some(day("2026-11-19"));
    let imposed = [NOTICE, ("from", "2027-01-01"), WHY];
    let refused = case.refuses("sanction_imposed", "2026-11-22", &imposed);
    assert!(refused.contains("runs until Sun 11/22/2026 (it ends today)"), "{refused}");
    case.0.noncompliance[0].sanction_requested = None;
    case.does("sanction_requested", "2026-11-23", &[NOTICE, WHY]);
    case.does("sanction_imposed", "2026-11-23", &imposed);
}

#[test]
fn a_compliance_plan_is_agreed_after_no_good_cause_was_found() {
    let mut case = noticed();
    case.does("cause_determined", "2026-11-18", &NO_GOOD_CAUSE);
    let agreed = case.does("compliance_plan", "2026-11-22", &[NOTICE, ("until", "2026-12-31")]);
    assert!(agreed.clears.iter().any(|finding| finding.rule.id() == "good_cause_period"), "{:?}", agreed.clears);
}

#[test]
fn after_a_failed_plan_the_period_does_not_matter() {
    let mut case = noticed();
    case.does("compliance_plan", "2026-11-04", &[NOTICE, ("until", "2026-11-10")]);
    case.does("compliance_plan_result", "2026-11-11", &[NOTICE, ("completed", "no")]);
    case.does("sanction_reasons", "2026-11-11", &NONE_STANDS);
    case.does("sanction_requested", "2026-11-11", &[NOTICE, WHY]);
}

#[test]
fn a_plan_that_fails_before_its_last_day_has_a_day_behind_it_and_a_reason() {
    let mut case = noticed();
    case.does("compliance_plan", "2026-11-04", &[NOTICE, ("until", "2026-12-10")]);
    let failed = [NOTICE, ("completed", "no")];
    let at_once = case.refuses("compliance_plan_result", "2026-11-04", &failed);
    assert!(at_once.contains("cannot have failed on Wed 11/04/2026"), "{at_once}");
    let silent = case.refuses("compliance_plan_result", "2026-11-12", &failed);
    assert!(silent.contains("The plan runs to Thu 12/10/2026. To record a failure before then"), "{silent}");
    case.does("compliance_plan_result", "2026-11-12", &[NOTICE, ("completed", "no"), ("reason", "missed two classes")]);
}

#[test]
fn an_act_is_not_dated_before_calworks_nor_a_failure_before_its_activity() {
    let case = registered();
    let old = considered(&case.0, &act("plan_signed", "1995-01-01", &[]), "2026-11-19").unwrap_err().to_string();
    assert!(old.contains("is before CalWORKs began"), "{old}");
    let early = case.refuses("noncompliance_started", "2026-11-02", &[("failed_on", "2026-08-03"), JOB_CLUB]);
    assert!(early.contains("Job Club began on Tue 09/01/2026, after the failure of Mon 08/03/2026"), "{early}");
}

#[test]
fn a_compliance_plan_is_completed_on_its_last_day_or_with_its_activity() {
    let mut case = noticed();
    case.does("compliance_plan", "2026-11-12", &[NOTICE, ("until", "2026-12-31")]);
    let completed = [NOTICE, ("completed", "yes")];
    let refused = case.refuses("compliance_plan_result", "2026-12-01", &completed);
    assert!(refused.contains("runs to Thu 12/31/2026") && refused.contains("agreed on Thu 11/12/2026"), "{refused}");
    assert!(considered(&case.0, &act("compliance_plan_result", "2026-12-31", &completed), "2026-12-31").is_ok());
    case.does("compliance_plan", "2026-12-01", &[NOTICE, ("until", "2026-12-01")]);
    assert_eq!(case.0.noncompliance[0].determination.as_ref().unwrap().on, day("2026-11-12"));
    case.does("compliance_plan_result", "2026-12-01", &completed);
}

/// A case whose cure plan was signed on November 3 and runs to November 30.
fn curing() -> Case {
    let mut facts = facts("sanction");
    facts.noncompliance.clear();
    let mut case = Case(facts);
    case.does("cure_requested", "2026-11-02", &[]);
    case.does("cure_plan_signed", "2026-11-03", &[("until", "2026-11-30")]);
    case
}

#[rstest]
#[case::at_once("2026-11-03", "yes", false)]
#[case::the_day_before("2026-11-29", "yes", false)]
#[case::on_its_last_day("2026-11-30", "yes", true)]
#[case::failed_on_the_day_it_was_signed("2026-11-03", "no", false)]
#[case::failed_early_without_a_reason("2026-11-04", "no", false)]
#[case::failed_on_its_last_day("2026-11-30", "no", true)]
fn a_cure_is_completed_once_its_plan_has_run(#[case] on: &str, #[case] completed: &str, #[case] allowed: bool) {
    let ended = act("cure_ended", on, &[("completed", completed)]);
    assert_eq!(considered(&curing().0, &ended, on).is_ok(), allowed);
}

#[test]
fn a_cure_whose_activity_ended_is_completed_with_it() {
    let mut case = curing();
    let refused = case.refuses("cure_ended", "2026-11-20", &[("completed", "yes")]);
    assert!(refused.contains("signed on Tue 11/03/2026 runs to Mon 11/30/2026"), "{refused}");
    case.does("activity_status", "2026-11-20", &[JOB_CLUB, ("status", "completed")]);
    case.does("cure_ended", "2026-11-20", &[("completed", "yes")]);
}

#[test]
fn the_last_day_of_a_cure_plan_is_corrected_and_its_signing_stands() {
    let mut case = curing();
    assert!(case.refuses("cure_plan_signed", "2026-11-10", &[("until", "2026-11-30")]).contains("was signed on"));
    assert!(case.refuses("cure_plan_signed", "2026-11-10", &[("until", "2026-12-04")]).contains("Thu 12/03/2026"));
    case.does("cure_plan_signed", "2026-11-10", &[("until", "2026-11-12")]);
    let cure = &case.0.cures[0];
    assert_eq!((cure.plan_signed, cure.until), (Some(day("2026-11-03")), Some(day("2026-11-12"))));
    case.does("cure_ended", "2026-11-12", &[("completed", "yes")]);
}

#[rstest]
#[case::before_its_start("2026-08", "is before Job Club began, on Tue 09/01/2026")]
#[case::ahead("2026-12", "has not begun on Thu 11/19/2026")]
#[case::after_its_end("2026-11", "is after Job Club ended: Completed on Sat 10/31/2026")]
fn attendance_of_a_month_outside_the_activity_is_refused(#[case] month: &str, #[case] says: &str) {
    let mut case = registered();
    case.does("activity_status", "2026-10-31", &[JOB_CLUB, ("status", "completed")]);
    let refused = case.refuses("attendance", "2026-11-19", &attendance(month));
    assert!(refused.contains(says), "{refused}");
    case.does("attendance", "2026-11-19", &attendance("2026-10"));
}

fn attendance(month: &str) -> [(&str, &str); 7] {
    let hours = [("attended", "10"), ("excused", "0"), ("unexcused", "0"), ("holiday", "0")];
    [JOB_CLUB, ("month", month), hours[0], hours[1], hours[2], hours[3], ("verified_by", "SAR 7")]
}

#[test]
fn attendance_after_the_expected_end_asks_to_move_the_end() {
    let mut case = registered();
    case.does("activity_end_moved", "2026-09-10", &[JOB_CLUB, ("expected_end", "2026-10-15")]);
    case.does("attendance", "2026-11-19", &attendance("2026-10"));
    let refused = case.refuses("attendance", "2026-11-19", &attendance("2026-11"));
    assert!(refused.contains("Thu 10/15/2026; if it continued, move its end date first"), "{refused}");
}

#[rstest]
#[case::more_attended_than_the_days_so_far("2026-09-02", "2026-09", &[("attended", "49")], "from Tue 09/01/2026 to Wed 09/02/2026")]
#[case::more_paid_than_excused("2026-11-19", "2026-10", &[("excused", "4"), ("paid_absence", "5")], "5 hours of paid absence")]
#[case::more_absent_than_scheduled("2026-11-19", "2026-10", &[("excused", "9"), ("scheduled", "8")], "9 hours of absence")]
#[case::more_days_than_the_month("2026-11-19", "2026-10", &[("scheduled_days", "32")], "32 days are more")]
#[case::more_holiday_than_its_days("2026-11-19", "2026-10", &[("holiday", "25"), ("holiday_days", "1")], "25 holiday hours")]
#[case::more_scheduled_than_its_days("2026-11-19", "2026-10", &[("scheduled", "49"), ("scheduled_days", "2")], "49 scheduled")]
#[case::study_counts_with_the_rest("2026-11-19", "2026-10", &[("attended", "700"), ("study", "45")], "745 hours are more")]
fn hours_that_a_month_cannot_hold_are_refused(
    #[case] on: &str,
    #[case] month: &str,
    #[case] more: &[(&str, &str)],
    #[case] says: &str,
) {
    let base = attendance(month).into_iter().filter(|(name, _)| more.iter().all(|(other, _)| other != name));
    let answers: Vec<_> = base.chain(more.iter().copied()).collect();
    let refused = registered().refuses("attendance", on, &answers);
    assert!(refused.contains(says), "{refused}");
}

#[test]
fn attendance_keeps_what_the_county_says_beside_it() {
    let mut case = registered();
    let county = "person = 1\nkind = 'Job Club'\nstart = '2026-09-01'\nmonth = '2026-10'\nattended = 12\nexcused = 4
        paid_absence = 3\nholiday = 8\nholiday_days = 1\nscheduled = 80\nscheduled_days = 20";
    case.0.attendance.push(toml::from_str(county).unwrap());
    let mut answers = attendance("2026-10").to_vec();
    answers.push(("study", "6"));
    case.does("attendance", "2026-11-19", &answers);
    let row = &case.0.attendance[0];
    let hours = |hours| Some(crate::domain::hours::Hours::from_whole(hours));
    // Other excused hours and other holidays: what the county says of parts of them no longer fits.
    assert_eq!((row.paid_absence, row.holiday_days), (None, None));
    assert_eq!((row.scheduled, row.scheduled_days, row.study), (hours(80), Some(20), hours(6)));
}

#[rstest]
#[case::good_cause("good_cause_found", &[("from", "1990-01-01")])]
#[case::exemption("exemption_started", &[("from", "1990-01-01"), ("reason", "disability")])]
#[case::failure("noncompliance_started", &[("failed_on", "1990-01-01")])]
fn a_day_long_before_the_case_is_a_mistyped_year(#[case] kind: &str, #[case] answers: &[(&str, &str)]) {
    let mut case = registered();
    let refused = case.refuses(kind, "2026-11-19", answers);
    assert!(refused.contains("Mon 01/01/1990 is before CalWORKs began, in January 1998"), "{refused}");
    case.0.people[0].birth_date = Some(day("1994-06-02"));
    let refused = case.refuses(kind, "2026-11-19", answers);
    assert!(refused.contains("is before the participant was born, on Thu 06/02/1994"), "{refused}");
}

#[test]
fn no_sanction_begins_before_its_approval_and_no_aid_returns_before_the_cure() {
    let mut case = noticed();
    case.does("cause_determined", "2026-11-18", &NO_GOOD_CAUSE);
    case.does("sanction_reasons", "2026-11-23", &NONE_STANDS);
    case.does("sanction_requested", "2026-11-23", &[NOTICE, WHY]);
    let refused = case.refuses("sanction_imposed", "2027-02-01", &[NOTICE, ("from", "2027-01-01")]);
    assert!(refused.contains("Fri 01/01/2027 is before Mon 02/01/2027"), "{refused}");
    let mut cured = curing();
    cured.does("cure_ended", "2026-11-30", &[("completed", "yes")]);
    assert!(cured.refuses("aid_restored", "2026-11-29", &[]).contains("No cure is completed"));
    cured.does("aid_restored", "2026-11-30", &[]);
}

#[rstest]
#[case::twelve_months_back("2027-11-19", true)]
#[case::thirteen("2027-12-01", false)]
fn attendance_is_posted_for_the_months_that_policy_allows(#[case] on: &str, #[case] allowed: bool) {
    let posted = considered(&registered().0, &act("attendance", on, &attendance("2026-11")), on);
    assert_eq!(posted.is_ok(), allowed, "{posted:?}");
}

/// The county's row and an entry made here are kept apart in every part that was added later.
#[test]
fn values_added_to_a_county_fact_have_their_own_source() {
    let county = Source::Stated;
    let here = Source::Entry { entry: Seq(1), author: "V1A3".parse().unwrap() };
    let mut case = noticed();
    case.does("rescheduled", "2026-11-03", &[NOTICE, ("to", "2026-11-10")]);
    case.does("cause_determined", "2026-11-18", &NO_GOOD_CAUSE);
    case.does("sanction_reasons", "2026-11-23", &NONE_STANDS);
    case.does("sanction_requested", "2026-11-23", &[NOTICE, WHY]);
    case.does("sanction_imposed", "2026-11-24", &[NOTICE, ("from", "2027-01-01"), WHY]);
    case.does("handed_off", "2026-11-24", &[NOTICE]);
    let step = &case.0.noncompliance[0];
    for part in [
        Noncompliance::MOVED_APPOINTMENT,
        Noncompliance::DETERMINATION,
        Noncompliance::REASONS,
        Noncompliance::REQUEST,
        Noncompliance::SANCTION,
        Noncompliance::HAND_OFF,
    ] {
        assert_eq!(step.value_source(part), &here, "{part}");
    }
    assert_eq!((&step.source, step.value_source(Noncompliance::FAILURE)), (&county, &county));
    assert_eq!(step.appointment_source(day("2026-11-02")), &county);
    assert_eq!(step.appointment_source(day("2026-11-03")), &here);
}

#[test]
fn cures_exemptions_good_cause_and_services_keep_the_source_of_their_parts() {
    let text = "aid = [{ status = 'active', since = '2025-01-01' }]
        people = [{ person = 1, registration = [{ status = 'sanction', since = '2026-01-05' }] }]
        cures = [{ person = 1, requested = '2026-11-02' }]
        exemptions = [{ person = 1, reason = 'disability', from = '2026-10-01' }]
        good_causes = [{ person = 1, from = '2026-10-01' }]
        services = [{ person = 1, kind = 'child care', needed = { from = '2026-10-01' } }]";
    let mut case = Case(toml::from_str(text).unwrap());
    let here = Source::Entry { entry: Seq(1), author: "V1A3".parse().unwrap() };
    let child_care = [("kind", "child care"), ("what", "authorised"), ("from", "2026-11-01"), ("notice_sent", "yes")];
    case.does("cure_plan_signed", "2026-11-03", &[("until", "2026-11-05")]);
    case.does("cure_ended", "2026-11-05", &[("completed", "yes")]);
    case.does("supportive_service", "2026-11-05", &child_care);
    case.does("good_cause_ended", "2026-11-06", &[]);
    case.does("exemption_ended", "2026-11-06", &[]);
    let CaseFacts { cures, exemptions, good_causes, services, .. } = &case.0;
    for (source, part) in [
        (cures[0].value_source(Cure::PLAN_SIGNED), &cures[0].source),
        (cures[0].value_source(Cure::UNTIL), &cures[0].source),
        (cures[0].value_source(Cure::RESULT), &cures[0].source),
        (exemptions[0].value_source(Exemption::END), &exemptions[0].source),
        (good_causes[0].value_source(GoodCause::END), &good_causes[0].source),
        (services[0].value_source(Service::DECISION), &services[0].source),
        (services[0].value_source(Service::AUTHORIZED), &services[0].source),
    ] {
        assert_eq!((source, part), (&here, &Source::Stated));
    }
}
