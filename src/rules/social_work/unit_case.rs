//! A social-work case as it is known on a day: its state, its steps, its contacts and the course of its status.

use std::cmp::Reverse;

use chrono::NaiveDate;

use crate::domain::PersonNumber;
use crate::domain::act::ActId;
use crate::domain::facts::social_work::{ContactOutcome, ContactWay, ProgressReport, UnitContact, UnitStatus};
use crate::domain::facts::{Referral, SocialWork, Source, StepDay};
use crate::domain::partner_state::{ReportState, UnitCaseState};
use crate::rules::finding::Ground;
use crate::rules::message::{Message, message};
use crate::rules::view::View;

/// A social-work case with what is known of it on the day of the view.
pub(in crate::rules) struct UnitCase<'a> {
    /// The case on the day.
    pub view: View<'a>,
    /// The referral.
    pub referral: &'a Referral,
    /// The steps.
    pub work: &'a SocialWork,
    /// Which referral to social work of the person it is, where there are several.
    pub ordinal: Option<u32>,
    /// The contacts and attempts, the earliest first.
    pub contacts: Vec<UnitContact>,
    /// The days on which the status of the opened case changed, the earliest first.
    course: Vec<(NaiveDate, UnitStatus)>,
}

/// Returns every social-work case that was begun by the day.
pub(in crate::rules) fn unit_cases<'a>(view: &View<'a>) -> Vec<UnitCase<'a>> {
    let begun = view.facts.referrals.iter().filter(|referral| referral.requested <= view.on);
    let mut begun: Vec<(&Referral, &SocialWork)> =
        begun.filter_map(|referral| Some((referral, referral.social_work.as_ref()?))).collect();
    begun.sort_by_key(|(referral, _)| (referral.person, referral.requested, referral.source.record_order()));
    let number = |at: usize, person: PersonNumber| {
        let of_person = |known: &&(&Referral, &SocialWork)| known.0.person == person;
        let before = begun.iter().take(at).filter(of_person).count();
        let several = begun.iter().filter(of_person).count() > 1;
        several.then(|| u32::try_from(before).map_or(u32::MAX, |before| before.saturating_add(1)))
    };
    let cases = begun.iter().enumerate();
    cases.map(|(at, (referral, work))| UnitCase::new(view, referral, work, number(at, referral.person))).collect()
}

/// Returns the newest social-work case of a person.
pub(in crate::rules) fn newest_unit_case<'a>(view: &View<'a>, person: PersonNumber) -> Option<UnitCase<'a>> {
    unit_cases(view).into_iter().rfind(|case| case.referral.person == person)
}

/// Returns the status of the person's newest social-work case, as a report gives it.
pub(in crate::rules) fn unit_status(view: &View, person: PersonNumber) -> Option<UnitStatus> {
    match newest_unit_case(view, person)?.state() {
        UnitCaseState::Open => Some(UnitStatus::Open),
        UnitCaseState::Inactive => Some(UnitStatus::Inactive),
        UnitCaseState::Closed => Some(UnitStatus::Closed),
        UnitCaseState::Submitted | UnitCaseState::Returned | UnitCaseState::Withdrawn => None,
    }
}

/// Returns the newest day on which a social worker reached the person.
pub(in crate::rules) fn last_reached(view: &View, person: PersonNumber) -> Option<NaiveDate> {
    let cases = unit_cases(view);
    let theirs = cases.iter().filter(|case| case.referral.person == person);
    theirs.flat_map(|case| &case.contacts).filter(|contact| contact.is_reached()).map(|contact| contact.on).max()
}

/// Returns how a social-work case of the person stands, as a fact to look at before a sanction: it holds nothing up.
pub(in crate::rules) fn running_case_ground(view: &View, person: PersonNumber) -> Option<Ground> {
    let case = newest_unit_case(view, person).filter(UnitCase::is_running)?;
    let since = case.accepted().unwrap_or_else(|| case.last_sent());
    let reached = case.contacts.iter().rfind(|contact| contact.is_reached());
    let reached =
        reached.map_or_else(|| Message::from("not reached yet"), |contact| message!("last reached on {}", contact.on));
    let value = message!("{} since {}, {}", case.state().title(), since, reached);
    Some(Ground::new("social work", value, &case.referral.source))
}

