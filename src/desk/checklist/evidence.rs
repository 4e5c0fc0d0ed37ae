//! The evidence for checklist items, looked up in the record of the month by kind of proof.

use chrono::NaiveDate;

use super::case_month::CaseMonth;
use super::form::ItemProof;
use super::record::MonthHours;
use crate::domain::comment::{CommentView, Narrative};
use crate::domain::dates::Month;
use crate::domain::facts::{
    Activity, ClosingStep, DatedActivityStatus, Duty, Exemption, Goal, Noncompliance, RoutingForm, SocialWork, Source,
    SupervisorSignature,
};
use crate::domain::ids::PersonNumber;
use crate::domain::name::fold_for_search;
use crate::domain::seat::Seat;
use crate::domain::status::{ActivityStatus, AidStatus, RegistrationStatus};
use crate::rules::finding::Ground;
use crate::rules::message::{Message, Value, message};

/// The purpose shown for a protected comment.
const ANY_PURPOSE: &str = "contact";

/// The facts that prove something, or `None` where the record does not prove it.
pub(super) type Evidence = Option<Vec<Ground>>;

pub(super) fn new_ground(fact: impl Into<Message>, value: impl Into<Value>, source: &Source) -> Ground {
    Ground::new(fact, value, source)
}

fn status_ground(activity: &Activity, status: &DatedActivityStatus) -> Ground {
    new_ground(message!("{}: {}", &activity.kind, status.status.title()), status.on, &status.source)
}

/// Joins the evidence of all items; `None` if one of them has no evidence, or if there are no items.
fn evidence_of_all<T>(all: impl IntoIterator<Item = T>, proves: impl FnMut(T) -> Evidence) -> Evidence {
    let evidence: Vec<Ground> =
        all.into_iter().map(proves).collect::<Option<Vec<_>>>()?.into_iter().flatten().collect();
    (!evidence.is_empty()).then_some(evidence)
}

fn single_ground(ground: Ground) -> Vec<Ground> {
    vec![ground]
}

