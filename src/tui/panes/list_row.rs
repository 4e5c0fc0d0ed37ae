//! A row of a list: whom it is about, and what the list can be filtered by.

use std::fmt::Display;

use chrono::NaiveDate;

use crate::domain::{CaseNumber, PersonNumber};

/// The person that a row is about.
#[derive(Clone, Copy)]
pub struct RowPerson<'a> {
    /// The case.
    pub case: &'a CaseNumber,
    /// The participant; 0 for the case as a whole.
    pub person: PersonNumber,
    /// The name of the participant or the case.
    pub name: &'a dyn Display,
}

/// A group of rows, with the heading above them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowGroup {
    /// The position of the group in the list.
    pub rank: usize,
    /// The heading.
    pub title: &'static str,
    /// What a row of the group is, in the singular: `item`.
    pub noun: &'static str,
}

/// A row that is about a case.
pub trait ListRow {
    /// Returns the person that the row is about.
    fn row_person(&self) -> RowPerson<'_>;
    /// Returns the identity of the row among all rows of the list; it stays the same through every change.
    fn stable_key(&self) -> String;

    /// Returns the group of the row; `None` in a list without groups.
    fn group(&self) -> Option<RowGroup> {
        None
    }

    /// Returns the texts of the row's columns in a list of `on`, which the filter searches too.
    fn column_texts(&self, _on: NaiveDate) -> Vec<String> {
        Vec::new()
    }

    /// Returns the day on which the row is due, if there is one.
    fn due_day(&self) -> Option<NaiveDate> {
        None
    }

    /// Returns the kind of work that the row is; `None` if it is that of all findings of its participant.
    fn work_kind(&self) -> Option<&str> {
        None
    }

    /// Returns what the row says in a list of `on`, by which a list can be ordered.
    fn order_text(&self, on: NaiveDate) -> String {
        self.column_texts(on).pop().unwrap_or_default()
    }

    /// Returns whether the row is counted in the frame of its list.
    fn is_counted(&self) -> bool {
        true
    }

    /// Returns the kind by which a list can be ordered.
    fn order_kind(&self) -> &str {
        self.work_kind().unwrap_or_default()
    }
}
