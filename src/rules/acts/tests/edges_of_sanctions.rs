//! On which side of a day an act between the notice and the end of a cure is allowed.

use rstest::rstest;

use super::*;

/// A notice of November 2 in another non-compliance's wake: that of October 2 is over. `step` is what else is known of it.
fn noticed(step: &str) -> CaseFacts {
    let mut facts = facts("non_compliance");
    let text = format!(
        "noncompliance = [
             {{ person = 1, notice_issued = '2026-10-02', determination = {{ on = '2026-10-10', outcome = 'good_cause' }} }},
             {{ person = 1, notice_issued = '2026-11-02', {step} }},
         ]"
    );
    facts.noncompliance = toml::from_str::<CaseFacts>(&text).unwrap().noncompliance;
    facts
}

const NO_CAUSE_FOUND: &str =
    "appointment = '2026-11-12', determination = { on = '2026-11-13', outcome = 'no_good_cause' }";
const PLAN: &str = "determination = { on = '2026-11-12', outcome = 'compliance_plan' }, plan_end = '2026-12-31'";
const RESOLVED: &str = "determination = { on = '2026-11-12', outcome = 'good_cause' }";
const TAKEN_BACK: &str =
    "sanction = { from = '2026-12-10', approved = '2026-11-16', handed_off = '2026-11-17' }, rescinded = '2026-11-18'";
const REQUESTED: &str = "sanction_requested = '2026-11-18'";
const DETERMINED: &str = "The cause is already determined";

#[rstest]
#[case::before_the_notice("", "appointment_set", "2026-11-01", &[("appointment", "2026-11-10")], "nothing can be recorded before that day")]
#[case::on_its_day("", "appointment_set", "2026-11-02", &[("appointment", "2026-11-10")], "")]
#[case::an_appointment_on_its_day("", "appointment_set", "2026-11-02", &[("appointment", "2026-11-02")], "is not within the period")]
#[case::on_the_day_after("", "appointment_set", "2026-11-02", &[("appointment", "2026-11-03")], "")]
#[case::heard_in_the_period(NO_CAUSE_FOUND, "rescheduled", "2026-11-19", &[("to", "2026-11-20")], "")]
#[case::no_more_after_it(NO_CAUSE_FOUND, "rescheduled", "2026-11-23", &[("to", "2026-11-23")], DETERMINED)]
#[case::moved_to_today("appointment = '2026-11-12'", "rescheduled", "2026-11-19", &[("to", "2026-11-19")], "")]
#[case::moved_to_yesterday("appointment = '2026-11-12'", "rescheduled", "2026-11-19", &[("to", "2026-11-18")], "has passed")]
#[case::good_cause_after_all(NO_CAUSE_FOUND, "cause_determined", "2026-11-19", &[("outcome", "good_cause")], "")]
#[case::none_once_more(NO_CAUSE_FOUND, "cause_determined", "2026-11-19", &[("outcome", "no_good_cause")], DETERMINED)]
#[case::a_plan_of_a_day("", "compliance_plan", "2026-11-19", &[("until", "2026-11-19")], "")]
#[case::a_plan_of_less("", "compliance_plan", "2026-11-19", &[("until", "2026-11-18")], "ends before it begins")]
#[case::a_plan_with_the_same_end(PLAN, "compliance_plan", "2026-11-19", &[("until", "2026-12-31")], "was agreed on")]
#[case::corrected_to_its_first_day(PLAN, "compliance_plan", "2026-11-19", &[("until", "2026-11-12")], "")]
#[case::corrected_to_the_day_before(PLAN, "compliance_plan", "2026-11-19", &[("until", "2026-11-11")], "ends before it begins")]
#[case::a_hearing_on_the_day_of_the_notice("", "hearing_recorded", "2026-11-19", &[("requested", "2026-11-02")], "")]
#[case::a_hearing_before_it("", "hearing_recorded", "2026-11-19", &[("requested", "2026-11-01")], "before the notice was issued")]
#[case::a_hearing_of_today("", "hearing_recorded", "2026-11-19", &[("requested", "2026-11-19"), ("decided", "2026-11-19")], "")]
#[case::a_hearing_of_tomorrow("", "hearing_recorded", "2026-11-19", &[("requested", "2026-11-20")], "is in the future")]
#[case::decided_before_it("", "hearing_recorded", "2026-11-19", &[("requested", "2026-11-10"), ("decided", "2026-11-09")], "decided before")]
#[case::rescinded("", "noncompliance_rescinded", "2026-11-19", &[], "")]
#[case::over_already(RESOLVED, "noncompliance_rescinded", "2026-11-19", &[], "already over")]
#[case::reasons_of_what_is_over(RESOLVED, "sanction_reasons", "2026-11-19", &[("stands", "none")], "No sanction can be requested")]
#[case::handed_off("", "handed_off", "2026-11-19", &[], "")]
#[case::nothing_to_hand_off(RESOLVED, "handed_off", "2026-11-19", &[], "nothing to hand off")]
#[case::a_rescission_to_tell(TAKEN_BACK, "handed_off", "2026-11-19", &[], "")]
#[case::before_it(TAKEN_BACK, "handed_off", "2026-11-17", &[], "")]
#[case::told_already(&format!("{TAKEN_BACK}, told = ['2026-11-18']"), "handed_off", "2026-11-19", &[], "nothing to hand off")]
#[case::reasons_unseen(NO_CAUSE_FOUND, "sanction_requested", "2026-11-23", &[], "review reasons not to sanction")]
#[case::no_request("", "sanction_returned", "2026-11-19", &[("reason", "call log")], "No request for a sanction waits")]
#[case::a_request(REQUESTED, "sanction_returned", "2026-11-19", &[("reason", "call log")], "")]
#[case::of_tomorrow(REQUESTED, "sanction_returned", "2026-11-17", &[("reason", "call log")], "No request for a sanction waits")]
fn an_act_on_a_notice_has_its_days(
    #[case] step: &str,
    #[case] kind: &str,
    #[case] on: &str,
    #[case] answers: &[(&str, &str)],
    #[case] says: &str,
) {
    assert_refusal(&noticed(step), kind, on, &[&[NOTICE], answers].concat(), says);
}