impl CaseMonth<'_> {
    /// Returns the facts that prove an item for everybody in `people`, or `None` where the record cannot prove it.
    pub fn find_evidence(&self, proof: &ItemProof, people: &[PersonNumber]) -> Evidence {
        let each = |proves: &dyn Fn(PersonNumber) -> Evidence| evidence_of_all(people.iter().copied(), proves);
        match proof {
            ItemProof::Hand => None,
            ItemProof::NoOpenAlerts => self.no_open_alerts_evidence(),
            ItemProof::CommentFiled => {
                self.month_comments().next().map(|comment| single_ground(self.comment_ground(comment)))
            }
            ItemProof::CommentMentions(words) => self.comment_mention_evidence(words),
            ItemProof::FormCompleted(form) => self.completed_form_evidence(form),
            ItemProof::AttendancePosted => each(&|person| self.attendance_evidence(person)),
            ItemProof::HoursMet => each(&|person| self.hours_evidence(person)),
            ItemProof::ContactMade => each(&|person| self.contact_evidence(person)),
            ItemProof::ActivityStatusUpdated => each(&|person| self.status_update_evidence(person)),
            ItemProof::OverActivitiesEnded => each(&|person| self.past_activities_evidence(person)),
            ItemProof::ActivitiesEnded => self.ended_activities_evidence(people),
            ItemProof::ActivityRunning => each(&|person| self.running_activity_evidence(person)),
            ItemProof::AtMostOneActivity => each(&|person| self.only_activity_evidence(person)),
            ItemProof::PlanSigned => each(&|person| self.plan_evidence(person)),
            ItemProof::PlanAmended => each(&|person| self.amendment_evidence(person)),
            ItemProof::ExemptionRecorded => each(&|person| self.exemption_evidence(person)),
            ItemProof::ExemptionDatesKnown => each(&|person| self.exemption_end_evidence(person)),
            ItemProof::NoticeIssued => each(&|person| self.notice_evidence(person)),
            ItemProof::AppointmentSet => each(&|person| self.appointment_evidence(person)),
            ItemProof::DeterminationRecorded => each(&|person| self.determination_evidence(person)),
            ItemProof::PlanResultRecorded => each(&|person| self.plan_result_evidence(person)),
            ItemProof::RegistrationIsSanction => {
                each(&|person| self.registration_evidence(person, RegistrationStatus::Sanction))
            }
            ItemProof::RegistrationIsClosed => {
                each(&|person| self.registration_evidence(person, RegistrationStatus::Closed))
            }
            ItemProof::SanctionedActivityEnded => each(&|person| self.sanctioned_activity_evidence(person)),
            ItemProof::AidDiscontinued => self.discontinuance_evidence(),
            ItemProof::MonthsCounted => each(&|person| self.month_count_evidence(person)),
            ItemProof::SecondParentRegistered => self.second_parents_evidence(),
            ItemProof::DutyDone(Duty::GoalsDiscussed) => each(&|person| {
                self.duty_evidence(Duty::GoalsDiscussed, Some(person)).or_else(|| self.goal_evidence(person))
            }),
            ItemProof::DutyDone(duty) if duty.is_case_wide() => self.duty_evidence(*duty, None),
            ItemProof::DutyDone(duty) => each(&|person| self.duty_evidence(*duty, Some(person))),
            ItemProof::ClosingTaken(step) => self.closing_step_evidence(*step),
            ItemProof::ClosingReviewed => {
                self.routing_form_evidence("case reviewed", |form| signature_source(form.reviewed.as_ref()))
            }
            ItemProof::ClosingApproved => {
                self.routing_form_evidence("form 50-20e approved", |form| signature_source(form.approved.as_ref()))
            }
            ItemProof::ReferralTold => each(&|person| self.referral_told_evidence(person)),
            ItemProof::ReportsRead => each(&|person| self.reports_read_evidence(person)),
            ItemProof::TransferSent => self.transfer_evidence(),
            ItemProof::PlanAfterMeeting => self.plan_after_meeting_evidence(),
            ItemProof::ChildWelfareConfirmed => self.confirmed_evidence(),
            ItemProof::DocumentsImaged => self.imaged_evidence(),
            ItemProof::SeatInvited(seat) => self.seat_evidence(*seat),
            ItemProof::SubstanceAbuseAsked => self.substance_abuse_evidence(),
            ItemProof::CaseRouted => self
                .routing_form_evidence("routed", |form| form.routed.as_ref().map(|routed| (routed.on, &routed.source))),
        }
    }

    /// Returns the evidence that no alert is open. The number of open alerts is known for the as-of day only, so it
    /// proves nothing for another month.
    fn no_open_alerts_evidence(&self) -> Evidence {
        let known = self.record.open_alerts == 0 && Month::from_date(self.as_of) == self.month;
        known.then(|| single_ground(new_ground("open alerts", message!("none on {}", self.as_of), &Source::Stated)))
    }

    fn comment_ground(&self, comment: &CommentView) -> Ground {
        // A checklist is printed, and must not tell that a comment is kept apart: what stands there may be any purpose.
        let purpose = comment.narrative.as_visible().map_or(ANY_PURPOSE, |narrative| narrative.purpose.as_str());
        let source = self.record.entries.get(&comment.id).unwrap_or(&Source::Stated);
        new_ground("comment", message!("{}, {}", comment.on, Message::from_text(purpose)), source)
    }

    fn comment_mention_evidence(&self, words: &[String]) -> Evidence {
        let words: Vec<String> = words.iter().map(|word| fold_for_search(word)).collect();
        let mentions = |text: &str| words.iter().any(|word| fold_for_search(text).contains(word));
        let has_word = |narrative: &Narrative| mentions(&narrative.purpose) || mentions(&narrative.results);
        let comment = self.month_comments().find(|comment| comment.narrative.as_visible().is_some_and(has_word))?;
        Some(single_ground(self.comment_ground(comment)))
    }

    fn completed_form_evidence(&self, form: &str) -> Evidence {
        let names = |text: &String| fold_for_search(text).split_whitespace().any(|word| word == fold_for_search(form));
        let comment = self.month_comments().find(|comment| comment.forms().iter().any(names))?;
        Some(vec![new_ground("form completed", form.to_owned(), &Source::Stated), self.comment_ground(comment)])
    }

    fn attendance_evidence(&self, person: PersonNumber) -> Evidence {
        evidence_of_all(self.month_activities(person), |activity| {
            let row = self.record.facts.attendance.iter().find(|row| {
                row.person == person
                    && row.kind == activity.kind
                    && row.start == activity.start
                    && row.month == self.month
                    && row.posted.is_some_and(|posted| posted <= self.as_of)
            })?;
            Some(single_ground(new_ground(
                message!("{}, hours attended in {}", &row.kind, row.month),
                row.attended,
                &row.source,
            )))
        })
    }

    fn hours_evidence(&self, person: PersonNumber) -> Evidence {
        let hours = self.record.hours.iter().find(|hours| hours.person == person)?;
        let MonthHours { average, required, .. } = hours;
        (average >= required).then(|| {
            vec![
                new_ground("hours a week, average of the month", average, &Source::Stated),
                new_ground("hours a week required", required, &Source::Stated),
            ]
        })
    }

    fn contact_evidence(&self, person: PersonNumber) -> Evidence {
        let contact = self.record.facts.contacts.iter().find(|contact| {
            let counts =
                contact.contact_type.as_ref().is_none_or(|kind| !self.record.uncounted_contact_types.contains(kind));
            contact.person == person && contact.reached && counts && self.is_in_month(contact.on)
        })?;
        Some(single_ground(new_ground("contact made", contact.on, &contact.source)))
    }

    fn status_update_evidence(&self, person: PersonNumber) -> Evidence {
        evidence_of_all(self.month_activities(person), |activity| {
            let newest = self.newest_status(activity).filter(|status| self.is_in_month(status.on));
            newest
                .map(|status| single_ground(status_ground(activity, status)))
                .or_else(|| self.posting_evidence(activity))
        })
    }

    fn posting_evidence(&self, activity: &Activity) -> Evidence {
        let row = self.record.facts.attendance.iter().find(|row| {
            row.person == activity.person
                && row.kind == activity.kind
                && row.start == activity.start
                && row.posted.is_some_and(|posted| self.is_in_month(posted))
        })?;
        Some(single_ground(new_ground(message!("{}: attendance posted", &row.kind), row.posted?, &row.source)))
    }

    fn past_activities_evidence(&self, person: PersonNumber) -> Evidence {
        evidence_of_all(self.past_activities(person), |activity| {
            self.ending_status(activity).map(|status| single_ground(status_ground(activity, status)))
        })
    }

    fn ended_activities_evidence(&self, people: &[PersonNumber]) -> Evidence {
        let mut activities = people.iter().flat_map(|person| self.started_activities(*person)).peekable();
        if activities.peek().is_none() {
            return Some(single_ground(new_ground("activities on record", "none", &Source::Stated)));
        }
        evidence_of_all(activities, |activity| {
            self.ending_status(activity).map(|status| single_ground(status_ground(activity, status)))
        })
    }

    fn running_activity_evidence(&self, person: PersonNumber) -> Evidence {
        let activity = self.running_activities(person).next()?;
        Some(single_ground(new_ground(message!("{} since", &activity.kind), activity.start, &activity.source)))
    }

    fn only_activity_evidence(&self, person: PersonNumber) -> Evidence {
        let mut activities = self.month_activities(person);
        let (Some(only), None) = (activities.next(), activities.next()) else { return None };
        Some(single_ground(new_ground("the only activity", &only.kind, &only.source)))
    }

    /// Returns the evidence that the duty was done in the month, for the participant or, if `person` is `None`, for
    /// anybody.
    fn duty_evidence(&self, duty: Duty, person: Option<PersonNumber>) -> Evidence {
        let mut done = self.record.facts.duties.iter().rev();
        let done = done.find(|done| {
            done.duty == duty && person.is_none_or(|person| person == done.person) && self.is_in_month(done.on)
        })?;
        Some(single_ground(new_ground(duty.title(), done.on, &done.source)))
    }

    /// Returns the evidence that a goal was set or talked about in the month: its day alone, and no word of it.
    fn goal_evidence(&self, person: PersonNumber) -> Evidence {
        let is_shown = |goal: &&Goal| !goal.protected && goal.withdrawn.is_none();
        let theirs = self.record.facts.goals.iter().filter(is_shown).filter(|goal| goal.person == person);
        let talks = theirs.flat_map(|goal| {
            let days = goal.reviews.iter().map(|review| review.on).chain([goal.created]);
            days.map(move |on| (on, &goal.source))
        });
        let (on, source) = talks.filter(|(on, _)| self.is_in_month(*on)).max_by_key(|(on, _)| *on)?;
        Some(single_ground(new_ground("goals talked about", on, source)))
    }

    fn plan_evidence(&self, person: PersonNumber) -> Evidence {
        let plans =
            self.record.facts.plans.iter().filter(|plan| plan.person == person && plan.signed <= self.state_day);
        let newest = plans.max_by_key(|plan| plan.signed)?;
        Some(single_ground(new_ground("plan signed", newest.signed, &newest.source)))
    }

    fn amendment_evidence(&self, person: PersonNumber) -> Evidence {
        let mut plans = self.record.facts.plans.iter();
        let plan = plans.find(|plan| plan.person == person && plan.amends && self.is_in_month(plan.signed))?;
        Some(single_ground(new_ground("amendment signed", plan.signed, &plan.source)))
    }

    /// Returns the evidence of an exemption. It does not name the reason, which may be domestic abuse and is shown only
    /// on request.
    fn exemption_evidence(&self, person: PersonNumber) -> Evidence {
        let exemption = self.exemptions_in_force(person).next()?;
        Some(single_ground(new_ground("exempt, with a reason, from", exemption.from, &exemption.source)))
    }

    fn exemption_end_evidence(&self, person: PersonNumber) -> Evidence {
        self.exemptions_in_force(person).find_map(|exemption| {
            let source = exemption.value_source(Exemption::END);
            Some(single_ground(new_ground("exempt until", exemption.until?, source)))
        })
    }

    fn notice_evidence(&self, person: PersonNumber) -> Evidence {
        let step = self.newest_notice(person)?;
        Some(single_ground(new_ground("notice of action issued", step.notice_issued, &step.source)))
    }

    fn appointment_evidence(&self, person: PersonNumber) -> Evidence {
        let step = self.newest_notice(person)?;
        let (day, on) = (step.appointment_on(self.state_day)?, self.state_day);
        Some(single_ground(new_ground("appointment", day, step.appointment_source(on))))
    }

    fn determination_evidence(&self, person: PersonNumber) -> Evidence {
        let step = self.newest_notice(person)?;
        let determination = step.determination.as_ref().filter(|determination| determination.on <= self.state_day)?;
        let words = format!("determination: {}", determination.outcome.title());
        let source = step.value_source(Noncompliance::DETERMINATION);
        Some(single_ground(new_ground(words, determination.on, source)))
    }

    fn plan_result_evidence(&self, person: PersonNumber) -> Evidence {
        let step = self.newest_notice(person)?;
        let result = step.plan_result.as_ref().filter(|result| result.on <= self.state_day)?;
        let words = if result.completed { "compliance plan completed" } else { "compliance plan failed" };
        Some(single_ground(new_ground(words, result.on, step.value_source(Noncompliance::PLAN_RESULT))))
    }

    fn registration_evidence(&self, person: PersonNumber, wanted: RegistrationStatus) -> Evidence {
        let status = self.participant_registration(person).filter(|status| status.status == wanted)?;
        Some(single_ground(new_ground(message!("registration {} since", wanted.title()), status.since, &status.source)))
    }

    fn sanctioned_activity_evidence(&self, person: PersonNumber) -> Evidence {
        self.started_activities(person).find_map(|activity| {
            let newest = self.newest_status(activity)?;
            (newest.status == ActivityStatus::EndUnsatisfactoryParticipation)
                .then(|| single_ground(status_ground(activity, newest)))
        })
    }

    fn discontinuance_evidence(&self) -> Evidence {
        let aid = self.aid_status().filter(|aid| aid.status == AidStatus::Discontinued)?;
        Some(single_ground(new_ground("aid discontinued", aid.since, &aid.source)))
    }

    fn month_count_evidence(&self, person: PersonNumber) -> Evidence {
        let person = self.record.facts.people.iter().find(|one| one.person == Some(person))?;
        let count = person.months_on_aid.iter().find(|count| self.is_in_month(count.on))?;
        Some(single_ground(new_ground(message!("months on aid, counted {}", count.on), count.months, &count.source)))
    }

    fn second_parents_evidence(&self) -> Evidence {
        evidence_of_all(self.second_parents(), |person| {
            let status = self.person_registration(person)?;
            Some(single_ground(new_ground(
                message!("second parent: {} since", status.status.title()),
                status.since,
                &status.source,
            )))
        })
    }

    /// Returns the evidence that the closing step was taken for the current discontinuance of the case.
    fn closing_step_evidence(&self, step: ClosingStep) -> Evidence {
        let since = self.aid_status()?.since;
        let mut taken = self.record.facts.closing.iter();
        let taken =
            taken.rfind(|done| done.step == step && done.on >= since && done.is_in_effect_on(self.state_day))?;
        Some(vec![new_ground(step.title(), taken.on, &taken.source)])
    }

    /// Returns the evidence from the newest form 50-20e: one of its days, and the office to whose closed files it goes.
    fn routing_form_evidence<'f>(
        &'f self,
        what: &'static str,
        step: impl Fn(&'f RoutingForm) -> Option<(NaiveDate, &'f Source)>,
    ) -> Evidence {
        let since = self.aid_status()?.since;
        let mut forms = self.record.facts.routing_forms.iter();
        let form = forms.rfind(|form| form.submitted >= since && form.submitted <= self.state_day)?;
        let (on, source) = step(form).filter(|(on, _)| *on <= self.state_day)?;
        Some(vec![new_ground(what, on, source), new_ground("closed files of", &form.office, &form.source)])
    }
}

