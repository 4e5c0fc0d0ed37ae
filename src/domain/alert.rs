//! Alerts: raised by the system of record, worked out from the record by a rule, or sent by a worker. No alert is ever
//! dropped. The text of an alert is made in `desk`, because that of a rule's alert comes from its finding.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use sha2::{Digest as _, Sha256};

use super::checklist::ItemId;
use super::dates::Month;
use super::extract::AlertRow;
use super::facts::SentAlert;
use super::ids::{CaseNumber, PersonNumber, RowId, WorkerNumber};

/// The key of an alert, by which its disposition is found again and which a worker can type: `c-` for an alert of the
/// system of record, `r-` for one that a rule worked out, `w-` for one that a worker sent, `n-` for a worker's own reminder,
/// followed by ten hexadecimal digits of a hash of the alert's content.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AlertKey(pub String);

impl AlertKey {
    /// Returns the key of an alert of the system of record.
    pub fn from_county_row(row: &AlertRow) -> Self {
        Self::from_parts("c", &[row.case.as_str(), &row.raised.to_string(), &row.text, &row.origin])
    }

    /// Returns the key of an alert that a rule worked out. Another due day makes another alert, and so does another matter
    /// of the person, where they have several (`ordinal`).
    pub fn for_rule(
        rule: &str,
        case: &CaseNumber,
        person: PersonNumber,
        due: Option<NaiveDate>,
        ordinal: Option<u32>,
    ) -> Self {
        let due = due.map(|due| due.to_string()).unwrap_or_default();
        let (person, ordinal) = (person.to_string(), ordinal.map(|ordinal| ordinal.to_string()));
        let mut parts = vec![rule, case.as_str(), &person, &due];
        parts.extend(ordinal.as_deref());
        Self::from_parts("r", &parts)
    }

    /// Returns the key of an alert that a point of a supervisor's review raised; another day of the review makes another.
    pub fn for_review(case: &CaseNumber, month: Month, on: NaiveDate, item: &ItemId) -> Self {
        Self::from_parts("s", &[case.as_str(), &month.to_string(), &on.to_string(), &item.0])
    }

    /// Returns the key of an alert that a worker sent.
    pub fn from_sent_alert(case: &CaseNumber, sent: &SentAlert) -> Self {
        let person = sent.person.to_string();
        Self::from_parts("w", &[case.as_str(), &person, &sent.on.to_string(), sent.to.as_str(), &sent.text])
    }

    /// Returns the key of a worker's own reminder; it stays the same when the reminder is changed.
    pub fn for_reminder(reminder: RowId) -> Self {
        Self::from_parts("n", &[&reminder.to_string()])
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
    /// The system of record or a worker through it, in the county's words.
    County(String),
    /// A rule of this program, by the rule's id.
    Rule(String),
    /// A worker of this program; the number is that of the worker who receives it.
    Sent(WorkerNumber),
    /// A supervisor's review of a case; the number is that of the EC whose case it is.
    Review(WorkerNumber),
    /// The worker themselves: a reminder with this id.
    Own(RowId),
}

impl fmt::Display for AlertOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::County(origin) => f.pad(origin),
            Self::Rule(_) => f.pad("rule"),
            Self::Review(_) => f.pad("review"),
            Self::Own(_) => f.pad("own"),
            Self::Sent(to) => f.pad(&format!("for {to}")),
        }
    }
}

/// What a worker did with an alert.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "as")]
pub enum Disposition {
    /// The worker did what the alert asked for.
    Done,
    /// The worker put the alert off; it is open again on the day `until`.
    Snoozed {
        /// The day on which the alert is open again.
        until: NaiveDate,
    },
    /// The worker refused the alert.
    Refused {
        /// The worker's reason.
        reason: String,
    },
    /// The worker skipped the alert on a walk. It stays in the lists with a note that says so.
    Skipped {
        /// The day on which it was skipped.
        on: NaiveDate,
        /// The worker's reason.
        reason: String,
    },
}

impl Disposition {
    /// Returns whether the alert still asks for something on `day`.
    pub fn is_open_on(&self, day: NaiveDate) -> bool {
        match self {
            Self::Skipped { .. } => true,
            Self::Snoozed { until } => *until <= day,
            Self::Done | Self::Refused { .. } => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snoozed_alert_is_open_again_on_its_day_and_a_skipped_one_stays_open() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let until = day("2026-11-23");
        let open_on = |disposition: Disposition| {
            ["2026-11-22", "2026-11-23", "2026-11-24"].map(|on| disposition.is_open_on(day(on)))
        };
        let reason = String::new;
        assert_eq!(open_on(Disposition::Snoozed { until }), [false, true, true]);
        assert_eq!(open_on(Disposition::Done), [false; 3]);
        assert_eq!(open_on(Disposition::Refused { reason: reason() }), [false; 3]);
        assert_eq!(open_on(Disposition::Skipped { on: until, reason: reason() }), [true; 3]);
    }

    #[test]
    fn a_key_and_an_origin_are_shown_in_words_and_keep_their_width() {
        assert_eq!(format!("{:<6}|", AlertKey("r-1".into())), "r-1   |");
        let origins = [
            AlertOrigin::County("County".into()),
            AlertOrigin::Rule("plan_due".into()),
            AlertOrigin::Sent("V1A4".parse().unwrap()),
            AlertOrigin::Own(RowId(uuid::Uuid::nil())),
        ];
        assert_eq!(origins.map(|origin| format!("{origin:>9}")), ["   County", "     rule", " for V1A4", "      own"]);
    }
}
