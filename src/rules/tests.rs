use rstest::rstest;

use super::*;
use crate::domain::facts::*;
use crate::domain::status::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn found(facts: &CaseFacts, on: &str) -> Vec<(String, u8, Option<NaiveDate>)> {
    let evaluation = evaluate(facts, Policies::builtin().unwrap(), day(on));
    evaluation.findings.into_iter().map(|finding| (finding.rule, finding.person.0, finding.due)).collect()
}

fn notice_of_30_october() -> CaseFacts {
    serde_json::from_str(r#"{"noncompliance": [{"person": 1, "notice_issued": "2026-10-30"}]}"#).unwrap()
}

#[rstest]
#[case("2026-11-13", None)]
#[case("2026-11-14", Some("good_cause_period"))]
#[case("2026-11-19", Some("good_cause_period"))]
#[case("2026-11-20", Some("overdue_noncompliance"))]
fn the_20_day_period_ends_with_day_20(#[case] on: &str, #[case] rule: Option<&str>) {
    let expected: Vec<_> = rule.map(|rule| (rule.to_owned(), 1, Some(day("2026-11-19")))).into_iter().collect();
    assert_eq!(found(&notice_of_30_october(), on), expected);
}

#[test]
fn a_discontinued_case_gives_only_its_own_row() {
    let mut facts = notice_of_30_october();
    facts.aid.push(AidSince { status: AidStatus::Discontinued, since: day("2026-10-01"), source: Source::Stated });
    assert_eq!(found(&facts, "2026-11-19"), [("discontinued".to_owned(), 0, Some(day("2026-10-31")))]);
}
