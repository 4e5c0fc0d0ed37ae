//! Reasons against an adverse step: what a rule looks for before it says that somebody may lose aid, and what it found.
//!
//! A finding carries every reason that was looked at, also those that the record does not hold, so that a reader sees
//! what the answer rests on and what nobody has recorded either way.

use serde::{Deserialize, Serialize};

use super::finding::Citation;
use super::message::Message;
use crate::policy::Param;
use crate::policy::param::ParamValue;

/// What a look for a reason gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReasonState {
    /// The reason applies: the step may not be taken.
    Blocks,
    /// The reason applies, but it or its source is not sure enough to decide: check before the step is taken.
    Warns,
    /// The fact that would decide is missing, or the sources do not agree: find out before the step is taken.
    CannotTell,
    /// The record was looked at and does not hold the reason.
    Absent,
}

/// A reason against an adverse step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReasonAgainst {
    /// The id of the reason: `exemption_eligible`.
    pub id: &'static str,
    /// The reason in words, as a clause: `the months of aid are used up`.
    pub says: Message,
    /// What the look for it gave.
    pub state: ReasonState,
    /// Whether nobody has recorded the fact that decides, either way.
    pub unrecorded: bool,
    /// The policy that it follows.
    pub under: Citation,
}

/// The answer of a rule that looked for a reason, before the certainty of its source is weighed.
#[derive(Debug, Clone)]
pub(super) enum Answer {
    /// The record holds the reason.
    Holds(Message),
    /// The record holds something that may be the reason.
    MayHold(Message),
    /// Nobody has recorded whether the reason applies.
    Unrecorded(Message),
    /// What is recorded does not decide whether the reason applies.
    CannotTell(Message),
    /// The record does not hold the reason.
    Absent(Message),
}

impl Answer {
    /// Returns the answer to a question that a worker answers with yes or no.
    pub(super) fn from_fact(applies: Option<bool>, says: &'static str) -> Self {
        match applies {
            Some(true) => Self::Holds(says.into()),
            Some(false) => Self::Absent(says.into()),
            None => Self::Unrecorded(says.into()),
        }
    }
}

impl ReasonAgainst {
    /// Creates the reason from what a rule found. A source that may not decide only warns.
    pub(super) fn new<T: ParamValue>(id: &'static str, answer: Answer, rule: &Param<T>) -> Self {
        let unrecorded = matches!(answer, Answer::Unrecorded(_));
        let (state, says) = match answer {
            Answer::Holds(says) if rule.can_decide() => (ReasonState::Blocks, says),
            Answer::Holds(says) | Answer::MayHold(says) => (ReasonState::Warns, says),
            Answer::Unrecorded(says) | Answer::CannotTell(says) => (ReasonState::CannotTell, says),
            Answer::Absent(says) => (ReasonState::Absent, says),
        };
        Self { id, says, state, unrecorded, under: rule.into() }
    }
}
