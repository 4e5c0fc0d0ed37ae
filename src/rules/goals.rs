//! The participant's own goals and the tools that go with them: when to talk, which tool to offer, and what changed.
//!
//! These findings are never about aid. No rule outside this folder reads a goal or a reading, and nothing found here is a
//! ground of anything else.
//!
//! Source: County Case Flow, Goal Setting Tools; Santa Clara CWES CalWORKs 2.0. Their numbers are settings of the office.

mod coverage;
pub mod goal_state;
mod moments;
pub mod readings;
pub mod road;
pub mod safety;
mod talks;
#[cfg(test)]
mod tests;
mod tools;

pub use coverage::is_covered;

use chrono::NaiveDate;

use super::finding::Finding;
use super::view::View;
use crate::domain::category::Category;

/// Returns the day by which the duty of a finding is to be done. What is found on goals is no duty: its day is one to talk on, and
/// nothing is late after it.
pub fn duty_day(finding: &Finding) -> Option<NaiveDate> {
    finding.due.filter(|_| finding.category != Category::Goals)
}

/// Finds what there is to talk about and to offer.
pub(super) fn goal_findings(view: &View) -> Vec<Finding> {
    let mut findings = talks::talk_findings(view);
    findings.extend(tools::tool_findings(view));
    findings
}
