//! Common cases: families in CalWORKs and in child welfare, from the discovery over the transfer to the Partnership EC to
//! the way back, and the clocks of reunification.
//!
//! Source: Santa Clara Common-Place 4DFCS-CMS/12DFCS_DEBS. Where it names no clock, policy has a setting of the office.

mod family;
mod planning;
mod priority;
mod reunification;
mod summary;
mod transfer;

pub(super) use family::{Orientation, common_cases, has_reunification, is_program_active, newest_common_case};
pub use priority::{match_rank, next_match_day};
pub use summary::{CommonCaseSummary, summarize_common_case};

use super::finding::Finding;
use super::view::View;

/// Finds what is owed in common cases. It goes on after aid has ended: reunification services keep the family's services.
pub(super) fn common_case_findings(view: &View) -> Vec<Finding> {
    let cases = common_cases(view);
    let found = cases.iter().flat_map(|case| {
        [
            transfer::review_finding(case),
            transfer::verify_finding(case),
            transfer::decide_finding(case),
            transfer::prepare_finding(case),
            transfer::send_finding(case),
            transfer::assign_finding(case),
            planning::meeting_finding(case),
            planning::integration_finding(case),
            planning::way_back_finding(case),
            planning::recheck_finding(case),
        ]
        .into_iter()
        .flatten()
    });
    found.chain(reunification::review_findings(view)).chain(reunification::cash_findings(view)).collect()
}
