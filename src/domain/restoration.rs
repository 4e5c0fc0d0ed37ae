//! What an undone change is put back to, where the log must say it. An act needs no such word: without it, the facts
//! are what they were.

use serde::{Deserialize, Serialize};

use super::alert::{AlertKey, Disposition};
use super::checklist::{ItemId, ItemMark};
use super::dates::Month;
use super::ids::{PersonNumber, RowId};
use super::reminder::Reminder;

/// The value from before the undone change, which applies again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Restoration {
    /// What had been done with an alert.
    Disposition {
        /// The key of the alert.
        alert: AlertKey,
        /// What had been done with it; `None` if nothing had.
        disposition: Option<Disposition>,
    },
    /// The annotation of a participant's row.
    Annotation {
        /// The participant's number in the case.
        person: PersonNumber,
        /// The annotation; empty if there was none.
        text: String,
    },
    /// A worker's own reminder.
    Reminder {
        /// The id of the reminder.
        id: RowId,
        /// The reminder as it was; `None` if it was not written yet.
        former: Option<Box<Reminder>>,
    },
    /// The mark on an item of the checklist.
    Mark {
        /// The month of the checklist.
        month: Month,
        /// The id of the item.
        item: ItemId,
        /// The mark; [`ItemMark::Cleared`] if there was none.
        mark: ItemMark,
    },
    /// That a comment was copied to the system of record: by that entry it was not.
    Posting {
        /// The id of the comment.
        comment: RowId,
    },
}

impl Restoration {
    /// Returns whether it is about what a worker wrote for themselves, and changes nothing on the case.
    pub const fn is_about_worker(&self) -> bool {
        matches!(self, Self::Reminder { .. })
    }
}
