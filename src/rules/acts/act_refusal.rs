//! Why an act is refused, in a plain sentence with the rule that forbids it.

use std::fmt;

use serde::Serialize;

use crate::domain::CaseNumber;
use crate::policy::Param;
use crate::policy::param::ParamValue;
use crate::rules::finding::Citation;
use crate::rules::message::{DateStyle, Message, message};

/// An act that a rule or the record forbids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActRefusal {
    /// The sentence.
    pub says: Message,
    /// The policy that forbids it; none where the record itself does.
    pub under: Vec<Citation>,
}

impl ActRefusal {
    /// A refusal by the record itself.
    pub(super) fn from_message(says: impl Into<Message>) -> Self {
        Self { says: says.into(), under: Vec::new() }
    }

    /// A refusal by a parameter of policy.
    pub(super) fn from_policy<T: ParamValue>(says: impl Into<Message>, param: &Param<T>) -> Self {
        Self { says: says.into(), under: vec![param.into()] }
    }

    /// The refusal of an act on a case that is not in the caseload.
    pub fn for_unknown_case(case: &CaseNumber) -> Self {
        Self::from_message(message!("Case {} is not in this caseload.", case.to_string()))
    }
}

impl std::error::Error for ActRefusal {}

/// The sentence for people, and in parentheses the sources of the policy, each once.
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
