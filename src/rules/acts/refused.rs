//! Why an act is refused, in a plain sentence with the rule that forbids it.

use crate::domain::CaseNumber;
use crate::policy::Param;
use crate::policy::param::Value;
use crate::rules::finding::Citation;

/// An act that a rule or the record forbids.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, thiserror::Error)]
#[error("{says}{}", self.cited())]
pub struct Refused {
    /// The sentence.
    pub says: String,
    /// The policy that forbids it; none where the record itself does.
    pub under: Vec<Citation>,
}

impl Refused {
    /// Forbidden by the record itself.
    pub(super) fn plain(says: impl Into<String>) -> Self {
        Self { says: says.into(), under: Vec::new() }
    }

    /// Forbidden by a parameter of policy.
    pub(super) fn under<T: Value>(says: impl Into<String>, param: &Param<T>) -> Self {
        Self { says: says.into(), under: vec![param.into()] }
    }

    /// The case is not in the caseload.
    pub fn of_unknown(case: &CaseNumber) -> Self {
        Self::plain(format!("Case {case} is not in this caseload."))
    }

    fn cited(&self) -> String {
        let mut sources: Vec<&str> = Vec::new();
        for citation in &self.under {
            if !sources.contains(&citation.source.as_str()) {
                sources.push(&citation.source);
            }
        }
        if sources.is_empty() { String::new() } else { format!(" ({})", sources.join("; ")) }
    }
}
