//! Alerts: raised by the system of record, worked out from the record, or sent by a worker. None is ever dropped.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ids::{CaseNumber, PersonNumber};

/// What identifies an alert, so that its disposition is found again: `county|…` for one of the system of record,
/// `rule|…` for one worked out from the record.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AlertKey(pub String);

impl fmt::Display for AlertKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Who or what raised an alert.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertOrigin {
    /// The system of record, or a worker through it; in its words.
    County(String),
    /// A rule of this program, by its id.
    Rule(String),
}

impl fmt::Display for AlertOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::County(origin) => f.pad(origin),
            Self::Rule(_) => f.pad("rule"),
        }
    }
}

/// What a worker did with an alert.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "as")]
pub enum Disposition {
    /// What it asked for is done.
    Done,
    /// Put off until a day; it is back on that day.
    Snoozed {
        /// The day it comes back.
        until: NaiveDate,
    },
    /// Refused.
    Refused {
        /// Why.
        reason: String,
    },
}

impl Disposition {
    /// Whether the alert still asks for something on `day`.
    pub fn leaves_open(&self, day: NaiveDate) -> bool {
        matches!(self, Self::Snoozed { until } if *until <= day)
    }
}

/// An alert as the lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alert {
    /// What identifies it.
    pub key: AlertKey,
    /// The case.
    pub case: CaseNumber,
    /// The participant; 0 for the case as a whole.
    pub person: PersonNumber,
    /// What it says.
    pub text: String,
    /// Who or what raised it.
    pub origin: AlertOrigin,
    /// When it was raised; unknown for one worked out from the record.
    pub raised: Option<NaiveDate>,
    /// When it is due.
    pub due: Option<NaiveDate>,
    /// What was done with it, if anything.
    pub disposition: Option<Disposition>,
}

impl Alert {
    /// Whether the alert asks for something on `day`.
    pub fn is_open(&self, day: NaiveDate) -> bool {
        self.disposition.as_ref().is_none_or(|done| done.leaves_open(day))
    }
}
