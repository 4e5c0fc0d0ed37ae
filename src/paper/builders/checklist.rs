//! The 42-126 of a case and month on one page, and the form on which a supervisor reviews the case by it.

use super::{case_head, case_section};
use crate::desk::Caseload;
use crate::desk::checklist::{ComponentView, ItemState, ItemView};
use crate::domain::CaseNumber;
use crate::domain::dates::Month;
use crate::paper::document::{DocumentBlock, DocumentCell, DocumentColumn, DocumentSection, DocumentTable};
use crate::present::finding::fact_text;
use crate::store::FiledComment;

const SHEET: [DocumentColumn; 6] = [
    DocumentColumn::new_grouping("component", "Component"),
    DocumentColumn::new_data_only("id", "Id"),
    DocumentColumn::new("item", "Item"),
    DocumentColumn::new("state", "State"),
    DocumentColumn::new("evidence", "Proven by"),
    DocumentColumn::new_data_only("citation", "Citation"),
];

/// The checklist: every item with its state and what proves it.
pub(super) fn checklist_section(
    desk: &Caseload,
    case: &CaseNumber,
    comments: &[FiledComment],
    month: Month,
) -> DocumentSection {
    let components = desk.case_management_checklist(case, comments, month);
    let open = all_items(&components).filter(|item| !item.state.is_settled()).count();
    let rows = components.iter().flat_map(|component| {
        component_rows(component, |item| {
            vec![
                DocumentCell::from_words(item.id.0.clone()),
                DocumentCell::from_words(item.words.clone()),
                state_cell(&item.state),
                evidence_cell(&item.state),
                DocumentCell::from_words(item.citation.clone()),
            ]
        })
    });
    let table = DocumentTable::new(SHEET.to_vec(), rows.collect(), "The form has no items.");
    let count = DocumentCell::from_words(format!("{open} of {} items open", all_items(&components).count()));
    let blocks = vec![DocumentBlock::Text(count), DocumentBlock::Table(table)];
    DocumentSection { own_page: true, blocks, ..case_section(desk, case) }
}

fn all_items(components: &[ComponentView]) -> impl Iterator<Item = &ItemView> {
    components.iter().flat_map(|component| &component.items)
}

/// The rows of a component, each with its title.
fn component_rows(component: &ComponentView, cells: impl Fn(&ItemView) -> Vec<DocumentCell>) -> Vec<Vec<DocumentCell>> {
    let title = || std::iter::once(DocumentCell::from_words(component.title.as_str()));
    component.items.iter().map(|item| title().chain(cells(item)).collect()).collect()
}

fn state_cell(state: &ItemState) -> DocumentCell {
    match state {
        ItemState::Proven { .. } => DocumentCell::Code("proven", "proven".to_owned()),
        ItemState::ByHand => DocumentCell::Code("by_hand", "by hand".to_owned()),
        ItemState::NotApplicable { .. } => DocumentCell::Code("not_applicable", "n/a".to_owned()),
        ItemState::Open => DocumentCell::Mark("open", "OPEN".to_owned()),
    }
}

/// What proves the item. Why it does not apply may be what a worker wrote.
fn evidence_cell(state: &ItemState) -> DocumentCell {
    match state {
        ItemState::Proven { evidence } => DocumentCell::List(evidence.iter().map(fact_text).collect()),
        ItemState::NotApplicable { why } => DocumentCell::FreeText(why.clone()),
        ItemState::ByHand | ItemState::Open => DocumentCell::Empty,
    }
}

const REVIEW: [DocumentColumn; 5] = [
    DocumentColumn::new_grouping("component", "Component"),
    DocumentColumn::new("item", "Item"),
    DocumentColumn::new("state", "The record says"),
    DocumentColumn::new("found", "Found in review"),
    DocumentColumn::new("remark", "Remark"),
];
/// Spaces that do not break, so that a choice stays in one line and a remark has room to be written.
const CHOICE: &str = "☐\u{a0}yes\u{a0}\u{a0}☐\u{a0}no\u{a0}\u{a0}☐\u{a0}n/a";
const ROOM: usize = 36;
const SCORE: &str = "\u{a0}\n_____ of _____ points met";
const SIGNED: &str = "\u{a0}\n______________________________   date ______________";

/// The review form: what the record says beside what the supervisor finds; kept apart from the case's narrative. A review
/// that is recorded has its scores in place of the choices.
pub(super) fn review_section(
    desk: &Caseload,
    case: &CaseNumber,
    comments: &[FiledComment],
    month: Month,
) -> DocumentSection {
    let components = desk.review_points(case, comments, month);
    let recorded = desk.case_review(month, case);
    let found = |item: &ItemView| {
        let mut points = recorded.into_iter().flat_map(|review| &review.points);
        points.find(|point| point.item == item.id).map_or(CHOICE, |point| point.score.title())
    };
    let applies = |item: &&ItemView| !matches!(item.state, ItemState::NotApplicable { .. });
    let of_form = components.iter().map(|component| ComponentView {
        items: component.items.iter().filter(applies).cloned().collect(),
        ..component.clone()
    });
    let of_form: Vec<_> = of_form.collect();
    let rows = of_form.iter().flat_map(|component| {
        component_rows(component, |item| {
            vec![
                DocumentCell::from_words(item.words.clone()),
                state_cell(&item.state),
                DocumentCell::from_words(found(item)),
                DocumentCell::from_words("\u{a0}".repeat(ROOM)),
            ]
        })
    });
    let table = DocumentTable::new(REVIEW.to_vec(), rows.collect(), "No item concerns the case.");
    let blank = format!("\u{a0}\n{}", "_".repeat(60));
    let signed = vec![
        (
            "Score",
            recorded.map_or_else(
                || DocumentCell::from_words(SCORE),
                |review| DocumentCell::from_words(review.result_text()),
            ),
        ),
        (
            "To do by the EC",
            recorded.map_or_else(
                || DocumentCell::from_words(blank),
                |review| DocumentCell::FreeText(review.remark.clone()),
            ),
        ),
        ("Supervisor", DocumentCell::from_words(SIGNED)),
        ("EC", DocumentCell::from_words(SIGNED)),
    ];
    let mut blocks = vec![DocumentBlock::Fields(case_head::people_fields(desk, case)), DocumentBlock::Table(table)];
    blocks.push(DocumentBlock::Fields(signed));
    DocumentSection { own_page: true, blocks, ..case_section(desk, case) }
}
