//! The order of the rows of a list, and the groups into which a list is divided.

use std::cmp::Ordering;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::list_row::ListRow;
pub use super::list_row::RowGroup;
use crate::domain::name::fold_for_search;

/// A line of a list: the heading of a group, or a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListLine {
    /// The heading above the rows with these indexes.
    Heading(std::ops::Range<usize>),
    /// The heading of a folded group, in the place of the row with this index.
    Folded(usize),
    /// The row with this index.
    Row(usize),
}

/// The column by which the rows of a list, or of each of its groups, are ordered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, strum::VariantArray, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowOrder {
    /// The order of the list's own: by what a missed date costs, then by day.
    #[default]
    Usual,
    /// The due day, the earliest first.
    Due,
    /// The case number.
    Case,
    /// The name.
    Name,
    /// The kind of row.
    Kind,
    /// What the row says.
    Says,
}

impl RowOrder {
    /// Returns the order as words in a sentence.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Usual => "what a missed date costs, then day",
            Self::Due => "day",
            Self::Case => "case number",
            Self::Name => "name",
            Self::Kind => "kind",
            Self::Says => "what it says",
        }
    }

    /// Compares two rows of a group in a list of `on`. Rows that are equal in this order stay in the order of the list's
    /// own.
    pub fn compare_rows<T: ListRow>(self, a: &T, b: &T, on: NaiveDate) -> Ordering {
        let (one, other) = (a.row_person(), b.row_person());
        match self {
            Self::Usual => Ordering::Equal,
            Self::Due => due_key(a).cmp(&due_key(b)),
            Self::Case => (one.case, one.person).cmp(&(other.case, other.person)),
            Self::Name => fold_for_search(&one.name.to_string()).cmp(&fold_for_search(&other.name.to_string())),
            Self::Kind => a.order_kind().cmp(b.order_kind()),
            Self::Says => fold_for_search(&a.order_text(on)).cmp(&fold_for_search(&b.order_text(on))),
        }
    }
}

fn due_key(row: &impl ListRow) -> NaiveDate {
    row.due_day().unwrap_or(NaiveDate::MAX)
}