#[test]
fn good_cause_on_the_day_of_the_failure_is_no_noncompliance() {
    let mut facts = facts("registered_mandatory");
    facts.noncompliance.clear();
    facts.good_causes.push(toml::from_str("person = 1\nfrom = '2026-11-10'\nuntil = '2026-11-12'").unwrap());
    let says = "Good cause is recorded from Tue 11/10/2026 and covers the day of the failure";
    for (failed, says) in [("2026-11-09", ""), ("2026-11-10", says), ("2026-11-12", says), ("2026-11-13", "")] {
        assert_refusal(&facts, "noncompliance_started", "2026-11-19", &[("failed_on", failed), WHY], says);
    }
}

#[test]
fn a_plan_is_completed_early_with_an_activity_that_ended_in_it() {
    let mut facts = noticed(PLAN);
    let completed = [NOTICE, ("completed", "yes")];
    assert_refusal(&facts, "compliance_plan_result", "2026-11-19", &completed, "no activity has ended");
    facts.activities[0].statuses.push(toml::from_str("status = 'completed'\non = '2026-11-18'").unwrap());
    assert_refusal(&facts, "compliance_plan_result", "2026-11-19", &completed, "");
}

#[test]
fn a_sanction_may_begin_on_the_day_of_its_approval() {
    let mut facts = noticed(&format!("{NO_CAUSE_FOUND}, {REQUESTED}"));
    let reasons = act("sanction_reasons", "2026-11-23", &[NOTICE, ("stands", "none")]);
    facts = facts.with_act(&reasons, &Source::Stated);
    for (from, says) in [("2027-01-01", ""), ("2026-12-31", "is before Fri 01/01/2027")] {
        assert_refusal(&facts, "sanction_imposed", "2027-01-01", &[NOTICE, ("from", from), WHY], says);
    }
    let imposed = act("sanction_imposed", "2027-01-01", &[NOTICE, ("from", "2027-01-01"), WHY]);
    let follows = considered_by(Role::SUPERVISOR, &facts, &imposed, "2027-01-01").unwrap();
    let told = long_lines(&follows.message.unwrap());
    assert_eq!(told.last().unwrap(), "5. Sanction: from Fri 01/01/2027");
}

