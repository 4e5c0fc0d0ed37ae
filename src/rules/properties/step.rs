//! The non-compliance of a finding, read from the facts alone.

use crate::domain::facts::{CaseFacts, Noncompliance};
use crate::rules::finding::Finding;
use crate::rules::message::Value;

/// Returns the non-compliance that a finding is about.
pub(super) fn step_of<'a>(facts: &'a CaseFacts, finding: &Finding) -> Option<&'a Noncompliance> {
    let ground = finding.because.iter().find(|ground| ground.fact == "notice of action issued".into());
    let theirs = facts.noncompliance.iter().filter(|step| step.person == finding.person);
    match ground.map(|ground| &ground.value) {
        Some(Value::Day(issued)) => theirs.clone().find(|step| step.notice_issued == *issued),
        _ => None,
    }
}
