//! The WTW 2 plan, exemptions, good cause, and the registration status itself.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::telling::{By, Tells};
use crate::domain::facts::{CaseFacts, Exemption, ExemptionRequest, GoodCause, Plan, Reassignment};
use crate::domain::status::RegistrationStatus;

/// A first WTW 2 plan was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanSigned {}

/// An amended WTW 2 plan was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanAmended {}

/// Another assignment was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReassignmentAsked {}

/// An exemption was asked for (CW 2186A).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExemptionAsked {}

/// A request for an exemption was decided (CW 2186B).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExemptionAnswered {}

/// An exemption began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExemptionStarted {
    /// The reason: an id of `assets/policy/exemptions.toml`, or the county's words.
    pub reason: String,
    /// First day.
    pub from: NaiveDate,
    /// The review or last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

/// The participant was contacted about the end of the exemption.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExemptionReviewed {}

/// The exemption ended with the act's day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExemptionEnded {}

/// Good cause was found for a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoodCauseFound {
    /// First day.
    pub from: NaiveDate,
    /// Last day; open where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

/// Good cause ended with the act's day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoodCauseEnded {}

/// The registration status was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registered {
    /// The status.
    pub status: RegistrationStatus,
}

impl Tells for PlanSigned {
    fn tell(&self, facts: &mut CaseFacts, by: &By<'_>) {
        facts.plans.push(Plan::least(by.person, by.on, by.source.clone()));
    }
}

impl Tells for PlanAmended {
    fn tell(&self, facts: &mut CaseFacts, by: &By<'_>) {
        facts.plans.push(Plan { amends: true, ..Plan::least(by.person, by.on, by.source.clone()) });
    }
}

impl Tells for ReassignmentAsked {
    fn tell(&self, facts: &mut CaseFacts, by: &By<'_>) {
        facts.reassignments.push(Reassignment { person: by.person, on: by.on, source: by.source.clone() });
    }
}

impl Tells for ExemptionAsked {
    fn tell(&self, facts: &mut CaseFacts, by: &By<'_>) {
        let (person, received, source) = (by.person, by.on, by.source.clone());
        facts.exemption_requests.push(ExemptionRequest { person, received, answered: None, source });
    }
}

impl Tells for ExemptionAnswered {
    fn tell(&self, facts: &mut CaseFacts, by: &By<'_>) {
        let theirs = facts.exemption_requests.iter_mut();
        let open = theirs.filter(|one| one.person == by.person && one.answered.is_none());
        open.max_by_key(|one| one.received).into_iter().for_each(|one| one.answered = Some(by.on));
    }
}

impl Tells for ExemptionStarted {
    fn tell(&self, facts: &mut CaseFacts, by: &By<'_>) {
        let exemption = Exemption::least(by.person, self.reason.clone(), self.from, self.until, by.source.clone());
        facts.exemptions.push(exemption);
        facts.register(RegistrationStatus::Exempt, self.from, by);
    }
}

/// The participant's newest exemption that has begun by the act's day.
fn newest<'a>(facts: &'a mut CaseFacts, by: &By<'_>) -> Option<&'a mut Exemption> {
    let theirs = facts.exemptions.iter_mut().filter(|one| one.person == by.person && one.from <= by.on);
    theirs.max_by_key(|one| one.from)
}

impl Tells for ExemptionReviewed {
    fn tell(&self, facts: &mut CaseFacts, by: &By<'_>) {
        if let Some(exemption) = newest(facts, by) {
            exemption.contacted = Some(by.on);
        }
    }
}

impl Tells for ExemptionEnded {
    fn tell(&self, facts: &mut CaseFacts, by: &By<'_>) {
        if let Some(exemption) = newest(facts, by) {
            exemption.until = Some(by.on);
        }
        let next = by.on.succ_opt().unwrap_or(by.on);
        facts.register_again(next, by);
    }
}

impl Tells for GoodCauseFound {
    fn tell(&self, facts: &mut CaseFacts, by: &By<'_>) {
        let (person, source) = (by.person, by.source.clone());
        facts.good_causes.push(GoodCause { person, from: self.from, until: self.until, source });
    }
}

impl Tells for GoodCauseEnded {
    fn tell(&self, facts: &mut CaseFacts, by: &By<'_>) {
        let theirs = facts.good_causes.iter_mut().filter(|one| one.person == by.person && one.from <= by.on);
        theirs.max_by_key(|one| one.from).into_iter().for_each(|one| one.until = Some(by.on));
    }
}

impl Tells for Registered {
    fn tell(&self, facts: &mut CaseFacts, by: &By<'_>) {
        facts.register(self.status, by.on, by);
    }
}
