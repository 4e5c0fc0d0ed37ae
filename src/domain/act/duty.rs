//! The review of a newly assigned case, duties that leave nothing but that they were done, alerts to other workers.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::telling::{By, Tells};
use crate::domain::facts::{AlertSent, CaseFacts, Duty, DutyDone, NewCaseReview};
use crate::domain::ids::WorkerNumber;

/// A newly assigned case was found acceptable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseAccepted {}

/// A newly assigned case was returned to the worker who sent it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseReturned {
    /// The worker who sent it.
    pub to: WorkerNumber,
    /// What is missing.
    pub missing: String,
}

/// A duty was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// Which.
    pub duty: Duty,
    /// What came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// An alert was sent to another worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertRaised {
    /// To whom.
    pub to: WorkerNumber,
    /// What it says.
    pub text: String,
    /// By when it is to be answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
}

impl Tells for CaseAccepted {
    fn tell(&self, facts: &mut CaseFacts, by: &By<'_>) {
        facts.new_case_reviews.push(NewCaseReview { on: by.on, missing: None, source: by.source.clone() });
    }
}

impl Tells for CaseReturned {
    fn tell(&self, facts: &mut CaseFacts, by: &By<'_>) {
        let missing = Some(self.missing.clone());
        facts.new_case_reviews.push(NewCaseReview { on: by.on, missing, source: by.source.clone() });
    }
}

impl Tells for Done {
    fn tell(&self, facts: &mut CaseFacts, by: &By<'_>) {
        facts.duties.push(DutyDone {
            person: by.person,
            duty: self.duty,
            on: by.on,
            note: self.note.clone(),
            source: by.source.clone(),
        });
    }
}

impl Tells for AlertRaised {
    fn tell(&self, facts: &mut CaseFacts, by: &By<'_>) {
        facts.alerts_sent.push(AlertSent {
            person: by.person,
            on: by.on,
            to: self.to.clone(),
            text: self.text.clone(),
            due: self.due,
            source: by.source.clone(),
        });
    }
}
