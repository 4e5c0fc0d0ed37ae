use chrono::NaiveDate;

use super::{evaluation, explanation, finding};
use crate::domain::CaseFacts;
use crate::policy::Policies;
use crate::policy::param::{Days, MonthSpan, PolicyValue};
use crate::present::explanation::RuleIds;
use crate::rules::finding::DayCount;
use crate::rules::{Evaluation, evaluate_case};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn notice_of_30_october() -> Evaluation {
    let facts: CaseFacts =
        serde_json::from_str(r#"{"noncompliance": [{"person": 1, "notice_issued": "2026-10-30"}]}"#).unwrap();
    evaluate_case(&facts, Policies::builtin(), day("2026-11-17"))
}

#[test]
fn a_finding_is_explained_with_its_days_marked() {
    let text = explanation::plain_lines(&notice_of_30_october().findings[0], RuleIds::Hidden).join("\n");
    for expected in [
        "Finding       Good-cause period: day 18 of 20",
        "Due           Thu 11/19/2026",
        "Participant   1",
        "Facts         notice of action issued: Fri 10/30/2026",
        "day 1 is the day after Fri 10/30/2026, so Tue 11/17/2026 is day 18 of 20",
        "October 2026",
        " 15.  16. [17]  18  |19|  20   21",
        "(30)",
        "good-cause period: 20 days, in force since Tue 07/25/2006 (WIC 11327.4(b)(1); statute)",
        "Done when     a determination, a compliance plan or a resolution is recorded",
    ] {
        assert!(text.contains(expected), "{expected:?} is in\n{text}");
    }
}

#[test]
fn a_period_that_is_over_is_not_counted_on() {
    let facts: CaseFacts =
        serde_json::from_str(r#"{"noncompliance": [{"person": 1, "notice_issued": "2026-10-30"}]}"#).unwrap();
    let on = day("2026-12-17");
    let lines =
        evaluation::evaluation_lines(&"12B51334".parse().unwrap(), &evaluate_case(&facts, Policies::builtin(), on), on);
    let text = lines.join("\n");
    assert!(text.contains("20-day period: 20 days, ended Thu 11/19/2026, 28 days ago"), "{text}");
    assert!(!text.contains("day 48 of 20"), "{text}");
    let count = DayCount::new("days", day("2026-10-30"), on, Some(Days(20)));
    assert_eq!(finding::count_text(&count), "days: the 20 days after Fri 10/30/2026 ended Thu 11/19/2026, 28 days ago");
}

#[test]
fn a_sentence_of_policy_is_printed_once() {
    let mut finding = notice_of_30_october().findings.remove(0);
    let again = finding.under.clone();
    finding.under.extend(again);
    let lines = explanation::plain_lines(&finding, RuleIds::Hidden);
    let once: std::collections::BTreeSet<_> = lines.iter().filter(|line| line.starts_with("Policy")).collect();
    assert!(!once.is_empty());
    assert_eq!(lines.iter().filter(|line| line.starts_with("Policy")).count(), once.len(), "{lines:#?}");
}

/// What nobody has recorded and what was found absent are both a short list under one heading.
#[test]
fn unknown_and_missing_reasons_are_short_lists() {
    let facts = r#"{"people": [{"person": 1, "registration": [{"status": "non_compliance", "since": "2026-10-30"}]}],
        "noncompliance": [{"person": 1, "notice_issued": "2026-10-30",
            "determination": {"outcome": "no_good_cause", "on": "2026-11-20"}}]}"#;
    let facts: CaseFacts = serde_json::from_str(facts).unwrap();
    let evaluation = evaluate_case(&facts, Policies::builtin(), day("2026-12-17"));
    let pages: Vec<String> =
        evaluation.findings.iter().map(|found| explanation::plain_lines(found, RuleIds::Hidden).join("\n")).collect();
    let page = pages.iter().find(|page| page.contains("looked at, no reason against it")).expect("such a finding");
    for heading in ["nobody has recorded whether:", "looked at, no reason against it:"] {
        let (_, list) = page.split_once(heading).unwrap_or_else(|| panic!("{heading} is in\n{page}"));
        let items: Vec<_> = list.lines().skip(1).take_while(|line| line.starts_with("              - ")).collect();
        assert!(!items.is_empty(), "{heading}\n{page}");
    }
    assert_eq!(page.matches("nobody has recorded").count(), 1, "{page}");
}

#[test]
fn an_evaluation_is_written_with_its_clocks_and_dates() {
    let evaluation = notice_of_30_october();
    let lines = evaluation::evaluation_lines(&"12B51334".parse().unwrap(), &evaluation, day("2026-11-17"));
    for expected in [
        "Case 12B51334 as of Tue 11/17/2026",
        "  20-day period: day 18 of 20, last day Thu 11/19/2026",
        "  Thu 11/19/2026  day 18 of 20",
    ] {
        assert!(lines.iter().any(|line| line == expected), "{expected:?} is in\n{}", lines.join("\n"));
    }
}

#[test]
fn a_span_of_months_is_written_out_for_people_and_in_iso_form_for_data() {
    let month = |text: &str| text.parse().unwrap();
    let span = PolicyValue::MonthSpan(MonthSpan { from: month("2020-03"), until: month("2021-09") });
    assert_eq!(finding::policy_value_text(&span), "March 2020 to September 2021");
    assert_eq!(serde_json::to_value(&span).unwrap(), "2020-03 to 2021-09");
}

/// A step that another role takes says so, and one of the EC does not: most findings are the EC's.
#[test]
fn a_finding_names_the_role_for_which_it_waits() {
    let facts = r#"{"referrals": [{"person": 1, "kind": "social work", "requested": "2026-11-18", "by": "V1A3",
        "social_work": {"assigned": "2026-11-19", "discussed": "2026-11-20", "client_told": false}}]}"#;
    let facts: CaseFacts = serde_json::from_str(facts).unwrap();
    let policies = Policies::with_overlay("san_francisco").unwrap();
    let findings = evaluate_case(&facts, &policies, day("2026-11-23")).findings;
    let page = |rule: &str| {
        let found = findings.iter().find(|finding| finding.rule.id() == rule).unwrap();
        explanation::plain_lines(found, RuleIds::Hidden).join("\n")
    };
    let contact = page("social_work_contact");
    for expected in [
        "Finding       Social work: the client has not been contacted yet",
        "Waits for     Social Worker",
        "counted: 2 days after Fri 11/20/2026 is Sun 11/22/2026; the office works again on Mon 11/23/2026",
        "whether the hours wait for the next working day",
        "a period that ends on a closed day ends on the next working day: applies",
    ] {
        assert!(contact.contains(expected), "{expected:?} is in\n{contact}");
    }
    assert!(!page("social_work_inform").contains("Waits for"));
}
