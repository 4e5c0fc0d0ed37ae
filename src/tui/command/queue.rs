//! Commands in the queue of EC Supervisor and Clerk II.

use crate::domain::supervision::ReviewScore;

/// A command in the queue of the EC Supervisor or the Clerk II.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueueCommand {
    /// Draws the cases to review in this month.
    Draw,
    /// Opens the review of the row's case.
    Review,
    /// Records a conference with the EC of the row.
    Conference,
    /// Scores the selected point of a review.
    Score(ReviewScore),
    /// Asks for a remark and then records the review.
    File,
}
