//! The work with partners on a case, step by step with its days, as far as the worker may see it: social work, the common
//! case, conferences, outreach and the duty log. The services of child welfare are not in it, because each opening of them is
//! recorded.

use chrono::NaiveDate;

use super::{Caseload, EvaluatedCase};
use crate::domain::facts::outreach::OutreachTry;
use crate::domain::facts::social_work::UnitClosingReason;
use crate::domain::facts::{CommonCase, LinkageConference, Outreach, Source, StepDay};
use crate::domain::sight::SightClass;
use crate::rules::message::{Message, message};
use crate::rules::social_work::UnitCaseSummary;

/// A part of the work with partners.
#[derive(Debug, Clone, PartialEq)]
pub struct PartnerRecord {
    /// What it is, and how it stands.
    pub heading: Message,
    /// The steps that were taken, the oldest first.
    pub steps: Vec<PartnerStep>,
    /// What is not shown, and where it is.
    pub note: Option<Message>,
}

/// A step.
#[derive(Debug, Clone, PartialEq)]
pub struct PartnerStep {
    /// The day.
    pub on: NaiveDate,
    /// What was done.
    pub says: Message,
    /// Where it is recorded, if the facts hold that of each step.
    pub source: Source,
}

/// Collects steps of the days up to the as-of day.
struct Steps {
    as_of: NaiveDate,
    source: Source,
    taken: Vec<PartnerStep>,
}

impl Steps {
    const fn new(as_of: NaiveDate, source: Source) -> Self {
        Self { as_of, source, taken: Vec::new() }
    }

    fn add(&mut self, on: impl Into<Option<NaiveDate>>, says: impl Into<Message>) {
        if let Some(on) = on.into().filter(|on| *on <= self.as_of) {
            self.taken.push(PartnerStep { on, says: says.into(), source: Source::Stated });
        }
    }

    /// Returns the steps. The first one has the source of the whole; the facts hold none of the others.
    fn finish(mut self) -> Vec<PartnerStep> {
        self.taken.sort_by_key(|step| step.on);
        if let Some(first) = self.taken.first_mut() {
            first.source = self.source;
        }
        self.taken
    }
}

impl Caseload {
    /// Returns the work with partners on a case; empty for none, or none that the worker sees.
    pub fn partner_records(&self, case: &EvaluatedCase) -> Vec<PartnerRecord> {
        let facts = &case.record.facts;
        let mut records: Vec<PartnerRecord> =
            self.unit_cases(case).iter().rev().map(|unit| self.unit_record(case, unit)).collect();
        let state = self.common_case(case).map(|common| common.state.title());
        records.extend(facts.common_cases.iter().rev().enumerate().map(|(at, round)| {
            let state = state.filter(|_| at == 0).unwrap_or("earlier round");
            let note = (at == 0).then(|| Self::services_note(case)).flatten();
            let heading = message!("Common case: {}", state);
            PartnerRecord { heading, steps: self.common_steps(round), note }
        }));
        records.extend(facts.conferences.iter().rev().map(|known| PartnerRecord {
            heading: "Linkages Case Conference".into(),
            steps: self.conference_steps(known),
            note: None,
        }));
        records.extend(facts.outreach.iter().rev().map(|known| PartnerRecord {
            heading: message!("Outreach to {}", case.person_name(known.person).to_string()),
            steps: self.outreach_steps(known),
            note: None,
        }));
        records.extend(self.duty_record(case));
        records
    }

    /// Returns where the services of child welfare are, or whom to ask.
    fn services_note(case: &EvaluatedCase) -> Option<Message> {
        let sight = &case.record.sight;
        if sight.hides_services {
            return Some(SightClass::DfcsDetail.words_instead().into());
        }
        let why = if sight.is_sensitive { " with the reason" } else { "" };
        let has_services = !case.record.facts.dfcs.is_empty();
        has_services.then(|| message!("V opens the services of child welfare; each opening is recorded{}.", why))
    }

    fn unit_record(&self, case: &EvaluatedCase, unit: &UnitCaseSummary<'_>) -> PartnerRecord {
        let name = case.person_name(unit.person()).to_string();
        let worker = unit.worker().map(|worker| format!(", {worker}")).unwrap_or_default();
        let heading = message!("Social work, {}: {}{}", name, unit.state.title(), worker);
        let note = unit.next_report.map(|due| message!("next progress report (7046 CW) {}", due));
        PartnerRecord { heading, steps: self.unit_steps(unit), note }
    }

