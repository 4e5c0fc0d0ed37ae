//! The lists of the screen: Today, ES108, ES109, alerts.

use crate::desk::{Alert, CaseRow, Caseload, TodayItem, TodayOrigin};
use crate::domain::category::{Category, Severity};
use crate::domain::count_with_noun;
use crate::paper::document::{DocumentBlock, DocumentCell, DocumentColumn, DocumentSection, DocumentTable};

pub(super) fn list_section(
    columns: &[DocumentColumn],
    rows: Vec<Vec<DocumentCell>>,
    empty: &'static str,
) -> DocumentSection {
    DocumentSection::from_blocks(vec![DocumentBlock::Table(DocumentTable::new(columns.to_vec(), rows, empty))])
}

fn severity_cell(severity: Severity) -> DocumentCell {
    let id: &'static str = severity.into();
    DocumentCell::Code(id, id)
}

const TODAY: [DocumentColumn; 9] = [
    DocumentColumn::new_grouping("group", "Group"),
    DocumentColumn::new("due", "Due"),
    DocumentColumn::new_data_only("severity", "Costs"),
    DocumentColumn::new("case", "Case"),
    DocumentColumn::new("person", "Person"),
    DocumentColumn::new("name", "Name"),
    DocumentColumn::new("says", "Says"),
    DocumentColumn::new_data_only("rule", "Rule"),
    DocumentColumn::new_data_only("alert", "Alert"),
];

pub(super) fn today_section(caseload: &Caseload) -> DocumentSection {
    list_section(&TODAY, caseload.today_items().into_iter().map(today_row).collect(), "Nothing is due.")
}

fn today_row(item: TodayItem) -> Vec<DocumentCell> {
    let text = item.list_text();
    // The county or a worker wrote the text of an alert, so it may name anybody. The text of a rule names nobody.
    let (says, rule) = match item.origin {
        TodayOrigin::Finding(finding) => (DocumentCell::with_note(item.note, item.says), Some(finding.rule.id())),
        TodayOrigin::Draft { .. } | TodayOrigin::Waiting(_) => (DocumentCell::from_words(text), None),
        TodayOrigin::Alert => (DocumentCell::from_free_text(text), None),
    };
    vec![
        DocumentCell::Code(item.group.id(), item.group.title()),
        DocumentCell::from_option(item.due, DocumentCell::Day),
        severity_cell(item.severity),
        DocumentCell::Case(item.case),
        DocumentCell::Person(item.person),
        DocumentCell::Name(item.name),
        says,
        DocumentCell::from_option(rule, DocumentCell::from_words),
        DocumentCell::from_option(item.alert, |alert| DocumentCell::from_display(&alert)),
    ]
}

const ACTION: [DocumentColumn; 9] = [
    DocumentColumn::new("category", "Category"),
    DocumentColumn::new("case", "Case"),
    DocumentColumn::new("person", "Person"),
    DocumentColumn::new("name", "Name"),
    DocumentColumn::new("due", "Due"),
    DocumentColumn::new_data_only("rule", "Rule"),
    DocumentColumn::new_data_only("severity", "Costs"),
    DocumentColumn::new("says", "Says"),
    DocumentColumn::new_data_only("cannot_tell", "Unknown"),
];

/// Returns a note on how many rows each of the five ES109 categories has, empty categories included.
pub(super) fn action_note(caseload: &Caseload) -> String {
    let rows = caseload.action_rows();
    let count = |category: &Category| rows.iter().filter(|row| row.finding.category == *category).count();
    let counts = Category::ES109.iter().map(|category| format!("{} {}", count(category), category.title()));
    format!("{}: {}", count_with_noun(rows.len(), "row"), counts.collect::<Vec<_>>().join(", "))
}

pub(super) fn action_section(caseload: &Caseload) -> DocumentSection {
    let rows = caseload.action_rows().into_iter().map(|row| {
        let note = row.note(caseload.as_of());
        let finding = row.finding;
        vec![
            DocumentCell::Code(finding.category.id(), finding.category.title()),
            DocumentCell::Case(finding.case),
            DocumentCell::Person(finding.person),
            DocumentCell::Name(row.name),
            DocumentCell::from_option(finding.due, DocumentCell::Day),
            DocumentCell::from_words(finding.rule.id()),
            severity_cell(finding.severity),
            DocumentCell::with_note(note, finding.says),
            DocumentCell::List(finding.cannot_tell),
        ]
    });
    list_section(&ACTION, rows.collect(), "No case requires action.")
}

