//! The panes: the state of each, what its keys do, and how it is drawn.

pub mod action;
pub mod alerts;
pub mod amend;
pub mod cases;
pub mod checklist;
pub mod dictate;
pub mod explanation;
pub mod facets;
pub mod filterable_list;
pub mod filtered_list;
pub mod folder;
pub mod import_summary;
pub mod import_undo;
pub mod list_row;
pub mod month;
pub mod pane_context;
pub mod row_order;
pub mod side_pane;
pub mod supervisor_queue;
pub mod today;
pub mod walk;

use crate::domain::{CaseNumber, PersonNumber};

/// The subject of a row, form or page: a case and a participant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The case.
    pub case: CaseNumber,
    /// The participant; 0 for the case as a whole.
    pub person: PersonNumber,
}

impl Subject {
    /// Returns the subject of a row.
    pub fn from_row(row: &impl list_row::ListRow) -> Self {
        let list_row::RowPerson { case, person, .. } = row.row_person();
        Self { case: case.clone(), person }
    }
}
