//! The month calendar: as a wall calendar, and as a list of everything due by day.

use chrono::{Datelike as _, NaiveDate, Weekday};
use strum::VariantArray as _;

use crate::desk::{DueItem, DueKind};
use crate::domain::count_with_noun;
use crate::domain::dates::Month;
use crate::paper::document::{DocumentBlock, DocumentCell, DocumentColumn, DocumentSection, DocumentTable};

const COLUMNS: [DocumentColumn; 7] = [
    DocumentColumn::new_grouping("day", "Day"),
    DocumentColumn::new("late", "Late"),
    DocumentColumn::new("kind", "Kind"),
    DocumentColumn::new("case", "Case"),
    DocumentColumn::new("person", "Person"),
    DocumentColumn::new("name", "Name"),
    DocumentColumn::new("says", "What is due"),
];

const WEEK: [DocumentColumn; 7] = [
    DocumentColumn::new("sunday", "Sunday"),
    DocumentColumn::new("monday", "Monday"),
    DocumentColumn::new("tuesday", "Tuesday"),
    DocumentColumn::new("wednesday", "Wednesday"),
    DocumentColumn::new("thursday", "Thursday"),
    DocumentColumn::new("friday", "Friday"),
    DocumentColumn::new("saturday", "Saturday"),
];

/// Returns the month as a wall calendar, for paper only: one row for each week, and in each day how many items of each
/// kind are due.
pub(super) fn wall_section(month: Month, items: &[DueItem]) -> DocumentSection {
    let sunday = month.first_day().week(Weekday::Sun).first_day();
    let weeks = sunday.iter_weeks().take_while(|sunday| *sunday <= month.last_day());
    let week = |sunday: NaiveDate| sunday.iter_days().take(7).map(|day| day_cell(month, day, items)).collect();
    let rows = weeks.map(week).collect();
    let table = DocumentTable::new(WEEK.to_vec(), rows, "");
    DocumentSection { paper_only: true, ..DocumentSection::from_blocks(vec![DocumentBlock::Table(table)]) }
}

fn day_cell(month: Month, day: NaiveDate, items: &[DueItem]) -> DocumentCell {
    if !month.contains(day) {
        return DocumentCell::Empty;
    }
    let of_day = || items.iter().filter(|item| item.day == day);
    let kinds = DueKind::VARIANTS.iter().filter_map(|kind| {
        let count = of_day().filter(|item| item.kind == *kind).count();
        (count > 0).then(|| format!("{count} {}", kind.short_title()))
    });
    let late = of_day().any(|item| item.late);
    let number = format!("{}{}", day.day(), if late { "  LATE" } else { "" });
    let text = std::iter::once(number).chain(kinds).collect::<Vec<_>>().join("\n");
    if late { DocumentCell::Mark("late", text.into()) } else { DocumentCell::from_words(text) }
}

/// Returns a note on how many items are due and how many of them are late.
pub(super) fn count_note(items: &[DueItem]) -> String {
    let late = items.iter().filter(|item| item.late).count();
    format!("{}; {late} overdue", count_with_noun(items.len(), "entry"))
}

/// Returns the list of everything due in the month, by day.
pub(super) fn due_section(items: &[DueItem]) -> DocumentSection {
    let rows = items.iter().map(due_row).collect();
    DocumentSection::from_blocks(vec![DocumentBlock::Table(DocumentTable::new(
        COLUMNS.to_vec(),
        rows,
        "Nothing is due in this month.",
    ))])
}

fn due_row(item: &DueItem) -> Vec<DocumentCell> {
    // Somebody wrote the text of an alert; every other text is the rules' own.
    let says = match item.kind {
        DueKind::Alert => DocumentCell::from_free_text(item.says.clone()),
        _ => DocumentCell::from_words(item.says.clone()),
    };
    vec![
        DocumentCell::Day(item.day),
        late_cell(item.late),
        DocumentCell::Code(item.kind.id(), item.kind.title()),
        DocumentCell::Case(item.case.clone()),
        DocumentCell::Person(item.person),
        DocumentCell::Name(item.name.clone()),
        says,
    ]
}

/// Returns the mark that makes a late item stand out.
fn late_cell(late: bool) -> DocumentCell {
    if late { DocumentCell::Mark("late", "LATE".into()) } else { DocumentCell::Empty }
}
