//! What proves an item: each proof of the closed set, looked up in the record of the month.

use std::fmt;

use super::closing::signed;
use super::view::View;
use super::{MonthHours, Proof};
use crate::domain::comment::{Narrative, ShownComment};
use crate::domain::dates::Month;
use crate::domain::facts::{Activity, Duty, Source, StatusOn};
use crate::domain::ids::PersonNumber;
use crate::domain::name::folded;
use crate::domain::status::{ActivityStatus, AidStatus, RegistrationStatus};
use crate::rules::finding::Ground;

/// The facts that prove something; nothing where it is not proven.
pub(super) type Evidence = Option<Vec<Ground>>;

pub(super) fn ground(fact: impl Into<String>, value: &dyn fmt::Display, source: &Source) -> Ground {
    Ground { fact: fact.into(), value: value.to_string(), source: source.clone() }
}

fn status_ground(activity: &Activity, status: &StatusOn) -> Ground {
    ground(format!("{}: {}", activity.kind, status.status.title()), &status.on, &status.source)
}

/// The evidence of every one of `all`; nothing where one of them has none or there are none.
fn every<T>(all: impl IntoIterator<Item = T>, proves: impl FnMut(T) -> Evidence) -> Evidence {
    let evidence: Vec<Ground> =
        all.into_iter().map(proves).collect::<Option<Vec<_>>>()?.into_iter().flatten().collect();
    (!evidence.is_empty()).then_some(evidence)
}

fn one(ground: Ground) -> Vec<Ground> {
    vec![ground]
}

