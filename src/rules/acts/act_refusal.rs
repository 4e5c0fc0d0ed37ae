//! Why an act is refused, in a plain sentence with the rule that forbids it.

use crate::domain::CaseNumber;
use crate::policy::Param;
use crate::policy::param::ParamValue;
use crate::rules::finding::Citation;

/// An act that a rule or the record forbids.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, thiserror::Error)]
#[error("{says}{}", self.sources_text())]
pub struct ActRefusal {
    /// The sentence.
    pub says: String,
    /// The policy that forbids it; none where the record itself does.
    pub under: Vec<Citation>,
}

impl ActRefusal {
    /// Forbidden by the record itself.
    pub(super) fn from_message(says: impl Into<String>) -> Self {
        Self { says: says.into(), under: Vec::new() }
    }

    /// Forbidden by a parameter of policy.
    pub(super) fn from_policy<T: ParamValue>(says: impl Into<String>, param: &Param<T>) -> Self {
        Self { says: says.into(), under: vec![param.into()] }
    }

    /// The case is not in the caseload.
    pub fn for_unknown_case(case: &CaseNumber) -> Self {
        Self::from_message(format!("Case {case} is not in this caseload."))
    }

    fn sources_text(&self) -> String {
        let mut sources: Vec<&str> = Vec::new();
        for citation in &self.under {
            if !sources.contains(&citation.source.as_str()) {
                sources.push(&citation.source);
            }
        }
        if sources.is_empty() { String::new() } else { format!(" ({})", sources.join("; ")) }
    }
}
