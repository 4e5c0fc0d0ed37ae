//! Unrecorded input of overlays: texts and scores. It is stored with the session, and is restored when the same
//! question, row or review is opened.

use serde::{Deserialize, Serialize};

use crate::domain::dates::Month;
use crate::domain::supervision::ReviewPoint;
use crate::domain::{CaseNumber, RowId};

/// The number of inputs that are kept; the oldest are dropped first.
const MAX_INPUTS: usize = 20;

/// An input that was started and not recorded. The names are stored and must not change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PendingInput {
    /// The answer to a question.
    Answer {
        /// The question and its subject.
        asked: String,
        /// The answer.
        text: String,
    },
    /// A rejected row that is being corrected.
    Mending {
        /// The row's extract.
        extract: RowId,
        /// The row's number in the file.
        row: u32,
        /// The row's cells.
        cells: Vec<String>,
    },
    /// A review that is being scored.
    Review {
        /// The case.
        case: CaseNumber,
        /// The month of the review.
        month: Month,
        /// The points that have a score.
        points: Vec<ReviewPoint>,
    },
}

impl PendingInput {
    /// Returns whether both are about the same question, row or review.
    fn is_same_input(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Answer { asked: a, .. }, Self::Answer { asked: b, .. }) => a == b,
            (Self::Mending { extract, row, .. }, Self::Mending { extract: other, row: at, .. }) => {
                (extract, row) == (other, at)
            }
            (Self::Review { case, month, .. }, Self::Review { case: other, month: of, .. }) => {
                (case, month) == (other, of)
            }
            _ => false,
        }
    }
}

/// Keeps an input in place of an earlier one for the same question, row or review.
pub fn keep_input(all: &mut Vec<PendingInput>, input: PendingInput) {
    all.retain(|kept| !kept.is_same_input(&input));
    all.push(input);
    all.drain(..all.len().saturating_sub(MAX_INPUTS));
}

/// Removes and returns the first input that `wanted` accepts.
pub fn take_input(all: &mut Vec<PendingInput>, wanted: impl Fn(&PendingInput) -> bool) -> Option<PendingInput> {
    let index = all.iter().position(wanted)?;
    Some(all.remove(index))
}
