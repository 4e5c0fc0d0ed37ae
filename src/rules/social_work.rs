//! Social work: what the unit of social workers owes to a client who was referred to it, step by step, and who acts.
//!
//! Source: San Francisco handbook 75-9. It names the steps and some of the clocks; what it does not settle is a setting of
//! policy, and the finding says so.

mod clocks;
mod contacts;
mod duty_log;
mod hour_clock;
mod letter;
mod reports;
mod step_finding;
mod step_target;
mod steps;
mod summary;
mod unit_case;
mod unreached;

pub(super) use clocks::unit_case_clocks;
pub use duty_log::follow_up_day;
pub(super) use reports::next_report_day;
pub(super) use step_target::case_for_step;
pub use steps::{notice_text, reason_titles};
pub use summary::{UnitCaseSummary, summarize_unit_cases};
pub(super) use unit_case::{UnitCase, last_reached, newest_unit_case, running_case_ground, unit_cases, unit_status};
pub(super) use unreached::{first_letter_day, reply_day, standing_letter, talk_after_letter};

use super::finding::Finding;
use super::view::View;

/// Finds what is owed in social-work cases. It goes on after aid has ended: those clients are served too.
pub(super) fn social_work_findings(view: &View) -> Vec<Finding> {
    let cases = unit_cases(view);
    let found = cases.iter().flat_map(|case| {
        [
            steps::accept_finding(case),
            steps::folder_finding(case),
            steps::discuss_finding(case),
            steps::inform_finding(case),
            contacts::contact_finding(case),
            contacts::visit_finding(case),
            reports::report_finding(case),
            reports::review_finding(case),
            letter::final_letter_finding(case),
            letter::talk_finding(case),
            letter::close_finding(case),
            steps::inactive_finding(case),
            reports::closing_report_finding(case),
            reports::unread_finding(case),
            steps::asked_back_finding(case),
            steps::aid_ended_finding(case),
        ]
        .into_iter()
        .flatten()
    });
    found.chain(duty_log::duty_findings(view)).collect()
}