/// The evidence from work with partners.
impl CaseMonth<'_> {
    fn referral_told_evidence(&self, person: PersonNumber) -> Evidence {
        let told = |work: &SocialWork| {
            let informed = work.informed.map(|step| step.on).filter(|on| *on <= self.state_day);
            let known = work.client_told == Some(true);
            let sent = work.rounds.iter().map(|round| round.sent).min();
            let day = informed.or(sent.filter(|_| known))?;
            Some(single_ground(new_ground("the client knows of the referral", day, &Source::Stated)))
        };
        evidence_of_all(self.running_units(person), told)
    }

    fn reports_read_evidence(&self, person: PersonNumber) -> Evidence {
        let reports = self.running_units(person).flat_map(|work| self.passed_reports(work));
        evidence_of_all(reports, |report| {
            let read = report.read.filter(|on| *on <= self.state_day)?;
            Some(single_ground(new_ground("progress report read", read, &Source::Stated)))
        })
    }

    fn transfer_evidence(&self) -> Evidence {
        let case = self.common_case()?;
        let sent = case.sent.filter(|on| *on <= self.state_day)?;
        Some(single_ground(new_ground("sent to the Control Clerk", sent, &case.source)))
    }

    fn plan_after_meeting_evidence(&self) -> Evidence {
        let case = self.common_case()?;
        let meeting = case.meetings.iter().map(|held| held.on).filter(|on| *on <= self.state_day).max()?;
        let plans = self.record.facts.plans.iter();
        let plan = plans
            .filter(|plan| meeting <= plan.signed && plan.signed <= self.state_day)
            .max_by_key(|plan| plan.signed)?;
        Some(vec![
            new_ground("planning meeting", meeting, &case.source),
            new_ground("plan signed", plan.signed, &plan.source),
        ])
    }

    fn confirmed_evidence(&self) -> Evidence {
        let case = self.common_case()?;
        let verified = case.verified.as_ref().map(|answer| answer.on);
        let confirmed = case.confirmed_open.iter().copied().chain(verified).filter(|on| *on <= self.state_day).max()?;
        let is_recent = self.record.recheck.is_some_and(|recheck| self.state_day <= confirmed + recheck);
        is_recent.then(|| single_ground(new_ground("known to be open", confirmed, &case.source)))
    }

    /// Returns the evidence that no document waits to be imaged; none where no document is known.
    fn imaged_evidence(&self) -> Evidence {
        let known = self.record.facts.documents.iter().filter(|document| document.received <= self.state_day);
        evidence_of_all(known, |document| {
            let imaged = document.imaged.filter(|on| *on <= self.state_day)?;
            Some(single_ground(new_ground(message!("{} imaged", &document.kind), imaged, &document.source)))
        })
    }

    fn seat_evidence(&self, seat: Seat) -> Evidence {
        let conference = self.called_conference()?;
        let mut taken = conference.seats.iter().filter(|taken| taken.seat == seat);
        let invited = taken.find_map(|taken| taken.invited.filter(|on| *on <= self.state_day))?;
        Some(single_ground(new_ground(message!("invited: {}", seat.title()), invited, &conference.source)))
    }

    /// Returns the evidence that it was asked whether substance abuse is an issue. The answer is protected.
    fn substance_abuse_evidence(&self) -> Evidence {
        let conference = self.called_conference()?;
        let called = conference.called.as_ref().filter(|called| called.substance_abuse.is_some())?;
        Some(single_ground(new_ground("settled in the call", called.on, &conference.source)))
    }
}

/// Returns the day and the source of a step of the supervisor.
fn signature_source(step: Option<&SupervisorSignature>) -> Option<(NaiveDate, &Source)> {
    step.map(|step| (step.on, &step.source))
}
