//! What lies over the panes with something typed or scored in it. It is kept with the worker's place, as it was left, and
//! is there again when the same is opened.

use serde::{Deserialize, Serialize};

use crate::domain::dates::Month;
use crate::domain::supervision::ReviewPoint;
use crate::domain::{CaseNumber, RowId};

/// How many are kept; what is left longest goes first.
const MOST: usize = 20;

/// What was begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PendingInput {
    /// The answer to a question.
    Answer {
        /// The question, and what it is about.
        asked: String,
        /// The answer.
        text: String,
    },
    /// A rejected row that is being mended.
    Mending {
        /// Its extract.
        extract: RowId,
        /// Its row in the file.
        row: u32,
        /// Its cells.
        cells: Vec<String>,
    },
    /// A review that is being scored.
    Review {
        /// The case.
        case: CaseNumber,
        /// The month that it is for.
        month: Month,
        /// The points that have a score.
        points: Vec<ReviewPoint>,
    },
}

impl PendingInput {
    /// Whether it is of the same question, row or review.
    fn is_same_input(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Answer { asked, .. }, Self::Answer { asked: other, .. }) => asked == other,
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

/// Keeps what was begun, in place of what there was of the same.
pub fn keep_input(all: &mut Vec<PendingInput>, begun: PendingInput) {
    all.retain(|one| !one.is_same_input(&begun));
    all.push(begun);
    all.drain(..all.len().saturating_sub(MOST));
}

/// Takes what was begun and is wanted, if there is such.
pub fn take_input(all: &mut Vec<PendingInput>, wanted: impl Fn(&PendingInput) -> bool) -> Option<PendingInput> {
    let at = all.iter().position(wanted)?;
    Some(all.remove(at))
}
