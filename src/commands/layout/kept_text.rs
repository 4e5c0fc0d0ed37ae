//! What a layout may not keep: layouts lie in the home in the clear.

use crate::domain::filing_answer::FilingAnswer;
use crate::domain::filing_check::find_ssn_obstacle;

/// Refuses a text of a layout that has a Social Security number.
pub(super) fn ensure_no_ssn(text: &str) -> anyhow::Result<()> {
    find_ssn_obstacle(&[("layout", text)], &[FilingAnswer::NotSsn]).map_or(Ok(()), |obstacle| Err(obstacle.into()))
}