/// The request was sent back on November 20; what is recorded for an earlier day was done before.
#[rstest]
#[case::the_day_before("2026-11-23", "was made again since then")]
#[case::on_its_day("2026-11-24", "")]
fn a_request_that_was_sent_back_is_not_made_for_a_day_before(#[case] on: &str, #[case] says: &str) {
    let mut facts = noticed(NO_CAUSE_FOUND);
    for (kind, on, answers) in [
        ("sanction_reasons", "2026-11-23", [NOTICE, ("stands", "none")].as_slice()),
        ("sanction_requested", "2026-11-23", &[NOTICE, WHY]),
        ("sanction_returned", "2026-11-24", &[NOTICE, ("reason", "call log")]),
    ] {
        facts = facts.with_act(&act(kind, on, answers), &Source::Stated);
    }
    let again = act("sanction_requested", on, &[NOTICE, WHY]);
    let refused = considered(&facts, &again, "2026-11-25").err().map(|refused| refused.to_string()).unwrap_or_default();
    assert!(refused.contains(says) && refused.is_empty() == says.is_empty(), "{refused:?}");
}

fn cured(cures: &str) -> CaseFacts {
    let mut facts = facts("sanction");
    facts.noncompliance.clear();
    facts.cures = toml::from_str::<CaseFacts>(&format!("cures = [{cures}]")).unwrap().cures;
    facts
}

#[rstest]
#[case::completed("{ person = 1, requested = '2026-10-02', completed = '2026-10-20' }", "cure_requested", &[], "")]
#[case::failed("{ person = 1, requested = '2026-10-02', failed = '2026-10-20' }", "cure_requested", &[], "")]
#[case::by_the_federal_rate("{ person = 1, requested = '2026-10-02', federal_rate_found = '2026-10-20' }", "cure_requested", &[], "")]
#[case::running("{ person = 1, requested = '2026-10-02' }", "cure_requested", &[], "has been running since")]
#[case::of_somebody_else("{ person = 2, requested = '2026-10-02', completed = '2026-10-20' }", "aid_restored", &[], "No cure is completed")]
#[case::of_tomorrow("{ person = 1, requested = '2026-11-20', completed = '2026-11-20' }", "aid_restored", &[], "No cure is completed")]
#[case::aid_of_the_cured("{ person = 1, requested = '2026-10-02', completed = '2026-11-19' }", "aid_restored", &[], "")]
#[case::a_plan_of_a_day("{ person = 1, requested = '2026-11-02' }", "cure_plan_signed", &[("until", "2026-11-19")], "")]
#[case::of_less("{ person = 1, requested = '2026-11-02' }", "cure_plan_signed", &[("until", "2026-11-18")], "The cure ends before it begins")]
fn a_cure_is_open_until_it_is_completed_failed_or_met(
    #[case] cures: &str,
    #[case] kind: &str,
    #[case] answers: &[(&str, &str)],
    #[case] says: &str,
) {
    assert_refusal(&cured(cures), kind, "2026-11-19", answers, says);
}

