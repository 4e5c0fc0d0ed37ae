//! Acts on supportive services, referrals, notices, documents and time on aid.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::apply_act::{ApplyAct, Provenance};
use crate::domain::code_words::code_words;
use crate::domain::facts::{
    CaseFacts, Document, MonthsOnAidCount, Noncompliance, Notice, Period, Referral, Service, ServicePayment,
};

code_words! {
    /// What was done with a supportive service.
    pub enum ServiceAction {
        /// The service was authorized for a period.
        Authorized = "authorised",
        /// The service was paid.
        Issued = "issued",
        /// The service was denied.
        Denied = "denied",
        /// The service was ended.
        Discontinued = "discontinued",
        /// The need for the service is being assessed; nothing is decided yet.
        BeingAssessed = "being_assessed",
    }
}

/// A supportive service was authorized, issued, denied or discontinued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceActionTaken {
    /// The kind of the service: `child care`, `transportation`, `ancillary`.
    pub kind: String,
    /// What was done.
    pub what: ServiceAction,
    /// The first day for which the service is authorized.
    pub from: NaiveDate,
    /// The last day for which the service is authorized, included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// Whether the notice of action on the service was sent.
    pub notice_sent: bool,
    /// The day on which the service was approved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved: Option<NaiveDate>,
    /// How the service is paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment: Option<ServicePayment>,
    /// Whether this is a supplement to a service that was approved before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplement: Option<bool>,
}

/// A referral was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferralRequested {
    /// The kind of the referral: `mental health`.
    pub kind: String,
}

/// A referral was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferralMade {
    /// The kind of the referral: `mental health`.
    pub kind: String,
}

/// A referral ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferralClosed {
    /// The kind of the referral: `mental health`.
    pub kind: String,
    /// Whether the participant kept the referral, and the result.
    pub result: String,
}

/// A notice of action was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeSent {
    /// The kind of notice or its form: `NA 820`; `time_on_aid` for the notice of months left.
    pub kind: String,
    /// The form, where the kind does not name it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// The day on which the notice takes effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective: Option<NaiveDate>,
}

/// A notice of action that is not needed was deleted in the county's system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeDeleted {
    /// The kind of notice or its form.
    pub kind: String,
}

/// A document was received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentReceived {
    /// The kind of the document.
    pub kind: String,
}

/// A document was sent to imaging.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentImaged {
    /// The kind of the document.
    pub kind: String,
}

/// Time on aid was reviewed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeOnAidReviewed {
    /// The number of months counted.
    pub months: u16,
}

impl ApplyAct for ServiceActionTaken {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let is_it = |one: &Service| one.person == by.person && one.kind.eq_ignore_ascii_case(&self.kind);
        if !facts.services.iter().any(is_it) {
            facts.services.push(self.new_service(by));
        }
        let theirs = facts.services.iter_mut().filter(|one| is_it(one));
        let Some(service) = theirs.max_by_key(|one| one.needed.from) else { return };
        service.approved = self.approved.or(service.approved);
        service.payment = self.payment.or(service.payment);
        service.supplement = self.supplement.or(service.supplement);
        if self.what == ServiceAction::BeingAssessed {
            service.being_assessed = Some(true);
            return;
        }
        service.being_assessed = service.being_assessed.map(|_over| false);
        service.decided = Some(by.on);
        service.note_recorded(Service::DECISION, by.source);
        match self.what {
            ServiceAction::Authorized | ServiceAction::Discontinued => {
                service.note_recorded(Service::AUTHORIZED, by.source);
            }
            ServiceAction::Issued => service.note_recorded(Service::PAYMENT, by.source),
            ServiceAction::BeingAssessed | ServiceAction::Denied => {}
        }
        match self.what {
            ServiceAction::BeingAssessed => {}
            ServiceAction::Authorized => service.authorized.push(Period { from: self.from, until: self.until }),
            ServiceAction::Issued => service.paid = Some(by.on),
            ServiceAction::Denied => service.needed.until = Some(by.on),
            ServiceAction::Discontinued => {
                service.needed.until = Some(by.on);
                let running = service.authorized.iter_mut().filter(|one| one.until.is_none_or(|until| until > by.on));
                running.for_each(|one| one.until = Some(by.on));
            }
        }
        service.notice_sent = self.notice_sent.then_some(by.on);
    }
}

