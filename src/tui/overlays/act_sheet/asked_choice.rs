//! A choice that a line of the act sheet asks about with yes or no.

/// A choice that a line asks about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedChoice {
    /// The value of the choice in the act.
    pub value: String,
    /// The question.
    pub title: String,
    /// What the record says of it, if it says anything.
    pub known: Option<String>,
    /// The statute or the section of the handbook behind the question.
    pub source: Option<String>,
}