/// Where a source says from which day aid is restored, it is not recorded before; elsewhere the day is only remembered.
#[rstest]
#[case::federal_rate_on_its_day(
    "{ person = 1, requested = '2026-10-02', federal_rate_found = '2026-10-20' }",
    "2026-11-01",
    ""
)]
#[case::federal_rate_the_day_before(
    "{ person = 1, requested = '2026-10-02', federal_rate_found = '2026-10-20' }",
    "2026-10-31",
    "Aid is restored from Sun 11/01/2026 on; record it then. (Santa Clara CWES handbook)"
)]
#[case::completed_the_day_before(
    "{ person = 1, requested = '2026-10-02', completed = '2026-10-20' }",
    "2026-10-31",
    ""
)]
fn aid_is_not_recorded_as_restored_before_the_first_of_the_month(
    #[case] cures: &str,
    #[case] on: &str,
    #[case] says: &str,
) {
    assert_refusal(&cured(cures), "aid_restored", on, &[], says);
}

#[test]
fn aid_recorded_as_restored_early_is_looked_at_on_its_day() {
    let facts = cured("{ person = 1, requested = '2026-10-02', completed = '2026-10-20' }");
    let follows = considered(&facts, &act("aid_restored", "2026-10-30", &[]), "2026-10-30").unwrap();
    let warned = follows.moves.iter().find(|change| change.after.rule.id() == "aid_to_restore").unwrap();
    assert_eq!(
        warned.after.says.to_text(DateStyle::Long),
        "aid was recorded on Fri 10/30/2026 as restored; it is due from Sun 11/01/2026 on"
    );
    assert!(follows.clears.is_empty(), "{:?}", follows.clears);
}

#[test]
fn the_federal_rate_cures_only_a_sanction() {
    assert_refusal(&cured(""), "federal_rate_found", "2026-11-19", &[], "");
    let mut registered = cured("");
    registered.people[0].registration[0].status = RegistrationStatus::RegisteredMandatory;
    assert_refusal(&registered, "federal_rate_found", "2026-11-19", &[], "The participant is not sanctioned");
}

/// A status that was recorded here for a later day must be able to follow; of the same day, the new one follows it.
#[rstest]
#[case::a_later_sanction("sanction", "2026-12-01", "exempt", "Sanction does not follow Exempt")]
#[case::a_later_status_that_may("registered_mandatory", "2026-12-01", "exempt", "")]
#[case::one_of_the_same_day("non_compliance", "2026-11-19", "registered_voluntary", "")]
fn a_registration_status_fits_the_one_that_comes_after_it(
    #[case] known: &str,
    #[case] since: &str,
    #[case] given: &str,
    #[case] says: &str,
) {
    let mut facts = noticed("");
    let later = format!("status = '{known}'\nsince = '{since}'\nsource = {{ entry = 3, author = 'V1A3' }}");
    facts.people[0].registration.push(toml::from_str(&later).unwrap());
    facts.people.push(toml::from_str("person = 2\nrelation = 'other'").unwrap());
    assert_refusal(&facts, "registration", "2026-11-19", &[("status", given)], says);
}

#[rstest]
#[case::a_later_no_show("no_show", "2026-11-25", "disenroll", "No Show does not follow Disenroll")]
#[case::a_later_status_that_may("no_show", "2026-11-25", "rescheduled", "")]
#[case::one_of_the_same_day("scheduled", "2026-11-19", "first_day_attendance", "")]
fn an_activity_status_fits_the_one_that_comes_after_it(
    #[case] known: &str,
    #[case] on: &str,
    #[case] given: &str,
    #[case] says: &str,
) {
    let mut facts = facts("registered_mandatory");
    let later = format!("status = '{known}'\non = '{on}'\nsource = {{ entry = 3, author = 'V1A3' }}");
    facts.activities[0].statuses =
        vec![toml::from_str("status = 'scheduled'\non = '2026-09-01'").unwrap(), toml::from_str(&later).unwrap()];
    assert_refusal(&facts, "activity_status", "2026-11-19", &[JOB_CLUB, ("status", given)], says);
}
