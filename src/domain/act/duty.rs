//! The review of a newly assigned case, duties that leave no other trace in the record, and alerts to other workers.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::apply_act::{ApplyAct, Provenance};
use crate::domain::dates::Month;
use crate::domain::facts::{CaseFacts, Duty, DutyRecord, NewCaseReview, SentAlert, WprDraw};
use crate::domain::ids::WorkerNumber;

/// A newly assigned case was found acceptable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseAccepted {}

/// A newly assigned case was returned to the worker who sent it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseReturned {
    /// The worker who sent the case.
    pub to: WorkerNumber,
    /// What is missing in the case.
    pub missing: String,
}

/// A duty was done that leaves no other trace in the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutyPerformed {
    /// The duty that was done.
    pub duty: Duty,
    /// The result, in the worker's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The State drew the case to measure the work participation rate; the act's day is when the county learned of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WprDrawReported {
    /// The month for which the rate is measured.
    pub month: Month,
}

/// An alert was sent to another worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertRaised {
    /// The worker who receives the alert.
    pub to: WorkerNumber,
    /// The text of the alert.
    pub text: String,
    /// The day by which the worker should answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
}

impl ApplyAct for CaseAccepted {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        facts.new_case_reviews.push(NewCaseReview { on: by.on, missing: None, source: by.source.clone() });
    }
}

impl ApplyAct for CaseReturned {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let missing = Some(self.missing.clone());
        facts.new_case_reviews.push(NewCaseReview { on: by.on, missing, source: by.source.clone() });
    }
}

impl ApplyAct for DutyPerformed {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        facts.duties.push(DutyRecord {
            person: by.person,
            duty: self.duty,
            on: by.on,
            note: self.note.clone(),
            source: by.source.clone(),
        });
    }
}

impl ApplyAct for WprDrawReported {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        facts.wpr_draws.push(WprDraw { on: by.on, month: self.month, source: by.source.clone() });
    }
}

impl ApplyAct for AlertRaised {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        facts.alerts_sent.push(SentAlert {
            person: by.person,
            on: by.on,
            to: self.to.clone(),
            text: self.text.clone(),
            due: self.due,
            of_conference: false,
            source: by.source.clone(),
        });
    }
}
