//! Acts on the WTW 2 plan, exemptions, good cause, and the registration status itself.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::apply_act::{ApplyAct, Provenance};
use crate::domain::facts::{
    ALL_PERCENT, CaseFacts, Difference, Exemption, ExemptionRequest, GoodCause, Plan, PlannedActivity, Reassignment,
    RecordedValue,
};
use crate::domain::status::RegistrationStatus;

/// A first WTW 2 plan was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanSigned {
    /// The kind of an activity that the plan includes, in the county's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub includes: Option<String>,
    /// The kind of another activity that it includes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub also_includes: Option<String>,
    /// The kind of a third activity that it includes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub includes_too: Option<String>,
}

/// An amended WTW 2 plan was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanAmended {
    /// The kind of an activity that the amended plan includes, in the county's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub includes: Option<String>,
    /// The kind of another activity that it includes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub also_includes: Option<String>,
    /// The kind of a third activity that it includes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub includes_too: Option<String>,
}

/// Another assignment was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReassignmentRequested {}

/// An exemption was asked for (CW 2186A).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExemptionRequested {
    /// The day on which the birth is expected, where the exemption is asked for because of a pregnancy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_date: Option<NaiveDate>,
}

/// A request for an exemption was decided (CW 2186B).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExemptionDecided {}

/// An exemption was granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExemptionStarted {
    /// The reason: an id of `assets/policy/exemptions.toml`, or the county's words.
    pub reason: String,
    /// The first day of the exemption.
    pub from: NaiveDate,
    /// The last day of the exemption or the day of its review, included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// The proof that the reason requires: `SDI`, `TDI`, `IHSS`, `SSP`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<String>,
    /// The last day for which the proof holds, included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof_until: Option<NaiveDate>,
    /// The day on which the birth is expected, where the reason is a pregnancy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_date: Option<NaiveDate>,
}

/// The participant was contacted about the end of the exemption.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExemptionReviewed {}

/// The exemption ended with the act's day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExemptionEnded {
    /// The last day of the pregnancy, included, where the exemption ends because of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pregnancy_ended: Option<NaiveDate>,
}

/// Good cause was found for a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoodCauseFound {
    /// The first day of the good cause.
    pub from: NaiveDate,
    /// The last day of the good cause, included; `None` where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// The reason, in the words of the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The day on which the good cause is expected to end, included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_until: Option<NaiveDate>,
    /// Whether the reason is documented.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub documented: Option<bool>,
    /// The share of the required hours that the good cause excuses, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excused_share: Option<u32>,
}

/// Good cause ended with the act's day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoodCauseEnded {}

/// The registration status was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistrationChanged {
    /// The new status.
    pub status: RegistrationStatus,
}

impl GoodCauseFound {
    /// Returns whether the excused share is more than 100 percent.
    pub fn excuses_more_than_all_hours(&self) -> bool {
        self.excused_share.is_some_and(|share| share > ALL_PERCENT)
    }
}

/// Returns the activities that a plan includes, by their kinds; empty where only the signature was recorded.
fn planned_activities(kinds: [&Option<String>; 3]) -> Vec<PlannedActivity> {
    let kinds = kinds.into_iter().flatten();
    kinds
        .map(|kind| PlannedActivity { kind: kind.clone(), weekly_hours: None, place: None, sessions: Vec::new() })
        .collect()
}

impl ApplyAct for PlanSigned {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let activities = planned_activities([&self.includes, &self.also_includes, &self.includes_too]);
        facts.plans.push(Plan { activities, ..Plan::minimal(by.person, by.on, by.source.clone()) });
    }
}

impl ApplyAct for PlanAmended {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let activities = planned_activities([&self.includes, &self.also_includes, &self.includes_too]);
        facts.plans.push(Plan { amends: true, activities, ..Plan::minimal(by.person, by.on, by.source.clone()) });
    }
}

impl ApplyAct for ReassignmentRequested {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        facts.reassignments.push(Reassignment { person: by.person, on: by.on, source: by.source.clone() });
    }
}

