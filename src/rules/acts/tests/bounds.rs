//! What cannot be is refused, and what is unlikely is asked about: one gate for every field of every act.

use rstest::rstest;

use super::*;
use crate::rules::acts::unlikely_answers;

fn record(born: &str) -> CaseFacts {
    let text = format!(
        "aid = [{{ status = 'active', since = '2025-01-01' }}]
         people = [{{ person = 1, birth_date = '{born}', registration = [{{ status = 'registered_mandatory', since = '2026-01-05' }}] }}]"
    );
    toml::from_str(&text).unwrap()
}

const CLUB: [(&str, &str); 2] = [("kind", "Job Club"), ("start", "2026-12-01")];

#[rstest]
#[case::a_long_week("activity_scheduled", &[CLUB[0], CLUB[1], ("weekly_hours", "112")], "")]
#[case::more("activity_scheduled", &[CLUB[0], CLUB[1], ("weekly_hours", "168")], "Hours a week cannot be 168. Nobody takes part for more than 16 hours a day.")]
#[case::no_hours("activity_scheduled", &[CLUB[0], CLUB[1], ("weekly_hours", "0")], "Hours a week cannot be 0. An activity takes time.")]
#[case::last_day("activity_scheduled", &[CLUB[0], CLUB[1], ("weekly_hours", "20"), ("expected_end", "2046-11-20")], "Expected last day cannot be")]
#[case::months("time_on_aid_reviewed", &[("months", "600")], "")]
#[case::more_months("time_on_aid_reviewed", &[("months", "999")], "Months counted cannot be 999.")]
#[case::measured("drawn_for_wpr", &[("month", "2027-11")], "")]
#[case::measured_later("drawn_for_wpr", &[("month", "2099-01")], "Month measured cannot be January 2099.")]
#[case::measured_long_ago("drawn_for_wpr", &[("month", "1931-01")], "Month measured January 1931 is before CalWORKs began")]
#[case::measured_before("drawn_for_wpr", &[("month", "1997-12")], "Month measured December 1997 is before CalWORKs began, in January 1998.")]
#[case::measured_first("drawn_for_wpr", &[("month", "1998-01")], "")]
#[case::alert("alert_raised", &[("to", "V1A4"), ("text", "call"), ("due", "2031-11-19")], "")]
#[case::alert_later("alert_raised", &[("to", "V1A4"), ("text", "call"), ("due", "2031-11-20")], "An alert is not left unanswered that long.")]
#[case::birth("exemption_asked", &[("due_date", "2027-09-19")], "")]
#[case::birth_later("exemption_asked", &[("due_date", "2027-09-20")], "A birth cannot be expected that late.")]
fn what_cannot_be_is_refused(#[case] kind: &str, #[case] answers: &[(&str, &str)], #[case] says: &str) {
    assert_refusal(&record("1999-11-02"), kind, "2026-11-19", answers, says);
}

#[rstest]
#[case(
    "2018-11-19",
    "The participant was 8 years old on Thu 11/19/2026. A child does not take part in activities, plans or sanctions."
)]
#[case("2014-11-20", "A child does not take part")]
#[case("2014-11-19", "")]
fn a_small_child_signs_no_plan(#[case] born: &str, #[case] says: &str) {
    assert_refusal(&record(born), "plan_signed", "2026-11-19", &[], says);
}