impl<'a> UnitCase<'a> {
    fn new(view: &View<'a>, referral: &'a Referral, work: &'a SocialWork, ordinal: Option<u32>) -> Self {
        let mut contacts: Vec<UnitContact> = work.all_contacts().filter(|contact| contact.on <= view.on).collect();
        contacts.extend(dictated_contacts(view, referral, work, &contacts));
        contacts.sort_by_key(|contact| (contact.on, contact.how, contact.outcome));
        let course = status_course(work, &contacts, view.on);
        Self { view: *view, referral, work, ordinal, contacts, course }
    }

    /// Returns the day of a step if the step was done by the day of the view.
    pub fn known(&self, day: Option<StepDay>) -> Option<NaiveDate> {
        day.map(|day| day.on).filter(|day| *day <= self.view.on)
    }

    /// Returns the day on which form 7045 went to the unit last.
    pub fn last_sent(&self) -> NaiveDate {
        let rounds = self.work.rounds.iter().map(|round| round.sent).filter(|sent| *sent <= self.view.on);
        rounds.max().unwrap_or(self.referral.requested)
    }

    /// Returns the day on which the unit accepted the referral: that of the assignment, where no other is known.
    pub fn accepted(&self) -> Option<NaiveDate> {
        self.known(self.work.accepted).or_else(|| self.assigned())
    }

    /// Returns the entry in which a step was recorded; that of the referral where no act says it.
    pub fn source_of(&self, acts: &[ActId], on: NaiveDate) -> &'a Source {
        let acts: Vec<&str> = acts.iter().map(|act| act.id()).collect();
        let entry = self.view.facts.entry_of(&acts, self.referral.person, on);
        entry.unwrap_or(&self.referral.source)
    }

    /// Returns the day on which the case was last assigned to a social worker.
    pub fn assigned(&self) -> Option<NaiveDate> {
        self.known(self.work.assigned)
    }

    /// Returns the day of the discussion with the referring worker.
    pub fn discussed(&self) -> Option<NaiveDate> {
        self.known(self.work.discussed)
    }

    /// Returns the day of the closing.
    pub fn closed(&self) -> Option<NaiveDate> {
        let by_status = self.course.iter().find(|(_, to)| *to == UnitStatus::Closed).map(|(on, _)| *on);
        let closing = self.work.closing.as_ref().map(|closing| closing.on);
        let days = [closing, self.referral.closed].into_iter().flatten().filter(|day| *day <= self.view.on);
        days.chain(by_status).min()
    }

    /// Returns the state of the case.
    pub fn state(&self) -> UnitCaseState {
        if self.closed().is_some() {
            return UnitCaseState::Closed;
        }
        if self.work.withdrawn.as_ref().is_some_and(|withdrawn| withdrawn.on <= self.view.on) {
            return UnitCaseState::Withdrawn;
        }
        if self.is_opened() {
            return match self.status_on(self.view.on) {
                UnitStatus::Inactive => UnitCaseState::Inactive,
                UnitStatus::Open | UnitStatus::Closed => UnitCaseState::Open,
            };
        }
        let rounds = self.work.rounds.iter().filter(|round| round.sent <= self.view.on);
        let returned = rounds.max_by_key(|round| round.sent).and_then(|round| round.returned);
        if returned.is_some_and(|day| day <= self.view.on) { UnitCaseState::Returned } else { UnitCaseState::Submitted }
    }

    /// Returns whether the social worker works on the case on the day.
    pub fn is_open(&self) -> bool {
        self.state() == UnitCaseState::Open
    }

    /// Returns whether the case is open or inactive on the day.
    pub fn is_running(&self) -> bool {
        matches!(self.state(), UnitCaseState::Open | UnitCaseState::Inactive)
    }

    /// A step after the acceptance shows that the referral was accepted, recorded or not.
    fn is_opened(&self) -> bool {
        let steps = [self.work.accepted, self.work.assigned, self.work.file_received, self.work.discussed];
        steps.into_iter().chain([self.work.intake]).any(|step| self.known(step).is_some())
            || !self.contacts.is_empty()
            || !self.course.is_empty()
            || self.reports().next().is_some()
    }

    /// Returns the status of the opened case on a day.
    pub fn status_on(&self, day: NaiveDate) -> UnitStatus {
        let known = self.course.iter().take_while(|(on, _)| *on <= day);
        known.last().map_or(UnitStatus::Open, |(_, status)| *status)
    }

    /// Returns the newest day on which the case was opened again after it was inactive.
    pub fn reopened(&self) -> Option<NaiveDate> {
        self.course.iter().rfind(|(_, to)| *to == UnitStatus::Open).map(|(on, _)| *on)
    }

    /// Returns the day of the newest act that gave the case a status.
    pub fn newest_status(&self) -> Option<NaiveDate> {
        self.work.statuses.iter().map(|status| status.on).filter(|on| *on <= self.view.on).max()
    }

    /// Returns the first contact in which the client was reached.
    pub fn first_reached(&self) -> Option<&UnitContact> {
        self.contacts.iter().find(|contact| contact.is_reached())
    }

    /// Returns the reports that were handed in by the day, the earliest first.
    pub fn reports(&self) -> impl DoubleEndedIterator<Item = &'a ProgressReport> + use<'a> {
        let on = self.view.on;
        let mut reports: Vec<&ProgressReport> =
            self.work.reports.iter().filter(|report| report.submitted <= on).collect();
        reports.sort_by_key(|report| (report.submitted, report.answers, report.forwarded, report.status, report.read));
        reports.into_iter()
    }

    /// Returns the reports that were handed in and not sent back.
    pub fn standing_reports(&self) -> impl DoubleEndedIterator<Item = &'a ProgressReport> + use<'a> {
        let on = self.view.on;
        self.reports().filter(move |report| !is_sent_back(report, on))
    }

    /// Returns the state of the newest report.
    pub fn report_state(&self) -> ReportState {
        let on = self.view.on;
        let by_now = |day: Option<NaiveDate>| day.is_some_and(|day| day <= on);
        match self.reports().next_back() {
            None => ReportState::Due,
            Some(report) if is_sent_back(report, on) => ReportState::Returned,
            Some(report) if by_now(report.read) => ReportState::Read,
            Some(report) if by_now(report.forwarded) => ReportState::Forwarded,
            Some(_) => ReportState::Submitted,
        }
    }
}

