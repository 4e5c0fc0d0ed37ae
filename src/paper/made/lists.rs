//! The lists of the screen: Today, ES108, ES109, alerts.

use crate::desk::{CaseRow, Desk, TodayItem, TodayOrigin};
use crate::domain::alert::Alert;
use crate::paper::document::{Block, Cell, Column, Section, Table};
use crate::rules::finding::{Category, Severity};

fn list(columns: &[Column], rows: Vec<Vec<Cell>>, empty: &'static str) -> Section {
    Section::of(vec![Block::Table(Table::new(columns.to_vec(), rows, empty))])
}

fn severity(severity: Severity) -> Cell {
    let id: &'static str = severity.into();
    Cell::Code(id, id.to_owned())
}

const TODAY: [Column; 8] = [
    Column::new("due", "Due"),
    Column::of_data("severity", "Costs"),
    Column::new("case", "Case"),
    Column::new("person", "Person"),
    Column::new("name", "Name"),
    Column::new("says", "Says"),
    Column::of_data("rule", "Rule"),
    Column::of_data("alert", "Alert"),
];

pub(super) fn today(desk: &Desk) -> Section {
    list(&TODAY, desk.today_items().into_iter().map(today_row).collect(), "Nothing is due.")
}

fn today_row(item: TodayItem) -> Vec<Cell> {
    let words = item.words().to_owned();
    // What the county or a worker wrote may name anybody; what a rule says names nobody.
    let (says, rule) = match item.origin {
        TodayOrigin::Finding(finding) => (Cell::noted(item.note, words), Some(finding.rule)),
        TodayOrigin::Draft { .. } => (Cell::Words(item.says), None),
        TodayOrigin::Alert => (Cell::Written(item.says), None),
    };
    vec![
        Cell::of(item.due, Cell::Day),
        severity(item.severity),
        Cell::Case(item.case),
        Cell::Person(item.person),
        Cell::Name(item.name),
        says,
        Cell::of(rule, Cell::Words),
        Cell::of(item.alert, |alert| Cell::words(alert.to_string())),
    ]
}

const ACTION: [Column; 9] = [
    Column::new("category", "Category"),
    Column::new("case", "Case"),
    Column::new("person", "Person"),
    Column::new("name", "Name"),
    Column::new("due", "Due"),
    Column::of_data("rule", "Rule"),
    Column::of_data("severity", "Costs"),
    Column::new("says", "Says"),
    Column::of_data("cannot_tell", "Cannot tell"),
];

/// How the rows fall into the five categories, none of them left out.
pub(super) fn action_note(desk: &Desk) -> String {
    let rows = desk.action_rows();
    let count = |category: &Category| rows.iter().filter(|row| row.finding.category == *category).count();
    let counts = Category::ES109.iter().map(|category| format!("{} {}", count(category), category.title()));
    format!("{} rows: {}", rows.len(), counts.collect::<Vec<_>>().join(", "))
}

pub(super) fn action(desk: &Desk) -> Section {
    let rows = desk.action_rows().into_iter().map(|row| {
        let finding = row.finding;
        vec![
            Cell::Code(finding.category.id(), finding.category.title().to_owned()),
            Cell::Case(finding.case),
            Cell::Person(finding.person),
            Cell::Name(row.name),
            Cell::of(finding.due, Cell::Day),
            Cell::Words(finding.rule),
            severity(finding.severity),
            Cell::noted(row.disposition.map(|disposition| disposition.note(desk.as_of())), finding.says),
            Cell::List(finding.cannot_tell),
        ]
    });
    list(&ACTION, rows.collect(), "No case requires action.")
}

const ALERTS: [Column; 8] = [
    Column::off_paper("id", "Alert"),
    Column::new("due", "Due"),
    Column::new("case", "Case"),
    Column::new("person", "Person"),
    Column::new("name", "Name"),
    Column::of_data("raised", "Raised"),
    Column::new("text", "Text"),
    Column::new("from", "From"),
];

pub(super) fn alerts(desk: &Desk) -> Section {
    let rows = desk.alert_rows().into_iter().map(|alert| alert_row(desk, alert));
    list(&ALERTS, rows.collect(), "No alerts are open.")
}

fn alert_row(desk: &Desk, alert: Alert) -> Vec<Cell> {
    let name = desk.case(&alert.case).map(|case| case.name_of(alert.person));
    let says = alert.says(desk.as_of());
    vec![
        Cell::words(alert.key.to_string()),
        Cell::of(alert.due, Cell::Day),
        Cell::Case(alert.case),
        Cell::Person(alert.person),
        Cell::of(name, Cell::Name),
        Cell::of(alert.raised, Cell::Day),
        Cell::Written(says),
        Cell::words(alert.origin.to_string()),
    ]
}

const CASES: [Column; 22] = [
    Column::new("case", "Case"),
    Column::under("person", "Person"),
    Column::new("name", "Name"),
    Column::under("relation", "Role"),
    Column::new("registration", "Registration"),
    Column::under("registration_since", "Since"),
    Column::of_data("aid", "Aid"),
    Column::new("activity", "Activity"),
    Column::under("activity_status", "Status"),
    Column::new("hours", "Hours"),
    Column::under("hours_required", "Required"),
    Column::new("last_contact", "Last contact"),
    Column::new("next_due", "Next due"),
    Column::new("next_due_what", "What is due"),
    Column::new("plan_signed", "Plan signed"),
    Column::of_data("plan_due", "Plan due"),
    Column::new("months_used", "Months"),
    Column::of_data("months_limit", "Months limit"),
    Column::new("language", "Language"),
    Column::new("alerts_open", "Alerts"),
    Column::new("annotation", "Annotation"),
    Column::of_data("action_required", "Action required"),
];

pub(super) fn cases(desk: &Desk) -> Section {
    let rows = desk.case_rows().into_iter().map(case_row).collect();
    list(&CASES, rows, "No cases. Read extracts with: caseload import FILE…")
}

fn case_row(row: CaseRow) -> Vec<Cell> {
    let (activity, status) = row.activity.map(|activity| (activity.kind, activity.status)).unzip();
    let (hours, required) = row.hours.unzip();
    let (next_due, what) = row.next_due.unzip();
    vec![
        Cell::Case(row.case),
        Cell::Person(row.person),
        Cell::Name(row.name),
        Cell::Code(row.relation.into(), row.relation.title().to_owned()),
        Cell::Code(row.registration.into(), row.registration.title().to_owned()),
        Cell::Day(row.registration_since),
        Cell::of(row.aid, |aid| Cell::Code(aid.into(), aid.title().to_owned())),
        Cell::of(activity, Cell::Words),
        Cell::of(status.flatten(), |status| Cell::Code(status.into(), status.title().to_owned())),
        Cell::of(hours, Cell::Hours),
        Cell::of(required, Cell::Hours),
        Cell::of(row.last_contact, Cell::Day),
        Cell::of(next_due, Cell::Day),
        Cell::of(what, Cell::Words),
        Cell::of(row.plan_signed, Cell::Day),
        Cell::of(row.plan_due, Cell::Day),
        Cell::of(row.months_used, Cell::Count),
        Cell::of(row.months_limit, Cell::Count),
        Cell::of(row.language, Cell::Words),
        Cell::count(row.alerts_open),
        Cell::of(row.annotation, Cell::Written),
        Cell::Is(row.action_required),
    ]
}
