//! What proves something on a checklist.

use std::fmt;

use crate::domain::facts::Source;
use crate::rules::finding::Ground;

/// The facts that prove something; nothing where it is not proven.
pub(super) type Evidence = Option<Vec<Ground>>;

pub(super) fn new_ground(fact: impl Into<String>, value: &dyn fmt::Display, source: &Source) -> Ground {
    Ground { fact: fact.into(), value: value.to_string(), source: source.clone() }
}
