//! Code table: the kinds of supportive service that a rule asks for, and the words by which counties name them.

use serde::Deserialize;

use super::param::Certainty;
use crate::domain::code_words::code_words;

code_words! {
    /// A kind of supportive service that a rule asks for by name.
    pub enum ServiceKindId {
        /// Child care.
        ChildCare = "child_care",
        /// Transport to and from an activity.
        Transport = "transport",
        /// Treatment and counseling, also for domestic abuse.
        Treatment = "treatment",
    }
}

/// A kind of supportive service.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceKind {
    /// The kind.
    pub id: ServiceKindId,
    /// The words of counties for the kind, in lowercase; one of them anywhere in the name of a service names it.
    pub words: Vec<String>,
    /// Whether the letter that sets the day of an advance payment names the kind. A service of no listed kind is an
    /// ancillary one, which it names.
    pub day_of_payment: bool,
    /// The statute, letter, handbook section or office that says so.
    pub source: String,
    /// How sure the source is.
    pub certainty: Certainty,
}

impl ServiceKind {
    /// Returns whether `name`, in lowercase, names the kind.
    pub fn is_named_in(&self, name: &str) -> bool {
        self.words.iter().any(|word| name.contains(word.as_str()))
    }
}
