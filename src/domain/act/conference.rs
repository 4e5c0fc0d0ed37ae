//! Acts on a case that is linked with child welfare, and on its conference.
//!
//! Each act is about the newest conference of the case on the act's day.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::apply_act::{ApplyAct, Provenance};
use crate::domain::WorkerNumber;
use crate::domain::facts::common_case::{Decided, Discovery, FoundBy};
use crate::domain::facts::conference::{
    AgreedPoint, ConferenceCall, ConferenceMinutes, ConsiderOutcome, LinkageConference, SeatTaken,
};
use crate::domain::facts::{CaseFacts, SentAlert};
use crate::domain::seat::Seat;

/// A case was found to be linked: active in CalWORKs and in child welfare.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkedCaseFound {
    /// How it became known.
    pub how: FoundBy,
}

/// The coordinator considered a linked case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkageConsidered {
    /// What was decided.
    pub outcome: ConsiderOutcome,
    /// The reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A conference was called, or called again for another day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConferenceCalled {
    /// The day of the conference.
    pub on_day: NaiveDate,
    /// The place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Whether substance abuse is an issue. It is protected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub substance_abuse: Option<bool>,
}

/// A seat was given to somebody, or somebody was invited to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConferenceSeat {
    /// The seat.
    pub seat: Seat,
    /// The name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether the invitation went out on the act's day.
    pub invited: bool,
}

/// The conference was held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConferenceHeld {
    /// The seats of those who came.
    pub attended: Vec<Seat>,
}

/// The minutes were written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConferenceMinuted {
    /// The plan for both agencies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
    /// What is to be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what: Option<String>,
    /// The worker who does it, and who gets an alert.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<WorkerNumber>,
    /// Who does it where that is no worker of the office: somebody of child welfare, a provider, a parent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who_else: Option<String>,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<NaiveDate>,
}

/// The conference was canceled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConferenceCanceled {
    /// The reason.
    pub reason: String,
}

impl CaseFacts {
    /// Returns the newest conference of the case on the act's day.
    fn conference_mut(&mut self, by: &Provenance<'_>) -> Option<&mut LinkageConference> {
        let begun = self.conferences.iter_mut().filter(|known| known.began().is_some_and(|day| day <= by.on));
        begun.max_by_key(|known| (known.began(), known.source.record_order()))
    }
}

impl ApplyAct for LinkedCaseFound {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let linked = Discovery { on: by.on, how: Some(self.how) };
        facts.conferences.push(LinkageConference::linked_on(linked, by.source.clone()));
    }
}

impl ApplyAct for LinkageConsidered {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(known) = facts.conference_mut(by) {
            known.considered = Some(Decided { on: by.on, outcome: self.outcome, reason: self.reason.clone() });
        }
    }
}

impl ApplyAct for ConferenceCalled {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(known) = facts.conference_mut(by) {
            let (on, on_day) = (by.on, self.on_day);
            let place = self.place.clone();
            known.called = Some(ConferenceCall { on, on_day, place, substance_abuse: self.substance_abuse });
        }
    }
}

impl ApplyAct for ConferenceSeat {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let Some(known) = facts.conference_mut(by) else { return };
        let invited = self.invited.then_some(by.on);
        if let Some(taken) = known.seats.iter_mut().find(|taken| taken.seat == self.seat) {
            taken.name = self.name.clone().or_else(|| taken.name.take());
            taken.invited = taken.invited.or(invited);
        } else {
            known.seats.push(SeatTaken { seat: self.seat, name: self.name.clone(), invited, attended: None });
        }
    }
}

impl ApplyAct for ConferenceHeld {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let Some(known) = facts.conference_mut(by) else { return };
        known.held = Some(by.on);
        for taken in &mut known.seats {
            taken.attended = Some(self.attended.contains(&taken.seat));
        }
        for seat in &self.attended {
            if known.seats.iter().all(|taken| taken.seat != *seat) {
                known.seats.push(SeatTaken { seat: *seat, name: None, invited: None, attended: Some(true) });
            }
        }
    }
}

impl ApplyAct for ConferenceMinuted {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let Some(known) = facts.conference_mut(by) else { return };
        let plan = self.plan.clone().or_else(|| known.minutes.take().and_then(|minutes| minutes.plan));
        known.minutes = Some(ConferenceMinutes { on: by.on, plan });
        let Some(what) = self.what.clone() else { return };
        let named = [self.who.as_ref().map(ToString::to_string), self.who_else.clone()];
        let named = named.into_iter().flatten().collect::<Vec<_>>().join(", ");
        known.agreed.push(AgreedPoint { what: what.clone(), who: named, by: self.by });
        let Some(who) = self.who.clone() else { return };
        facts.alerts_sent.push(SentAlert {
            person: by.person,
            on: by.on,
            to: who,
            text: what,
            due: self.by,
            of_conference: true,
            source: by.source.clone(),
        });
    }
}

impl ApplyAct for ConferenceCanceled {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(known) = facts.conference_mut(by) {
            known.canceled = Some(by.on);
        }
    }
}
