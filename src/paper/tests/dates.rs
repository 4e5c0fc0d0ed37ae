//! Dates in documents: data writes `2026-11-19`, people read `Thu 11/19/2026`, and neither form is in the other's
//! place. The order of a list does not depend on the form.

use super::*;
use crate::desk::{Alert, TodayOrigin};
use crate::domain::alert::{AlertOrigin, Disposition};
use crate::present::date_forms::{has_data_date, has_internal_name, has_readable_date};
use crate::rules::message::DateStyle;
use crate::rules::rule_id::RuleId;

/// Returns a practice caseload in which the worker has skipped one alert of each origin.
fn with_skipped_alerts() -> Practice {
    let mut practice = Practice::new(CASES);
    let alerts = practice.caseload.alert_rows();
    // The log keeps the words of what was skipped as they were read that day, with the dates in them.
    let without_date = |alert: &&Alert| !has_readable_date(&alert.text.to_text(DateStyle::Long));
    let mut of_rules = alerts.iter().filter(|alert| matches!(alert.origin, AlertOrigin::Rule(_)));
    let by_rule = of_rules.find(without_date);
    let by_county = alerts.iter().find(|alert| matches!(alert.origin, AlertOrigin::County(_)));
    for alert in [by_rule.unwrap(), by_county.unwrap()] {
        let skipped = Disposition::Skipped { on: day(), reason: "no answer".into() };
        practice.store.record(alert.clone().into_disposition_change(skipped)).unwrap();
    }
    let case = practice.case();
    practice.filed(&case, day(), true, false);
    practice
}

fn written(practice: &Practice, what: &DocumentKind, format: FileFormat) -> String {
    String::from_utf8(render_document(&practice.made(what), format).unwrap().bytes).unwrap()
}

/// Returns every document of the caseload, and every document about each of its cases.
fn all_documents(practice: &Practice) -> Vec<DocumentKind> {
    let of_case = |case: &CaseNumber| {
        let case = || case.clone();
        [
            DocumentKind::CaseComments(case()),
            DocumentKind::Checklist(case(), month()),
            DocumentKind::Handover(Some(case())),
            DocumentKind::Review(case(), month()),
        ]
    };
    let of_cases = practice.caseload.cases().flat_map(|(case, _)| of_case(case));
    practice.every().into_iter().chain([DocumentKind::Month(month().next())]).chain(of_cases).collect()
}

#[test]
fn data_has_only_iso_dates_and_texts_for_people_none() {
    let practice = with_skipped_alerts();
    for what in all_documents(&practice) {
        let json = written(&practice, &what, FileFormat::Json);
        for line in json.lines() {
            assert!(!has_readable_date(line), "{what:?}: {line}");
        }
        if practice.made(&what).only_table().is_some() {
            for line in written(&practice, &what, FileFormat::Csv).lines() {
                assert!(!has_readable_date(line), "{what:?}: {line}");
            }
        }
        for line in written(&practice, &what, FileFormat::Text).lines() {
            assert!(!has_data_date(line), "{what:?}: {line}");
            let own: Vec<_> = line.split_whitespace().filter(|word| !word.contains("practice_")).collect();
            assert!(!has_internal_name(&own.join(" ")), "{what:?}: {line}");
        }
    }
}

#[test]
fn a_sentence_has_its_dates_in_the_form_of_the_place() {
    let practice = with_skipped_alerts();
    for what in [DocumentKind::Today, DocumentKind::Alerts] {
        for format in [FileFormat::Json, FileFormat::Csv] {
            assert!(written(&practice, &what, format).contains("skipped 2026-11-19, no answer: "), "{what:?}");
        }
        assert!(written(&practice, &what, FileFormat::Text).contains("skipped Thu 11/19/2026, no answer: "));
    }
    let title = written(&practice, &DocumentKind::Month(month()), FileFormat::Json);
    assert!(title.contains(r#""title": "Due in 2026-11""#), "{title}");
}

#[test]
fn lists_are_in_the_order_of_what_people_read() {
    let practice = with_skipped_alerts();
    for days in [0, 20, 45, 120] {
        let on = day() + chrono::TimeDelta::days(days);
        let caseload = Caseload::evaluate(&practice.store, on).unwrap();
        let near = DateStyle::Near(on);
        let last = |due: Option<NaiveDate>| due.unwrap_or(NaiveDate::MAX);
        let today = caseload.today_items();
        assert!(
            today.len() > 50
                && today.is_sorted_by_key(|item| {
                    let asks_who =
                        matches!(&item.origin, TodayOrigin::Finding(found) if found.rule == RuleId::SamePerson);
                    let cost = (item.group, !asks_who, last(item.due), item.severity);
                    (cost, item.case.clone(), item.person, item.list_text().to_text(near))
                })
        );
        let alerts = caseload.alert_rows();
        assert!(
            alerts.len() > 50
                && alerts.is_sorted_by_key(|alert| {
                    (last(alert.due), alert.case.clone(), alert.person, alert.text.to_text(near))
                })
        );
        let due = caseload.due_items(Month::from_date(on));
        assert!(
            due.len() > 100
                && due.is_sorted_by_key(|item| {
                    (item.day, item.kind, item.case.clone(), item.person, item.name.clone(), item.says.to_text(near))
                })
        );
    }
}
