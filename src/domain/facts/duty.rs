//! Duties of the handbook that leave nothing behind but that they were done: reviews, talks, messages.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{CaseFacts, Source};
use crate::domain::PersonNumber;
use crate::domain::code_words::code_words;
use crate::domain::dates::Month;
use crate::domain::ids::WorkerNumber;

code_words! {
    /// A duty that is done when the worker says so.
    pub enum Duty {
        /// The hours a week that are required were explained (EC duty 11, as far as the law of today has it).
        HoursExplained = "hours_explained" => "required hours explained",
        /// Plans and goals were talked over (EC duty 15).
        GoalsDiscussed = "goals_discussed" => "plans and goals talked over",
        /// Other entries of the county's system that bear on participation were brought up to date (EC duty 21).
        EntriesUpdated = "entries_updated" => "entries of the county's system brought up to date",
        /// The case was reviewed in advance for the work participation rate (EC duty 23; handbook 42-7.24).
        AdvanceReview = "advance_review" => "WPR advance review done",
    }
}

impl Duty {
    /// Whether it is done once for the case and not for each participant.
    pub const fn is_case_wide(self) -> bool {
        matches!(self, Self::EntriesUpdated | Self::AdvanceReview)
    }
}

/// A duty that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DutyRecord {
    /// The participant.
    pub person: PersonNumber,
    /// Which duty.
    pub duty: Duty,
    /// When.
    pub on: NaiveDate,
    /// What came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// The State drew the case to measure the work participation rate (handbook 42-7.24): an advance review is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WprDraw {
    /// When the county learned of it.
    pub on: NaiveDate,
    /// The month that is measured.
    pub month: Month,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// The review of a newly assigned case (EC duty 1; handbook 42-7.38, Newly Assigned WTW Case).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NewCaseReview {
    /// When.
    pub on: NaiveDate,
    /// What is missing, where the case was returned for it; nothing where it was accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<String>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// An alert that one worker sent to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SentAlert {
    /// The participant; 0 for the case as a whole.
    pub person: PersonNumber,
    /// When.
    pub on: NaiveDate,
    /// To whom.
    pub to: WorkerNumber,
    /// What it says.
    pub text: String,
    /// By when it is to be answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

impl CaseFacts {
    /// The draw to measure the work participation rate that was known on the day `known_by`, and whose advance review
    /// was not done before the day `unreviewed_before`.
    pub fn open_wpr_draw(&self, known_by: NaiveDate, unreviewed_before: NaiveDate) -> Option<&WprDraw> {
        let reviewed = |draw: &WprDraw| {
            let mut done = self.duties.iter().filter(|done| done.duty == Duty::AdvanceReview);
            done.any(|done| draw.on <= done.on && done.on < unreviewed_before)
        };
        self.wpr_draws.iter().filter(|draw| draw.on <= known_by && !reviewed(draw)).min_by_key(|draw| draw.on)
    }
}
