//! The 42-126 of a case and month on one page, and the form on which a supervisor reviews the case.

use super::case_head::{case_section, people_fields};
use crate::desk::Caseload;
use crate::desk::checklist::{ComponentView, ItemState, ItemView};
use crate::domain::CaseNumber;
use crate::domain::count_with_noun;
use crate::domain::dates::Month;
use crate::paper::document::{DocumentBlock, DocumentCell, DocumentColumn, DocumentSection, DocumentTable};
use crate::present::finding::fact_line;
use crate::store::FiledComment;

const SHEET: [DocumentColumn; 6] = [
    DocumentColumn::new_grouping("component", "Component"),
    DocumentColumn::new_data_only("id", "Id"),
    DocumentColumn::new("item", "Item"),
    DocumentColumn::new("state", "State"),
    DocumentColumn::new("evidence", "Proven by"),
    DocumentColumn::new_data_only("citation", "Citation"),
];

/// Returns the checklist: every item with its state and what proves it.
pub(super) fn checklist_section(
    caseload: &Caseload,
    case: &CaseNumber,
    comments: &[FiledComment],
    month: Month,
) -> DocumentSection {
    let components = caseload.case_management_checklist(case, comments, month);
    let open = all_items(&components).filter(|item| !item.state.is_settled()).count();
    let rows = components.iter().flat_map(|component| {
        component_rows(component, |item| {
            vec![
                DocumentCell::from_words(item.id.0.clone()),
                DocumentCell::from_words(item.words.clone()),
                state_cell(item),
                evidence_cell(item),
                DocumentCell::from_words(item.citation.clone()),
            ]
        })
    });
    let table = DocumentTable::new(SHEET.to_vec(), rows.collect(), "The form has no items.");
    let count =
        DocumentCell::from_words(format!("{open} of {} open", count_with_noun(all_items(&components).count(), "item")));
    let blocks = vec![DocumentBlock::Text(count), DocumentBlock::Table(table)];
    DocumentSection { own_page: true, blocks, ..case_section(caseload, case) }
}

fn all_items(components: &[ComponentView]) -> impl Iterator<Item = &ItemView> {
    components.iter().flat_map(|component| &component.items)
}

/// Returns the rows of a component, each headed by the component's title.
fn component_rows(component: &ComponentView, cells: impl Fn(&ItemView) -> Vec<DocumentCell>) -> Vec<Vec<DocumentCell>> {
    let title = || std::iter::once(DocumentCell::from_words(component.title.clone()));
    component.items.iter().map(|item| title().chain(cells(item)).collect()).collect()
}

/// Returns the state of an item, as far as paper says it: that a family was referred to domestic-violence services is itself
/// confidential.
fn state_cell(item: &ItemView) -> DocumentCell {
    if item.confidential {
        return DocumentCell::Code("kept_apart", "kept apart");
    }
    match &item.state {
        ItemState::Proven { .. } => DocumentCell::Code("proven", "proven"),
        ItemState::ByHand => DocumentCell::Code("by_hand", "by hand"),
        ItemState::NotApplicable { .. } => DocumentCell::Code("not_applicable", "n/a"),
        ItemState::Open => DocumentCell::Mark("open", "OPEN".into()),
    }
}

/// Returns what proves the item, or why it does not apply. A worker may have written the latter.
fn evidence_cell(item: &ItemView) -> DocumentCell {
    match &item.state {
        _ if item.confidential => DocumentCell::Empty,
        ItemState::Proven { evidence } => DocumentCell::from_list(evidence.iter().map(fact_line)),
        ItemState::NotApplicable { why } => DocumentCell::from_free_text(why.clone()),
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
/// The choices of a score. The spaces do not break, so that the choices stay in one line.
const CHOICE: &str = "☐\u{a0}yes\u{a0}\u{a0}☐\u{a0}no\u{a0}\u{a0}☐\u{a0}n/a";
/// The number of spaces that leave room to write a remark by hand.
const REMARK_ROOM: usize = 36;
const SCORE: &str = "\u{a0}\n_____ of _____ points met";
const SIGNATURE: &str = "\u{a0}\n______________________________   date ______________";

/// Returns the review form: what the record shows beside what the supervisor finds. The form is kept apart from the
/// case's narrative. A recorded review shows its scores in place of the choices.
pub(super) fn review_section(
    caseload: &Caseload,
    case: &CaseNumber,
    comments: &[FiledComment],
    month: Month,
) -> DocumentSection {
    let components = caseload.review_points(case, comments, month);
    let recorded = caseload.case_review(month, case);
    let score = |item: &ItemView| {
        let mut points = recorded.into_iter().flat_map(|review| &review.points);
        points.find(|point| point.item == item.id).map_or(CHOICE, |point| point.score.title())
    };
    let applies = |item: &&ItemView| !matches!(item.state, ItemState::NotApplicable { .. });
    let applicable = components.iter().map(|component| ComponentView {
        items: component.items.iter().filter(applies).cloned().collect(),
        ..component.clone()
    });
    let applicable: Vec<_> = applicable.collect();
    let rows = applicable.iter().flat_map(|component| {
        component_rows(component, |item| {
            vec![
                DocumentCell::from_words(item.words.clone()),
                state_cell(item),
                DocumentCell::from_words(score(item)),
                DocumentCell::from_words("\u{a0}".repeat(REMARK_ROOM)),
            ]
        })
    });
    let table = DocumentTable::new(REVIEW.to_vec(), rows.collect(), "No item applies to the case.");
    let blank = format!("\u{a0}\n{}", "_".repeat(60));
    let signatures = vec![
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
                |review| DocumentCell::from_free_text(review.remark.clone()),
            ),
        ),
        ("Supervisor", DocumentCell::from_words(SIGNATURE)),
        ("EC", DocumentCell::from_words(SIGNATURE)),
    ];
    let mut blocks = vec![DocumentBlock::Fields(people_fields(caseload, case)), DocumentBlock::Table(table)];
    blocks.push(DocumentBlock::Fields(signatures));
    DocumentSection { own_page: true, blocks, ..case_section(caseload, case) }
}
