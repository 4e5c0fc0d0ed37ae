//! The lines of what is worked on a case: sanctions and cures, services, referrals, notices, documents, duties,
//! alerts to other workers, and where the county says otherwise.

use super::sections::{Page, day};
use crate::domain::facts::{
    AlertSent, Cure, Document, DutyDone, NewCaseReview, Noncompliance, Notice, Period, Referral, Service, WprDraw,
};
use crate::tui::theme::Role;

impl Page<'_> {
    /// What came of a non-compliance after its determination.
    pub(super) fn sanction(&mut self, step: &Noncompliance) {
        let sanction = step.sanction.as_ref();
        let moved = step
            .rescheduled
            .iter()
            .map(|moved| (Some(moved.on), format!("appointment moved to {}", day(moved.to)), "appointment moved"));
        let steps = [
            (step.sanction_requested, "sanction requested".to_owned(), "sanction requested"),
            (sanction.and_then(|one| one.approved), "sanction approved".to_owned(), "sanction"),
            (sanction.map(|one| one.from), "sanction begins".to_owned(), "sanction"),
            (step.rescinded, "taken back".to_owned(), "taken back"),
        ];
        let returned = step.sanction_returned.iter().map(|one| {
            (Some(one.on), format!("request for a sanction sent back: {}", one.reason), "sanction requested")
        });
        let told = step.told.iter().map(|on| (Some(*on), "eligibility worker told (42-6)".to_owned(), "told"));
        for (on, what, slot) in moved.chain(returned).chain(steps).chain(told) {
            if let Some(on) = on {
                self.dated(&format!("  {}", day(on)), &what, step.source_of(slot));
            }
        }
    }

    pub(super) fn cure(&mut self, cure: &Cure) {
        let name = self.name(cure.person);
        self.dated(&day(cure.requested), &format!("{name}: cure asked for (WTW 31)"), &cure.source);
        let steps = [
            (cure.plan_signed, "cure plan signed (WTW 29)"),
            (cure.until, "cure ends, by plan"),
            (cure.completed, "cure completed"),
            (cure.failed, "cure failed"),
            (cure.federal_rate_found, "found to meet the federal rate"),
            (cure.restored, "aid restored"),
        ];
        for (on, what) in steps.into_iter().filter_map(|(on, what)| Some((on?, what))) {
            self.dated(&format!("  {}", day(on)), what, &cure.source);
        }
    }

    pub(super) fn service(&mut self, service: &Service) {
        let name = self.name(service.person);
        let what = format!("{name}: {}, needed {}", service.kind, span(service.needed));
        self.dated(&day(service.needed.from), &what, &service.source);
        for period in &service.authorised {
            self.dated(&format!("  {}", day(period.from)), &format!("authorised {}", span(*period)), &service.source);
        }
        let steps =
            [(service.paid, "paid"), (service.decided, "decided"), (service.notice_sent, "notice of action sent")];
        for (on, what) in steps.into_iter().filter_map(|(on, what)| Some((on?, what))) {
            self.dated(&format!("  {}", day(on)), what, &service.source);
        }
    }

    pub(super) fn referral(&mut self, referral: &Referral) {
        let name = self.name(referral.person);
        self.dated(&day(referral.requested), &format!("{name}: referral, {}", referral.kind), &referral.source);
        let closed = referral.result.as_ref().map_or_else(|| "closed".to_owned(), |result| format!("closed: {result}"));
        for (on, what) in [(referral.made, "made".to_owned()), (referral.closed, closed)] {
            if let Some(on) = on {
                self.dated(&format!("  {}", day(on)), &what, &referral.source);
            }
        }
    }

    pub(super) fn notice(&mut self, notice: &Notice) {
        let (on, what) = match (notice.sent, notice.needed) {
            (Some(sent), _) => (day(sent), "sent"),
            (None, Some(needed)) => (day(needed), "needed, not sent"),
            (None, None) => (String::new(), "not sent"),
        };
        let name = self.name(notice.person);
        self.dated(&on, &format!("{name}: notice {}, {what}", notice.kind), &notice.source);
    }

    pub(super) fn document(&mut self, document: &Document) {
        let imaged = document.imaged.map_or_else(|| "not imaged".to_owned(), |on| format!("imaged {}", day(on)));
        let name = self.name(document.person);
        self.dated(&day(document.received), &format!("{name}: {}, {imaged}", document.kind), &document.source);
    }

    pub(super) fn new_case_review(&mut self, review: &NewCaseReview) {
        let what = match &review.missing {
            Some(missing) => format!("returned as a newly assigned case; missing: {missing}"),
            None => "accepted as a newly assigned case".to_owned(),
        };
        self.dated(&day(review.on), &what, &review.source);
    }

    pub(super) fn duty(&mut self, done: &DutyDone) {
        let note = done.note.as_ref().map(|note| format!(": {note}")).unwrap_or_default();
        let name = self.name(done.person);
        self.dated(&day(done.on), &format!("{}, {name}{note}", done.duty.title()), &done.source);
    }

    pub(super) fn wpr_draw(&mut self, draw: &WprDraw) {
        self.dated(&day(draw.on), &format!("drawn for the work participation rate of {}", draw.month), &draw.source);
    }

    pub(super) fn alert_sent(&mut self, sent: &AlertSent) {
        let due = sent.due.map(|due| format!(", to be answered by {}", day(due))).unwrap_or_default();
        self.dated(&day(sent.on), &format!("alert for {}{due}: {}", sent.to, sent.text), &sent.source);
    }

    /// What the county says otherwise than what was recorded here.
    pub(super) fn differences(&mut self) {
        let differences = self.case.record.facts.differences.clone();
        if differences.is_empty() {
            return;
        }
        self.say("The county says otherwise; both stand", Role::Heading);
        for one in differences {
            self.dated("  county", &format!("{}: {}", one.what, one.county), &one.county_source);
            self.dated("  here", &format!("{}: {}", one.what, one.here), &one.source);
        }
    }
}

fn span(period: Period) -> String {
    match period.until {
        Some(until) => format!("from {} to {}", day(period.from), day(until)),
        None => format!("from {} on", day(period.from)),
    }
}
