//! The reason why an act is refused: a plain sentence and the rule that forbids the act.

use std::fmt;

use serde::Serialize;

use crate::domain::CaseNumber;
use crate::policy::Param;
use crate::policy::param::ParamValue;
use crate::rules::finding::Citation;
use crate::rules::message::{DateStyle, Message, message};

/// The refusal of an act that a rule or the record forbids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActRefusal {
    /// The reason, as a sentence.
    pub says: Message,
    /// The policy that forbids the act; empty if the record itself forbids it.
    pub under: Vec<Citation>,
}

impl ActRefusal {
    /// Creates a refusal by the record itself.
    pub(super) fn from_message(says: impl Into<Message>) -> Self {
        Self { says: says.into(), under: Vec::new() }
    }

    /// Creates a refusal by a policy parameter.
    pub(super) fn from_policy<T: ParamValue>(says: impl Into<Message>, param: &Param<T>) -> Self {
        Self { says: says.into(), under: vec![param.into()] }
    }

    /// Creates the refusal of an act on a case that is not in the caseload.
    pub fn for_unknown_case(case: &CaseNumber) -> Self {
        Self::from_message(message!("Case {} is not in this caseload.{}", case.to_string(), case.meant_question()))
    }
}

impl std::error::Error for ActRefusal {}

/// Writes the sentence for people, followed by the sources of the policy in parentheses, each source once.
impl fmt::Display for ActRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.says.to_text(DateStyle::Long))?;
        let mut sources: Vec<&str> = Vec::new();
        for citation in &self.under {
            if !sources.contains(&citation.source.as_str()) {
                sources.push(&citation.source);
            }
        }
        if sources.is_empty() { Ok(()) } else { write!(f, " ({})", sources.join("; ")) }
    }
}