#[rstest]
#[case::usual("activity_scheduled", &[CLUB[0], CLUB[1], ("weekly_hours", "60")], "")]
#[case::many_hours("activity_scheduled", &[CLUB[0], CLUB[1], ("weekly_hours", "61")], "Hours a week 61 is unusually high.")]
#[case::this_year("alert_raised", &[("to", "V1A4"), ("text", "call"), ("due", "2027-11-19")], "")]
#[case::next_year("alert_raised", &[("to", "V1A4"), ("text", "call"), ("due", "2027-11-20")], "Answer by Sat 11/20/2027 is unusually far ahead.")]
#[case::long_ago("drawn_for_wpr", &[("month", "2024-10")], "Month measured October 2024 is unusually long ago.")]
#[case::not_long_ago("drawn_for_wpr", &[("month", "2024-11")], "")]
#[case::child("plan_signed", &[], "A child under 16 is exempt")]
#[case::one_hour("activity_scheduled", &[CLUB[0], CLUB[1], ("weekly_hours", "1")], "")]
#[case::half_an_hour("activity_scheduled", &[CLUB[0], CLUB[1], ("weekly_hours", "0.5")], "Hours a week 0.5 is unusually low.")]
#[case::born_by_now("exemption_asked", &[("due_date", "2026-01-18")], "is unusually long ago.")]
#[case::just_born("exemption_asked", &[("due_date", "2026-01-19")], "")]
fn what_is_unlikely_is_asked_about(#[case] kind: &str, #[case] answers: &[(&str, &str)], #[case] says: &str) {
    let born = if says.contains("child") { "2012-11-19" } else { "1999-11-02" };
    let act = act(kind, "2026-11-19", answers);
    let unlikely = unlikely_answers(&record(born), Policies::builtin(), &act, day("2026-11-19")).unwrap().join(" ");
    assert!(unlikely.contains(says) && unlikely.is_empty() == says.is_empty(), "{unlikely:?}, not {says:?}");
}

#[rstest]
#[case::far_from_the_county(
    "5",
    "months_on_aid = [{ months = 61, on = '2026-11-01' }],",
    "is 61, of Sun 11/01/2026; the months"
)]
#[case::near_the_county("58", "months_on_aid = [{ months = 61, on = '2026-11-01' }],", "")]
#[case::far_from_the_record("61", "", "has reported no count of its own; the months recorded here come to 9 through")]
#[case::near_the_record("8", "", "")]
fn a_count_of_months_far_from_another_is_asked_about_with_both(
    #[case] months: &str,
    #[case] county: &str,
    #[case] says: &str,
) {
    let rows = (1..=9).map(|month| format!("{{ person = 1, month = '2026-0{month}' }}")).collect::<Vec<_>>().join(", ");
    let text = format!(
        "aid = [{{ status = 'active', since = '2020-01-01' }}]
         people = [{{ person = 1, birth_date = '1990-01-01', {county}
                      registration = [{{ status = 'registered_mandatory', since = '2026-01-05' }}] }}]
         aid_months = [{rows}]"
    );
    let facts: CaseFacts = toml::from_str(&text).unwrap();
    let act = act("time_on_aid_reviewed", "2026-11-19", &[("months", months)]);
    let unlikely = unlikely_answers(&facts, Policies::builtin(), &act, day("2026-11-19")).unwrap().join(" ");
    assert!(unlikely.contains(says) && unlikely.is_empty() == says.is_empty(), "{unlikely:?}, not {says:?}");
}

#[test]
fn a_count_of_months_near_the_county_s_is_not_asked_about() {
    let text = "aid = [{ status = 'active', since = '2020-01-01' }]
         people = [{ person = 1, birth_date = '1990-01-01', months_on_aid = [{ months = 61, on = '2026-11-01' }],
                     registration = [{ status = 'registered_mandatory', since = '2026-01-05' }] }]";
    let facts: CaseFacts = toml::from_str(text).unwrap();
    for (months, is_asked) in [("57", true), ("58", false), ("64", false), ("65", true)] {
        let act = act("time_on_aid_reviewed", "2026-11-19", &[("months", months)]);
        let unlikely = unlikely_answers(&facts, Policies::builtin(), &act, day("2026-11-19")).unwrap().join(" ");
        assert_eq!(!unlikely.is_empty(), is_asked, "{months}: {unlikely}");
    }
}

#[test]
fn a_minor_of_16_takes_part_and_a_younger_one_is_asked_about() {
    for (born, is_asked) in [("2010-11-19", false), ("2010-11-20", true)] {
        let unlikely = unlikely_answers(
            &record(born),
            Policies::builtin(),
            &act("plan_signed", "2026-11-19", &[]),
            day("2026-11-19"),
        );
        let unlikely = unlikely.unwrap().join(" ");
        assert_eq!(unlikely.contains("under 16"), is_asked, "{born}: {unlikely}");
    }
}
