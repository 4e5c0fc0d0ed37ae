//! The panes: for each its state, what its keys do to it, and how it is drawn.

pub mod action;
pub mod alerts;
pub mod amend;
pub mod beside;
pub mod brought;
pub mod cases;
pub mod changes;
pub mod checklist;
pub mod desk;
pub mod dictate;
pub mod folder;
pub mod listed;
pub mod month;
pub mod not_named;
pub mod taking_back;
pub mod today;
pub mod walk;

use crate::domain::{CaseNumber, PersonNumber};

/// The case and participant that something is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The case.
    pub case: CaseNumber,
    /// The participant; 0 for the case as a whole.
    pub person: PersonNumber,
}

impl Subject {
    /// The subject of a row.
    pub fn of(row: &impl listed::Row) -> Self {
        Self { case: row.case().clone(), person: row.person() }
    }
}
