//! What a document may be limited to: the months that it covers, a letter, the cases of a list.

use crate::domain::WorkerNumber;
use crate::domain::dates::Month;
use crate::domain::partner_state::UnitCaseState;

/// A letter of a social worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitLetter {
    /// It is left at the door.
    Introduction,
    /// It goes with a check.
    WithCheck,
    /// It is the last one.
    FinalAppeal,
}

/// Which social-work cases the list of the unit shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitListFilter {
    /// Only those in this state.
    pub status: Option<UnitCaseState>,
    /// Only those of this social worker.
    pub worker: Option<WorkerNumber>,
}

impl UnitListFilter {
    /// Returns whether the list shows a case in this state, of this social worker.
    pub fn shows(&self, status: UnitCaseState, worker: Option<&WorkerNumber>) -> bool {
        self.status.is_none_or(|only| only == status) && self.worker.as_ref().is_none_or(|only| worker == Some(only))
    }
}

/// The months that a document may cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DocumentMonths {
    /// The month of a document about one month.
    pub month: Month,
    /// The first month of a document about several, inclusive.
    pub first: Month,
    /// The last month of a document about several, inclusive.
    pub last: Month,
}
