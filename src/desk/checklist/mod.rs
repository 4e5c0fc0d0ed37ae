//! The case-management checklist, form 42-126. An item that the record proves is ticked without the worker; only the
//! rest is left to do.
//!
//! An item has one of four states, decided in this order: an item that the record proves is proven, whatever a worker
//! marked; otherwise the worker's mark of that month counts; otherwise an item that does not concern the case is not
//! applicable; every other item is open. The items are data (`assets/checklists/`).

mod case_checklists;
mod case_month;
mod completeness;
mod evidence;
mod form;
mod record;

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::checklist::{ItemId, ItemMark};
use crate::domain::dates::Month;
use crate::rules::finding::Ground;

use case_month::CaseMonth;
pub use completeness::{CompletenessRow, ComponentCount};
pub use form::{Checklist, ChecklistError, ChecklistItem, ChecklistSection, Checklists, ItemCondition, ItemProof};
pub use record::{ChecklistRecord, MonthHours};

/// A component of the checklist with the states of its items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComponentView {
    /// The id of the component: `sanction`.
    pub id: String,
    /// The heading of the component.
    pub title: String,
    /// The items, in the order of the form.
    pub items: Vec<ItemView>,
}

/// An item with its state for a case in a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemView {
    /// The id of the item.
    pub id: ItemId,
    /// The question or task of the item.
    pub words: String,
    /// The statute, handbook section or letter behind the item.
    pub citation: String,
    /// Whether it is confidential that the item was done for a family: paper does not say whether it was.
    #[serde(skip)]
    pub confidential: bool,
    /// The state of the item in the month.
    pub state: ItemState,
    /// The state of the item in the previous month, if the caller asked for it.
    pub last_month: Option<ItemState>,
}

/// The state of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum ItemState {
    /// The record proves the item.
    Proven {
        /// The facts that prove the item, never empty.
        evidence: Vec<Ground>,
    },
    /// A worker ticked the item.
    ByHand,
    /// The item does not concern this case this month.
    NotApplicable {
        /// The reason, in a few words.
        why: String,
    },
    /// The item is neither proven nor ticked.
    Open,
}

impl ItemState {
    /// Returns whether nothing is left to do for the item.
    pub const fn is_settled(&self) -> bool {
        !matches!(self, Self::Open)
    }
}

/// Returns the checklist `form` of a case for `month`, as known on `as_of`.
///
/// `marks` are the worker's marks on this case and month; of several marks on one item the last counts.
pub fn build_checklist(
    form: &Checklist,
    record: &ChecklistRecord<'_>,
    marks: &[(ItemId, ItemMark)],
    month: Month,
    as_of: NaiveDate,
) -> Vec<ComponentView> {
    let view = CaseMonth::new(record, month, as_of);
    let items =
        |section: &ChecklistSection| section.items.iter().map(|item| build_item_view(item, &view, marks)).collect();
    form.sections
        .iter()
        .map(|section| ComponentView { id: section.id.clone(), title: section.title.clone(), items: items(section) })
        .collect()
}

fn build_item_view(item: &ChecklistItem, view: &CaseMonth<'_>, marks: &[(ItemId, ItemMark)]) -> ItemView {
    let mark = marks.iter().rfind(|(id, _)| *id == item.id).map(|(_, mark)| mark);
    ItemView {
        id: item.id.clone(),
        words: item.words.clone(),
        citation: item.citation.clone(),
        confidential: item.confidential,
        state: item_state(item, view, mark),
        last_month: None,
    }
}

fn item_state(item: &ChecklistItem, view: &CaseMonth<'_>, mark: Option<&ItemMark>) -> ItemState {
    let concerned = view.concerned_people(item.applies);
    let evidence = concerned.as_deref().and_then(|people| view.find_evidence(&item.proven_by, people));
    match (evidence, mark) {
        (Some(evidence), _) => ItemState::Proven { evidence },
        (None, Some(ItemMark::Ticked)) => ItemState::ByHand,
        (None, Some(ItemMark::NotApplicable { why })) => ItemState::NotApplicable { why: why.clone() },
        (None, Some(ItemMark::Cleared) | None) if concerned.is_none() => {
            ItemState::NotApplicable { why: view.not_applicable_reason(item.applies).to_owned() }
        }
        (None, Some(ItemMark::Cleared) | None) => ItemState::Open,
    }
}

#[cfg(test)]
mod tests;
