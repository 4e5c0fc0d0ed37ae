mod office;
mod plain_language;

use rstest::rstest;

use super::param::{Days, Months, PolicyValue, WorkingDays};
use super::*;
use crate::domain::code_words::pins::assert_ids;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn the_ids_of_the_codes_stay_as_they_are() {
    assert_ids::<Certainty>("statute letter handbook setting secondary assumption unsure conflict");
    assert_ids::<ClockEffect>("stops ticks unknown");
}

#[test]
fn every_builtin_file_is_good_in_every_county() {
    assert_eq!(Policies::counties(), ["alameda", "los_angeles", "san_diego", "san_francisco", "santa_clara"]);
    for county in Policies::counties() {
        let policies = Policies::with_overlay(&county).unwrap_or_else(|error| panic!("{county}: {error}"));
        assert!(!policies.county().is_empty(), "{county}");
    }
    assert_eq!(Policies::builtin().county(), "Alameda");
    assert!(Policies::with_overlay("Atlantis").is_err());
}

#[rstest]
#[case("2011-06-30", 60)]
#[case("2011-07-01", 48)]
#[case("2022-04-30", 48)]
#[case("2022-05-01", 60)]
fn a_day_is_judged_by_the_limit_in_force_on_it(#[case] on: &str, #[case] months: u32) {
    let policies = Policies::builtin();
    assert_eq!(policies.in_force_on(day(on)).time_limit.as_ref().map(|limit| limit.value), Some(Months(months)));
}

#[rstest]
#[case("2012-12-31", false)]
#[case("2013-01-01", true)]
#[case("2022-04-30", true)]
#[case("2022-05-01", false)]
fn the_24_month_clock_is_in_force_for_a_time(#[case] on: &str, #[case] alive: bool) {
    assert_eq!(Policies::builtin().in_force_on(day(on)).clock_24.is_some(), alive);
}

#[test]
fn the_days_on_which_policy_changes_are_known() {
    let days: Vec<NaiveDate> = Policies::builtin().change_days().collect();
    assert!(days.is_sorted());
    // The 60 months come into force, and the 24-month clock has lapsed the day before.
    assert!(days.contains(&day("2022-05-01")) && days.contains(&day("2011-07-01")));
}

#[test]
fn the_reasons_for_exemption_are_listed_in_the_order_of_policy() {
    let ids = Policies::builtin().exemption_reason_ids();
    assert_eq!(ids.first().map(String::as_str), Some("under_16"));
    assert!(ids.iter().any(|id| id == "disability") && ids.len() > 10, "{ids:?}");
}

/// What may follow is what can be recorded, no more and no less, and its words are the county's.
#[test]
fn the_statuses_that_may_follow_are_those_that_can_be_recorded() {
    use crate::domain::status::RegistrationStatus;
    use crate::domain::transitions::StatusTitle;
    use strum::VariantArray as _;
    let steps = &Policies::builtin().in_force_on(day("2026-11-19")).tables.registration_steps;
    for from in RegistrationStatus::VARIANTS {
        let next: Vec<_> = steps.next_statuses(*from).collect();
        assert!(!next.is_empty(), "{from:?}");
        for to in RegistrationStatus::VARIANTS.iter().filter(|to| *to != from) {
            assert_eq!(next.contains(to), steps.find_transition(*from, *to).is_ok(), "{from:?} to {to:?}");
        }
    }
    let to_sanction = steps.find_transition(RegistrationStatus::NonCompliance, RegistrationStatus::Sanction).unwrap();
    assert_eq!(to_sanction.to_string(), "Non-Compliance to Sanction");
    assert_eq!(StatusTitle::title(RegistrationStatus::Exempt), "Exempt");
}

#[test]
fn a_bad_file_is_refused_with_file_line_and_reason() {
    let text = "[[set]]\nin_force_from = 2020-01-01\n[set.rule.good_cause_period]\ndayz = 20\n";
    let error = PolicyLayer::default().add_file("bad.toml", text).unwrap_err();
    assert_eq!(error.file, "bad.toml");
    assert_eq!(error.line, 3, "{error}");
    assert!(error.reason.contains("dayz"), "{error}");
}

