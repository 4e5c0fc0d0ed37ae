//! The entry that the worker on duty makes about a client of the caseload.

use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

use super::apply_act::{ApplyAct, Provenance};
use crate::domain::facts::CaseFacts;
use crate::domain::facts::duty_log::{DutyLogEntry, DutyOutcome, DutyVisitor};

/// Somebody came to the worker on duty, or called, about the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutyContact {
    /// Who came or called.
    #[serde(rename = "for")]
    pub visitor: DutyVisitor,
    /// What it was about. It is protected.
    pub what: String,
    /// What came of it.
    pub outcome: DutyOutcome,
    /// The time of day, where somebody wrote it down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<NaiveTime>,
}

impl ApplyAct for DutyContact {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        facts.duty_log.push(DutyLogEntry {
            person: by.person,
            on: by.on,
            at: self.at,
            visitor: self.visitor,
            what: self.what.clone(),
            outcome: self.outcome,
            author: None,
            source: by.source.clone(),
        });
    }
}
