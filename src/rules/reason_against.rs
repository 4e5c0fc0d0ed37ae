//! What a rule answers when it looks for a reason against an adverse step, before it says that somebody may lose aid.
//!
//! A finding carries every reason that was looked at, also those that the record does not hold, so that a reader sees
//! what the answer rests on and what nobody has recorded either way.

use super::finding::Citation;
pub use super::finding::{ReasonAgainst, ReasonState};
use super::message::{Message, message};
use crate::domain::facts::Source;
use crate::policy::Param;
use crate::policy::param::ParamValue;

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
    /// The record does not hold the reason; the text says what was found instead.
    Absent(Message),
}

impl Answer {
    /// Returns the answer to a question that a worker answers with yes or no: the reason, or what was found in its
    /// place.
    pub(super) fn from_fact(applies: Option<bool>, says: &'static str, found: &'static str) -> Self {
        match applies {
            Some(true) => Self::Holds(says.into()),
            Some(false) => Self::Absent(found.into()),
            None => Self::Unrecorded(says.into()),
        }
    }

    /// Returns the answer to a question whose reason is that something was not done: what nobody has recorded is said
    /// without the "not", so that "nobody has recorded whether" reads well before it.
    pub(super) fn from_omission(applies: Option<bool>, says: &'static str, done: &'static str) -> Self {
        applies.map_or_else(|| Self::Unrecorded(done.into()), |applies| Self::from_fact(Some(applies), says, done))
    }
}

impl ReasonAgainst {
    /// Creates the reason from what a rule found. A source that may not decide only warns.
    pub(super) fn new<T: ParamValue>(id: &'static str, answer: Answer, rule: &Param<T>) -> Self {
        Self::under(id, answer, rule.into())
    }

    /// Creates the reason from what a rule found, under the policy that is cited.
    pub(super) fn under(id: &'static str, answer: Answer, citation: Citation) -> Self {
        let unrecorded = matches!(answer, Answer::Unrecorded(_));
        let (state, says) = match answer {
            Answer::Holds(says) if citation.certainty.can_decide() => (ReasonState::Blocks, says),
            Answer::Holds(says) | Answer::MayHold(says) => (ReasonState::Warns, says),
            Answer::Unrecorded(says) | Answer::CannotTell(says) => (ReasonState::CannotTell, says),
            Answer::Absent(says) => (ReasonState::Absent, says),
        };
        Self { id, says, state, unrecorded, under: citation, source: Source::Stated }
    }

    /// Sets the entry or row that states the fact that decides.
    pub(super) fn stated_by(self, source: &Source) -> Self {
        Self { source: source.clone(), ..self }
    }

    /// Returns this reason together with another of the same id, so that neither hides the other. One that forbids decides
    /// alone. Else both are said, and a question that is open beside one of them stays open.
    pub(super) fn beside(self, other: Self) -> Self {
        if self.state == ReasonState::Blocks || (other.state == ReasonState::Absent && !other.unrecorded) {
            return self;
        }
        if other.state == ReasonState::Blocks || !self.is_said() {
            return if self.unrecorded { other.left_open() } else { other };
        }
        if !other.is_said() {
            return self.left_open();
        }
        let state = self.state.max(other.state);
        let says = if self.says == other.says { self.says } else { message!("{}; {}", self.says, other.says) };
        Self { says, state, ..self }
    }

    /// Returns whether the record holds something that is or may be the reason.
    fn is_said(&self) -> bool {
        self.state != ReasonState::Absent && !self.unrecorded
    }

    /// Returns the reason beside an unanswered question: what only warns does not answer it.
    fn left_open(self) -> Self {
        let state = if self.state == ReasonState::Warns { ReasonState::CannotTell } else { self.state };
        Self { state, ..self }
    }
}