#[rstest]
#[case("[[set]]\nin_force_from = 2020-01-01\n[set.rule.no_such_rule]\ndays = 1\n", "no_such_rule")]
#[case("[[set]]\nin_force_from = 2020-01-01\n[[set]]\nin_force_from = 2019-01-01\n", "does not follow")]
#[case("[[holiday]]\nname='x'\nmonth=1\nsource='y'\ncertainty='setting'\n", "either day")]
#[case("[[set]]\nin_force_from = 2020-13-01\n", "")]
fn an_error_names_what_is_wrong(#[case] text: &str, #[case] reason: &str) {
    let error = PolicyLayer::default().add_file("bad.toml", text).unwrap_err();
    assert!(error.reason.contains(reason), "{error}");
}

#[test]
fn working_days_leave_out_weekends_and_holidays() {
    let calendar = &Policies::builtin().in_force_on(day("2026-11-19")).calendar;
    // Thanksgiving and the day after, then a weekend.
    assert_eq!(calendar.add_working_days(day("2026-11-25"), WorkingDays(1)), day("2026-11-30"));
    assert_eq!(calendar.working_days_between(day("2026-11-25"), day("2026-11-30")), 1);
    assert_eq!(calendar.holiday_on(day("2026-11-26")), Some("Thanksgiving Day"));
    // July 4, 2026 is a Saturday: observed on Friday.
    assert!(!calendar.is_working_day(day("2026-07-03")));
    // July 4, 2027 is a Sunday: observed on Monday, which is no working day, and Friday is.
    assert!(!calendar.is_working_day(day("2027-07-05")));
    assert!(calendar.is_working_day(day("2027-07-02")));
}

/// Counting back is the mirror of counting on, and a day that is closed rolls to the next that is open.
#[test]
fn working_days_are_counted_back_and_closed_days_roll_on() {
    let san_francisco = Policies::with_overlay("san_francisco").unwrap();
    let calendar = &san_francisco.in_force_on(day("2026-11-19")).calendar;
    // December 17 is a Thursday, December 10 a week before it.
    assert_eq!(calendar.subtract_working_days(day("2026-12-17"), WorkingDays(2)), day("2026-12-15"));
    assert_eq!(calendar.subtract_working_days(day("2026-11-30"), WorkingDays(1)), day("2026-11-25"));
    assert_eq!(calendar.subtract_working_days(day("2026-11-28"), WorkingDays(0)), day("2026-11-28"));
    for (closed, open) in [("2026-11-22", "2026-11-23"), ("2026-11-26", "2026-11-30"), ("2026-11-30", "2026-11-30")] {
        assert_eq!(calendar.working_day_from(day(closed)), day(open));
    }
    // Months are counted from the day itself, never from the last result.
    let grid: Vec<NaiveDate> = (1..=6).map(|months| day("2026-08-31") + Months(months)).collect();
    let days = ["2026-09-30", "2026-10-31", "2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28"];
    assert_eq!(grid, days.map(day));
}

/// Juneteenth has been a holiday since 2022; on a Saturday it is observed on Friday, and on a Sunday on Monday.
#[rstest]
#[case("2021-06-18", true)]
#[case("2022-06-20", false)]
#[case("2023-06-19", false)]
fn a_holiday_begins_with_its_first_year(#[case] on: &str, #[case] works: bool) {
    assert_eq!(Policies::builtin().in_force_on(day(on)).calendar.is_working_day(day(on)), works);
}

#[test]
fn the_notice_period_is_cited_with_its_name_and_day() {
    let policy = Policies::builtin().in_force_on(day("2026-11-19"));
    let period = policy.good_cause_period.as_ref().unwrap();
    assert_eq!((period.name, period.value), ("good_cause_period", Days(20)));
    assert!(
        policy
            .summaries()
            .iter()
            .any(|shown| shown.parameter == "good_cause_period" && shown.value == PolicyValue::Days(Days(20)))
    );
}

