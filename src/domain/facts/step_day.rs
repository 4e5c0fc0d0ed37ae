//! Forms of facts that may be written shorter than they are: a day with or without a time, a day in place of a whole fact,
//! one fact in place of a list.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Deserializer, Serialize};

/// The day of a step, with the time of day where somebody wrote it down. No rule compares times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "StepDayForm", into = "StepDayForm")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StepDay {
    /// The day of the step.
    pub on: NaiveDate,
    /// The time of day, where it is known.
    pub at: Option<NaiveTime>,
}

/// A day, or a day with its time: `2026-11-19` or `{"on": "2026-11-19", "at": "14:30:00"}`.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(untagged, expecting = "a step has a day (2026-11-19), or a day and a time (on, at)")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
enum StepDayForm {
    /// The day alone.
    Day(NaiveDate),
    /// The day and the time.
    Timed {
        /// The day of the step.
        on: NaiveDate,
        /// The time of day.
        at: NaiveTime,
    },
}

impl From<StepDayForm> for StepDay {
    fn from(form: StepDayForm) -> Self {
        match form {
            StepDayForm::Day(on) => Self { on, at: None },
            StepDayForm::Timed { on, at } => Self { on, at: Some(at) },
        }
    }
}

impl From<StepDay> for StepDayForm {
    fn from(day: StepDay) -> Self {
        day.at.map_or(Self::Day(day.on), |at| Self::Timed { on: day.on, at })
    }
}

impl From<NaiveDate> for StepDay {
    fn from(on: NaiveDate) -> Self {
        Self { on, at: None }
    }
}

impl StepDay {
    /// Returns the time as people write it, `14:30`, where it is known.
    pub fn time_text(self) -> Option<String> {
        self.at.map(|at| at.format("%H:%M").to_string())
    }
}

/// A day, or the whole fact of which older data keep the day alone.
#[derive(Deserialize)]
#[serde(untagged, expecting = "a day (2026-11-19), or the fact with all its fields")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) enum DayOr<T> {
    /// The day alone.
    Day(NaiveDate),
    /// The whole fact.
    Whole(T),
}

/// One fact, or several in a list.
#[derive(Deserialize)]
#[serde(untagged, expecting = "one fact with its fields, or a list of them")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) enum OneOrMany<T> {
    /// One fact.
    One(T),
    /// Several facts.
    Many(Vec<T>),
}

/// Reads one fact or a list of them.
pub(super) fn one_or_many<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    Ok(match OneOrMany::deserialize(deserializer)? {
        OneOrMany::One(one) => vec![one],
        OneOrMany::Many(many) => many,
    })
}
