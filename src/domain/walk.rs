//! Walking a list case by case: the place where a worker stopped, so that the walk goes on there later.
//!
//! What is done with an alert on a walk is recorded like everywhere else; the place only knows which cases were passed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::alert::{AlertKey, Disposition};
use super::code_words::code_words;
use super::ids::{CaseNumber, PersonNumber};

code_words! {
    /// The list that is walked.
    pub enum WalkList {
        /// Everything that is due.
        Today = "today" => "Today",
        /// Action required (ES109), all five categories.
        Action = "action" => "Action",
        /// Alerts that are open.
        Alerts = "alerts" => "Alerts",
    }
}

/// How far a walk has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WalkProgress {
    /// The list.
    pub list: WalkList,
    /// The day it was begun.
    pub begun: NaiveDate,
    /// The cases that were passed, in order.
    pub steps: Vec<WalkStep>,
}

/// A case that was passed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WalkStep {
    /// The case.
    pub case: CaseNumber,
    /// The participant; 0 for the case as a whole.
    pub person: PersonNumber,
    /// What the list asked for on it.
    pub alerts: Vec<AlertKey>,
    /// What was done with it.
    pub how: WalkOutcome,
}

/// What was done with a case on a walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WalkOutcome {
    /// What it asked for is done.
    Done,
    /// Passed over, with a reason.
    Skipped,
    /// Put off.
    Snoozed {
        /// The day it comes back.
        until: NaiveDate,
    },
    /// Refused, with a reason.
    Refused,
    /// A contact was dictated; what it did not clear stays in the list.
    Dictated,
}

impl From<&Disposition> for WalkOutcome {
    fn from(disposition: &Disposition) -> Self {
        match disposition {
            Disposition::Done => Self::Done,
            Disposition::Snoozed { until } => Self::Snoozed { until: *until },
            Disposition::Refused { .. } => Self::Refused,
            Disposition::Skipped { .. } => Self::Skipped,
        }
    }
}

impl WalkOutcome {
    /// Whether the case is still behind the worker on `day`: a snoozed one comes back on its day.
    fn is_passed_on(self, day: NaiveDate) -> bool {
        !matches!(self, Self::Snoozed { until } if until <= day)
    }

    const fn tally_label(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Skipped => "skipped",
            Self::Snoozed { .. } => "snoozed",
            Self::Refused => "refused",
            Self::Dictated => "dictated",
        }
    }
}

impl WalkProgress {
    /// A walk at its start.
    pub const fn new(list: WalkList, on: NaiveDate) -> Self {
        Self { list, begun: on, steps: Vec::new() }
    }

    /// The place after one more step.
    pub fn with_step(&self, step: WalkStep) -> Self {
        let mut place = self.clone();
        place.steps.push(step);
        place
    }

    /// Whether an alert lies behind the worker on `day`.
    pub fn has_passed(&self, alert: &AlertKey, day: NaiveDate) -> bool {
        let last = self.steps.iter().rev().find(|step| step.alerts.contains(alert));
        last.is_some_and(|step| step.how.is_passed_on(day))
    }

    /// How many cases were done, skipped and so on, as of `day`; those that are none are left out.
    pub fn outcome_counts(&self, day: NaiveDate) -> Vec<(usize, &'static str)> {
        let passed: Vec<_> = self.steps.iter().map(|step| step.how).filter(|how| how.is_passed_on(day)).collect();
        ["done", "dictated", "skipped", "snoozed", "refused"]
            .map(|word| (passed.iter().filter(|how| how.tally_label() == word).count(), word))
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn step(alert: &str, how: WalkOutcome) -> WalkStep {
        let alerts = vec![AlertKey(alert.into())];
        WalkStep { case: "12B10077".parse().unwrap(), person: PersonNumber(1), alerts, how }
    }

    #[test]
    fn a_snoozed_case_comes_back_on_its_day_and_the_others_stay_passed() {
        let until = day("2026-11-23");
        let place = WalkProgress::new(WalkList::Today, day("2026-11-19"))
            .with_step(step("r-1", WalkOutcome::Snoozed { until }))
            .with_step(step("r-2", WalkOutcome::Skipped))
            .with_step(step("r-3", WalkOutcome::Dictated));
        let passed = |alert: &str, on: &str| place.has_passed(&AlertKey(alert.into()), day(on));
        assert!(passed("r-1", "2026-11-22") && !passed("r-1", "2026-11-23"));
        assert!(passed("r-2", "2026-12-01") && passed("r-3", "2026-12-01") && !passed("r-4", "2026-11-19"));
        assert_eq!(place.outcome_counts(day("2026-11-22")), [(1, "dictated"), (1, "skipped"), (1, "snoozed")]);
        assert_eq!(place.outcome_counts(until), [(1, "dictated"), (1, "skipped")]);
        let done = place.with_step(step("r-1", WalkOutcome::Done));
        assert!(done.has_passed(&AlertKey("r-1".into()), until), "what was done with it last counts");
    }
}