#[test]
fn the_policy_of_a_day_reads_as_it_is_shown() {
    let shown = Policies::builtin().in_force_on(day("2026-11-19")).summaries();
    let lines: Vec<String> = shown
        .iter()
        .map(|one| {
            let until = one.until.map_or_else(String::new, |until| format!(" until {until}"));
            format!("{} = {}, from {}{until} ({})", one.parameter, one.value, one.in_force_from, one.certainty.id())
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[rstest]
#[case("2019-12-31", true)]
#[case("2020-01-01", false)]
fn a_parameter_never_ends_before_it_begins(#[case] until: &str, #[case] refused: bool) {
    let text = format!(
        "[[set]]\nin_force_from = 2020-01-01\n[set.rule.contact_pressing]\ndays = 3\nuntil = {until}\nsource = 'x'\ncertainty = 'setting'\n"
    );
    assert_eq!(PolicyLayer::default().add_file("office.toml", &text).is_err(), refused);
}

const OFFICE: &str = r#"
[[set]]
in_force_from = 2026-07-01
[set.rule.contact_pressing]
days = 3
source = "the office"
certainty = "setting"

[[holiday]]
name = "The office moves"
month = 11
day = 18
source = "the office"
certainty = "setting"

[[exemption_reason]]
id = "disability"
title = "Disability, by the office"
words = []
calworks = "ticks"
tanf = "ticks"
extends = false
once = false
source = "the office"
certainty = "setting"
"#;

#[test]
fn an_office_supersedes_its_county_from_the_day_it_says() {
    let policies = Policies::with_office(Some("santa clara"), "policy.toml", OFFICE).unwrap();
    let county = Policies::with_overlay("santa clara").unwrap();
    assert_eq!(policies.county(), county.county());
    let pressing =
        |policies: &Policies, on: &str| policies.in_force_on(day(on)).contact_pressing.as_ref().unwrap().value.0;
    assert_eq!(pressing(&policies, "2026-07-01"), 3);
    assert_eq!(pressing(&policies, "2026-06-30"), pressing(&county, "2026-06-30"));
    let set = policies.in_force_on(day("2026-11-17"));
    assert_eq!(set.calendar.add_working_days(day("2026-11-17"), WorkingDays(1)), day("2026-11-19"));
    assert_eq!(set.tables.exemption_reason("disability").unwrap().title, "Disability, by the office");
    let named = set.tables.exemption_reasons.iter().filter(|reason| reason.id == "disability");
    assert_eq!(named.count(), 1, "the office's replaces the program's");
    assert!(set.tables.exemption_reasons.len() > 1, "the others stay");
}

#[rstest]
#[case("santa_clara", Certainty::Handbook, "Santa Clara CWES handbook, chapter 17")]
#[case(
    "los_angeles",
    Certainty::Assumption,
    "Santa Clara CWES handbook, chapter 17; no source of Los Angeles was found, so this is an assumption"
)]
fn a_practice_of_one_county_is_an_assumption_in_another(
    #[case] county: &str,
    #[case] certainty: Certainty,
    #[case] source: &str,
) {
    let policies = Policies::with_overlay(county).unwrap();
    let missing = policies.in_force_on(day("2026-11-19")).attendance_missing.clone().unwrap();
    assert_eq!((missing.certainty, missing.source.as_str()), (certainty, source));
}

/// Who records an act is a county's own practice too.
#[rstest]
#[case::its_own("alameda", "case_routed", Certainty::Handbook, "section III, Clerk II")]
#[case::elsewhere(
    "santa_clara",
    "case_routed",
    Certainty::Assumption,
    "no source of Santa Clara was found, so this is an assumption"
)]
#[case::of_two("santa_clara", "sanction_imposed", Certainty::Handbook, "the EC records what was decided")]
#[case::of_neither("san_francisco", "sanction_imposed", Certainty::Assumption, "no source of San Francisco was found")]
#[case::not_alamedas("alameda", "sanction_returned", Certainty::Assumption, "no source of Alameda was found")]
#[case::any_other("los_angeles", "attendance", Certainty::Assumption, "no source of Los Angeles was found")]
#[case::an_exemption_in_alameda("alameda", "exemption_answered", Certainty::Handbook, "the EC may decide")]
#[case::in_san_diego(
    "san_diego",
    "exemption_answered",
    Certainty::Handbook,
    "CPG 10-020.A: the eligibility worker (HSS) decides"
)]
#[case::in_santa_clara("santa_clara", "exemption_started", Certainty::Handbook, "the eligibility worker decides")]
#[case::in_los_angeles("los_angeles", "exemption_started", Certainty::Assumption, "no source of Los Angeles was found")]
#[case::of_no_county("los_angeles", "alert_raised", Certainty::Setting, "no source keeps any role from sending one")]
fn who_records_an_act_is_sure_only_in_the_counties_of_its_source(
    #[case] county: &str,
    #[case] act: &str,
    #[case] certainty: Certainty,
    #[case] ends: &str,
) {
    let policies = Policies::with_overlay(county).unwrap();
    let row = policies.newest_tables().unwrap().act_role(act).unwrap();
    assert_eq!(row.certainty, certainty, "{}", row.source);
    assert!(row.source.contains(ends), "{}", row.source);
}

