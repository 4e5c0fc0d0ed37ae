//! A parameter as lists show it, and a statutory one that an office changed.

use std::fmt;

use chrono::NaiveDate;
use serde::Serialize;

use super::param::{Certainty, Param, ParamValue, PolicyValue};
use crate::domain::shared_text::SharedText;

/// A parameter in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ParamSummary {
    /// The name of the parameter.
    pub parameter: &'static str,
    /// The value.
    pub value: PolicyValue,
    /// The first day on which it holds.
    pub in_force_from: NaiveDate,
    /// The last day on which it holds, where one is known.
    pub until: Option<NaiveDate>,
    /// The statute, letter, handbook section or office that says so.
    pub source: SharedText,
    /// How sure the source is.
    pub certainty: Certainty,
    /// The rule in plain words.
    pub words: Option<SharedText>,
}

pub(super) fn summarize_param<T: ParamValue>(param: &Param<T>) -> ParamSummary {
    ParamSummary {
        parameter: param.name,
        value: param.value.to_policy_value(),
        in_force_from: param.in_force_from,
        until: param.until,
        source: param.source.clone(),
        certainty: param.certainty,
        words: param.words.clone(),
    }
}

/// A statutory value that an office's file replaced or took away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatuteChange {
    /// The name of the parameter, or the table and the code: `exemption_reason child_0_23_months`.
    pub what: String,
    /// The value of the statute or letter, as people read it.
    pub before: String,
    /// The value of the office; `None` if the office took it away.
    pub after: Option<String>,
    /// The statute or letter that the office's file names for the change.
    pub citation: Option<String>,
}

/// Writes the change with its citation.
impl fmt::Display for StatuteChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let after = self.after.as_deref().unwrap_or("dropped");
        let citation = self.citation.as_deref().unwrap_or_default();
        write!(f, "{}: {} instead of {} ({citation})", self.what, after, self.before)
    }
}

pub(super) fn change_of_statute<T: ParamValue>(
    before: Option<&Param<T>>,
    after: Option<&Param<T>>,
) -> Option<StatuteChange> {
    let before = before.filter(|param| param.certainty.is_statutory())?;
    let value = before.value.to_policy_value();
    if after.is_some_and(|after| after.value.to_policy_value() == value && after.can_decide()) {
        return None;
    }
    Some(StatuteChange {
        what: before.name.to_owned(),
        before: value.to_string(),
        after: after.map(|after| after.value.to_policy_value().to_string()),
        citation: after.and_then(|after| after.statute_changed.as_ref()).map(ToString::to_string),
    })
}
