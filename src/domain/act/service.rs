//! Supportive services, referrals, notices, documents, time on aid.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::telling::{By, Tells};
use crate::domain::facts::{CaseFacts, CountedMonths, Document, Notice, Period, Referral, Service};

/// What was done with a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceStep {
    /// It was authorised for a time.
    Authorised,
    /// It was paid.
    Issued,
    /// It was denied.
    Denied,
    /// It was ended.
    Discontinued,
}

/// A supportive service was authorised, issued, denied or discontinued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceDone {
    /// Its kind: `child care`, `transportation`, `ancillary`.
    pub kind: String,
    /// What was done.
    pub what: ServiceStep,
    /// The first day of the time it is authorised for.
    pub from: NaiveDate,
    /// The last day of that time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// Whether the notice of action on it was sent.
    pub notice_sent: bool,
}

/// A referral was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferralAsked {
    /// Its kind: `mental health`.
    pub kind: String,
}

/// A referral was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferralMade {
    /// Its kind: `mental health`.
    pub kind: String,
}

/// A referral is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferralClosed {
    /// Its kind: `mental health`.
    pub kind: String,
    /// Whether the participant kept it, and what came of it.
    pub result: String,
}

/// A notice of action was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeSent {
    /// Its kind or form: `NA 820`; `time_on_aid` for the notice of months left.
    pub kind: String,
}

/// A notice of action that is not needed was deleted in the county's system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeDeleted {
    /// Its kind or form.
    pub kind: String,
}

/// A document was received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentReceived {
    /// Its kind.
    pub kind: String,
}

/// A document was put up for imaging.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentImaged {
    /// Its kind.
    pub kind: String,
}

/// Time on aid was reviewed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeOnAidReviewed {
    /// Months counted.
    pub months: u16,
}

impl Tells for ServiceDone {
    fn tell(&self, facts: &mut CaseFacts, by: &By<'_>) {
        let is_it = |one: &Service| one.person == by.person && one.kind.eq_ignore_ascii_case(&self.kind);
        if !facts.services.iter().any(is_it) {
            facts.services.push(self.begun(by));
        }
        let theirs = facts.services.iter_mut().filter(|one| is_it(one));
        let Some(service) = theirs.max_by_key(|one| one.needed.from) else { return };
        service.decided = Some(by.on);
        match self.what {
            ServiceStep::Authorised => service.authorised.push(Period { from: self.from, until: self.until }),
            ServiceStep::Issued => service.paid = Some(by.on),
            ServiceStep::Denied => service.needed.until = Some(by.on),
            ServiceStep::Discontinued => {
                service.needed.until = Some(by.on);
                let running = service.authorised.iter_mut().filter(|one| one.until.is_none_or(|until| until > by.on));
                running.for_each(|one| one.until = Some(by.on));
            }
        }
        service.notice_sent = self.notice_sent.then_some(by.on);
    }
}

impl ServiceDone {
    fn begun(&self, by: &By<'_>) -> Service {
        Service {
            person: by.person,
            kind: self.kind.clone(),
            needed: Period { from: self.from, until: self.until },
            authorised: Vec::new(),
            requested: None,
            paid: None,
            claimed: None,
            decided: None,
            notice_sent: None,
            source: by.source.clone(),
        }
    }
}

impl CaseFacts {
    fn referral_mut(&mut self, kind: &str, by: &By<'_>) -> Option<&mut Referral> {
        let is_it =
            |one: &Referral| one.person == by.person && one.kind.eq_ignore_ascii_case(kind) && one.closed.is_none();
        if !self.referrals.iter().any(is_it) {
            self.referrals.push(Referral {
                person: by.person,
                kind: kind.to_owned(),
                requested: by.on,
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

impl Tells for ReferralAsked {
    fn tell(&self, facts: &mut CaseFacts, by: &By<'_>) {
        facts.referral_mut(&self.kind, by);
    }
}

impl Tells for ReferralMade {
    fn tell(&self, facts: &mut CaseFacts, by: &By<'_>) {
        facts.referral_mut(&self.kind, by).into_iter().for_each(|one| one.made = Some(by.on));
    }
}

impl Tells for ReferralClosed {
    fn tell(&self, facts: &mut CaseFacts, by: &By<'_>) {
        if let Some(referral) = facts.referral_mut(&self.kind, by) {
            referral.closed = Some(by.on);
            referral.result = Some(self.result.clone());
        }
    }
}

impl Tells for NoticeSent {
    fn tell(&self, facts: &mut CaseFacts, by: &By<'_>) {
        let is_it = |one: &Notice| one.person == by.person && one.kind == self.kind && one.sent.is_none();
        match facts.notices.iter_mut().find(|one| is_it(one)) {
            Some(notice) => notice.sent = Some(by.on),
            None => facts.notices.push(Notice {
                person: by.person,
                kind: self.kind.clone(),
                needed: None,
                sent: Some(by.on),
                source: by.source.clone(),
            }),
        }
    }
}

impl Tells for NoticeDeleted {
    fn tell(&self, facts: &mut CaseFacts, by: &By<'_>) {
        facts.notices.retain(|one| one.person != by.person || one.kind != self.kind || one.sent.is_some());
    }
}

impl Tells for DocumentReceived {
    fn tell(&self, facts: &mut CaseFacts, by: &By<'_>) {
        let (person, kind, received, source) = (by.person, self.kind.clone(), by.on, by.source.clone());
        facts.documents.push(Document { person, kind, received, imaged: None, source });
    }
}

impl Tells for DocumentImaged {
    fn tell(&self, facts: &mut CaseFacts, by: &By<'_>) {
        let waiting = facts.documents.iter_mut();
        let waiting = waiting.filter(|one| one.person == by.person && one.kind == self.kind && one.imaged.is_none());
        waiting.for_each(|one| one.imaged = Some(by.on));
    }
}

impl Tells for TimeOnAidReviewed {
    fn tell(&self, facts: &mut CaseFacts, by: &By<'_>) {
        let counted = CountedMonths { months: self.months, on: by.on, source: by.source.clone() };
        facts.person_mut(by.person).into_iter().for_each(|person| person.months_on_aid.push(counted.clone()));
    }
}
