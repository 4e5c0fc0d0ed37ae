//! The dashboard of a month: how far its duties are done, what is to do now by group and age, and twelve months of trend.

use crate::desk::{AGE_LIMITS, GroupCount, MonthDashboard, Progress, TrendMonth};
use crate::domain::count_with_noun;
use crate::paper::document::{DocumentBlock, DocumentCell, DocumentColumn, DocumentSection, DocumentTable};
use crate::rules::message::message;

const GROUPS: [DocumentColumn; 7] = [
    DocumentColumn::new("group", "To do now"),
    DocumentColumn::new("items", "Items"),
    DocumentColumn::new("overdue", "Overdue"),
    DocumentColumn::new("overdue_7", "up to 7 days"),
    DocumentColumn::new("overdue_30", "up to 30 days"),
    DocumentColumn::new("overdue_90", "up to 90 days"),
    DocumentColumn::new("overdue_more", "more"),
];

const TREND: [DocumentColumn; 5] = [
    DocumentColumn::new("month", "Month"),
    DocumentColumn::new("contacts_made", "Contacts made"),
    DocumentColumn::new("contacts_owed", "of"),
    DocumentColumn::new("hours_met", "Hours met"),
    DocumentColumn::new("hours_owed", "of"),
];

pub(super) fn dashboard_section(dashboard: &MonthDashboard) -> DocumentSection {
    let Progress { done, of } = dashboard.contacts;
    let left = of - done.min(of);
    let contacts = message!("{} of {} made, {} left", done.to_string(), of.to_string(), left.to_string());
    let fields = vec![
        ("Contacts", DocumentCell::from_words(contacts)),
        ("Left", DocumentCell::from_words(count_with_noun(dashboard.working_days_left, "working day"))),
        ("To do now", DocumentCell::from_words(dashboard.open.summary())),
    ];
    let groups = dashboard.groups.iter().map(group_row).collect();
    let trend = dashboard.trend.iter().map(trend_row).collect();
    DocumentSection::from_blocks(vec![
        DocumentBlock::Fields(fields),
        DocumentBlock::Table(DocumentTable::new(GROUPS.to_vec(), groups, "Nothing to do.")),
        DocumentBlock::Table(
            DocumentTable::new(TREND.to_vec(), trend, "No months are recorded.").with_title("Twelve months"),
        ),
    ])
}

fn group_row(group: &GroupCount) -> Vec<DocumentCell> {
    debug_assert_eq!(AGE_LIMITS.len() + 1, group.overdue.len());
    let ages = group.overdue.iter().map(|count| DocumentCell::from_count(*count));
    let first = [
        DocumentCell::Code(group.group.id(), group.group.title()),
        DocumentCell::from_count(group.items),
        DocumentCell::from_count(group.overdue_count()),
    ];
    first.into_iter().chain(ages).collect()
}

fn trend_row(month: &TrendMonth) -> Vec<DocumentCell> {
    vec![
        DocumentCell::Month(month.month),
        DocumentCell::from_count(month.contacts.done),
        DocumentCell::from_count(month.contacts.of),
        DocumentCell::from_count(month.hours.done),
        DocumentCell::from_count(month.hours.of),
    ]
}
