//! The case-management checklist, form 42-126: it ticks itself where the record proves an item and asks only for
//! the rest.
//!
//! An item has one of four states. What the record proves is proven, whatever else is said of it; else a worker's
//! mark of that month counts; else an item that does not concern the case does not apply; what is left is open. The
//! items are data (`assets/checklists/`).

mod closing;
mod completeness;
mod form;
mod laid;
mod proof;
mod view;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::CaseFacts;
use crate::domain::checklist::{ItemId, Mark};
use crate::domain::comment::{ContactType, ShownComment};
use crate::domain::dates::Month;
use crate::domain::facts::Source;
use crate::domain::hours::Hours;
use crate::domain::ids::{PersonNumber, RowId};
use crate::domain::status::ActivityStatus;
use crate::rules::finding::Ground;

pub use completeness::{CompletenessRow, ComponentCount};
pub use form::{Applies, Checklist, ChecklistError, Forms, Item, Proof, Section};
use view::View;

/// What the record says of a case, as far as a checklist asks.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    /// The facts of the case.
    pub facts: &'a CaseFacts,
    /// The comments that stand on the case, of any month. A protected one proves no more than that it was filed.
    pub comments: &'a [ShownComment],
    /// How many alerts of the case are open on the as-of day.
    pub open_alerts: usize,
    /// The hours of the month, one for every participant whose hours could be worked out.
    pub hours: &'a [MonthHours],
    /// The activity statuses that end an activity (policy).
    pub ending: &'a [ActivityStatus],
    /// The types of contact that never count as a contact made (policy).
    pub uncounted: &'a [ContactType],
    /// The entry in which each comment was filed, so that what proves an item can be opened.
    pub entries: &'a BTreeMap<RowId, Source>,
}

/// A participant's hours in the month of the checklist, as the rules work them out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthHours {
    /// The participant.
    pub person: PersonNumber,
    /// Average hours a week over the month; those of both parents where they share.
    pub average: Hours,
    /// Hours required a week.
    pub required: Hours,
}

/// A component of the checklist with its items as they stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Component {
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
pub fn checklist(
    form: &Checklist,
    record: &Record<'_>,
    marks: &[(ItemId, Mark)],
    month: Month,
    as_of: NaiveDate,
) -> Vec<Component> {
    let view = View::new(record, month, as_of);
    let items = |section: &Section| section.items.iter().map(|item| item_view(item, &view, marks)).collect();
    form.sections
        .iter()
        .map(|section| Component { id: section.id.clone(), title: section.title.clone(), items: items(section) })
        .collect()
}

fn item_view(item: &Item, view: &View<'_>, marks: &[(ItemId, Mark)]) -> ItemView {
    let mark = marks.iter().rfind(|(id, _)| *id == item.id).map(|(_, mark)| mark);
    ItemView {
        id: item.id.clone(),
        words: item.words.clone(),
        citation: item.citation.clone(),
        state: state(item, view, mark),
        last_month: None,
    }
}

fn state(item: &Item, view: &View<'_>, mark: Option<&Mark>) -> ItemState {
    let concerned = view.concerned(item.applies);
    let evidence = concerned.as_deref().and_then(|people| view.evidence(&item.proven_by, people));
    match (evidence, mark) {
        (Some(evidence), _) => ItemState::Proven { evidence },
        (None, Some(Mark::Ticked)) => ItemState::ByHand,
        (None, Some(Mark::NotApplicable { why })) => ItemState::NotApplicable { why: why.clone() },
        (None, Some(Mark::Cleared) | None) if concerned.is_none() => {
            ItemState::NotApplicable { why: view.why_not(item.applies).to_owned() }
        }
        (None, Some(Mark::Cleared) | None) => ItemState::Open,
    }
}

#[cfg(test)]
mod tests;
