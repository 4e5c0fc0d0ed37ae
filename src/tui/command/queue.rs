//! What is done on the desk of supervisor and Clerk II.

use crate::domain::supervision::ReviewScore;

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueueCommand {
    /// Draws the cases to review of the month.
    Draw,
    /// Opens the review of the row's case.
    Review,
    /// Records a conference with the EC of the row.
    Conference,
    /// Scores the point of a review.
    Score(ReviewScore),
    /// Records the review.
    File,
}
