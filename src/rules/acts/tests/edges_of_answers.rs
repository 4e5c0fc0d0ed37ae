//! The first and the last answer that an act takes, and where each answer goes.

use rstest::rstest;

use super::*;
use crate::domain::hours::Hours;
use crate::rules::acts::unlikely_answers;

/// Every number of the form goes to the fact of its own name: hours in the wrong place change an average.
#[test]
fn each_number_about_a_month_goes_to_its_own_fact() {
    let mut case = registered();
    let whole = [JOB_CLUB, ("month", "2026-10"), ("attended", "60"), ("scheduled", "80"), ("scheduled_days", "20")];
    let absent = [("excused", "8"), ("unexcused", "4"), ("holiday", "7"), ("paid_absence", "5"), ("holiday_days", "1")];
    let rest = [("study", "3"), ("verified_by", "Attendance Sheet")];
    case.does("attendance", "2026-11-04", &[whole.as_slice(), &absent, &rest].concat());
    let row = case.0.attendance.iter().find(|row| row.month.to_string() == "2026-10").unwrap();
    let whole_hours = |hours: [u32; 4]| hours.map(Hours::from_whole);
    assert_eq!([row.attended, row.excused, row.unexcused, row.holiday], whole_hours([60, 8, 4, 7]));
    let more = [row.paid_absence, row.scheduled, row.study].map(Option::unwrap);
    assert_eq!(more, [5, 80, 3].map(Hours::from_whole));
    assert_eq!((row.holiday_days, row.scheduled_days), (Some(1), Some(20)));
    assert_eq!((row.verified_by.as_deref(), row.posted), (Some("Attendance Sheet"), Some(day("2026-11-04"))));
}

/// October has 744 hours; both kinds of absence count towards them.
#[test]
fn excused_and_unexcused_hours_fill_a_month_together() {
    let answers = [JOB_CLUB, ("month", "2026-10"), ("attended", "0"), ("holiday", "0"), ("verified_by", "SAR 7")];
    let absent = |unexcused| [answers.as_slice(), &[("excused", "400"), ("unexcused", unexcused)]].concat();
    let refused = registered().refuses("attendance", "2026-11-04", &absent("345"));
    assert_eq!(refused, "745 hours are more than there are in October 2026.");
}

/// The form proposes the activity that runs, and none where there are two.
#[test]
fn the_only_current_activity_is_proposed() {
    let mut case = registered();
    let form = ActForms::builtin().form_for_act("attendance").unwrap();
    let proposed = |case: &Case| {
        let view = View::new(&case.0, Policies::builtin(), day("2026-11-19"));
        let answers = defaults::default_answers(form, &view, PersonNumber(1), &worker(Role::EC));
        answers.into_iter().find(|(name, _)| name == "activity").unwrap().1
    };
    assert_eq!(proposed(&case), "Job Club @ 2026-09-01");
    let second = [("kind", "Work Experience"), ("start", "2026-11-09"), ("weekly_hours", "20")];
    case.does("activity_scheduled", "2026-11-05", &second);
    assert_eq!(proposed(&case), "", "only the worker knows whose hours they are");
}

/// Somebody can fail an activity on its first day, and not before it.
#[test]
fn a_failure_is_in_an_activity_from_its_first_day_on() {
    let started = |failed| [JOB_CLUB, ("failed_on", failed), ("appointment", "2026-11-12")];
    let text = registered().refuses("noncompliance_started", "2026-11-04", &started("2026-08-31"));
    assert!(text.contains("began on Tue 09/01/2026, after the failure of Mon 08/31/2026"), "{text}");
    let act = act("noncompliance_started", "2026-11-04", &started("2026-09-01"));
    let first = considered(&registered().0, &act, "2026-11-04").err().map(|refused| refused.to_string());
    assert!(!first.clone().unwrap_or_default().contains("after the failure"), "{first:?}");
}

