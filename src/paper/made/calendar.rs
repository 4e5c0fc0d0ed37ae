//! The month calendar: as it hangs on a wall, and everything due by day.

use chrono::{Datelike as _, NaiveDate, Weekday};
use strum::VariantArray as _;

use crate::desk::{DueItem, DueKind};
use crate::domain::dates::Month;
use crate::paper::document::{Block, Cell, Column, Section, Table};

const COLUMNS: [Column; 7] = [
    Column::grouping("day", "Day"),
    Column::new("late", "Late"),
    Column::new("kind", "Kind"),
    Column::new("case", "Case"),
    Column::new("person", "Person"),
    Column::new("name", "Name"),
    Column::new("says", "What is due"),
];

const WEEK: [Column; 7] = [
    Column::new("monday", "Monday"),
    Column::new("tuesday", "Tuesday"),
    Column::new("wednesday", "Wednesday"),
    Column::new("thursday", "Thursday"),
    Column::new("friday", "Friday"),
    Column::new("saturday", "Saturday"),
    Column::new("sunday", "Sunday"),
];

/// The month as it hangs on a wall: a row a week, each day with how much of each kind is due on it.
pub(super) fn wall(month: Month, items: &[DueItem]) -> Section {
    let monday = month.first_day().week(Weekday::Mon).first_day();
    let weeks = monday.iter_weeks().take_while(|monday| *monday <= month.last_day());
    let week = |monday: NaiveDate| monday.iter_days().take(7).map(|day| on_day(month, day, items)).collect();
    let rows = weeks.map(week).collect();
    let table = Table::new(WEEK.to_vec(), rows, "");
    Section { paper_only: true, ..Section::of(vec![Block::Table(table)]) }
}

fn on_day(month: Month, day: NaiveDate, items: &[DueItem]) -> Cell {
    if !month.contains(day) {
        return Cell::Empty;
    }
    let of_day = || items.iter().filter(|item| item.day == day);
    let kinds = DueKind::VARIANTS.iter().filter_map(|kind| {
        let count = of_day().filter(|item| item.kind == *kind).count();
        (count > 0).then(|| format!("{count} {}", kind.short_title()))
    });
    let late = of_day().any(|item| item.late);
    let number = format!("{}{}", day.day(), if late { "  LATE" } else { "" });
    let says = std::iter::once(number).chain(kinds).collect::<Vec<_>>().join("\n");
    if late { Cell::Mark("late", says) } else { Cell::Words(says) }
}

/// How the counts add up.
pub(super) fn note(items: &[DueItem]) -> String {
    let late = items.iter().filter(|item| item.late).count();
    format!("{} due, of them {late} late", items.len())
}

pub(super) fn section(items: &[DueItem]) -> Section {
    let rows = items.iter().map(row).collect();
    Section::of(vec![Block::Table(Table::new(COLUMNS.to_vec(), rows, "Nothing is due in this month."))])
}

fn row(item: &DueItem) -> Vec<Cell> {
    // An alert is what somebody wrote; all else are words of the rules.
    let says = match item.kind {
        DueKind::Alert => Cell::Written(item.says.clone()),
        _ => Cell::Words(item.says.clone()),
    };
    vec![
        Cell::Day(item.day),
        late(item.late),
        Cell::Code(item.kind.id(), item.kind.title().to_owned()),
        Cell::Case(item.case.clone()),
        Cell::Person(item.person),
        Cell::Name(item.name.clone()),
        says,
    ]
}

/// The word that makes what is late stand out.
fn late(late: bool) -> Cell {
    if late { Cell::Mark("late", "LATE".to_owned()) } else { Cell::Empty }
}