impl ServiceActionTaken {
    fn new_service(&self, by: &Provenance<'_>) -> Service {
        let needed = Period { from: self.from, until: self.until };
        Service::minimal(by.person, self.kind.clone(), needed, by.source.clone())
    }
}

impl CaseFacts {
    fn referral_mut(&mut self, kind: &str, by: &Provenance<'_>) -> Option<&mut Referral> {
        let is_it =
            |one: &Referral| one.person == by.person && one.kind.eq_ignore_ascii_case(kind) && one.closed.is_none();
        if !self.referrals.iter().any(is_it) {
            self.referrals.push(Referral {
                person: by.person,
                kind: kind.to_owned(),
                requested: by.on,
                by: None,
                made: None,
                registered: None,
                social_work: None,
                closed: None,
                result: None,
                source: by.source.clone(),
            });
        }
        self.referrals.iter_mut().filter(|one| is_it(one)).max_by_key(|one| one.requested)
    }
}

impl ApplyAct for ReferralRequested {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        facts.referral_mut(&self.kind, by);
    }
}

impl ApplyAct for ReferralMade {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(referral) = facts.referral_mut(&self.kind, by) {
            referral.made = Some(by.on);
        }
    }
}

impl ApplyAct for ReferralClosed {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(referral) = facts.referral_mut(&self.kind, by) {
            referral.closed = Some(by.on);
            referral.result = Some(self.result.clone());
        }
    }
}

impl ApplyAct for NoticeSent {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let is_it = |one: &Notice| one.person == by.person && one.kind == self.kind && one.sent.is_none();
        let position = facts.notices.iter().position(is_it).unwrap_or_else(|| {
            facts.notices.push(Notice::minimal(by.person, self.kind.clone(), by.source.clone()));
            facts.notices.len() - 1
        });
        if let Some(notice) = facts.notices.get_mut(position) {
            notice.sent = Some(by.on);
            notice.form = self.form.clone().or_else(|| notice.form.take());
            notice.effective = self.effective.or(notice.effective);
        }
        self.record_sanction_notice(facts, by);
    }
}

/// The form of the notice with which a sanction begins.
const SANCTION_NOTICE: &str = "NA 817";

impl NoticeSent {
    /// Records the notice of a sanction with the participant's newest non-compliance. A notice without the day on which
    /// it takes effect was recorded before the form asked for that day; it is not connected with a non-compliance.
    fn record_sanction_notice(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let form = self.form.as_ref().unwrap_or(&self.kind);
        let Some(effective) = self.effective.filter(|_day| form == SANCTION_NOTICE) else { return };
        let theirs = facts.noncompliance.iter_mut();
        let begun =
            theirs.filter(|one| one.person == by.person && one.notice_issued <= by.on && one.rescinded.is_none());
        if let Some(newest) = begun.max_by_key(|one| one.notice_issued) {
            newest.sanction_notice = Some(by.on);
            newest.sanction_notice_effective = Some(effective);
            newest.note_recorded(Noncompliance::SANCTION_NOTICE, by.source);
        }
    }
}

impl ApplyAct for NoticeDeleted {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        facts.notices.retain(|one| one.person != by.person || one.kind != self.kind || one.sent.is_some());
    }
}

impl ApplyAct for DocumentReceived {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let (person, kind, received, source) = (by.person, self.kind.clone(), by.on, by.source.clone());
        facts.documents.push(Document { person, kind, received, imaged: None, source });
    }
}

impl ApplyAct for DocumentImaged {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let waiting = facts.documents.iter_mut();
        let waiting = waiting.filter(|one| one.person == by.person && one.kind == self.kind && one.imaged.is_none());
        waiting.for_each(|one| one.imaged = Some(by.on));
    }
}

impl ApplyAct for TimeOnAidReviewed {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let counted = MonthsOnAidCount { months: self.months, on: by.on, source: by.source.clone() };
        if let Some(person) = facts.person_mut(by.person) {
            person.months_on_aid.push(counted);
        }
    }
}
