//! The clocks of a case: the time that each counts, how far it has run, and when it ends. Every clock is derived from
//! the facts; none is typed in.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::finding::{Citation, Ground};
use super::message::{Message, Value};
use crate::domain::PersonNumber;
use crate::domain::code_words::code_words;
use crate::domain::dates::days_between;
use crate::domain::facts::Source;
use crate::policy::Param;
use crate::policy::param::ParamValue;

code_words! {
    /// The kind of the clock.
    pub enum ClockId {
        /// The 20-day good-cause period.
        GoodCausePeriod = "good_cause_period" => "20-day period",
        /// The compliance plan.
        CompliancePlan = "compliance_plan" => "Compliance plan",
        /// The cure of a sanction.
        Cure = "cure" => "Cure",
        /// The monthly contact.
        Contact = "contact" => "Contact",
        /// The day by which a plan is due.
        PlanDue = "plan_due" => "Plan due",
        /// The days after signing during which changes may be requested.
        PlanChanges = "plan_changes" => "Plan changes",
        /// The days from the beginning of training during which reassignment may be requested.
        PlanReassignment = "plan_reassignment" => "Reassignment",
        /// The end or review of an exemption.
        Exemption = "exemption" => "Exemption",
        /// Months on aid against the limit.
        TimeOnAid = "time_on_aid" => "Time on aid",
        /// Months of federally funded aid against their limit.
        FederalTime = "federal_time" => "TANF-60",
        /// The 24-month clock, while it was in force.
        Clock24 = "clock24" => "24-month clock",
        /// The youngest child turns six.
        ChildTurnsSix = "child_turns_six" => "Child turns six",
        /// The time that a client has to answer a message before a home visit follows.
        CallBack = "call_back" => "Call back",
        /// The time that a client has to answer the last letter.
        FinalLetterReply = "final_letter_reply" => "Last letter",
        /// The months in which a client was not reached.
        Unreached = "unreached" => "Unreached",
        /// The next progress report of the social worker.
        NextReport = "next_report" => "Next report",
    }
}

/// The unit that a clock counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockUnit {
    /// Calendar days.
    Days,
    /// Working days.
    WorkingDays,
    /// Months.
    Months,
}

/// A clock as the strip draws it: `used` of `of` units, ending on `due`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Clock {
    /// The kind of the clock.
    pub id: ClockId,
    /// The participant; 0 for the case as a whole.
    pub person: PersonNumber,
    /// The units used up by the day; `None` if a fact is missing.
    pub used: Option<i64>,
    /// The total number of units; `None` if the clock is open-ended.
    pub of: Option<i64>,
    /// The unit that the clock counts in.
    pub unit: ClockUnit,
    /// The last day, included.
    pub due: Option<NaiveDate>,
    /// The clock in a few words: `day 20 of 20`.
    pub says: Message,
    /// The facts that support it.
    pub because: Vec<Ground>,
    /// The policy that it follows.
    pub under: Vec<Citation>,
    /// The facts that are missing or in conflict, so that the clock may be wrong.
    pub cannot_tell: Vec<Message>,
}

impl Clock {
    /// Returns the name of the clock in the strip of clocks.
    pub const fn title(&self) -> &'static str {
        self.id.title()
    }

    /// Returns whether the clock has run out by `on`.
    pub fn has_ended(&self, on: NaiveDate) -> bool {
        self.due.is_some_and(|due| due < on) || self.used.zip(self.of).is_some_and(|(used, of)| used > of)
    }

    pub(super) fn new(id: ClockId, person: PersonNumber, unit: ClockUnit, says: impl Into<Message>) -> Self {
        Self {
            id,
            person,
            used: None,
            of: None,
            unit,
            due: None,
            says: says.into(),
            because: Vec::new(),
            under: Vec::new(),
            cannot_tell: Vec::new(),
        }
    }

    pub(super) const fn with_progress(mut self, used: i64, of: i64) -> Self {
        self.used = Some(used);
        self.of = Some(of);
        self
    }

    /// Counts the clock in days, from the day before day 1 (`after`) to the last day. A last day before `after` is
    /// taken as `after`: a clock does not end before it begins.
    pub(super) fn with_day_span(self, after: NaiveDate, last: NaiveDate, on: NaiveDate) -> Self {
        let last = last.max(after);
        self.with_progress(days_between(after, on), days_between(after, last)).due_on(last)
    }

    pub(super) const fn due_on(mut self, due: NaiveDate) -> Self {
        self.due = Some(due);
        self
    }

    pub(super) fn with_ground(mut self, fact: impl Into<Message>, value: impl Into<Value>, source: &Source) -> Self {
        self.because.push(Ground::new(fact, value, source));
        self
    }

    pub(super) fn under_policy<T: ParamValue>(mut self, param: &Param<T>) -> Self {
        self.under.push(param.into());
        self
    }

    pub(super) fn cannot_tell(mut self, what: impl Into<Message>) -> Self {
        self.cannot_tell.push(what.into());
        self
    }
}
