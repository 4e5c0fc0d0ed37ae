//! Days and numbers that no case can have are named with their place, and others are not.

use crate::rules::impossible_facts::find_impossible_fact;
use crate::rules::message::DateStyle;
use rstest::rstest;

fn found(facts: &str) -> String {
    let facts = serde_json::from_str(facts).unwrap();
    let found = find_impossible_fact(&facts, "2026-11-19".parse().unwrap());
    found.map(|says| says.to_text(DateStyle::Long)).unwrap_or_default()
}

#[rstest]
#[case(
    r#"{ "people": [{}, { "birth_date": "1850-01-05" }] }"#,
    "people[1].birth_date Sat 01/05/1850 is before Mon 11/19/1906."
)]
#[case(r#"{ "people": [{ "birth_date": "2027-01-05" }] }"#, "is after Thu 11/19/2026.")]
#[case(r#"{ "people": [{ "relation": "parent", "birth_date": "2027-01-05" }] }"#, "is after Thu 11/19/2026.")]
#[case(r#"{ "people": [{ "relation": "child", "birth_date": "2126-01-05" }] }"#, "is after Mon 11/19/2046.")]
#[case(r#"{ "aid": [{ "since": "1900-01-01" }] }"#, "aid[0].since Mon 01/01/1900 is before Wed 08/14/1935.")]
#[case(r#"{ "people": [{ "registration": [{ "since": "1900-01-01" }] }] }"#, "is before Thu 09/26/1985.")]
#[case(r#"{ "aid_months": [{ "month": "1995-11" }] }"#, "Time on aid is counted from December 1996 on")]
#[case(r#"{ "plans": [{ "signed": "2150-01-01" }] }"#, "plans[0].signed Thu 01/01/2150 is after")]
#[case(r#"{ "activities": [{ "weekly_hours": 168.0 }] }"#, "activities[0].weekly_hours 168 cannot be.")]
#[case(r#"{ "attendance": [{ "holiday_days": 31 }] }"#, "attendance[0].holiday_days 31 cannot be.")]
fn what_no_case_has_is_named_with_its_place(#[case] facts: &str, #[case] says: &str) {
    assert!(found(facts).contains(says), "{}", found(facts));
}

#[rstest]
#[case(r#"{ "people": [{ "birth_date": "1990-01-05", "disabled_from": "1970-01-01" }] }"#)]
#[case(r#"{ "aid": [{ "since": "1992-01-01" }], "aid_months": [{ "month": "1996-12" }] }"#)]
#[case(r#"{ "exemptions": [{ "from": "2020-01-01", "until": "9999-12-31" }] }"#)]
#[case(r#"{ "people": [{ "relation": "child", "birth_date": "2027-01-05" }] }"#)]
#[case(r#"{ "people": [{ "relation": "parent", "birth_date": "2026-11-19" }] }"#)]
#[case(r#"{ "activities": [{ "weekly_hours": 0 }], "attendance": [{ "attended": 160.5 }] }"#)]
fn what_a_case_can_have_is_not(#[case] facts: &str) {
    assert_eq!(found(facts), "");
}