    fn unit_steps(&self, unit: &UnitCaseSummary<'_>) -> Vec<PartnerStep> {
        let (work, sees_all) = (unit.work, self.sees_unit_details());
        let mut steps = Steps::new(self.as_of, unit.referral.source.clone());
        if work.rounds.is_empty() {
            steps.add(unit.referral.requested, "7045 sent");
        }
        for round in &work.rounds {
            steps.add(round.sent, "7045 sent");
            let why = round.reason.as_deref().unwrap_or("no reason recorded").to_owned();
            steps.add(round.returned, message!("7045 sent back: {}", Message::from_text(why)));
        }
        steps.add(work.withdrawn.as_ref().map(|withdrawn| withdrawn.on), "referral withdrawn");
        let timed = |step: Option<StepDay>, what: &'static str| {
            let step = step?;
            let at = step.at.map(|at| format!(", {}", at.format("%H:%M"))).unwrap_or_default();
            Some((step.on, message!("{}{}", what, at)))
        };
        let dated = [
            timed(work.accepted, "accepted"),
            timed(work.assigned, "assigned"),
            timed(work.file_received, "folder handed over"),
            timed(work.discussed, "discussed with the referring worker"),
            timed(work.informed, "client told of the referral"),
            timed(work.intake.filter(|_| sees_all), "intake"),
        ];
        for (on, says) in dated.into_iter().flatten() {
            steps.add(on, says);
        }
        for contact in work.all_contacts().filter(|_| sees_all) {
            steps.add(contact.on, message!("{}: {}", contact.how.title(), contact.outcome.title()));
        }
        for status in &work.statuses {
            steps.add(status.on, message!("status {}", status.to.title()));
        }
        for report in work.reports.iter().filter(|report| sees_all || report.forwarded.is_some()) {
            steps.add(report.submitted, "progress report (7046 CW) handed in");
            for returned in report.returned.iter().filter(|_| sees_all) {
                steps.add(returned.on, "progress report sent back");
            }
            steps.add(report.forwarded, "progress report passed to the referring worker");
            steps.add(report.read, "progress report read");
        }
        for letter in &work.final_letter {
            steps.add(letter.on, "last letter sent");
        }
        for talk in &work.talk {
            steps.add(talk.on, message!("talk about closing: the work {}", talk.outcome.title()));
        }
        if let Some(closing) = &work.closing {
            steps.add(
                closing.on,
                message!("closed: {}", closing.reason.map_or("no reason recorded", UnitClosingReason::title)),
            );
        }
        steps.finish()
    }

    fn common_steps(&self, round: &CommonCase) -> Vec<PartnerStep> {
        let mut steps = Steps::new(self.as_of, round.source.clone());
        let how = round.found.how.map(|how| format!(": {}", how.title())).unwrap_or_default();
        steps.add(round.found.on, message!("found{}", how));
        let reviewed = round.reviewed.as_ref();
        steps.add(
            reviewed.map(|step| step.on),
            message!("supervisor: {}", reviewed.map_or("", |step| step.outcome.title())),
        );
        let verified = round.verified.as_ref();
        steps.add(
            verified.map(|step| step.on),
            message!("answer: {}", verified.map_or("", |step| step.outcome.title())),
        );
        let decided = round.decided.as_ref();
        let says = message!("Partnership EC Supervisor: {}", decided.map_or("", |step| step.outcome.title()));
        steps.add(decided.map(|step| step.on), says);
        steps.add(round.prepared, "ready for its transfer");
        steps.add(round.sent, "sent to the Control Clerk");
        for assigned in round.assigned.iter().chain(&round.returned) {
            let to = assigned.to.as_ref().map(|to| format!(" to {to}")).unwrap_or_default();
            steps.add(assigned.on, message!("assigned{}", to));
        }
        for meeting in &round.meetings {
            steps.add(meeting.on, message!("planning meeting, integration: {}", meeting.integration.title()));
        }
        for confirmed in &round.confirmed_open {
            steps.add(*confirmed, "known to go on");
        }
        steps.add(round.ending, "child welfare has ended");
        if let Some(back) = &round.handed_back {
            let office = back.office.as_ref().map(|office| format!(" to {office}")).unwrap_or_default();
            steps.add(back.on, message!("handed back{}", office));
        }
        steps.add(round.closed, "common case closed");
        steps.add(round.dropped.as_ref().map(|dropped| dropped.on), "dropped");
        steps.finish()
    }

    fn conference_steps(&self, known: &LinkageConference) -> Vec<PartnerStep> {
        let mut steps = Steps::new(self.as_of, known.source.clone());
        steps.add(known.linked.as_ref().map(|linked| linked.on), "linked");
        if let Some(considered) = &known.considered {
            steps.add(considered.on, message!("considered: {}", considered.outcome.title()));
        }
        if let Some(called) = &known.called {
            steps.add(called.on, message!("called for {}", called.on_day));
        }
        for seat in &known.seats {
            steps.add(seat.invited, message!("invited: {}", seat.seat.title()));
        }
        steps.add(known.held, "held");
        steps.add(known.minutes.as_ref().map(|minutes| minutes.on), "minutes written");
        for point in &known.agreed {
            let by = point.by.map_or_else(|| "".into(), |by| message!(" by {}", by));
            let says = message!("agreed: {}, {}{}", Message::from_text(point.what.clone()), &point.who, by);
            steps.add(known.minutes.as_ref().map(|minutes| minutes.on), says);
        }
        steps.add(known.canceled, "canceled");
        steps.finish()
    }

    fn outreach_steps(&self, known: &Outreach) -> Vec<PartnerStep> {
        let mut steps = Steps::new(self.as_of, known.source.clone());
        steps.add(known.listed.on, "listed");
        steps.add(known.forwarded, "forwarded to the lead");
        for OutreachTry { on, channel, outcome } in &known.tries {
            steps.add(*on, message!("tried by {}: {}", channel.title(), outcome.title()));
        }
        if let Some(ended) = &known.ended {
            steps.add(ended.on, message!("ended: {}", ended.outcome.title()));
        }
        steps.finish()
    }

    fn duty_record(&self, case: &EvaluatedCase) -> Option<PartnerRecord> {
        let known = &case.record.facts.duty_log;
        if known.is_empty() || !self.sees_unit_details() {
            return None;
        }
        let mut all = Vec::new();
        for entry in known {
            let mut steps = Steps::new(self.as_of, entry.source.clone());
            let what = Message::from_text(entry.what.clone());
            steps.add(entry.on, message!("{}, {}: {}", entry.visitor.title(), entry.outcome.title(), what));
            all.extend(steps.finish());
        }
        all.sort_by_key(|step| step.on);
        Some(PartnerRecord { heading: "Duty log".into(), steps: all, note: None })
    }
}
