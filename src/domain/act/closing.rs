//! Acts on the closing route: the EC's steps, form 50-20e to the supervisor and on to the Clerk II, and the
//! closed-files bank.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::apply_act::{ApplyAct, Provenance};
use crate::domain::facts::{
    CaseFacts, CaseRouting, ClosingStep, ClosingStepRecord, RoutingForm, SupervisorReturn, SupervisorSignature,
};
use crate::domain::status::RegistrationStatus;

/// A step of closing the case was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosingStepTaken {
    /// The step that was taken.
    pub step: ClosingStep,
    /// The day of the comment that says why the case closes; only with the step `commented`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<NaiveDate>,
}

/// Form 50-20e went to the supervisor, which is the last of the EC's steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoutingFormSubmitted {
    /// The office of the case, to whose bank the case goes.
    pub office: String,
    /// The reason for closing the case.
    pub reason: String,
}

/// The supervisor reviewed the case that is to be closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoutingFormReviewed {}

/// The supervisor sent form 50-20e back to the EC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoutingFormReturned {
    /// The reason: what the EC has to correct.
    pub reason: String,
    /// The step to take again besides the form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again: Option<ClosingStep>,
}

/// The supervisor approved form 50-20e, and it went on to the Clerk II.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoutingFormApproved {}

/// The Clerk II routed the case to its closed-files bank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseRouted {
    /// The number of the bank: `P999`.
    pub bank: String,
}

impl ApplyAct for ClosingStepTaken {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        facts.take_closing_step(self.step, by);
        if let Some(taken) = facts.closing.last_mut().filter(|_taken| self.step == ClosingStep::Commented) {
            taken.comment = self.comment;
        }
        if self.step != ClosingStep::RegistrationClosed {
            return;
        }
        let numbers: Vec<_> =
            facts.people.iter().filter(|one| !one.registration.is_empty()).filter_map(|one| one.person).collect();
        for person in numbers {
            facts.set_registration(RegistrationStatus::Closed, by.on, &Provenance { person, ..*by });
        }
    }
}

impl ApplyAct for RoutingFormSubmitted {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        facts.take_closing_step(ClosingStep::RoutingFormSent, by);
        facts.routing_forms.push(RoutingForm {
            submitted: by.on,
            office: self.office.clone(),
            reason: self.reason.clone(),
            reviewed: None,
            returned: None,
            approved: None,
            routed: None,
            source: by.source.clone(),
        });
    }
}

impl ApplyAct for RoutingFormReviewed {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let signed = SupervisorSignature { on: by.on, source: by.source.clone() };
        if let Some(form) = facts.routing_forms.last_mut() {
            form.reviewed = Some(signed);
        }
    }
}

impl ApplyAct for RoutingFormReturned {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let returned = SupervisorReturn { on: by.on, reason: self.reason.clone(), source: by.source.clone() };
        if let Some(form) = facts.routing_forms.last_mut() {
            form.returned = Some(returned);
        }
        let again = |done: &&mut ClosingStepRecord| {
            done.reopened.is_none() && (done.step == ClosingStep::RoutingFormSent || Some(done.step) == self.again)
        };
        facts.closing.iter_mut().filter(again).for_each(|done| done.reopened = Some(by.on));
    }
}

impl ApplyAct for RoutingFormApproved {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let signed = SupervisorSignature { on: by.on, source: by.source.clone() };
        if let Some(form) = facts.routing_forms.last_mut() {
            form.approved = Some(signed);
        }
    }
}

impl ApplyAct for CaseRouted {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let routed = CaseRouting { on: by.on, bank: self.bank.clone(), source: by.source.clone() };
        if let Some(form) = facts.routing_forms.last_mut() {
            form.routed = Some(routed);
        }
    }
}

impl CaseFacts {
    fn take_closing_step(&mut self, step: ClosingStep, by: &Provenance<'_>) {
        self.closing.push(ClosingStepRecord {
            step,
            on: by.on,
            reopened: None,
            comment: None,
            source: by.source.clone(),
        });
    }
}
