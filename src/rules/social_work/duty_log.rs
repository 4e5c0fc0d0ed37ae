//! The duty log: what the worker on duty promised to come back to.
//!
//! Source: San Francisco handbook 75-9, I and III.C. It names the worker on duty and no clock, so the days are a setting.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::PersonNumber;
use crate::domain::facts::DutyLogEntry;
use crate::domain::facts::duty_log::DutyOutcome;
use crate::domain::proposal::Proposal;
use crate::policy::Policy;
use crate::rules::finding::Finding;
use crate::rules::message::{Message, message};
use crate::rules::rule_id::RuleId;
use crate::rules::view::View;

/// Returns the day by which somebody comes back to an entry of the log; `None` if policy names none.
pub fn follow_up_day(policy: &Policy, on: NaiveDate) -> Option<NaiveDate> {
    let rule = policy.duty_followup.as_ref()?;
    Some(policy.calendar.add_working_days(on, rule.value))
}

/// Finds what is to be followed up: the newest entry about a person says so, and no later one answers it.
pub(super) fn duty_findings(view: &View<'_>) -> Vec<Finding> {
    let mut known: Vec<&DutyLogEntry> = view.facts.duty_log.iter().filter(|entry| entry.on <= view.on).collect();
    known
        .sort_by_key(|entry| (entry.on, entry.at, entry.source.record_order(), entry.outcome == DutyOutcome::FollowUp));
    let newest: BTreeMap<PersonNumber, &DutyLogEntry> = known.into_iter().map(|entry| (entry.person, entry)).collect();
    newest.into_values().filter_map(|entry| follow_up_finding(view, entry)).collect()
}

fn follow_up_finding(view: &View<'_>, entry: &DutyLogEntry) -> Option<Finding> {
    if entry.outcome != DutyOutcome::FollowUp {
        return None;
    }
    let rule = view.policy.duty_followup.as_ref()?;
    let from: Message = entry.worker().map_or_else(
        || "the worker on duty said to follow up".into(),
        |worker| message!("{} on duty said to follow up", worker.to_string()),
    );
    let finding = Finding::new(RuleId::DutyFollowup, entry.person, from)
        .under_policy(rule)
        .due_on(follow_up_day(view.policy, entry.on)?)
        .late_after_due(view.on)
        .with_ground("entry of the duty log", entry.on, &entry.source)
        .clears_when("another entry of the duty log is made about the client")
        .if_nothing("The client waits for help that was promised.")
        .with_proposals([Proposal::DutyFollowUp]);
    Some(finding)
}
