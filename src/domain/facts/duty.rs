//! Duties of the handbook that leave no other trace in the record: reviews, talks, messages.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Source;
use crate::domain::PersonNumber;
use crate::domain::code_words::code_words;
use crate::domain::dates::Month;
use crate::domain::ids::WorkerNumber;

code_words! {
    /// A duty that counts as done when the worker says so.
    pub enum Duty {
        /// The required hours a week were explained (EC duty 11, as far as today's law has it).
        HoursExplained = "hours_explained" => "required hours explained",
        /// Plans and goals were discussed (EC duty 15).
        GoalsDiscussed = "goals_discussed" => "plans and goals discussed",
        /// Other entries of the county's system that affect participation were updated (EC duty 21).
        EntriesUpdated = "entries_updated" => "entries of the county's system brought up to date",
        /// The case was reviewed in advance for the work participation rate (EC duty 23; handbook 42-7.24).
        AdvanceReview = "advance_review" => "WPR advance review done",
    }
}

impl Duty {
    /// Returns whether the duty is done once for the case and not for each participant.
    pub const fn is_case_wide(self) -> bool {
        matches!(self, Self::EntriesUpdated | Self::AdvanceReview)
    }
}

/// A duty that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DutyRecord {
    /// The participant's number in the case.
    pub person: PersonNumber,
    /// The duty that was done.
    pub duty: Duty,
    /// The day on which it was done.
    pub on: NaiveDate,
    /// The result, in the worker's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// A draw of the case by the State to measure the work participation rate (handbook 42-7.24). An advance review is
/// due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WprDraw {
    /// The day on which the county learned of the draw.
    pub on: NaiveDate,
    /// The month for which the rate is measured.
    pub month: Month,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// The review of a newly assigned case (EC duty 1; handbook 42-7.38, Newly Assigned WTW Case).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NewCaseReview {
    /// The day of the review.
    pub on: NaiveDate,
    /// What is missing, where the case was returned; left out where it was accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<String>,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// An alert that one worker sent to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SentAlert {
    /// The participant's number in the case; 0 for the case as a whole.
    pub person: PersonNumber,
    /// The day on which it was sent.
    pub on: NaiveDate,
    /// The number of the worker who receives the alert.
    pub to: WorkerNumber,
    /// The text of the alert.
    pub text: String,
    /// The day by which the receiver should answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
    /// Whether a conference on a linked case agreed on it, so that it tells that the family is in child welfare.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub of_conference: bool,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}