/// A refusal names the day that the rule leaves open; the day itself is allowed.
#[rstest]
#[case::last_day_of_the_period("compliance_plan", "2026-11-23", ("until", "2026-12-31"), "the period's last day, Sun 11/22/2026.")]
#[case::the_day_itself("compliance_plan", "2026-11-22", ("until", "2026-12-31"), "")]
fn a_refusal_of_a_plan_names_the_last_day(
    #[case] kind: &str,
    #[case] on: &str,
    #[case] answer: (&str, &str),
    #[case] says: &str,
) {
    assert_refusal(&facts("non_compliance"), kind, on, &[NOTICE, answer], says);
}

#[test]
fn a_refusal_of_a_sanction_names_its_first_day() {
    let mut facts = facts("non_compliance");
    for (kind, on, answers) in [
        ("cause_determined", "2026-11-20", [NOTICE, ("outcome", "no_good_cause")].as_slice()),
        ("sanction_reasons", "2026-11-23", &[NOTICE, ("stands", "none")]),
        ("sanction_requested", "2026-11-23", &[NOTICE]),
    ] {
        facts = facts.with_act(&act(kind, on, answers), &Source::Stated);
    }
    let imposed = act("sanction_imposed", "2026-11-24", &[NOTICE, ("from", "2026-12-01")]);
    let refused = considered(&facts, &imposed, "2026-11-24").unwrap_err().to_string();
    assert!(refused.contains("takes effect on Wed 12/02/2026 at the earliest"), "{refused}");
}

/// A cure is as long as the rule allows, and not a day longer.
#[test]
fn a_cure_ends_on_its_last_day_at_the_latest() {
    let mut facts = facts("sanction");
    facts.cures.push(toml::from_str("person = 1\nrequested = '2026-11-18'").unwrap());
    let longest = Policies::builtin().in_force_on(day("2026-11-19")).cure_longest.as_ref().unwrap().value;
    let last = day("2026-11-19") + longest;
    let until = |day: NaiveDate| act("cure_plan_signed", "2026-11-19", &[("until", &day.to_string())]);
    let refused = |day| considered(&facts, &until(day), "2026-11-19").err().map(|refused| refused.to_string());
    assert_eq!(refused(last), None);
    let text = refused(last.succ_opt().unwrap()).unwrap_or_default();
    assert!(text.contains("A cure ends on") && text.contains("at the latest"), "{text}");
}

/// Every choice of every form is found by its value and by its title, in any case of letters.
#[test]
fn a_choice_is_found_by_its_value_and_by_its_title() {
    for field in ActForms::builtin().iter().flat_map(|form| &form.fields) {
        for choice in &field.choices {
            let (upper, dashed) = (choice.value.to_uppercase(), choice.value.replace('_', "-"));
            for answer in [&choice.value, &upper, &dashed, &choice.title, &choice.title.to_uppercase()] {
                assert_eq!(field.find_choice(answer).map(|found| &found.value), Some(&choice.value), "{answer}");
            }
        }
    }
}

/// No hours are an answer of many months, and are not asked about; a quarter of an hour is the least that is not.
#[test]
fn no_hours_are_not_asked_about() {
    for (attended, is_asked) in [("0", false), ("0.25", false), ("0.2", true)] {
        let act =
            act("attendance", "2026-11-04", &[[JOB_CLUB, ("attended", attended)].as_slice(), &NO_OTHER_HOURS].concat());
        let unlikely =
            unlikely_answers(&registered().0, Policies::builtin(), &act, day("2026-11-04")).unwrap().join(" ");
        assert_eq!(unlikely.contains("unusually low"), is_asked, "{attended}: {unlikely}");
    }
}

const NO_OTHER_HOURS: [(&str, &str); 5] =
    [("month", "2026-10"), ("excused", "0"), ("unexcused", "0"), ("holiday", "0"), ("verified_by", "SAR 7")];