#[test]
fn a_conflict_of_sources_is_one_in_every_county() {
    let report = Policies::builtin().in_force_on(day("2026-11-19")).social_work_report.clone().unwrap();
    assert_eq!(report.certainty, Certainty::Conflict);
}

#[test]
fn every_county_that_owns_a_figure_has_settings() {
    let counties: Vec<String> =
        Policies::counties().iter().map(|id| Policies::with_overlay(id).unwrap().county().to_owned()).collect();
    for (file, text) in FILES.into_iter().chain(COUNTIES) {
        for line in text.lines().filter_map(|line| line.strip_prefix("of_counties = [")) {
            for name in line.trim_end_matches(']').split(',') {
                assert!(counties.iter().any(|county| *county == name.trim().trim_matches('"')), "{file}: {name}");
            }
        }
    }
}

#[test]
fn a_county_drops_the_parameters_that_its_own_rule_replaces() {
    let on = day("2026-11-19");
    let los_angeles = Policies::with_overlay("los_angeles").unwrap();
    let set = los_angeles.in_force_on(on);
    assert!(set.closing_period.is_none() && set.closing_to_month_end.is_some());
    assert!(set.restored_next_month.is_none() && set.restored_after_contact.is_some());
    assert!(Policies::with_overlay("san_diego").unwrap().in_force_on(on).attendance_keyed.is_none());
    assert!(Policies::builtin().in_force_on(on).exemption_escalation.is_none());
}

#[test]
fn a_parameter_that_an_office_drops_holds_until_that_day() {
    let text = "[[set]]\nin_force_from = 2026-07-01\nwithout = ['contact_pressing']\n";
    let policies = Policies::with_office(None, "policy.toml", text).unwrap();
    assert!(policies.in_force_on(day("2026-06-30")).contact_pressing.is_some());
    assert!(policies.in_force_on(day("2026-07-01")).contact_pressing.is_none());
    let unknown = text.replace("contact_pressing", "no_such_rule");
    let error = Policies::with_office(None, "policy.toml", &unknown).unwrap_err().to_string();
    assert!(error.starts_with("policy.toml, line 1: ") && error.contains("no_such_rule"), "{error}");
}

/// Any worker of a home could write its policy.toml, and give themselves the keys of the home.
#[test]
fn an_office_does_not_say_who_may_do_what_in_a_home() {
    let text = "[[home_duty]]\nduty = 'keys'\ntitle = 'x'\nroles = ['clerk']\nsource = 'x'\ncertainty = 'setting'\n";
    let error = Policies::with_office(None, "policy.toml", text).unwrap_err().to_string();
    assert!(error.starts_with("policy.toml, line 1: home_duty cannot be set here"), "{error}");
    let text = "[[act_role]]\nact = 'closing_approved'\nroles = ['ec']\nsource = 'memo'\ncertainty = 'setting'\n";
    let error = Policies::with_office(None, "policy.toml", text).unwrap_err().to_string();
    assert!(error.starts_with("policy.toml, line 1: act_role cannot be set in a home"), "{error}");
    let tables = Policies::builtin().newest_tables().unwrap();
    let whose = |duty: &str| tables.home_duty(duty).map(tables::HomeDutyRoles::role_titles);
    assert_eq!(whose("keys").as_deref(), Some("an EC Supervisor"));
    assert_eq!(whose("reveal").as_deref(), Some("an EC or an EC Supervisor"));
    assert_eq!(whose("no such duty"), None);
}

#[test]
fn an_office_s_bad_file_is_refused_with_its_name_and_line() {
    let error = Policies::with_office(None, "policy.toml", "[[set]]\nin_force_from = 1\n").unwrap_err().to_string();
    assert!(error.starts_with("policy.toml, line 2: "), "{error}");
}

#[test]
fn a_value_is_shown_without_iso_dates() {
    let day: NaiveDate = "2026-11-19".parse().unwrap();
    let shown = |act: &str, field: &str, answer: &str| {
        let field = act_forms::ActForms::builtin().form_for_act(act).unwrap().field(field).unwrap();
        field.display_value(&field.parse_answer(answer, day).unwrap())
    };
    assert_eq!(shown("attendance", "month", "2026-10"), "October 2026");
    assert_eq!(shown("attendance", "activity", "Job Club @ 2026-11-02"), "Job Club from Mon 11/02/2026");
    assert_eq!(shown("rescheduled", "notice", "11/02/2026"), "Mon 11/02/2026");
}
