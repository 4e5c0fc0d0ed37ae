//! The clocks of a case: what runs, how far it has run, and when it ends. All derived, none typed.

use std::fmt::Display;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::finding::{Citation, Ground};
use super::view::{Participant, View};
use super::{contact, cure, exemption, household, noncompliance, plan, sanction, time_on_aid};
use crate::domain::PersonNumber;
use crate::domain::dates::{Month, days_between};
use crate::domain::facts::Source;
use crate::policy::Param;
use crate::policy::param::ParamValue;

/// Which clock.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ClockId {
    /// The 20-day good-cause period.
    GoodCausePeriod,
    /// The compliance plan.
    CompliancePlan,
    /// The cure of a sanction.
    Cure,
    /// The monthly contact.
    Contact,
    /// The day by which a plan is due.
    PlanDue,
    /// The days after signing in which changes may be asked for.
    PlanChanges,
    /// The days from the beginning of training in which reassignment may be asked for.
    PlanReassignment,
    /// The end or review of an exemption.
    Exemption,
    /// Months on aid against the limit.
    TimeOnAid,
    /// Months of federally funded aid against their limit.
    FederalTime,
    /// The 24-month clock, in its life.
    Clock24,
    /// The youngest child turns six.
    ChildTurnsSix,
}

impl ClockId {
    /// The clock as the strip names it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::GoodCausePeriod => "20-day period",
            Self::CompliancePlan => "Compliance plan",
            Self::Cure => "Cure",
            Self::Contact => "Contact",
            Self::PlanDue => "Plan due",
            Self::PlanChanges => "Plan changes",
            Self::PlanReassignment => "Reassignment",
            Self::Exemption => "Exemption",
            Self::TimeOnAid => "Time on aid",
            Self::FederalTime => "TANF-60",
            Self::Clock24 => "24-month clock",
            Self::ChildTurnsSix => "Child turns six",
        }
    }

    /// The clock as data and JSON write it.
    pub fn id(self) -> &'static str {
        self.into()
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// Which clock.
    pub id: ClockId,
    /// The participant; 0 for the case as a whole.
    pub person: PersonNumber,
    /// Units used up on the day; unknown where a fact is missing.
    pub used: Option<i64>,
    /// Units in all; open-ended where none are known.
    pub of: Option<i64>,
    /// What a unit is.
    pub unit: ClockUnit,
    /// The last day, included.
    pub due: Option<NaiveDate>,
    /// The clock in a few words: `day 20 of 20`.
    pub says: String,
    /// The facts it stands on.
    pub because: Vec<Ground>,
    /// The policy it stands on.
    pub under: Vec<Citation>,
    /// What is missing or in conflict.
    pub cannot_tell: Vec<String>,
}

impl Clock {
    /// The clock as the strip names it.
    pub const fn title(&self) -> &'static str {
        self.id.title()
    }

    /// Whether it has run out by `on`.
    pub fn has_ended(&self, on: NaiveDate) -> bool {
        self.due.is_some_and(|due| due < on) || self.used.zip(self.of).is_some_and(|(used, of)| used > of)
    }

    pub(super) fn new(id: ClockId, person: PersonNumber, unit: ClockUnit, says: impl Into<String>) -> Self {
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

    /// In days, from the day before day 1 to the last day.
    pub(super) fn with_day_span(self, after: NaiveDate, last: NaiveDate, on: NaiveDate) -> Self {
        self.with_progress(days_between(after, on), days_between(after, last)).due_on(last)
    }

    pub(super) const fn due_on(mut self, due: NaiveDate) -> Self {
        self.due = Some(due);
        self
    }

    pub(super) fn with_ground(mut self, fact: &str, value: impl Display, source: &Source) -> Self {
        self.because.push(Ground::new(fact, value, source));
        self
    }

    pub(super) fn under_policy<T: ParamValue>(mut self, param: &Param<T>) -> Self {
        self.under.push(param.into());
        self
    }

    pub(super) fn cannot_tell(mut self, what: impl Into<String>) -> Self {
        self.cannot_tell.push(what.into());
        self
    }
}

/// All clocks that run on the day. A discontinued case has none.
pub(super) fn running_clocks(view: &View) -> Vec<Clock> {
    if view.discontinuance().is_some() {
        return Vec::new();
    }
    let mut clocks: Vec<Clock> =
        noncompliance_clocks(view).chain(plan_clocks(view)).chain(cure::cure_clocks(view)).collect();
    for participant in view.participants() {
        clocks.extend(contact_clock(view, &participant));
        clocks.extend(plan::plan_clocks(view, &participant));
        clocks.extend(exemption::exemption_clock(view, &participant));
        clocks.extend(time_on_aid::time_clocks(view, &participant));
    }
    clocks.extend(household::turns_six_clock(view));
    clocks.sort_by_key(|clock| (clock.person, clock.id, clock.due));
    clocks
}

fn noncompliance_clocks(view: &View) -> impl Iterator<Item = Clock> {
    noncompliance::undetermined_steps(view).filter_map(|step| {
        let period = view.policy.good_cause_period.as_ref()?;
        let day = noncompliance::day_of_period(step, view).day;
        let clock = Clock::new(
            ClockId::GoodCausePeriod,
            step.person,
            ClockUnit::Days,
            format!("day {day} of {}", period.value.0),
        );
        let clock =
            clock.with_progress(day, period.value.0).due_on(step.notice_issued + period.value).under_policy(period);
        let clock = match sanction::earliest_day(view, step) {
            Some(earliest) => clock.with_ground("no sanction before", earliest, &step.source),
            None => clock,
        };
        Some(clock.with_ground("notice of action issued", step.notice_issued, &step.source))
    })
}

/// The clock of each compliance plan that runs or has no result.
fn plan_clocks(view: &View) -> impl Iterator<Item = Clock> {
    let on_plan =
        view.facts.noncompliance.iter().filter(|step| {
            noncompliance::noncompliance_stage(step, view.on) == noncompliance::NoncomplianceStage::OnPlan
        });
    on_plan.filter_map(|step| {
        let agreed = step.determination.as_ref().map_or(step.notice_issued, |determination| determination.on);
        let clock =
            Clock::new(ClockId::CompliancePlan, step.person, ClockUnit::Days, format!("until {}", step.plan_end?));
        Some(clock.with_day_span(agreed, step.plan_end?, view.on).with_ground(
            "compliance plan agreed",
            agreed,
            &step.source,
        ))
    })
}

fn contact_clock(view: &View, participant: &Participant) -> Option<Clock> {
    let every = view.policy.contact_every.as_ref().filter(|_| contact::is_owed(view, participant))?;
    let month = Month::from_date(view.on);
    let made = contact::last_contact_made(view, participant.number);
    let this_month = made.is_some_and(|contact| month.contains(contact.on));
    let says = if this_month { "made this month" } else { "not made this month" };
    let due = if this_month { month.next().last_day() } else { month.last_day() };
    let after = made.map_or_else(|| month.previous().last_day(), |contact| contact.on);
    let clock = Clock::new(ClockId::Contact, participant.number, ClockUnit::Days, says)
        .with_day_span(after, due, view.on)
        .under_policy(every);
    Some(match made {
        Some(contact) => clock.with_ground("last contact made", contact.on, &contact.source),
        None => clock.with_ground("last contact made", "none recorded", &Source::Stated),
    })
}