impl ApplyAct for ExemptionRequested {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let (person, received, source) = (by.person, by.on, by.source.clone());
        facts.exemption_requests.push(ExemptionRequest { person, received, answered: None, source });
        record_due_date(facts, self.due_date, by);
    }
}

impl ApplyAct for ExemptionDecided {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let theirs = facts.exemption_requests.iter_mut();
        let open = theirs.filter(|one| one.person == by.person && one.answered.is_none());
        if let Some(newest) = open.max_by_key(|one| one.received) {
            newest.answered = Some(by.on);
        }
    }
}

impl ApplyAct for ExemptionStarted {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        facts.exemptions.push(Exemption {
            proof: self.proof.clone(),
            proof_until: self.proof_until,
            ..Exemption::minimal(by.person, self.reason.clone(), self.from, self.until, by.source.clone())
        });
        record_due_date(facts, self.due_date, by);
        facts.set_registration(RegistrationStatus::Exempt, self.from, by);
    }
}

/// Records that the participant is pregnant and when the birth is expected. The end of an earlier pregnancy does not end
/// this one.
fn record_due_date(facts: &mut CaseFacts, due_date: Option<NaiveDate>, by: &Provenance<'_>) {
    const EXPECTED_BIRTH: &str = "expected birth";
    let Some(due) = due_date else { return };
    let Some(person) = facts.people.iter_mut().find(|person| person.person == Some(by.person)) else { return };
    let here = RecordedValue::Day(due);
    let is_this = |known: &Difference| known.what == EXPECTED_BIRTH && known.person == by.person;
    if let Some(known) = facts.differences.iter_mut().find(|known| is_this(known)) {
        (known.here, known.source, known.on) = (here, by.source.clone(), Some(by.on));
        facts.differences.retain(|known| !is_this(known) || known.here != known.county);
    } else if let Some(county) = person.due_date.filter(|county| *county != due && !person.source.is_recorded()) {
        facts.differences.push(Difference {
            person: by.person,
            what: EXPECTED_BIRTH.to_owned(),
            county: RecordedValue::Day(county),
            county_source: person.source.clone(),
            here,
            source: by.source.clone(),
            on: Some(by.on),
        });
    }
    if person.due_date != Some(due) {
        person.pregnancy_ended = None;
    }
    person.pregnant = Some(true);
    person.due_date = Some(due);
}

/// Returns the participant's newest exemption that has begun by the act's day.
fn newest_exemption_mut<'a>(facts: &'a mut CaseFacts, by: &Provenance<'_>) -> Option<&'a mut Exemption> {
    let theirs = facts.exemptions.iter_mut().filter(|one| one.person == by.person && one.from <= by.on);
    theirs.max_by_key(|one| one.from)
}

impl ApplyAct for ExemptionReviewed {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(exemption) = newest_exemption_mut(facts, by) {
            exemption.contacted = Some(by.on);
        }
    }
}

impl ApplyAct for ExemptionEnded {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(exemption) = newest_exemption_mut(facts, by) {
            exemption.until = Some(by.on);
            exemption.note_recorded(Exemption::END, by.source);
        }
        if let Some((ended, person)) = self.pregnancy_ended.zip(facts.person_mut(by.person)) {
            person.pregnancy_ended = Some(ended);
        }
        let next = by.on.succ_opt().unwrap_or(by.on);
        facts.restore_registration(next, by);
    }
}

impl ApplyAct for GoodCauseFound {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        facts.good_causes.push(GoodCause {
            reason: self.reason.clone(),
            expected_until: self.expected_until,
            documented: self.documented,
            excused_share: self.excused_share.and_then(|share| u8::try_from(share).ok()),
            ..GoodCause::minimal(by.person, self.from, self.until, by.source.clone())
        });
    }
}

impl ApplyAct for GoodCauseEnded {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let theirs = facts.good_causes.iter_mut().filter(|one| one.person == by.person && one.from <= by.on);
        if let Some(newest) = theirs.max_by_key(|one| one.from) {
            newest.until = Some(by.on);
            newest.note_recorded(GoodCause::END, by.source);
        }
    }
}

impl ApplyAct for RegistrationChanged {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        facts.set_registration(self.status, by.on, by);
    }
}
