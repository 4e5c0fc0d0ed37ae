//! Marks on the case-management checklist, form 42-126. The items themselves are data (`assets/checklists/`).

use std::fmt;

use serde::{Deserialize, Serialize};

/// An item of a checklist: its id in `assets/checklists/`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ItemId(pub String);

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// What a worker says of an item by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "as")]
pub enum ItemMark {
    /// Done, on the worker's word.
    Ticked,
    /// Does not apply to this case this month.
    NotApplicable {
        /// Why.
        why: String,
    },
    /// Back to what the record proves.
    Cleared,
}
