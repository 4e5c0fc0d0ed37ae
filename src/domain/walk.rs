//! Walks: a worker goes through a list case by case and may stop and continue later.
//!
//! What a worker does with an alert on a walk is recorded as everywhere else; the progress only holds which cases were
//! passed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::alert::{AlertKey, Disposition};
use super::code_words::code_words;
use super::ids::{CaseNumber, PersonNumber};

code_words! {
    /// The list that a worker walks through.
    pub enum WalkList {
        /// Everything that is due.
        Today = "today" => "Today",
        /// Action required (ES109), all five categories.
        Action = "action" => "Action",
        /// Alerts that are open.
        Alerts = "alerts" => "Alerts",
        /// The case listing (ES108): every case that asks for something, by number.
        Cases = "cases" => "Cases",
    }
}

/// The progress of a walk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WalkProgress {
    /// The list that the worker walks through.
    pub list: WalkList,
    /// The day on which the walk began.
    pub begun: NaiveDate,
    /// The cases that were passed, in order.
    pub steps: Vec<WalkStep>,
}

/// A case that the worker passed on a walk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WalkStep {
    /// The number of the case.
    pub case: CaseNumber,
    /// The participant's number in the case; 0 for the case as a whole.
    pub person: PersonNumber,
    /// The keys of the alerts that the list showed for the case.
    pub alerts: Vec<AlertKey>,
    /// What the worker did with the case.
    pub how: WalkOutcome,
}

/// What a worker did with a case on a walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WalkOutcome {
    /// The worker did what the list asked for.
    Done,
    /// The worker skipped the case, with a reason.
    Skipped,
    /// The worker put the case off.
    Snoozed {
        /// The day on which the case comes back.
        until: NaiveDate,
    },
    /// The worker refused the alerts of the case, with a reason.
    Refused,
    /// The worker dictated a contact; alerts that it did not clear stay in the list.
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
    /// Returns whether the case still counts as passed on `day`: a snoozed case comes back on its day.
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
    /// Creates the progress of a walk at its start.
    pub const fn new(list: WalkList, on: NaiveDate) -> Self {
        Self { list, begun: on, steps: Vec::new() }
    }

    /// Returns the progress after one more step.
    pub fn with_step(&self, step: WalkStep) -> Self {
        let mut place = self.clone();
        place.steps.push(step);
        place
    }

    /// Returns the progress as if the worker had not passed an alert.
    pub fn without_alert(&self, alert: &AlertKey) -> Self {
        let mut place = self.clone();
        let held = |step: &WalkStep| step.alerts.contains(alert);
        place.steps.retain(|step| !(held(step) && step.alerts.len() == 1));
        for step in &mut place.steps {
            step.alerts.retain(|key| key != alert);
        }
        place
    }

    /// Returns whether the worker has passed an alert as of `day`.
    pub fn has_passed(&self, alert: &AlertKey, day: NaiveDate) -> bool {
        let last = self.steps.iter().rev().find(|step| step.alerts.contains(alert));
        last.is_some_and(|step| step.how.is_passed_on(day))
    }

    /// Returns how many cases were done, skipped and so on, as of `day`, without outcomes that no case has.
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

    #[test]
    fn an_alert_that_was_not_passed_takes_no_other_with_it() {
        let both = WalkStep {
            alerts: ["r-1", "r-2"].map(|alert| AlertKey(alert.into())).to_vec(),
            ..step("r-1", WalkOutcome::Skipped)
        };
        let place = WalkProgress::new(WalkList::Today, day("2026-11-19"))
            .with_step(both)
            .with_step(step("r-1", WalkOutcome::Done))
            .with_step(step("r-3", WalkOutcome::Done));
        let without = place.without_alert(&AlertKey("r-1".into()));
        let left: Vec<Vec<String>> =
            without.steps.iter().map(|step| step.alerts.iter().map(|alert| alert.0.clone()).collect()).collect();
        assert_eq!(left, [["r-2"], ["r-3"]], "a step about the alert alone goes, and one about another too keeps it");
    }
}
