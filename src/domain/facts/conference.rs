//! A conference on a family in CalWORKs and in child welfare: linked, considered, called, held, written up.
//!
//! Source: San Francisco handbook 75-9, V (Linkages).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Source;
use super::common_case::{Decided, Discovery};
use crate::domain::code_words::code_words;
use crate::domain::seat::Seat;

code_words! {
    /// What was decided on a linked case.
    pub enum ConsiderOutcome {
        /// A conference is called.
        Refer = "refer" => "a conference",
        /// No conference is called.
        Not = "not" => "no conference",
    }
}

/// A conference on a family, from the discovery that the case is linked to the minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LinkageConference {
    /// When and how the case was found to be linked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub linked: Option<Discovery>,
    /// Whether a conference was decided on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub considered: Option<Decided<ConsiderOutcome>>,
    /// When it was called, and for which day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called: Option<ConferenceCall>,
    /// The seats, each with its name, invitation and attendance.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seats: Vec<SeatTaken>,
    /// The day on which it was held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<NaiveDate>,
    /// The minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<ConferenceMinutes>,
    /// Who does what by when.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agreed: Vec<AgreedPoint>,
    /// The day on which it was canceled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub canceled: Option<NaiveDate>,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// The call of a conference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ConferenceCall {
    /// The day of the call.
    pub on: NaiveDate,
    /// The day of the conference.
    #[serde(rename = "for")]
    pub on_day: NaiveDate,
    /// The place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Whether substance abuse is an issue, so that its consultant has a seat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub substance_abuse: Option<bool>,
}

/// A seat that somebody has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SeatTaken {
    /// The seat.
    pub seat: Seat,
    /// The name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The day of the invitation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invited: Option<NaiveDate>,
    /// Whether the person came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attended: Option<bool>,
}

/// The minutes of a conference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ConferenceMinutes {
    /// The day on which they were written.
    pub on: NaiveDate,
    /// The plan for both agencies. It is protected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
}

/// What somebody agreed to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AgreedPoint {
    /// What is to be done.
    pub what: String,
    /// Who does it: the number of a worker, or a name.
    pub who: String,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<NaiveDate>,
}

impl LinkageConference {
    /// Begins with the discovery that the case is linked.
    pub const fn linked_on(linked: Discovery, source: Source) -> Self {
        Self {
            linked: Some(linked),
            considered: None,
            called: None,
            seats: Vec::new(),
            held: None,
            minutes: None,
            agreed: Vec::new(),
            canceled: None,
            source,
        }
    }

    /// Returns the first day of which anything is known.
    pub fn began(&self) -> Option<NaiveDate> {
        let linked = self.linked.as_ref().map(|linked| linked.on);
        let considered = self.considered.as_ref().map(|considered| considered.on);
        let called = self.called.as_ref().map(|called| called.on);
        linked.into_iter().chain(considered).chain(called).chain(self.held).min()
    }
}
