//! The 42-126 of a case and month on one page, and the form on which a supervisor reviews the case by it.

use super::{case, of_case};
use crate::desk::Desk;
use crate::desk::checklist::{Component, ItemState, ItemView};
use crate::domain::CaseNumber;
use crate::domain::dates::Month;
use crate::paper::document::{Block, Cell, Column, Section, Table};
use crate::store::FiledComment;

const SHEET: [Column; 6] = [
    Column::grouping("component", "Component"),
    Column::of_data("id", "Id"),
    Column::new("item", "Item"),
    Column::new("state", "State"),
    Column::new("evidence", "Proven by"),
    Column::of_data("citation", "Citation"),
];

/// The checklist: every item with its state and what proves it.
pub(super) fn sheet(desk: &Desk, case: &CaseNumber, comments: &[FiledComment], month: Month) -> Section {
    let components = desk.checklist(case, comments, month);
    let open = items(&components).filter(|item| !item.state.is_settled()).count();
    let rows = components.iter().flat_map(|component| {
        rows(component, |item| {
            vec![
                Cell::words(item.id.0.clone()),
                Cell::words(item.words.clone()),
                state(&item.state),
                evidence(&item.state),
                Cell::words(item.citation.clone()),
            ]
        })
    });
    let table = Table::new(SHEET.to_vec(), rows.collect(), "The form has no items.");
    let count = Cell::words(format!("{open} of {} items open", items(&components).count()));
    let blocks = vec![Block::Text(count), Block::Table(table)];
    Section { own_page: true, blocks, ..of_case(desk, case) }
}

fn items(components: &[Component]) -> impl Iterator<Item = &ItemView> {
    components.iter().flat_map(|component| &component.items)
}

/// The rows of a component, each with its title.
fn rows(component: &Component, cells: impl Fn(&ItemView) -> Vec<Cell>) -> Vec<Vec<Cell>> {
    let title = || std::iter::once(Cell::words(component.title.as_str()));
    component.items.iter().map(|item| title().chain(cells(item)).collect()).collect()
}

fn state(state: &ItemState) -> Cell {
    match state {
        ItemState::Proven { .. } => Cell::Code("proven", "proven".to_owned()),
        ItemState::ByHand => Cell::Code("by_hand", "by hand".to_owned()),
        ItemState::NotApplicable { .. } => Cell::Code("not_applicable", "n/a".to_owned()),
        ItemState::Open => Cell::Mark("open", "OPEN".to_owned()),
    }
}

/// What proves the item. Why it does not apply may be what a worker wrote.
fn evidence(state: &ItemState) -> Cell {
    match state {
        ItemState::Proven { evidence } => {
            Cell::List(evidence.iter().map(|ground| format!("{}: {}", ground.fact, ground.value)).collect())
        }
        ItemState::NotApplicable { why } => Cell::Written(why.clone()),
        ItemState::ByHand | ItemState::Open => Cell::Empty,
    }
}

const REVIEW: [Column; 5] = [
    Column::grouping("component", "Component"),
    Column::new("item", "Item"),
    Column::new("state", "The record says"),
    Column::new("found", "Found in review"),
    Column::new("remark", "Remark"),
];
/// Spaces that do not break, so that a choice stays in one line and a remark has room to be written.
const CHOICE: &str = "☐\u{a0}yes\u{a0}\u{a0}☐\u{a0}no\u{a0}\u{a0}☐\u{a0}n/a";
const ROOM: usize = 36;
const SCORE: &str = "\u{a0}\n_____ of _____ points met";
const SIGNED: &str = "\u{a0}\n______________________________   date ______________";

/// The review form: what the record says beside what the supervisor finds; kept apart from the case's narrative. A review
/// that is recorded has its scores in place of the choices.
pub(super) fn review(desk: &Desk, case: &CaseNumber, comments: &[FiledComment], month: Month) -> Section {
    let components = desk.review_points(case, comments, month);
    let recorded = desk.review(month, case);
    let found = |item: &ItemView| {
        let mut points = recorded.into_iter().flat_map(|review| &review.points);
        points.find(|point| point.item == item.id).map_or(CHOICE, |point| point.score.title())
    };
    let applies = |item: &&ItemView| !matches!(item.state, ItemState::NotApplicable { .. });
    let of_form = components.iter().map(|component| Component {
        items: component.items.iter().filter(applies).cloned().collect(),
        ..component.clone()
    });
    let of_form: Vec<_> = of_form.collect();
    let rows = of_form.iter().flat_map(|component| {
        rows(component, |item| {
            vec![
                Cell::words(item.words.clone()),
                state(&item.state),
                Cell::words(found(item)),
                Cell::words("\u{a0}".repeat(ROOM)),
            ]
        })
    });
    let table = Table::new(REVIEW.to_vec(), rows.collect(), "No item concerns the case.");
    let blank = format!("\u{a0}\n{}", "_".repeat(60));
    let signed = vec![
        ("Score", recorded.map_or_else(|| Cell::words(SCORE), |review| Cell::words(review.result()))),
        ("To do by the EC", recorded.map_or_else(|| Cell::words(blank), |review| Cell::Written(review.remark.clone()))),
        ("Supervisor", Cell::words(SIGNED)),
        ("EC", Cell::words(SIGNED)),
    ];
    let mut blocks = vec![Block::Fields(case::people(desk, case)), Block::Table(table)];
    blocks.push(Block::Fields(signed));
    Section { own_page: true, blocks, ..of_case(desk, case) }
}