/// Returns the comments that the assigned social worker dictated on the client, as the contacts that they are, so that nobody
/// records a contact twice. A comment says neither that a message was left nor that the client refused: a contact that is
/// recorded for the day says more.
fn dictated_contacts(
    view: &View,
    referral: &Referral,
    work: &SocialWork,
    recorded: &[UnitContact],
) -> Vec<UnitContact> {
    let by_worker = |source: &Source| match source {
        Source::Entry { author, .. } => work.worker.as_ref() == Some(author),
        Source::Extract { .. } | Source::Stated => false,
    };
    let since = work.assigned.map_or(referral.requested, |assigned| assigned.on);
    let theirs = view.facts.contacts.iter().filter(|contact| {
        contact.person == referral.person && since <= contact.on && contact.on <= view.on && by_worker(&contact.source)
    });
    let new = theirs.filter(|contact| recorded.iter().all(|known| known.on != contact.on));
    let contacts = new.filter_map(|contact| {
        let known = view.policy.contact_type(&contact.contact_type.as_ref()?.0)?;
        let how = known.unit_way?;
        let outcome = match how {
            _ if contact.reached => ContactOutcome::WorkedWith,
            ContactWay::Phone => ContactOutcome::NoAnswer,
            ContactWay::Home => ContactOutcome::NotHome,
            ContactWay::Letter | ContactWay::LetterWithCheck => ContactOutcome::Sent,
            ContactWay::Office | ContactWay::Field | ContactWay::ClientCalled | ContactWay::ClientWrote => return None,
        };
        Some(UnitContact::new(contact.on, how, outcome))
    });
    contacts.collect()
}

/// A report that was written again in place of the one that was sent back has a later day.
fn is_sent_back(report: &ProgressReport, on: NaiveDate) -> bool {
    report.returned.iter().any(|returned| report.submitted <= returned.on && returned.on <= on)
}

/// Returns the changes of status by the day. A client who is reached while the case is inactive opens it again. Of two
/// statuses of one day the one under which more is owed holds.
fn status_course(work: &SocialWork, contacts: &[UnitContact], on: NaiveDate) -> Vec<(NaiveDate, UnitStatus)> {
    let reached = contacts.iter().filter(|contact| contact.is_reached()).map(|contact| (contact.on, None));
    let given = work.statuses.iter().filter(|status| status.on <= on).map(|status| (status.on, Some(status.to)));
    let mut events: Vec<(NaiveDate, Option<UnitStatus>)> = reached.chain(given).collect();
    events.sort_by_key(|(on, status)| (*on, status.map(Reverse)));
    let mut course: Vec<(NaiveDate, UnitStatus)> = Vec::new();
    for (on, status) in events {
        let present = course.last().map_or(UnitStatus::Open, |(_, status)| *status);
        let next = match status {
            Some(status) => status,
            None if present == UnitStatus::Inactive => UnitStatus::Open,
            None => present,
        };
        if next != present {
            course.push((on, next));
        }
    }
    course
}
