//! The case-management checklist, form 42-126: it ticks itself where the record proves an item and asks only for
//! the rest.
//!
//! An item has one of four states. What the record proves is proven, whatever else is said of it; else a worker's
//! mark of that month counts; else an item that does not concern the case does not apply; what is left is open. The
//! items are data (`assets/checklists/`).

mod case_checklists;
mod case_month;
mod checklist_record;
mod closing;
mod completeness;
mod evidence;
mod form;
mod proof;

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::checklist::{ItemId, ItemMark};
use crate::domain::dates::Month;
use crate::rules::finding::Ground;

use case_month::CaseMonth;
pub use checklist_record::{ChecklistRecord, MonthHours};
pub use completeness::{CompletenessRow, ComponentCount};
pub use form::{Checklist, ChecklistError, ChecklistItem, ChecklistSection, Checklists, ItemCondition, ItemProof};

/// A component of the checklist with its items as they stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComponentView {
    /// Its id, `sanction`.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// Its items, in the order of the form.
    pub items: Vec<ItemView>,
}

/// An item as it stands for a case in a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemView {
    /// Its id.
    pub id: ItemId,
    /// What it asks.
    pub words: String,
    /// Statute, handbook section or letter.
    pub citation: String,
    /// How it stands.
    pub state: ItemState,
    /// How it stands in the month before, where that was asked for.
    pub last_month: Option<ItemState>,
}

/// How an item stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum ItemState {
    /// The record proves it.
    Proven {
        /// The facts that prove it, never empty.
        evidence: Vec<Ground>,
    },
    /// A worker says so.
    ByHand,
    /// It does not concern this case this month.
    NotApplicable {
        /// Why.
        why: String,
    },
    /// Neither proven nor ticked.
    Open,
}

impl ItemState {
    /// Whether nothing is left to do for the item.
    pub const fn is_settled(&self) -> bool {
        !matches!(self, Self::Open)
    }
}

/// The checklist `form` of a case for `month`, as it stands on `as_of`.
///
/// `marks` are the worker's marks on this case and month; of several on one item the last counts.
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
