//! Alerts: raised by the system of record, worked out from the record, or sent by a worker. None is ever dropped.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use sha2::{Digest as _, Sha256};

use super::dates;
use super::extract::AlertRow;
use super::facts::SentAlert;
use super::ids::{CaseNumber, PersonNumber, WorkerNumber};

/// What identifies an alert, so that its disposition is found again and a worker can type it: `c-` for one of the
/// system of record `r-` for one worked out from the record, `w-` for one that a worker sent, and ten hexadecimal digits made from what it says.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AlertKey(pub String);

impl AlertKey {
    /// The key of an alert of the system of record.
    pub fn from_county_row(row: &AlertRow) -> Self {
        Self::from_parts("c", &[row.case.as_str(), &row.raised.to_string(), &row.text, &row.origin])
    }

    /// The key of an alert worked out from the record: another due day makes another alert.
    pub fn for_rule(rule: &str, case: &CaseNumber, person: PersonNumber, due: Option<NaiveDate>) -> Self {
        let due = due.map(|due| due.to_string()).unwrap_or_default();
        Self::from_parts("r", &[rule, case.as_str(), &person.to_string(), &due])
    }

    /// The key of an alert that a worker sent.
    pub fn from_sent_alert(case: &CaseNumber, sent: &SentAlert) -> Self {
        let person = sent.person.to_string();
        Self::from_parts("w", &[case.as_str(), &person, &sent.on.to_string(), sent.to.as_str(), &sent.text])
    }

    fn from_parts(origin: &str, parts: &[&str]) -> Self {
        const BYTES: usize = 5;
        let digest = Sha256::digest(parts.join("\u{1f}"));
        Self(format!("{origin}-{}", hex::encode(digest.get(..BYTES).unwrap_or_default())))
    }
}

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
    /// A worker here, for the worker with this number.
    Sent(WorkerNumber),
}

impl fmt::Display for AlertOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::County(origin) => f.pad(origin),
            Self::Rule(_) => f.pad("rule"),
            Self::Sent(to) => f.pad(&format!("for {to}")),
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
    /// Passed over on a walk: it stays in the lists and says so.
    Skipped {
        /// The day it was passed over.
        on: NaiveDate,
        /// Why.
        reason: String,
    },
}

impl Disposition {
    /// Whether the alert still asks for something on `day`.
    pub fn is_open_on(&self, day: NaiveDate) -> bool {
        match self {
            Self::Skipped { .. } => true,
            Self::Snoozed { until } => *until <= day,
            Self::Done | Self::Refused { .. } => false,
        }
    }

    /// What a list says of it on `day`, in a few words: `skipped Thu 19 Nov, no answer`.
    pub fn list_note(&self, day: NaiveDate) -> String {
        match self {
            Self::Done => "done".to_owned(),
            Self::Snoozed { until } if *until <= day => "again".to_owned(),
            Self::Snoozed { until } => format!("snoozed until {}", dates::format_date(*until, day)),
            Self::Refused { reason } => format!("refused, {reason}"),
            Self::Skipped { on, reason } => format!("skipped {}, {reason}", dates::format_date(*on, day)),
        }
    }

    /// `text` with what is to be said of its disposition before it; as it is where nothing was done.
    pub fn text_with_note(disposition: Option<&Self>, text: &str, day: NaiveDate) -> String {
        disposition.map_or_else(|| text.to_owned(), |done| format!("{}: {text}", done.list_note(day)))
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
        self.disposition.as_ref().is_none_or(|done| done.is_open_on(day))
    }

    /// What it says in a list of `day`, with what was done with it before.
    pub fn list_text(&self, day: NaiveDate) -> String {
        Disposition::text_with_note(self.disposition.as_ref(), &self.text, day)
    }
}