impl View<'_> {
    /// The facts that prove an item for everybody in `people`; nothing where the record cannot prove it.
    pub fn evidence(&self, proof: &Proof, people: &[PersonNumber]) -> Evidence {
        let each = |proves: &dyn Fn(PersonNumber) -> Evidence| every(people.iter().copied(), proves);
        match proof {
            Proof::Hand => None,
            Proof::NoOpenAlerts => self.no_open_alerts(),
            Proof::CommentFiled => self.comments().next().map(|comment| one(self.comment_ground(comment))),
            Proof::CommentMentions(words) => self.comment_mentions(words),
            Proof::FormCompleted(form) => self.form_completed(form),
            Proof::AttendancePosted => each(&|person| self.attendance_posted(person)),
            Proof::HoursMet => each(&|person| self.hours_met(person)),
            Proof::ContactMade => each(&|person| self.contact_made(person)),
            Proof::ActivityStatusUpdated => each(&|person| self.statuses_updated(person)),
            Proof::OverActivitiesEnded => each(&|person| self.over_activities_ended(person)),
            Proof::ActivitiesEnded => self.activities_ended(people),
            Proof::ActivityRunning => each(&|person| self.activity_running(person)),
            Proof::AtMostOneActivity => each(&|person| self.at_most_one_activity(person)),
            Proof::PlanSigned => each(&|person| self.plan_signed(person)),
            Proof::PlanAmended => each(&|person| self.plan_amended(person)),
            Proof::ExemptionRecorded => each(&|person| self.exemption_recorded(person)),
            Proof::ExemptionDatesKnown => each(&|person| self.exemption_dates(person)),
            Proof::NoticeIssued => each(&|person| self.notice_issued(person)),
            Proof::AppointmentSet => each(&|person| self.appointment_set(person)),
            Proof::DeterminationRecorded => each(&|person| self.determination_recorded(person)),
            Proof::PlanResultRecorded => each(&|person| self.plan_result_recorded(person)),
            Proof::RegistrationIsSanction => each(&|person| self.registered(person, RegistrationStatus::Sanction)),
            Proof::RegistrationIsClosed => each(&|person| self.registered(person, RegistrationStatus::Closed)),
            Proof::SanctionedActivityEnded => each(&|person| self.sanctioned_activity_ended(person)),
            Proof::AidDiscontinued => self.aid_discontinued(),
            Proof::MonthsCounted => each(&|person| self.months_counted(person)),
            Proof::SecondParentRegistered => self.second_parents_registered(),
            Proof::DutyDone(duty) if duty.is_of_the_case() => self.duty_done(*duty, None),
            Proof::DutyDone(duty) => each(&|person| self.duty_done(*duty, Some(person))),
            Proof::ClosingTaken(step) => self.closing_taken(*step),
            Proof::ClosingReviewed => self.routing_form("case reviewed", |form| signed(form.reviewed.as_ref())),
            Proof::ClosingApproved => self.routing_form("form 50-20e approved", |form| signed(form.approved.as_ref())),
            Proof::CaseRouted => {
                self.routing_form("routed", |form| form.routed.as_ref().map(|routed| (routed.on, &routed.source)))
            }
        }
    }

    /// How many alerts are open is known for the as-of day only, so it says nothing of another month.
    fn no_open_alerts(&self) -> Evidence {
        let known = self.record.open_alerts == 0 && Month::of(self.as_of) == self.month;
        known.then(|| one(ground("open alerts", &format!("none on {}", self.as_of), &Source::Stated)))
    }

    fn comment_ground(&self, comment: &ShownComment) -> Ground {
        let purpose = comment.narrative.shown().map_or("protected", |told| told.purpose.as_str());
        let source = self.record.entries.get(&comment.id).unwrap_or(&Source::Stated);
        ground("comment", &format!("{}, {purpose}", comment.on), source)
    }

    fn comment_mentions(&self, words: &[String]) -> Evidence {
        let words: Vec<String> = words.iter().map(|word| folded(word)).collect();
        let mentions = |text: &str| words.iter().any(|word| folded(text).contains(word));
        let told = |told: &Narrative| mentions(&told.purpose) || mentions(&told.results);
        let comment = self.comments().find(|comment| comment.narrative.shown().is_some_and(told))?;
        Some(one(self.comment_ground(comment)))
    }

    fn form_completed(&self, form: &str) -> Evidence {
        let names = |text: &String| folded(text).split_whitespace().any(|word| word == folded(form));
        let comment = self.comments().find(|comment| comment.forms().iter().any(names))?;
        Some(vec![ground("form completed", &form, &Source::Stated), self.comment_ground(comment)])
    }

    fn attendance_posted(&self, person: PersonNumber) -> Evidence {
        every(self.activities_in_month(person), |activity| {
            let row = self.record.facts.attendance.iter().find(|row| {
                row.person == person
                    && row.kind == activity.kind
                    && row.start == activity.start
                    && row.month == self.month
                    && row.posted.is_some_and(|posted| posted <= self.as_of)
            })?;
            Some(one(ground(format!("{}, hours attended in {}", row.kind, row.month), &row.attended, &row.source)))
        })
    }

    fn hours_met(&self, person: PersonNumber) -> Evidence {
        let hours = self.record.hours.iter().find(|hours| hours.person == person)?;
        let MonthHours { average, required, .. } = hours;
        (average >= required).then(|| {
            vec![
                ground("hours a week, average of the month", average, &Source::Stated),
                ground("hours a week required", required, &Source::Stated),
            ]
        })
    }

    fn contact_made(&self, person: PersonNumber) -> Evidence {
        let contact = self.record.facts.contacts.iter().find(|contact| {
            let counts = contact.contact_type.as_ref().is_none_or(|kind| !self.record.uncounted.contains(kind));
            contact.person == person && contact.reached && counts && self.in_month(contact.on)
        })?;
        Some(one(ground("contact made", &contact.on, &contact.source)))
    }

    fn statuses_updated(&self, person: PersonNumber) -> Evidence {
        every(self.activities_in_month(person), |activity| {
            let newest = self.newest_status(activity).filter(|status| self.in_month(status.on));
            newest.map(|status| one(status_ground(activity, status))).or_else(|| self.posted_in_month(activity))
        })
    }

    fn posted_in_month(&self, activity: &Activity) -> Evidence {
        let row = self.record.facts.attendance.iter().find(|row| {
            row.person == activity.person
                && row.kind == activity.kind
                && row.start == activity.start
                && row.posted.is_some_and(|posted| self.in_month(posted))
        })?;
        Some(one(ground(format!("{}: attendance posted", row.kind), &row.posted?, &row.source)))
    }

    fn over_activities_ended(&self, person: PersonNumber) -> Evidence {
        every(self.activities_over(person), |activity| {
            self.ended(activity).map(|status| one(status_ground(activity, status)))
        })
    }

    fn activities_ended(&self, people: &[PersonNumber]) -> Evidence {
        let mut activities = people.iter().flat_map(|person| self.activities(*person)).peekable();
        if activities.peek().is_none() {
            return Some(one(ground("activities on record", &"none", &Source::Stated)));
        }
        every(activities, |activity| self.ended(activity).map(|status| one(status_ground(activity, status))))
    }

    fn activity_running(&self, person: PersonNumber) -> Evidence {
        let activity = self.activities_running(person).next()?;
        Some(one(ground(format!("{} since", activity.kind), &activity.start, &activity.source)))
    }

    fn at_most_one_activity(&self, person: PersonNumber) -> Evidence {
        let mut activities = self.activities_in_month(person);
        let only = activities.next().filter(|_| activities.next().is_none())?;
        Some(one(ground("the only activity", &only.kind, &only.source)))
    }

    /// The duty as it was done for a participant, or for anybody.
    fn duty_done(&self, duty: Duty, person: Option<PersonNumber>) -> Evidence {
        let mut done = self.record.facts.duties.iter().rev();
        let done = done.find(|done| {
            done.duty == duty && person.is_none_or(|person| person == done.person) && self.in_month(done.on)
        })?;
        Some(one(ground(duty.title(), &done.on, &done.source)))
    }

    fn plan_signed(&self, person: PersonNumber) -> Evidence {
        let plans = self.record.facts.plans.iter().filter(|plan| plan.person == person && plan.signed <= self.on);
        let newest = plans.max_by_key(|plan| plan.signed)?;
        Some(one(ground("plan signed", &newest.signed, &newest.source)))
    }

    fn plan_amended(&self, person: PersonNumber) -> Evidence {
        let mut plans = self.record.facts.plans.iter();
        let plan = plans.find(|plan| plan.person == person && plan.amends && self.in_month(plan.signed))?;
        Some(one(ground("amendment signed", &plan.signed, &plan.source)))
    }

    /// The evidence does not name the reason: it may be domestic abuse, which is shown only when asked for.
    fn exemption_recorded(&self, person: PersonNumber) -> Evidence {
        let exemption = self.exemptions(person).next()?;
        Some(one(ground("exempt, with a reason, from", &exemption.from, &exemption.source)))
    }

    fn exemption_dates(&self, person: PersonNumber) -> Evidence {
        self.exemptions(person)
            .find_map(|exemption| Some(one(ground("exempt until", &exemption.until?, &exemption.source))))
    }

    fn notice_issued(&self, person: PersonNumber) -> Evidence {
        let step = self.notice(person)?;
        Some(one(ground("notice of action issued", &step.notice_issued, &step.source)))
    }

    fn appointment_set(&self, person: PersonNumber) -> Evidence {
        let step = self.notice(person)?;
        Some(one(ground("appointment", &step.appointment?, &step.source)))
    }

    fn determination_recorded(&self, person: PersonNumber) -> Evidence {
        let step = self.notice(person)?;
        let determination = step.determination.as_ref().filter(|determination| determination.on <= self.on)?;
        let words = format!("determination: {}", determination.outcome.title());
        Some(one(ground(words, &determination.on, &step.source)))
    }

    fn plan_result_recorded(&self, person: PersonNumber) -> Evidence {
        let step = self.notice(person)?;
        let result = step.plan_result.as_ref().filter(|result| result.on <= self.on)?;
        let words = if result.completed { "compliance plan completed" } else { "compliance plan failed" };
        Some(one(ground(words, &result.on, &step.source)))
    }

    fn registered(&self, person: PersonNumber, wanted: RegistrationStatus) -> Evidence {
        let status = self.registration(person).filter(|status| status.status == wanted)?;
        Some(one(ground(format!("registration {} since", wanted.title()), &status.since, &status.source)))
    }

    fn sanctioned_activity_ended(&self, person: PersonNumber) -> Evidence {
        self.activities(person).find_map(|activity| {
            let newest = self.newest_status(activity)?;
            (newest.status == ActivityStatus::EndUnsatisfactoryParticipation)
                .then(|| one(status_ground(activity, newest)))
        })
    }

    fn aid_discontinued(&self) -> Evidence {
        let aid = self.aid().filter(|aid| aid.status == AidStatus::Discontinued)?;
        Some(one(ground("aid discontinued", &aid.since, &aid.source)))
    }

    fn months_counted(&self, person: PersonNumber) -> Evidence {
        let person = self.record.facts.people.iter().find(|one| one.person == Some(person))?;
        let count = person.months_on_aid.iter().find(|count| self.in_month(count.on))?;
        Some(one(ground(format!("months on aid, counted {}", count.on), &count.months, &count.source)))
    }

    fn second_parents_registered(&self) -> Evidence {
        every(self.second_parents(), |person| {
            let status = self.registration_of(person)?;
            Some(one(ground(format!("second parent: {} since", status.status.title()), &status.since, &status.source)))
        })
    }
}
