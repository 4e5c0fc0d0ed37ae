//! Acts: what a worker does on a case besides dictating. One act is one form and one entry of the log; all that
//! follows from it follows from the facts that it tells.
//!
//! An act never takes the county's word away: where it says otherwise, both stand with their source
//! ([`CaseFacts::differences`](super::facts::CaseFacts)).

pub mod noncompliance;
pub mod sanction;
mod telling;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::facts::{CaseFacts, Source};
use super::ids::PersonNumber;

/// An act on a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// The participant; the case as a whole where it is about nobody alone.
    pub person: PersonNumber,
    /// The day on which it was done; never one to come.
    pub on: NaiveDate,
    /// What was done.
    #[serde(flatten)]
    pub kind: ActKind,
}

/// An activity of the act's participant: its kind and first day tell it apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActivityRef {
    /// Kind of activity, in the county's words.
    pub kind: String,
    /// First day.
    pub start: NaiveDate,
}

macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident($what:ty);)*) => {
        /// What was done, with all that it needs to say beside the participant and the day.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr, strum::VariantNames)]
        #[serde(tag = "act", rename_all = "snake_case")]
        #[strum(serialize_all = "snake_case")]
        pub enum ActKind {
            $($(#[$doc])* $name($what),)*
        }

        impl ActKind {
            fn tells(&self) -> &dyn telling::Tells {
                match self { $(Self::$name(what) => what,)* }
            }
        }
    };
}

acts! {
    /// A notice of non-compliance was issued on the act's day (CalWIN How-To 202).
    NoncomplianceStarted(noncompliance::Started);
    /// The appointment of a non-compliance was set.
    AppointmentSet(noncompliance::AppointmentSet);
    /// The appointment was moved at the participant's wish.
    Rescheduled(noncompliance::Moved);
    /// The cause was determined (CalWIN How-To 203).
    CauseDetermined(noncompliance::Determined);
    /// A compliance plan was agreed (CalWIN How-To 206).
    CompliancePlan(noncompliance::PlanAgreed);
    /// The result of a compliance plan was recorded (CalWIN How-To 206A).
    CompliancePlanResult(noncompliance::PlanEnded);
    /// The non-compliance was taken back.
    NoncomplianceRescinded(noncompliance::Rescinded);
    /// The reasons against a sanction were looked at.
    SanctionReasons(sanction::ReasonsLookedAt);
    /// A sanction was asked for (CalWIN How-To 204).
    SanctionRequested(sanction::Requested);
    /// The supervisor approved a sanction on the act's day, and it is imposed.
    SanctionImposed(sanction::Imposed);
    /// The eligibility worker was told (form 42-6).
    HandedOff(sanction::HandedOff);
    /// The participant asked to stop the sanction (WTW 31; CalWIN How-To 234).
    CureRequested(sanction::CureRequested);
    /// The cure plan was signed (WTW 29).
    CurePlanSigned(sanction::CurePlanSigned);
    /// The cure ended, completed or not.
    CureEnded(sanction::CureEnded);
    /// The participant was found to meet the federal rate, which cures without a plan.
    FederalRateFound(sanction::FederalRateFound);
    /// Aid was restored after a cure.
    AidRestored(sanction::AidRestored);
}

impl ActKind {
    /// The act as data and commands name it: `noncompliance_started`.
    pub fn id(&self) -> &'static str {
        self.into()
    }

    /// The ids of all acts.
    pub const fn ids() -> &'static [&'static str] {
        <Self as strum::VariantNames>::VARIANTS
    }
}

impl CaseFacts {
    /// The facts with what `act` tells; `source` is its entry.
    pub fn with(mut self, act: &Act, source: &Source) -> Self {
        self.tell(act, source);
        self
    }

    /// Adds what `act` tells; `source` is its entry.
    pub fn tell(&mut self, act: &Act, source: &Source) {
        act.kind.tells().tell(self, &telling::By { person: act.person, on: act.on, source });
    }
}
