//! The lines about the work on a case: sanctions and cures, services, referrals, notices, documents, duties, alerts to
//! other workers, and differences from the county.

use std::borrow::Cow;

use super::fact_words;
use super::sections::{SectionPage, format_day};
use crate::domain::facts::{
    Cure, Document, DutyRecord, NewCaseReview, Noncompliance, Notice, Period, RecordedValue, Referral, SentAlert,
    Service, WprDraw,
};
use crate::present::dates::long_month;
use crate::present::finding::recorded_text;
use crate::tui::theme::StyleRole;

impl SectionPage<'_> {
    /// Adds what followed the determination of a non-compliance.
    pub(super) fn add_sanction(&mut self, step: &Noncompliance) {
        let sanction = step.sanction.as_ref();
        let moved = step.rescheduled.iter().map(|moved| {
            (Some(moved.on), Cow::from(format!("appointment moved to {}", format_day(moved.to))), "appointment moved")
        });
        let steps = [
            (step.sanction_requested, "sanction requested".into(), "sanction requested"),
            (step.sanction_notice, "notice of the sanction sent (NA 817)".into(), "notice of the sanction"),
            (step.sanction_notice_effective, "notice of the sanction takes effect".into(), "notice of the sanction"),
            (sanction.and_then(|sanction| sanction.approved), "sanction approved".into(), "sanction"),
            (sanction.map(|sanction| sanction.from), "sanction begins".into(), "sanction"),
            (step.hearing_requested, fact_words::hearing_words(step).into(), "hearing"),
            (step.hearing_decided, "hearing decided".into(), "hearing"),
            (step.rescinded, "rescinded".into(), "rescinded"),
        ];
        let handoffs = step.told.iter().map(|on| (Some(*on), "eligibility worker notified (42-6)".into(), "told"));
        for returned in &step.sanction_returned {
            let what = format!("request for a sanction sent back: {}", returned.reason);
            self.push_dated_line(&format!("  {}", format_day(returned.on)), &what, &returned.source);
        }
        for (on, what, slot) in moved.chain(steps).chain(handoffs) {
            if let Some(on) = on {
                self.push_dated_line(&format!("  {}", format_day(on)), &what, step.value_source(slot));
            }
        }
    }

    pub(super) fn add_cure(&mut self, cure: &Cure) {
        let name = self.short_name(cure.person);
        self.push_dated_line(&format_day(cure.requested), &format!("{name}: cure requested (WTW 31)"), &cure.source);
        let plan = format!("cure plan signed (WTW 29){}", fact_words::plan_hours(cure.weekly_hours));
        let steps = [
            (cure.plan_signed, plan.as_str(), Cure::PLAN_SIGNED),
            (cure.until, "cure ends, by plan", Cure::UNTIL),
            (cure.completed, "cure completed", Cure::RESULT),
            (cure.failed, "cure failed", Cure::RESULT),
            (cure.federal_rate_found, "found to meet the federal rate", Cure::FEDERAL_RATE),
            (cure.restored, "aid restored", Cure::RESTORED),
        ];
        for (on, what, slot) in steps.into_iter().filter_map(|(on, what, slot)| Some((on?, what, slot))) {
            self.push_dated_line(&format!("  {}", format_day(on)), what, cure.value_source(slot));
        }
    }

    pub(super) fn add_service(&mut self, service: &Service) {
        let name = self.short_name(service.person);
        let known = fact_words::comma_list(&fact_words::service_words(service));
        let what = format!("{name}: {}, needed {}{known}", service.kind, format_period(service.needed));
        self.push_dated_line(&format_day(service.needed.from), &what, &service.source);
        for period in &service.authorized {
            self.push_dated_line(
                &format!("  {}", format_day(period.from)),
                &format!("authorized {}", format_period(*period)),
                &service.source,
            );
        }
        let steps = [
            (service.approved, "approved"),
            (service.paid, "paid"),
            (service.decided, "decided"),
            (service.notice_sent, "notice of action sent"),
        ];
        for (on, what) in steps.into_iter().filter_map(|(on, what)| Some((on?, what))) {
            self.push_dated_line(&format!("  {}", format_day(on)), what, &service.source);
        }
    }

    pub(super) fn add_referral(&mut self, referral: &Referral) {
        let name = self.short_name(referral.person);
        self.push_dated_line(
            &format_day(referral.requested),
            &format!("{name}: referral, {}", referral.kind),
            &referral.source,
        );
        let closed =
            referral.result.as_ref().map_or(Cow::Borrowed("closed"), |result| format!("closed: {result}").into());
        for (on, what) in [(referral.made, "made".into()), (referral.closed, closed)] {
            if let Some(on) = on {
                self.push_dated_line(&format!("  {}", format_day(on)), &what, &referral.source);
            }
        }
    }

    pub(super) fn add_notice(&mut self, notice: &Notice) {
        let (on, what) = match (notice.sent, notice.needed) {
            (Some(sent), _) => (format_day(sent), "sent"),
            (None, Some(needed)) => (format_day(needed), "needed, not sent"),
            (None, None) => (String::new(), "not sent"),
        };
        let name = self.short_name(notice.person);
        let form = notice.form.as_ref().filter(|form| **form != notice.kind);
        let form = form.map(|form| format!(" ({form})")).unwrap_or_default();
        let effective = notice.effective.map(|day| format!(", takes effect {}", format_day(day))).unwrap_or_default();
        self.push_dated_line(&on, &format!("{name}: notice {}{form}, {what}{effective}", notice.kind), &notice.source);
    }

    pub(super) fn add_document(&mut self, document: &Document) {
        let imaged =
            document.imaged.map_or(Cow::Borrowed("not imaged"), |on| format!("imaged {}", format_day(on)).into());
        let name = self.short_name(document.person);
        self.push_dated_line(
            &format_day(document.received),
            &format!("{name}: {}, {imaged}", document.kind),
            &document.source,
        );
    }

    pub(super) fn add_new_case_review(&mut self, review: &NewCaseReview) {
        let what = match &review.missing {
            Some(missing) => format!("returned as a newly assigned case; missing: {missing}").into(),
            None => Cow::Borrowed("accepted as a newly assigned case"),
        };
        self.push_dated_line(&format_day(review.on), &what, &review.source);
    }

    pub(super) fn add_duty(&mut self, done: &DutyRecord) {
        let note = done.note.as_ref().map(|note| format!(": {note}")).unwrap_or_default();
        let name = self.short_name(done.person);
        self.push_dated_line(&format_day(done.on), &format!("{}, {name}{note}", done.duty.title()), &done.source);
    }

    pub(super) fn add_wpr_draw(&mut self, draw: &WprDraw) {
        self.push_dated_line(
            &format_day(draw.on),
            &format!("drawn for the work participation rate of {}", long_month(draw.month)),
            &draw.source,
        );
    }

    pub(super) fn add_sent_alert(&mut self, sent: &SentAlert) {
        let due = sent.due.map(|due| format!(", to be answered by {}", format_day(due))).unwrap_or_default();
        self.push_dated_line(&format_day(sent.on), &format!("alert for {}{due}: {}", sent.to, sent.text), &sent.source);
    }

    /// Adds the differences between the county's values and those recorded here.
    pub(super) fn add_differences(&mut self) {
        let differences = &self.case.record.facts.differences;
        if differences.is_empty() {
            return;
        }
        self.push_text("The county reports a different value; both are kept", StyleRole::Heading);
        for difference in differences {
            let says = |value: &RecordedValue| format!("{}: {}", difference.what, recorded_text(value));
            self.push_dated_line("  county", &says(&difference.county), &difference.county_source);
            self.push_dated_line("  here", &says(&difference.here), &difference.source);
        }
    }
}

fn format_period(period: Period) -> String {
    match period.until {
        Some(until) => format!("from {} to {}", format_day(period.from), format_day(until)),
        None => format!("from {} on", format_day(period.from)),
    }
}
