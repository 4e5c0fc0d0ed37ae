//! The log of the worker on duty on the first floor of the social-work unit: who came, for what, and what came of it.
//!
//! Source: San Francisco handbook 75-9, I and III.C.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use super::Source;
use crate::domain::code_words::code_words;
use crate::domain::{PersonNumber, WorkerNumber};

code_words! {
    /// Who came or called.
    pub enum DutyVisitor {
        /// A client.
        Client = "client" => "client",
        /// A worker, for advice.
        Worker = "worker" => "worker",
        /// A client with the worker who sees them about a renewal or a check.
        ClientWithWorker = "client_with_worker" => "client with the ES",
    }
}

code_words! {
    /// What came of it.
    pub enum DutyOutcome {
        /// It is settled.
        Done = "done" => "done",
        /// Somebody has to come back to it.
        FollowUp = "follow_up" => "to follow up",
        /// The client was referred to somebody else.
        Refer = "refer" => "referred",
    }
}

/// An entry of the duty log on a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DutyLogEntry {
    /// The participant's number in the case; 0 for the case as a whole.
    #[serde(default)]
    pub person: PersonNumber,
    /// The day.
    pub on: NaiveDate,
    /// The time of day, where somebody wrote it down. No rule compares it with the time of another day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<NaiveTime>,
    /// Who came or called.
    #[serde(rename = "for")]
    pub visitor: DutyVisitor,
    /// What it was about.
    pub what: String,
    /// What came of it.
    pub outcome: DutyOutcome,
    /// The worker on duty, if the record says who it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<WorkerNumber>,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

impl DutyLogEntry {
    /// Returns the worker on duty.
    pub fn worker(&self) -> Option<&WorkerNumber> {
        self.author.as_ref().or_else(|| self.source.author())
    }
}
