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
fn the_24_month_clock_has_a_life(#[case] on: &str, #[case] alive: bool) {
    assert_eq!(Policies::builtin().in_force_on(day(on)).clock_24.is_some(), alive);
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
fn what_is_wrong_is_said(#[case] text: &str, #[case] reason: &str) {
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
    // 4 July 2026 is a Saturday: observed on Friday.
    assert!(!calendar.is_working_day(day("2026-07-03")));
    // 4 July 2027 is a Sunday: observed on Monday, which is no working day, and Friday is.
    assert!(!calendar.is_working_day(day("2027-07-05")));
    assert!(calendar.is_working_day(day("2027-07-02")));
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
fn the_rule_set_of_a_day_reads_as_it_is_shown() {
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

#[test]
fn an_office_s_bad_file_is_refused_with_its_name_and_line() {
    let error = Policies::with_office(None, "policy.toml", "[[set]]\nin_force_from = 1\n").unwrap_err().to_string();
    assert!(error.starts_with("policy.toml, line 2: "), "{error}");
}