const ALERTS: [DocumentColumn; 8] = [
    DocumentColumn::new_off_paper("id", "Alert"),
    DocumentColumn::new("due", "Due"),
    DocumentColumn::new("case", "Case"),
    DocumentColumn::new("person", "Person"),
    DocumentColumn::new("name", "Name"),
    DocumentColumn::new_data_only("raised", "Raised"),
    DocumentColumn::new("text", "Text"),
    DocumentColumn::new("from", "From"),
];

pub(super) fn alerts_section(caseload: &Caseload) -> DocumentSection {
    let rows = caseload.alert_rows().into_iter().map(|alert| alert_row(caseload, alert));
    list_section(&ALERTS, rows.collect(), "No alerts are open.")
}

fn alert_row(caseload: &Caseload, alert: Alert) -> Vec<DocumentCell> {
    let name = caseload.case(&alert.case).map(|case| case.person_name(alert.person));
    let says = alert.list_text(caseload.as_of());
    vec![
        DocumentCell::from_display(&alert.key),
        DocumentCell::from_option(alert.due, DocumentCell::Day),
        DocumentCell::Case(alert.case),
        DocumentCell::Person(alert.person),
        DocumentCell::from_option(name, DocumentCell::Name),
        DocumentCell::from_option(alert.raised, DocumentCell::Day),
        DocumentCell::from_free_text(says),
        DocumentCell::from_display(&alert.origin),
    ]
}

const CASES: [DocumentColumn; 23] = [
    DocumentColumn::new("case", "Case"),
    DocumentColumn::new_stacked("person", "Person"),
    DocumentColumn::new("name", "Name"),
    DocumentColumn::new_stacked("relation", "Role"),
    DocumentColumn::new("registration", "Registration"),
    DocumentColumn::new_stacked("registration_since", "Since"),
    DocumentColumn::new_data_only("aid", "Aid"),
    DocumentColumn::new("activity", "Activity"),
    DocumentColumn::new_stacked("activity_status", "Status"),
    DocumentColumn::new("hours", "Hours"),
    DocumentColumn::new_stacked("hours_required", "Required"),
    DocumentColumn::new("last_contact", "Last contact"),
    DocumentColumn::new("next_due", "Next due"),
    DocumentColumn::new("next_due_what", "What is due"),
    DocumentColumn::new("plan_signed", "Plan signed"),
    DocumentColumn::new_data_only("plan_due", "Plan due"),
    DocumentColumn::new("months_used", "Months"),
    DocumentColumn::new_data_only("months_limit", "Months limit"),
    DocumentColumn::new("language", "Language"),
    DocumentColumn::new("alerts_open", "Alerts"),
    DocumentColumn::new("partner", "Partner"),
    DocumentColumn::new("annotation", "Annotation"),
    DocumentColumn::new_data_only("action_required", "Action required"),
];

pub(super) fn cases_section(caseload: &Caseload) -> DocumentSection {
    let rows = caseload.case_rows().into_iter().map(case_row).collect();
    list_section(&CASES, rows, "No cases. To import extracts: caseload import FILE…")
}

fn case_row(row: CaseRow) -> Vec<DocumentCell> {
    let (activity, status) = row.activity.map(|activity| (activity.kind, activity.status)).unzip();
    let (hours, required) = row.hours.unzip();
    let (next_due, what) = row.next_due.unzip();
    vec![
        DocumentCell::Case(row.case),
        DocumentCell::Person(row.person),
        DocumentCell::Name(row.name),
        DocumentCell::Code(row.relation.into(), row.relation.title()),
        DocumentCell::Code(row.registration.into(), row.registration.title()),
        DocumentCell::Day(row.registration_since),
        DocumentCell::from_option(row.aid, |aid| DocumentCell::Code(aid.into(), aid.title())),
        DocumentCell::from_option(activity, DocumentCell::from_words),
        DocumentCell::from_option(status.flatten(), |status| DocumentCell::Code(status.into(), status.title())),
        DocumentCell::from_option(hours, DocumentCell::Hours),
        DocumentCell::from_option(required, DocumentCell::Hours),
        DocumentCell::from_option(row.last_contact, DocumentCell::Day),
        DocumentCell::from_option(next_due, DocumentCell::Day),
        DocumentCell::from_option(what, DocumentCell::from_words),
        DocumentCell::from_option(row.plan_signed, DocumentCell::Day),
        DocumentCell::from_option(row.plan_due, DocumentCell::Day),
        DocumentCell::from_option(row.months_used, DocumentCell::Count),
        DocumentCell::from_option(row.months_limit, DocumentCell::Count),
        DocumentCell::from_option(row.language, DocumentCell::from_words),
        DocumentCell::from_count(row.alerts_open),
        DocumentCell::from_option(row.partner, DocumentCell::from_words),
        DocumentCell::from_option(row.annotation, DocumentCell::from_free_text),
        DocumentCell::YesNo(row.action_required),
    ]
}
