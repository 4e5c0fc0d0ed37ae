//! Marks on the case-management checklist, form 42-126. The items themselves are data (`assets/checklists/`).

use std::fmt;

use serde::{Deserialize, Serialize};

/// The id of a checklist item, as the files in `assets/checklists/` name it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ItemId(pub String);

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A worker's mark on an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "as")]
pub enum ItemMark {
    /// The item is done, on the worker's word.
    Ticked,
    /// The item does not apply to this case this month.
    NotApplicable {
        /// The worker's reason.
        why: String,
    },
    /// The mark was cleared: the item shows again what the record proves.
    Cleared,
}
